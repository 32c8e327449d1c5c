"""Cuts the log: what is older than it is to be kept goes, a part at a time."""

import asyncio
import logging
from datetime import timedelta

from chassis.clock import Clock
from chassis.errors import Unavailable

from subscriptions_svc.log.bounds.store import BoundsStore

EVERY = 3600.0

log = logging.getLogger(__name__)


class Cutter:
    """Looks once an hour. Several at once do no harm, and one that was stopped half-way is finished by the next."""

    def __init__(self, bounds: BoundsStore, *, keep: timedelta, clock: Clock, every: float = EVERY) -> None:
        self._bounds = bounds
        self._keep = keep
        self._clock = clock
        self._every = every

    async def run(self) -> None:
        """Work until cancelled; an outage only delays."""
        while True:
            try:
                if gone := await self._bounds.cut(self._clock() - self._keep):
                    log.info("%d events older than %d days are no longer kept", gone, self._keep.days)
            except Unavailable as away:
                log.warning("the log cannot be cut for now: %s", away)
            await asyncio.sleep(self._every)
