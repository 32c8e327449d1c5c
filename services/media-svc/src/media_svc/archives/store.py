"""Who took how many archives within the hour, and a line of the audit for each that was asked for."""

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from chassis.mongo import Database, Document, driver_errors, ensure_indexes
from pymongo import ASCENDING, IndexModel, ReturnDocument

Thing = Literal["photos", "kit", "identity"]
MOST: Final = 5
HOUR: Final = timedelta(hours=1)


class ArchiveStore:
    """The counts and the audit; they began with photos and keep the names of their collections."""

    def __init__(self, database: Database) -> None:
        self._counts, self._audit = database["photo_exports"], database["photo_export_audit"]

    async def open(self) -> None:
        """Make the index of the audit."""
        await ensure_indexes(self._audit, IndexModel([("at", ASCENDING)], name="by_time"))

    async def count(self, person: str, thing: Thing, at: datetime) -> timedelta | None:
        """Count an archive of this person, for all copies of the service together; how long to wait when there were too many within the
        hour. The line of the audit is kept either way."""
        recent: Document = {"$filter": {"input": {"$ifNull": ["$taken", []]}, "cond": {"$gt": ["$$this", at - HOUR]}}}
        full: Document = {"$gte": [{"$size": "$recent"}, MOST]}
        counted = {"refused": full, "taken": {"$cond": [full, "$recent", {"$concatArrays": ["$recent", [at]]}]}}
        with driver_errors():
            found = await self._counts.find_one_and_update(
                {"_id": person}, [{"$set": {"recent": recent}}, {"$set": counted}], upsert=True, return_document=ReturnDocument.AFTER
            )
            refused = bool(found["refused"])
            await self._audit.insert_one({"by": person, "thing": thing, "at": at, "refused": refused})
        return found["taken"][0].astimezone(UTC) + HOUR - at if refused else None
