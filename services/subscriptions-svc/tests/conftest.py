"""People, events as other services announce them, a receiver of webhooks, and the whole service running."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
import uvicorn
from aiohttp import web
from chassis.auth import Actor, Grant
from chassis.clock import now
from chassis.errors import Text
from chassis.event import Envelope, event_id
from chassis.kafka import BrokerAway, Publisher, ensure_topics
from chassis.serve import Service
from chassis.testing import Tokens, eventually, stop
from subscriptions_svc.app import build
from subscriptions_svc.catalogue.store import read_catalogue
from subscriptions_svc.log.commands import append_events
from subscriptions_svc.settings import Settings

LAUNCHED = "campaigns.campaign-launched.v1"
SUBMITTED = "campaigns.campaign-submitted.v1"
NETWORK = {"kind": "network", "readers": ["*"]}
OVERSIGHT = ["role:network-admin@network", "role:reviewer@network", "role:secretariat-editor@network"]
ONLY_D01 = {"kind": "entities", "codes": ["D01", "GNGC-SEC"], "readers": ["role:entity-director@D01", *OVERSIGHT]}
ALL = frozenset(("api", "worker", "relay"))


def person(id_: str, entity: str, *grants: tuple[str, str]) -> Actor:
    return Actor(id_, "person", entity=entity, grants=tuple(Grant(*grant) for grant in grants), name=Text(f"ش {id_}", id_))


DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
OTHER = person("director-2", "D02", ("entity-director", "D02"))
VIEWER = person("viewer-1", "D01", ("viewer", "D01"))
REVIEWER = person("reviewer-1", "GNGC-SEC", ("reviewer", "network"))


def event(subject: str, version: int = 1, type_: str = LAUNCHED, scope: Any = NETWORK, **content: Any) -> Envelope:
    data = {"campaignId": subject, "audienceScope": scope, **content}
    return Envelope(event_id(subject, version, type_), "urn:test", type_, subject, now(), version, "journey", data)


@pytest.fixture
def settings(mongo_url: str, kafka_bootstrap: str, unique: str, topic_prefix: str, tokens: Tokens) -> Settings:
    return Settings(
        mongo_url=mongo_url,
        mongo_database=unique,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        internal_jwks=tokens.jwks(),
        webhook_allow_loopback=True,
        webhook_timeout=15,
        tick=0.1,
        heartbeat=0.3,
    )


class Clock:
    """The time, which a test can put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture(loop_scope="session")
async def service(settings: Settings, database: Any, clock: Clock) -> AsyncIterator[Service]:
    """The service with its stores open; nothing runs."""
    service = build(settings, roles=ALL, clock=clock)
    assert service.open
    assert service.close
    await service.open()
    yield service
    await service.close()
    assert service.database is not None
    service.database.client.close()


@pytest.fixture
def stores(service: Service) -> Any:
    assert service.app
    return service.app.state.stores


@pytest.fixture
def happen(stores: Any) -> Callable[..., Awaitable[None]]:
    """`await happen(event(…), …)`: events come into the log."""

    async def append(*events: Envelope) -> None:
        await append_events(stores.log, events)

    return append


Call = Callable[..., Awaitable[httpx2.Response]]


@pytest_asyncio.fixture(loop_scope="session")
async def call(service: Service, client: Any, tokens: Tokens) -> Call:
    """`await call(actor, "POST", "/subscriptions/1/pause", version=3, json=…)`."""
    http = await client(service.app)

    async def make(actor: Actor, method: str, path: str, *, version: int | None = None, **options: Any) -> httpx2.Response:
        headers = tokens.headers(actor, "subscriptions-svc") | options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await http.request(method, f"/api/v1{path}", headers=headers, **options)

    return make


@asynccontextmanager
async def at_work(*loops: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(loop()) for loop in loops]  # type: ignore[arg-type]  # each is a coroutine
    try:
        yield
        assert not [task for task in tasks if task.done()], [task.exception() for task in tasks if task.done()]
    finally:
        await stop(*tasks)


@pytest_asyncio.fixture(loop_scope="session")
async def delivering(service: Service) -> AsyncIterator[None]:
    """Lanes run; events are put into the log by hand."""
    async with at_work(*service.background):
        yield


@pytest_asyncio.fixture(loop_scope="session")
async def serving(service: Service) -> AsyncIterator[str]:
    """The API on a real port, where streams stream; its address."""
    assert service.app
    door = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(service.app, log_config=None, http="httptools", timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    yield f"http://127.0.0.1:{door.getsockname()[1]}/api/v1"
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(loop_scope="session")
async def running(serving: str, service: Service, settings: Settings) -> AsyncIterator[str]:
    """Everything runs; its address."""
    await eventually(lambda: _made_topics(settings), within=60)
    assert service.relay
    async with at_work(*service.background, service.relay.run, *(one.run for one in service.consumers)):
        yield serving


async def _made_topics(settings: Settings) -> bool:
    with suppress(BrokerAway):
        await ensure_topics(settings, read_catalogue(settings.contracts_root).topics, partitions=2)
        return True
    return False


Stream = Callable[..., AbstractAsyncContextManager["Frames"]]


class Frames:
    """What a stream says, frame by frame; comments are frames called `:`."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> dict[str, str] | None:
        """The next frame, None at the end."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(60):
            async for line in self._lines:
                if not line:
                    return fields
                name, _, value = line.partition(":")
                fields[name or ":"] = value.removeprefix(" ")
        return None

    async def about(self, type_: str | None = None) -> dict[str, Any]:
        """The next event, or the next of a type."""
        while found := await self.next():
            if found.get("event") and type_ in (None, found["event"]):
                return {**json.loads(found["data"]), "frame": found["id"]}
        raise AssertionError("the stream ended")


@pytest.fixture
def stream(serving: str, tokens: Tokens) -> Stream:
    """`async with stream(actor, after=…) as frames`."""

    @asynccontextmanager
    async def listen(actor: Actor, *, headers: Mapping[str, str] | None = None, **params: Any) -> AsyncIterator[Frames]:
        known = tokens.headers(actor, "subscriptions-svc") | dict(headers or {})
        async with (
            httpx2.AsyncClient(headers=known, timeout=60) as http,
            http.stream("GET", f"{serving}/events/stream", params=params) as response,
        ):
            yield Frames(response)

    return listen


@pytest_asyncio.fixture(loop_scope="session")
async def announce(settings: Settings) -> AsyncIterator[Callable[..., Awaitable[Envelope]]]:
    """`await announce(event(…))`: as another service's relay would, until the broker has it."""
    publisher = Publisher(settings)

    async def send(fact: Envelope, topic: str = "campaigns.campaign") -> Envelope:
        async def sent() -> bool:
            with suppress(BrokerAway):
                await publisher.send(topic, key=fact.subject.encode(), value=fact.to_bytes(), headers=fact.to_headers())
                return True
            return False

        await eventually(sent, within=60)
        return fact

    yield send
    await publisher.close()


Answer = Callable[[dict[str, Any]], "web.Response | None"]


@dataclass
class Receiver:
    """Somebody's system: takes every webhook with 204 unless told to answer otherwise."""

    url: str = ""
    requests: list[tuple[dict[str, str], bytes, dict[str, Any]]] = field(default_factory=list)
    answer: Answer = lambda _: None
    hold: asyncio.Event | None = None

    @property
    def events(self) -> list[dict[str, Any]]:
        """What came beside the test events."""
        return [found for _, _, found in self.requests if found["type"] != "subscriptions.webhook-test.v1"]

    def of(self, subject: str) -> list[int]:
        return [int(found["sequence"]) for found in self.events if found["subject"] == subject]


@pytest_asyncio.fixture(loop_scope="session")
async def receivers() -> AsyncIterator[Callable[[], Awaitable[Receiver]]]:
    """`await receivers()`: another receiver."""
    runners: list[web.AppRunner] = []

    async def start() -> Receiver:
        found = Receiver()

        async def hook(request: web.Request) -> web.Response:
            body = await request.read()
            told = await request.json()
            found.requests.append(({name.lower(): value for name, value in request.headers.items()}, body, told))
            if found.hold and told["type"] != "subscriptions.webhook-test.v1":
                await found.hold.wait()
            return found.answer(told) or web.Response(status=204)

        app = web.Application()
        app.router.add_post("/hook", hook)
        runners.append(runner := web.AppRunner(app, shutdown_timeout=0.1))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        return found

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def subscribe(call: Call) -> Callable[..., Awaitable[dict[str, Any]]]:
    """`await subscribe(receiver, by=…, types=[…])`: the subscription with its secret."""

    async def make(receiver: Receiver, by: Actor = DIRECTOR, **wish: Any) -> dict[str, Any]:
        made = await call(by, "POST", "/subscriptions", json={"name": f"Mirror {uuid4().hex[:6]}", "sink": receiver.url, **wish})
        assert made.status_code == 201, made.text
        return made.json()

    return make
