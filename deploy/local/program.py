"""What the supervisor knows of one program: how to start it, when it is ready, how long it may take to end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """`ready` raises until the program serves; `prepare` runs before the first start; times are seconds.

    A `watched` program is asked `ready` for as long as it runs, and started again when it stays silent: a process may live
    and a port answer long after the program has stopped doing its work.
    """

    name: str
    argv: tuple[str, ...]
    ready: Callable[[], Awaitable[None]]
    env: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    prepare: Callable[[], Awaitable[None]] | None = None
    deadline: float = 180
    watched: bool = False
    grace: float = 15
    cwd: Path | None = None
