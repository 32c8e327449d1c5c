"""Events as they travel: CloudEvents in JSON, exactly as the log has them."""

from collections.abc import Sequence
from typing import Any

from chassis.http import Body

from subscriptions_svc.log.model import Entry


class CloudEvent(Body):
    """One event. `position` is its place in the log and the cursor of every way to read it."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: str
    dataschema: str
    partitionkey: str
    sequence: str
    correlationid: str
    causationid: str | None = None
    dataclassification: str
    traceparent: str | None = None
    tracestate: str | None = None
    position: int
    datacontenttype: str
    data: dict[str, Any]


class Events(Body):
    """Events in order; `next` is what to ask `after` for next time, also when there is nothing yet."""

    items: list[CloudEvent]
    next: int


def events_json(entries: Sequence[Entry], through: int) -> str:
    """The same without taking the events apart: every reader gets the same bytes."""
    return f'{{"items":[{",".join(entry.body for entry in entries)}],"next":{through}}}'


def frame(entry: Entry) -> str:
    """An event of a stream."""
    return f"id: {entry.position}\nevent: {entry.type}\ndata: {entry.body}\n\n"


def gap_frame(first: int) -> str:
    """Says that what was asked for is no longer kept."""
    return f'event: gap\ndata: {{"first":{first},"pull":"/api/v1/events?after=earliest"}}\n\n'
