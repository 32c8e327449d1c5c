"""How long to wait before trying again, how often, and how many at once."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Doubling waits in seconds up to a longest one, spread by up to a fifth so that the many do not return at once."""

    first: float = 0.1
    longest: float = 30.0
    attempts: int = 10

    def wait(self, attempt: int) -> float:
        """Seconds to wait after the given failed attempt, counted from 1."""
        plain = min(self.longest, self.first * 2 ** min(attempt - 1, 32))
        return plain * random.uniform(1.0, 1.2)  # noqa: S311  a spread, not a secret

    def exhausted(self, attempt: int) -> bool:
        """Whether this failed attempt was the last one."""
        return attempt >= self.attempts

    def waits(self) -> Iterator[float]:
        """The waits one after the other, without end."""
        attempt = 0
        while True:
            attempt += 1
            yield self.wait(attempt)


class Gate:
    """How many documents may be in flight: all, or after a failure one, then twice as many after each success."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = most
        self._inside = 0
        self._free = asyncio.Event()
        self.failures = 0

    async def enter(self) -> None:
        while self._inside >= self._limit:
            self._free.clear()
            await self._free.wait()
        self._inside += 1

    def leave(self) -> None:
        self._inside -= 1
        self._free.set()

    def failed(self) -> None:
        """Those that were in flight together count as one failure."""
        self.failures += self._limit > 1 or self._inside == 1
        self._limit = 1

    def succeeded(self) -> None:
        self._limit = min(self._most, self._limit * 2)
        self.failures = 0
        self._free.set()
