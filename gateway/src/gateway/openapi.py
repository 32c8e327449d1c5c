"""Makes one OpenAPI 3.1 document of the gateway's own and those of the services behind it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

Document = dict[str, Any]

_REF = "#/components/schemas/"
_VERBS = frozenset(("get", "put", "post", "patch", "delete", "head", "options"))
_FRAMEWORKS = ("HTTPValidationError", "ValidationError")
_ERROR = {
    "type": "object",
    "description": "RFC 9457. `type` is the stable name of what went wrong; the words are in the reader's language.",
    "properties": {
        "type": {"type": "string", "examples": ["/problems/stale-version"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "requestId": {"type": "string"},
        "traceId": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "errors": {"type": "array", "items": {"$ref": f"{_REF}ProblemField"}},
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
_FIELD = {
    "type": "object",
    "description": "What is wrong with one value: a JSON pointer into the body, or `?name` of a parameter.",
    "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
    "required": ["pointer", "code", "detail"],
}
_PROBLEM = {"description": "A problem", "content": {"application/problem+json": {"schema": {"$ref": f"{_REF}Problem"}}}}
SCOPES = {
    "read": "Read what the entity's authors read, drafts included",
    "events": "Follow events and subscribe to them",
    "campaigns.write": "Write drafts of campaigns with their photos and files",
    "sources.write": "Write drafts of documents, identities and media kits with their photos and files",
}
_CALLERS = {
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session", "description": "A person, after POST /api/v1/session"},
    "token": {"type": "http", "scheme": "bearer", "description": "A system of an entity, after POST /api/v1/service-accounts"},
    "oauth": {
        "type": "oauth2",
        "description": "The same for OAuth clients: the account's id and token are its client id and secret",
        "flows": {"clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": SCOPES}},
    },
}
_ABOUT = (
    "One API for the web client and for the entities' own systems. Lists have cursors, records versions (ETag and If-Match), "
    "every POST takes an Idempotency-Key, errors are problems (RFC 9457) in Arabic or English by Accept-Language. Bodies are JSON in UTF-8 "
    "with each name once; a parameter or field that is not known here is refused. A patch (RFC 7396) leaves what is absent and clears by "
    "null; one that changes nothing keeps the version. Every GET answers HEAD, and 304 to If-None-Match."
)


def merge(documents: Iterable[Mapping[str, Any]]) -> Document:
    """The documents as one. Shapes that are called the same but differ get their service's name in front.

    Raises ValueError when two claim the same path and method, or the same operation id, or when a name in front does not tell two apart.
    """
    paths: Document = {}
    shapes: dict[str, Any] = {"Problem": _ERROR, "ProblemField": _FIELD}
    for document in map(deepcopy, map(dict, documents)):
        owner = re.sub(r"\W", "", document["info"]["title"].title())
        names = _own_names(document, shapes, owner)
        renamed = _with_refs(document, lambda name, names=names: names.get(name, name))
        for name, shape in _shapes(renamed).items():
            if shapes.setdefault(names[name], shape) != shape:
                raise ValueError(f"two shapes would be called {names[name]}: rename one of them in {owner}")
        _add_paths(paths, renamed, owner)
    _refuse_twins(paths)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shabaka", "version": "1.0.0", "description": _ABOUT},
        "servers": [{"url": "/"}],
        "security": [{name: []} for name in _CALLERS],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(shapes.items())), "securitySchemes": _CALLERS},
    }


def _shapes(document: Document) -> dict[str, Any]:
    return {name: shape for name, shape in document.get("components", {}).get("schemas", {}).items() if name not in _FRAMEWORKS}


def _own_names(document: Document, taken: Mapping[str, Any], owner: str) -> dict[str, str]:
    """The name of each shape in the merged document: its own, unless another of that name differs or refers to what differs."""
    own = _shapes(document)
    names = {name: name if taken.get(name, shape) == shape else f"{owner}{name}" for name, shape in own.items()}
    while True:
        touched = [
            name
            for name, shape in own.items()
            if names[name] == name and name in taken and any(names.get(one, one) != one for one in _refs(shape))
        ]
        if not touched:
            return names
        names |= {name: f"{owner}{name}" for name in touched}


def _refs(shape: Any) -> set[str]:
    return set(re.findall(rf'"{re.escape(_REF)}([^"]+)"', json.dumps(shape)))


def _with_refs(value: Any, name_of: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _REF + name_of(inner.removeprefix(_REF)) if key == "$ref" and isinstance(inner, str) else _with_refs(inner, name_of)
            for key, inner in value.items()
        }
    return [_with_refs(one, name_of) for one in value] if isinstance(value, list) else value


def _add_paths(paths: Document, document: Document, owner: str) -> None:
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            if verb not in _VERBS:
                continue
            if verb in paths.setdefault(path, {}):
                raise ValueError(f"{owner} answers {verb.upper()} {path} too")
            operation["tags"] = operation.get("tags") or [owner.lower()]
            operation["responses"] = {**{code: one for code, one in operation["responses"].items() if code != "422"}, "default": _PROBLEM}
            paths[path][verb] = operation


def _refuse_twins(paths: Document) -> None:
    seen: set[str] = set()
    for item in paths.values():
        for operation in item.values():
            name = operation["operationId"]
            if name in seen:
                raise ValueError(f"two operations are called {name}")
            seen.add(name)
