"""The published language of meetings: what this service announces.

An agenda is told as members may see it: items of the secretariat are in no event. Presenters and join links are given only to who asks.
"""

from datetime import date, datetime
from typing import Literal

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

TOPIC = "meetings.meeting"
SEAT = "meetings.seat"
OUTCOME = "meetings.outcome"

MeetingKind = Literal["network-meeting", "knowledge-session", "working-group", "extraordinary"]
ItemKind = Literal["welcome", "carry-over", "campaign-presentation", "policy", "guest", "vote", "any-other"]

SeatAnswer = Literal["accepted", "declined", "tentative", "delegated"]
SeatMode = Literal["in-person", "remote"]
AttendanceState = Literal["present", "remote", "excused", "absent", "delegate"]
ClosedAs = Literal["done", "dropped"]
MeetingState = Literal[
    "draft", "announced", "agenda-published", "in-session", "minutes-draft", "circulated", "approved", "archived", "postponed", "cancelled"
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)


class Words(_Part):
    """The same words in both languages."""

    ar: str
    en: str


class AgendaLine(_Part):
    """One item of a published agenda."""

    id: str = Field(examples=["0195500d-0000-7000-8000-000000000301"])
    order: int = Field(ge=1)
    title: Words
    kind: ItemKind
    planned_minutes: int = Field(ge=0, examples=[20])


class _MeetingFact(Published):
    """What every fact of a meeting says."""

    meeting_id: str = Field(examples=["0195500d-0000-7000-8000-000000000300"])
    changed: tuple[str, ...] = Field(examples=[["status"]])
    audience_scope: AudienceScope
    kind: MeetingKind
    number: int = Field(ge=1, examples=[12])
    title: Words
    host_entity: str = Field(examples=["D01"])
    venue: Words
    start: datetime
    end: datetime = Field(examples=["2026-03-01T10:00:00Z"])


class MeetingAnnounced(_MeetingFact, type="meetings.meeting-announced.v1", topic=TOPIC):
    """The secretariat announced a meeting: members know when and where it takes place."""


class MeetingAmended(_MeetingFact, type="meetings.meeting-amended.v1", topic=TOPIC):
    """An announced meeting has another time, place, title or host; `changed` names which."""


class InvitationWithdrawn(Published, type="meetings.invitation-withdrawn.v1", topic=TOPIC):
    """Told to entities that an announced meeting no longer names: they are not invited and can read it no longer."""

    meeting_id: str = Field(examples=["0195500d-0000-7000-8000-000000000300"])
    audience_scope: AudienceScope


class AgendaPublished(_MeetingFact, type="meetings.agenda-published.v1", topic=TOPIC):
    """The agenda of a meeting was published, or what was published of it changed; it is told whole, without the secretariat's own items."""

    agenda: tuple[AgendaLine, ...]


class MeetingPostponed(_MeetingFact, type="meetings.meeting-postponed.v1", topic=TOPIC):
    """An announced meeting will not take place at its time; another will be announced."""

    reason: Words


class MeetingRescheduled(_MeetingFact, type="meetings.meeting-rescheduled.v1", topic=TOPIC):
    """A postponed meeting has its new time; who had answered is asked again."""


class MeetingCancelled(_MeetingFact, type="meetings.meeting-cancelled.v1", topic=TOPIC):
    """An announced meeting will not take place."""

    reason: Words


class SessionBegan(_MeetingFact, type="meetings.session-began.v1", topic=TOPIC):
    """A meeting is in session."""


class SessionEnded(_MeetingFact, type="meetings.session-ended.v1", topic=TOPIC):
    """A meeting is over; its minutes are being written."""


class MinutesCirculated(_MeetingFact, type="meetings.minutes-circulated.v1", topic=TOPIC):
    """Members can read the minutes, or a corrected revision of them."""

    revision: int = Field(ge=1, examples=[4])


class MinutesApproved(_MeetingFact, type="meetings.minutes-approved.v1", topic=TOPIC):
    """The revision of the minutes that was circulated is the record of the meeting."""

    revision: int = Field(ge=1, examples=[4])


class MeetingCorrected(_MeetingFact, type="meetings.meeting-corrected.v1", topic=TOPIC):
    """A step that was taken by mistake was taken back: the state before, the state from now on, and why."""

    was: MeetingState = Field(examples=["in-session"])
    now: MeetingState = Field(examples=["agenda-published"])
    reason: Words


class MeetingDetailsCorrected(_MeetingFact, type="meetings.meeting-details-corrected.v1", topic=TOPIC):
    """The title or the number of a meeting that members know of was put right; `changed` names which, `was_*` say what stood before."""

    was_title: Words
    was_number: int | None = Field(examples=[11])
    reason: Words


class MeetingArchived(_MeetingFact, type="meetings.meeting-archived.v1", topic=TOPIC):
    """A meeting with approved minutes was closed."""


class PackPublished(Published, type="meetings.pack-published.v1", topic=TOPIC):
    """A version of a meeting's pack can be fetched; its contents are asked for with one's own rights."""

    meeting_id: str = Field(examples=["0195500d-0000-7000-8000-000000000300"])
    audience_scope: AudienceScope
    pack_version: int = Field(ge=1, examples=[2])


class _SeatFact(Published):
    """What every fact of a seat says; the seat is its entity's, not a person's. Excuses are given only to who asks."""

    meeting_id: str = Field(examples=["0195500d-0000-7000-8000-000000000300"])
    entity: str = Field(examples=["D01"])
    audience_scope: AudienceScope


class SeatResponded(_SeatFact, type="meetings.seat-responded.v1", topic=SEAT):
    """An entity answered for its seat, or answered anew. The delegate is a post."""

    answer: SeatAnswer
    mode: SeatMode | None = Field(default=None, examples=["in-person"])
    delegate_post: str | None = Field(default=None, examples=["0195500d-0000-7000-8000-000000000001"])
    sequence: int = Field(ge=0, examples=[2], description="The invitation it answers")


class AttendanceRecorded(_SeatFact, type="meetings.attendance-recorded.v1", topic=SEAT):
    """It was recorded how an entity's seat was taken."""

    attendance: AttendanceState


class _OutcomeFact(Published):
    meeting_id: str = Field(examples=["0195500d-0000-7000-8000-000000000300"])
    audience_scope: AudienceScope
    text: Words


class _DecisionFact(_OutcomeFact):
    decision_id: str = Field(examples=["0195500d-0000-7000-8000-000000000401"])
    effective_from: date | None = Field(default=None, examples=["2026-04-01"])


class DecisionAdopted(_DecisionFact, type="meetings.decision-adopted.v1", topic=OUTCOME):
    """A meeting took a decision."""


class DecisionAmended(_DecisionFact, type="meetings.decision-amended.v1", topic=OUTCOME):
    """A decision has another text; the earlier one is kept."""

    reason: Words | None = None


class DecisionRescinded(_DecisionFact, type="meetings.decision-rescinded.v1", topic=OUTCOME):
    """A decision no longer holds."""

    reason: Words


class DecisionReinstated(_DecisionFact, type="meetings.decision-reinstated.v1", topic=OUTCOME):
    """A decision that was rescinded by mistake holds again."""

    reason: Words


class _ActionFact(_OutcomeFact):
    action_id: str = Field(examples=["0195500d-0000-7000-8000-000000000402"])
    owner_entity: str = Field(examples=["D01"])
    owner_post: str = Field(examples=["0195500d-0000-7000-8000-000000000001"])
    due: date = Field(examples=["2026-04-01"])


class ActionItemOpened(_ActionFact, type="meetings.action-item-opened.v1", topic=OUTCOME):
    """A post has something to do until a day."""


class ActionItemStarted(_ActionFact, type="meetings.action-item-started.v1", topic=OUTCOME):
    """The post works on it."""


class ActionItemAmended(_ActionFact, type="meetings.action-item-amended.v1", topic=OUTCOME):
    """An open action item has another text, day or owner; `changed` names which, `was_*` say what it had before, and `reason` why."""

    changed: tuple[Literal["text", "due", "owner"], ...] = Field(examples=[["due"]])
    reason: Words
    was_text: Words
    was_due: date = Field(examples=["2026-03-15"])
    was_owner_entity: str = Field(examples=["D02"])
    was_owner_post: str = Field(examples=["0195500d-0000-7000-8000-000000000002"])


class ActionItemReassigned(Published, type="meetings.action-item-reassigned.v1", topic=OUTCOME):
    """Told to the former owner of an action item who can read it no longer: it is for others to do now."""

    meeting_id: str = Field(examples=["0195500d-0000-7000-8000-000000000300"])
    action_id: str = Field(examples=["0195500d-0000-7000-8000-000000000402"])
    audience_scope: AudienceScope
    reason: Words


class ActionItemReopened(_ActionFact, type="meetings.action-item-reopened.v1", topic=OUTCOME):
    """An action item that was closed by mistake is open again."""

    reason: Words


class ActionItemFellOverdue(_ActionFact, type="meetings.action-item-fell-overdue.v1", topic=OUTCOME):
    """The day passed and it is not done; days are those of Dubai."""


class ActionItemClosed(_ActionFact, type="meetings.action-item-closed.v1", topic=OUTCOME):
    """It was done, or the secretariat dropped it."""

    outcome: ClosedAs
