"""A released event schema may only change in ways that old readers and old events survive; the check is tried on every committed schema."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.compatibility import incompatibilities

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "a": {"type": "string"},
        "b": {"type": "string", "enum": ["x", "y"]},
        "c": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None},
        "d": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
        "e": {"type": "string", "pattern": "^x"},
    },
    "required": ["a"],
    "$defs": {"Part": {"type": "object", "properties": {"p": {"type": "integer"}}, "required": ["p"]}},
}
COMMITTED = sorted((Path(__file__).parents[2] / "contracts/events").glob("*.schema.json"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The schema with one place set, or removed by None."""
    schema = copy.deepcopy(SCHEMA)
    *way, last = path.split("/")
    place = schema
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return schema


@pytest.mark.parametrize(
    "schema",
    [
        changed("properties/new", {"type": "integer"}),
        changed("properties/new", {"type": "array", "items": {"$ref": "#/$defs/Part"}}),
        changed("$defs/Part/properties/new", {"type": "string"}),
        changed("description", "Said better."),
        changed("properties/a/examples", ["other"]),
    ],
    ids=["field", "list", "field-of-a-part", "description", "example"],
)
def test_what_only_adds_or_explains_keeps_the_version(schema: dict[str, Any]) -> None:
    assert incompatibilities(SCHEMA, schema) == []


@pytest.mark.parametrize(
    "schema",
    [
        changed("required", ["a", "b"]),
        changed("required", []),
        changed("properties/a/type", "integer"),
        changed("properties/c", {"type": "integer"}),
        changed("properties/c", {"anyOf": [{"type": "number"}, {"type": "null"}]}),
        changed("properties/b/enum", ["x"]),
        changed("properties/b/enum", ["x", "y", "z"]),
        changed("properties/b/enum", None),
        changed("properties/a/format", "date"),
        changed("properties/a", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        changed("properties/a/maxLength", 10),
        changed("properties/e/pattern", "^y"),
        changed("properties/e", None),
        changed("properties/d/items", {"type": "string"}),
        changed("$defs/Part/properties/p/type", "string"),
        changed("$defs/Part/properties", {}),
        changed("properties/new", {"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        changed("properties/new", {"type": "object", "additionalProperties": {"type": "string"}}),
    ],
    ids=[
        "add-required", "remove-required", "other-type", "never-null", "widen-type", "narrow-enum", "widen-enum", "open-enum", "format",
        "nullable", "limit", "pattern", "remove-field", "other-items", "part-type", "part-field-gone", "unknown-keyword", "unknown-map",
    ],
)  # fmt: skip
def test_a_change_that_either_side_would_not_survive_is_found(schema: dict[str, Any]) -> None:
    assert incompatibilities(SCHEMA, schema)


def mutants(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema with one thing broken, once for every field at the top."""
    for name, member in schema["properties"].items():
        type_ = "integer" if member.get("type") == "boolean" else "boolean"
        for what, other in (("gone", None), ("another type", {"type": type_}), ("anything", {})):
            mutant = copy.deepcopy(schema)
            if other is None:
                del mutant["properties"][name]
                mutant["required"] = [field for field in schema.get("required", ()) if field != name]
            elif member != other:
                mutant["properties"][name] = other
            yield f"{name} {what}", mutant
        mutant = copy.deepcopy(schema)
        required = set(schema.get("required", ())) ^ {name}
        mutant["required"] = sorted(required)
        yield f"{name} required or no longer", mutant


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name.removesuffix(".schema.json"))
def test_every_way_of_breaking_a_released_event_is_found(path: Path) -> None:
    schema = json.loads(path.read_text())
    survived = [what for what, mutant in mutants(schema) if mutant != schema and not incompatibilities(schema, mutant)]
    assert not survived


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name.removesuffix(".schema.json"))
def test_a_released_event_may_gain_a_field(path: Path) -> None:
    schema = json.loads(path.read_text())
    grown = {**schema, "properties": {**schema["properties"], "gained": {"type": "string"}}, "description": "Said better."}
    assert incompatibilities(schema, grown) == []
