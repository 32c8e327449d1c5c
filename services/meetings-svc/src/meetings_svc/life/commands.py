"""What can be done with a meeting once it is announced: one function, one use case, one write."""

from collections.abc import Callable, Mapping
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion

from meetings_svc.agenda.model import Bi
from meetings_svc.life import model
from meetings_svc.life.model import Halt, Undo, Verb
from meetings_svc.model import Meeting
from meetings_svc.outline.model import Outline
from meetings_svc.seats.commands import invited_to
from meetings_svc.store import MeetingStore, Stores


async def advance_meeting(here: Stores, id_: str, verb: Verb, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Go one step on. Who is invited when it begins keeps a seat."""
    meeting = await _seen(here.meetings, id_, expected, by)
    invited = await invited_to(here, meeting) if verb == "begin" else ()
    return await here.meetings.save(*model.advance(meeting, verb, by=by, at=at, invited=invited), expected=expected)


async def halt_meeting(here: Stores, id_: str, verb: Halt, reason: Bi, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Postpone or cancel it."""
    meeting = await _seen(here.meetings, id_, expected, by)
    invited = await invited_to(here, meeting) if verb == "cancel" else ()
    return await here.meetings.save(*model.halt(meeting, verb, reason, by=by, at=at, invited=invited), expected=expected)


async def undo_step(meetings: MeetingStore, id_: str, verb: Undo, reason: Bi, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Take a step back that was taken by mistake."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.undo(meeting, verb, reason, by=by, at=at), expected=expected)


async def correct_meeting(
    meetings: MeetingStore, id_: str, details: Callable[[Outline], Outline], reason: Bi, *, expected: int, by: Actor, at: datetime
) -> Meeting:
    """Put its title or number right. Raises NumberTaken."""
    meeting = await _seen(meetings, id_, expected, by)
    named = details(meeting.outline)
    return await meetings.save(*model.correct(meeting, named.title, named.number, reason, by=by, at=at), expected=expected)


async def seat_past_meetings(here: Stores) -> None:
    """Keep with every meeting that began or was cancelled who had a seat, where that was not kept yet. Again changes nothing."""
    while meetings := await here.meetings.unseated():
        for meeting in meetings:
            await here.meetings.seat(meeting, await invited_to(here, meeting))


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
