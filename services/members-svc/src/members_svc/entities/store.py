"""Entities in Mongo by code. `made_by` is the request that made it, `words` what it is found by, `order_*` where it stands in lists."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from chassis.arabic import EDITION, beginning, exactly, normalise, tokens
from chassis.errors import Language, StaleVersion, Text
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import AlreadyExists, Outbox
from chassis.reading import readable
from pymongo import IndexModel

from members_svc.entities.model import Amendment, Entity
from members_svc.errors import EntityCodeTaken, EntityNotFound
from members_svc.model import Placed, ranked_page


class EntityStore:
    """All entities, the ended ones too; every member of the network sees them."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._entities: Collection = outbox.collection

    async def open(self) -> None:
        """Make the indexes."""
        ordered = [IndexModel([(f"order_{language}", 1), ("_id", 1)], name=f"order-{language}") for language in ("ar", "en")]
        single = [IndexModel(path, name=path) for path in ("words", "parent", "sectors")]
        await ensure_indexes(self._entities, *single, *ordered, outbox=True)
        await renew_keys(self._entities, EDITION, _renewed)

    async def add(self, entity: Entity, fact: Fact | None, *, made_by: str) -> Entity:
        """Write a new entity; what the same request made before is given back. Raises EntityCodeTaken."""
        try:
            await self._outbox.insert({"_id": entity.code, "made_by": made_by, **_fields(entity)}, fact)
        except AlreadyExists as error:
            with driver_errors():
                found = await self._entities.find_one({"_id": entity.code, "made_by": made_by})
            if found is None:
                raise EntityCodeTaken(code=entity.code) from error
            return entity_from(found)
        return entity

    async def get(self, code: str, *, expected: int | None = None) -> Entity:
        """One entity. Raises EntityNotFound, and StaleVersion unless it is in the expected version."""
        with driver_errors():
            found = await self._entities.find_one({"_id": code})
        if found is None:
            raise EntityNotFound(code=code)
        if expected not in (None, found["version"]):
            raise StaleVersion
        return entity_from(found)

    async def save(self, entity: Entity, fact: Fact | None, *, expected: int) -> int:
        """Write the changed entity; its new version. Raises StaleVersion, OutboxFull."""
        return await self._outbox.update(entity.code, expected=expected, changes=_fields(entity), fact=fact)

    async def ancestors(self, parent: str | None) -> list[str]:
        """The parent and those above it, nearest first. Raises EntityNotFound."""
        found: list[str] = []
        while parent is not None and parent not in found:
            found.append(parent)
            parent = (await self.get(parent)).parent
        return found

    async def find(
        self, *, q: str | None = None, narrowed: Mapping[str, str | None], language: Language, behind: Sequence[Any] | None, limit: int
    ) -> list[Placed[Entity]]:
        """Up to `limit` entities behind the sort values given: those whose words are what is asked for, then those whose words begin so;
        each by name in the reader's language.

        `narrowed`: what must be so, by field (kind, status, parent, sectors); None does not narrow.
        """
        order = f"order_{language}"
        kept = {name: value for name, value in narrowed.items() if value}

        def fetch_of(matching: Sequence[Document]) -> Callable[[Sequence[Any] | None, int], Awaitable[list[Document]]]:
            async def fetch(after: Sequence[Any] | None, most: int) -> list[Document]:
                conditions = [*matching, *behind_of(order, after)]
                wanted: Document = ({"$and": conditions} if conditions else {}) | kept
                with driver_errors():
                    return await self._entities.find(wanted).sort([(order, 1), ("_id", 1)]).limit(most).to_list(most)

            return fetch

        exact, begun = exactly(q), beginning(q)
        conditions = [exact, [*begun, {"$nor": [{"$and": exact}]}]] if exact else [begun]
        ranks = [(rank, fetch_of(matching)) for rank, matching in enumerate(conditions)]
        return await ranked_page(ranks, entity_from, lambda document: [document[order], document["_id"]], behind=behind, limit=limit)

    async def named(self, codes: Iterable[str]) -> dict[str, Text]:
        """The names of those of the entities that are known."""
        with driver_errors():
            found = await self._entities.find({"_id": {"$in": list(set(codes))}}, {"name": 1}).to_list(None)
        return {document["_id"]: Text(**document["name"]) for document in found}

    async def codes_in(self, sector: str) -> list[str]:
        """Codes of the entities that work in a sector."""
        with driver_errors():
            found = await self._entities.find({"sectors": sector}, {"_id": 1}).to_list(None)
        return [document["_id"] for document in found]


def behind_of(order: str, behind: Sequence[Any] | None) -> list[Document]:
    """What comes after these sort values: first what bounds the index, then the exact place."""
    if not behind:
        return []
    return [{order: {"$gte": behind[0]}}, {"$or": [{order: {"$gt": behind[0]}}, {"_id": {"$gt": behind[1]}}]}]


def _fields(entity: Entity) -> Document:
    return {
        "name": entity.name._asdict(),
        "kind": entity.kind,
        "parent": entity.parent,
        "sectors": list(entity.sectors),
        "status": entity.status,
        "merged_into": entity.merged_into,
        "valid_from": entity.valid_from.isoformat(),
        "valid_to": entity.valid_to.isoformat() if entity.valid_to else None,
        "amendments": [{**asdict(one), "valid_to": one.valid_to.isoformat() if one.valid_to else None} for one in entity.amendments],
        "former_names": [name._asdict() for name in entity.former_names],
        **_keys_of(entity),
    }


def _keys_of(entity: Entity) -> Document:
    said = " ".join([entity.code, *(text for name in (entity.name, *entity.former_names) for text in name)])
    return {"words": tokens(said), "order_ar": normalise(entity.name.ar), "order_en": normalise(entity.name.en)}


async def _renewed(document: Document) -> Document:
    return _keys_of(entity_from(document))


def entity_from(document: Document) -> Entity:
    """The entity in a document."""
    return Entity(
        code=document["_id"],
        name=Text(**document["name"]),
        kind=document["kind"],
        valid_from=date.fromisoformat(document["valid_from"]),
        parent=document["parent"],
        sectors=tuple(document["sectors"]),
        status=document["status"],
        merged_into=document["merged_into"],
        valid_to=date.fromisoformat(document["valid_to"]) if document["valid_to"] else None,
        amendments=tuple(readable(document.get("amendments") or (), _amendment_from)),
        former_names=tuple(readable(document.get("former_names") or (), lambda name: Text(**name))),
        version=document["version"],
    )


def _amendment_from(fields: Document) -> Amendment:
    return Amendment(**{**fields, "valid_to": date.fromisoformat(fields["valid_to"]) if fields["valid_to"] else None})
