"""What can be done with rosters; each is one write of one entity's roster."""

from dataclasses import replace
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion
from chassis.idempotency import is_made

from members_svc.entities.store import EntityStore
from members_svc.errors import EntityNotActive, NotOnItsStaff
from members_svc.people.store import PeopleStore
from members_svc.roster import model
from members_svc.roster.model import Change, Duty, Roster
from members_svc.roster.store import RosterStore


async def assign_duty(
    rosters: RosterStore, entities: EntityStore, people: PeopleStore, entity: str, duty: Duty, *, expected: int, by: Actor, at: datetime
) -> Roster:
    """Set a turn of duty. One with this id is not set again, though it was taken back early since.

    Raises EntityNotActive, PersonNotFound, NotOnItsStaff, DutyTimes, DutyOverlaps, RosterFull, StaleVersion, IdempotencyKeyReused.
    """
    roster = await rosters.get(entity)
    if is_made((replace(one, until=max(one.until, duty.until)) for one in roster.duties), duty):
        return roster
    if roster.version != expected:
        raise StaleVersion
    change = model.assign(roster, duty, by=by, at=at)
    if (await entities.get(entity)).status != "active":
        raise EntityNotActive(code=entity)
    if not (await people.get(duty.person)).works_in(entity):
        raise NotOnItsStaff
    return await _saved(rosters, change, expected)


async def release_duty(rosters: RosterStore, entity: str, duty_id: str, *, expected: int, by: Actor, at: datetime) -> Roster:
    """Take back a turn of duty. Raises DutyNotFound, StaleVersion."""
    return await _saved(rosters, model.release(await rosters.get(entity, expected=expected), duty_id, by=by, at=at), expected)


async def _saved(rosters: RosterStore, change: Change, expected: int) -> Roster:
    return replace(change[0], version=await rosters.save(*change, expected=expected))
