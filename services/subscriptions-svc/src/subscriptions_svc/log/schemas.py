"""Events as they travel: CloudEvents in JSON, exactly as the log has them."""

import json
from collections.abc import Sequence
from typing import Any, Literal

from chassis.http import Body

from subscriptions_svc.log.model import Entry, Gap


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


class GapBody(Body):
    """One asked for what cannot be had: `ahead` of the end of a log that was restored or begun anew, or `gone`, cut off before `first`."""

    reason: Literal["gone", "ahead"]
    first: int
    last: int


class Events(Body):
    """Events in order; `next` is what to ask `after` for next time, also when there is nothing yet. With a `gap` begin anew from there."""

    items: list[CloudEvent]
    next: int
    gap: GapBody | None = None


def events_json(entries: Sequence[Entry], through: int) -> str:
    """The same without taking the events apart: every reader gets the same bytes."""
    return f'{{"items":[{",".join(entry.body for entry in entries)}],"next":{through}}}'


def begun_anew(gap: Gap) -> str:
    """What who was ahead of the log is told."""
    return Events(items=[], next=gap.next, gap=GapBody(reason=gap.reason, first=gap.first, last=gap.last)).model_dump_json(by_alias=True)


def frame(entry: Entry) -> str:
    """An event of a stream."""
    return f"id: {entry.position}\nevent: {entry.type}\ndata: {entry.body}\n\n"


def opening_frame(place: int) -> str:
    """Tells a browser when to come back, and from where, before it has heard any event."""
    return f"id: {place}\nretry: 5000\n\n"


def gap_frame(gap: Gap) -> str:
    """Says that one cannot go on where one was, why, and where the stream goes on; a browser keeps that as its place."""
    told = {"reason": gap.reason, "first": gap.first, "last": gap.last, "next": gap.next, "pull": f"/api/v1/events?after={gap.next}"}
    return f"id: {gap.next}\nevent: gap\ndata: {json.dumps(told, separators=(',', ':'))}\n\n"
