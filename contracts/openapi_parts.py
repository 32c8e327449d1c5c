"""Makes the services' OpenAPI documents fit to be one: different things get different names, errors are shown as they are answered."""

from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]

_REF = "#/components/schemas/"
_FRAMEWORKS = ("HTTPValidationError", "ValidationError")
_STRING: Document = {"type": "string"}
PROBLEM: Document = {
    "type": "object",
    "title": "Problem",
    "description": "Why a request was not carried out (RFC 9457), in the reader's language by Accept-Language.",
    "properties": {
        "type": {**_STRING, "format": "uri-reference", "examples": ["/problems/stale-version"]},
        "title": _STRING,
        "status": {"type": "integer"},
        "detail": _STRING,
        "instance": _STRING,
        "requestId": _STRING,
        "traceId": {"anyOf": [_STRING, {"type": "null"}]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {**_STRING, "examples": ["/title/en"]}, "code": _STRING, "detail": _STRING},
                "required": ["pointer", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


def told_apart(documents: Mapping[str, Document]) -> list[Document]:
    """The documents, by service, with each name that means different things in two of them given the service's word in front."""
    found = dict(documents)
    while clashes := _clashes(found.values()):
        found = {service: _renamed(document, {name: _word(service) + name for name in clashes}) for service, document in found.items()}
    return list(found.values())


def with_problems(document: Document) -> Document:
    """The document with one answer for everything that goes wrong, instead of what the framework supposes."""
    schemas = {name: schema for name, schema in _schemas(document).items() if name not in _FRAMEWORKS}
    paths = {path: {method: _operation(one) for method, one in item.items()} for path, item in document["paths"].items()}
    return {**document, "paths": paths, "components": {**document.get("components", {}), "schemas": {**schemas, "Problem": PROBLEM}}}


def _operation(operation: Document) -> Document:
    responses = {status: answer for status, answer in operation.get("responses", {}).items() if not _is_the_frameworks(answer)}
    problem = {"description": "A problem", "content": {"application/problem+json": {"schema": {"$ref": f"{_REF}Problem"}}}}
    return {**operation, "responses": {**responses, "default": problem}}


def _is_the_frameworks(answer: Document) -> bool:
    return any(f"{_REF}{name}" in str(answer) for name in _FRAMEWORKS)


def _schemas(document: Document) -> Document:
    return document.get("components", {}).get("schemas", {})


def _clashes(documents: Any) -> set[str]:
    first: Document = {}
    return {name for document in documents for name, schema in _schemas(document).items() if first.setdefault(name, schema) != schema}


def _word(service: str) -> str:
    return service.partition("_")[0].capitalize()


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_renamed(one, names) for one in part]
    if not isinstance(part, dict):
        return part
    reference = part.get("$ref")
    if isinstance(reference, str) and reference.removeprefix(_REF) in names:
        return {**part, "$ref": _REF + names[reference.removeprefix(_REF)]}
    renamed = {name: _renamed(value, names) for name, value in part.items()}
    if "schemas" in renamed:
        renamed["schemas"] = {names.get(name, name): schema for name, schema in renamed["schemas"].items()}
    return renamed
