"""What can be done with seats: answer for one, take it, record who was there, read an answer out of a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chassis.audience import reads
from chassis.auth import Actor
from chassis.errors import Forbidden, StaleVersion

from meetings_svc.errors import SeatNotFound, StaleSequence
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.policy import POLICY
from meetings_svc.published import AttendanceState, SeatMode
from meetings_svc.replies.renditions import read_reply
from meetings_svc.seats import model
from meetings_svc.seats.model import Answer, Post, Seat
from meetings_svc.store import Stores

TRIES = 40
STANDINGS: tuple[str, ...] = ("accepted", "tentative", "delegated", "declined", "unanswered")


async def answer_seat(
    here: Stores, meeting_id: str, entity: str, answer: Answer, *, expected: int, by: Actor, at: datetime
) -> tuple[Meeting, Seat]:
    """Say whether and how an entity's seat is taken."""
    meeting, seat = await _seen(here, meeting_id, entity, expected, by)
    posts = await here.projections.posts([answer.delegate_post]) if answer.delegate_post else {}
    return meeting, await here.seats.save(*model.respond(seat, meeting, answer, posts, by=by, at=at), expected=expected)


async def answer_by_calendar(
    here: Stores, meeting_id: str, entity: str, calendar: bytes, *, charset: str | None = None, by: Actor, at: datetime
) -> tuple[Meeting, Seat]:
    """Take in an iTIP REPLY (RFC 5546, 3.2.3), of who answers for the seat or of who stands in. What answers a time that has moved since,
    or was written before the answer we have, is refused; of several that arrive at once each is taken in its turn.

    Raises Forbidden, NoCalendarReply, StaleSequence, StaleVersion, UnknownDelegate.
    """
    for _ in range(TRIES):
        meeting, seat = await seat_of(here, meeting_id, entity, by=by)
        try:
            return meeting, await _take_in(here, meeting, seat, calendar, charset=charset, by=by, at=at)
        except StaleVersion:
            if (await here.seats.get(meeting_id, entity)).version == seat.version:
                raise  # it is older than what we have; else somebody was faster
    raise StaleVersion


async def _take_in(here: Stores, meeting: Meeting, seat: Seat, calendar: bytes, *, charset: str | None, by: Actor, at: datetime) -> Seat:
    delegate = seat.answer.delegate_post if seat.answer else None
    answers = POLICY.allows(by, "seat.answer", seat.entity)
    if not answers and not model.stands_in(seat, by):
        raise Forbidden
    reply = read_reply(calendar, meeting, seat.entity, delegate=delegate, domain=here.domain, charset=charset)
    if reply.sequence < meeting.asked:
        raise StaleSequence(given=reply.sequence, current=meeting.sequence)
    said_at = seat.said_at or seat.responded_at
    if seat.answer_to(meeting) and said_at and reply.at < said_at.replace(microsecond=0):
        raise StaleVersion
    told = {"by": by, "at": at, "said_at": reply.at}
    if not answers or (reply.as_delegate and model.stands_in(seat, by)):
        change = model.respond_as_delegate(seat, meeting, reply.answer, **told)
    else:
        mode = None if reply.answer.status == "declined" else reply.answer.mode or (seat.answer.mode if seat.answer else None)
        posts = await here.projections.posts([reply.answer.delegate_post]) if reply.answer.delegate_post else {}
        change = model.respond(seat, meeting, replace(reply.answer, mode=mode), posts, **told)
    return await here.seats.save(*change, expected=seat.version)


async def check_in(
    here: Stores, meeting_id: str, entity: str, mode: SeatMode, *, expected: int, by: Actor, at: datetime
) -> tuple[Meeting, Seat]:
    """Take one's seat."""
    meeting, seat = await _seen(here, meeting_id, entity, expected, by)
    return meeting, await here.seats.save(*model.check_in(seat, meeting, mode, by=by, at=at), expected=expected)


async def record_attendance(
    here: Stores, meeting_id: str, entity: str, state: AttendanceState, *, expected: int, by: Actor, at: datetime
) -> tuple[Meeting, Seat]:
    """Record who was there."""
    meeting, seat = await _seen(here, meeting_id, entity, expected, by)
    return meeting, await here.seats.save(*model.record(seat, meeting, state, by=by, at=at), expected=expected)


async def invited_to(here: Stores, meeting: Meeting) -> list[str]:
    """The codes of the entities that have a seat: those that had one when the meeting began or was cancelled; before that those
    named, else all of today. A draft has invited nobody."""
    if meeting.status is MeetingStatus.DRAFT:
        return []
    if meeting.seated is not None:
        return list(meeting.seated)
    return list(meeting.outline.seats) or await here.projections.active_entities()


async def seats_of(here: Stores, meeting: Meeting) -> list[Seat]:
    """Every seat of a meeting, by entity."""
    spoken = {seat.entity: seat for seat in await here.seats.of_meetings([meeting.id])}
    return [spoken.get(code) or Seat(meeting.id, code) for code in sorted({*await invited_to(here, meeting), *spoken})]


async def seat_of(here: Stores, meeting_id: str, entity: str, *, by: Actor) -> tuple[Meeting, Seat]:
    """One seat that this reader may see: their entity's, the one delegated to their post, any for the secretariat. Raises SeatNotFound."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    seat = await here.seats.get(meeting_id, entity)
    if not may_see(seat, by) or (seat.version == 0 and entity not in await invited_to(here, meeting)):
        raise SeatNotFound
    return meeting, seat


def may_see(seat: Seat, actor: Actor) -> bool:
    """Whether what was said of the seat is for this reader."""
    return reads(actor, model.readers_of(seat))


async def delegates_for(here: Stores, entity: str, *, by: Actor) -> Sequence[Post]:
    """The posts to which an entity may delegate its seat. Raises SeatNotFound for who may not answer for it."""
    if not POLICY.allows(by, "seat.answer", entity):
        raise SeatNotFound
    return [post for post in await here.projections.posts_of(entity) if not post.vacant]


def counts_of(seats: Sequence[Seat], meeting: Meeting) -> Mapping[str, int]:
    """How many seats stand how."""
    found = dict.fromkeys(STANDINGS, 0)
    for seat in seats:
        answer = seat.answer_to(meeting)
        found[answer.status if answer else "unanswered"] += 1
    return found


async def _seen(here: Stores, meeting_id: str, entity: str, expected: int, by: Actor) -> tuple[Meeting, Seat]:
    meeting, seat = await seat_of(here, meeting_id, entity, by=by)
    if seat.version != expected:
        raise StaleVersion
    return meeting, seat
