"""The stores of this service, as commands and handlers are given them."""

from dataclasses import dataclass

from subscriptions_svc.bell.store import BellStore
from subscriptions_svc.deliveries.store import DeliveryStore
from subscriptions_svc.lanes.store import DispatcherStore, PlaceStore
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.subscriptions.store import SubscriptionStore


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that is kept."""

    log: LogStore
    subscriptions: SubscriptionStore
    deliveries: DeliveryStore
    places: PlaceStore
    bells: BellStore
    dispatchers: DispatcherStore
    type_prefix: str = ""

    async def open(self) -> None:
        """Make the indexes."""
        await self.log.open()
        await self.subscriptions.open()
        await self.deliveries.open()
        await self.bells.open()
        await self.dispatchers.open()
