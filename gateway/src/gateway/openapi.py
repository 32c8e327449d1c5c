"""One OpenAPI 3.1 document out of the services' own: the same paths, components once."""

from collections.abc import Sequence
from typing import Any

TITLE = "Shabaka"
ABOUT = (
    "The members platform of a government communication network. People sign in at /api/v1/session; systems send `Authorization: Bearer`."
)


class Clash(Exception):
    """Two documents give one name to two things."""


def merge(documents: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The whole API. Raises Clash when two services claim a path, an operation id or a schema's name for different things."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for document in documents:
        for path, item in document.get("paths", {}).items():
            if path in paths:
                raise Clash(f"two services claim {path}")
            paths[path] = item
        for name, schema in document.get("components", {}).get("schemas", {}).items():
            if schemas.setdefault(name, schema) != schema:
                raise Clash(f"two services mean different things by the schema {name}")
    _refuse_repeated([operation["operationId"] for item in paths.values() for operation in item.values()])
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": "1.0.0", "description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"session": []}, {"token": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _refuse_repeated(names: Sequence[str]) -> None:
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise Clash(f"operation ids are used twice: {', '.join(sorted(repeated))}")
