"""Series of meetings in Mongo, each one small document."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

from chassis.errors import StaleVersion
from chassis.idempotency import fingerprint, refuse_another_request
from chassis.mongo import Collection, Database, Document, driver_errors
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo.errors import DuplicateKeyError

from meetings_svc.errors import SeriesNotFound
from meetings_svc.series.model import Ended, Series

MOST = 200
_ENDED, _SERIES = TypeAdapter(Ended), TypeAdapter(Series)


class SeriesStore:
    """The series. One that was made before they could change has no version, which is its first."""

    def __init__(self, database: Database) -> None:
        self._series: Collection = database["meeting_series"]

    async def add(self, series: Series) -> Series:
        """A new series. The same id again gives what the first time made."""
        document = {"_id": series.id, "created_at": series.created_at, "version": series.version, **_fields(series)}
        try:
            with driver_errors():
                await self._series.insert_one({**document, **fingerprint()})
        except DuplicateKeyError:
            with driver_errors():
                refuse_another_request(await self._series.find_one({"_id": series.id}))
            return await self.get(series.id)
        return series

    async def save(self, series: Series, *, expected: int) -> Series:
        """The changed series with its new version. Raises StaleVersion."""
        known = {"$in": [expected, None]} if expected == 1 else expected
        with driver_errors():
            fields = {"version": expected + 1, **_fields(series)}
            done = await self._series.update_one({"_id": series.id, "version": known}, {"$set": fields})
        if not done.matched_count:
            raise StaleVersion
        return replace(series, version=expected + 1)

    async def closed(self, series: Series) -> None:
        """Nothing of it is left to be cancelled, unless it changed meanwhile."""
        with driver_errors():
            await self._series.update_one({"_id": series.id, "version": series.version}, {"$set": {"closing": False}})

    async def closing(self) -> list[Series]:
        """Those that ended and have meetings left to be cancelled."""
        with driver_errors():
            found = await self._series.find({"closing": True}).limit(MOST).to_list(MOST)
        return readable(found, _from)

    async def get(self, series_id: str) -> Series:
        """Raises SeriesNotFound."""
        with driver_errors():
            found = await self._series.find_one({"_id": series_id})
        if found is None:
            raise SeriesNotFound
        return _from(found)

    async def all(self) -> list[Series]:
        """Every series, the oldest first; a network has a handful."""
        with driver_errors():
            found = await self._series.find().sort("created_at").limit(MOST).to_list(MOST)
        return readable(found, _from)


def _fields(series: Series) -> Document:
    ended = _ENDED.dump_python(series.ended) if series.ended else None
    return {"kind": series.kind, "name": {"ar": series.name.ar, "en": series.name.en}, "ended": ended, "closing": series.closing}


def _from(document: Mapping[str, Any]) -> Series:
    ended = document.get("ended")
    plain = {name: document[name] for name in ("kind", "name", "version", "closing") if name in document}
    created = document["created_at"].astimezone(UTC)
    return _SERIES.validate_python({**plain, "id": document["_id"], "created_at": created, "ended": ended or None})
