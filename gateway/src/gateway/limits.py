"""How much one caller may ask for. Counted in this process: with several gateways each allows its share."""

from chassis.errors import TooMany
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from gateway.errors import TooManySignIns


class Limits:
    """`person` and `address` are requests a minute; `sign_ins` attempts in a quarter of an hour."""

    def __init__(self, *, person: int, address: int, sign_ins: int) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._person, self._address = RateLimitItemPerMinute(person), RateLimitItemPerMinute(address)
        self._sign_ins = RateLimitItemPerMinute(sign_ins, 15)

    async def count(self, caller: str | None, address: str) -> None:
        """Raise TooMany when the caller, or the address of one who is not known, has asked for too much."""
        item, who = (self._person, caller) if caller else (self._address, address)
        if not await self._counter.hit(item, who or address):
            raise TooMany

    async def count_sign_in(self, address: str) -> None:
        """Raise TooManySignIns after too many attempts from one address."""
        if not await self._counter.hit(self._sign_ins, "sign-in", address):
            raise TooManySignIns
