"""The application of a service: its routes with problems, health, request ids and telemetry around them."""

import logging
import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import clock
from chassis.auth import TokenVerifier
from chassis.clock import Clock
from chassis.errors import DomainError
from chassis.event import correlated, current_correlation
from chassis.http import Ready, Router
from chassis.idempotency import Idempotency
from chassis.problems import UnexpectedFault, from_status, from_validation, problem_response
from chassis.settings import ServiceSettings

VERBS = ("GET", "POST", "PATCH", "PUT", "DELETE")
_REQUEST_ID = re.compile(r"[\w-]{8,64}")

log = logging.getLogger(__name__)


def create_app(
    settings: ServiceSettings,
    *,
    title: str,
    routers: Sequence[Router],
    idempotency: Idempotency | None = None,
    ready: Ready | None = None,
    clock: Clock = clock.now,
    lifespan: Any = None,
) -> FastAPI:
    """The service's application. `ready()` raises or answers what each dependency says; anything but "ok" is a 503 of /readyz."""
    app = FastAPI(
        title=title,
        version="1.0.0",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry={"operation_spans": False, "logs": False, "exclude": _is_probe},
        lifespan=lifespan,
    )
    app.state.verifier = TokenVerifier(settings.jwks(), settings.service)
    app.state.idempotency = idempotency
    app.state.clock = clock
    app.state.ready = ready
    for router in routers:
        app.include_router(router)
    _add_health(app, ready)
    answer_with_problems(app)
    app.add_middleware(RequestScope, body_limit=settings.body_limit)
    return app


def answer_with_problems(app: FastAPI) -> None:
    """Render every error of an application as problem+json."""

    async def domain(request: Request, error: DomainError) -> Response:
        return problem_response(request, error)

    async def validation(request: Request, error: RequestValidationError) -> Response:
        return problem_response(request, from_validation(error))

    async def status(request: Request, error: HTTPException) -> Response:
        if error.status_code != 405:
            return problem_response(request, from_status(error.status_code), error.headers)
        allow = {"Allow": ", ".join(_methods_of(app, request.scope))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        return problem_response(request, from_status(405), allow)

    app.add_exception_handler(DomainError, domain)  # type: ignore[arg-type]  # Starlette types handlers by Exception itself
    app.add_exception_handler(RequestValidationError, validation)  # type: ignore[arg-type]  # as above
    app.add_exception_handler(HTTPException, status)  # type: ignore[arg-type]  # as above


def _methods_of(app: FastAPI, scope: Scope) -> list[str]:
    """The methods that an address takes. HEAD is a GET whose content the gateway keeps."""
    taken = [verb for verb in VERBS if any(route.matches({**scope, "method": verb})[0] is Match.FULL for route in app.routes)]
    return sorted({*taken, "OPTIONS", *(["HEAD"] if "GET" in taken else [])})


def _is_probe(scope: Any) -> bool:
    return scope.get("path") in ("/healthz", "/readyz")


def _add_health(app: FastAPI, ready: Ready | None) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        parts = await ready() if ready else {}
        fine = all(state == "ok" for state in parts.values())
        return JSONResponse({"status": "ok" if fine else "unavailable", "parts": parts}, 200 if fine else 503)


class RequestScope:
    """Gives each request its id, says no-store, and answers what nobody foresaw here, where the server would close the connection."""

    def __init__(self, app: ASGIApp, *, body_limit: int) -> None:
        self.app = app
        self.body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with correlated(_request_id(scope)):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def stamped(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _stamp(MutableHeaders(raw=message["headers"]))
            await send(message)

        try:
            await self.app(scope, self._limited(receive), stamped)
        except Exception:
            log.exception("a request failed in a way nobody foresaw: %s %s", scope["method"], scope["path"])
            if begun:
                raise
            await problem_response(Request(scope), UnexpectedFault())(scope, receive, stamped)

    def _limited(self, receive: Receive) -> Receive:
        """Count the body as it comes: what declares no length is refused as soon as it is too long."""
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.body_limit:
                raise HTTPException(413)
            return message

        return counted


def _stamp(headers: MutableHeaders) -> None:
    headers["X-Request-Id"] = current_correlation() or ""
    headers.setdefault("Cache-Control", "no-store")
    headers.setdefault("X-Content-Type-Options", "nosniff")


def _request_id(scope: Scope) -> str:
    """The gateway's id where it sent one."""
    given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex
