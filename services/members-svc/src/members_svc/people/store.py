"""People in Mongo, with their seats and roles. `found_by` is what a card is found by, `order_*` where it stands in lists;
a collection beside them keeps every word that some card was ever found by."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import isqrt
from typing import Any, Final

from chassis.arabic import EDITION, begins
from chassis.clock import DUBAI, dubai_day
from chassis.errors import Language, StaleVersion
from chassis.event import Fact
from chassis.mongo import Collection, Document, count_some, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import AlreadyExists, Outbox
from chassis.reading import readable
from pymongo import IndexModel, UpdateOne
from pymongo.errors import DuplicateKeyError

from members_svc.directory.model import Narrowing, Rank, Term, Word, choice_of, chosen, fewest, quarter_start, terms, words_of
from members_svc.directory.store import fields_of, keys_of, person_from
from members_svc.entities.store import behind_of
from members_svc.errors import PersonNotFound
from members_svc.model import Placed, ranked_page
from members_svc.people.model import Change, Person

MOST_VALUES: Final = 100
_RANKS: Final[tuple[Rank, ...]] = (0, 1, 2)
WRITTEN_WITHIN: Final = timedelta(minutes=1)  # then a card that claimed an address is there, or never will be


@dataclass(frozen=True, slots=True)
class _Asked:
    """`words`: the conditions of words and tags alone; `whole`: some of them names whole ones; `begun`: words of each term that only gives
    the beginning of very many."""

    conditions: list[Document]
    words: list[Document]
    whole: bool
    begun: Sequence[Sequence[str]]


class PeopleStore:
    """The directory. Every member sees every card; which of its fields is said in the model and kept by schemas.py."""

    def __init__(self, outbox: Outbox, words: Collection) -> None:
        self._outbox = outbox
        self._people: Collection = outbox.collection
        self._words = words
        self._addresses: Collection = self._people.database["addresses"]

    async def open(self) -> None:
        """Make the indexes."""
        orders = [(language, [(f"order_{language}", 1), ("_id", 1)]) for language in ("ar", "en")]
        ordered = [IndexModel(order, name=f"order-{language}") for language, order in orders]
        found = [IndexModel([("found_by", 1), *order], name=f"found_by-{language}") for language, order in orders]
        plain = [IndexModel(path, name=path) for path in ("entity.code", "roles.scope", "confirmed_at", "mail", "contact.email")]
        plain.append(IndexModel("removed", name="removed", sparse=True))
        confirmed = IndexModel([("entity.code", 1), ("confirmed_at", 1)], name="entity-confirmed")
        await ensure_indexes(self._words, IndexModel("spelling", name="spelling", sparse=True))
        await ensure_indexes(self._people, *ordered, *found, *plain, confirmed, outbox=True)
        await renew_keys(self._people, EDITION, self._keys_of)

    async def _keys_of(self, document: Document) -> Document:
        if "removed" in document:
            return {}
        person = person_from(document)
        await self._learn(person)
        return keys_of(person)

    async def _learn(self, person: Person) -> None:
        """Know the words of a card before it is written, for it is found by those that are known."""
        known = [UpdateOne({"_id": word.text}, _known_as(word), upsert=True) for word in words_of(person)]
        with driver_errors():
            await self._words.bulk_write(known, ordered=False)

    async def add(self, person: Person, fact: Fact | None) -> Person:
        """Write a new person; what the same request made before is given back."""
        await self._learn(person)
        try:
            await self._outbox.insert({"_id": person.id, **fields_of(person)}, fact)
        except AlreadyExists:
            return await self.get(person.id)
        return person

    async def get(self, id_: str, *, expected: int | None = None) -> Person:
        """One person. Raises PersonNotFound, and StaleVersion unless it is in the expected version."""
        with driver_errors():
            found = await self._people.find_one({"_id": id_})
        if found is None or "removed" in found:
            raise PersonNotFound
        if expected not in (None, found["version"]):
            raise StaleVersion
        return person_from(found)

    async def named(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those of the ids that are known."""
        with driver_errors():
            found = await self._people.find({"_id": {"$in": list(set(ids))}}).to_list(None)
        return {person.id: person for person in readable(found, person_from)}

    async def save(self, person: Person, fact: Fact | None, *, expected: int) -> int:
        """Write the changed person; the new version. Raises StaleVersion, OutboxFull."""
        await self._learn(person)
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

    async def remove(self, person: Person, fact: Fact, *, expected: int) -> None:
        """Forget a card; what is left of it goes once its end is told. Raises StaleVersion, OutboxFull."""
        await self._outbox.update(person.id, expected=expected, changes={"removed": True}, fact=fact, unset=list(fields_of(person)))

    async def purge(self) -> None:
        """Delete what is left of removed cards whose end is told."""
        with driver_errors():
            await self._people.delete_many({"removed": True, "outbox": []})

    async def uses_address(self, email: str, *, besides: str, entity: str) -> bool:
        """Whether a card of another entity has this address, given in its canonical form."""
        same: Document = {"$or": [{"mail": email}, {"contact.email": email}]}
        with driver_errors():
            found = await self._people.find_one({**same, "_id": {"$ne": besides}, "entity.code": {"$ne": entity}}, {"_id": 1})
        return found is not None

    async def claim_address(self, email: str, *, entity: str, at: datetime) -> bool:
        """Make an address in its canonical form, which no card of another entity has, the entity's own before a card with it is written.
        False = a card of another is being written with it at this moment: of two who ask at once one is told so."""
        mine: Document = {"$set": {"entity": entity, "at": at}}
        given_up: Document = {"at": {"$lte": at - WRITTEN_WITHIN}}
        for _ in range(2):  # two of one entity who ask at once both make it: the later one finds it made
            try:
                with driver_errors():
                    await self._addresses.update_one({"_id": email, "$or": [{"entity": entity}, given_up]}, mine, upsert=True)
            except DuplicateKeyError:
                continue
            return True
        return False

    async def concerned_by(self, entity: str) -> list[str]:
        """Ids of those who work in an entity or hold a role in it."""
        with driver_errors():
            found = await self._people.find({"$or": [{"entity.code": entity}, {"roles.scope": entity}]}, {"_id": 1}).to_list(None)
        return [document["_id"] for document in found]

    async def find(
        self, narrowed: Narrowing, *, language: Language, behind: Sequence[Any] | None, limit: int, at: datetime
    ) -> list[Placed[Person]]:
        """Up to `limit` people behind the sort values given: those whose words are what is asked for, then those whose words begin so, then
        those who are spelled otherwise; each by name in the reader's language."""
        order = f"order_{language}"

        def fetch_of(asked: _Asked) -> Callable[[Sequence[Any] | None, int], Awaitable[list[Document]]]:
            async def fetch(after: Sequence[Any] | None, most: int) -> list[Document]:
                conditions = [*asked.conditions, *(behind_of(order, after) or [{order: {"$gte": ""}}])]  # what is removed stands nowhere
                road = await self._road(asked, language, limit)
                with driver_errors():
                    walk = self._people.find({"$and": conditions}).sort([(order, 1), ("_id", 1)]).limit(most)
                    return await (walk.hint(road) if road else walk).to_list(most)

            return fetch

        ranks = [(rank, fetch_of(asked)) for rank, asked in await self._ranks(narrowed, at)]
        return await ranked_page(ranks, person_from, lambda one: [one[order], one["_id"]], behind=behind, limit=limit)

    async def count(self, narrowed: Narrowing, at: datetime) -> int:
        """How many there are of them, see `count_some`."""
        return await count_some(self._people, {"$and": [*await self.wanted(narrowed, at), {"order_ar": {"$gte": ""}}]})

    async def wanted(self, narrowed: Narrowing, at: datetime) -> list[Document]:
        """The conditions of a narrowed directory, all on indexes."""
        asked = terms(narrowed.q or "")
        return _asked(narrowed, asked, await self._known_of(asked), 2, at).conditions

    async def _ranks(self, narrowed: Narrowing, at: datetime) -> list[tuple[Rank, _Asked]]:
        """What to look for, best first: each rank leaves out what the one before found, and one that would find the same is none."""
        asked = terms(narrowed.q or "")
        if not asked:
            return [(2, _asked(narrowed, asked, [], 2, at))]
        known = await self._known_of(asked)
        found: list[tuple[Rank, _Asked]] = []
        answers = [[term.answered_by(words, rank) for term, words in zip(asked, known, strict=True)] for rank in _RANKS]
        for rank, words in zip(_RANKS, answers, strict=True):
            if all(words) and (not found or words != answers[found[-1][0]]):
                wanted = _asked(narrowed, asked, words, rank, at)
                better = [{"$nor": [{"$and": found[-1][1].words}]}] if found else []
                found.append((rank, replace(wanted, conditions=[*wanted.conditions, *better])))
        return found

    async def _known_of(self, asked: Sequence[Term]) -> list[list[Word]]:
        return list(await asyncio.gather(*(self._known(term) for term in asked)))

    async def _known(self, term: Term) -> list[Word]:
        """The known words that a term may stand for: those that begin so and, for a Latin name, its other spellings; some of too many.
        Asked for whole, the index gives the cards of all of them in the order of the page, however many there are."""
        begun: Document = {"$or": [{"_id": begins(form)} for form in term.forms]}
        asked = [begun, *([{"spelling": {"$in": sorted(term.spellings)}}] if term.spellings else [])]
        with driver_errors():
            found = [await self._words.find(one).sort("_id", 1).limit(MOST_VALUES + 1).to_list(None) for one in asked]
        words = {one["_id"]: one for some in reversed(found) for one in some}
        return [Word(text, one.get("spelling"), one.get("elsewhere", False)) for text, one in words.items()]

    async def _road(self, asked: _Asked, language: Language, limit: int) -> str | None:
        """Which index to walk: that of words and tags when some are asked for whole; for a mere beginning of very many words the page's
        order, in which some of many cards are soon met, unless its cards are so few that sorting them is less. None = Mongo's choice."""
        if asked.whole:
            return f"found_by-{language}"
        if not asked.begun:
            return None
        enough = isqrt(limit * await self._people.estimated_document_count())  # there both read the same number of cards
        counts = [self._people.count_documents({"found_by": {"$in": words}}, limit=enough + 1) for words in asked.begun]
        return f"order-{language}" if min(await asyncio.gather(*counts)) > enough else f"found_by-{language}"

    async def confirmed(self, entity: str | None, *, since: date) -> tuple[int, int]:
        """How many people there are, and how many of their cards were confirmed since a day; in the network or in one entity."""
        here: Document = {"entity.code": entity} if entity else {}
        with driver_errors():
            there = self._people.count_documents(here) if entity else self._people.estimated_document_count()
            return await there, await self._people.count_documents({**here, "confirmed_at": {"$gte": _dawn(since)}})


def _asked(narrowed: Narrowing, asked: Sequence[Term], known: Sequence[Sequence[Word]], rank: Rank, at: datetime) -> _Asked:
    """A card is found by one of each group of tags, and by each term, as well as this rank wants it."""
    pairs = list(zip(asked, known, strict=True))
    whole = [choice_of(words) for _, words in pairs if rank == 0 or len(words) <= MOST_VALUES]
    broad = [] if rank == 0 else [(term, words) for term, words in pairs if len(words) > MOST_VALUES]
    choices = fewest([*chosen(narrowed), *whole], MOST_VALUES)
    words: list[Document] = [{"found_by": {"$in": sorted(one)}} for one in choices] + [_begun(*one) for one in broad]
    conditions = list(words)
    if narrowed.q and narrowed.q.strip() and not asked:
        conditions.append({"found_by": {"$in": []}})  # signs without a letter or figure find nobody
    if narrowed.confirmed is not None:
        since = {"$gte": _dawn(quarter_start(dubai_day(at)))}
        conditions.append({"confirmed_at": since if narrowed.confirmed else {"$not": since}})
    return _Asked(conditions, words, whole=bool(choices), begun=[[word.text for word in words] for _, words in broad])


def _begun(term: Term, words: Sequence[Word]) -> Document:
    """A card holds a word that begins so, or one of the other spellings among these."""
    other = [word.text for word in words if not word.text.startswith(term.forms)]
    begun: list[Document] = [{"found_by": {"$elemMatch": begins(form)}} for form in term.forms]
    return {"$or": [*begun, *([{"found_by": {"$in": other}}] if other else [])]}


def _known_as(word: Word) -> Document:
    told = {name: value for name, value in (("spelling", word.spelling), ("elsewhere", word.elsewhere)) if value}
    return {"$set": told} if told else {"$setOnInsert": {}}


def _dawn(day: date) -> datetime:
    return datetime.combine(day, time(), DUBAI)
