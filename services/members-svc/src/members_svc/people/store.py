"""People in Mongo, with their seats and roles. `found_by` is what a card is found by, `besides` the part of it that is not
the name, `pairs` any two words of the name, `order_*` where it stands in lists."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any, Final

from chassis.arabic import normalise
from chassis.clock import DUBAI, dubai_day
from chassis.errors import Language, StaleVersion, Text
from chassis.event import Fact
from chassis.mongo import Collection, Document, count_some, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from pymongo import IndexModel

from members_svc.directory.model import Narrowing, besides, found_by, pair_of, pairs, quarter_start, terms
from members_svc.entities.store import behind_of
from members_svc.errors import PersonNotFound
from members_svc.people.model import Card, Change, Contact, EntityRef, Person, Report, Role, Seat

FEW: Final = 2500


class PeopleStore:
    """The directory. Every member sees every card; which of its fields is said in the model and kept by schemas.py."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._people: Collection = outbox.collection

    async def open(self) -> None:
        """Make the indexes."""
        ordered = [IndexModel([(f"order_{language}", 1), ("_id", 1)], name=f"order-{language}") for language in ("ar", "en")]
        paths = ("found_by", "besides", "pairs", "entity.code", "roles.scope", "confirmed_at")
        confirmed = IndexModel([("entity.code", 1), ("confirmed_at", 1)], name="entity-confirmed")
        await ensure_indexes(self._people, *(IndexModel(path, name=path) for path in paths), confirmed, *ordered, outbox=True)
        await self._index_cards_of_before()

    async def _index_cards_of_before(self) -> None:
        """What a card is found by follows from it: cards written before this was so are given it. No new version, nothing is told."""
        with driver_errors():
            async for document in self._people.find({"pairs": None}):
                words = _words_of(person_from(document))
                await self._people.update_one({"_id": document["_id"], "version": document["version"]}, {"$set": words})

    async def add(self, person: Person, fact: Fact | None) -> Person:
        """Write a new person; what the same request made before is given back."""
        try:
            await self._outbox.insert({"_id": person.id, **fields_of(person)}, fact)
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
        return await self._outbox.update(person.id, expected=expected, changes=fields_of(person), fact=fact)

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
        self, narrowed: Narrowing, *, language: Language, behind: Sequence[Any] | None, limit: int, at: datetime
    ) -> list[Person]:
        """Up to `limit` people by name in the reader's language, behind the sort values given."""
        order = f"order_{language}"
        asked = wanted_of(narrowed, at)
        with driver_errors():
            pair = await self._paired(narrowed)
            conditions = [*pair, *asked, *behind_of(order, behind)]
            wanted: Document = {"$and": conditions} if conditions else {}
            walk = self._people.find(wanted).sort([(order, 1), ("_id", 1)]).limit(limit)
            if road := "pairs" if pair else await self._road(asked, f"order-{language}"):
                walk = walk.hint(road)
            documents = await walk.to_list(limit)
        return [person_from(document) for document in documents]

    async def count(self, narrowed: Narrowing, at: datetime) -> int:
        """How many there are of them, see `count_some`."""
        asked = wanted_of(narrowed, at)
        return await count_some(self._people, {"$and": asked} if asked else {})

    async def _paired(self, narrowed: Narrowing) -> list[Document]:
        """Where to look for two names; nowhere in particular when one of them is a word of somebody's post, entity or expertise too."""
        if not (found := pair_of(terms(narrowed.q or ""))):
            return []
        *asked, begins = found
        elsewhere = (self._people.count_documents(_begins("besides", term.word), limit=1) for term in asked)
        return [] if any(await asyncio.gather(*elsewhere)) else [_begins("pairs", begins)]

    async def _road(self, asked: Sequence[Document], in_order: str) -> str | None:
        """Which index to walk when several things are asked: the words when one of them alone leaves few, who are then sorted; the order
        when both of two leave many, for some who fit both are soon met. Left alone, Mongo takes the road that was good for other words
        of the same shape. None = let it try, which is best for one thing and for many common ones.
        """
        if len(asked) < 2:
            return None
        counts = await asyncio.gather(*(self._people.count_documents(one, limit=FEW) for one in asked))
        if min(counts) < FEW:
            return "found_by"
        return in_order if len(asked) == 2 else None

    async def confirmed(self, entity: str | None, *, since: date) -> tuple[int, int]:
        """How many people there are, and how many of their cards were confirmed since a day; in the network or in one entity."""
        here: Document = {"entity.code": entity} if entity else {}
        with driver_errors():
            there = self._people.count_documents(here) if entity else self._people.estimated_document_count()
            return await there, await self._people.count_documents({**here, "confirmed_at": {"$gte": _dawn(since)}})


def wanted_of(narrowed: Narrowing, at: datetime) -> list[Document]:
    """The conditions of a narrowed directory, all on indexes: tags and words are equal to, or begin, what a card is found by."""
    conditions: list[Document] = [{"found_by": {"$in": list(one)}} for one in narrowed.tags]
    conditions += [_like(term.word, term.spelling) for term in terms(narrowed.q or "")]
    if narrowed.confirmed is not None:
        since = {"$gte": _dawn(quarter_start(dubai_day(at)))}
        conditions.append({"confirmed_at": since if narrowed.confirmed else {"$not": since}})
    return conditions


def _like(word: str, spelling: str | None) -> Document:
    """A word that begins so; a Latin one may also be another spelling of a name. Ranges, for a pattern costs ten times as much."""
    begins = _begins("found_by", word)
    return {"$or": [begins, {"found_by": spelling}]} if spelling else begins


def _begins(path: str, beginning: str) -> Document:
    return {path: {"$elemMatch": {"$gte": beginning, "$lt": beginning + "\uffff"}}}


def _dawn(day: date) -> datetime:
    return datetime.combine(day, time(), DUBAI)


def place_of(person: Person, language: Language) -> list[str]:
    """The sort values of a person in this language."""
    return [normalise(getattr(person.card.name, language)), person.id]


def fields_of(person: Person) -> Document:
    """What is kept of a person beside the id and the outbox, with what it is found and ordered by."""
    card = person.card
    return {
        "name": card.name._asdict(),
        "initials": card.initials._asdict(),
        "languages": list(card.languages),
        "contact": asdict(card.contact),
        "honorific": _words(card.honorific),
        "expertise": list(card.expertise),
        "entity": {"code": person.entity.code, "name": person.entity.name._asdict()},
        "seats": [{**_flat(seat, "post", "entity", "kind", "tenure"), "title": seat.title._asdict()} for seat in person.seats],
        "roles": [_flat(role, "role", "scope", "through") for role in person.roles],
        "confirmed_at": person.confirmed_at,
        "reports": [{**_flat(one, "id", "by", "by_entity", "at", "words"), "by_name": _words(one.by_name)} for one in person.reports],
        **_words_of(person),
        "order_ar": normalise(card.name.ar),
        "order_en": normalise(card.name.en),
    }


def _words_of(person: Person) -> Document:
    return {"found_by": found_by(person), "besides": besides(person), "pairs": pairs(person)}


def _words(text: Text | None) -> Document | None:
    return text._asdict() if text else None


def _text(words: Document | None) -> Text | None:
    return Text(**words) if words else None


def _flat(value: object, *names: str) -> Document:
    return {name: getattr(value, name) for name in names}


def person_from(document: Document) -> Person:
    """The person in a document."""
    return Person(
        id=document["_id"],
        card=_card_from(document),
        entity=EntityRef(document["entity"]["code"], Text(**document["entity"]["name"])),
        seats=tuple(Seat(**{**seat, "title": Text(**seat["title"])}) for seat in document["seats"]),
        roles=tuple(Role(**role) for role in document["roles"]),
        confirmed_at=document["confirmed_at"],
        reports=tuple(Report(**{**one, "by_name": _text(one["by_name"])}) for one in document.get("reports", ())),
        version=document["version"],
    )


def _card_from(document: Document) -> Card:
    """The card in a document; what cards of before did not have is absent."""
    return Card(
        Text(**document["name"]),
        Text(**document["initials"]),
        tuple(document["languages"]),
        Contact(**document["contact"]),
        _text(document.get("honorific")),
        tuple(document.get("expertise", ())),
    )
