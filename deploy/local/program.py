"""What the supervisor knows of one program: how to start it, when it is ready, how long it may take to end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """`ready` raises until the program serves; `prepare` runs before the first start; times are seconds."""

    name: str
    argv: tuple[str, ...]
    ready: Callable[[], Awaitable[None]]
    env: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    prepare: Callable[[], Awaitable[None]] | None = None
    deadline: float = 180
    grace: float = 15
    cwd: Path | None = None
