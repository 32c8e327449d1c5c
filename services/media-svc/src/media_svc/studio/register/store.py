"""The register in Mongo: who may see an entry is decided by whether a released photo shows it, in the commands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from chassis.cursors import Cursors
from chassis.errors import StaleVersion
from chassis.event import Fact
from chassis.idempotency import fingerprint, refuse_another_request
from chassis.mongo import Database, Document, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from media_svc.amendments.model import Amendments
from media_svc.lists.store import page, readable
from media_svc.model import Bi
from media_svc.repeats.model import made_by_this_request
from media_svc.studio.register.model import DatedTitle, Occasion, RegisteredPerson

MOST_PERSONS: Final = 200
_AMENDMENTS: Final = TypeAdapter(Amendments)


class RegisterStore:
    """Occasions and persons."""

    def __init__(self, outbox: Outbox, database: Database, cursors: Cursors) -> None:
        self._outbox, self._occasions, self._persons = outbox, outbox.collection, database["photo_people"]
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes. Occasions that were entered before they had versions are of the first one."""
        newest = IndexModel([("starts_on", DESCENDING), ("_id", DESCENDING)], name="newest")
        untold = IndexModel([("untold", ASCENDING)], name="untold", sparse=True)
        await ensure_indexes(self._occasions, newest, untold, outbox=True)
        with driver_errors():
            await self._occasions.update_many({"version": {"$exists": False}}, {"$set": {"version": 1, "outbox": [], "seen": []}})

    async def add_occasion(self, occasion: Occasion) -> Occasion:
        """A new occasion; the same id again gives what is there."""
        try:
            await self._outbox.insert({"_id": occasion.id, "version": 1, **_occasion_fields(occasion)}, None)
        except AlreadyExists:
            return await self.occasion(occasion.id) or occasion
        return occasion

    async def save_occasion(self, occasion: Occasion, fact: Fact | None, *, expected: int) -> Occasion:
        """The changed occasion with its new version. Raises StaleVersion."""
        fields = _occasion_fields(occasion)
        return replace(occasion, version=await self._outbox.update(occasion.id, expected=expected, changes=fields, fact=fact))

    async def remove_occasion(self, occasion: Occasion, *, expected: int) -> None:
        """Delete an occasion. Raises StaleVersion, also while something it announced is on its way."""
        unsaid = {"_id": occasion.id, "version": expected, "outbox.0": {"$exists": False}}
        with driver_errors():
            gone = await self._occasions.delete_one(unsaid)
        if not gone.deleted_count:
            raise StaleVersion

    async def untold_occasions(self, limit: int = 20) -> list[Occasion]:
        """Those whose photos do not have their present title yet."""
        with driver_errors():
            found = await self._occasions.find({"untold": True}).limit(limit).to_list(limit)
        return readable(found, _occasion_from)

    async def told(self, occasion: Occasion) -> None:
        """Its photos have the title of this version of it."""
        with driver_errors():
            await self._occasions.update_one({"_id": occasion.id, "version": occasion.version}, {"$unset": {"untold": ""}})

    async def occasion(self, id_: str) -> Occasion | None:
        """One of them."""
        with driver_errors():
            found = await self._occasions.find_one({"_id": id_})
        return _occasion_from(found) if found else None

    async def occasions(self, *, reader: str, limit: int, cursor: str | None) -> tuple[list[Occasion], str | None]:
        """A page of all of them, the latest first. Raises InvalidCursor."""
        scope, order = (reader, "occasions"), [("starts_on", DESCENDING), ("_id", DESCENDING)]

        async def fetch(after: Sequence[Any] | None, count: int) -> list[Document]:
            behind = {"$or": [{"starts_on": {"$lt": after[0]}}, {"starts_on": after[0], "_id": {"$lt": after[1]}}]} if after else {}
            with driver_errors():
                return await self._occasions.find(behind).sort(order).limit(count).to_list(count)

        found = await page(fetch, _occasion_from, "starts_on", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return found[:limit], self._cursors.sign((_text(last.starts_on), last.id), scope=scope) if last else None

    async def add_person(self, person: RegisteredPerson) -> RegisteredPerson:
        """A new person; the same request again gives who is there. Raises AlreadyExists, IdempotencyKeyReused."""
        try:
            with driver_errors():
                await self._persons.insert_one({"_id": person.key, "version": 1, **_person_fields(person), **fingerprint()})
        except DuplicateKeyError as error:
            with driver_errors():
                found = await self._persons.find_one({"_id": person.key})
            refuse_another_request(found)
            if found is None or not made_by_this_request(found):
                raise AlreadyExists(field="key") from error
            return _person_from(found)
        return person

    async def save_person(self, person: RegisteredPerson, *, expected: int) -> int:
        """The new version. Raises StaleVersion."""
        change: Document = {"$set": {**_person_fields(person), "version": expected + 1}}
        with driver_errors():
            result = await self._persons.update_one({"_id": person.key, "version": expected}, change)
        if not result.matched_count:
            raise StaleVersion
        return expected + 1

    async def remove_person(self, key: str, *, expected: int) -> None:
        """Delete a person. Raises StaleVersion."""
        with driver_errors():
            gone = await self._persons.delete_one({"_id": key, "version": expected})
        if not gone.deleted_count:
            raise StaleVersion

    async def persons(self, keys: Sequence[str] | None = None) -> list[RegisteredPerson]:
        """Those with these keys, or all of them (there are some dozens), by key."""
        query: dict[str, Any] = {} if keys is None else {"_id": {"$in": list(keys)}}
        with driver_errors():
            found = await self._persons.find(query).sort("_id", 1).limit(MOST_PERSONS).to_list(MOST_PERSONS)
        return readable(found, _person_from)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()


def _person_fields(person: RegisteredPerson) -> Document:
    titles = [{"title": one.title._asdict(), "since": _text(one.since), "until": _text(one.until)} for one in person.titles]
    return {"name": person.name._asdict(), "titles": titles}


def _person_from(found: Document) -> RegisteredPerson:
    titles = tuple(
        DatedTitle(Bi(**one["title"]), _day(one["since"]), _day(one["until"]) if one["until"] else None) for one in found["titles"]
    )
    return RegisteredPerson(found["_id"], Bi(**found["name"]), titles, found["version"])


def _occasion_fields(occasion: Occasion) -> Document:
    return {
        "title": occasion.title._asdict(),
        "place": occasion.place._asdict(),
        "starts_on": _text(occasion.starts_on),
        "ends_on": _text(occasion.ends_on),
        "amendments": _AMENDMENTS.dump_python(occasion.amendments, mode="json"),
        **({"untold": True} if occasion.untold else {}),
    }


def _occasion_from(found: Document) -> Occasion:
    return Occasion(
        found["_id"],
        Bi(**found["title"]),
        Bi(**found["place"]),
        _day(found["starts_on"]),
        _day(found["ends_on"]),
        _AMENDMENTS.validate_python(found.get("amendments", ())),
        found.get("untold", False),
        found["version"],
    )
