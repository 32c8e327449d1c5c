"""Identities in Mongo, one document per entity. Before it is published only its makers see one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.errors import StaleVersion
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import Outbox
from pydantic import TypeAdapter
from pymongo import IndexModel

from media_svc.identities.errors import IdentityNotFound
from media_svc.identities.model import Identity
from media_svc.lists.store import page
from media_svc.policy import oversees, read_for
from media_svc.repeats.model import made_by_this_request

_RECORD: Final = TypeAdapter(Identity)
_SHOWN: Final = {"record": 1, "version": 1}


class IdentityStore:
    """The identities."""

    def __init__(self, outbox: Outbox, cursors: Cursors) -> None:
        self._identities: Collection = outbox.collection
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._identities,
            IndexModel([("published", 1), ("_id", 1)], name="published"),
            IndexModel([("record.logos.files.id", 1)], name="by_file", sparse=True),
            outbox=True,
        )

    async def add(self, identity: Identity) -> Identity:
        """A new identity. Raises AlreadyExists."""
        await self._outbox.insert({"_id": identity.entity, "version": identity.version, **_fields(identity)}, None)
        return identity

    async def save(self, identity: Identity, fact: Fact | None, *, expected: int) -> Identity:
        """The changed identity with its new version. Raises StaleVersion, OutboxFull."""
        version = await self._outbox.update(identity.entity, expected=expected, changes=_fields(identity), fact=fact)
        return replace(identity, version=version)

    async def remove(self, identity: Identity, *, expected: int) -> None:
        """Delete a draft. Raises StaleVersion."""
        with driver_errors():
            gone = await self._identities.delete_one({"_id": identity.entity, "version": expected})
        if not gone.deleted_count:
            raise StaleVersion

    async def get(self, entity: str, *, seen_by: Actor) -> Identity:
        """Raises IdentityNotFound also when it is there but not for these eyes."""
        with driver_errors():
            found = await self._identities.find_one({"$and": [{"_id": entity}, visible_to(seen_by)]}, _SHOWN)
        if found is None:
            raise IdentityNotFound
        return _identity_from(found)

    async def made_by_this_request(self, entity: str) -> bool:
        """Whether the request under way began this identity the first time it came."""
        with driver_errors():
            return made_by_this_request(await self._identities.find_one({"_id": entity}, {"request": 1}))

    async def holds(self, asset_id: str) -> bool:
        """Whether some identity has this upload as a file of a logo."""
        with driver_errors():
            return await self._identities.find_one({"record.logos.files.id": asset_id}, {"_id": 1}) is not None

    async def page(self, *, seen_by: Actor, limit: int, cursor: str | None) -> tuple[list[Identity], str | None]:
        """One page by entity code, and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, "identities")

        async def fetch(after: Sequence[Any] | None, count: int) -> list[Document]:
            query: Document = {"$and": [{"_id": {"$gt": after[0] if after else ""}}, visible_to(seen_by)]}
            with driver_errors():
                return await self._identities.find(query, _SHOWN).sort("_id", 1).limit(count).to_list(count)

        found = await page(fetch, _identity_from, "_id", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        behind = self._cursors.sign((found[limit - 1].entity,), scope=scope) if len(found) > limit else None
        return found[:limit], behind


def visible_to(actor: Actor) -> Document:
    """The condition every read carries."""
    if actor.kind == "system" or oversees(actor):
        return {}
    return {"$or": [{"published": True}, {"_id": {"$in": sorted(read_for(actor))}}]}


def makes(actor: Actor, identity: Identity) -> bool:
    """Whether the actor sees the identity as those do who make it."""
    return actor.kind == "system" or oversees(actor) or identity.entity in read_for(actor)


def _fields(identity: Identity) -> Document:
    return {"published": identity.published, "record": _RECORD.dump_python(identity, mode="json")}


def _identity_from(found: Document) -> Identity:
    return replace(_RECORD.validate_python(found["record"]), version=found["version"])
