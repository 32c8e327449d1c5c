"""Puts the service together."""

from typing import Any

from chassis.application import create_app
from chassis.clock import Clock, now
from chassis.consumer import Consumer
from chassis.cursors import Cursors
from chassis.idempotency import Idempotency
from chassis.kafka import Publisher
from chassis.mongo import connect, ping
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service
from fastapi import FastAPI

from meetings_svc.handlers import HANDLERS
from meetings_svc.routes import router
from meetings_svc.settings import Settings
from meetings_svc.store import MeetingStore, Stores
from meetings_svc.told.store import ProjectionStore

TITLE = "Meetings"


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = now) -> Service:
    """The service in these roles; nothing is connected yet."""
    database = connect(settings)
    collection = database["meetings"]
    relay = Relay(Publisher(settings), [collection], type_prefix=settings.type_prefix, eager="relay" in roles and "api" not in roles)
    outbox = Outbox(collection, source=settings.source, relay=relay.hand if "relay" in roles else None, cap=settings.outbox_cap)
    stores = Stores(MeetingStore(outbox, Cursors(settings.cursor_key.get_secret_value())), ProjectionStore(database))
    idempotency = Idempotency(database)

    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok"}

    async def open_stores() -> None:
        await stores.meetings.open()
        await idempotency.open()

    app = create_app(settings, title=TITLE, routers=[router], idempotency=idempotency, ready=ready, clock=clock)
    app.state.stores = stores
    return Service(
        settings,
        database=database,
        app=app,
        relay=relay,
        consumers=[Consumer(settings, "meetings-svc", HANDLERS, stores, database=database)],
        open=open_stores,
        roles=roles,
    )


def openapi() -> dict[str, Any]:
    """The document of this service's routes, made without any connection."""
    app = FastAPI(title=TITLE, version="1.0.0")
    app.include_router(router)
    return app.openapi()
