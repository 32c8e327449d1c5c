"""The log's entries: one event at one position, with who may read it; and the newest of them in memory."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from chassis.audience import terms_of
from chassis.auth import Actor
from chassis.event import Envelope

from subscriptions_svc.log.former.model import readers_by_type

# What is taken in later than this after it happened was caught up with, as after an outage: it is in the log, and news to nobody.
LATE: Final = timedelta(days=1)
_ENTITIES = ("leadEntity", "ownerEntity", "hostEntity", "entity", "code")
_RECORDS = ("kitId", "identityId", "documentId", "campaignId", "meetingId")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the terms they hold, see chassis/audience.py."""

    terms: frozenset[str] = frozenset()

    @classmethod
    def of(cls, actor: Actor) -> "Reader":
        """What an actor may read of the log."""
        return cls(terms_of(actor))

    def may_read(self, readers: Collection[str], remaining: Collection[str] | None) -> bool:
        """Whether an event for these is for this reader, when of its record only those remain; None = all of them."""
        return not self.terms.isdisjoint(readers) and (remaining is None or not self.terms.isdisjoint(remaining))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; empty means all they may read."""

    reader: Reader
    types: frozenset[str] = frozenset()
    entity: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the log. `body` is the CloudEvent as every reader gets it, `carrier` the trace that its delivery continues.

    `readers` are those its record had then. `remaining` are those its record has since a later event said that they are others;
    `narrows` are those that this very event leaves to what was told before it of the same `record`.
    """

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
    record: str = ""
    narrows: tuple[str, ...] | None = None
    remaining: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event that has no position yet."""

    envelope: Envelope
    carrier: Mapping[str, str]

    @property
    def narrows(self) -> bool:
        """Whether it leaves what was told of its record before to fewer."""
        return self._audience.narrows is not None

    @property
    def _audience(self) -> "Audience":
        return audience_of(self.envelope.type, self.envelope.classification, self.envelope.subject, self.envelope.content)

    def at(self, position: int) -> Entry:
        """The entry at a position."""
        event, content, audience = self.envelope, self.envelope.content, self._audience
        return Entry(
            position=position,
            event_id=event.id,
            type=event.type,
            subject=event.subject,
            at=event.time,
            readers=audience.readers,
            entity=next((content[name] for name in _ENTITIES if isinstance(content.get(name), str)), None),
            theme=content["topic"] if isinstance(content.get("topic"), str) else None,
            person=content["personId"] if isinstance(content.get("personId"), str) else None,
            body=_body(event, position),
            carrier=self.carrier,
            record=audience.record,
            narrows=audience.narrows,
        )


def narrowed_by(record: str, subject: str) -> Mapping[str, str]:
    """Which entries an event narrows: all of its record, or of a part of one, as a seat of a meeting, what was told of that part."""
    return {"record": record} if subject == record else {"record": record, "subject": subject}


def is_late(at: datetime, appended_at: datetime) -> bool:
    """Whether an event was taken in so long after it happened that the bell shows it as read from the start."""
    return appended_at - at > LATE


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may read an event, of which record it tells, and to whom it leaves what was told of that before."""

    readers: tuple[str, ...]
    record: str
    narrows: tuple[str, ...] | None


def audience_of(type_: str, classification: str, subject: str, content: Mapping[str, Any]) -> Audience:
    """As its `audienceScope` says; of an event from before that was exact, by its type. What says nothing we understand, nobody reads."""
    scope = content.get("audienceScope")
    scope = scope if isinstance(scope, Mapping) else {}
    record = next((content[name] for name in _RECORDS if isinstance(content.get(name), str)), subject)
    if scope.get("readers"):
        narrows = tuple(scope.get("remaining") or ()) or None
        return Audience(tuple(scope["readers"]), record, narrows)
    readers, narrows = readers_by_type(type_, classification, scope, content)
    return Audience(tuple(sorted(readers)), record, tuple(sorted(narrows)) if narrows else None)


def _body(event: Envelope, position: int) -> str:
    attributes = event.attributes()
    whole = {**attributes, "position": position, "datacontenttype": "application/json", "data": event.content}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Gap:
    """Why somebody cannot go on behind a position: what followed it is gone, or it lies ahead of a log that was restored or begun anew."""

    reason: Literal["gone", "ahead"]
    first: int
    last: int

    @property
    def next(self) -> int:
        """Behind which position to go on."""
        return self.first - 1 if self.reason == "gone" else self.last


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
        for entry in new:
            if entry.narrows is not None:
                self._narrow(entry)
        if len(self._entries) > 2 * self._keep:
            del self._entries[: -self._keep]
        return True

    def _narrow(self, end: Entry) -> None:
        """Leave what was told of a record before this event to those who may still read it."""
        wanted = narrowed_by(end.record, end.subject).items()
        for place, entry in enumerate(self._entries):
            if entry.position < end.position and all(getattr(entry, name) == value for name, value in wanted):
                self._entries[place] = replace(entry, remaining=end.narrows)

    def since(self, after: int) -> Sequence[Entry] | None:
        """The entries behind a position; None when the oldest of them are no longer held."""
        missing = self.last - after
        if missing <= 0:
            return ()
        return self._entries[-missing:] if missing <= len(self._entries) else None
