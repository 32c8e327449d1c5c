"""The committed contracts are what the code says, every example is true, and nobody reads what nobody writes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from chassis.event import SCHEMA_BASE, Consumed, Published
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from pydantic import ValidationError

from contracts.generate import breaking, events, files, readers, stale

CONTRACTS = Path(__file__).parents[2] / "contracts"
PUBLISHED = {event.type: event for event in events()}
SCHEMAS = {path.name.removesuffix(".schema.json"): json.loads(path.read_text()) for path in (CONTRACTS / "events").glob("*.schema.json")}
EXAMPLES = {path.stem: json.loads(path.read_text()) for path in (CONTRACTS / "events/examples").glob("*.json")}
PERSONAL = {"email", "emails", "phone", "phones", "personName", "holderName", "address", "joinUrl", "password"}

each_event = pytest.mark.parametrize("event", PUBLISHED.values(), ids=PUBLISHED)
each_schema = pytest.mark.parametrize("name", SCHEMAS)
each_reader = pytest.mark.parametrize("reader", readers(), ids=lambda reader: f"{reader.__module__.partition('.')[0]}:{reader.type}")


def test_what_is_committed_is_what_the_code_says() -> None:
    assert [path.name for path in stale(files())] == []


def test_every_event_has_a_schema_and_an_example() -> None:
    assert SCHEMAS.keys() == EXAMPLES.keys() == PUBLISHED.keys()


@each_schema
@pytest.mark.parametrize("validator", [Draft202012Validator, Draft7Validator])
def test_an_example_is_valid_by_its_schema_under_either_draft(name: str, validator: type[Draft202012Validator]) -> None:
    schema = {key: value for key, value in SCHEMAS[name].items() if key not in {"$id", "$schema"}}
    validator.check_schema(schema)
    validator(schema, format_checker=FormatChecker()).validate(EXAMPLES[name])


@each_schema
def test_a_schema_is_at_the_address_that_events_carry(name: str) -> None:
    assert f"{SCHEMA_BASE}/{name}.schema.json".endswith(f"/contracts/events/{SCHEMAS[name]['$id']}")


@each_schema
def test_an_example_shows_every_field(name: str) -> None:
    assert EXAMPLES[name].keys() == SCHEMAS[name]["properties"].keys()


@each_event
def test_an_example_is_read_and_written_by_the_code_without_change(event: type[Published]) -> None:
    example = EXAMPLES[event.type]
    assert json.loads(event.model_validate_json(json.dumps(example)).model_dump_json(by_alias=True)) == example


@each_event
def test_an_event_announces_nothing_unforeseen(event: type[Published]) -> None:
    with pytest.raises(ValidationError):
        event.model_validate({**EXAMPLES[event.type], "surprise": 1})


@each_event
def test_an_event_says_who_may_be_told(event: type[Published]) -> None:
    assert "audienceScope" in SCHEMAS[event.type]["properties"]


@each_event
def test_an_event_says_in_a_sentence_what_happened(event: type[Published]) -> None:
    assert "docstring" not in (event.__doc__ or "")
    assert len(event.__doc__ or "") > 20


def fields(schema: Any) -> set[str]:
    """Every name of a field anywhere in a schema."""
    if isinstance(schema, list):
        return {name for part in schema for name in fields(part)}
    if not isinstance(schema, dict):
        return set()
    return {*schema.get("properties", {})} | {name for part in schema.values() for name in fields(part)}


@each_schema
def test_no_event_carries_what_belongs_to_a_person(name: str) -> None:
    assert fields(SCHEMAS[name]) & PERSONAL == set()


@each_reader
def test_what_is_read_is_announced_on_the_same_topic(reader: type[Consumed]) -> None:
    assert PUBLISHED[reader.type].topic == reader.topic


@each_reader
def test_every_field_that_is_read_is_one_that_is_written(reader: type[Consumed]) -> None:
    read = {field.alias or name for name, field in reader.model_fields.items()}
    assert read <= SCHEMAS[reader.type]["properties"].keys()


@each_reader
def test_a_reader_understands_the_example_and_one_from_a_later_release(reader: type[Consumed]) -> None:
    reader.model_validate_json(json.dumps(EXAMPLES[reader.type]))
    reader.model_validate_json(json.dumps({**_grown(EXAMPLES[reader.type]), "added": {"later": True}}))


@each_reader
def test_a_reader_does_without_all_that_may_be_absent(reader: type[Consumed]) -> None:
    required = SCHEMAS[reader.type].get("required", ())
    reader.model_validate_json(json.dumps({name: value for name, value in EXAMPLES[reader.type].items() if name in required}))


def _grown(value: Any) -> Any:
    """The value with a field more in every object."""
    if isinstance(value, list):
        return [_grown(one) for one in value]
    return {name: _grown(one) for name, one in value.items()} | {"addedLater": 1} if isinstance(value, dict) else value


def test_a_type_is_not_forgotten_silently() -> None:
    gone = sorted(SCHEMAS)[0]
    wanted = {path: path.read_text() for path in (CONTRACTS / "events").glob("*.json") if not path.name.startswith(gone)}
    assert [problem.partition(":")[0] for problem in breaking(wanted)] == [gone]
    assert breaking(wanted, retired=[gone]) == []


STREAMS = yaml.safe_load((CONTRACTS / "asyncapi.yaml").read_text())


def test_both_forms_of_the_asyncapi_document_are_one() -> None:
    assert json.loads((CONTRACTS / "asyncapi.json").read_text()) == STREAMS


def test_every_event_stands_on_one_channel_with_its_topic() -> None:
    told = [(channel["address"], name) for channel in STREAMS["channels"].values() for name in channel["messages"]]
    assert sorted(told) == sorted((event.topic, event.type) for event in PUBLISHED.values())


def references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [found for one in part for found in references(one)]
    if not isinstance(part, dict):
        return []
    return [part["$ref"]] if "$ref" in part else [found for one in part.values() for found in references(one)]


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    for reference in references(STREAMS):
        file, _, pointer = reference.partition("#/")
        if file:
            assert (CONTRACTS / file).is_file(), reference
            continue
        place = STREAMS
        for step in pointer.split("/"):
            place = place[step]
