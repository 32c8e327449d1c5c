"""A released event schema may only change in ways that old readers and old events survive."""

import pytest

from contracts.compatibility import incompatibilities

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
    ],
    ids=["add-required", "remove-required", "other-type", "enum-narrow"],
)
def test_a_change_that_either_side_would_not_survive_is_found(change: dict) -> None:
    assert incompatibilities(SCHEMA, {**SCHEMA, **change})
