"""The public door: names every request, knows its caller, counts it, and hands it to a service, a route of our own or the site."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from chassis.application import RequestScope
from chassis.auth import Actor
from chassis.bodies import UnsupportedMediaType
from chassis.errors import DomainError, Unauthenticated
from chassis.http import API
from chassis.problems import MethodNotAllowed, from_status, problem_response
from chassis.telemetry import continued
from opentelemetry import metrics
from opentelemetry.trace import Span, SpanKind, StatusCode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.auth import SAFE, Callers, address_of
from gateway.errors import NotAcceptable, UnknownHost
from gateway.headers import VARY
from gateway.limits import Limits
from gateway.memory import Caller
from gateway.negotiation import require_acceptable
from gateway.proxy import READING, Asked, Proxy
from gateway.routing import OPEN, OWN, ROUTES, SCREENS, is_open, owner_of, segment_of

PROBES = frozenset(("/healthz", "/readyz"))
READ_ONLY = "GET, HEAD, OPTIONS"
METHODS = frozenset(("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"))
ANYBODY = Caller("anybody", Actor("anybody", "system", scopes=("read",)))
BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0]

Headers = Sequence[tuple[bytes, bytes]]
_duration = metrics.get_meter("gateway").create_histogram(
    "http.server.request.duration", "s", "Duration of HTTP server requests.", explicit_bucket_boundaries_advisory=BUCKETS
)


class Door:
    """The ASGI application of this process. `own` answers what is the gateway's, `site` the web client.
    `trusted` counts the proxies in front. `everywhere` are headers of all answers, whoever made them."""

    def __init__(
        self, own: ASGIApp, site: ASGIApp, proxy: Proxy, callers: Callers, limits: Limits, *, hosts: frozenset[str], trusted: int,
        body_limit: int, everywhere: Headers,
    ) -> None:  # fmt: skip
        self._own, self._site, self._proxy, self._callers, self._limits = own, site, proxy, callers, limits
        self._hosts, self._trusted = hosts, trusted
        self._everywhere = list(everywhere)
        self._inside = RequestScope(self._guarded, body_limit=body_limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._own(scope, receive, send)
            return
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"x-request-id"]  # ours is the first to name it

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_missing(message["headers"], self._everywhere)]
            await send(message)

        await self._inside(scope, receive, dressed)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(ConnectionAbortedError):
            await _or_problem(self._pass, scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path in PROBES:
            await self._own(scope, receive, send)
            return
        headers = _joined(scope["headers"])
        if _name_of(headers.get("host", "")) not in self._hosts:
            raise UnknownHost
        if scope["method"] not in METHODS:
            raise MethodNotAllowed(allow=READ_ONLY) if is_open(path) else MethodNotAllowed
        if path.startswith(("/api/", "/.well-known/")):
            await self._traced(headers, scope, receive, send)
        else:
            await self._site(scope, receive, send)

    async def _traced(self, headers: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        """One span and one measurement a request, by hand: a framework's would cost more than the forwarding."""
        method, route = scope["method"], _route(scope["path"])
        carrier = {name: headers[name] for name in ("traceparent", "tracestate") if name in headers}
        shown = route if segment_of(scope["path"]) in OPEN else scope["path"]  # no secret in a trace
        attributes = {"http.request.method": method, "http.route": route, "url.path": shown}
        began, status = time.perf_counter(), 500
        with continued(carrier, f"{method} {route}", SpanKind.SERVER, **attributes) as span:

            async def told(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                    message["headers"] = [*message["headers"], *VARY]
                    _tell(span, status)
                await send(message)

            try:
                await _or_problem(partial(self._answer, headers), scope, receive, told)
            finally:
                spent = time.perf_counter() - began
                _duration.record(spent, {"http.request.method": method, "http.route": route, "http.response.status_code": status})

    async def _answer(self, headers: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope.get("client"), headers, self._trusted)
        caller = await self._callers.of(headers)
        await self._limits.count(caller.key if caller else None, address)
        if segment_of(scope["path"]) != "token":  # it heeds no cookie, and those who call it are no browsers
            self._callers.refuse_other_sites(headers, scope["method"])
        if headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
            raise UnsupportedMediaType
        service = owner_of(scope["path"])
        if service is None:
            scope["state"] = {**scope.get("state", {}), "caller": caller, "address": address, "headers": headers}
            method = "GET" if scope["method"] == "HEAD" else scope["method"]  # the server keeps the content to itself
            await self._own({**scope, "method": method}, receive, _if_acceptable(headers, scope, receive, send))
            return
        if caller is None:
            if not is_open(scope["path"]):
                raise Unauthenticated
            if scope["method"] not in SAFE:
                raise MethodNotAllowed(allow=READ_ONLY)
            caller = ANYBODY

        async def still() -> bool:
            now = await self._callers.of(headers, watching=True)
            return now is not None and now.actor == caller.actor

        await self._proxy.forward(service, Asked(caller, headers, still), scope, receive, send)


async def _or_problem(answer: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """What the answer's maker raises becomes a problem document, unless half an answer is out: then the connection breaks."""
    begun = False

    async def noted(message: Message) -> None:
        nonlocal begun
        begun = True
        await send(message)

    try:
        await answer(scope, receive, noted)
    except (DomainError, HTTPException) as error:
        if begun:
            raise
        refusal = error if isinstance(error, DomainError) else from_status(error.status_code)
        allowed = {"Allow": _allowed_by(error)} if isinstance(refusal, MethodNotAllowed) else None
        await problem_response(Request(scope), refusal, allowed)(scope, receive, send)


def _if_acceptable(headers: Mapping[str, str], scope: Scope, receive: Receive, send: Send) -> Send:
    """Sends what was asked for in a form that is taken, and else a refusal in its place."""
    refused = False

    async def acceptable(message: Message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and message["status"] == 200 and scope["method"] in READING:
            kind = next((value.decode("latin-1") for name, value in message["headers"] if name == b"content-type"), "")
            try:
                require_acceptable(headers.get("accept", ""), kind.partition(";")[0])
            except NotAcceptable as refusal:
                refused = True
                await problem_response(Request(scope), refusal)(scope, receive, send)
        if not refused:
            await send(message)

    return acceptable


def _allowed_by(error: DomainError | HTTPException) -> str:
    """The methods that an address takes, as far as who refused one knows them."""
    known = error.facts.get("allow") if isinstance(error, DomainError) else (error.headers or {}).get("Allow")
    return str(known or ", ".join(sorted(METHODS)))


def _missing(there: Headers, wanted: Headers) -> Headers:
    """What the answer does not say by itself: two policies would both hold."""
    told = {name.lower() for name, _ in there}
    return [pair for pair in wanted if pair[0] not in told]


def _joined(headers: Headers) -> dict[str, str]:
    """Headers by name. What comes in several lines is one list (RFC 9110, 5.3); what may come only once was refused before."""
    found: dict[str, str] = {}
    for name, value in headers:
        known, text = name.decode("latin-1"), value.decode("latin-1")
        found[known] = f"{found[known]}, {text}" if known in found else text
    return found


def _tell(span: Span, status: int) -> None:
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        span.set_status(StatusCode.ERROR)


def _route(path: str) -> str:
    """A name with few values: what is behind the resource stays out."""
    segment = segment_of(path)
    if segment == "screens":
        name = path.split("/")[4:5]
        return f"{API}/screens/{name[0]}" if name and name[0] in SCREENS else f"{API}/screens"
    return f"{API}/{segment}" if segment in ROUTES or segment in OWN else "/api"


def _name_of(host: str) -> str:
    """The host without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()
