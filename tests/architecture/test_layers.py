"""Inside a service every module knows only its own layer and those below; what speaks to servers stays where it belongs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = (
    ("__main__",),
    ("app",),
    ("settings",),
    ("routes", "handlers"),
    ("schemas", "consumed"),
    ("commands", "worker"),
    ("store",),
    ("objects", "renditions", "malware", "metadata"),
    ("model", "passwords", "outbound", "signatures", "secrets"),
    ("policy",),
    ("published", "errors"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
SERVICES = sorted(path for path in (ROOT / "services").glob("*/src/*_svc") if path.is_dir())
MODULES = [path for service in SERVICES for path in sorted(service.rglob("*.py")) if path.stem != "__init__"]
DRIVERS = {
    "motor": {"store"},
    "pymongo": {"store"},
    "bson": {"store"},
    "aiokafka": set(),
    "minio": {"objects"},
    "fastapi": {"routes", "app"},
    "starlette": {"routes", "app"},
    "uvicorn": set(),
    "aiohttp": {"worker", "app", "outbound"},
}


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, dotted, and for `from a import b` also a.b."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: services import by full names"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT / "services")).replace("/src", "")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_a_name_that_every_service_knows(path: Path) -> None:
    assert path.stem in RANK


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_its_own_layer_and_those_below(path: Path) -> None:
    service = next(part for part in path.parts if part.endswith("_svc"))
    own = [found.split(".") for found in imports(path) if found.startswith(f"{service}.")]
    above = [
        ".".join(parts)
        for parts in own
        for part in parts[1:]
        if part in RANK and (RANK[part] < RANK[path.stem] or (RANK[part] == RANK[path.stem] and part != path.stem))
    ]
    siblings = {("published", "errors")}
    assert not [found for found in above if (path.stem, found.split(".")[-1]) not in siblings]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_drivers_are_spoken_to_only_where_they_belong(path: Path) -> None:
    roots = {found.split(".")[0] for found in imports(path)}
    assert not {driver for driver, homes in DRIVERS.items() if driver in roots and path.stem not in homes}
