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


def test_what_changes_state_takes_an_idempotency_key_or_a_version(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        headers = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        if method == "patch":
            assert "If-Match" in headers, path
