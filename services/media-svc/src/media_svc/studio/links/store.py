"""Links in Mongo, which forgets them some time after they expire; until when one works is decided by its own instant."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from chassis.cursors import Cursors
from chassis.mongo import Database, Document, driver_errors, ensure_indexes
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from media_svc.lists.store import page
from media_svc.studio.downloads.model import Size
from media_svc.studio.links.model import Link

_LATEST: Final = [("made_at", DESCENDING), ("_id", DESCENDING)]


class LinkStore:
    """Links by the digest of their secret."""

    def __init__(self, database: Database, cursors: Cursors) -> None:
        self._links, self._cursors = database["photo_links"], cursors

    async def open(self) -> None:
        """Make the index by which they are forgotten, and that of who made them."""
        expired = IndexModel([("expires_at", ASCENDING)], name="expired", expireAfterSeconds=86_400)
        await ensure_indexes(self._links, expired, IndexModel([("made_by", ASCENDING), *_LATEST], name="of_maker"))

    def secret_of(self, id_: str) -> str:
        """The secret of the link that this id makes: always the same, and without the key of the deployment nobody finds it."""
        return hashlib.sha256(self._cursors.sign((id_,), scope=("photo-link",)).encode()).hexdigest()[:48]

    async def add(self, link: Link) -> Link:
        """A new link; two of the same at once are one."""
        fields = asdict(link)
        with suppress(DuplicateKeyError), driver_errors():
            await self._links.insert_one({"_id": fields.pop("id"), **fields})
        return link

    async def open_at(self, id_: str, at: datetime) -> Link | None:
        """The link if it has not expired by then."""
        with driver_errors():
            found = await self._links.find_one({"_id": id_, "expires_at": {"$gt": at}})
        return _link_from(found) if found else None

    async def made_by(self, person: str, *, at: datetime, limit: int, cursor: str | None) -> tuple[list[Link], str | None]:
        """A page of the links of a person that have not expired by then, the latest first. Raises InvalidCursor."""
        scope = (person, "links")

        async def fetch(behind: Sequence[Any] | None, count: int) -> list[Document]:
            query = {"$and": [{"made_by": person, "expires_at": {"$gt": at}}, *_behind(behind)]}
            with driver_errors():
                return await self._links.find(query).sort(_LATEST).limit(count).to_list(count)

        found = await page(fetch, _link_from, "made_at", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return found[:limit], self._cursors.sign((last.made_at.isoformat(), last.id), scope=scope) if last else None

    async def end(self, id_: str, *, made_by: str) -> bool:
        """End a link of this person; False = there is none such."""
        with driver_errors():
            return bool((await self._links.delete_one({"_id": id_, "made_by": made_by})).deleted_count)


def _behind(after: Sequence[Any] | None) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    return [{"$or": [{"made_at": {"$lt": instant}}, {"made_at": instant, "_id": {"$lt": id_}}]}]


def _link_from(found: Document) -> Link:
    instants = (found["made_at"].astimezone(UTC), found["expires_at"].astimezone(UTC))
    return Link(found["_id"], found["number"], Size(found["size"]), found["made_by"], *instants)
