"""People in Mongo, with their seats and roles. `words` is what a card is found by, `order_*` where it stands in lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from chassis.arabic import normalise, tokens
from chassis.errors import Language, StaleVersion, Text
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from pymongo import IndexModel

from members_svc.entities.store import behind_of, matching
from members_svc.errors import PersonNotFound
from members_svc.people.model import Card, Change, Contact, EntityRef, Person, Role, Seat


class PeopleStore:
    """The directory. Every member sees every card; which of its fields is said in the model and kept by schemas.py."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._people: Collection = outbox.collection

    async def open(self) -> None:
        """Make the indexes."""
        ordered = [IndexModel([(f"order_{language}", 1), ("_id", 1)], name=f"order-{language}") for language in ("ar", "en")]
        single = [IndexModel(path, name=path) for path in ("words", "entity.code", "seats.entity", "roles.scope")]
        await ensure_indexes(self._people, *single, *ordered, outbox=True)

    async def add(self, person: Person, fact: Fact | None) -> Person:
        """Write a new person; what the same request made before is given back."""
        try:
            await self._outbox.insert({"_id": person.id, **_fields(person)}, fact)
        except AlreadyExists:
            return await self.get(person.id)
        return person

    async def get(self, id_: str, *, expected: int | None = None) -> Person:
        """One person. Raises PersonNotFound, and StaleVersion unless it is in the expected version."""
        with driver_errors():
            found = await self._people.find_one({"_id": id_})
        if found is None:
            raise PersonNotFound
        if expected not in (None, found["version"]):
            raise StaleVersion
        return person_from(found)

    async def named(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those of the ids that are known."""
        with driver_errors():
            found = await self._people.find({"_id": {"$in": list(set(ids))}}).to_list(None)
        return {document["_id"]: person_from(document) for document in found}

    async def save(self, person: Person, fact: Fact | None, *, expected: int) -> int:
        """Write the changed person; the new version. Raises StaleVersion, OutboxFull."""
        return await self._outbox.update(person.id, expected=expected, changes=_fields(person), fact=fact)

    async def alter(self, id_: str, change: Callable[[Person], Change]) -> None:
        """Decide on the present state until nobody wrote in between; no write when nothing changes. Raises what `change` raises."""
        while True:
            person = await self.get(id_)
            changed, fact = change(person)
            if changed == person:
                return
            try:
                await self.save(changed, fact, expected=person.version)
            except StaleVersion:
                continue
            return

    async def concerned_by(self, entity: str) -> list[str]:
        """Ids of those who work in an entity or hold a role in it."""
        with driver_errors():
            found = await self._people.find({"$or": [{"entity.code": entity}, {"roles.scope": entity}]}, {"_id": 1}).to_list(None)
        return [document["_id"] for document in found]

    async def find(
        self, *, q: str | None, entity: str | None, language: Language, behind: Sequence[Any] | None, limit: int
    ) -> list[Person]:
        """Up to `limit` people by name in the reader's language, behind the sort values given."""
        order = f"order_{language}"
        conditions = [*matching(q), *behind_of(order, behind)]
        if entity:
            conditions.append({"$or": [{"entity.code": entity}, {"seats.entity": entity}]})
        wanted: Document = {"$and": conditions} if conditions else {}
        with driver_errors():
            documents = await self._people.find(wanted).sort([(order, 1), ("_id", 1)]).limit(limit).to_list(limit)
        return [person_from(document) for document in documents]


def place_of(person: Person, language: Language) -> list[str]:
    """The sort values of a person in this language."""
    return [normalise(getattr(person.card.name, language)), person.id]


def _fields(person: Person) -> Document:
    card = person.card
    return {
        "name": card.name._asdict(),
        "initials": card.initials._asdict(),
        "languages": list(card.languages),
        "contact": asdict(card.contact),
        "entity": {"code": person.entity.code, "name": person.entity.name._asdict()},
        "seats": [{**_flat(seat, "post", "entity", "kind", "tenure"), "title": seat.title._asdict()} for seat in person.seats],
        "roles": [_flat(role, "role", "scope", "through") for role in person.roles],
        "confirmed_at": person.confirmed_at,
        "words": _words(person),
        "order_ar": normalise(card.name.ar),
        "order_en": normalise(card.name.en),
    }


def _flat(value: object, *names: str) -> Document:
    return {name: getattr(value, name) for name in names}


def _words(person: Person) -> list[str]:
    """A card is found by its name, its posts and its entity."""
    texts = [person.card.name, person.entity.name, *(seat.title for seat in person.seats)]
    return tokens(" ".join([person.entity.code, *(text.ar for text in texts), *(text.en for text in texts)]))


def person_from(document: Document) -> Person:
    """The person in a document."""
    card = Card(
        Text(**document["name"]), Text(**document["initials"]), tuple(document["languages"]), Contact(**document["contact"])
    )  # fmt: skip
    return Person(
        id=document["_id"],
        card=card,
        entity=EntityRef(document["entity"]["code"], Text(**document["entity"]["name"])),
        seats=tuple(Seat(**{**seat, "title": Text(**seat["title"])}) for seat in document["seats"]),
        roles=tuple(Role(**role) for role in document["roles"]),
        confirmed_at=document["confirmed_at"],
        version=document["version"],
    )
