"""The only file that speaks Mongo: sessions of people and accounts of systems, both found by the digest of a secret that only they hold."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from chassis.audience import ENTITY_READER
from chassis.auth import Actor, Grant
from chassis.cursors import Cursors
from chassis.errors import Text
from chassis.idempotency import IdempotencyKeyReused, new_id
from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from gateway.errors import AlreadyCreated, ScopeNotGranted, SignInFailed
from gateway.memory import Caller, Memory

LONGEST_AGENT = 300
NOTED_EVERY = timedelta(seconds=60)
HANDED_OVER = timedelta(seconds=30)
SKEW = timedelta(seconds=5)  # between the clocks of two machines
TOKEN = "shb_"  # noqa: S105 the beginning of every system's token, so that scanners find leaked ones
ACCESS = "sht_"  # the beginning of what such a token is exchanged for
GRANTED_FOR = timedelta(hours=1)
SHOWN_FOR = timedelta(days=1)

CAMPAIGNS_WRITE, SOURCES_WRITE = WRITING = ("campaigns.write", "sources.write")


class Sessions:
    """Server-side sessions: the browser holds only an opaque secret."""

    def __init__(self, database: Database, *, idle: int, longest: int) -> None:
        self._sessions: Collection = database["sessions"]
        self._idle, self._longest = timedelta(seconds=idle), timedelta(seconds=longest)
        self._remembered = Memory()

    async def open(self) -> None:
        """Make the indexes; sessions end by themselves."""
        await ensure_indexes(
            self._sessions,
            IndexModel([("expires", ASCENDING)], name="expires", expireAfterSeconds=0),
            IndexModel([("person", ASCENDING)], name="person"),
        )

    async def begin(self, me: Mapping[str, Any], *, asked: datetime, agent: str = "", address: str = "") -> str:
        """The secret of a new session. `asked` is before the roles in `me` were read: a role lost since then still counts.
        By `agent` and `address`, what the browser called itself and where it was, people know their sessions apart."""
        secret = secrets.token_urlsafe(32)
        told = {"id": new_id(), "agent": agent[:LONGEST_AGENT], "address": address}
        times = {"begun": asked, "seen": asked, "expires": asked + self._idle}
        with driver_errors():
            await self._sessions.insert_one({"_id": _digest(secret), "person": me["person"]["id"], "me": dict(me), **told, **times})
        return secret

    async def of_person(self, person: str, *, at: datetime) -> list[Document]:
        """A person's sessions that run, the one last seen first."""
        times = {"expires": {"$gt": at}, "begun": {"$gt": at - self._longest}}
        running = {"person": person, **times, "left": {"$ne": True}, "id": {"$type": "string"}}
        with driver_errors():
            return await self._sessions.find(running, {"me": 0}).sort("seen", DESCENDING).to_list(100)

    async def revoke(self, person: str, id_: str) -> bool:
        """Whether the person had this session; it opens nothing from now on, elsewhere within seconds."""
        with driver_errors():
            gone = await self._sessions.delete_many({"person": person, "id": id_})
        self._remembered.clear()
        return gone.deleted_count > 0

    async def revoke_others(self, person: str, key: str) -> None:
        """All sessions of a person but the one with this key."""
        with driver_errors():
            await self._sessions.delete_many({"person": person, "_id": {"$ne": key}})
        self._remembered.clear()

    async def find(self, secret: str, *, at: datetime, seen: bool = True) -> Caller | None:
        """Whose session it is, if it still is one; `seen` keeps it awake."""
        key = _digest(secret)
        if known := self._remembered.get(key):
            return known
        with driver_errors():
            found = await self._sessions.find_one({"_id": key, "expires": {"$gt": at}, "begun": {"$gt": at - self._longest}})
            if found and seen and not found.get("left") and at - found["seen"] > NOTED_EVERY:
                await self._sessions.update_one({"_id": key}, {"$set": {"seen": at, "expires": at + self._idle}})
        return self._remembered.put(key, Caller(key, actor_of(found["me"]), found["me"]), found["expires"] - at) if found else None

    async def rotated(self, secret: str, *, at: datetime) -> str | None:
        """Another secret for a session whose roles changed; the old one still serves what is under way, and is never renewed itself."""
        with driver_errors():
            changes = {"$set": {"left": True, "expires": at + HANDED_OVER}, "$unset": {"rotate": ""}}
            mine = {"_id": _digest(secret), "rotate": True, "left": {"$ne": True}, "expires": {"$gt": at}}
            old = await self._sessions.find_one_and_update(mine, changes)
            if old is None:
                return None
            fresh = secrets.token_urlsafe(32)
            kept = {name: value for name, value in old.items() if name != "rotate"}
            await self._sessions.insert_one({**kept, "_id": _digest(fresh), "seen": at, "expires": at + self._idle})
        return fresh

    async def end(self, secret: str) -> None:
        """Sign out, with a former secret of the same session too."""
        key = _digest(secret)
        with driver_errors():
            gone = await self._sessions.find_one_and_delete({"_id": key})
            if gone and gone.get("id"):
                await self._sessions.delete_many({"person": gone["person"], "id": gone["id"]})
        self._remembered.clear()

    async def set_roles(self, person: str, roles: list[dict[str, str]], *, version: int, at: datetime) -> None:
        """Whoever has no role left is signed out everywhere; the others go on with what they have now. What a session already knows,
        because it began later or heard a later version, is not taken back."""
        older = {**_before(person, at), "roles_version": {"$not": {"$gte": version}}}
        changes = {"me.roles": roles, "roles_version": version, "rotate": True}
        with driver_errors():
            await (self._sessions.update_many(older, {"$set": changes}) if roles else self._sessions.delete_many(older))
        self._remembered.clear()

    async def set_post(self, person: str, post: Mapping[str, Any], *, acting: bool, at: datetime) -> None:
        """A person took a post; who only acts in it keeps the own post, if there is one."""
        without = {"me.post": None} if acting else {}
        with driver_errors():
            await self._sessions.update_many({**_before(person, at), **without}, {"$set": {"me.post": dict(post)}})
        self._remembered.clear()

    async def leave_post(self, person: str, post: str, *, at: datetime) -> None:
        """A person left a post."""
        with driver_errors():
            await self._sessions.update_many({**_before(person, at), "me.post.id": post}, {"$set": {"me.post": None}})
        self._remembered.clear()


class Accounts:
    """Service accounts: an entity's systems, each with a token of its own. Without `key`, the deployment's, no token is made again."""

    def __init__(self, database: Database, key: str) -> None:
        self._cursors = Cursors(key)
        self._accounts: Collection = database["service_accounts"]
        self._access: Collection = database["access_tokens"]
        self._remembered = Memory()

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._accounts,
            IndexModel([("digest", ASCENDING)], name="digest", unique=True),
            IndexModel([("entity", ASCENDING), ("created_at", ASCENDING)], name="entity"),
        )
        await ensure_indexes(self._access, IndexModel([("expires_at", ASCENDING)], name="expires", expireAfterSeconds=0))

    async def create(self, id_: str, wish: Mapping[str, Any], *, by: str, at: datetime) -> tuple[Document, str]:
        """The account, and its token, which only the same request again is told once more, for a day.

        Raises IdempotencyKeyReused, AlreadyCreated.
        """
        nonce = secrets.token_urlsafe(32)
        token = self._token(id_, nonce)
        document = {"_id": id_, **wish, "created_by": by, "created_at": at, "digest": _digest(token), "nonce": nonce}
        try:
            with driver_errors():
                await self._accounts.insert_one(document)
        except DuplicateKeyError as error:
            with driver_errors():
                first = await self._accounts.find_one({"_id": id_, "nonce": {"$exists": True}, "created_at": {"$gt": at - SHOWN_FOR}})
            if first is None:
                raise AlreadyCreated from error
            if _asked(first) != _asked(document):
                raise IdempotencyKeyReused from None
            return first, self._token(id_, first["nonce"])
        return document, token

    def _token(self, id_: str, nonce: str) -> str:
        """The token that this nonce makes: found by nobody without the key of the deployment, nor once the nonce is gone."""
        made = hashlib.sha256(self._cursors.sign((id_, nonce), scope=("service-account",)).encode()).digest()
        return TOKEN + base64.urlsafe_b64encode(made).decode().rstrip("=")

    async def forget_tokens(self, at: datetime) -> None:
        """Let no token be told again that was made more than a day before."""
        with driver_errors():
            await self._accounts.update_many(
                {"created_at": {"$lte": at - SHOWN_FOR}, "nonce": {"$exists": True}}, {"$unset": {"nonce": ""}}
            )

    async def of_entities(self, entities: frozenset[str]) -> list[Document]:
        """The accounts of these entities, oldest first."""
        with driver_errors():
            return (
                await self._accounts.find({"entity": {"$in": sorted(entities)}}, {"digest": 0, "nonce": 0}).sort("created_at").to_list(200)
            )

    async def living(self, at: datetime) -> list[str]:
        """All that are good at an instant, by id."""
        with driver_errors():
            found = await self._accounts.find({"expires_at": {"$gt": at}}, {"_id": 1}).sort("_id", ASCENDING).to_list(None)
        return [one["_id"] for one in found]

    async def remove(self, id_: str, entities: frozenset[str]) -> bool:
        """Whether there was one; its token opens nothing from now on."""
        with driver_errors():
            gone = await self._accounts.find_one_and_delete({"_id": id_, "entity": {"$in": sorted(entities)}})
        self._remembered.clear()
        return gone is not None

    async def remove_of(self, entity: str) -> None:
        """All accounts of an entity that ended."""
        with driver_errors():
            await self._accounts.delete_many({"entity": entity})
        self._remembered.clear()

    async def grant(self, id_: str, token: str, wanted: frozenset[str], *, at: datetime) -> tuple[str, tuple[str, ...]]:
        """An access token for an hour and the scopes it has: those `wanted`, or all of the account.

        Raises SignInFailed unless the token is the account's own, ScopeNotGranted.
        """
        with driver_errors():
            account = await self._accounts.find_one({"_id": id_, "digest": _digest(token), "expires_at": {"$gt": at}})
        if account is None:
            raise SignInFailed
        if wanted - set(account["scopes"]):
            raise ScopeNotGranted
        scopes, access = sorted(wanted or account["scopes"]), ACCESS + secrets.token_urlsafe(32)
        with driver_errors():
            await self._access.insert_one({"_id": _digest(access), "account": id_, "scopes": scopes, "expires_at": at + GRANTED_FOR})
        return access, tuple(scopes)

    async def find(self, token: str, *, at: datetime) -> Caller | None:
        """Whose token or access token it is, if it is still good. An access token ends with its account."""
        key, good = _digest(token), {"expires_at": {"$gt": at}}
        if known := self._remembered.get(key):
            return known
        with driver_errors():
            if token.startswith(ACCESS):
                access = await self._access.find_one({"_id": key, **good})
                account = await self._accounts.find_one({"_id": access["account"], **good}) if access else None
                ends = min(access["expires_at"], account["expires_at"]) if access and account else None
                found = {**account, "scopes": access["scopes"], "expires_at": ends} if access and account else None
            else:
                found = await self._accounts.find_one({"digest": key, **good})
        return self._remembered.put(key, Caller(found["digest"], system_of(found)), found["expires_at"] - at) if found else None


def actor_of(me: Mapping[str, Any]) -> Actor:
    """The person as services know them."""
    grants = tuple(Grant(role["role"], role["scope"]) for role in me["roles"])
    post = me["post"]["id"] if me["post"] else None
    return Actor(me["person"]["id"], "person", me["entity"]["code"], post, grants, name=Text(**me["person"]["name"]))


def system_of(account: Mapping[str, Any]) -> Actor:
    """An entity's system as services know it: it reads what the entity's authors read, and writes drafts only with a scope for it.
    Through which doors, its scopes say at ours."""
    roles = (ENTITY_READER, "entity-editor") if any(scope in WRITING for scope in account["scopes"]) else (ENTITY_READER,)
    grants = tuple(Grant(role, account["entity"]) for role in roles)
    name = Text(account["name"], account["name"])
    return Actor(account["_id"], "service-account", account["entity"], grants=grants, scopes=tuple(account["scopes"]), name=name)


def _before(person: str, at: datetime) -> Document:
    """A person's sessions that began before something happened: later ones knew it from the start."""
    return {"person": person, "begun": {"$lt": at + SKEW}}


def _asked(account: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a request for an account asked for."""
    return account["name"], account["entity"], account["scopes"], account["expires_at"] - account["created_at"]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
