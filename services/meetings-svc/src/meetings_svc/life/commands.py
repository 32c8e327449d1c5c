"""What can be done with a meeting once it is announced: one function, one use case, one write."""

from collections.abc import Mapping
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion

from meetings_svc.agenda.model import Bi
from meetings_svc.life import model
from meetings_svc.life.model import Halt, Verb
from meetings_svc.model import Meeting
from meetings_svc.store import MeetingStore


async def advance_meeting(meetings: MeetingStore, id_: str, verb: Verb, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Go one step on."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.advance(meeting, verb, by=by, at=at), expected=expected)


async def halt_meeting(meetings: MeetingStore, id_: str, verb: Halt, reason: Bi, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Postpone or cancel it."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.halt(meeting, verb, reason, by=by, at=at), expected=expected)


async def reschedule_meeting(
    meetings: MeetingStore, id_: str, start: datetime, end: datetime, *, expected: int, by: Actor, at: datetime
) -> Meeting:
    """Give a postponed meeting its new time."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.reschedule(meeting, start, end, by=by, at=at), expected=expected)


async def circulate_minutes(meetings: MeetingStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Send the minutes to the members."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.circulate_minutes(meeting, by=by, at=at), expected=expected)


async def write_minutes(
    meetings: MeetingStore, id_: str, texts: Mapping[str, Mapping[str, str]], *, expected: int, by: Actor, at: datetime
) -> Meeting:
    """Write minutes. What changes nothing writes nothing."""
    meeting = await _seen(meetings, id_, expected, by)
    after, fact = model.write_minutes(meeting, texts, by=by, at=at)
    return meeting if after is meeting else await meetings.save(after, fact, expected=expected)


async def _seen(meetings: MeetingStore, id_: str, expected: int, by: Actor) -> Meeting:
    meeting = await meetings.get(id_, seen_by=by)
    if meeting.version != expected:
        raise StaleVersion
    return meeting
