"""Who took which file when: a row per download, written before the address is given, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.idempotency import new_id
from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from pymongo import DESCENDING, IndexModel

from media_svc.lists.store import page

Thing = Literal["document", "identity", "kit"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: of which document, kit or identity, which version and which file; `sha256` of a single file."""

    thing: Thing
    thing_id: str
    version_id: str | None = None
    file_id: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One download."""

    id: str
    who: str
    name: Mapping[str, str] | None
    entity: str | None
    taken: Taken
    at: datetime


class Ledger:
    """All downloads from the Sources gate."""

    def __init__(self, database: Database, cursors: Cursors) -> None:
        self._rows: Collection = database["source_downloads"]
        self._cursors = cursors

    async def open(self) -> None:
        """Make the index."""
        await ensure_indexes(self._rows, IndexModel([("thing", 1), ("thing_id", 1), ("_id", DESCENDING)], name="of_one_thing"))

    async def write(self, taken: Taken, *, by: Actor, at: datetime) -> None:
        """Record a download."""
        fields = {name: getattr(taken, name) for name in ("thing", "thing_id", "version_id", "file_id", "sha256")}
        who = {"who": by.id, "name": by.name._asdict() if by.name else None, "entity": by.entity}
        with driver_errors():
            await self._rows.insert_one({"_id": new_id(), **fields, **who, "at": at})

    async def page(self, thing: Thing, thing_id: str, *, seen_by: Actor, limit: int, cursor: str | None) -> tuple[list[Row], str | None]:
        """One page of a thing's downloads, newest first, and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, "downloads", thing, thing_id)

        async def fetch(after: Sequence[Any] | None, count: int) -> list[Document]:
            query: Document = {"thing": thing, "thing_id": thing_id} | ({"_id": {"$lt": after[0]}} if after else {})
            with driver_errors():
                return await self._rows.find(query).sort([("_id", DESCENDING)]).limit(count).to_list(count)

        found = await page(fetch, _row_from, "_id", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        return found[:limit], self._cursors.sign((found[limit - 1].id,), scope=scope) if len(found) > limit else None


def _row_from(found: Mapping[str, Any]) -> Row:
    taken = Taken(found["thing"], found["thing_id"], found["version_id"], found["file_id"], found["sha256"])
    return Row(found["_id"], found["who"], found["name"], found["entity"], taken, found["at"].astimezone(UTC))
