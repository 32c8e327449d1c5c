"""The AsyncAPI 3.0 document: a channel per topic, a message per event type, the CloudEvents attributes as headers all share."""

from collections.abc import Iterable, Mapping
from typing import Any

from chassis.event import Published

Schema = dict[str, Any]

# Our schemas use nothing that draft 07 and 2020-12 read differently; tests/contract says so.
_SCHEMA_FORMAT = "application/schema+json;version=draft-07"
_ATTRIBUTES = {
    "specversion": ("Always 1.0.", True),
    "id": ("The same over every retry, re-publish and replay: what has been seen can be dropped by it.", True),
    "source": ("URN of the service that announces.", True),
    "type": ("Name and version of the event, under the prefix of the deployment.", True),
    "subject": ("Id of the record the event is about.", True),
    "time": ("When it happened, RFC 3339 in UTC.", True),
    "dataschema": ("Address of the schema of exactly this version.", True),
    "partitionkey": ("The subject: events of one record keep their order.", True),
    "sequence": ("Version of the record, padded with zeros so that text compares as numbers.", True),
    "correlationid": ("What all that followed from one request shares.", True),
    "causationid": ("Id of the event that this one answers, if any.", False),
    "dataclassification": ("open, or how closely the record is held; only open records are told with their content.", True),
    "traceparent": ("Where the journey began (W3C trace context).", False),
    "tracestate": ("The same, vendors' part.", False),
}


def document(known: Iterable[type[Published]], examples: Mapping[str, Any]) -> dict[str, Any]:
    """The document for these events, each with its example."""
    events = list(known)
    topics = sorted({event.topic for event in events})
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Shabaka events",
            "version": "1.0.0",
            "description": "Facts that the services announce, as CloudEvents 1.0 in binary mode. "
            "Webhooks, the stream and the pull API carry the same events as structured JSON with a `position`.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {_name(topic): _channel(topic, [event for event in events if event.topic == topic]) for topic in topics},
        "operations": {f"announce-{_name(topic)}": _announces(topic) for topic in topics},
        "components": {
            "messages": {event.type: _message(event, examples[event.type]) for event in events},
            "messageTraits": {"cloudEvent": _cloud_event()},
        },
    }


def _name(topic: str) -> str:
    return topic.replace(".", "-")


def _channel(topic: str, events: Iterable[type[Published]]) -> dict[str, Any]:
    return {
        "address": topic,
        "title": topic,
        "description": "All events of this kind of record, in order for each of them.",
        "messages": {event.type: {"$ref": f"#/components/messages/{event.type}"} for event in events},
        "bindings": {"kafka": {"topic": topic, "partitions": 12, "bindingVersion": "0.5.0"}},
    }


def _announces(topic: str) -> dict[str, Any]:
    return {"action": "send", "title": f"Announce on {topic}", "channel": {"$ref": f"#/channels/{_name(topic)}"}}


def _message(event: type[Published], example: Any) -> dict[str, Any]:
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": summary_of(event),
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "payload": {"schemaFormat": _SCHEMA_FORMAT, "schema": {"$ref": f"./events/{event.type}.schema.json"}},
        "examples": [{"name": "example", "payload": example}],
    }


def _cloud_event() -> dict[str, Any]:
    headers = {f"ce_{name}": {"type": "string", "description": words} for name, (words, _) in _ATTRIBUTES.items()}
    required = [f"ce_{name}" for name, (_, always) in _ATTRIBUTES.items() if always]
    return {
        "headers": {"type": "object", "properties": headers, "required": required},
        "correlationId": {"location": "$message.header#/ce_correlationid"},
        "bindings": {"kafka": {"key": {"type": "string", "description": "The subject."}, "bindingVersion": "0.5.0"}},
    }


def summary_of(event: type[Published]) -> str:
    """What the event says, in one line."""
    return " ".join((event.__doc__ or "").split())
