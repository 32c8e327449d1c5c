"""Puts the gateway together."""

import logging
from typing import Any

from chassis.application import answer_with_problems
from chassis.auth import TokenSigner
from chassis.clock import Clock
from chassis.consumer import Consumer
from chassis.mongo import connect, ping
from chassis.operations import Operations
from chassis.serve import Service
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from chassis import clock
from gateway import home, meetings, oauth, operations, pack, routes, screens, search, sessions
from gateway.accounts import AccountList
from gateway.auth import Callers, Tokens
from gateway.door import Door
from gateway.handlers import HANDLERS, Stores
from gateway.headers import VARY, everywhere, of_pages
from gateway.limits import Limits
from gateway.proxy import Proxy
from gateway.routes import Here
from gateway.screen_shapes import SHAPES
from gateway.settings import Settings
from gateway.site import Site
from gateway.store import Accounts, Sessions
from gateway.upstream import Relayed, Upstream
from gateway.watching import Watching

TITLE = "Gateway"
ROUTERS = (
    routes.router,
    sessions.router,
    oauth.router,
    screens.router,
    home.router,
    search.router,
    operations.router,
    meetings.router,
    pack.router,
)
log = logging.getLogger(__name__)


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = clock.now) -> Service:
    """The gateway in these roles; nothing is connected yet."""
    database = connect(settings)
    stores = Stores(
        Sessions(database, idle=settings.session_idle, longest=settings.session_longest),
        Accounts(database, settings.cursor_key.get_secret_value()),
    )

    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok"}

    consumer = Consumer(settings, settings.service, HANDLERS, stores, database=database)
    here = _parts(settings, stores, clock, Operations(settings, database, ready=ready, consumers=[consumer]))

    async def open_stores() -> None:
        await stores.sessions.open()
        await stores.accounts.open()

    own = _own_app(ready)
    own.state.here = here
    return Service(
        settings,
        database=database,
        app=_door(settings, own, here),
        consumers=[consumer],
        background=[here.watching.run, AccountList(stores.accounts, here.upstream, clock).run],
        open=open_stores,
        close=here.upstream.close,
        headers=[*_everywhere(settings), *VARY],
        roles=roles,
    )


def _parts(settings: Settings, stores: Stores, clock: Clock, seen: Operations) -> Here:
    signer = TokenSigner(settings.private_jwk())
    return Here(
        sessions=stores.sessions,
        accounts=stores.accounts,
        callers=Callers(stores.sessions, stores.accounts, cookie=settings.cookie, origin=settings.public_url, clock=clock),
        limits=Limits(
            person=settings.person_limit,
            address=settings.address_limit * settings.crowd,
            failures=settings.sign_in_limit * settings.crowd,
        ),
        upstream=Upstream(settings.routes, Tokens(signer), deadline=settings.deadline),
        signer=signer,
        clock=clock,
        cookie=settings.cookie,
        cookie_secure=not settings.cookie_insecure,
        longest=settings.session_longest,
        contracts=settings.contracts_root,
        public_url=settings.public_url.rstrip("/"),
        operations=seen,
        traces=settings.traces_url,
        dashboards=settings.dashboards_url,
        watching=Watching(settings.watched, settings.alerts_url, clock),
    )


def _door(settings: Settings, own: FastAPI, here: Here) -> Door:
    return Door(
        own,
        Site(settings.web_root, of_pages(settings.web_root, settings.media_origin)),
        Proxy(here.upstream, here.limits, body_limit=settings.body_limit),
        here.callers,
        here.limits,
        hosts=settings.known_hosts,
        trusted=settings.trusted_proxies,
        body_limit=settings.body_limit,
        everywhere=_everywhere(settings),
    )


def _everywhere(settings: Settings) -> list[tuple[bytes, bytes]]:
    return everywhere(tls=settings.public_url.startswith("https:"))


def _own_app(ready: Any) -> FastAPI:
    """The gateway's own routes. Spans and measurements are the door's."""
    silent = {"tracing": False, "metrics": False, "logs": False}
    app = FastAPI(
        title=TITLE, version="1.0.0", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, telemetry=silent,  # type: ignore[arg-type]  # a TypedDict there
    )  # fmt: skip
    for router in (*ROUTERS, routes.outside, oauth.outside):
        app.include_router(router)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        return JSONResponse({"status": "ok", "parts": await ready()})

    answer_with_problems(app)
    app.add_exception_handler(Relayed, _relayed)  # type: ignore[arg-type]  # Starlette types handlers by Exception
    return app


async def _relayed(_: Request, refusal: Relayed) -> Response:
    """A service's own problem, as it put it."""
    answer = refusal.answer
    told = {"Retry-After": answer.retry_after} if answer.retry_after else {}
    return JSONResponse(answer.body, answer.status, told, "application/problem+json")


def own_openapi() -> dict[str, Any]:
    """The document of the gateway's own routes, made without any connection; its screens name shapes of the services."""
    app = FastAPI(title=TITLE, version="1.0.0")
    for router in ROUTERS:
        app.include_router(router)
    document = app.openapi()
    document["components"]["schemas"] |= SHAPES
    return document
