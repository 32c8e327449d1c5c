"""One example for an event's schema, the same at every run: what the documentation shows and what every reader must parse for ever."""

from typing import Any

Schema = dict[str, Any]

_BY_FORMAT = {
    "date-time": "2026-03-01T08:00:00Z",
    "date": "2026-03-01",
    "uuid": "0195500d-0000-7000-8000-000000000001",
    "uri": "https://entity.example/",
}
_BY_NAME = {
    "ar": "نص بالعربية",
    "en": "Text in English",
    "leadEntity": "D01",
    "ownerEntity": "D01",
    "hostEntity": "D01",
    "ref": "GNGC-C-2026-0042",
}


def example_of(schema: Schema, root: Schema | None = None, name: str = "") -> Any:
    """A value that the schema accepts: the declared example or default where there is one, else the plainest."""
    root = root or schema
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    for given in ("const", "default"):
        if schema.get(given) is not None:
            return schema[given]
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], root, name)
    return _plainest(schema, root, name)


def _plainest(schema: Schema, root: Schema, name: str) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {key: example_of(member, root, key) for key, member in schema.get("properties", {}).items()}
    if kind == "array":
        if "prefixItems" in schema:
            return [example_of(item, root, name) for item in schema["prefixItems"]]
        return [example_of(schema.get("items", {}), root, name)]
    if kind == "string":
        return _BY_FORMAT.get(schema.get("format", "")) or _BY_NAME.get(name) or f"{name or 'text'}-1"
    return {"integer": max(1, schema.get("minimum", 1)), "number": 1.5, "boolean": True}.get(str(kind))
