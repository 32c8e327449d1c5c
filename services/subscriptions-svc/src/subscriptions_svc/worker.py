"""Keeps one lane going for each active subscription that falls to this process; processes share them by leased slots."""

import asyncio
import logging
from contextlib import suppress

from chassis.errors import Unavailable
from chassis.lease import Slots
from chassis.retry import Backoff
from opentelemetry.instrumentation.utils import suppress_instrumentation

from subscriptions_svc.lanes.worker import Lane, Tools
from subscriptions_svc.subscriptions.model import Subscription

RENEW_EVERY = 2.0

log = logging.getLogger(__name__)


class Dispatcher:
    """Starts and ends lanes; one that fails begins again from its kept place and disturbs no other."""

    def __init__(self, tools: Tools, slots: Slots) -> None:
        self._tools = tools
        self._slots = slots
        self._running: dict[str, tuple[Subscription, asyncio.Task[None]]] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        # looking for work is nobody's request: its commands would be as many traces of one span
        with suppress_instrumentation():
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._tools.ledger.run())
                    tasks.create_task(self._share())
                    tasks.create_task(self._tend(tasks))
            finally:
                await self._slots.leave()

    async def _share(self) -> None:
        while True:
            await self._slots.renew()
            await asyncio.sleep(RENEW_EVERY)

    async def _tend(self, tasks: asyncio.TaskGroup) -> None:
        changed = self._tools.subscriptions.changed
        while True:
            changed.clear()
            try:
                await self._settle(tasks)
            except Unavailable as away:
                log.warning("the subscriptions cannot be read for now: %s", away)
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), self._tools.tick)

    async def _settle(self, tasks: asyncio.TaskGroup) -> None:
        """Let exactly the lanes run that should."""
        wanted = {one.id: one for one in await self._tools.subscriptions.active() if self._slots.mine(one.id)}
        for id_, (running, task) in list(self._running.items()):
            if id_ not in wanted or wanted[id_].wiring != running.wiring:
                del self._running[id_]
                task.cancel()
                await asyncio.wait({task})
        for id_, subscription in wanted.items():
            if id_ not in self._running:
                self._running[id_] = subscription, tasks.create_task(self._keep(subscription), name=f"lane {id_}")

    async def _keep(self, subscription: Subscription) -> None:
        for wait in Backoff(first=0.5, longest=30).waits():
            try:
                await Lane(subscription, self._tools).run()
            except* Exception as failed:
                first = failed.exceptions[0]
                expected = isinstance(first, Unavailable)
                log.warning("deliveries of %s begin again: %s", subscription.id, first, exc_info=None if expected else first)
            await asyncio.sleep(wait)
