"""Keeps one lane going for each active subscription that falls to this process; processes share them by leased slots."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

import anyio
from chassis.errors import Unavailable
from chassis.lease import Slots
from chassis.retry import Backoff
from opentelemetry import metrics
from opentelemetry.instrumentation.utils import suppress_instrumentation

from subscriptions_svc.health.worker import Superseded
from subscriptions_svc.lanes.model import Working
from subscriptions_svc.lanes.worker import Lane, Tools
from subscriptions_svc.subscriptions.model import Subscription

RENEW_EVERY = 2.0
LOOKING = 10.0  # seconds that one look at what should run may take
ENDING = 10.0  # seconds that a lane may take to end before another takes its place
ALIVE = 30.0  # seconds without a look after which nobody can say that it works
LEAVING = 5.0  # seconds that all lanes together may take when the process stops
LONG = 60.0  # seconds of work after which a failure counts as the first

log = logging.getLogger(__name__)
_restarts = metrics.get_meter("subscriptions_svc.dispatcher").create_counter("dispatcher.restarts", "{lane}", "Lanes begun again, by cause")


@dataclass(eq=False)
class Kept:
    """A lane, the task that keeps it going, and the scope that ends both: it cancels until they have ended."""

    lane: Lane
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    task: "asyncio.Task[None] | None" = None
    given_up_at: float | None = None

    def end(self) -> None:
        """Send nothing from this moment on, and stop."""
        self.lane.over = True
        self.scope.cancel()
        self.given_up_at = self.given_up_at or monotonic() + ENDING


class Dispatcher:
    """Starts and ends lanes; one that fails begins again from its kept place, and none that hangs holds up another."""

    def __init__(self, tools: Tools, slots: Slots) -> None:
        self._tools = tools
        self._slots = slots
        self._running: dict[str, Kept] = {}
        self._looked_at: float | None = None
        self._observe()

    async def run(self) -> None:
        """Work until cancelled."""
        # looking for work is nobody's request: its commands would be as many traces of one span
        with suppress_instrumentation():
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._tools.ledger.run())
                    tasks.create_task(self._share())
                    tasks.create_task(self._tend())
            finally:
                await self._end_all()
                await self._slots.leave()

    def working(self) -> Working:
        """How it fares at this moment."""
        stalled = sum(kept.lane.stalled() for kept in self._running.values())
        return Working(len(self._running), stalled, self._untried(), self._silent_for())

    def state(self) -> str:
        """For the probe of readiness: `ok`, or what is wrong."""
        now = self.working()
        if now.silent > ALIVE:
            return f"the dispatcher has not looked for {now.silent:.0f} s"
        return f"{now.stalled} lanes do nothing" if now.stalled else "ok"

    def _silent_for(self) -> float:
        return monotonic() - self._looked_at if self._looked_at is not None else 0.0

    def _beats(self) -> list[metrics.Observation]:
        return [metrics.Observation(self._silent_for())] if self._looked_at is not None else []

    def _untried(self) -> float:
        return max((kept.lane.untried_for() for kept in list(self._running.values())), default=0.0)

    def _observe(self) -> None:
        """An exporter's thread asks for the figures: it has no event loop, and what it reads may change meanwhile."""
        meter = metrics.get_meter("subscriptions_svc.dispatcher")
        meter.create_observable_gauge("dispatcher.lanes", [lambda _: [metrics.Observation(len(self._running))]], "{lane}", "Lanes")
        meter.create_observable_gauge("dispatcher.heartbeat.age", [lambda _: self._beats()], "s", "Since it last looked what should run")
        meter.create_observable_gauge(
            "dispatcher.untried.age", [lambda _: [metrics.Observation(self._untried())]], "s", "Age of the oldest event not yet tried"
        )

    async def _share(self) -> None:
        while True:
            await self._slots.renew()
            with suppress(Unavailable):
                await self._tools.dispatchers.tell(self._slots.owner, self.working())
            await asyncio.sleep(RENEW_EVERY)

    async def _tend(self) -> None:
        changed = self._tools.subscriptions.changed
        while True:
            changed.clear()
            try:
                async with asyncio.timeout(LOOKING):
                    self._settle(await self._tools.subscriptions.active())
                self._looked_at = monotonic()
            except (Unavailable, TimeoutError) as away:
                log.warning("the subscriptions cannot be read for now: %s", away)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._tools.tick):
                    await changed.wait()

    def _settle(self, active: list[Subscription]) -> None:
        """Let exactly the lanes run that should. It waits for none: a subscription whose lane has not ended yet is looked at next time."""
        wanted = {one.id: one for one in active if self._slots.mine(one.id)}
        for id_, kept in list(self._running.items()):
            if self._should_end(kept, wanted.get(id_)):
                kept.end()
            if self._is_over(id_, kept):
                del self._running[id_]
        for id_, subscription in wanted.items():
            if id_ not in self._running:
                self._start(subscription)

    def _should_end(self, kept: Kept, now: Subscription | None) -> bool:
        if now is None or now.wiring != kept.lane.subscription.wiring:
            return True
        if kept.given_up_at is None and kept.lane.stalled():
            log.error("deliveries of %s stand still and begin again", now.id)
            _restarts.add(1, {"cause": "stalled"})
            return True
        return False

    def _is_over(self, id_: str, kept: Kept) -> bool:
        if kept.task is None or kept.task.done():
            return True
        if kept.given_up_at is None or monotonic() < kept.given_up_at:
            return False
        log.error("the lane of %s does not end; it sends nothing more, and another takes its place", id_)
        return True

    def _start(self, subscription: Subscription) -> None:
        kept = Kept(Lane(subscription, self._tools))
        kept.task = asyncio.create_task(self._keep(kept), name=f"lane {subscription.id}")
        kept.task.add_done_callback(self._ended)
        self._running[subscription.id] = kept

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tools.subscriptions.changed.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("%s ended in a way nobody foresaw", task.get_name(), exc_info=error)

    async def _keep(self, kept: Kept) -> None:
        """Run a lane until its scope is cancelled or its subscription is another one by now; after a failure, again from the kept place."""
        subscription, backoff, failures = kept.lane.subscription, Backoff(first=0.5, longest=30), 0
        with kept.scope:
            while True:
                begun = monotonic()
                try:
                    await kept.lane.run()
                except Exception as failed:  # cancellation: the scope cancels again at the next await
                    if _why(failed, Superseded):
                        return
                    _say(subscription, failed)
                failures = 1 if monotonic() - begun > LONG else failures + 1
                await asyncio.sleep(backoff.wait(failures))
                kept.lane = Lane(subscription, self._tools)

    async def _end_all(self) -> None:
        for kept in self._running.values():
            kept.end()
        tasks = [kept.task for kept in self._running.values() if kept.task]
        if tasks:
            await asyncio.wait(tasks, timeout=LEAVING)


def _say(subscription: Subscription, failed: Exception) -> None:
    cause = "away" if _why(failed, Unavailable) else "failed"
    log.warning("deliveries of %s begin again: %s", subscription.id, failed, exc_info=None if cause == "away" else failed)
    _restarts.add(1, {"cause": cause})


def _why(failed: Exception, kind: type[Exception]) -> bool:
    """Whether an error, or one of those in a group of them, is of a kind."""
    if isinstance(failed, ExceptionGroup):
        return any(_why(one, kind) for one in failed.exceptions)
    return isinstance(failed, kind)
