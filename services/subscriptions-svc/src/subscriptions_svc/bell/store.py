"""Notices are read from the log, as each reader may see it; kept of the bell is only who has read and muted what."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from chassis.reading import readable
from pymongo import ASCENDING, DESCENDING, IndexModel

from subscriptions_svc.bell.model import ENDINGS, Bell, Notice, is_own, notice_of, types_of
from subscriptions_svc.catalogue.model import Gate
from subscriptions_svc.log.model import Reader
from subscriptions_svc.log.store import visible_to

MOST_READ: Final = 1_000
_SHOWN: Final = {"type": 1, "subject": 1, "at": 1, "entity": 1, "body": 1, "late": 1}


@dataclass(frozen=True, slots=True)
class Asked:
    """Notices for a reader: of these gates, behind a position going back, perhaps only what is new to them."""

    person: str
    reader: Reader
    gates: tuple[Gate, ...]
    before: int | None = None
    new_to: Bell | None = None


class BellStore:
    """Who has read and muted what, beside the log it reads."""

    def __init__(self, database: Database, prefix: str) -> None:
        self._bells: Collection = database["bells"]
        self._log: Collection = database["log"]
        self._prefix = prefix

    async def open(self) -> None:
        """Make the index by which endings are found."""
        await ensure_indexes(self._log, IndexModel([("subject", ASCENDING), ("type", ASCENDING)], name="by_subject"))

    async def of(self, person: str) -> Bell:
        """Somebody's bell; of a newcomer nothing is read."""
        with driver_errors():
            found = await self._bells.find_one({"_id": person})
        return next(iter(readable([found] if found else [], _bell)), Bell())

    async def read(self, person: str, position: int) -> None:
        """One notice is no longer new."""
        await self._change(person, {"$push": {"read": {"$each": [position], "$slice": -MOST_READ}}}, {"read": {"$ne": position}})

    async def read_through(self, person: str, position: int) -> None:
        """Everything up to here is no longer new; never goes back."""
        await self._change(person, {"$max": {"through": position}, "$pull": {"read": {"$lte": position}}})

    async def step_back(self, person: str, bell: Bell) -> None:
        """Exactly this was read."""
        await self._change(person, {"$set": {"through": bell.through, "read": sorted(bell.read)}})

    async def mute(self, person: str, gates: Sequence[Gate]) -> None:
        """Tell no more of these gates, and of all others again."""
        await self._change(person, {"$set": {"muted": list(gates)}})

    async def _change(self, person: str, change: Document, only_if: Document | None = None) -> None:
        with driver_errors():
            await self._bells.update_one({"_id": person}, {"$setOnInsert": {"_id": person}}, upsert=True)
            await self._bells.update_one({"_id": person, **(only_if or {})}, change)

    async def notices(self, asked: Asked, limit: int) -> list[Notice]:
        """The newest first; those of records that ended since, and of one's own words, left out."""
        found: list[Notice] = []
        before = asked.before
        while len(found) < limit:
            rows = await self._rows(asked, before, limit)
            named = [row for row in rows if isinstance(row.get("subject"), str)]
            ended = await self._ended([row["subject"] for row in named])
            told = [row for row in named if row["_id"] >= ended.get(row["subject"], 0)]
            found += [notice for notice in readable(told, lambda row: self._notice(row, asked.person)) if notice]
            if len(rows) < limit:
                break
            before = rows[-1]["_id"]
        return found[:limit]

    async def _rows(self, asked: Asked, before: int | None, limit: int) -> list[Document]:
        types = [self._prefix + name for name in types_of(asked.gates)]
        place: Document = {"$lt": before} if before is not None else {}
        if asked.new_to is not None:
            place |= {"$gt": asked.new_to.through, "$nin": sorted(asked.new_to.read)}
        late = {"late": {"$ne": True}} if asked.new_to is not None else {}
        query = {"type": {"$in": types}, **visible_to(asked.reader), **late, **({"_id": place} if place else {})}
        with driver_errors():
            return await self._log.find(query, _SHOWN).sort("_id", DESCENDING).limit(limit).to_list(limit)

    async def _ended(self, subjects: Sequence[str]) -> dict[str, int]:
        """Where each of these records ended, whoever was told of it."""
        query = {"subject": {"$in": list(set(subjects))}, "type": {"$in": [self._prefix + name for name in ENDINGS]}}
        with driver_errors():
            return {row["subject"]: row["_id"] async for row in self._log.find(query, {"subject": 1}).sort("_id", ASCENDING)}

    def _notice(self, row: Document, person: str) -> Notice | None:
        content = json.loads(row["body"])["data"]
        if is_own(content, person):
            return None
        return notice_of(row["_id"], row["type"].removeprefix(self._prefix), row["at"], row["entity"], content, late=row.get("late", False))


def _bell(found: Document) -> Bell:
    through, read, muted = found.get("through", 0), found.get("read", ()), found.get("muted", ())
    if not all(isinstance(position, int) for position in (through, *read)):
        raise TypeError("a position is a number")
    return Bell(through, frozenset(read), frozenset(muted))
