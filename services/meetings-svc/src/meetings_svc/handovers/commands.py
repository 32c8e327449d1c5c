"""Who does what an entity had to do that is no more, and has it back when that was a mistake; safe to run again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from chassis.errors import StaleVersion
from chassis.outbox import AlreadyApplied

from meetings_svc.agenda.model import Bi
from meetings_svc.handovers import model
from meetings_svc.outcomes.commands import SYSTEM, TRIES
from meetings_svc.outcomes.model import UNDONE, ActionItem, amend_action
from meetings_svc.outcomes.store import OutcomeStore
from meetings_svc.seats.model import Post
from meetings_svc.store import Stores


async def hand_over_actions(here: Stores, entity: str, successor: str, reason: Bi, *, at: datetime) -> None:
    """Give what an entity that is no more has still to do to its successor: to the post of the same kind, else to the director's."""
    posts = await here.projections.posts_of(successor)
    for action in await here.outcomes.undone_of(entity):
        heir = await _heir(here, action, posts)
        await _hand_over(here.outcomes, action, (successor, heir or action.owner_post), reason, at)


async def give_back_actions(here: Stores, entity: str, reasons: Collection[Bi], reason: Bi, *, at: datetime) -> None:
    """Give an entity back what the platform took from it for one of these reasons and nobody gave to others since."""
    for action in await here.outcomes.undone_once_of(entity):
        if before := model.owner_before(action, entity, reasons, by=SYSTEM):
            await _hand_over(here.outcomes, action, before, reason, at)


async def find_owners(here: Stores, entity: str, reason: Bi, *, at: datetime) -> None:
    """Give to a post of an entity what the entity took over while we knew no post of its that could do it."""
    taken = [action for action in await here.outcomes.undone_of(entity) if model.is_taken_over(action, by=SYSTEM)]
    posts = await here.projections.posts_of(entity) if taken else []
    for action in taken:
        if action.owner_post not in {post.id for post in posts} and (heir := await _heir(here, action, posts)):
            await _hand_over(here.outcomes, action, (entity, heir), reason, at)


async def _heir(here: Stores, action: ActionItem, posts: Sequence[Post]) -> str | None:
    """Which of these posts is to do it: the first of the kind of its owner, else the director's; None when there is neither."""
    heirs = {post.kind: post.id for post in reversed(posts)}
    held = (await here.projections.posts([action.owner_post])).get(action.owner_post)
    return heirs.get(held.kind if held else "director") or heirs.get("director")


async def _hand_over(outcomes: OutcomeStore, action: ActionItem, owner: tuple[str, str], reason: Bi, at: datetime) -> None:
    """Others may write at the same time; then it is read anew."""
    for _ in range(TRIES):
        if action.state not in UNDONE:
            return
        change = amend_action(action, action.text, action.due, owner, reason, by=SYSTEM, at=at)
        try:
            await outcomes.save(*change, expected=action.version)
        except AlreadyApplied:
            return
        except StaleVersion:
            action = await outcomes.get(ActionItem, action.id, seen_by=SYSTEM)
        else:
            return
    raise StaleVersion
