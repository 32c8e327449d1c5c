"""Who accepted which terms, and who took what."""

from dataclasses import asdict
from datetime import UTC, datetime

from chassis.mongo import Database, driver_errors, ensure_indexes
from pymongo import ASCENDING, IndexModel

from media_svc.studio.downloads.model import TERMS_VERSION, Download


class DownloadStore:
    """Acceptances and the ledger of downloads."""

    def __init__(self, database: Database) -> None:
        self._accepted, self._ledger = database["photo_terms"], database["photo_downloads"]

    async def open(self) -> None:
        """Make the indexes."""
        by_photo = IndexModel([("number", ASCENDING), ("entity", ASCENDING)], name="by_photo")
        await ensure_indexes(self._ledger, by_photo, IndexModel([("by", ASCENDING)], name="by_person"))

    async def accept(self, person: str, at: datetime) -> datetime:
        """When this person accepted the present terms: now, or earlier already."""
        with driver_errors():
            await self._accepted.update_one({"_id": f"{person}/{TERMS_VERSION}"}, {"$setOnInsert": {"at": at}}, upsert=True)
        return await self.accepted(person) or at

    async def accepted(self, person: str) -> datetime | None:
        """When this person accepted the present terms."""
        with driver_errors():
            found = await self._accepted.find_one({"_id": f"{person}/{TERMS_VERSION}"})
        return found["at"].astimezone(UTC) if found else None

    async def record(self, *downloads: Download) -> None:
        """Enter them into the ledger."""
        entries = [{"_id": fields.pop("id"), **fields} for fields in map(asdict, downloads)]
        with driver_errors():
            await self._ledger.insert_many(entries)

    async def took(self, number: str, *, person: str, entity: str | None) -> bool:
        """Whether this person, or anybody of this entity, took the photo."""
        mine = [{"by": person}, *([{"entity": entity}] if entity else [])]
        with driver_errors():
            return await self._ledger.find_one({"number": number, "$or": mine}, {"_id": 1}) is not None
