"""People of a small network, and the service on its own database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from chassis.auth import Actor, Grant
from chassis.consumer import Consumer
from chassis.event import Envelope
from chassis.mongo import Database
from chassis.serve import Service
from chassis.testing import Tokens
from members_svc.app import build
from members_svc.handlers import HANDLERS
from members_svc.settings import Settings
from members_svc.store import Stores, aggregates


def person(id_: str, entity: str, *grants: tuple[str, str]) -> Actor:
    return Actor(id_, "person", entity=entity, grants=tuple(Grant(*grant) for grant in grants))


ADMIN = person("admin", "GNGC-SEC", ("network-admin", "network"))
SECRETARY = person("secretary", "GNGC-SEC", ("secretariat-editor", "network"))
DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
EDITOR = person("editor-1", "D01", ("entity-editor", "D01"))
OTHER = person("director-2", "D02", ("entity-director", "D02"))
VIEWER = person("viewer-3", "D03", ("viewer", "D03"))
SEED, GATEWAY = Actor.system("seed"), Actor.system("gateway")


def bi(en: str, ar: str | None = None) -> dict[str, str]:
    return {"ar": ar or f"ع {en}", "en": en}


@pytest.fixture
def settings(mongo_url: str, kafka_bootstrap: str, unique: str, topic_prefix: str, tokens: Tokens) -> Settings:
    return Settings(
        mongo_url=mongo_url,
        mongo_database=unique,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        internal_jwks=tokens.jwks(),
        covers_every=0.05,
    )


@pytest_asyncio.fixture(loop_scope="session")
async def service(settings: Settings, database: Any) -> AsyncIterator[Service]:
    service = build(settings, roles=frozenset(("api",)))
    assert service.open
    await service.open()
    yield service
    assert service.database is not None
    service.database.client.close()


@pytest.fixture
def stores(service: Service) -> Stores:
    assert service.app
    return service.app.state.stores


Call = Callable[..., Awaitable[httpx2.Response]]


@pytest_asyncio.fixture(loop_scope="session")
async def call(service: Service, client: Any, tokens: Tokens) -> Call:
    """`await call(ADMIN, "POST", "/entities/D01/merge", version=3, json=…)`."""
    http = await client(service.app)

    async def make(actor: Actor, method: str, path: str, *, version: int | None = None, **options: Any) -> httpx2.Response:
        headers = tokens.headers(actor, "members-svc") | options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await http.request(method, f"/api/v1{path}", headers=headers, **options)

    return make


class Network:
    """Writes as the seed does, and lets what was announced take effect as the consumer would."""

    def __init__(self, call: Call, database: Database, consumer: Consumer) -> None:
        self._call, self._database, self._consumer = call, database, consumer
        self._heard: set[str] = set()

    async def do(self, method: str, path: str, json: Any = None, *, by: Actor = SEED, version: int | None = None, status: int = 200) -> Any:
        answer = await self._call(by, method, path, version=version, json=json)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def entity(self, code: str = "D01", **fields: Any) -> dict[str, Any]:
        return await self.do("POST", "/entities", {"code": code, "name": bi(f"Department {code}"), **fields}, status=201)

    async def entity_once(self, code: str) -> dict[str, Any]:
        """The entity, registered if it is not yet."""
        found = await self._call(SEED, "GET", f"/entities/{code}")
        return found.json() if found.status_code == 200 else await self.entity(code)

    async def post(self, entity: str = "D01", kind: str = "director", **fields: Any) -> dict[str, Any]:
        await self.entity_once(entity)
        return await self.do("POST", "/posts", {"entity": entity, "kind": kind, "title": bi(f"{kind} of {entity}"), **fields}, status=201)

    async def person(self, entity: str = "D01", **fields: Any) -> dict[str, Any]:
        await self.entity_once(entity)
        body = {"entity": entity, "name": bi("Officer", "الموظف"), "initials": bi("O", "م"), **fields}
        return await self.do("POST", "/people", body, status=201)

    async def appoint(self, post: dict[str, Any], person: dict[str, Any], *, status: int = 200, **fields: Any) -> dict[str, Any]:
        body = {"personId": person["id"], **fields}
        return await self.do("POST", f"/posts/{post['id']}/appoint", body, version=post["version"], status=status)

    async def vacate(self, post: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return await self.do("POST", f"/posts/{post['id']}/vacate", {"handoverNote": "Keys", **fields}, version=post["version"])

    async def seated(self, kind: str = "director", entity: str = "D01") -> tuple[dict[str, Any], dict[str, Any]]:
        """A post with somebody in it, and that person's card."""
        person = await self.person(entity)
        post = await self.appoint(await self.post(entity, kind), person)
        await self.settle()
        return post, await self.card(person["id"])

    async def card(self, id_: str) -> dict[str, Any]:
        return await self.do("GET", f"/people/{id_}")

    async def facts(self) -> list[dict[str, Any]]:
        """All that was announced, per record in order."""
        found: list[dict[str, Any]] = []
        for collection in aggregates(self._database):
            found += [fact async for document in collection.find() for fact in document["outbox"]]
        return found

    async def types(self) -> list[str]:
        return [fact["type"].removeprefix("members.").removesuffix(".v1") for fact in await self.facts()]

    async def settle(self) -> None:
        """Hear every fact once, and those that follow from them, until there is nothing new."""
        while new := [fact for fact in await self.facts() if fact["id"] not in self._heard and fact["type"] in HANDLERS]:
            for fact in new:
                self._heard.add(fact["id"])
                await self.hear(fact)

    async def hear(self, fact: dict[str, Any]) -> None:
        await self._consumer.apply(record_of(fact))


def record_of(fact: dict[str, Any]) -> Any:
    """A fact of an outbox as Kafka brings it."""
    envelope = Envelope(
        fact["id"], fact["source"], fact["type"], fact["subject"], fact["at"], fact["version"], fact["correlation"], fact["content"]
    )  # fmt: skip
    place = {"topic": fact["topic"], "partition": 0, "offset": 0, "key": fact["subject"].encode()}
    return SimpleNamespace(**place, value=envelope.to_bytes(), headers=envelope.to_headers())


@pytest.fixture
def network(call: Call, database: Database, service: Service) -> Network:
    return Network(call, database, service.consumers[0])
