"""How one receiver fares: the handshake, failing and recovering, the warnings, and giving up."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from chassis.clock import Clock
from chassis.errors import StaleVersion

from subscriptions_svc.deliveries.model import GONE, Attempt, wait_after
from subscriptions_svc.deliveries.worker import Courier
from subscriptions_svc.lanes.model import Place, is_hopeless, warning_due
from subscriptions_svc.lanes.store import PlaceStore
from subscriptions_svc.published import Reason
from subscriptions_svc.subscriptions import model
from subscriptions_svc.subscriptions.model import Change, Subscription
from subscriptions_svc.subscriptions.store import SubscriptionStore


class Health:
    """Watches one subscription's receiver. While `going` is not set nothing may be sent."""

    def __init__(self, subscription: Subscription, courier: Courier, places: PlaceStore, subscriptions: SubscriptionStore, clock: Clock):
        self._subscription = subscription
        self._id = subscription.id
        self._courier = courier
        self._places = places
        self._subscriptions = subscriptions
        self._clock = clock
        self.failing = False
        self.going = asyncio.Event()
        self.going.set()

    async def shake_hands(self, place: Place) -> int | None:
        """Return once the receiver has taken a test event at this address: nothing else is sent to it before. Its rate, if it named one."""
        sink, failed = self._subscription.wish.sink, 0
        if place.confirmed == sink:
            return place.rate
        while True:
            attempt = await self._courier.test(self._subscription)
            await self.note(attempt)
            if attempt.taken:
                await self._places.confirm(self._id, sink, rate=attempt.allowed_rate, at=attempt.at)
                return attempt.allowed_rate
            failed += 1
            await self._places.refuse(self._id, attempt.error or f"status {attempt.status}", at=attempt.at)
            wait = wait_after(failed, attempt.retry_after, chance=random.random())  # noqa: S311  a spread, not a secret
            await asyncio.sleep(wait.total_seconds())

    async def note(self, attempt: Attempt) -> None:
        """Remember when the receiver begins to fail, and when it recovers."""
        if attempt.taken and self.failing:
            self.failing = False
            await self._places.recovers(self._id)
        elif not attempt.taken and not self.failing:
            self.failing = True
            await self._places.fails(self._id, attempt.at)
        if attempt.status == GONE:
            await self._disable("gone")

    async def look(self, place: Place) -> None:
        """Warn, or give up, when it has failed for long."""
        at = self._clock()
        if is_hopeless(place, at):
            await self._disable("failing")
        elif (percent := warning_due(place, at)) and await self._places.warn(self._id, percent):
            await self._save(partial(model.fail, percent=percent, at=at))

    async def _disable(self, reason: Reason) -> None:
        """Nothing more is sent; whoever runs the lane sees that the subscription is no longer active, and ends it."""
        self.going.clear()
        await self._save(partial(model.disable, reason=reason, at=self._clock()))
        await asyncio.Event().wait()

    async def _save(self, change: Callable[[Subscription], Change]) -> None:
        while newest := await self._subscriptions.current(self._id):
            with suppress(StaleVersion):
                await self._subscriptions.save(*change(newest), expected=newest.version)
                return
