"""Where a lane takes up its work: where it stopped, or, where the log has nothing behind that, where the log can be read."""

from datetime import datetime

from subscriptions_svc.deliveries.store import DeliveryStore
from subscriptions_svc.lanes.model import Place
from subscriptions_svc.lanes.store import PlaceStore
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.subscriptions.model import Subscription


async def take_place(log: LogStore, places: PlaceStore, deliveries: DeliveryStore, subscription: Subscription, *, at: datetime) -> Place:
    """The place to go on from; what could not be sent stands in it as `missed`."""
    place = await places.begin(subscription.id, subscription.start_after)
    gap = await log.gap(place.after, await log.bounds.first())
    if gap is None:
        return place
    if gap.reason == "ahead":  # rows of a log that is no more would hide what gets their positions anew
        await deliveries.forget_behind(subscription.id, gap.last)
    return await places.rejoin(subscription.id, place, gap, at=at)
