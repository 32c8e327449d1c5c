"""What can be done with roles; each is one write of one card."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.auth import Actor
from chassis.outbox import AlreadyApplied

from members_svc.entities.store import EntityStore
from members_svc.people.commands import ref
from members_svc.people.model import Change, Person, Seat
from members_svc.people.store import PeopleStore
from members_svc.published import RoleName
from members_svc.roles import model


async def grant_role(people: PeopleStore, person_id: str, role: RoleName, scope: str, *, expected: int, by: Actor, at: datetime) -> Person:
    """Give a person a role; nothing is written when it is held already."""
    person = await people.get(person_id, expected=expected)
    change = model.grant(person, role, scope, by=by, at=at)
    return person if change[0] is person else await _saved(people, change, expected)


async def revoke_role(people: PeopleStore, person_id: str, role: RoleName, scope: str, *, expected: int, by: Actor, at: datetime) -> Person:
    """Take a role back."""
    person = await people.get(person_id, expected=expected)
    return await _saved(people, model.revoke(person, role, scope, by=by, at=at), expected)


async def take_seat(people: PeopleStore, entities: EntityStore, person_id: str, seat: Seat, *, at: datetime) -> None:
    """Show a post that was taken on the holder's card and give the role that goes with it."""
    entity = ref(await entities.get(seat.entity))
    await people.alter(person_id, partial(model.take_seat, seat=seat, entity=entity, at=at))


async def leave_seat(people: PeopleStore, person_id: str, post: str, *, at: datetime) -> None:
    """Take a post that was left off the card, with the roles that came through it."""
    await people.alter(person_id, partial(model.leave_seat, post=post, at=at))


async def outlive_entity(people: PeopleStore, entities: EntityStore, ended: str, successor: str | None, *, at: datetime) -> None:
    """End every role in an entity that ended; its people work for the successor, if there is one."""
    home = ref(await entities.get(successor)) if successor else None
    for person_id in await people.concerned_by(ended):
        try:
            await people.alter(person_id, partial(model.outlive_entity, ended=ended, successor=home, at=at))
        except AlreadyApplied:
            continue


async def _saved(people: PeopleStore, change: Change, expected: int) -> Person:
    return replace(change[0], version=await people.save(*change, expected=expected))
