"""Places in Mongo, one document for each subscription, written by whoever delivers to it; and what each dispatcher says of itself."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.clock import now
from chassis.fields import LARGEST
from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from chassis.reading import readable
from pymongo import ASCENDING, IndexModel

from subscriptions_svc.deliveries.store import DeliveryStore
from subscriptions_svc.errors import ReplayUnderWay
from subscriptions_svc.lanes.model import Missed, Place, Replay, Working
from subscriptions_svc.log.model import Gap
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.subscriptions.model import Subscription

HEARD = timedelta(seconds=15)
FORGOTTEN = timedelta(hours=1)


class PlaceStore:
    """Where each subscription stands."""

    def __init__(self, database: Database) -> None:
        self._places: Collection = database["places"]

    async def begin(self, subscription: str, after: int) -> Place:
        """The place of a subscription; at its first time, where it starts."""
        start: Document = {"after": after, "seq": 0}
        with driver_errors():
            found = await self._places.find_one_and_update(
                {"_id": subscription}, {"$setOnInsert": start}, upsert=True, return_document=True
            )
        return _place(found)

    async def move(self, subscription: str, after: int, seq: int) -> None:
        """Go forward, never back, as several may deliver at once for a moment."""
        ahead: Document = {"$set": {"after": after, "seq": seq}}
        with driver_errors():
            await self._places.update_one({"_id": subscription, "after": {"$lt": after}}, ahead)

    async def take_up(self, subscription: Subscription, log: LogStore, deliveries: DeliveryStore) -> Place:
        """Where to go on: where it stopped, or, where the log has nothing behind that, where the log can be read."""
        place = await self.begin(subscription.id, subscription.start_after)
        gap = await log.gap(place.after, await log.bounds.first())
        if gap is None:
            return place
        if gap.reason == "ahead":  # rows of a log that is no more would hide what gets their positions anew
            await deliveries.forget_behind(subscription.id, gap.last)
        return await self.rejoin(subscription.id, place, gap, at=now())

    async def rejoin(self, subscription: str, place: Place, gap: Gap, *, at: datetime) -> Place:
        """Stand where the log can be read, and keep what could not be sent; a replay goes no further than the log."""
        furthest = gap.last if gap.reason == "ahead" else LARGEST
        replay = place.replay and Replay(max(place.replay.after, gap.first - 1), min(place.replay.until, furthest))
        missed: Document = {"reason": gap.reason, "after": place.after, "next": gap.next, "at": at}
        fields: Document = {"after": gap.next, "missed": missed}
        if replay:
            fields["replay"] = {"after": replay.after, "until": replay.until} if replay.after < replay.until else None
        await self._set(subscription, fields, after=place.after)
        return await self.get(subscription) or place

    async def get(self, subscription: str) -> Place | None:
        """None before its first delivery was thought of."""
        with driver_errors():
            found = await self._places.find_one({"_id": subscription})
        return _place(found) if found else None

    async def of(self, subscriptions: list[str]) -> dict[str, Place]:
        """Those of many."""
        with driver_errors():
            found = await self._places.find({"_id": {"$in": subscriptions}}).to_list(None)
        return dict(readable(found, lambda one: (one["_id"], _place(one))))

    async def confirm(self, subscription: str, sink: str, *, rate: int | None, at: datetime) -> None:
        """The receiver took the test event."""
        await self._set(subscription, {"confirmed": sink, "rate": rate, "checked_at": at, "check_error": None})

    async def refuse(self, subscription: str, error: str, *, at: datetime) -> None:
        """The receiver did not take the test event."""
        await self._set(subscription, {"checked_at": at, "check_error": error})

    async def fails(self, subscription: str, since: datetime) -> None:
        """The receiver has begun to fail; nothing changes when it had before."""
        await self._set(subscription, {"failing_since": since, "warned": 0}, failing_since=None)

    async def recovers(self, subscription: str) -> None:
        """The receiver took something."""
        await self._set(subscription, {"failing_since": None, "warned": 0})

    async def warn(self, subscription: str, percent: int) -> bool:
        """Claim this warning; False when somebody else gave it."""
        return await self._set(subscription, {"warned": percent}, warned={"$lt": percent})

    async def start_replay(self, subscription: str, replay: Replay, *, start: int) -> None:
        """Ask for a replay. Raises ReplayUnderWay."""
        await self.begin(subscription, start)
        if not await self._set(subscription, {"replay": {"after": replay.after, "until": replay.until}}, replay=None):
            raise ReplayUnderWay

    async def move_replay(self, subscription: str, replay: Replay, after: int) -> None:
        """The replay has come this far; at its end it is over."""
        left = {"after": after, "until": replay.until} if after < replay.until else None
        await self._set(subscription, {"replay": left}, **{"replay.until": replay.until})

    async def _set(self, subscription: str, fields: Document, **only_if: Any) -> bool:
        with driver_errors():
            result = await self._places.update_one({"_id": subscription, **only_if}, {"$set": fields})
        return result.matched_count > 0


def _place(found: Mapping[str, Any]) -> Place:
    names = ("after", "seq", "confirmed", "check_error", "rate")
    return Place(
        **{name: found[name] for name in names if name in found},
        warned=found.get("warned") or 0,
        failing_since=_utc(found.get("failing_since")),
        checked_at=_utc(found.get("checked_at")),
        replay=Replay(**found["replay"]) if found.get("replay") else None,
        missed=Missed(**{**found["missed"], "at": found["missed"]["at"].astimezone(UTC)}) if found.get("missed") else None,
    )


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None


class DispatcherStore:
    """What each dispatcher said of itself last; one that has been silent for long is forgotten."""

    def __init__(self, database: Database) -> None:
        self._dispatchers: Collection = database["dispatchers"]

    async def open(self) -> None:
        """Make the index by which the silent are forgotten."""
        forgotten = int(FORGOTTEN.total_seconds())
        await ensure_indexes(self._dispatchers, IndexModel([("at", ASCENDING)], name="at", expireAfterSeconds=forgotten))

    async def tell(self, owner: str, working: Working) -> None:
        """How a dispatcher fares now."""
        with driver_errors():
            await self._dispatchers.update_one({"_id": owner}, {"$set": {**asdict(working), "at": now()}}, upsert=True)

    async def all(self) -> dict[str, float]:
        """All that speak, together: `{alive, lanes, stalled, untried}`; nobody is heard of longer than `HEARD` ago."""
        with driver_errors():
            found = await self._dispatchers.find({"at": {"$gt": now() - HEARD}}).to_list(None)
        sums = {name: sum(one[name] for one in found) for name in ("lanes", "stalled")}
        return {"alive": len(found), **sums, "untried": max((one["untried"] for one in found), default=0.0)}
