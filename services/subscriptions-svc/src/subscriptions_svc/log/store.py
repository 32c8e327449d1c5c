"""The log in Mongo, the only file that speaks of it there: gap-free positions, and who may read which entry."""

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.auth import Grant
from chassis.clock import now
from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from chassis.reading import readable
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import BulkWriteError, PyMongoError

from subscriptions_svc.log.bounds.store import BoundsStore
from subscriptions_svc.log.former.store import name_readers
from subscriptions_svc.log.model import Arrival, Entry, Gap, Reader, Tail, Wanted, is_late, narrowed_by

DUPLICATE = 11_000
ROLES = r"members\.role-(granted|revoked)\.v1$"
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in order, and the position up to which nothing else is wanted; whether they were read from the database."""

    entries: Sequence[Entry]
    through: int
    stored: bool = False


class LogStore:
    """The log of all events, and in memory its newest part."""

    def __init__(self, database: Database) -> None:
        self._log: Collection = database["log"]
        self.bounds = BoundsStore(database)
        self._tail = Tail()
        self._appending = asyncio.Lock()
        self._bell = asyncio.Event()
        self._last: int | None = None

    async def open(self) -> None:
        """Make the indexes, let entries from before have their readers, and find the end."""
        await ensure_indexes(
            self._log,
            IndexModel([("event_id", ASCENDING)], name="event", unique=True),
            IndexModel([("readers", ASCENDING), ("_id", ASCENDING)], name="by_reader"),
            IndexModel([("type", ASCENDING), ("readers", ASCENDING), ("_id", ASCENDING)], name="by_type"),
            IndexModel([("appended_at", ASCENDING), ("_id", ASCENDING)], name="by_time"),
            IndexModel([("record", ASCENDING), ("_id", ASCENDING)], name="by_record"),
            IndexModel([("pending", ASCENDING)], name="pending", sparse=True),
        )
        await name_readers(self._log)
        await self._narrow()
        self._tail.begin(await self.last())

    # ---- writing ----

    async def append(self, arrivals: Sequence[Arrival]) -> None:
        """Put events at the end, each once, at the next positions. Another writer only makes this one look again where the end is."""
        async with self._appending:
            waiting = _first_of_each(arrivals)
            try:
                while waiting:
                    waiting = await self._append_some(waiting)
            except BaseException:
                self._last = None
                raise
            if any(arrival.narrows for arrival in arrivals):
                await self._narrow()

    async def _narrow(self) -> None:
        """Leave what was told of a record before it narrowed to those who may still read it; a crash half way is made good here."""
        with driver_errors():
            async for end in self._log.find({"pending": True}, {"record": 1, "subject": 1, "narrows": 1}).sort("_id", ASCENDING):
                later = {"narrowed_by": {"$not": {"$gt": end["_id"]}}}
                change = {"$set": {"remaining": end["narrows"], "narrowed_by": end["_id"]}}
                earlier = {**narrowed_by(end["record"], end["subject"]), "_id": {"$lt": end["_id"]}, **later}
                await self._log.update_many(earlier, change)
                await self._log.update_one({"_id": end["_id"]}, {"$unset": {"pending": ""}})

    async def _append_some(self, waiting: Sequence[Arrival]) -> list[Arrival]:
        """Write as many as go; those that are left."""
        last = await self.last() if self._last is None else self._last
        entries = [arrival.at(last + number) for number, arrival in enumerate(waiting, 1)]
        written, left = len(entries), []
        try:
            with driver_errors():
                await self._log.insert_many([_document(entry) for entry in entries], ordered=True)
        except BulkWriteError as error:
            written, left = await self._after_conflict(error, waiting)
        self._last = None if left and self._last is None else last + written
        self._add(entries[:written])
        return left

    async def _after_conflict(self, error: BulkWriteError, waiting: Sequence[Arrival]) -> tuple[int, list[Arrival]]:
        """How many went in, and which still have to."""
        faults = (error.details or {}).get("writeErrors") or []
        if not faults or faults[0]["code"] != DUPLICATE:
            raise error
        written = faults[0]["index"]
        left = list(waiting[written:])
        if "event_id" in faults[0]["keyPattern"]:
            known = await self._known([arrival.envelope.id for arrival in left])
            return written, [arrival for arrival in left if arrival.envelope.id not in known]
        await asyncio.sleep(0.002)  # another writer's entry is there, but perhaps not yet for a majority
        self._last = None
        return written, left

    async def _known(self, ids: Sequence[str]) -> set[str]:
        with driver_errors():
            return {found["event_id"] async for found in self._log.find({"event_id": {"$in": list(ids)}}, {"event_id": 1})}

    def _add(self, entries: Sequence[Entry]) -> None:
        self._tail.add(entries)
        self._ring()

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    # ---- reading ----

    async def page(self, after: int, wanted: Wanted, *, limit: int, until: int | None = None) -> Page:
        """What this reader may read and wants behind a position; from memory where it is held there."""
        recent = self._tail.since(after)
        if recent is None:
            return await self._stored_page(after, wanted, limit, until)
        found: list[Entry] = []
        for entry in recent:
            if until is not None and entry.position > until:
                break
            if _is_wanted(entry, wanted):
                found.append(entry)
                if len(found) == limit:
                    return Page(found, entry.position)
        return Page(found, max(after, self._tail.last if until is None else until))

    async def _stored_page(self, after: int, wanted: Wanted, limit: int, until: int | None) -> Page:
        end = await self.last() if until is None else until
        query = {"_id": {"$gt": after, "$lte": end}, **visible_to(wanted.reader), **_narrowed(wanted)}
        with driver_errors():
            rows = await self._log.find(query).sort("_id", ASCENDING).limit(limit).to_list(None)
        return Page(readable(rows, _entry), rows[-1]["_id"] if len(rows) == limit else max(after, end), stored=True)

    async def get(self, position: int, reader: Reader) -> Entry | None:
        """The entry at a position, if this reader may read it."""
        with driver_errors():
            found = await self._log.find_one({"_id": position, **visible_to(reader)})
        return _entry(found) if found else None

    async def roles_of(self, person: str) -> list[Grant] | None:
        """What a person holds by the last event that said so; None when none did."""
        query = {"type": {"$regex": ROLES}, "person": person}
        with driver_errors():
            found = await self._log.find_one(query, {"body": 1}, sort=[("_id", DESCENDING)])
        return [Grant(held["role"], held["scope"]) for held in json.loads(found["body"])["data"]["left"]] if found else None

    async def count(self, after: int, until: int, wanted: Wanted, *, most: int) -> int:
        """How many entries a reader would get, counted no further than `most`."""
        query = {"_id": {"$gt": after, "$lte": until}, **visible_to(wanted.reader), **_narrowed(wanted)}
        with driver_errors():
            return await self._log.count_documents(query, limit=most)

    async def before(self, instant: datetime) -> int:
        """The position behind which everything recorded at or after an instant stands."""
        order = [("appended_at", ASCENDING), ("_id", ASCENDING)]
        with driver_errors():
            found = await self._log.find_one({"appended_at": {"$gte": instant}}, {"_id": 1}, sort=order)
        return found["_id"] - 1 if found else await self.last()

    @property
    def newest(self) -> int:
        """The last position this process has heard of; no later than `last`."""
        return self._tail.last

    async def last(self) -> int:
        """The last position; 0 while nothing was ever appended. An empty log ends where it was cut."""
        with driver_errors():
            found = await self._log.find_one({}, {"_id": 1}, sort=[("_id", DESCENDING)])
        return found["_id"] if found else await self.bounds.first() - 1

    async def gap(self, after: int, first: int) -> Gap | None:
        """Why one cannot go on behind a position; None when one can. `first` was asked after the entries were read: what a cut takes away
        lies below it."""
        if after < first - 1:
            return Gap("gone", first, max(self.newest, first - 1))
        if after > self.newest and after > (last := await self.last()):
            return Gap("ahead", first, last)
        return None

    # ---- keeping up ----

    async def wait(self, after: int, within: float) -> bool:
        """Return once there is something behind this position, or after so many seconds."""
        bell = self._bell
        if self._tail.last > after:
            return True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await bell.wait()
        return self._tail.last > after

    def since(self, after: int) -> Sequence[Entry] | None:
        """All entries behind a position, whoever may read them: for looking out for what concerns a reader, never to be told. None when
        not all of them are in memory."""
        return self._tail.since(after)

    async def follow(self, every: float) -> None:
        """Take in what other processes append, until cancelled; an outage only delays."""
        while True:
            with contextlib.suppress(PyMongoError):
                await self._catch_up()
            await asyncio.sleep(every)

    async def _catch_up(self) -> None:
        last = await self._log.find_one({}, {"_id": 1}, sort=[("_id", DESCENDING)])
        while last and last["_id"] > self._tail.last:
            found = self._log.find({"_id": {"$gt": self._tail.last}}).sort("_id", ASCENDING).limit(AT_ONCE)
            self._add([_entry_or_nothing(one) async for one in found])


def _first_of_each(arrivals: Sequence[Arrival]) -> list[Arrival]:
    first: dict[str, Arrival] = {}
    for arrival in arrivals:
        first.setdefault(arrival.envelope.id, arrival)
    return list(first.values())


def visible_to(reader: Reader) -> Document:
    """The condition every read carries."""
    held = sorted(reader.terms)
    return {"readers": {"$in": held}, "remaining": {"$in": [None, *held]}}


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    """The same for an entry in memory."""
    asked = (
        (not wanted.types or entry.type in wanted.types) and wanted.entity in (None, entry.entity) and wanted.theme in (None, entry.theme)
    )
    return asked and wanted.reader.may_read(entry.readers, entry.remaining)


def _narrowed(wanted: Wanted) -> Document:
    asked = {"type": {"$in": sorted(wanted.types)} if wanted.types else None, "entity": wanted.entity, "theme": wanted.theme}
    return {name: value for name, value in asked.items() if value is not None}


def _document(entry: Entry) -> Document:
    names = ("event_id", "type", "subject", "at", "entity", "theme", "person", "body", "record")
    plain = {name: getattr(entry, name) for name in names}
    appended_at = now()
    late = {"late": True} if is_late(entry.at, appended_at) else {}
    narrowing = {} if entry.narrows is None else {"narrows": list(entry.narrows), "pending": True}
    return {
        "_id": entry.position,
        **plain,
        "readers": list(entry.readers),
        "carrier": dict(entry.carrier),
        "appended_at": appended_at,
        **late,
        **narrowing,
    }


def _entry_or_nothing(document: Document) -> Entry:
    """The entry; in the place of one that cannot be read, one that nobody reads: positions have no gap."""
    nothing = Entry(document["_id"], "", "", "", now(), (), None, None, None, "")
    return next(iter(readable([document], _entry)), nothing)


def _entry(document: Mapping[str, Any]) -> Entry:
    names = ("event_id", "type", "subject", "at", "entity", "theme", "person", "body", "carrier", "record")
    if not document["body"].startswith("{"):
        raise ValueError("the event is no object")
    narrows, remaining = (tuple(document[name]) if document.get(name) else None for name in ("narrows", "remaining"))
    plain = {name: document[name] for name in names if name in document}
    return Entry(position=document["_id"], readers=tuple(document["readers"]), narrows=narrows, remaining=remaining, **plain)
