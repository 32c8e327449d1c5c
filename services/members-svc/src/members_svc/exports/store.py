"""Who took the directory as a file, and when: counted for all copies of the service together."""

from datetime import UTC, datetime, timedelta
from typing import Final

from chassis.mongo import Database, Document, driver_errors, ensure_indexes
from pymongo import IndexModel, ReturnDocument

MOST_EXPORTS: Final = 5
HOUR: Final = timedelta(hours=1)


class ExportStore:
    """`exports`: `{_id: person, taken: [instant]}` of the last hour; `export_audit`: a line for each that was asked for."""

    def __init__(self, database: Database) -> None:
        self._exports, self._audit = database["exports"], database["export_audit"]

    async def open(self) -> None:
        """Make the index."""
        await ensure_indexes(self._audit, IndexModel("by", name="by"))

    async def count(self, person: str, *, at: datetime) -> timedelta | None:
        """Count an export; how long to wait when there were too many within the hour. The line of the audit is kept either way."""
        recent: Document = {"$filter": {"input": {"$ifNull": ["$taken", []]}, "cond": {"$gt": ["$$this", at - HOUR]}}}
        full: Document = {"$gte": [{"$size": "$taken"}, MOST_EXPORTS]}
        counted = {"refused": full, "taken": {"$cond": [full, "$taken", {"$concatArrays": ["$taken", [at]]}]}}
        with driver_errors():
            found = await self._exports.find_one_and_update(
                {"_id": person}, [{"$set": {"taken": recent}}, {"$set": counted}], upsert=True, return_document=ReturnDocument.AFTER
            )
            refused = bool(found["refused"])
            await self._audit.insert_one({"by": person, "at": at, "refused": refused})
        return found["taken"][0].astimezone(UTC) + HOUR - at if refused else None
