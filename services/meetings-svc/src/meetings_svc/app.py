"""Puts the service together."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from chassis.application import create_app
from chassis.clock import Clock, now
from chassis.consumer import Consumer
from chassis.cursors import Cursors
from chassis.errors import Unavailable
from chassis.exports import ExportLimit
from chassis.idempotency import Idempotency
from chassis.kafka import Publisher
from chassis.mongo import Database, connect, ping
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service
from fastapi import FastAPI

from meetings_svc.feeds.routes import router as feeds
from meetings_svc.feeds.store import FeedStore
from meetings_svc.handlers import HANDLERS
from meetings_svc.life.commands import seat_past_meetings
from meetings_svc.outcomes.commands import keep_dates, name_seats
from meetings_svc.outcomes.routes import router as outcomes
from meetings_svc.outcomes.store import OutcomeStore
from meetings_svc.pack.routes import router as packs
from meetings_svc.pack.store import ReadingStore
from meetings_svc.proposals.routes import router as proposals
from meetings_svc.proposals.store import ProposalStore
from meetings_svc.routes import router as meetings
from meetings_svc.seats.routes import router as seats
from meetings_svc.seats.store import SeatStore
from meetings_svc.series.commands import cancel_meetings_of_ended
from meetings_svc.series.routes import router as series
from meetings_svc.series.store import SeriesStore
from meetings_svc.settings import Settings
from meetings_svc.store import MeetingStore, Stores
from meetings_svc.told.store import ProjectionStore

TITLE = "Meetings"
ROUTERS = [meetings, seats, outcomes, packs, proposals, series, feeds]
log = logging.getLogger(__name__)


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = now) -> Service:
    """The service in these roles; nothing is connected yet."""
    database = connect(settings)
    relayed = [database[name] for name in ("meetings", "seats", "outcomes")]
    relay = Relay(Publisher(settings), relayed, type_prefix=settings.type_prefix, eager="relay" in roles and "api" not in roles)
    hand = relay.hand if "relay" in roles else None
    stores = stores_on(database, settings, [Outbox(one, source=settings.source, relay=hand, cap=settings.outbox_cap) for one in relayed])
    idempotency = Idempotency(database)

    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok"}

    async def open_stores() -> None:
        stored = (stores.meetings, stores.seats, stores.outcomes, stores.proposals, stores.feeds, stores.projections, stores.exports)
        for store in (*stored, idempotency):
            await store.open()
        await seat_past_meetings(stores)
        await name_seats(stores)

    async def keep_calendar() -> None:
        await run_calendar(stores, clock, settings.clock_interval)

    app = create_app(settings, title=TITLE, routers=ROUTERS, idempotency=idempotency, ready=ready, clock=clock)
    app.state.stores = stores
    return Service(
        settings,
        database=database,
        app=app,
        relay=relay,
        consumers=[Consumer(settings, "meetings-svc", HANDLERS, stores, database=database)],
        background=[keep_calendar],
        open=open_stores,
        roles=roles,
    )


def stores_on(database: Database, settings: Settings, outboxes: Sequence[Outbox]) -> Stores:
    """The stores of meetings, seats and outcomes on their outboxes, and what has none."""
    meetings, seats, outcomes = outboxes
    cursors = Cursors(settings.cursor_key.get_secret_value())
    return Stores(
        MeetingStore(meetings, cursors),
        SeatStore(seats),
        OutcomeStore(outcomes, cursors),
        ProposalStore(database),
        SeriesStore(database),
        ReadingStore(database),
        FeedStore(database, cursors),
        ProjectionStore(database),
        ExportLimit(database),
        settings.calendar_domain,
        settings.web_root / "assets" if settings.web_root else None,
    )


async def run_calendar(stores: Stores, clock: Clock, interval: float) -> None:
    """Do what the calendar asks for, until cancelled. Two of these at once do no harm: each write is conditional."""
    while True:
        try:
            await keep_dates(stores.outcomes, at=clock())
            await cancel_meetings_of_ended(stores, at=clock())
        except Unavailable as away:
            log.warning("the calendar waits: %s", away)
        await asyncio.sleep(interval)


def openapi() -> dict[str, Any]:
    """The document of this service's routes, made without any connection."""
    app = FastAPI(title=TITLE, version="1.0.0")
    for router in ROUTERS:
        app.include_router(router)
    return app.openapi()
