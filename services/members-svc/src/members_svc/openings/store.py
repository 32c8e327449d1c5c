"""Who read restricted fields, in Mongo: one document per act, found by the people whose cards were read. Kept for a year."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from chassis.errors import Text
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import Outbox
from pymongo import IndexModel

from members_svc.model import page
from members_svc.openings.model import Opening

KEPT: Final = timedelta(days=365)


class OpeningStore:
    """`openings`: `{_id, reader, reader_name, reader_entity, surface, at, opened: [{person, fields}]}`."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._openings: Collection = outbox.collection

    async def open(self) -> None:
        """Make the indexes; old records go by themselves."""
        await ensure_indexes(
            self._openings,
            IndexModel([("opened.person", 1), ("_id", -1)], name="person"),
            IndexModel("at", name="kept", expireAfterSeconds=int(KEPT.total_seconds())),
            outbox=True,
        )

    async def add(self, opening: Opening, fact: Fact) -> None:
        """Write a record. Raises DatabaseAway: then nothing may be shown."""
        await self._outbox.insert(_fields(opening), fact)

    async def of(self, person: str, *, behind: Sequence[Any] | None, limit: int) -> list[Opening]:
        """Up to `limit` acts of reading one person's card, the latest first, behind the sort values given."""

        async def fetch(after: Sequence[Any] | None, most: int) -> list[Document]:
            wanted: Document = {"opened.person": person} | ({"_id": {"$lt": after[0]}} if after else {})
            with driver_errors():
                return await self._openings.find(wanted).sort([("_id", -1)]).limit(most).to_list(most)

        return await page(fetch, opening_from, lambda one: [one["_id"]], behind=behind, limit=limit)


def place_of(opening: Opening) -> list[str]:
    """The sort values of an opening: its id is made of its time."""
    return [opening.id]


def _fields(opening: Opening) -> Document:
    return {
        "_id": opening.id,
        "reader": opening.reader,
        "reader_name": opening.reader_name._asdict() if opening.reader_name else None,
        "reader_entity": opening.reader_entity,
        "surface": opening.surface,
        "at": opening.at,
        "opened": [{"person": person, "fields": list(fields)} for person, fields in opening.opened],
    }


def opening_from(document: Document) -> Opening:
    """The opening in a document."""
    name = document["reader_name"]
    return Opening(
        id=document["_id"],
        reader=document["reader"],
        reader_name=Text(**name) if name else None,
        reader_entity=document["reader_entity"],
        surface=document["surface"],
        at=document["at"],
        opened=tuple((one["person"], tuple(one["fields"])) for one in document["opened"]),
    )
