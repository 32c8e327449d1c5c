"""How many files of many records a person may take away: five an hour, counted by each service for all its copies together."""

import logging
import math
from datetime import UTC, datetime, timedelta
from typing import Final

from pymongo import ASCENDING, IndexModel, ReturnDocument

from chassis.auth import Actor
from chassis.errors import TooMany
from chassis.mongo import Database, Document, driver_errors, ensure_indexes

MOST: Final = 5
HOUR: Final = timedelta(hours=1)
log: Final = logging.getLogger(__name__)


class TooManyExports(
    TooMany, ar=("ملفات مصدّرة كثيرة", "يمكنك تصدير خمسة ملفات في الساعة. أعد المحاولة لاحقاً؛ الدقائق المتبقية: {minutes}.")
):
    """You may export five files an hour. Try again later; minutes left: {minutes}."""

    def __init__(self, wait: timedelta) -> None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        self.retry_after = seconds  # type: ignore[misc]  # of this refusal, not of all of them
        super().__init__(minutes=math.ceil(seconds / 60))


class ExportLimit:
    """The counts, `{_id: person, taken: [{at, of}]}`, and the audit, `{by, thing, of, at, refused}`."""

    def __init__(self, database: Database, *, counts: str = "exports", audit: str = "export_audit") -> None:
        self._counts, self._audit = database[counts], database[audit]

    async def open(self) -> None:
        """Make the index of the audit."""
        await ensure_indexes(self._audit, IndexModel([("at", ASCENDING)], name="by_time"))

    async def count(self, thing: str, *, by: Actor, at: datetime, of: str | None = None) -> None:
        """Enter that somebody takes a file; the same one again (`of` names it) counts once within the hour. A line of the audit is
        written either way, before anything is given. The platform's own parts are not counted. Raises TooManyExports, DatabaseAway.
        """
        if by.kind == "system":
            return
        with driver_errors():
            found = await self._counts.find_one_and_update(
                {"_id": by.id}, _counted(of, at), upsert=True, return_document=ReturnDocument.AFTER
            )
            await self._audit.insert_one({"by": by.id, "thing": thing, "of": of, "at": at, "refused": found["refused"]})
        if found["refused"]:
            log.warning("%s asked for more exports than an hour allows", by.id)
            raise TooManyExports(min(one["at"] for one in found["taken"]).astimezone(UTC) + HOUR - at)


def _counted(of: str | None, at: datetime) -> list[Document]:
    """One atomic change: forget what is older than an hour, then enter this one if there is room for it."""
    recent: Document = {"$filter": {"input": {"$ifNull": ["$taken", []]}, "cond": {"$gt": ["$$this.at", at - HOUR]}}}
    known: Document = {"$in": [{"$literal": of}, "$taken.of"]} if of else {"$literal": False}
    full: Document = {"$and": [{"$not": [known]}, {"$gte": [{"$size": "$taken"}, MOST]}]}
    entered: Document = {"$cond": [{"$or": [known, full]}, "$taken", {"$concatArrays": ["$taken", [{"at": at, "of": of}]]}]}
    return [{"$set": {"taken": recent}}, {"$set": {"refused": full, "taken": entered}}]
