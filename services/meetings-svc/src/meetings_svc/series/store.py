"""Series of meetings: a name for those that follow each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chassis.idempotency import fingerprint, refuse_another_request
from chassis.mongo import Collection, Database, driver_errors
from chassis.reading import readable
from pymongo.errors import DuplicateKeyError

from meetings_svc.agenda.model import Bi
from meetings_svc.errors import SeriesNotFound
from meetings_svc.published import MeetingKind

MOST = 200


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one kind that follow each other."""

    id: str
    kind: MeetingKind
    name: Bi
    created_at: datetime


class SeriesStore:
    """The series, each one small document that never changes."""

    def __init__(self, database: Database) -> None:
        self._series: Collection = database["meeting_series"]

    async def add(self, series: Series) -> Series:
        """A new series. The same id again gives what the first time made."""
        name = {"ar": series.name.ar, "en": series.name.en}
        document = {"_id": series.id, "kind": series.kind, "name": name, "created_at": series.created_at}
        try:
            with driver_errors():
                await self._series.insert_one({**document, **fingerprint()})
        except DuplicateKeyError:
            with driver_errors():
                refuse_another_request(await self._series.find_one({"_id": series.id}))
            return await self.get(series.id)
        return series

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


def _from(document: Mapping[str, Any]) -> Series:
    created = document["created_at"].astimezone(UTC)
    return Series(document["_id"], document["kind"], Bi(**document["name"]), created)
