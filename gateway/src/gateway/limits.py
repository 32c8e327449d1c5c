"""How much one caller may ask for. Counted in this process: with several gateways each allows its share."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.errors import TooMany
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter, SlidingWindowCounterRateLimiter

from gateway.errors import TooManySignIns, TooManyStreams


class Limits:
    """`person` and `address` are requests a minute; `sign_ins` attempts in a quarter of an hour; `streams` open at a time."""

    def __init__(self, *, person: int, address: int, sign_ins: int, streams: int = 20) -> None:
        storage = MemoryStorage()
        self._requests, self._attempts = FixedWindowRateLimiter(storage), SlidingWindowCounterRateLimiter(storage)
        self._person, self._address = RateLimitItemPerMinute(person), RateLimitItemPerMinute(address)
        self._sign_ins = RateLimitItemPerMinute(sign_ins, 15)
        self._streams, self._open = streams, Counter[str]()

    async def count(self, caller: str | None, address: str) -> None:
        """Raise TooMany when the caller, or the address of one who is not known, has asked for too much."""
        item, who = (self._person, caller) if caller else (self._address, address)
        if not await self._requests.hit(item, who or address):
            raise TooMany

    async def count_sign_in(self, address: str) -> None:
        """Raise TooManySignIns after too many attempts from one address."""
        if not await self._attempts.hit(self._sign_ins, "sign-in", address):
            raise TooManySignIns

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
