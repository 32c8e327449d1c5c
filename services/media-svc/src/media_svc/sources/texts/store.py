"""What was read in files, one record per file. Nobody reads it but through a version they may see."""

from collections.abc import Iterable

from chassis.arabic import EDITION, tokens
from chassis.mongo import Collection, Database, Document, driver_errors, renew_keys

from media_svc.sources.texts.model import Reading


class TextStore:
    """The texts."""

    def __init__(self, database: Database) -> None:
        self._texts: Collection = database["readings"]

    async def open(self) -> None:
        """Bring the words up to date that were read before they were compared as now."""
        await renew_keys(self._texts, EDITION, _keys_of)

    async def keep(self, asset_id: str, reading: Reading) -> None:
        """Remember what was read in a file; the same file is read the same way again."""
        kept = {"pages": reading.count, "words": list(reading.words), "text": list(reading.pages)}
        with driver_errors():
            await self._texts.update_one({"_id": asset_id}, {"$set": kept}, upsert=True)

    async def forget(self, asset_id: str) -> None:
        """Of a file that is there no more nothing is remembered."""
        with driver_errors():
            await self._texts.delete_one({"_id": asset_id})

    async def of(self, ids: Iterable[str]) -> dict[str, Reading]:
        """What was read in these files, by their id."""
        wanted = list(ids)
        with driver_errors():
            found = await self._texts.find({"_id": {"$in": wanted}}).to_list(len(wanted)) if wanted else []
        return {one["_id"]: Reading(tuple(one.get("text", ())), tuple(one["words"]), one["pages"]) for one in found}


async def _keys_of(found: Document) -> Document:
    return {"words": tokens(" ".join(found["text"]))} if found.get("text") else {}
