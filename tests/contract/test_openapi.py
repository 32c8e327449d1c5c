"""The one OpenAPI document: everything named once, every reference leads somewhere, every error is a problem."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "contracts/openapi/shabaka.json"
METHODS = {"get", "put", "post", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(FILE.read_text())


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        yield from ((path, method, operation) for method, operation in item.items() if method in METHODS)


def references(part: Any) -> set[str]:
    if isinstance(part, list):
        return {found for one in part for found in references(one)}
    if not isinstance(part, dict):
        return set()
    own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
    return own | {found for one in part.values() for found in references(one)}


def test_every_reference_leads_to_a_schema_and_every_schema_is_used(document: dict[str, Any]) -> None:
    schemas = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) == schemas


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(document: dict[str, Any]) -> None:
    found = list(operations(document))
    names = [operation["operationId"] for _, _, operation in found]
    assert len(names) == len(set(names)) > 40
    assert [path for path, _, operation in found if not (operation.get("description") or operation.get("summary"))] == []


def test_every_operation_answers_errors_as_problems(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        content = operation["responses"]["default"]["content"]
        assert list(content) == ["application/problem+json"], (method, path)
        assert "HTTPValidationError" not in str(operation), (method, path)


def test_every_public_resource_of_the_platform_is_there(document: dict[str, Any]) -> None:
    first = {path.split("/")[3] for path in document["paths"] if path.startswith("/api/v1/")}
    assert first >= {
        "entities", "posts", "people", "campaigns", "meetings", "photos", "assets", "events", "event-types", "subscriptions", "session",
        "screens",
    }  # fmt: skip


DONE_AGAIN = {"/api/v1/session", "/api/v1/token"}  # each answer is a secret of its own, and the former one stays good


def test_every_post_takes_an_idempotency_key(document: dict[str, Any]) -> None:
    posts = {path: operation for path, method, operation in operations(document) if method == "post"}
    assert len(posts) > 100
    for path, operation in posts.items():
        keys = [one for one in operation.get("parameters", ()) if one["name"] == "Idempotency-Key"]
        assert len(keys) == (0 if path in DONE_AGAIN else 1), path
        for key in keys:
            assert {"type": "string", "minLength": 1, "maxLength": 255} in key["schema"]["anyOf"], path


def test_a_write_of_a_version_answers_the_next_one(document: dict[str, Any]) -> None:
    found = 0
    for path, method, operation in operations(document):
        if not any(one["name"] == "If-Match" for one in operation.get("parameters", ())):
            continue
        for status, answer in operation["responses"].items():
            schema = answer.get("content", {}).get("application/json", {}).get("schema")
            if status.startswith("2") and schema:
                found += 1
                told = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
                assert told["properties"]["version"] == {"type": "integer", "title": "Version"}, (method, path)
    assert found > 60


def test_what_changes_state_takes_an_idempotency_key_or_a_version(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        headers = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        if method == "patch":
            assert "If-Match" in headers, path


def schemas_of_requests(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of what a request may carry, with the way to it."""
    for path, method, operation in operations(document):
        contents = operation.get("requestBody", {}).get("content", {}).values()
        for schema in [one["schema"] for one in (*operation.get("parameters", ()), *contents)]:
            yield from parts_of(document, f"{method} {path}", schema, frozenset())


def parts_of(document: dict[str, Any], way: str, schema: dict[str, Any], above: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield way, schema
    if name := str(schema.get("$ref", "")).rpartition("/")[2]:
        if name not in above:
            yield from parts_of(document, f"{way} {name}", document["components"]["schemas"][name], above | {name})
        return
    for name, one in schema.get("properties", {}).items():
        yield from parts_of(document, f"{way}.{name}", one, above)
    inner = [one for kind in ("anyOf", "oneOf", "allOf") for one in schema.get(kind, ())]
    inner += [schema[kind] for kind in ("items", "additionalProperties") if isinstance(schema.get(kind), dict)]
    for one in inner:
        yield from parts_of(document, way, one, above)


def test_every_number_of_a_request_has_bounds_that_json_and_mongo_carry(document: dict[str, Any]) -> None:
    numbers = [(way, one) for way, one in schemas_of_requests(document) if one.get("type") in {"integer", "number"}]
    assert len(numbers) > 50
    for way, one in numbers:
        least = one.get("minimum", one.get("exclusiveMinimum"))
        most = one.get("maximum", one.get("exclusiveMaximum"))
        assert None not in (least, most), f"{way}: use chassis.fields, or say both bounds"
        assert -(2**53) < least <= most < 2**53, way


def test_every_day_and_instant_of_a_request_has_its_bounds(document: dict[str, Any]) -> None:
    times = [(way, one) for way, one in schemas_of_requests(document) if one.get("format") in {"date", "date-time", "time", "duration"}]
    assert len(times) > 30
    assert [way for way, one in times if not {"formatMinimum", "formatMaximum"} <= one.keys()] == []
