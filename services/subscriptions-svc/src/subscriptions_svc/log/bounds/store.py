"""Where the log begins, in Mongo: the first position that is kept, and the cut that raises it."""

from datetime import datetime

from chassis.mongo import Collection, Database, driver_errors
from pymongo import ASCENDING, DESCENDING

from subscriptions_svc.errors import PositionGone

AT_ONCE = 1_000


class BoundsStore:
    """One document: the first position that is kept, and until when what came before it was recorded."""

    def __init__(self, database: Database) -> None:
        self._log: Collection = database["log"]
        self._bounds: Collection = database["log_bounds"]

    async def first(self) -> int:
        """The first position that is kept; while nothing is, the next one."""
        with driver_errors():
            found = await self._bounds.find_one({"_id": "first"})
        return found["position"] if found else 1

    async def require(self, after: int) -> int:
        """The first kept position, if everything behind this one is still kept. Raises PositionGone."""
        first = await self.first()
        if after < first - 1:
            raise PositionGone(first=first)
        return first

    async def require_since(self, instant: datetime) -> None:
        """Raises PositionGone when something that was recorded since an instant may be kept no longer."""
        with driver_errors():
            found = await self._bounds.find_one({"_id": "first"})
        if found and found["position"] > 1 and instant < found["until"]:
            raise PositionGone(first=found["position"])

    async def cut(self, before: datetime, *, at_once: int = AT_ONCE) -> int:
        """Forget what was appended before an instant, a part at a time; how many entries went. What a crash left goes with the next cut.

        The first position is raised before anything goes: who reads and then asks for it knows whether something was missing.
        """
        with driver_errors():
            newest = [("appended_at", DESCENDING), ("_id", DESCENDING)]
            expired = await self._log.find_one({"appended_at": {"$lt": before}}, {"_id": 1}, sort=newest)
            if expired:
                raised = {"$max": {"position": expired["_id"] + 1, "until": before}}
                await self._bounds.update_one({"_id": "first"}, raised, upsert=True)
        first, gone = await self.first(), 0
        while ids := await self._oldest(first, at_once):
            with driver_errors():
                gone += (await self._log.delete_many({"_id": {"$lte": ids[-1]}})).deleted_count
        return gone

    async def _oldest(self, first: int, number: int) -> list[int]:
        with driver_errors():
            found = self._log.find({"_id": {"$lt": first}}, {"_id": 1}).sort("_id", ASCENDING).limit(number)
            return [one["_id"] async for one in found]
