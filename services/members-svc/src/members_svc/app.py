"""Puts members-svc together: settings in, application and loops out."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from chassis.application import create_app
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.cursors import Cursors
from chassis.errors import Unavailable
from chassis.idempotency import Idempotency
from chassis.kafka import Publisher
from chassis.mongo import Database, connect, ping
from chassis.relay import Relay
from chassis.serve import Service
from fastapi import FastAPI

from members_svc.credentials.routes import router as credentials
from members_svc.directory.routes import router as directory
from members_svc.entities.routes import router as entities
from members_svc.establishment.routes import router as establishment
from members_svc.handlers import HANDLERS
from members_svc.openings.routes import router as openings
from members_svc.people.routes import router as people
from members_svc.posts.commands import end_run_out_covers
from members_svc.posts.routes import router as posts
from members_svc.proposals.commands import drop_run_out_proposals
from members_svc.proposals.routes import router as proposals
from members_svc.reports.routes import router as reports
from members_svc.roster.routes import router as rosters
from members_svc.settings import Settings
from members_svc.store import Stores, aggregates
from members_svc.tenures.routes import router as tenures
from members_svc.vcards.routes import router as vcards

TITLE = "Members"
# the directory before people: its export would be taken for somebody's id
ROUTERS = (entities, posts, establishment, proposals, tenures, directory, people, reports, openings, vcards, rosters, credentials)


def build(settings: Settings, *, roles: frozenset[str]) -> Service:
    """The service with what these roles need. Raises nothing before it is opened."""
    database = connect(settings)
    alone = roles == {"relay"}
    relay = Relay(Publisher(settings), aggregates(database), type_prefix=settings.type_prefix, eager=alone)
    stores = Stores.of(database, settings, relay.hand if "relay" in roles else None)
    idempotency = Idempotency(database)
    consumer = Consumer(settings, settings.service, HANDLERS, stores, database=database)

    async def open_() -> None:
        await stores.open()
        await idempotency.open()

    return Service(
        settings,
        database=database,
        app=application(settings, stores, idempotency, database),
        relay=relay,
        consumers=[consumer],
        background=[_end_covers(stores, settings.covers_every)],
        open=open_,
        roles=roles,
    )


def application(settings: Settings, stores: Stores, idempotency: Idempotency, database: Database) -> FastAPI:
    """The HTTP application over these stores."""
    app = create_app(settings, title=TITLE, routers=ROUTERS, idempotency=idempotency, ready=_ready(database))
    app.state.stores = stores
    app.state.cursors = Cursors(settings.cursor_key.get_secret_value())
    return app


def openapi() -> dict[str, Any]:
    """The document of this service's routes, made without any connection or environment."""
    app = FastAPI(title=TITLE, version="1.0.0")
    for router in ROUTERS:
        app.include_router(router)
    return app.openapi()


def _ready(database: Database) -> Callable[[], Awaitable[dict[str, str]]]:
    async def ready() -> dict[str, str]:
        try:
            await ping(database)
        except Unavailable:
            return {"mongo": "away"}
        return {"mongo": "ok"}

    return ready


def _end_covers(stores: Stores, every: float) -> Callable[[], Awaitable[None]]:
    """Day by day, acting tenures past their last day and offers past their time end."""

    async def covers() -> None:
        while True:
            with suppress(Unavailable):  # the next look comes soon enough
                await end_run_out_covers(stores.posts, at=now())
                await drop_run_out_proposals(stores.posts, at=now())
                await stores.people.purge()
            await asyncio.sleep(every)

    return covers
