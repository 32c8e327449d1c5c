"""Writes contracts/ from the code: a schema and an example per event version, AsyncAPI 3, and the gateway's OpenAPI 3.1.

`python -m contracts.generate` writes; with `--check` it changes nothing and fails when a file is not what the code says. A schema that is already there may
only change in ways that both old readers and old events survive; anything else needs a new version of the type.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

import yaml
from chassis.event import Published
from gateway.app import own_openapi
from gateway.openapi import merge

from contracts.compatibility import incompatibilities
from contracts.examples import example_of

HERE = Path(__file__).parent
SERVICES = ("members_svc", "campaigns_svc", "meetings_svc", "media_svc", "subscriptions_svc")


def events() -> list[type[Published]]:
    """Every event class of every service, by type."""
    for service in SERVICES:
        package = importlib.import_module(service)
        for module in pkgutil.walk_packages(package.__path__, f"{service}."):
            if module.name.endswith(".published"):
                importlib.import_module(module.name)
    return sorted((event for event in _leaves(Published) if event.__module__.startswith(SERVICES)), key=lambda event: event.type)


def _leaves(event: type[Published]) -> list[type[Published]]:
    return [leaf for child in event.__subclasses__() for leaf in (_leaves(child) or [child])]


def schema_of(event: type[Published]) -> dict[str, Any]:
    """The event's JSON Schema (2020-12) with its address."""
    schema = event.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{event.type}.schema.json", **schema}


def asyncapi(known: list[type[Published]]) -> dict[str, Any]:
    """The AsyncAPI 3.0 document: one channel per topic, one message per event type."""
    channels: dict[str, Any] = {}
    for event in known:
        channel = channels.setdefault(event.topic, {"address": event.topic, "messages": {}})
        channel["messages"][event.type] = {"$ref": f"#/components/messages/{event.type}"}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Shabaka events", "version": "1.0.0", "license": {"name": "Apache-2.0"}},
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": {f"announce-{topic}": _announces(topic) for topic in channels},
        "components": {"messages": {event.type: _message(event) for event in known}},
    }


def _announces(topic: str) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{topic}"}}


def _message(event: type[Published]) -> dict[str, Any]:
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": (event.__doc__ or "").strip(),
        "contentType": "application/json",
        "payload": {"schemaFormat": "application/schema+json;version=draft-07", "schema": {"$ref": f"./events/{event.type}.schema.json"}},
    }


def openapi() -> dict[str, Any]:
    """The gateway's one OpenAPI 3.1 document: its own routes and those of every service behind it."""
    documents = [own_openapi()]
    for service in SERVICES:
        documents.append(importlib.import_module(f"{service}.app").openapi())
    return merge(documents)


def files() -> dict[Path, str]:
    """What contracts/ should hold, by path."""
    known = events()
    schemas = {event.type: schema_of(event) for event in known}
    return {
        **{HERE / "events" / f"{name}.schema.json": _json(schema) for name, schema in schemas.items()},
        **{HERE / "events" / "examples" / f"{name}.json": _json(example_of(schema)) for name, schema in schemas.items()},
        HERE / "asyncapi.yaml": yaml.safe_dump(asyncapi(known), allow_unicode=True, sort_keys=False, width=120),
        HERE / "asyncapi.json": _json(asyncapi(known)),
        HERE / "openapi" / "shabaka.json": _json(openapi()),
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def breaking(path: Path, text: str) -> list[str]:
    """What a released schema may not lose or gain; nothing for a file that is not a schema or is new."""
    if not path.name.endswith(".schema.json") or not path.exists():
        return []
    return [f"{path.name}: {problem}" for problem in incompatibilities(json.loads(path.read_text()), json.loads(text))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file differs")
    arguments = parser.parse_args()
    wanted = files()
    if problems := [problem for path, text in wanted.items() for problem in breaking(path, text)]:
        print("A released event would change its meaning; give the type a new version instead:", *problems, sep="\n  ")
        return 1
    present = {*HERE.glob("events/**/*.json")}
    stale = sorted(path for path, text in wanted.items() if not path.exists() or path.read_text() != text) + sorted(present - wanted.keys())
    if arguments.check:
        if stale:
            print("contracts/ is not what the code says; run `make contracts`:", *(path.name for path in stale), sep="\n  ")
        return bool(stale)
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for path in present - wanted.keys():
        path.unlink()
    print(f"{len(wanted)} files, {len(stale)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
