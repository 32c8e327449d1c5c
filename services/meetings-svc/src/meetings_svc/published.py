"""The published language of meetings: what this service announces.

An agenda is told as members may see it: items of the secretariat are in no event. Presenters and join links are given only to who asks.
"""

from datetime import datetime
from typing import Literal

from chassis.event import Published
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

TOPIC = "meetings.meeting"

MeetingKind = Literal["network-meeting", "knowledge-session", "working-group", "extraordinary"]
ItemKind = Literal["welcome", "carry-over", "campaign-presentation", "policy", "guest", "vote", "any-other"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)


class Words(_Part):
    """The same words in both languages."""

    ar: str
    en: str


class AudienceScope(_Part):
    """Who may be told: the whole network, or only the entities named by code."""

    kind: Literal["network", "entities"]
    codes: tuple[str, ...] = Field(default=(), examples=[[]])


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


class AgendaPublished(_MeetingFact, type="meetings.agenda-published.v1", topic=TOPIC):
    """The agenda of a meeting was published, or what was published of it changed; it is told whole, without the secretariat's own items."""

    agenda: tuple[AgendaLine, ...]
