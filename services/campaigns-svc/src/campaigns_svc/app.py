"""Puts the service together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from chassis.application import create_app
from chassis.clock import Clock
from chassis.consumer import Consumer
from chassis.cursors import Cursors
from chassis.errors import Unavailable
from chassis.idempotency import Idempotency
from chassis.kafka import Publisher
from chassis.mongo import connect, ping
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service
from fastapi import FastAPI

from campaigns_svc.commands import keep_dates
from campaigns_svc.corrections.routes import router as corrections_router
from campaigns_svc.evaluation.commands import ask_for_evaluations
from campaigns_svc.evaluation.routes import router as evaluation_router
from campaigns_svc.handlers import HANDLERS
from campaigns_svc.hot.store import HotPages
from campaigns_svc.past.routes import router as past_router
from campaigns_svc.returns.routes import router as returns_router
from campaigns_svc.routes import router as campaigns_router
from campaigns_svc.settings import Settings
from campaigns_svc.store import CampaignStore, Stores
from campaigns_svc.told.store import ProjectionStore
from campaigns_svc.voices.routes import router as voices_router
from campaigns_svc.voices.store import VoiceStore
from chassis import clock

TITLE = "Campaigns"
ROUTERS = (campaigns_router, past_router, returns_router, corrections_router, evaluation_router, voices_router)
log = logging.getLogger(__name__)


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = clock.now) -> Service:
    """The service in these roles; nothing is connected yet."""
    database = connect(settings)
    collection, comments = database["campaigns"], database["comments"]
    relay = Relay(
        Publisher(settings), [collection, comments], type_prefix=settings.type_prefix, eager="relay" in roles and "api" not in roles
    )
    hand = relay.hand if "relay" in roles else None
    outbox, said = (Outbox(one, source=settings.source, relay=hand, cap=settings.outbox_cap) for one in (collection, comments))
    cursors = Cursors(settings.cursor_key.get_secret_value())
    hot = HotPages(database, most=settings.hot_pages)
    campaigns, voices = CampaignStore(database, outbox, cursors, hot.forget), VoiceStore(database, said, cursors)
    stores = Stores(campaigns, ProjectionStore(database), voices, hot)
    idempotency = Idempotency(database)

    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok"}

    async def open_stores() -> None:
        await stores.campaigns.open()
        await stores.voices.open()
        await idempotency.open()

    async def keep_calendar() -> None:
        await run_calendar(stores.campaigns, clock, settings.clock_interval)

    app = create_app(settings, title=TITLE, routers=ROUTERS, idempotency=idempotency, ready=ready, clock=clock, lifespan=_listening(hot))
    app.state.stores = stores
    return Service(
        settings,
        database=database,
        app=app,
        relay=relay,
        consumers=[Consumer(settings, "campaigns-svc", HANDLERS, stores, database=database)],
        background=[keep_calendar],
        open=open_stores,
        roles=roles,
    )


def _listening(hot: HotPages) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """While the API answers, it hears what changes its lists."""

    @asynccontextmanager
    async def while_answering(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(hot.listen(), name="hot pages")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=5)

    return while_answering


async def run_calendar(campaigns: CampaignStore, clock: Clock, interval: float) -> None:
    """Do what the calendar asks for, until cancelled. Two of these at once do no harm: each write is conditional."""
    while True:
        try:
            await keep_dates(campaigns, at=clock())
            await ask_for_evaluations(campaigns, at=clock())
        except Unavailable as away:
            log.warning("the calendar waits: %s", away)
        await asyncio.sleep(interval)


def openapi() -> dict[str, Any]:
    """The document of this service's routes, made without any connection."""
    app = FastAPI(title=TITLE, version="1.0.0")
    for router in ROUTERS:
        app.include_router(router)
    return app.openapi()
