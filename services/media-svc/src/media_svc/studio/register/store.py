"""The register in Mongo: who may see an entry is decided by whether a released photo shows it, in the commands."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from chassis.cursors import Cursors
from chassis.errors import StaleVersion
from chassis.idempotency import fingerprint, refuse_another_request
from chassis.mongo import Database, Document, driver_errors, ensure_indexes
from pymongo import DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from media_svc.model import Bi
from media_svc.studio.register.model import DatedTitle, Occasion, RegisteredPerson

MOST_PERSONS: Final = 200


class RegisterStore:
    """Occasions and persons."""

    def __init__(self, database: Database, cursors: Cursors) -> None:
        self._occasions, self._persons = database["photo_occasions"], database["photo_people"]
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(self._occasions, IndexModel([("starts_on", DESCENDING), ("_id", DESCENDING)], name="newest"))

    async def add_occasion(self, occasion: Occasion) -> Occasion:
        """A new occasion; the same id again gives what is there."""
        fields = asdict(occasion)
        document = {"_id": fields.pop("id"), **fields, "title": occasion.title._asdict(), "place": occasion.place._asdict()}
        document |= {name: _text(document[name]) for name in ("starts_on", "ends_on")}
        try:
            with driver_errors():
                await self._occasions.insert_one({**document, **fingerprint()})
        except DuplicateKeyError:
            with driver_errors():
                refuse_another_request(await self._occasions.find_one({"_id": occasion.id}))
            return await self.occasion(occasion.id) or occasion
        return occasion

    async def occasion(self, id_: str) -> Occasion | None:
        """One of them."""
        with driver_errors():
            found = await self._occasions.find_one({"_id": id_})
        return _occasion_from(found) if found else None

    async def occasions(self, *, reader: str, limit: int, cursor: str | None) -> tuple[list[Occasion], str | None]:
        """A page of all of them, the latest first. Raises InvalidCursor."""
        after = self._cursors.read(cursor, scope=(reader, "occasions"))
        behind = {"$or": [{"starts_on": {"$lt": after[0]}}, {"starts_on": after[0], "_id": {"$lt": after[1]}}]} if after else {}
        order = [("starts_on", DESCENDING), ("_id", DESCENDING)]
        with driver_errors():
            found = await self._occasions.find(behind).sort(order).limit(limit + 1).to_list(limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        following = self._cursors.sign((last["starts_on"], last["_id"]), scope=(reader, "occasions")) if last else None
        return [_occasion_from(one) for one in found[:limit]], following

    async def add_person(self, person: RegisteredPerson) -> bool:
        """A new person; False = the key is taken."""
        try:
            with driver_errors():
                await self._persons.insert_one({"_id": person.key, "version": 1, **_person_fields(person)})
        except DuplicateKeyError:
            return False
        return True

    async def save_person(self, person: RegisteredPerson, *, expected: int) -> int:
        """The new version. Raises StaleVersion."""
        change: Document = {"$set": {**_person_fields(person), "version": expected + 1}}
        with driver_errors():
            result = await self._persons.update_one({"_id": person.key, "version": expected}, change)
        if not result.matched_count:
            raise StaleVersion
        return expected + 1

    async def persons(self, keys: Sequence[str] | None = None) -> list[RegisteredPerson]:
        """Those with these keys, or all of them (there are some dozens), by key."""
        query: dict[str, Any] = {} if keys is None else {"_id": {"$in": list(keys)}}
        with driver_errors():
            found = await self._persons.find(query).sort("_id", 1).limit(MOST_PERSONS).to_list(MOST_PERSONS)
        return [_person_from(one) for one in found]


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


def _occasion_from(found: Document) -> Occasion:
    days = (_day(found["starts_on"]), _day(found["ends_on"]))
    return Occasion(found["_id"], Bi(**found["title"]), Bi(**found["place"]), *days)
