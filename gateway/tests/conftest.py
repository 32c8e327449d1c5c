"""A whole gateway on a port of its own, and stand-ins for the services behind it: real HTTP on both sides."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest
import pytest_asyncio
import uvicorn
from chassis.auth import TokenSigner, generate_jwk
from chassis.serve import Service, server_of
from chassis.settings import ServiceSettings
from chassis.testing import Tokens, eventually
from gateway.app import build
from gateway.handlers import Stores
from gateway.settings import Settings

SERVICES = ("members", "campaigns", "meetings", "media", "subscriptions")
PASSWORD = "correct horse battery staple"
Answer = tuple[int, dict[str, str], Any]
PAGE = {"items": [], "next": None}


def me(role: str = "entity-director", scope: str = "D01", id_: str = "p-1") -> dict[str, Any]:
    """What members-svc says of somebody who signed in."""
    words = {"ar": "اسم", "en": "Name"}
    return {
        "person": {"id": id_, "name": words, "initials": {"ar": "ا", "en": "N"}},
        "entity": {"code": "D01", "name": words},
        "post": None,
        "roles": [{"role": role, "scope": scope}],
        "language": "ar",
    }


@dataclass
class Behind:
    """The services behind the gateway in one ASGI application on one port. `answers` is path to what is said; `asked` what came."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    events: "asyncio.Queue[bytes]" = field(default_factory=asyncio.Queue)
    listeners: int = 0
    unknown: list[str] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"].removeprefix("/api/v1")
        body = b""
        if scope["method"] not in ("GET", "HEAD"):
            while (message := await receive()).get("more_body"):
                body += message["body"]
            body += message["body"]
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        target = scope["raw_path"].decode() + ("?" + scope["query_string"].decode() if scope["query_string"] else "")
        self.asked.append({"method": scope["method"], "path": path, "target": target, "headers": headers, "body": body})
        self.unknown += unknown_in(scope["method"], scope["path"], scope["query_string"].decode("latin-1"))
        if path in self.held:
            await asyncio.Event().wait()
        if path == "/credentials/check":
            await self._check(json.loads(body), send)
        elif path == "/events/stream":
            await self._stream(receive, send)
        else:
            await say(send, *self.answers.get(path, (404, {}, {"type": "/problems/not-found"})))

    def last(self, path: str) -> dict[str, Any]:
        """What was asked at this path last."""
        return next(one for one in reversed(self.asked) if one["path"] == path)

    async def _check(self, sent: dict[str, Any], send: Any) -> None:
        known = self.people.get(sent["email"]) if sent["password"] == PASSWORD else None
        await say(send, 200 if known else 401, {}, known or {"type": "/problems/wrong-credentials"})

    async def _stream(self, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        self.listeners += 1
        left = asyncio.create_task(_left(receive))
        try:
            while True:
                event = asyncio.create_task(self.events.get())
                await asyncio.wait({left, event}, return_when=asyncio.FIRST_COMPLETED)
                if left.done():
                    event.cancel()
                    return
                await send({"type": "http.response.body", "body": event.result(), "more_body": True})
        finally:
            self.listeners -= 1


OPERATIONS = [
    (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), {one["name"] for one in operation.get("parameters", ())})
    for path, item in json.loads((Path(__file__).parents[2] / "contracts/openapi/shabaka.json").read_text())["paths"].items()
    for method, operation in item.items()
]


def unknown_in(method: str, path: str, query: str) -> list[str]:
    """The parameters of this query that the operation does not know, as far as the contracts know the operation."""
    known = next((names for verb, template, names in OPERATIONS if verb == method and template.fullmatch(path)), None)
    return [] if known is None else [f"{method} {path}?{name}" for name in parse_qs(query, keep_blank_values=True) if name not in known]


async def _left(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def say(send: Any, status: int, headers: dict[str, str], body: Any) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {"content-type": "application/json", "content-length": str(len(content)), "x-content-type-options": "nosniff", **headers}
    raw = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": content})


@asynccontextmanager
async def listening(app: Any, settings: ServiceSettings | None = None, headers: Any = ()) -> AsyncIterator[tuple[str, uvicorn.Server]]:
    """The address of an ASGI application on a free port, behind the server that a service runs."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = server_of(app, settings or ServiceSettings(service="behind"), headers)
    server.config.timeout_graceful_shutdown = 1
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        await eventually(lambda: server.started)
        yield f"http://127.0.0.1:{door.getsockname()[1]}", server
    finally:
        server.should_exit = True
        await serving
        door.close()


@pytest_asyncio.fixture(loop_scope="session")
async def behind() -> AsyncIterator[Behind]:
    """The services behind."""
    services = Behind(people={"director@dept-01.example": me(), "reviewer@secretariat.example": me("reviewer", "network", "p-2")})
    async with listening(services) as (url, _):
        services.url = url
        yield services


@pytest.fixture
def known(behind: Behind) -> Iterator[None]:
    """No service would refuse a parameter of what the gateway asks it."""
    yield
    assert behind.unknown == []


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    """The gateway's key, for those who check what it signs."""
    return Tokens(TokenSigner(KEY))


KEY = generate_jwk()


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A built web client in little."""
    root = tmp_path / "web"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>page</title>")
    (root / "index.html.br").write_bytes(b"page in brotli")
    (root / "assets" / "app-1a2b.js").write_text("console.log(1)")
    (root / "assets" / "app-1a2b.js.gz").write_bytes(b"script in gzip")
    (root / "csp.json").write_text(json.dumps({"style-src": ["'sha256-abc='"]}))
    (root / ".built-from").write_text("secret")
    return root


@pytest.fixture
def settings(mongo_url: str, kafka_bootstrap: str, unique: str, topic_prefix: str, behind: Behind, web: Path) -> Settings:
    """Settings of a gateway in front of the stand-ins."""
    return Settings(
        mongo_url=mongo_url,
        mongo_database=unique,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        routes=dict.fromkeys(SERVICES, behind.url),
        internal_private_jwk=json.dumps(KEY),
        web_root=web,
        media_origin="http://media.example",
        public_url="http://127.0.0.1",
        cookie_insecure=True,
        deadline=5,
    )


@dataclass
class Gateway:
    """A running gateway."""

    url: str
    service: Service
    server: uvicorn.Server
    client: httpx2.AsyncClient

    async def sign_in(self, email: str = "director@dept-01.example") -> httpx2.Response:
        """Sign the client in."""
        return await self.client.post("/api/v1/session", json={"email": email, "password": PASSWORD})


def stores_of(gateway: Gateway) -> Stores:
    """The sessions and accounts of a running gateway."""
    here = gateway.service.app._own.state.here  # type: ignore[union-attr]  # the fixture started it with its API
    return Stores(here.sessions, here.accounts)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Gateway]:
    """A gateway with these settings and a browser's client for it."""
    service = build(settings, roles=frozenset(("api", "worker")))
    assert service.open
    assert service.close
    assert service.database is not None
    await service.open()
    try:
        async with (
            listening(service.app, settings, service.headers) as (url, server),
            httpx2.AsyncClient(base_url=url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=10) as client,
        ):
            yield Gateway(url, service, server, client)
    finally:
        await service.close()
        await service.database.client.drop_database(settings.database)
        service.database.client.close()


@pytest_asyncio.fixture(loop_scope="session")
async def gateway(settings: Settings) -> AsyncIterator[Gateway]:
    """A gateway in front of `behind`."""
    async with running(settings) as found:
        yield found
