"""Puts the service together."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from chassis.application import create_app
from chassis.clock import Clock, now
from chassis.consumer import Consumer
from chassis.cursors import Cursors
from chassis.errors import Unavailable
from chassis.exports import ExportLimit
from chassis.idempotency import Idempotency
from chassis.kafka import Publisher
from chassis.mongo import connect, ping
from chassis.operations import Faults
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service
from fastapi import FastAPI

from media_svc.checks.commands import Limits, check_next, empty_quarantine, forget_never_arrived
from media_svc.checks.store import CheckStore
from media_svc.commands import remove_leftovers
from media_svc.handlers import HANDLERS
from media_svc.identities.routes import router as identities_router
from media_svc.identities.store import IdentityStore
from media_svc.kits.commands import keep_kits
from media_svc.kits.returns.routes import router as returned_kits_router
from media_svc.kits.routes import router as kits_router
from media_svc.kits.store import KitStore
from media_svc.malware import Scanner
from media_svc.objects import ObjectStore, Reach
from media_svc.removal.commands import delete_ended_files
from media_svc.routes import UploadLimits, router
from media_svc.settings import Settings
from media_svc.sources.commands import keep_dates
from media_svc.sources.downloads.store import Ledger
from media_svc.sources.returns.routes import router as returned_documents_router
from media_svc.sources.routes import router as documents_router
from media_svc.sources.store import DocumentStore
from media_svc.sources.texts.store import TextStore
from media_svc.store import AssetStore, Stores
from media_svc.studio.commands import release_due, sweep_stale_files
from media_svc.studio.corrections.commands import retitle_photos
from media_svc.studio.corrections.routes import router as corrections_router
from media_svc.studio.downloads.routes import router as downloads_router
from media_svc.studio.downloads.store import DownloadStore
from media_svc.studio.links.routes import router as links_router
from media_svc.studio.links.store import LinkStore
from media_svc.studio.register.routes import router as register_router
from media_svc.studio.register.store import RegisterStore
from media_svc.studio.routes import router as studio_router
from media_svc.studio.store import PhotoStore
from media_svc.studio.uploads.routes import router as uploads_router
from media_svc.worker import Workers

AGGREGATES: Final = ("assets", "official_photos", "documents", "identities", "kits", "photo_occasions")
ROUTERS: Final = (
    router,
    uploads_router,
    studio_router,
    corrections_router,
    register_router,
    downloads_router,
    links_router,
    documents_router,
    returned_documents_router,
    identities_router,
    kits_router,
    returned_kits_router,
)
TITLE = "Media"
SWEEP_EVERY: Final = 30.0
RELEASE_EVERY: Final = 1.0
log = logging.getLogger(__name__)


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = now) -> Service:
    """The service in these roles; nothing is connected yet."""
    database = connect(settings)
    collections = [database[name] for name in AGGREGATES]
    relay = Relay(Publisher(settings), collections, type_prefix=settings.type_prefix, eager="relay" in roles and "api" not in roles)
    hand = relay.hand if "relay" in roles else None
    assets, photos, library, looks, kits, occasions = (
        Outbox(one, source=settings.source, relay=hand, cap=settings.outbox_cap) for one in collections
    )
    objects = ObjectStore(_reach(settings), prefix=settings.bucket_prefix)
    cursors = Cursors(settings.cursor_key.get_secret_value())
    stores = Stores(
        AssetStore(assets, cursors),
        CheckStore(assets.collection),
        objects,
        PhotoStore(photos, database["photo_words"], cursors),
        RegisterStore(occasions, database, cursors),
        DownloadStore(database),
        LinkStore(database, cursors),
        DocumentStore(TextStore(database), library, cursors),
        Ledger(database, cursors),
        IdentityStore(looks, cursors),
        KitStore(kits, cursors),
        ExportLimit(database, counts="photo_exports", audit="photo_export_audit"),
    )
    idempotency = Idempotency(database)
    workers = Workers()

    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok", "workers": workers.state()}

    async def open_stores() -> None:
        for store in (
            stores.assets,
            stores.checks,
            stores.photos,
            stores.register,
            stores.downloads,
            stores.links,
            stores.documents,
            stores.ledger,
            stores.identities,
            stores.kits,
            stores.exports,
        ):
            await store.open()
        await idempotency.open()
        try:
            await objects.open()
        except Unavailable as away:
            log.warning("the object store does not answer yet, records are served meanwhile: %s", away)

    app = create_app(settings, title=TITLE, routers=ROUTERS, idempotency=idempotency, ready=ready, clock=clock)
    app.state.stores = stores
    app.state.upload_limits = UploadLimits(settings.photo_limit, settings.file_limit, settings.studio_limit)
    return Service(
        settings,
        database=database,
        app=app,
        relay=relay,
        consumers=[Consumer(settings, "media-svc", HANDLERS, stores, database=database)],
        faults=Faults("media.check", stores.checks.faults, stores.checks.dismiss),
        background=_loops(settings, stores, workers, clock),
        open=open_stores,
        close=objects.close,
        roles=roles,
    )


def _reach(settings: Settings) -> Reach:
    return Reach(
        settings.minio_endpoint,
        settings.minio_public_url,
        settings.minio_access_key,
        settings.minio_secret_key.get_secret_value(),
        settings.minio_region,
        settings.minio_secure,
    )


def _loops(settings: Settings, stores: Stores, workers: Workers, clock: Clock) -> Sequence[Callable[[], Awaitable[None]]]:
    kept = Kept(timedelta(seconds=settings.upload_within), timedelta(days=settings.ended_files_kept_days))
    limits = Limits(settings.pixel_limit, settings.check_memory, settings.check_timeout, Scanner(settings.clamd))

    async def check_uploads() -> None:
        await workers.repeat("checks", lambda: check_next(stores, limits, clock=clock), pause=settings.check_interval)

    async def sweep() -> None:
        await workers.repeat("sweep", lambda: tidy(stores, clock, kept), pause=SWEEP_EVERY)

    async def release() -> None:
        await workers.repeat("releases", lambda: release_due(stores.photos, at=clock()), pause=RELEASE_EVERY)

    async def keep_calendar() -> None:
        await workers.repeat("calendar", lambda: _keep_calendar(stores, clock()), pause=settings.clock_interval)

    return [check_uploads] * settings.checks_at_once + [sweep, release, keep_calendar]


async def _keep_calendar(stores: Stores, at: datetime) -> bool:
    """What the clock asks of documents and kits now, and amended occasions of their photos; whether there may be more."""
    more = await keep_dates(stores.documents, at=at)
    more = await keep_kits(stores.kits, stores.objects, at=at) or more
    return await retitle_photos(stores, at=at) or more


@dataclass(frozen=True, slots=True)
class Kept:
    """How long bytes are kept for which nobody has a use yet, or any more: of an upload that was announced, of a record that ended."""

    announced: timedelta
    ended: timedelta


async def tidy(stores: Stores, clock: Clock, kept: Kept) -> bool:
    """Forget uploads that never came, give up the files of what ended long ago, and delete what crashes or an object store that was away
    left behind: in quarantine, of drafts that were removed, of photos whose files hold no longer. Whether there may be more of them."""
    forgotten = await forget_never_arrived(stores, before=clock() - kept.announced)
    left = await delete_ended_files(stores, at=clock(), kept_for=kept.ended)
    left += await remove_leftovers(stores, at=clock()) + await sweep_stale_files(stores.photos, stores.objects)
    return left >= 50 or forgotten + await empty_quarantine(stores) >= 100


def openapi() -> dict[str, Any]:
    """The document of this service's routes, made without any connection."""
    app = FastAPI(title=TITLE, version="1.0.0")
    for one in ROUTERS:
        app.include_router(one)
    return app.openapi()
