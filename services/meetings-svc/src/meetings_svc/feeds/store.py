"""Private calendars: a secret address per person. Only digests of the secrets are kept."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chassis.cursors import Cursors
from chassis.mongo import Collection, Database, driver_errors, ensure_indexes
from pymongo import ASCENDING, IndexModel

from meetings_svc.errors import FeedNotFound


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose calendar it is, and the entity through whose eyes it looks."""

    owner: str
    entity: str | None
    created_at: datetime


class FeedStore:
    """One feed a person at most; a new one ends the one before."""

    def __init__(self, database: Database, cursors: Cursors) -> None:
        self._feeds: Collection = database["calendar_feeds"]
        self._cursors = cursors

    async def open(self) -> None:
        """Make the index."""
        await ensure_indexes(self._feeds, IndexModel([("secret", ASCENDING)], name="secret", unique=True))

    def secret_of(self, id_: str) -> str:
        """The secret that this id makes: always the same, and without the key of the deployment nobody finds it."""
        made = hashlib.sha256(self._cursors.sign((id_,), scope=("calendar-feed",)).encode()).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    async def put(self, feed: Feed, secret: str) -> None:
        """From now on this secret opens the owner's calendar, and no other does."""
        fields = {"secret": _digest(secret), "entity": feed.entity, "created_at": feed.created_at}
        with driver_errors():
            await self._feeds.replace_one({"_id": feed.owner}, fields, upsert=True)

    async def drop(self, owner: str) -> None:
        """End the owner's calendar."""
        with driver_errors():
            await self._feeds.delete_one({"_id": owner})

    async def leave(self, owner: str, entities: Iterable[str]) -> None:
        """End the owner's calendar if it looks through the eyes of one of these entities."""
        with driver_errors():
            await self._feeds.delete_one({"_id": owner, "entity": {"$in": sorted(entities)}})

    async def find(self, secret: str) -> Feed:
        """Raises FeedNotFound."""
        with driver_errors():
            found = await self._feeds.find_one({"secret": _digest(secret)})
        if found is None:
            raise FeedNotFound
        return Feed(found["_id"], found["entity"], found["created_at"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
