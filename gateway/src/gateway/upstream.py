"""The gateway's own calls to services: one pool, a deadline, and what a service answers as JSON."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from chassis.auth import Actor
from chassis.event import current_correlation
from chassis.telemetry import current_traceparent
from opentelemetry.instrumentation.utils import suppress_http_instrumentation
from yarl import URL

from gateway.auth import Tokens
from gateway.errors import ServiceAway, TookTooLong

CONNECT = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said; `body` is its JSON."""

    status: int
    body: Any


class Upstream:
    """Where the services are and how to speak to them. `routes` is service name to address."""

    def __init__(self, routes: Mapping[str, str], tokens: Tokens, *, deadline: float) -> None:
        self._routes = {name: address.rstrip("/") for name, address in routes.items()}
        self._tokens = tokens
        self._deadline = aiohttp.ClientTimeout(total=deadline, sock_connect=CONNECT)
        self._endless = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT)
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The pool, made inside the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30), cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            )
        return self._session

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            await self._session.close()

    def headers(self, actor: Actor | None, service: str) -> dict[str, str]:
        """What tells a service who asks and which request and trace this is."""
        told = {"X-Request-Id": current_correlation() or "", **current_traceparent()}
        if actor is not None:
            told["Authorization"] = f"Bearer {self._tokens.for_service(actor, f'{service}-svc')}"
        return told

    async def send(
        self, method: str, service: str, target: str, headers: Mapping[str, str], body: bytes | None, *, endless: bool = False
    ) -> aiohttp.ClientResponse:
        """The service's answer, its body not yet read. `target` is path and query as they came. Raises ServiceAway, TookTooLong."""
        address = self._routes.get(service)
        if address is None:
            raise ServiceAway(service=service)
        timeout = self._endless if endless else self._deadline
        with suppress_http_instrumentation(), translated(service):
            return await self.session.request(
                method, URL(address + target, encoded=True), headers=headers, data=body, allow_redirects=False, timeout=timeout
            )

    async def json(self, actor: Actor, method: str, service: str, path: str, body: Any = None, language: str = "ar") -> Answer:
        """Ask a service for one of the gateway's own answers. Raises ServiceAway, TookTooLong."""
        target = str(URL.build(path=f"/api/v1{path.partition('?')[0]}", query_string=path.partition("?")[2]))
        headers = {**self.headers(actor, service), "Accept-Language": language}
        content = None
        if body is not None:
            content = json.dumps(body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        response = await self.send(method, service, target, headers, content)
        with translated(service):
            async with response:
                return Answer(response.status, await response.json(content_type=None) if response.status != 204 else None)


@contextmanager
def translated(service: str) -> Iterator[None]:
    """Inside, the client's errors become ours."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError as error:
        raise ServiceAway(service=service) from error
    except TimeoutError as error:
        raise TookTooLong(service=service) from error
    except (aiohttp.ClientError, OSError) as error:
        raise ServiceAway(service=service) from error
