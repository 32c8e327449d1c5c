"""How long to wait before trying again, and how often."""

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
