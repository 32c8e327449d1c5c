"""What an owner can do about deliveries: see that webhooks arrive, send again, retry or skip what is stuck."""

from dataclasses import dataclass
from datetime import datetime

from chassis.auth import Actor

from subscriptions_svc.deliveries import model
from subscriptions_svc.lanes.model import Replay
from subscriptions_svc.store import Stores

MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A replay and how many events it is about."""

    replay: Replay
    count: int


async def count_replay(stores: Stores, id_: str, *, position: int | None, since: datetime | None, by: Actor) -> Counted:
    """What a replay from a position or an instant would send. Raises PositionGone."""
    found = await stores.subscriptions.get(id_, seen_by=by)
    until = await stores.log.last()
    after = min(await stores.log.before(since) if since else (position or 1) - 1, until)
    await stores.log.bounds.require(after)
    if since:
        await stores.log.bounds.require_since(since)
    return Counted(Replay(after, until), await stores.log.count(after, until, found.wanted, most=MOST_COUNTED))


async def start_replay(stores: Stores, id_: str, *, position: int | None, since: datetime | None, by: Actor) -> Counted:
    """Send everything from there again, what was delivered included. Raises ReplayUnderWay."""
    counted = await count_replay(stores, id_, position=position, since=since, by=by)
    if counted.count:
        found = await stores.subscriptions.get(id_, seen_by=by)
        await stores.places.start_replay(id_, counted.replay, start=found.start_after)
    return counted


async def retry_delivery(stores: Stores, id_: str, position: int, *, by: Actor, at: datetime) -> None:
    """Try what is stuck again now. Raises NothingToRetry."""
    await stores.subscriptions.get(id_, seen_by=by)
    model.require_open((await stores.deliveries.get(id_, position)).state)
    await stores.deliveries.retry(id_, position, at=at)


async def skip_delivery(stores: Stores, id_: str, position: int, *, by: Actor, at: datetime) -> None:
    """Give up what is stuck; what follows of its subject goes on. Raises NothingToRetry."""
    await stores.subscriptions.get(id_, seen_by=by)
    model.require_open((await stores.deliveries.get(id_, position)).state)
    await stores.deliveries.skip(id_, position, at=at)
