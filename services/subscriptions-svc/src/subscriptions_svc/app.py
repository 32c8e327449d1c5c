"""Puts the service together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from chassis.application import create_app
from chassis.clock import Clock
from chassis.consumer import Consumer
from chassis.cursors import Cursors
from chassis.kafka import Publisher
from chassis.lease import Slots
from chassis.mongo import Database, connect, ping
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service
from fastapi import FastAPI
from opentelemetry.instrumentation.utils import suppress_instrumentation

from chassis import clock
from subscriptions_svc.bell.routes import router as bell_router
from subscriptions_svc.bell.store import BellStore
from subscriptions_svc.catalogue.store import read_catalogue
from subscriptions_svc.deliveries.outbound import Outbound
from subscriptions_svc.deliveries.routes import router as deliveries_router
from subscriptions_svc.deliveries.store import DeliveryStore
from subscriptions_svc.deliveries.worker import Courier, Ledger
from subscriptions_svc.handlers import HANDLERS, log_of
from subscriptions_svc.lanes.store import DispatcherStore, PlaceStore
from subscriptions_svc.lanes.worker import Tools
from subscriptions_svc.log.routes import router as log_router
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.log.worker import Cutter
from subscriptions_svc.routes import router as catalogue_router
from subscriptions_svc.settings import Settings
from subscriptions_svc.store import Stores
from subscriptions_svc.subscriptions.commands import narrow_former
from subscriptions_svc.subscriptions.routes import router as subscriptions_router
from subscriptions_svc.subscriptions.secrets import Vault
from subscriptions_svc.subscriptions.store import SubscriptionStore
from subscriptions_svc.worker import Dispatcher

TITLE = "Subscriptions"
ROUTERS = (catalogue_router, log_router, bell_router, deliveries_router, subscriptions_router)
LOOK_EVERY = 0.1
ENDING = 5.0


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = clock.now) -> Service:
    """The service in these roles; nothing is connected yet."""
    catalogue = read_catalogue(settings.contracts_root, prefix=settings.type_prefix)
    log = log_of(catalogue.topics)
    database = connect(settings)
    collection = database["subscriptions"]
    relay = Relay(Publisher(settings), [collection], type_prefix=settings.type_prefix, eager="relay" in roles and "api" not in roles)
    outbox = Outbox(collection, source=settings.source, relay=relay.hand if "relay" in roles else None, cap=settings.outbox_cap)
    stores = _stores(database, outbox, settings)
    vault, outbound = Vault(settings.secrets_key.get_secret_value()), Outbound(loopback=settings.webhook_allow_loopback)
    courier = Courier(outbound, vault, source=settings.source, clock=clock, timeout=settings.webhook_timeout)
    tools = Tools(
        stores.log,
        stores.subscriptions,
        stores.deliveries,
        stores.places,
        stores.dispatchers,
        courier,
        Ledger(stores.deliveries),
        clock,
        settings.tick,
    )
    dispatcher = Dispatcher(tools, Slots(database["delivery_leases"]))

    async def opened() -> None:
        await stores.open()
        await narrow_former(stores.subscriptions, stores.log, at=clock())

    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok", **({"deliveries": dispatcher.state()} if "worker" in roles else {})}

    async def follow_log() -> None:
        with suppress_instrumentation():
            await stores.log.follow(LOOK_EVERY)

    async def deliver() -> None:
        await dispatcher.run()

    async def cut_log() -> None:
        with suppress_instrumentation():
            await Cutter(stores.log.bounds, keep=timedelta(days=settings.log_retention_days), clock=clock).run()

    @asynccontextmanager
    async def following(_: FastAPI) -> AsyncIterator[None]:
        """Streams need the newest events also where nobody appends them."""
        task = asyncio.create_task(follow_log())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=ENDING)

    # no chassis idempotency: it would keep answers, and with them secrets, in the clear. Creations derive their id, verbs carry If-Match.
    app = create_app(settings, title=TITLE, routers=ROUTERS, ready=ready, clock=clock, lifespan=None if "worker" in roles else following)
    app.state.stores, app.state.vault, app.state.outbound, app.state.courier = stores, vault, outbound, courier
    app.state.catalogue = catalogue
    app.state.cursors = Cursors(settings.cursor_key.get_secret_value())
    app.state.heartbeat, app.state.stream_for = settings.heartbeat, settings.stream_for
    return Service(
        settings,
        database=database,
        app=app,
        relay=relay,
        consumers=[
            *(Consumer(settings, f"subscriptions-svc-{domain}", one, stores, database=database) for domain, one in log.items()),
            Consumer(settings, "subscriptions-svc-roles", HANDLERS, stores, database=database),
        ],
        background=[deliver, follow_log, cut_log],
        figures=stores.dispatchers.all,
        open=opened,
        close=outbound.close,
        roles=roles,
    )


def _stores(database: Database, outbox: Outbox, settings: Settings) -> Stores:
    prefix = settings.type_prefix
    bells, dispatchers = BellStore(database, prefix), DispatcherStore(database)
    return Stores(LogStore(database), SubscriptionStore(outbox), DeliveryStore(database), PlaceStore(database), bells, dispatchers, prefix)


def openapi() -> dict[str, Any]:
    """The document of this service's routes, made without any connection."""
    app = FastAPI(title=TITLE, version="1.0.0")
    for router in ROUTERS:
        app.include_router(router)
    return app.openapi()
