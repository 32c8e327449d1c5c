"""The log's entries: one event at one position, with who may read it; and the newest of them in memory."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chassis.event import Envelope

from subscriptions_svc.policy import SECRETARIAT

EVERYONE = "*"
# What is taken in later than this after it happened was caught up with, as after an outage: it is in the log, and news to nobody.
LATE = timedelta(days=1)
_ENTITIES = ("leadEntity", "ownerEntity", "hostEntity", "entity", "code")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: everything, or what the whole network and these entities may know."""

    everything: bool = False
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; empty means all they may read."""

    reader: Reader
    types: frozenset[str] = frozenset()
    entity: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the log. `body` is the CloudEvent as every reader gets it, `carrier` the trace that its delivery continues."""

    position: int
    event_id: str
    type: str
    subject: str
    at: datetime
    readers: tuple[str, ...]
    entity: str | None
    theme: str | None
    person: str | None
    body: str
    carrier: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event that has no position yet."""

    envelope: Envelope
    carrier: Mapping[str, str]

    def at(self, position: int) -> Entry:
        """The entry at a position."""
        event, content = self.envelope, self.envelope.content
        return Entry(
            position=position,
            event_id=event.id,
            type=event.type,
            subject=event.subject,
            at=event.time,
            readers=readers_of(content),
            entity=next((content[name] for name in _ENTITIES if isinstance(content.get(name), str)), None),
            theme=content["topic"] if isinstance(content.get("topic"), str) else None,
            person=content["personId"] if isinstance(content.get("personId"), str) else None,
            body=_body(event, position),
            carrier=self.carrier,
        )


def is_late(at: datetime, appended_at: datetime) -> bool:
    """Whether an event was taken in so long after it happened that the bell shows it as read from the start."""
    return appended_at - at > LATE


def readers_of(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Who may read an event, by its `audienceScope`: everyone, or entities; the secretariat alone when it says nothing we understand."""
    scope = content.get("audienceScope")
    if isinstance(scope, Mapping) and scope.get("kind") == "network":
        return (EVERYONE,)
    codes = scope.get("codes") if isinstance(scope, Mapping) and scope.get("kind") == "entities" else None
    return tuple(sorted({str(code) for code in codes or ()} | {SECRETARIAT}))


def _body(event: Envelope, position: int) -> str:
    attributes = event.attributes()
    whole = {**attributes, "position": position, "datacontenttype": "application/json", "data": event.content}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


class Tail:
    """The newest entries, without a hole: whoever keeps up with the log reads it here instead of from the database."""

    def __init__(self, keep: int = 2_000) -> None:
        self._keep = keep
        self._entries: list[Entry] = []
        self.last = 0

    def begin(self, last: int) -> None:
        """The log ends at this position; nothing before it is held."""
        self._entries, self.last = [], last

    def add(self, entries: Sequence[Entry]) -> bool:
        """Put entries at the end. False = something is missing in between, nothing was added."""
        new = [entry for entry in entries if entry.position > self.last]
        if new and new[0].position != self.last + 1:
            return False
        self._entries += new
        self.last += len(new)
        if len(self._entries) > 2 * self._keep:
            del self._entries[: -self._keep]
        return True

    def since(self, after: int) -> Sequence[Entry] | None:
        """The entries behind a position; None when the oldest of them are no longer held."""
        missing = self.last - after
        if missing <= 0:
            return ()
        return self._entries[-missing:] if missing <= len(self._entries) else None
