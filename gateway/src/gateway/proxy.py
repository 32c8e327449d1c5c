"""Carries a request to the service that owns the resource and its answer back as it comes: no framework, no model in between.

Only the headers named here travel inside; whatever else a client claims stays outside.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp
from chassis.errors import TooLarge
from starlette.types import Message, Receive, Scope, Send

from gateway.auth import require_scope
from gateway.errors import ServiceAway
from gateway.limits import Limits
from gateway.memory import Caller
from gateway.negotiation import is_named, require_acceptable
from gateway.routing import name_of, segment_of
from gateway.upstream import Upstream, translated

INWARD = {
    name: "-".join(word.capitalize() for word in name.split("-"))
    for name in ("accept", "accept-language", "content-type", "idempotency-key", "if-match", "if-none-match", "last-event-id")
}
KEPT_HERE = frozenset(
    (
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
        "server", "date", "set-cookie", "x-request-id", "x-content-type-options",
    )
)  # fmt: skip
AT_ONCE = 262_144
READING = frozenset(("GET", "HEAD"))
PATIENCE = 20.0
LOOKED_AFTER = 4.0  # seconds, as all times here
STREAM = "text/event-stream"
Still = Callable[[], Awaitable[bool]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the door understood it. `still()` says whether its caller may go on to listen."""

    caller: Caller
    headers: Mapping[str, str]
    still: Still


class Proxy:
    """Forwards for callers who are known."""

    def __init__(self, upstream: Upstream, limits: Limits, *, body_limit: int) -> None:
        self._upstream, self._limits, self._body_limit = upstream, limits, body_limit

    async def forward(self, service: str, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises ServiceAway, TookTooLong, TooLarge, InsufficientScope."""
        caller, headers = asked.caller, asked.headers
        asked_for, segment = scope["method"], segment_of(scope["path"]) or ""
        require_scope(caller.actor, asked_for, segment)
        method = "GET" if asked_for == "HEAD" else asked_for
        body = await _whole(receive, self._body_limit) if has_body(headers) else None
        target = (scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")).decode("ascii")
        inside = {INWARD[name]: _as_written(value) for name, value in headers.items() if name in INWARD}
        inside.update(self._upstream.headers(caller.actor, service))
        endless = method == "GET" and (STREAM in headers.get("accept", "") or scope["path"].endswith("/stream"))
        response = await self._upstream.send(method, service, target, inside, body, endless=endless)
        async with response:
            _require_own_location(response, service)
            shown = asked_for in READING and response.status == 200
            if shown:
                require_acceptable(headers.get("accept", ""), response.content_type)
            known = shown and is_named(headers.get("if-none-match", ""), response.headers.get("etag", ""))
            if known or asked_for == "HEAD":
                await _head(response, send, known=known)
            elif response.headers.get("content-type", "").startswith(STREAM):
                with self._limits.stream(caller.key):
                    await _stream(response, asked.still, receive, send)
            else:
                await _answer(response, service, send)


def has_body(headers: Mapping[str, str]) -> bool:
    """Whether a request brings a body."""
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _as_written(value: str) -> str:
    """A header's value in the letters that its sender wrote, so that the same bytes go inside."""
    try:
        return value if value.isascii() else value.encode("latin-1").decode()
    except UnicodeError:
        return value


async def _whole(receive: Receive, limit: int) -> bytes:
    """The body, which is small: files go straight to the object store. A slow sender keeps no service busy. Raises TooLarge."""
    body = bytearray()
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if len(body) > limit:
            raise TooLarge
        if not message.get("more_body"):
            return bytes(body)
    raise ConnectionAbortedError("the client left while it sent its request")


def _require_own_location(response: aiohttp.ClientResponse, service: str) -> None:
    """What a service calls itself stays inside: an address goes out only as a path. Raises ServiceAway."""
    location = response.headers.get("location", "/")
    if not location.startswith("/") or location.startswith(("//", "/\\")):
        log.error("%s answered %s with an address that is not ours to tell", service, response.status)
        raise ServiceAway(service=name_of(service))


def _start(response: aiohttp.ClientResponse) -> Message:
    kept = [(name.lower(), value) for name, value in response.raw_headers if name.decode("latin-1").lower() not in KEPT_HERE]
    return {"type": "http.response.start", "status": response.status, "headers": kept}


async def _head(response: aiohttp.ClientResponse, send: Send, *, known: bool) -> None:
    """The answer without its content; that it is the same for who has it already."""
    start = _start(response)
    if known:
        start["status"] = 304
        start["headers"] = [pair for pair in start["headers"] if pair[0] not in (b"content-length", b"content-type")]
    await send(start)
    await send({"type": "http.response.body", "body": b""})


async def _answer(response: aiohttp.ClientResponse, service: str, send: Send) -> None:
    """What is short goes out in one piece, the rest as it comes."""
    if response.content_length is not None and response.content_length <= AT_ONCE:
        with translated(service):
            body = await response.read()
        await send(_start(response))
        await send({"type": "http.response.body", "body": body})
        return
    await send(_start(response))
    async for chunk in response.content.iter_any():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _stream(response: aiohttp.ClientResponse, still: Still, receive: Receive, send: Send) -> None:
    """Pass events on the moment they come, until the client leaves, the service ends, or the caller lost the right to listen."""
    start = _start(response)
    start["headers"].append((b"x-accel-buffering", b"no"))
    await send(start)
    tasks = [asyncio.create_task(work) for work in (_pump(response, send), _left(receive), _lapsed(still))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ended, _ = await asyncio.wait(tasks, timeout=PATIENCE)
        for task in ended:
            if not task.cancelled():
                task.exception()  # heard of: a client or a service that left is no fault of ours
    await send({"type": "http.response.body", "body": b""})


async def _pump(response: aiohttp.ClientResponse, send: Send) -> None:
    async for chunk in response.content.iter_any():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _lapsed(still: Still) -> None:
    while await still():  # noqa: ASYNC110 the session ends in the database, which wakes nobody
        await asyncio.sleep(LOOKED_AFTER)
