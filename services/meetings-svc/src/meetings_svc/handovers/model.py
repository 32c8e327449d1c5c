"""Whose an action item was before the platform gave it to another, because its entity ended. Pure."""

from collections.abc import Collection

from chassis.auth import Actor

from meetings_svc.agenda.model import Bi
from meetings_svc.outcomes.model import ActionItem


def owner_before(action: ActionItem, entity: str, reasons: Collection[Bi], *, by: Actor) -> tuple[str, str] | None:
    """Who of an entity had to do it until it was taken from them for one of these reasons; None when that is not so, or when somebody
    gave it to others since."""
    owner = action.owner_entity, action.owner_post
    for one in reversed(action.earlier):
        if (one.owner_entity, one.owner_post) == owner:
            continue  # another text or day
        if one.by != by.id:
            return None
        if one.owner_entity == entity:
            return (one.owner_entity, one.owner_post) if one.reason in reasons else None
        owner = one.owner_entity, one.owner_post
    return None


def is_taken_over(action: ActionItem, *, by: Actor) -> bool:
    """Whether its entity has it from another that is no more."""
    return any(one.by == by.id and one.owner_entity != action.owner_entity for one in action.earlier)
