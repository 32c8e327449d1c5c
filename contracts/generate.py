"""Writes contracts/ from the code: a schema and an example per event version, AsyncAPI 3, the gateway's OpenAPI 3.1; and docs/events.md
and, for the web client, the names by which it hears events and the letters by which it searches.

`python -m contracts.generate` writes; with `--check` it changes nothing and fails when a file is not what the code says. A schema that is
already there may only change in ways that both old readers and old events survive, and stays until it is retired by name.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import yaml
from chassis.arabic import TABLE
from chassis.event import Consumed, Published
from subscriptions_svc.catalogue.model import TOLD

from contracts import asyncapi, catalogue
from contracts.compatibility import incompatibilities
from contracts.examples import example_of

HERE = Path(__file__).parent
ROOT = HERE.parent
CLIENT = ROOT / "web" / "src"
SERVICES = ("members_svc", "campaigns_svc", "meetings_svc", "media_svc", "subscriptions_svc")
SCHEMA = ".schema.json"


def events() -> list[type[Published]]:
    """Every event class of every service, by type."""
    _import_all(".published")
    return sorted((event for event in _leaves(Published) if _of_a_service(event)), key=lambda event: event.type)


def readers() -> list[type[Consumed]]:
    """Every class by which a service reads another's event, by service and type."""
    _import_all(".consumed")
    found = (reader for reader in _leaves(Consumed) if _of_a_service(reader))
    return sorted(found, key=lambda reader: (reader.__module__, reader.type))


def _import_all(ending: str) -> None:
    for service in SERVICES:
        package = importlib.import_module(service)
        for module in pkgutil.walk_packages(package.__path__, f"{service}."):
            if module.name.endswith(ending):
                importlib.import_module(module.name)


def _leaves(event: type[Any]) -> list[type[Any]]:
    return [leaf for child in event.__subclasses__() for leaf in (_leaves(child) or [child])]


def _of_a_service(event: type[Any]) -> bool:
    return event.__module__.startswith(SERVICES)


def schema_of(event: type[Published]) -> dict[str, Any]:
    """The event's JSON Schema (2020-12) with its address."""
    schema = event.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{event.type}{SCHEMA}", **schema}


def openapi() -> dict[str, Any]:
    """The gateway's one OpenAPI 3.1 document: its own routes and those of every service behind it."""
    from gateway.app import own_openapi  # only here: events are read without the gateway
    from gateway.openapi import merge

    return merge([own_openapi(), *(importlib.import_module(f"{service}.app").openapi() for service in SERVICES)])


def files() -> dict[Path, str]:
    """What the generated files should hold, by path."""
    known = events()
    schemas = {event.type: schema_of(event) for event in known}
    examples = {name: example_of(schema) for name, schema in schemas.items()}
    streams = asyncapi.document(known, examples)
    return {
        **{HERE / "events" / f"{name}{SCHEMA}": _json(schema) for name, schema in schemas.items()},
        **{HERE / "events" / "examples" / f"{name}.json": _json(example) for name, example in examples.items()},
        HERE / "asyncapi.yaml": yaml.safe_dump(streams, allow_unicode=True, sort_keys=False, width=120),
        HERE / "asyncapi.json": _json(streams),
        HERE / "openapi" / "shabaka.json": _json(openapi()),
        ROOT / "docs" / "events.md": catalogue.page(known, readers(), gates_of(known)),
        CLIENT / "api" / "eventTypes.ts": catalogue.names(known),
        CLIENT / "lib" / "letters.json": _json(TABLE),
        CLIENT / "lib" / "searchPairs.json": (ROOT / "chassis" / "tests" / "search_pairs.json").read_text("utf-8"),
    }


def gates_of(known: Iterable[type[Published]]) -> dict[str, str]:
    """At which gate each event rings that members are told of."""
    told = {event.type: TOLD[event.type].rings for event in known if event.type in TOLD}
    return {name: rings.gate for name, rings in told.items() if rings}


def wordless(known: Collection[type[Published]]) -> list[str]:
    """Types of which nobody has said what people call them and where they ring, and what is said of types that nobody announces."""
    names = {event.type for event in known}
    missing = [f"{name}: has no line in TOLD of subscriptions_svc/catalogue/model.py" for name in sorted(names - TOLD.keys())]
    return missing + [f"{name}: stands in TOLD and is announced by nobody" for name in sorted(TOLD.keys() - names)]


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def breaking(wanted: dict[Path, str], retired: Collection[str] = ()) -> list[str]:
    """What would leave old readers or old events behind: a released schema that changed its meaning, or is gone."""
    problems = []
    for path in sorted(HERE.glob(f"events/*{SCHEMA}")):
        name = path.name.removesuffix(SCHEMA)
        if path in wanted:
            found = incompatibilities(json.loads(path.read_text()), json.loads(wanted[path]))
            problems += [f"{name}: {problem}" for problem in found]
        elif name not in retired:
            problems.append(f"{name}: is announced no longer; if everybody has stopped reading it, say --retire {name}")
    return problems


def stale(wanted: dict[Path, str]) -> list[Path]:
    """The files that are missing, differ or should be gone."""
    gone = {*HERE.glob("events/**/*.json")} - wanted.keys()
    return sorted([*gone, *(path for path, text in wanted.items() if not path.exists() or path.read_text() != text)])


def write(wanted: dict[Path, str]) -> None:
    """Make the files what they should be."""
    for path in stale(wanted):
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path])
        else:
            path.unlink()


def main() -> str | None:
    """What stands in the way, if anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file differs")
    parser.add_argument("--retire", action="append", default=[], metavar="TYPE", help="take away a type that nobody reads any more")
    arguments = parser.parse_args()
    if problems := wordless(events()):
        return "\n  ".join(["Every type of event needs its words, and where it rings:", *problems])
    wanted = files()
    if problems := breaking(wanted, arguments.retire):
        return "\n  ".join(["A released event would change its meaning; give the type a new version instead:", *problems])
    differing = stale(wanted)
    if arguments.check and differing:
        return "\n  ".join(["Not what the code says; run `python -m contracts.generate`:", *(path.name for path in differing)])
    write(wanted)
    return None


if __name__ == "__main__":
    sys.exit(main())
