"""The door of seats: answers, calendars, attendance."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from chassis.auth import Actor
from chassis.clock import DUBAI
from chassis.errors import Language
from chassis.fields import Day
from chassis.http import CurrentActor, IfMatch, Now, ReaderLanguage, Router, reply
from fastapi import Path, Query, Request
from starlette.responses import Response

from meetings_svc.agenda.schemas import EntityRef, Line
from meetings_svc.model import Meeting
from meetings_svc.policy import POLICY, is_member
from meetings_svc.routes import Here, MeetingId
from meetings_svc.seats import commands, renditions
from meetings_svc.seats.model import TAKEN, Seat
from meetings_svc.seats.schemas import (
    Arrival,
    Attendance,
    AttendanceView,
    Attended,
    Counts,
    Delegates,
    MeetingSeatBody,
    NewAnswer,
    PostRef,
    Seats,
)
from meetings_svc.store import Stores

router = Router(POLICY)
Entity = Annotated[str, Path(pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$")]
InLanguage = Annotated[Language | None, Query(description="For links, whose language is the page's; else the reader's")]
CALENDAR = "text/calendar; charset=utf-8"
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


@router.get("/meetings/{meeting_id}/seats", permission="seat.read", response_model=Seats)
async def list_seats(meeting_id: MeetingId, by: CurrentActor, here: Here) -> Response:
    """The seats one may see: one's entity's, all for the secretariat. Members learn how many stand how."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    seats = await commands.seats_of(here, meeting) if is_member(by) else []
    shown = await _bodies([seat for seat in seats if commands.may_see(seat, by)], meeting, by, here)
    return reply(Seats(items=shown, counts=Counts(**commands.counts_of(seats, meeting))))


@router.get("/meetings/{meeting_id}/seats/{entity}", permission="seat.read", response_model=MeetingSeatBody)
async def get_seat(meeting_id: MeetingId, entity: Entity, by: CurrentActor, here: Here) -> Response:
    """One seat."""
    return await _shown(*await commands.seat_of(here, meeting_id, entity, by=by), by, here)


@router.get("/meetings/{meeting_id}/seats/{entity}/delegates", permission="seat.read", response_model=Delegates)
async def list_delegates(meeting_id: MeetingId, entity: Entity, by: CurrentActor, here: Here) -> Response:
    """The posts to which the seat may be delegated."""
    await commands.seat_of(here, meeting_id, entity, by=by)
    return reply(Delegates(items=[PostRef.of(post) for post in await commands.delegates_for(here, entity, by=by)]))


@router.post("/meetings/{meeting_id}/seats/{entity}/answer", permission="seat.answer", response_model=MeetingSeatBody)
async def answer_seat(
    meeting_id: MeetingId, entity: Entity, body: NewAnswer, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Say whether and how the seat is taken; `If-Match: "0"` for the first word."""
    answered = await commands.answer_seat(here, meeting_id, entity, body.answer(), expected=expected, by=by, at=now())
    return await _shown(*answered, by, here)


@router.post("/meetings/{meeting_id}/seats/{entity}/check-in", permission="seat.check-in", response_model=MeetingSeatBody)
async def check_in(
    meeting_id: MeetingId, entity: Entity, body: Arrival, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Take one's seat while the meeting is in session."""
    return await _shown(*await commands.check_in(here, meeting_id, entity, body.mode, expected=expected, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/seats/{entity}/attendance", permission="seat.record", response_model=MeetingSeatBody)
async def record_attendance(
    meeting_id: MeetingId, entity: Entity, body: Attended, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Record how the seat was taken."""
    recorded = await commands.record_attendance(here, meeting_id, entity, body.attendance, expected=expected, by=by, at=now())
    return await _shown(*recorded, by, here)


@router.get("/meetings/{meeting_id}/seats/{entity}/invitation", permission="seat.read", response_class=Response)
async def get_invitation(
    meeting_id: MeetingId, entity: Entity, by: CurrentActor, here: Here, reader: ReaderLanguage, lang: InLanguage = None
) -> Response:
    """The seat's invitation as an iCalendar file with iTIP (RFC 5546): REQUEST, or CANCEL when the meeting is off."""
    meeting, seat = await commands.seat_of(here, meeting_id, entity, by=by)
    name = (await here.projections.names([entity])).name_of(entity)
    content = renditions.invitation(meeting, seat, name, domain=here.domain, language=lang or reader)
    return Response(content, headers=_saved(meeting), media_type=CALENDAR)


@router.get("/meetings/{meeting_id}/calendar", permission="meeting.read", response_class=Response)
async def get_calendar(meeting_id: MeetingId, by: CurrentActor, here: Here, reader: ReaderLanguage, lang: InLanguage = None) -> Response:
    """The meeting as an iCalendar file that asks for no answer (PUBLISH), for who has no seat."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    content = renditions.feed([meeting], domain=here.domain, language=lang or reader)
    return Response(content, headers=_saved(meeting), media_type=CALENDAR)


@router.post(
    "/meetings/{meeting_id}/seats/{entity}/calendar-reply",
    permission="seat.reply",
    response_model=MeetingSeatBody,
    openapi_extra={"requestBody": {"required": True, "content": {"text/calendar": {"schema": {"type": "string"}}}}},
)
async def reply_by_calendar(meeting_id: MeetingId, entity: Entity, request: Request, by: CurrentActor, here: Here, now: Now) -> Response:
    """Answer with an iTIP REPLY (RFC 5546, 3.2.3), as who answers for the seat or as who stands in. Its SEQUENCE says which invitation it
    answers, DTSTAMP when; a text that is not UTF-8 names its charset in Content-Type."""
    content, charset = await request.body(), _CHARSET.search(request.headers.get("content-type", ""))
    named = charset[1] if charset else None
    answered = await commands.answer_by_calendar(here, meeting_id, entity, content, charset=named, by=by, at=now())
    return await _shown(*answered, by, here)


@router.get("/attendance", permission="seat.read", response_model=AttendanceView)
async def list_attendance(
    by: CurrentActor,
    here: Here,
    since: Annotated[Day, Query(description="First day, in Dubai")],
    until: Annotated[Day, Query(description="Last day, in Dubai")],
) -> Response:
    """How often entities were there: one's own, all for the secretariat."""
    meetings = [one for one in await here.meetings.between(_midnight(since), _midnight(until + timedelta(1)), seen_by=by) if _held(one)]
    seats = [seat for seat in await here.seats.of_meetings([one.id for one in meetings]) if seat.attendance and commands.may_see(seat, by)]
    known = await here.projections.names({seat.entity for seat in seats})
    rows = []
    for code in sorted({seat.entity for seat in seats}):
        states = [seat.attendance for seat in seats if seat.entity == code]
        counted = {state: states.count(state) for state in ("present", "remote", "delegate", "excused", "absent")}  # type: ignore[arg-type]  # counting None finds none
        rows.append(Attendance(entity=EntityRef(code=code, name=Line.of(known.name_of(code))), **counted))
    return reply(AttendanceView(meetings=len(meetings), items=rows))


def _saved(meeting: Meeting) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="meeting-{meeting.sequence}.ics"', "Cache-Control": "private, no-store"}


def _held(meeting: Meeting) -> bool:
    return meeting.status in TAKEN or meeting.status in ("approved", "archived")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), DUBAI).astimezone(UTC)


async def _bodies(seats: Sequence[Seat], meeting: Meeting, by: Actor, here: Stores) -> list[MeetingSeatBody]:
    known = await here.projections.names(seat.entity for seat in seats)
    posts = await here.projections.posts(seat.answer.delegate_post for seat in seats if seat.answer and seat.answer.delegate_post)
    return [MeetingSeatBody.of(seat, meeting, known, posts, by) for seat in seats]


async def _shown(meeting: Meeting, seat: Seat, by: Actor, here: Stores) -> Response:
    return reply((await _bodies([seat], meeting, by, here))[0], version=seat.version)
