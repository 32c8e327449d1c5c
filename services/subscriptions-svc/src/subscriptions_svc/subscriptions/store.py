"""Subscriptions in Mongo, each one document with its outbox. Who may see which is part of every query."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.auth import Actor, Grant
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import Outbox
from chassis.reading import readable
from pymongo import ASCENDING, IndexModel

from subscriptions_svc.errors import SubscriptionNotFound
from subscriptions_svc.policy import SECRETARIAT, holds_for, keeps_all
from subscriptions_svc.subscriptions.model import Secret, Status, Subscription, Wish

_BARE = {"outbox": 0, "seen": 0}
FRESH = 0.05  # seconds for which what another process may have changed is believed
KEPT_AFTER_DELETION = timedelta(days=1)


class SubscriptionStore:
    """The subscriptions; `changed` is set when this process wrote one."""

    def __init__(self, outbox: Outbox) -> None:
        self._subscriptions: Collection = outbox.collection
        self._outbox = outbox
        self.changed = asyncio.Event()
        self._current: dict[str, tuple[float, Subscription | None]] = {}
        self._asked: set[str] = set()
        self._reading = asyncio.Lock()

    async def open(self) -> None:
        """Make the indexes. A deleted subscription is kept until its last fact is certainly published."""
        await ensure_indexes(
            self._subscriptions,
            IndexModel([("entity", ASCENDING), ("_id", ASCENDING)], name="by_entity"),
            IndexModel([("owner", ASCENDING)], name="by_owner"),
            IndexModel([("post", ASCENDING)], name="by_post"),
            IndexModel([("status", ASCENDING), ("_id", ASCENDING)], name="by_status"),
            IndexModel([("deleted_at", ASCENDING)], name="deleted", expireAfterSeconds=int(KEPT_AFTER_DELETION.total_seconds())),
            outbox=True,
        )

    async def add(self, subscription: Subscription, fact: Fact | None) -> Subscription:
        """A new one. Raises AlreadyExists."""
        await self._outbox.insert({"_id": subscription.id, "version": subscription.version, **_fields(subscription)}, fact)
        self.changed.set()
        return subscription

    async def save(self, subscription: Subscription, fact: Fact | None, *, expected: int) -> Subscription:
        """The changed one with its new version; without a fact nothing changed. Raises StaleVersion, OutboxFull."""
        if fact is None:
            return subscription
        version = await self._outbox.update(subscription.id, expected=expected, changes=_fields(subscription), fact=fact)
        saved = replace(subscription, version=version)
        self._see(_time(), saved)
        self.changed.set()
        return saved

    async def get(self, id_: str, *, seen_by: Actor) -> Subscription:
        """Raises SubscriptionNotFound also when it is there but not for these eyes."""
        with driver_errors():
            found = await self._subscriptions.find_one({"_id": id_, **visible_to(seen_by)}, _BARE)
        if found is None:
            raise SubscriptionNotFound
        return subscription_from(found)

    async def page(self, *, seen_by: Actor, after: str | None, limit: int) -> tuple[list[Subscription], str | None]:
        """Those behind an id, and the id behind which there are more; what cannot be read is left out."""
        found = await self._documents({**visible_to(seen_by), "_id": {"$gt": after or ""}}, limit + 1)
        return readable(found[:limit], subscription_from), found[limit - 1]["_id"] if len(found) > limit else None

    async def count_of(self, entity: str) -> int:
        """How many an entity has."""
        with driver_errors():
            return await self._subscriptions.count_documents({"entity": entity, "status": {"$ne": Status.DELETED}})

    # ---- for the platform itself ----

    async def active(self) -> list[Subscription]:
        """All that are to be delivered to."""
        return await self._all({"status": Status.ACTIVE}, 0)

    async def holds(self, subscription: Subscription) -> bool:
        """Whether it is still to be delivered to just so. What this process wrote is known at once, what another wrote within `FRESH`:
        all that ask in the meantime share one query."""
        id_ = subscription.id
        if not self._is_fresh(id_):
            self._asked.add(id_)
            async with self._reading:
                if not self._is_fresh(id_):
                    await self._read_asked()
        known = self._current[id_][1]
        return known is not None and known.wiring == subscription.wiring

    def _is_fresh(self, id_: str) -> bool:
        return id_ in self._current and _time() - self._current[id_][0] < FRESH

    async def _read_asked(self) -> None:
        asked, self._asked, at = self._asked, set(), _time()
        found = {one.id: one for one in await self._all({"_id": {"$in": sorted(asked)}}, 0)}
        self._current = {id_: kept for id_, kept in self._current.items() if at - kept[0] < 1}
        for id_ in asked:
            self._see(at, found.get(id_), id_)

    def _see(self, at: float, found: Subscription | None, id_: str | None = None) -> None:
        """Remember it, unless a later version is remembered: a slow query does not undo what was written meanwhile."""
        name = found.id if found else id_ or ""
        known = self._current.get(name, (0.0, None))[1]
        if found is None or known is None or found.version >= known.version:
            self._current[name] = at, found

    async def current(self, id_: str) -> Subscription | None:
        """One as it is now, whoever holds it."""
        found = await self._all({"_id": id_}, 1)
        return found[0] if found else None

    async def owned_by(self, person: str) -> list[Subscription]:
        """Those that read with a person's rights."""
        return await self._all({"owner": person, "status": {"$in": [Status.ACTIVE, Status.PAUSED]}}, 0)

    async def of_accounts(self, *, before: datetime) -> list[Subscription]:
        """Those of entities' systems that were last changed before an instant."""
        running = {"status": {"$in": [Status.ACTIVE, Status.PAUSED]}}
        return await self._all({"kind": "service-account", **running, "updated_at": {"$lt": before}}, 0)

    async def former(self) -> list[Subscription]:
        """Those from before the owner's roles were kept."""
        return await self._all({"grants": {"$exists": False}, "status": {"$ne": Status.DELETED}}, 0)

    async def name_owner(self, id_: str, kind: str, grants: Sequence[Grant]) -> None:
        """Keep with one from before what its owner holds; nothing else changes."""
        held = {"kind": kind, "grants": [[grant.role, grant.scope] for grant in grants]}
        with driver_errors():
            await self._subscriptions.update_one({"_id": id_, "grants": {"$exists": False}}, {"$set": held})

    async def of_post(self, post: str) -> list[Subscription]:
        """Those of a post, also when they stopped because its holder left."""
        running = {"status": {"$in": [Status.ACTIVE, Status.PAUSED]}}
        return await self._all({"post": post, "$or": [running, {"status": Status.DISABLED, "reason": "owner-left"}]}, 0)

    async def of_entity(self, entity: str) -> list[Subscription]:
        """Those of an entity that are not stopped for good."""
        return await self._all({"entity": entity, "status": {"$in": [Status.ACTIVE, Status.PAUSED]}}, 0)

    async def _all(self, query: Document, limit: int) -> list[Subscription]:
        return readable(await self._documents(query, limit), subscription_from)

    async def _documents(self, query: Document, limit: int) -> list[Document]:
        with driver_errors():
            return await self._subscriptions.find(query, _BARE).sort("_id", ASCENDING).limit(limit).to_list(None)


def visible_to(actor: Actor) -> Document:
    """The condition every read on behalf of somebody carries."""
    there: Document = {"status": {"$ne": Status.DELETED}}
    return there if keeps_all(actor) else {**there, "entity": {"$in": sorted(holds_for(actor))}}


def _fields(subscription: Subscription) -> Document:
    deleted = subscription.status is Status.DELETED
    return {
        "entity": subscription.entity,
        "owner": subscription.owner,
        "kind": subscription.kind,
        "grants": [[grant.role, grant.scope] for grant in subscription.grants],
        "wish": {**asdict(subscription.wish), "types": list(subscription.wish.types)},
        "secrets": [asdict(secret) for secret in subscription.secrets],
        "start_after": subscription.start_after,
        "created_at": subscription.created_at,
        "updated_at": subscription.updated_at,
        "status": subscription.status,
        "reason": subscription.reason,
        "post": subscription.post,
        **({"deleted_at": subscription.updated_at} if deleted else {}),
    }


def subscription_from(document: Mapping[str, Any]) -> Subscription:
    """The subscription in a document."""
    wish = document["wish"]
    return Subscription(
        id=document["_id"],
        version=document["version"],
        entity=document["entity"],
        owner=document["owner"],
        post=document.get("post"),
        kind=document.get("kind", "person"),
        grants=_grants(document),
        wish=Wish(**{**wish, "types": tuple(wish["types"])}),
        secrets=_secrets(document["secrets"]),
        start_after=document["start_after"],
        created_at=document["created_at"].astimezone(UTC),
        updated_at=document["updated_at"].astimezone(UTC),
        status=Status(document["status"]),
        reason=document["reason"],
    )


def _grants(document: Mapping[str, Any]) -> tuple[Grant, ...]:
    """What its owner holds. Of one from before this was kept only what its entity's people may read is certain, see `narrow_former`."""
    if "grants" in document:
        return tuple(Grant(role, scope) for role, scope in document["grants"])
    return () if document["entity"] == SECRETARIAT else (Grant("entity-editor", document["entity"]),)


def _secrets(found: Sequence[Mapping[str, Any]]) -> tuple[Secret, ...]:
    return tuple(Secret(one["sealed"], _utc(one["until"]), one.get("asked")) for one in found)


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None


def _time() -> float:
    return asyncio.get_running_loop().time()
