"""The gateway in front of the five services, each behind its own real server, in one process: what a program outside talks to."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from aiohttp import web
from chassis.auth import TokenSigner, generate_jwk
from chassis.serve import server_of
from chassis.settings import ServiceSettings
from chassis.testing import Tokens, eventually, stop
from gateway.app import build
from gateway.settings import Settings

from tests.oracle.world import SEED, World, know_entities_and_posts, person, running

PASSWORD = "correct horse battery staple 42"
WORKERS = ("follow_log", "deliver")
ADMIN = person("admin", "GNGC-SEC", ("network-admin", "network"))
PEOPLE = {
    "director@dept-01.example": ("D01", "entity-director", "D01"),
    "director@dept-02.example": ("D02", "entity-director", "D02"),
    "editor@dept-01.example": ("D01", "entity-editor", "D01"),
    "secretary@secretariat.example": ("GNGC-SEC", "secretariat-editor", "network"),
}
DIRECTOR, OTHER, _, SECRETARY = PEOPLE
ENTITIES = ("GNGC-SEC", "D01", "D02", "D03")


@dataclass
class Whole:
    """What runs. `url` is the gateway's address, `addresses` the services' own; `database` is the name of the gateway's."""

    url: str
    world: World
    addresses: Mapping[str, str]
    people: dict[str, str]
    database: str
    _stack: AsyncExitStack
    _signed_in: dict[str, httpx2.AsyncClient] = field(default_factory=dict)
    _signing_in: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def client(self, **options: Any) -> httpx2.AsyncClient:
        """A program's client, of nobody."""
        return await self._stack.enter_async_context(httpx2.AsyncClient(base_url=self.url, timeout=30, **options))

    async def as_person(self, email: str = DIRECTOR) -> httpx2.AsyncClient:
        """The browser of somebody who signed in, once however many ask at the same time."""
        async with self._signing_in:
            if email not in self._signed_in:
                browser = await self.client(headers={"Origin": self.url})
                answer = await browser.post("/api/v1/session", json={"email": email, "password": PASSWORD})
                assert answer.status_code == 200, answer.text
                self._signed_in[email] = browser
        return self._signed_in[email]

    async def account(self, *scopes: str, by: str = DIRECTOR, **more: Any) -> dict[str, Any]:
        """A system's account with its token."""
        wish = {"name": "Mirror", "scopes": list(scopes), **more}
        answer = await (await self.as_person(by)).post("/api/v1/service-accounts", json=wish)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def system(self, *scopes: str, by: str = DIRECTOR) -> httpx2.AsyncClient:
        """A system's client with a token of these scopes."""
        made = await self.account(*scopes, by=by)
        return await self.client(headers={"Authorization": f"Bearer {made['token']}"})


@asynccontextmanager
async def whole(base: Mapping[str, Any], minio: Any, unique: str) -> AsyncIterator[Whole]:
    """Everything, with its people and their passwords; what was announced reaches the log by `world.announce()`."""
    key = generate_jwk()
    tokens = Tokens(TokenSigner(key))
    given = {**base, "internal_jwks": tokens.jwks()}
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(running(given, minio, unique, tokens))
        addresses = {
            name: await stack.enter_async_context(_listening(service.app, service.settings)) for name, service in world.services.items()
        }
        settings = Settings(
            **base, mongo_database=f"{unique}-gateway", routes=addresses, internal_private_jwk=json.dumps(key),
            cookie_insecure=True, public_url="http://127.0.0.1",
        )  # fmt: skip
        door = build(settings, roles=frozenset(("api",)))
        assert door.open
        assert door.close
        assert door.database is not None
        await door.open()
        url = await stack.enter_async_context(_listening(door.app, settings, door.headers))
        work = [asyncio.create_task(loop()) for loop in _loops(world)]  # type: ignore[arg-type]  # each is a coroutine
        try:
            yield Whole(url, world, addresses, await _people(world), settings.database, stack)
        finally:
            await stop(*work)
            await stack.aclose()
            await door.close()
            await door.database.client.drop_database(settings.database)
            door.database.client.close()


def _loops(world: World) -> list[Callable[[], Awaitable[None]]]:
    """What subscriptions-svc does beside answering: it follows the log and delivers."""
    return [loop for loop in world.services["subscriptions"].background if getattr(loop, "__name__", "") in WORKERS]


@asynccontextmanager
async def _listening(app: Any, settings: ServiceSettings, headers: Any = ()) -> AsyncIterator[str]:
    """The address of an application behind the server that a service runs."""
    door = socket.create_server(("127.0.0.1", 0))
    server = server_of(app, settings, headers)
    server.config.timeout_graceful_shutdown = 1
    server.config.lifespan = "off"  # the world runs it
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        await eventually(lambda: server.started)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
        door.close()


async def _people(world: World) -> dict[str, str]:
    """People of the network by their e-mail address, who may sign in."""
    await know_entities_and_posts(world)
    for code in ENTITIES:
        await world.do("members", SEED, "POST", "/entities", json={"code": code, "name": {"ar": f"جهة {code}", "en": f"Entity {code}"}})
    return {email: await _person(world, email, *held) for email, held in PEOPLE.items()}


async def _person(world: World, email: str, entity: str, role: str, scope: str) -> str:
    words = {"name": {"ar": "الموظف", "en": "Officer"}, "initials": {"ar": "م", "en": "O"}}
    made = await world.do("members", SEED, "POST", "/people", json={"entity": entity, "contact": {"email": email}, **words})
    granted = {"role": role, "scope": scope}
    await world.do("members", ADMIN, "POST", f"/people/{made['id']}/grant", version=made["version"], json=granted)
    secret = {"personId": made["id"], "email": email, "password": PASSWORD}
    answer = await world.ask("members", SEED, "POST", "/credentials", json=secret)
    assert answer.status_code == 204, answer.text
    return made["id"]


@dataclass
class Receiver:
    """A system that listens to webhooks and takes every one."""

    url: str = ""
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def events(self) -> list[dict[str, Any]]:
        """What came beside test events."""
        told = [json.loads(body) for _, body in self.taken]
        return [event for event in told if event["type"] != "subscriptions.webhook-test.v1"]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on this machine."""
    found = Receiver()

    async def hook(request: web.Request) -> web.Response:
        found.taken.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/{path:.*}", hook)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/campaigns"
    try:
        yield found
    finally:
        await runner.cleanup()
