"""Services meet only in events: whatever one reads another announces, and can be read from what the other writes."""

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from chassis.event import Consumed
from pydantic import ValidationError

from contracts.compatibility import incompatibilities
from contracts.generate import SERVICES, events

ROOT = Path(__file__).parents[2]
PUBLISHED = {event.type: event for event in events()}
EXAMPLES = {path.name.removesuffix(".json"): path for path in (ROOT / "contracts/events/examples").glob("*.json")}


def consumed_classes() -> list[type[Consumed]]:
    for service in SERVICES:
        package = importlib.import_module(service)
        for module in pkgutil.walk_packages(package.__path__, f"{service}."):
            if module.name.endswith((".consumed", ".handlers")):
                importlib.import_module(module.name)
    return sorted(
        (reader for reader in Consumed.__subclasses__() if reader.__module__.startswith(SERVICES)),
        key=lambda reader: (reader.__module__, reader.type),
    )


CONSUMED = consumed_classes()


@pytest.mark.parametrize("reader", CONSUMED, ids=lambda reader: f"{reader.__module__}:{reader.type}")
def test_what_is_read_is_announced_on_the_same_topic(reader: type[Consumed]) -> None:
    assert reader.type in PUBLISHED
    assert PUBLISHED[reader.type].topic == reader.topic


@pytest.mark.parametrize("reader", CONSUMED, ids=lambda reader: f"{reader.__module__}:{reader.type}")
def test_every_reader_parses_the_committed_example(reader: type[Consumed]) -> None:
    assert isinstance(reader.model_validate_json(EXAMPLES[reader.type].read_text()), reader)


@pytest.mark.parametrize("event", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_the_committed_example_is_a_true_instance(event: type) -> None:
    text = EXAMPLES[event.type].read_text()
    assert json.loads(event.model_validate_json(text).model_dump_json(by_alias=True)) == json.loads(text)


@pytest.mark.parametrize("event", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_an_event_refuses_what_it_does_not_know(event: type) -> None:
    with pytest.raises(ValidationError):
        event.model_validate({**json.loads(EXAMPLES[event.type].read_text()), "surprise": 1})


SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string", "enum": ["x", "y"]}}, "required": ["a"]}


def test_an_added_optional_field_keeps_the_version() -> None:
    grown = {**SCHEMA, "properties": {**SCHEMA["properties"], "c": {"type": "integer"}}}
    assert incompatibilities(SCHEMA, grown) == []


@pytest.mark.parametrize(
    "change",
    [
        {"required": ["a", "b"]},
        {"required": []},
        {"properties": {"a": {"type": "integer"}, "b": SCHEMA["properties"]["b"]}},
        {"properties": {"a": {"type": "string"}, "b": {"type": "string", "enum": ["x"]}}},
        {"properties": {"a": {"type": "string"}, "b": {"type": "string", "enum": ["x", "y", "z"]}}},
        {"properties": {"a": {"type": "string", "format": "date"}, "b": SCHEMA["properties"]["b"]}},
        {"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}, "b": SCHEMA["properties"]["b"]}},
    ],
    ids=["add-required", "remove-required", "other-type", "enum-narrow", "enum-widen", "format", "nullable"],
)
def test_a_change_that_either_side_would_not_survive_is_found(change: dict) -> None:
    assert incompatibilities(SCHEMA, {**SCHEMA, **change})
