"""The only file that speaks Mongo. Who may see what is part of every query here, so that nobody can forget it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from chassis.audience import belongs_to
from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.event import Fact, current_correlation
from chassis.exports import ExportLimit
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import Outbox
from chassis.telemetry import current_traceparent
from pymongo import ASCENDING, DESCENDING, IndexModel

from media_svc import errors
from media_svc.checks.store import CheckStore, asset_from, fields_of
from media_svc.identities.store import IdentityStore
from media_svc.kits.store import KitStore
from media_svc.lists.store import page, readable
from media_svc.model import OVER, Asset, Status
from media_svc.objects import ObjectStore
from media_svc.policy import oversees, read_for, studio_of
from media_svc.published import Kind, Purpose
from media_svc.sources.downloads.store import Ledger
from media_svc.sources.store import DocumentStore
from media_svc.studio.downloads.store import DownloadStore
from media_svc.studio.links.store import LinkStore
from media_svc.studio.register.store import RegisterStore
from media_svc.studio.store import PhotoStore

_HIDDEN: Final = {"outbox": 0, "seen": 0}
_NOT_FOUND: Final = {"photo": errors.PhotoNotFound, "file": errors.FileNotFound}
_THERE: Final[Document] = {"status": {"$ne": Status.REMOVED}}
RESUMABLE: Final = timedelta(hours=20)
SHOWN_COVERS: Final[Document] = {"wish.purpose": "campaign-cover", "status": Status.READY, "used_by.0": {"$exists": True}}


class AssetStore:
    """Photos and files, each one document with its outbox."""

    def __init__(self, outbox: Outbox, cursors: Cursors) -> None:
        self._assets: Collection = outbox.collection
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        newest = [("created_at", DESCENDING), ("_id", DESCENDING)]
        await ensure_indexes(
            self._assets,
            IndexModel([("wish.kind", ASCENDING), *newest], name="newest"),
            IndexModel([("owner", ASCENDING), *newest], name="by_owner"),
            IndexModel([("status", ASCENDING), ("created_at", ASCENDING)], name="never_arrived"),
            IndexModel([("used_by", ASCENDING)], name="by_campaign"),
            IndexModel([("quarantined", ASCENDING)], name="quarantined", sparse=True),
            outbox=True,
        )

    async def add(self, asset: Asset) -> Asset:
        """A new upload. Raises AlreadyExists."""
        await self._outbox.insert({"_id": asset.id, "version": asset.version, **fields_of(asset)}, None)
        return asset

    async def save(self, asset: Asset, fact: Fact | None) -> Asset:
        """The changed asset with its new version. Raises StaleVersion, OutboxFull."""
        return await self._update(asset, fact, {})

    async def queue(self, asset: Asset, fact: Fact | None) -> Asset:
        """Save it, and let a worker find it at once."""
        asked = {"trace": current_traceparent(), "correlation": current_correlation() or asset.id}
        return await self._update(asset, fact, {"lease_until": asset.updated_at, "attempts": 0, **asked})

    async def settle(self, asset: Asset, fact: Fact | None) -> Asset:
        """Save its verdict or its removal, and remember that its bytes still lie in the store."""
        return await self._update(asset, fact, {"quarantined": True})

    async def _update(self, asset: Asset, fact: Fact | None, more: Document) -> Asset:
        version = await self._outbox.update(asset.id, expected=asset.version, changes=fields_of(asset) | more, fact=fact)
        return replace(asset, version=version)

    # ---- reads ----

    async def get(self, kind: Kind, id_: str, *, seen_by: Actor) -> Asset:
        """Raises PhotoNotFound or FileNotFound also when it is there but not for these eyes."""
        found = await self._find({"$and": [{"_id": id_, "wish.kind": kind}, visible_to(seen_by)]}, 1)
        if not found:
            raise _NOT_FOUND[kind]
        return found[0]

    async def some(self, kind: Kind, ids: Sequence[str], *, seen_by: Actor) -> list[Asset]:
        """Those of them that these eyes may see, in the order asked for."""
        found = await self._find({"$and": [{"_id": {"$in": list(ids)}, "wish.kind": kind}, visible_to(seen_by)]}, len(ids))
        place = {id_: index for index, id_ in enumerate(ids)}
        return sorted(found, key=lambda one: place[one.id])

    async def page(
        self, kind: Kind, purpose: Purpose | None, *, seen_by: Actor, limit: int, cursor: str | None
    ) -> tuple[list[Asset], str | None]:
        """One page, newest first, and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, kind, purpose)
        narrowed = [{"wish.purpose": purpose}] if purpose else []

        async def fetch(behind: Sequence[Any] | None, count: int) -> list[Document]:
            return await self._raw({"$and": [{"wish.kind": kind}, visible_to(seen_by), *narrowed, _THERE, *_behind(behind)]}, count)

        found = await page(fetch, asset_from, "created_at", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return found[:limit], self._cursors.sign((last.created_at.isoformat(), last.id), scope=scope) if last else None

    async def owned_by(self, entity: str) -> list[Asset]:
        """Everything of an entity."""
        return await self._find({"owner": entity}, None)

    async def used_in(self, campaign_id: str) -> list[Asset]:
        """The photos that a campaign shows."""
        return await self._find({"used_by": campaign_id}, None)

    async def by_id(self, id_: str) -> Asset | None:
        """For the platform's own work, which sees everything."""
        found = await self._find({"_id": id_}, 1)
        return found[0] if found else None

    async def over(self, id_: str) -> Asset | None:
        """An upload that was rejected or that its people removed, of which nothing is to be kept."""
        found = await self._found({"_id": id_, "status": {"$in": OVER}}, 1)
        return found[0] if found else None

    async def never_arrived(self, before: datetime, limit: int = 100) -> list[Asset]:
        """Uploads announced before this instant of which nobody said that they arrived; those in parts may go on for longer."""
        resumable: Document = {"wish.purpose": "studio", "created_at": {"$gte": before - RESUMABLE}}
        return await self._find({"status": Status.PENDING, "created_at": {"$lt": before}, "$nor": [resumable]}, limit)

    async def left_in_quarantine(self, limit: int = 100) -> list[Asset]:
        """Checked or removed ones whose bytes a crash left behind."""
        return await self._found({"quarantined": True}, limit)

    async def _find(self, query: Document, limit: int | None) -> list[Asset]:
        """What was removed is not there for anybody."""
        return await self._found({"$and": [query, _THERE]}, limit)

    async def _found(self, query: Document, limit: int | None) -> list[Asset]:
        return readable(await self._raw(query, limit), asset_from)

    async def _raw(self, query: Document, limit: int | None) -> list[Document]:
        with driver_errors():
            newest = [("created_at", DESCENDING), ("_id", DESCENDING)]
            return await self._assets.find(query, _HIDDEN).sort(newest).limit(limit or 0).to_list(limit)

    async def left_quarantine(self, id_: str) -> None:
        """The uploaded bytes are deleted; nothing that anybody sees has changed."""
        with driver_errors():
            await self._assets.update_one({"_id": id_}, {"$unset": {"quarantined": ""}})

    async def forget(self, asset: Asset) -> bool:
        """Delete an upload that never came, unless it did meanwhile."""
        with driver_errors():
            result = await self._assets.delete_one({"_id": asset.id, "version": asset.version, "status": Status.PENDING})
        return result.deleted_count == 1


def visible_to(actor: Actor) -> Document:
    """The condition of every read, by id or in a list: what one uploaded or makes, what one's Studio works on, and of covers those that a
    campaign shows which every member may read. The cover of a draft, or of a campaign that is not open, is for its authors: who belongs to
    their entity and may not read the draft does not see it either."""
    if actor.kind == "system" or oversees(actor):
        return {}
    return {"$or": [*_own(actor), SHOWN_COVERS]}


def _own(actor: Actor) -> list[Document]:
    """What is made for a document, a kit or the Studio is for those who make these; all others see it there, once it is open to them."""
    made: Document = {"wish.purpose": {"$ne": "studio"}, "owner": {"$in": sorted(read_for(actor))}}
    covers: Document = {"wish.purpose": "campaign-cover", "created_by": actor.id, "owner": {"$in": sorted(belongs_to(actor))}}
    studio = studio_of(actor)
    return [made, covers, {"wish.purpose": "studio"} | ({} if studio is None else {"owner": {"$in": sorted(studio)}})]


def _behind(after: Sequence[Any] | None) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    return [{"$or": [{"created_at": {"$lt": instant}}, {"created_at": instant, "_id": {"$lt": id_}}]}]


@dataclass(frozen=True, slots=True)
class Stores:
    """What commands and handlers are given."""

    assets: AssetStore
    checks: CheckStore
    objects: ObjectStore
    photos: PhotoStore
    register: RegisterStore
    downloads: DownloadStore
    links: LinkStore
    documents: DocumentStore
    ledger: Ledger
    identities: IdentityStore
    kits: KitStore
    exports: ExportLimit
