"""Media kits in Mongo. That a kit under embargo, past its end or revoked does not exist is part of every query here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from chassis.arabic import EDITION, beginning, tokens
from chassis.audience import belongs_to
from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.mongo import Collection, Document, count_some, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import Outbox
from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel

from media_svc.kits.errors import KitNotFound
from media_svc.kits.model import Kit, KitState
from media_svc.lists.store import page, readable
from media_svc.policy import oversees, read_for
from media_svc.removal.store import INDEX, MOST, THERE

_RECORD: Final = TypeAdapter(Kit)
_SHOWN: Final = {"record": 1, "version": 1, "leftover": 1, "removed": 1, "sort_at": 1}
_OPTIONAL: Final = ("leftover", "revoked_at")
_NEWEST: Final = [("sort_at", DESCENDING), ("_id", DESCENDING)]


class KitStore:
    """The kits, each one document with its outbox."""

    def __init__(self, outbox: Outbox, cursors: Cursors) -> None:
        self._kits: Collection = outbox.collection
        self.records = outbox.collection
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._kits,
            IndexModel(_NEWEST, name="newest"),
            IndexModel([("owner", ASCENDING), *_NEWEST], name="by_owner"),
            IndexModel([("state", ASCENDING), ("told", ASCENDING), ("opens_at", ASCENDING)], name="to_announce"),
            IndexModel([("state", ASCENDING), ("ended", ASCENDING), ("closes_at", ASCENDING)], name="to_close"),
            IndexModel([("copied", ASCENDING), ("state", ASCENDING)], name="to_empty"),
            IndexModel([("record.items.file.id", ASCENDING)], name="by_file", sparse=True),
            IndexModel([("revoked_at", ASCENDING)], name="revoked", sparse=True),
            INDEX,
            outbox=True,
        )
        await renew_keys(self._kits, EDITION, _keys_of)
        await self._date_revocations()

    async def _date_revocations(self) -> None:
        """Kits that were revoked before it was kept beside the record since when."""
        undated = {"state": KitState.REVOKED, "revoked_at": {"$exists": False}, "record.files_deleted": {"$exists": False}}
        with driver_errors():
            await self._kits.update_many(undated, [{"$set": {"revoked_at": {"$toDate": "$record.revoked_at"}}}])

    async def add(self, kit: Kit, fact: Fact | None) -> Kit:
        """A new kit. Raises AlreadyExists."""
        await self._outbox.insert({"_id": kit.id, "version": kit.version, **_fields(kit)}, fact)
        return kit

    async def save(self, kit: Kit, fact: Fact | None, *, expected: int) -> Kit:
        """The changed kit with its new version. Raises StaleVersion, OutboxFull."""
        changes = _fields(kit)
        unset = [name for name in _OPTIONAL if name not in changes]
        version = await self._outbox.update(kit.id, expected=expected, changes=changes, fact=fact, unset=unset)
        return replace(kit, version=version)

    async def get(self, id_: str, *, seen_by: Actor, at: datetime) -> Kit:
        """Raises KitNotFound also when it is there but not for these eyes, or not at this instant."""
        found = await self._find({"$and": [{"_id": id_}, visible_to(seen_by, at)]}, 1)
        if not found:
            raise KitNotFound
        return found[0]

    async def count(self, q: str, *, seen_by: Actor, at: datetime) -> int:
        """How many of them one may see, see `count_some`."""
        return await count_some(self._kits, {"$and": [THERE, visible_to(seen_by, at), *beginning(q)]})

    async def page(self, q: str, *, seen_by: Actor, at: datetime, limit: int, cursor: str | None) -> tuple[list[Kit], str | None]:
        """One page, newest first, and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, "kits", q)

        async def fetch(behind: Sequence[Any] | None, count: int) -> list[Document]:
            return await self._raw({"$and": [THERE, visible_to(seen_by, at), *beginning(q), *_behind(behind)]}, count)

        found = await page(fetch, _kit_from, "sort_at", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return found[:limit], self._cursors.sign((_sort_at(last).isoformat(), last.id), scope=scope) if last else None

    async def to_announce(self, at: datetime, limit: int = 100) -> list[Kit]:
        """Those whose embargo has ended and of which nobody has heard yet."""
        return await self._find({"state": KitState.RELEASED, "told": False, "opens_at": {"$lte": at}}, limit)

    async def to_close(self, at: datetime, limit: int = 100) -> list[Kit]:
        """Those that were announced and whose end has come, of which nobody has heard yet."""
        over = {"closes_at": {"$lte": at, "$ne": None}}
        return await self._find({"state": KitState.RELEASED, "told": True, "ended": {"$ne": True}, **over}, limit)

    async def to_empty(self, at: datetime, limit: int = 100) -> list[Kit]:
        """Those that are over, drafts again or removed, and whose copies are still there."""
        over = [{"state": {"$in": [KitState.REVOKED, KitState.DRAFT]}}, {"closes_at": {"$lte": at, "$ne": None}}]
        return await self._found({"copied": True, "$or": over}, limit)

    async def revoked(self, before: datetime, limit: int = MOST) -> list[Kit]:
        """Those that were revoked before this instant and still have their files."""
        return await self._find({"revoked_at": {"$lte": before}}, limit)

    async def holds(self, asset_id: str) -> bool:
        """Whether some kit has this upload as the file of an item."""
        with driver_errors():
            held = {"record.items.file.id": asset_id, "record.files_deleted": {"$ne": True}, **THERE}
            return await self._kits.find_one(held, {"_id": 1}) is not None

    async def owned_by(self, entity: str) -> list[Kit]:
        """Everything of an entity."""
        return await self._find({"owner": entity}, None)

    async def by_id(self, id_: str) -> Kit | None:
        """For the platform's own work, which sees everything."""
        found = await self._find({"_id": id_}, 1)
        return found[0] if found else None

    async def _find(self, query: Document, limit: int | None) -> list[Kit]:
        return await self._found({"$and": [query, THERE]}, limit)

    async def _found(self, query: Document, limit: int | None) -> list[Kit]:
        return readable(await self._raw(query, limit), _kit_from)

    async def _raw(self, query: Document, limit: int | None) -> list[Document]:
        with driver_errors():
            return await self._kits.find(query, _SHOWN).sort(_NEWEST).limit(limit or 0).to_list(limit)


def visible_to(actor: Actor, at: datetime) -> Document:
    """The condition every read carries: those who make a kit see it always, its audience while it is open. `model.readers_of` says the
    same of one kit, for its events."""
    if actor.kind == "system" or oversees(actor):
        return {}
    mine = sorted(belongs_to(actor))
    now_open: Document = {
        "state": KitState.RELEASED,
        "opens_at": {"$lte": at, "$ne": None},
        "$and": [
            {"$or": [{"closes_at": None}, {"closes_at": {"$gt": at}}]},
            {"$or": [{"audience": []}, {"audience": {"$in": mine}}, {"owner": {"$in": mine}}]},
        ],
    }
    return {"$or": [now_open, {"owner": {"$in": sorted(read_for(actor))}}]}


def makes(actor: Actor, kit: Kit) -> bool:
    """Whether the actor sees the kit as those do who make it."""
    return actor.kind == "system" or oversees(actor) or kit.owner in read_for(actor)


def _behind(after: Sequence[Any] | None) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    return [{"$or": [{"sort_at": {"$lt": instant}}, {"sort_at": instant, "_id": {"$lt": id_}}]}]


def _sort_at(kit: Kit) -> datetime:
    return kit.opens_at or kit.created_at


def _fields(kit: Kit) -> Document:
    return {
        "owner": kit.owner,
        "state": kit.state,
        "audience": list(kit.audience),
        "opens_at": kit.opens_at,
        "closes_at": kit.closes_at,
        "told": kit.told,
        "ended": kit.ended,
        "copied": kit.copied,
        "sort_at": _sort_at(kit),
        "words": _words_of(kit),
        "removed": kit.removed,
        **({"leftover": list(kit.leftover)} if kit.leftover or kit.removed else {}),
        **({"revoked_at": kit.revoked_at} if kit.revoked_at and not kit.files_deleted else {}),
        "record": _RECORD.dump_python(kit, mode="json", exclude={"leftover", "removed"}),
    }


def _words_of(kit: Kit) -> list[str]:
    return tokens(" ".join((*kit.title, *kit.summary, *kit.hashtags, *(word for item in kit.items for word in item.title))))


async def _keys_of(found: Document) -> Document:
    return {"words": _words_of(_kit_from(found))}


def _kit_from(found: Mapping[str, Any]) -> Kit:
    kit = _RECORD.validate_python(found["record"])
    return replace(kit, version=found["version"], leftover=tuple(found.get("leftover", ())), removed=found.get("removed", False))
