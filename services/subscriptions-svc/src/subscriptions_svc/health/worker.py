"""How one receiver fares: the handshake, failing and recovering, the warnings, and giving up."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from chassis.clock import Clock
from chassis.errors import StaleVersion

from subscriptions_svc.deliveries.model import GONE, Attempt, wait_after
from subscriptions_svc.lanes.model import Place, is_hopeless, warning_due
from subscriptions_svc.lanes.store import PlaceStore
from subscriptions_svc.published import Reason
from subscriptions_svc.subscriptions import model
from subscriptions_svc.subscriptions.model import Change, Subscription
from subscriptions_svc.subscriptions.store import SubscriptionStore


class Superseded(Exception):
    """The subscription is another one by now: whoever worked for it as it was stops, and nothing more is sent."""


class Health:
    """Watches one subscription's receiver; `test` sends it the test event."""

    def __init__(
        self,
        subscription: Subscription,
        test: Callable[[], Awaitable[Attempt]],
        places: PlaceStore,
        subscriptions: SubscriptionStore,
        clock: Clock,
    ) -> None:
        self._subscription = subscription
        self._id = subscription.id
        self._test = test
        self._places = places
        self._subscriptions = subscriptions
        self._clock = clock
        self.failing = False

    async def shake_hands(self, place: Place, rest: Callable[[float], None]) -> int | None:
        """Return once the receiver has taken a test event at this address: nothing else is sent to it before. Its rate, if it named one.
        `rest` is told how long each wait between two is. Raises Superseded."""
        sink, failed = self._subscription.wish.sink, 0
        if place.confirmed == sink:
            return place.rate
        while True:
            attempt = await self._test()
            await self.note(attempt)
            if attempt.taken:
                await self._places.confirm(self._id, sink, rate=attempt.allowed_rate, at=attempt.at)
                return attempt.allowed_rate
            failed += 1
            await self._places.refuse(self._id, attempt.error or f"status {attempt.status}", at=attempt.at)
            wait = wait_after(failed, attempt.retry_after, chance=random.random())  # noqa: S311  a spread, not a secret
            rest(wait.total_seconds())
            await asyncio.sleep(wait.total_seconds())

    async def note(self, attempt: Attempt) -> None:
        """Remember when the receiver begins to fail, and when it recovers. Raises Superseded when it says that it is gone."""
        if attempt.taken and self.failing:
            self.failing = False
            await self._places.recovers(self._id)
        elif not attempt.taken and not self.failing:
            self.failing = True
            await self._places.fails(self._id, attempt.at)
        if attempt.status == GONE:
            await self._disable("gone")

    async def look(self, place: Place) -> None:
        """Warn, or give up, when it has failed for long. Raises Superseded when it gave up."""
        at = self._clock()
        if is_hopeless(place, at):
            await self._disable("failing")
        elif (percent := warning_due(place, at)) and await self._places.warn(self._id, percent):
            await self._save(partial(model.fail, percent=percent, at=at))

    async def bury(self, position: int) -> None:
        """Tell its people that every retry of an event failed."""
        await self._save(partial(model.dead_letter, position=position, at=self._clock()))

    async def _disable(self, reason: Reason) -> None:
        await self._save(partial(model.disable, reason=reason, at=self._clock()))
        raise Superseded

    async def _save(self, change: Callable[[Subscription], Change]) -> None:
        """Change the newest, as long as it is still wired as what was watched: another address has not failed."""
        while (newest := await self._subscriptions.current(self._id)) and newest.wiring == self._subscription.wiring:
            with suppress(StaleVersion):
                await self._subscriptions.save(*change(newest), expected=newest.version)
                return
