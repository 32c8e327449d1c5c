"""Reads the committed contracts, once at the start."""

import json
from pathlib import Path
from typing import Any

from subscriptions_svc.catalogue.model import Catalogue, event_type


class NoContracts(RuntimeError):
    """The contracts are not where SHABAKA_CONTRACTS_ROOT says: nothing could be read from Kafka, so nothing is started."""


def read_catalogue(root: Path, *, prefix: str = "") -> Catalogue:
    """The catalogue in the folder of contracts: which topics there are, which types each carries, the schema and example of each.
    Raises NoContracts."""
    try:
        channels = _json(root / "asyncapi.json")["channels"].values()
        types = sorted((name, channel["address"]) for channel in channels for name in channel["messages"])
        known = [event_type(name, topic, *_contract(root / "events", name), prefix=prefix) for name, topic in types]
    except (OSError, ValueError, KeyError) as error:
        raise NoContracts(f"no contracts in {root}: {error}") from error
    return Catalogue(known, prefix)


def _contract(events: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return _json(events / f"{name}.schema.json"), _json(events / "examples" / f"{name}.json")


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text())
