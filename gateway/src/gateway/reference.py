"""The API document as a page for people: plain HTML made on the server, no script, in the reader's words where we have them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 1rem/1.6 "IBM Plex Sans", system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
section.operation { margin: 1.25rem 0; } h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; } .verb { display: inline-block; min-width: 4.5rem; font-weight: 700; }
p { margin: .25rem 0; } dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0 1rem; margin: .25rem 0; }
dd { margin: 0; }
"""


def page(document: Mapping[str, Any]) -> str:
    """Every operation by subject, with what it takes and gives."""
    info, groups = document["info"], _by_subject(document)
    subjects = "".join(f'<li><a href="#{escape(name)}">{escape(name)}</a></li>' for name in groups)
    sections = "".join(_subject(name, operations) for name, operations in groups.items())
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(info["title"])} API</title><link rel="stylesheet" href="/api/docs.css"></head><body>'
        f"<header><h1>{escape(info['title'])} API</h1><p>{escape(info['description'])}</p>"
        '<p><a href="/api/v1/openapi.json">OpenAPI</a> · <a href="/api/asyncapi.json">AsyncAPI</a></p></header>'
        f'<nav aria-label="Subjects"><ul>{subjects}</ul></nav><main>{sections}</main></body></html>'
    )


def _by_subject(document: Mapping[str, Any]) -> dict[str, list[tuple[str, str, Mapping[str, Any]]]]:
    groups: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = defaultdict(list)
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            groups[operation["tags"][0]].append((verb.upper(), path, operation))
    return dict(sorted(groups.items()))


def _subject(name: str, operations: list[tuple[str, str, Mapping[str, Any]]]) -> str:
    return f'<section><h2 id="{escape(name)}">{escape(name)}</h2>{"".join(_operation(*one) for one in operations)}</section>'


def _operation(verb: str, path: str, operation: Mapping[str, Any]) -> str:
    facts = "".join(f"<dt><code>{escape(term)}</code></dt><dd>{escape(words)}</dd>" for term, words in _facts(operation))
    return (
        f'<section class="operation" id="{escape(operation["operationId"])}"><h3><span class="verb">{verb}</span>'
        f"<code>{escape(path)}</code></h3><p>{escape(operation.get('description', ''))}</p>{f'<dl>{facts}</dl>' if facts else ''}</section>"
    )


def _facts(operation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for parameter in operation.get("parameters", ()):
        needed = ", required" if parameter.get("required") else ""
        yield parameter["name"], f"{parameter['in']}{needed}. {parameter.get('description', '')}".strip()
    if body := operation.get("requestBody"):
        yield "body", _shape(body)
    for status, answer in operation["responses"].items():
        if status != "default":
            yield status, _shape(answer) or answer.get("description", "")


def _shape(part: Mapping[str, Any]) -> str:
    """The name of what travels."""
    schema = next(iter(part.get("content", {}).values()), {}).get("schema", {})
    known = schema.get("$ref") or next((one["$ref"] for one in schema.get("anyOf", ()) if "$ref" in one), "")
    return known.rsplit("/", 1)[-1]
