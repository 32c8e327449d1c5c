"""How much one caller may ask for. Counted in this process: with several gateways each allows its share."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from chassis.errors import TooMany
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter, SlidingWindowCounterRateLimiter

from gateway.errors import TooManySignIns, TooManyStreams


class Limits:
    """`person` and `address` are requests a minute; `failures` are sign-ins that failed from one address in a quarter of an hour;
    `streams` are those open at a time."""

    def __init__(self, *, person: int, address: int, failures: int, streams: int = 20) -> None:
        storage = MemoryStorage()
        self._requests, self._attempts = FixedWindowRateLimiter(storage), SlidingWindowCounterRateLimiter(storage)
        self._person, self._address = RateLimitItemPerMinute(person), RateLimitItemPerMinute(address)
        self._failures, self._trying = RateLimitItemPerMinute(failures, 15), Counter[str]()
        self._streams, self._open = streams, Counter[str]()

    async def count(self, caller: str | None, address: str) -> None:
        """Raise TooMany when the caller, or the address of one who is not known, has asked for too much."""
        item, who = (self._person, caller) if caller else (self._address, address)
        if not await self._requests.hit(item, who or address):
            raise TooMany

    @asynccontextmanager
    async def sign_in(self, address: str, failure: type[Exception]) -> AsyncIterator[None]:
        """Inside, somebody tries to sign in; only what ends with `failure` counts against their address, which an office may share.
        Those under way count as well, so that guesses at the same time are no way around. Raises TooManySignIns."""
        made = await self._attempts.get_window_stats(self._failures, "sign-in", address)
        if made.remaining <= self._trying[address]:
            raise TooManySignIns
        self._trying[address] += 1
        try:
            yield
        except failure:
            await self._attempts.hit(self._failures, "sign-in", address)
            raise
        finally:
            self._trying[address] -= 1
            if not self._trying[address]:
                del self._trying[address]

    @contextmanager
    def stream(self, caller: str) -> Iterator[None]:
        """Inside, one more stream of the caller is open. Raises TooManyStreams."""
        if self._open[caller] >= self._streams:
            raise TooManyStreams
        self._open[caller] += 1
        try:
            yield
        finally:
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]
