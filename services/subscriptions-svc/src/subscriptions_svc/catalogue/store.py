"""Reads the committed contracts, once at the start."""

import json
from pathlib import Path

from subscriptions_svc.catalogue.model import Catalogue, event_type

_ENDING = ".schema.json"


def read_catalogue(folder: Path, *, prefix: str = "") -> Catalogue:
    """The catalogue in a folder of schemas and examples; empty when the folder is not there."""
    names = sorted(path.name.removesuffix(_ENDING) for path in folder.glob(f"*{_ENDING}"))
    return Catalogue([event_type(name, *_contract(folder, name), prefix=prefix) for name in names], prefix)


def _contract(folder: Path, name: str) -> tuple[dict, dict]:
    example = folder / "examples" / f"{name}.json"
    return json.loads((folder / f"{name}{_ENDING}").read_text()), json.loads(example.read_text()) if example.exists() else {}
