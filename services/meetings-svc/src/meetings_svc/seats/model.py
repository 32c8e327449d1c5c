"""Seats: one per invited entity, not per person. What an entity answered for its seat, and how it was taken. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chassis.audience import entity_term, post_term, scope_after
from chassis.auth import Actor
from chassis.errors import FieldError, Forbidden
from chassis.event import Fact

from meetings_svc import errors
from meetings_svc.model import Meeting, MeetingStatus, refuse_unless
from meetings_svc.policy import POLICY, SECRETARIAT, secretariat
from meetings_svc.published import AttendanceRecorded, AttendanceState, SeatAnswer, SeatMode, SeatResponded

ASKED = frozenset((MeetingStatus.ANNOUNCED, MeetingStatus.AGENDA_PUBLISHED))
TAKEN = frozenset((MeetingStatus.IN_SESSION, MeetingStatus.MINUTES_DRAFT, MeetingStatus.CIRCULATED))
Method = Literal["desk", "self"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an entity says: whether its seat is taken, how, by whom else, or why not."""

    status: SeatAnswer
    mode: SeatMode | None = None
    delegate_post: str | None = None
    excuse: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat; version 0 while nothing was said of it. `sequence` is the invitation that was answered; `said_at` when the answer was
    given: calendars bring theirs later."""

    meeting_id: str
    entity: str
    version: int = 0
    answer: Answer | None = None
    sequence: int = 0
    responded_at: datetime | None = None
    attendance: AttendanceState | None = None
    checked_in_at: datetime | None = None
    method: Method | None = None
    said_at: datetime | None = None

    @property
    def id(self) -> str:
        """What the seat's facts are about."""
        return f"{self.meeting_id}/{self.entity}"

    def answer_to(self, meeting: Meeting) -> Answer | None:
        """The answer as long as it holds: none after the meeting moved."""
        return self.answer if self.answer and self.sequence >= meeting.asked else None


@dataclass(frozen=True, slots=True)
class Post:
    """A post as members-svc told of it."""

    id: str
    entity: str
    kind: str
    ar: str
    en: str
    vacant: bool = False
    closed: bool = False


Change = tuple[Seat, Fact]


def respond(
    seat: Seat, meeting: Meeting, answer: Answer, posts: Mapping[str, Post], *, by: Actor, at: datetime, said_at: datetime | None = None
) -> Change:
    """Answer for a seat, or answer anew. Raises Forbidden, NotNow, Contradictory, UnknownDelegate."""
    POLICY.require(by, "seat.answer", seat.entity)
    refuse_unless(meeting, ASKED)
    _refuse_contradictions(answer)
    if answer.delegate_post is not None:
        post = posts.get(answer.delegate_post)
        if post is None or post.vacant or post.closed or post.entity != seat.entity:
            raise errors.UnknownDelegate
    return _answered(seat, meeting, answer, at, said_at)


def respond_as_delegate(
    seat: Seat, meeting: Meeting, answer: Answer, *, by: Actor, at: datetime, said_at: datetime | None = None
) -> Change:
    """Who stands in says that they come, or that they cannot: then the seat stays empty until its entity answers anew.
    Raises Forbidden, NotNow."""
    delegate = seat.answer.delegate_post if seat.answer else None
    if not stands_in(seat, by) or answer.status == "delegated":
        raise Forbidden
    refuse_unless(meeting, ASKED)
    mode = seat.answer.mode if seat.answer else None
    kept = answer if answer.status == "declined" else Answer("delegated", mode, delegate)
    return _answered(seat, meeting, kept, at, said_at)


def stands_in(seat: Seat, by: Actor) -> bool:
    """Whether the seat was delegated to the post that somebody is in."""
    delegate = seat.answer.delegate_post if seat.answer else None
    return delegate is not None and by.post == delegate


def _answered(seat: Seat, meeting: Meeting, answer: Answer, at: datetime, said_at: datetime | None) -> Change:
    after = replace(seat, answer=answer, sequence=meeting.sequence, responded_at=at, said_at=min(said_at or at, at))
    return after, _fact(
        SeatResponded, after, meeting, at, before=seat,
        answer=answer.status, mode=answer.mode, delegate_post=answer.delegate_post, sequence=meeting.sequence,
    )  # fmt: skip


def check_in(seat: Seat, meeting: Meeting, mode: SeatMode, *, by: Actor, at: datetime) -> Change:
    """Take one's seat: who holds it, or the post it was delegated to. Raises Forbidden, NotCheckedIn."""
    as_delegate = stands_in(seat, by)
    if not as_delegate and not POLICY.allows(by, "seat.answer", seat.entity):
        raise Forbidden
    if meeting.status is not MeetingStatus.IN_SESSION:
        raise errors.NotCheckedIn(status=errors.STATUS_NAMES[meeting.status])
    state: AttendanceState = "delegate" if as_delegate else "present" if mode == "in-person" else "remote"
    return _attended(seat, meeting, state, "self", at=at)


def record(seat: Seat, meeting: Meeting, state: AttendanceState, *, by: Actor, at: datetime) -> Change:
    """The secretariat's record of who was there. Raises NotNow."""
    POLICY.require(by, "seat.record")
    refuse_unless(meeting, TAKEN)
    return _attended(seat, meeting, state, "desk", at=at)


def _attended(seat: Seat, meeting: Meeting, state: AttendanceState, method: Method, *, at: datetime) -> Change:
    after = replace(seat, attendance=state, checked_in_at=at, method=method)
    return after, _fact(AttendanceRecorded, after, meeting, at, attendance=state)


def _refuse_contradictions(answer: Answer) -> None:
    delegated = answer.status == "delegated"
    found = []
    if delegated and not answer.delegate_post:
        found.append(FieldError("/delegatePost", "missing", errors.DELEGATE_NEEDED))
    if not delegated and answer.delegate_post:
        found.append(FieldError("/delegatePost", "not-delegating", errors.DELEGATE_UNASKED))
    if answer.status == "declined" and not (answer.excuse or "").strip():
        found.append(FieldError("/excuse", "missing", errors.EXCUSE_NEEDED))
    if found:
        raise errors.Contradictory(errors=found)


def readers_of(seat: Seat) -> frozenset[str]:
    """Who of a meeting's readers may read what was said of it, as terms: its entity, the post that stands in, the secretariat."""
    delegate = seat.answer.delegate_post if seat.answer else None
    return secretariat() | {entity_term(seat.entity)} | ({post_term(delegate)} if delegate else frozenset())


def _fact(
    event: type[SeatResponded] | type[AttendanceRecorded],
    seat: Seat,
    meeting: Meeting,
    at: datetime,
    *,
    before: Seat | None = None,
    **own: object,
) -> Fact:
    seats = meeting.outline.seats
    was, now = (readers_of(one) if not seats or seat.entity in seats else secretariat() for one in (before or seat, seat))
    scope = scope_after(was, now, home=SECRETARIAT)
    return Fact(event(**{"meeting_id": seat.meeting_id, "entity": seat.entity, "audience_scope": scope, **own}), at)  # type: ignore[arg-type]  # pydantic checks each field
