"""The bell: which events members are told of, at which gate, about which record; and what of it somebody has read or muted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, get_args

from chassis.errors import Text

from subscriptions_svc.catalogue.model import TOLD, Gate, Kind, Rings

GATES: Final[tuple[Gate, ...]] = get_args(Gate)
RINGING: Final[Mapping[str, Rings]] = {name: told.rings for name, told in TOLD.items() if told.rings}
ENDINGS: Final = tuple(name for name, told in TOLD.items() if told.ends)
LEADING: Final = frozenset(name for name, told in TOLD.items() if told.leads and not told.ends)
MENTIONED: Final = Text("ذكرك عضو في تعليق على حملة", "A member mentioned you in a comment on a campaign")
_NAMES: Final = ("title", "headline", "text", "postTitle", "name")


@dataclass(frozen=True, slots=True)
class Bell:
    """What somebody has read: everything up to `through`, and `read` beyond it. They are not told of the `muted` gates."""

    through: int = 0
    read: frozenset[int] = frozenset()
    muted: frozenset[str] = frozenset()

    def has_read(self, notice: "Notice") -> bool:
        """Whether a notice is no longer new."""
        return notice.late or notice.position <= self.through or notice.position in self.read

    @property
    def furthest(self) -> int:
        """The last position that was read."""
        return max(self.through, *self.read) if self.read else self.through

    def up_to(self, last: int) -> "Bell":
        """The same where nothing behind a position was read."""
        return replace(self, through=min(self.through, last), read=frozenset(one for one in self.read if one <= last))


@dataclass(frozen=True, slots=True)
class Notice:
    """One event as somebody is told of it; `kind` and `record` are where it leads; what ended leads nowhere. `late` is new to nobody."""

    position: int
    type: str
    gate: Gate
    at: datetime
    name: Text | None
    entity: str | None
    kind: Kind | None
    record: str | None
    mentions: frozenset[str] = frozenset()
    late: bool = False


def is_own(content: Mapping[str, Any], person: str) -> bool:
    """Whether somebody's own words: nobody is told of those."""
    return content.get("by") == person


def gates_open(bell: Bell, wanted: Gate | None) -> tuple[Gate, ...]:
    """The gates one is told of; a gate that is asked for by name is shown also while it is muted."""
    return (wanted,) if wanted else tuple(gate for gate in GATES if gate not in bell.muted)


def types_of(gates: tuple[Gate, ...]) -> tuple[str, ...]:
    """The types of these gates."""
    return tuple(name for name, rings in RINGING.items() if rings.gate in gates)


def notice_of(position: int, type_: str, at: datetime, entity: str | None, content: Mapping[str, Any], *, late: bool = False) -> Notice:
    """What the event at a position says to a member. `type_` is without the prefix that outsiders know."""
    rings = RINGING[type_]
    record = content[rings.field] if isinstance(content.get(rings.field), str) and type_ in LEADING else None
    return Notice(
        position=position,
        type=type_,
        gate=rings.gate,
        at=at,
        name=_name(content, rings),
        entity=entity,
        kind=rings.kind if record else None,
        record=record,
        mentions=frozenset(content.get("mentions") or ()),
        late=late,
    )


def _name(content: Mapping[str, Any], rings: Rings) -> Text | None:
    """What the record is called, as far as the event may say; of a version with its label, else by what people know it by."""
    said = next((content[field] for field in _NAMES if isinstance(content.get(field), Mapping)), None)
    if said:
        label = f" {content['label']}" if content.get("label") else ""
        return Text(f"{said.get('ar', '')}{label}", f"{said.get('en', '')}{label}")
    return Text(content[rings.field], content[rings.field]) if rings.spoken and rings.field in content else None
