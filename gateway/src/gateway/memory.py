"""A caller as the door knows one, and those it found, kept for a few seconds."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chassis.auth import Actor

REMEMBERED = 3.0  # seconds; a sign-out elsewhere or a lost role bites within them
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. `key` names the session or account, `me` is what the client is told of a person."""

    key: str
    actor: Actor
    me: Mapping[str, Any] | None = None


class Memory:
    """What was found, for a few seconds and never beyond its end: a request then costs no query."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Caller]] = {}

    def get(self, key: str) -> Caller | None:
        found = self._known.get(key)
        return found[1] if found and found[0] > time.monotonic() else None

    def put(self, key: str, caller: Caller, left: timedelta) -> Caller:
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[key] = time.monotonic() + min(REMEMBERED, left.total_seconds()), caller
        return caller

    def clear(self) -> None:
        self._known.clear()
