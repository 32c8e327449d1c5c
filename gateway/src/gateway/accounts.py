"""Names the living accounts of entities' systems to who delivers for them, so that nothing goes on for one that was deleted or ran out."""

import asyncio
import logging

from chassis.clock import Clock
from chassis.errors import Unavailable
from chassis.event import instant_text

from gateway.routes import GATEWAY
from gateway.store import Accounts
from gateway.upstream import Upstream

LOOK_EVERY = 1.0  # seconds, as all times here
AGAIN_FOR = 10.0
ANYWAY_EVERY = 30.0

log = logging.getLogger(__name__)


class AccountList:
    """Tells the whole list: for a while after it changed, and now and then anyway. What was told once and lost is so told again."""

    def __init__(self, accounts: Accounts, upstream: Upstream, clock: Clock) -> None:
        self._accounts, self._upstream, self._clock = accounts, upstream, clock
        self._known: list[str] | None = None
        self._changed_at = self._told_at = float("-inf")

    async def run(self) -> None:
        """Work until cancelled."""
        heard = True
        while True:
            try:
                await self.look()
                heard = True
            except Unavailable as away:
                if heard:  # one line for each time that it is away
                    log.warning("the living accounts cannot be named for now: %s", away)
                heard = False
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Tell if there is a reason to. Raises DatabaseAway, ServiceAway, TookTooLong."""
        at, now = self._clock(), asyncio.get_running_loop().time()
        ids = await self._accounts.living(at)
        if ids != self._known:
            self._known, self._changed_at = ids, now
        if now - self._changed_at < AGAIN_FOR or now - self._told_at >= ANYWAY_EVERY:
            answer = await self._upstream.json(
                GATEWAY, "PUT", "subscriptions", "/service-accounts", body={"ids": ids, "knownAt": instant_text(at)}
            )
            if answer.status == 204:
                self._told_at = now
                await self._accounts.forget_tokens(at)
            else:
                log.error("the living accounts were refused with %s", answer.status)
