"""The gateway's own calls to services: one pool, a deadline, and what a service answers as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp
from chassis.auth import Actor
from chassis.event import current_correlation
from chassis.http import API
from chassis.telemetry import current_traceparent
from opentelemetry import trace
from opentelemetry.instrumentation.aiohttp_client import AioHttpClientInstrumentor
from opentelemetry.trace import SpanKind
from yarl import URL

from gateway.auth import Tokens
from gateway.errors import ServiceAway, TookTooLong
from gateway.routing import name_of

CONNECT = 2.0
KEPT_OPEN = 3.0  # seconds; shorter than a service keeps an idle connection, so that none is closed under a request
Query = Sequence[tuple[str, str | int]]

_tracer = trace.get_tracer("gateway")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said; `body` is its JSON."""

    status: int
    body: Any
    retry_after: str | None = None


class Relayed(Exception):
    """A service's own refusal, which is the gateway's answer too."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"the service answered {answer.status}")
        self.answer = answer


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
        """The pool, made inside the running loop. Spans are made by hand, where they cost little."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_OPEN)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False)
            AioHttpClientInstrumentor.uninstrument_session(self._session)
        return self._session

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session is not None:
            await self._session.close()

    def headers(self, actor: Actor, service: str) -> dict[str, str]:
        """What tells a service who asks and which request and trace this is."""
        token = self._tokens.for_service(actor, service)
        return {"Authorization": f"Bearer {token}", "X-Request-Id": current_correlation() or "", **current_traceparent()}

    async def send(
        self, method: str, service: str, target: str, headers: Mapping[str, str], body: bytes | None, *, endless: bool = False
    ) -> aiohttp.ClientResponse:
        """The service's answer, its body not yet read. `target` is path and query as they came. Raises ServiceAway, TookTooLong."""
        address = self._routes.get(service)
        if address is None:
            raise ServiceAway(service=name_of(service))
        timeout = self._endless if endless else self._deadline
        url = URL(address + target, encoded=True)
        with translated(service):
            return await self.session.request(method, url, headers=headers, data=body, allow_redirects=False, timeout=timeout)

    async def json(
        self, actor: Actor, method: str, service: str, path: str, query: Query = (),
        *, body: Any = None, language: str = "ar", key: str | None = None,
    ) -> Answer:  # fmt: skip
        """Ask a service for a part of one of the gateway's own answers. Raises ServiceAway, TookTooLong."""
        target = f"{API}{path}?{urlencode(query)}" if query else f"{API}{path}"
        with _tracer.start_as_current_span(f"{method} {service}-svc", kind=SpanKind.CLIENT, attributes={"peer.service": f"{service}-svc"}):
            headers = {**self.headers(actor, service), "Accept-Language": language, "Accept": "application/json"}
            content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
            if content is not None:
                headers["Content-Type"] = "application/json"
            if key is not None:
                headers["Idempotency-Key"] = key
            response = await self.send(method, service, target, headers, content)
            with translated(service):
                async with response:
                    body = json.loads(await response.read() or b"null")
                    return Answer(response.status, body, response.headers.get("retry-after"))


@contextmanager
def translated(service: str) -> Iterator[None]:
    """Inside, the client's errors become ours."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError as error:
        raise ServiceAway(service=name_of(service)) from error
    except TimeoutError as error:
        raise TookTooLong(service=name_of(service)) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise ServiceAway(service=name_of(service)) from error
