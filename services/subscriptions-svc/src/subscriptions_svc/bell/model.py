"""The bell: which events members are told of, at which gate, about which record; and what of it somebody has read or muted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from chassis.errors import Text

Gate = Literal["members", "forum", "meetings", "sources", "studio"]
Kind = Literal["campaign", "meeting", "document", "kit", "photo", "entity"]

# Beside these the log holds what machines and overseers want: accepted files, answers of seats, roles, confirmations.
_TOLD: Final[Mapping[Gate, tuple[str, ...]]] = {
    "members": (
        "members.entity-registered.v1",
        "members.entity-renamed.v1",
        "members.entity-merged.v1",
        "members.entity-dissolved.v1",
        "members.tenure-started.v1",
        "members.tenure-ended.v1",
        "members.post-fell-vacant.v1",
        "members.acting-cover-set.v1",
    ),
    "forum": (
        "campaigns.campaign-submitted.v1",
        "campaigns.changes-requested.v1",
        "campaigns.campaign-approved.v1",
        "campaigns.campaign-scheduled.v1",
        "campaigns.campaign-launched.v1",
        "campaigns.campaign-completed.v1",
        "campaigns.campaign-withdrawn.v1",
        "campaigns.campaign-cancelled.v1",
        "campaigns.campaign-amended.v1",
        "campaigns.evaluation-fell-due.v1",
        "campaigns.campaign-evaluated.v1",
        "campaigns.exemplar-marked.v1",
        "campaigns.campaign-superseded.v1",
        "campaigns.comment-posted.v1",
    ),
    "meetings": (
        "meetings.meeting-announced.v1",
        "meetings.meeting-amended.v1",
        "meetings.agenda-published.v1",
        "meetings.meeting-postponed.v1",
        "meetings.meeting-rescheduled.v1",
        "meetings.meeting-cancelled.v1",
        "meetings.minutes-circulated.v1",
        "meetings.minutes-approved.v1",
        "meetings.pack-published.v1",
        "meetings.decision-adopted.v1",
        "meetings.decision-rescinded.v1",
        "meetings.action-item-opened.v1",
        "meetings.action-item-fell-overdue.v1",
    ),
    "sources": (
        "media.version-published.v1",
        "media.version-took-effect.v1",
        "media.version-withdrawn.v1",
        "media.kit-released.v1",
        "media.kit-revoked.v1",
    ),
    "studio": ("media.photo-released.v1", "media.photo-withdrawn.v1", "media.photo-superseded.v1"),
}
GATES: Final = tuple(_TOLD)
GATE_OF: Final[Mapping[str, Gate]] = {name: gate for gate, names in _TOLD.items() for name in names}
# After one of these the record may be hidden from who heard of it before: what was said of it earlier is no longer shown.
ENDINGS: Final = (
    "campaigns.campaign-withdrawn.v1",
    "campaigns.campaign-cancelled.v1",
    "media.photo-withdrawn.v1",
    "media.photo-superseded.v1",
    "media.version-withdrawn.v1",
    "media.kit-revoked.v1",
)
_RECORDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("campaignId", "campaign"),
    ("meetingId", "meeting"),
    ("documentId", "document"),
    ("kitId", "kit"),
    ("number", "photo"),
    ("entity", "entity"),
    ("code", "entity"),
)
MENTIONED: Final = Text("ذكرك عضو في تعليق على حملة", "A member mentioned you in a comment on a campaign")
_NAMES: Final = ("title", "headline", "text", "postTitle", "name")


@dataclass(frozen=True, slots=True)
class Bell:
    """What somebody has read: everything up to `through`, and `read` beyond it. They are not told of the `muted` gates."""

    through: int = 0
    read: frozenset[int] = frozenset()
    muted: frozenset[str] = frozenset()

    def has_read(self, position: int) -> bool:
        """Whether the notice at a position is no longer new."""
        return position <= self.through or position in self.read


@dataclass(frozen=True, slots=True)
class Notice:
    """One event as somebody is told of it; `kind` and `record` are where it leads; what ended leads nowhere."""

    position: int
    type: str
    gate: Gate
    at: datetime
    name: Text | None
    entity: str | None
    kind: Kind | None
    record: str | None
    mentions: frozenset[str] = frozenset()


def is_own(content: Mapping[str, Any], person: str) -> bool:
    """Whether somebody's own words: nobody is told of those."""
    return content.get("by") == person


def gates_open(bell: Bell, wanted: Gate | None) -> tuple[Gate, ...]:
    """The gates one is told of; a gate that is asked for by name is shown also while it is muted."""
    return (wanted,) if wanted else tuple(gate for gate in GATES if gate not in bell.muted)


def types_of(gates: tuple[Gate, ...]) -> tuple[str, ...]:
    """The types of these gates."""
    return tuple(name for gate in gates for name in _TOLD[gate])


def notice_of(position: int, type_: str, at: datetime, entity: str | None, content: Mapping[str, Any]) -> Notice:
    """What the event at a position says to a member. `type_` is without the prefix that outsiders know."""
    named: Iterator[tuple[Kind, str]] = ((kind, content[field]) for field, kind in _RECORDS if isinstance(content.get(field), str))
    found = next(named, None)
    said = next((content[field] for field in _NAMES if isinstance(content.get(field), Mapping)), None)
    name = Text(str(said.get("ar", "")), str(said.get("en", ""))) if said else None
    kind, record = found if found and type_ not in ENDINGS else (None, None)
    return Notice(position, type_, GATE_OF[type_], at, name, entity, kind, record, frozenset(content.get("mentions") or ()))
