"""Events as classes, as CloudEvents 1.0 on the wire, and what is known of the event or request that is being handled."""

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, Self
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

from chassis.errors import Invalid, TooLarge

NAMESPACE = uuid5(NAMESPACE_URL, "urn:shabaka:event")
LARGEST_CONTENT = 64 * 1024
OPEN = "open"
SCHEMA_BASE = "https://shabaka.invalid/contracts/events"

_CONTENT = TypeAdapter(dict[str, Any])

Headers = list[tuple[str, bytes]]


class NotAnEvent(Invalid, ar=("ليس حدثاً", "الرسالة ليست حدث CloudEvents صالحاً: {reason}.")):
    """The message is not a valid CloudEvent: {reason}."""


class ContentTooLarge(TooLarge, ar=("محتوى الحدث كبير", "محتوى {type} حجمه {size} بايت والحد {limit}.")):
    """The content of {type} has {size} bytes; the limit is {limit}."""


class _Event(BaseModel):
    """What both readings share: a type, a topic, camelCase on the wire."""

    type: ClassVar[str]
    topic: ClassVar[str]

    def __init_subclass__(cls, *, type: str | None = None, topic: str | None = None, **rest: Any) -> None:  # noqa: A002 the word of CloudEvents
        super().__init_subclass__(**rest)
        if type and topic:
            cls.type, cls.topic = type, topic


class Published(_Event):
    """A fact this service announces. Subclass with `type="<domain>.<past-tense>.v1", topic="<domain>.<aggregate>"`;
    the docstring describes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)


class Consumed(_Event):
    """Another's fact as we read it: only the fields we use, the rest is ignored. Same class keywords as `Published`."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)

    @classmethod
    def to(cls, handler: "Handler") -> "tuple[type[Consumed], Handler]":
        """One line of a HANDLERS table."""
        return cls, handler


@dataclass(frozen=True, slots=True)
class Fact:
    """What a write announces: the event, when it happened, how open it is. Content that is not open is the service's duty to leave out.
    `also` is told beside it: the same to those who still read the type of before, or without content to those who no longer read."""

    event: Published
    at: datetime
    classification: str = OPEN
    also: Published | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """The event a handler answers to."""

    event_id: str
    type: str
    subject: str
    version: int
    correlation_id: str
    at: datetime


Handler = Callable[[Any, Cause, Any], Awaitable[None]]
BatchHandler = Callable[["list[Envelope]", Any], Awaitable[None]]


class Handlers(dict[str, tuple[type[Consumed], Handler]]):
    """Event type (without prefix) to its reader and handler."""

    @property
    def topics(self) -> frozenset[str]:
        """Every topic the table reads from."""
        return frozenset(reader.topic for reader, _ in self.values())


@dataclass(frozen=True, slots=True)
class Every:
    """A handler of every event of the topics, a poll at a time."""

    on_batch: BatchHandler
    topics: frozenset[str]


def handles(*pairs: tuple[type[Consumed], Handler]) -> Handlers:
    """The HANDLERS table of a service. Two handlers of one type are a TypeError."""
    table = Handlers({reader.type: (reader, handler) for reader, handler in pairs})
    if len(table) != len(pairs):
        raise TypeError("one event type has two handlers")
    return table


def every(on_batch: BatchHandler, topics: Sequence[str]) -> Every:
    """Hand all events of the topics to `on_batch(envelopes, stores)`, once per poll, in order per partition, whatever their type."""
    return Every(on_batch, frozenset(topics))


class Record(Protocol):
    """What we read of a Kafka record."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Sequence[tuple[str, bytes]]: ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """One CloudEvent. `sequence` is the aggregate's version; `content` the event's own fields;
    the trace fields say where its journey began, `hop` (never sent on) the send that brought it here."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    sequence: int
    correlation_id: str
    content: dict[str, Any]
    causation_id: str | None = None
    classification: str = OPEN
    dataschema: str = ""
    traceparent: str | None = None
    tracestate: str | None = None
    hop: str | None = None

    @property
    def cause(self) -> Cause:
        """What a handler is told."""
        return Cause(self.id, self.type, self.subject, self.sequence, self.correlation_id, self.time)

    def attributes(self) -> dict[str, str]:
        """The context attributes by their CloudEvents names; the absent ones left out."""
        named = {
            "specversion": "1.0",
            "id": self.id,
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": instant_text(self.time),
            "dataschema": self.dataschema or f"{SCHEMA_BASE}/{self.type}.schema.json",
            "partitionkey": self.subject,
            "sequence": f"{self.sequence:012d}",
            "correlationid": self.correlation_id,
            "causationid": self.causation_id,
            "dataclassification": self.classification,
            "traceparent": self.traceparent,
            "tracestate": self.tracestate,
        }
        return {name: value for name, value in named.items() if value}

    def to_headers(self) -> Headers:
        """Binary mode: the attributes as `ce_` headers; the value is `to_bytes()`."""
        return [("content-type", b"application/json"), *((f"ce_{name}", value.encode()) for name, value in self.attributes().items())]

    def to_bytes(self) -> bytes:
        """Binary mode: the value."""
        return content_bytes(self.content)

    def to_json(self) -> dict[str, Any]:
        """Structured mode: one JSON object, `data` last."""
        return {**self.attributes(), "datacontenttype": "application/json", "data": self.content}

    @classmethod
    def of(cls, record: Record) -> Self:
        """The event in a Kafka record, binary or structured. Raises NotAnEvent."""
        headers = {name.lower(): value for name, value in record.headers}
        try:
            if headers.get("content-type", b"").startswith(b"application/cloudevents+json"):
                return cls.from_json(json.loads(record.value or b""))
            attributes = {name[3:]: value.decode() for name, value in headers.items() if name.startswith("ce_")}
            event = cls.from_json({**attributes, "data": json.loads(record.value or b"")})
            return replace(event, hop=headers.get("traceparent", b"").decode() or None)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotAnEvent(reason=f"{type(error).__name__} {error}"[:200]) from error

    @classmethod
    def from_json(cls, event: dict[str, Any]) -> Self:
        """The event in a structured JSON object. Raises KeyError or ValueError."""
        if event["specversion"] != "1.0" or not isinstance(event["data"], dict):
            raise ValueError("specversion 1.0 and an object as data are needed")
        return cls(
            id=event["id"],
            source=event["source"],
            type=event["type"],
            subject=event["subject"],
            time=datetime.fromisoformat(event["time"]),
            sequence=int(event["sequence"]),
            correlation_id=event.get("correlationid") or event["id"],
            content=event["data"],
            causation_id=event.get("causationid"),
            classification=event.get("dataclassification", OPEN),
            dataschema=event.get("dataschema", ""),
            traceparent=event.get("traceparent"),
            tracestate=event.get("tracestate"),
        )

    def without_prefix(self, prefix: str) -> "Envelope":
        """The same event under the type our code knows it by."""
        return replace(self, type=self.type.removeprefix(prefix)) if prefix else self


def event_id(subject: str, version: int, type_: str) -> str:
    """The same for the same version of the same aggregate, over every retry, re-publish and replay. `type_` without prefix."""
    return str(uuid5(NAMESPACE, f"{subject}/{version}/{type_}"))


def content_of(event: Published) -> dict[str, Any]:
    """The event's fields as they travel. Raises ContentTooLarge past 64 KiB."""
    content = event.model_dump(mode="json", by_alias=True)
    if (size := len(content_bytes(content))) > LARGEST_CONTENT:
        raise ContentTooLarge(type=event.type, size=size, limit=LARGEST_CONTENT)
    return content


def content_bytes(content: dict[str, Any]) -> bytes:
    """Compact UTF-8 JSON."""
    return _CONTENT.dump_json(content)


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds and Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_correlation: ContextVar[str | None] = ContextVar("correlation", default=None)
_cause: ContextVar[Cause | None] = ContextVar("cause", default=None)


def current_correlation() -> str | None:
    """The correlation id of the request or event being handled."""
    return _correlation.get()


def current_cause() -> Cause | None:
    """The event being handled, if any."""
    return _cause.get()


@contextmanager
def correlated(correlation_id: str) -> Iterator[None]:
    """Everything written inside carries this correlation id; the HTTP door enters it with the request's id."""
    token = _correlation.set(correlation_id)
    try:
        yield
    finally:
        _correlation.reset(token)


@contextmanager
def because_of(cause: Cause) -> Iterator[None]:
    """Everything written inside is caused by this event: its id goes into `seen` and into the new fact's causation."""
    token = _cause.set(cause)
    try:
        with correlated(cause.correlation_id):
            yield
    finally:
        _cause.reset(token)
