"""Links in Mongo, which forgets them some time after they expire; until when one works is decided by its own instant."""

from dataclasses import asdict
from datetime import UTC, datetime

from chassis.mongo import Database, driver_errors, ensure_indexes
from pymongo import ASCENDING, IndexModel

from media_svc.studio.downloads.model import Size
from media_svc.studio.links.model import Link


class LinkStore:
    """Links by the digest of their secret."""

    def __init__(self, database: Database) -> None:
        self._links = database["photo_links"]

    async def open(self) -> None:
        """Make the index by which they are forgotten."""
        await ensure_indexes(self._links, IndexModel([("expires_at", ASCENDING)], name="expired", expireAfterSeconds=86_400))

    async def add(self, link: Link) -> None:
        """A new link."""
        fields = asdict(link)
        with driver_errors():
            await self._links.insert_one({"_id": fields.pop("id"), **fields})

    async def open_at(self, id_: str, at: datetime) -> Link | None:
        """The link if it has not expired by then."""
        with driver_errors():
            found = await self._links.find_one({"_id": id_, "expires_at": {"$gt": at}})
        if found is None:
            return None
        return Link(
            found["_id"], found["number"], Size(found["size"]), found["made_by"],
            found["made_at"].astimezone(UTC), found["expires_at"].astimezone(UTC),
        )  # fmt: skip
