"""Puts the gateway together: the proxy before everything, the client's pages behind everything, its own routes between them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chassis.application import create_app
from chassis.auth import TokenSigner
from chassis.clock import Clock
from chassis.consumer import Consumer
from chassis.http import Router
from chassis.mongo import connect, ping
from chassis.serve import Service
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis import clock
from gateway.auth import Callers, Tokens
from gateway.handlers import HANDLERS
from gateway.limits import Limits
from gateway.pages import Pages
from gateway.proxy import Proxy
from gateway.routes import Parts, documents, router
from gateway.screens import Refused
from gateway.settings import Settings
from gateway.store import Accounts, Sessions
from gateway.upstream import Upstream

TITLE = "Gateway"
OWN = ("/api/", "/healthz", "/readyz", "/.well-known/")
CONTRACTS = Path(__file__).parents[3] / "contracts"


class Front:
    """Decides by the path alone who answers."""

    def __init__(self, own: ASGIApp, proxy: Proxy, pages: Pages) -> None:
        self._own, self._proxy, self._pages = own, proxy, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (self._proxy.owner(scope["path"]) is None and scope["path"].startswith(OWN)):
            await self._own(scope, receive, send)
        elif self._proxy.owner(scope["path"]) is not None:
            await self._proxy(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


def build(settings: Settings, *, roles: frozenset[str], clock: Clock = clock.now) -> Service:
    """The gateway; nothing is connected yet."""
    database = connect(settings)
    signer = TokenSigner(settings.private_jwk())
    sessions = Sessions(database, idle=settings.session_idle, longest=settings.session_longest)
    accounts = Accounts(database)
    upstream = Upstream(settings.routes, Tokens(signer), deadline=settings.deadline)
    limits = Limits(person=settings.person_limit, address=settings.address_limit, sign_ins=settings.sign_in_limit)
    callers = Callers(sessions, accounts, cookie=settings.cookie, origin=settings.public_url, clock=clock)
    machines = documents(signer.jwks(), lambda: _contract("openapi/shabaka.json"), lambda: _contract("asyncapi.json"))
    own = _own_app(settings, [router, machines], database, clock)
    own.state.parts = Parts(settings, sessions, accounts, callers, limits, upstream, clock)
    proxy = Proxy(upstream, callers, limits, body_limit=settings.body_limit, trusted_proxies=settings.trusted_proxies)
    pages = Pages(settings.web_root, public_url=settings.public_url, media_origin=settings.media_origin)

    async def open_stores() -> None:
        await sessions.open()
        await accounts.open()

    return Service(
        settings,
        database=database,
        app=Front(own, proxy, pages),
        consumers=[Consumer(settings, "gateway", HANDLERS, sessions, database=database)],
        open=open_stores,
        close=upstream.close,
        roles=roles,
    )


def _own_app(settings: Settings, routers: Sequence[Router], database: Any, clock: Clock) -> FastAPI:
    async def ready() -> dict[str, str]:
        await ping(database)
        return {"mongo": "ok"}

    app = create_app(settings, title=TITLE, routers=routers, ready=ready, clock=clock)
    hand_on_refusals(app)
    return app


def hand_on_refusals(app: FastAPI) -> None:
    """What a service refused on the way to a page is answered as the service said it."""

    async def refused(_: Request, error: Refused) -> Response:
        return JSONResponse(error.answer.body, error.answer.status, media_type="application/problem+json")

    app.add_exception_handler(Refused, refused)  # type: ignore[arg-type]


def own_openapi() -> dict[str, Any]:
    """The document of the gateway's own routes, made without any connection."""
    app = FastAPI(title=TITLE, version="1.0.0")
    app.include_router(router)
    return app.openapi()


def _contract(name: str) -> Any:
    return json.loads((CONTRACTS / name).read_text())
