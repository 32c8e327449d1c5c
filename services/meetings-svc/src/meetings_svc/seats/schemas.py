"""Seats as they travel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from chassis.auth import Actor
from chassis.fields import Lines
from chassis.http import Body
from pydantic import Field, StringConstraints

from meetings_svc.agenda.schemas import EntityRef, Id, Line, PostRef
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.policy import POLICY
from meetings_svc.published import AttendanceState, SeatAnswer, SeatMode
from meetings_svc.seats.model import ASKED, TAKEN, Answer, Post, Seat
from meetings_svc.told.store import Known


class NewAnswer(Body):
    """What an entity says for its seat: it declines with an excuse, it delegates to one of its posts."""

    status: SeatAnswer
    mode: SeatMode | None = None
    delegate_post: Id | None = None
    excuse: Annotated[Lines, StringConstraints(max_length=1_000)] | None = None

    def answer(self) -> Answer:
        """As the model has it."""
        return Answer(self.status, self.mode, self.delegate_post, self.excuse)


class Arrival(Body):
    """How one takes one's seat."""

    mode: SeatMode = "in-person"


class Attended(Body):
    """How a seat was taken, by the secretariat's record."""

    attendance: AttendanceState


class Delegates(Body):
    """The posts to which a seat may be delegated."""

    items: list[PostRef]


class MeetingSeatBody(Body):
    """A seat. Without an answer it was not answered, or not since the meeting moved. `version` is 0 before its first word."""

    meeting_id: str
    entity: EntityRef
    version: int
    status: SeatAnswer | None
    mode: SeatMode | None
    delegate: PostRef | None
    excuse: str | None
    responded_at: datetime | None
    moved_since: bool = Field(description="Whether the meeting moved after the answer, so that it is asked for again")
    attendance: AttendanceState | None
    checked_in_at: datetime | None
    actions: list[str]

    @classmethod
    def of(cls, seat: Seat, meeting: Meeting, known: Known, posts: Mapping[str, Post], reader: Actor) -> Self:
        answer = seat.answer_to(meeting)
        post = posts.get(answer.delegate_post) if answer and answer.delegate_post else None
        return cls(
            meeting_id=seat.meeting_id,
            entity=EntityRef(code=seat.entity, name=Line.of(known.name_of(seat.entity))),
            version=seat.version,
            status=answer.status if answer else None,
            mode=answer.mode if answer else None,
            delegate=PostRef.of(post) if post else None,
            excuse=answer.excuse if answer else None,
            responded_at=seat.responded_at,
            moved_since=seat.answer is not None and answer is None,
            attendance=seat.attendance,
            checked_in_at=seat.checked_in_at,
            actions=_verbs(seat, meeting, reader),
        )


class Counts(Body):
    """How many seats stand how."""

    accepted: int
    tentative: int
    delegated: int
    declined: int
    unanswered: int


class Seats(Body):
    """The seats of a meeting that this reader may see, and how many of all stand how."""

    items: list[MeetingSeatBody]
    counts: Counts


class Attendance(Body):
    """How often an entity was there, in a time."""

    entity: EntityRef
    present: int
    remote: int
    delegate: int
    excused: int
    absent: int


class AttendanceView(Body):
    """Attendance by entity over the meetings held in a time."""

    meetings: int
    items: list[Attendance]


def _verbs(seat: Seat, meeting: Meeting, reader: Actor) -> list[str]:
    answers = POLICY.allows(reader, "seat.answer", seat.entity)
    delegated = seat.answer is not None and seat.answer.delegate_post is not None and seat.answer.delegate_post == reader.post
    possible = {
        "answer": answers and meeting.status in ASKED,
        "check-in": (answers or delegated) and meeting.status is MeetingStatus.IN_SESSION,
        "attendance": POLICY.allows(reader, "seat.record") and meeting.status in TAKEN,
    }
    return [verb for verb, now in possible.items() if now]
