"""People, a complete plan, and the service on its own database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from campaigns_svc.app import build
from campaigns_svc.settings import Settings
from chassis.auth import Actor, Grant
from chassis.errors import Text
from chassis.serve import Service
from chassis.testing import Tokens


def person(id_: str, entity: str, *grants: tuple[str, str]) -> Actor:
    return Actor(id_, "person", entity=entity, grants=tuple(Grant(*grant) for grant in grants), name=Text(f"ش {id_}", id_))


DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
EDITOR = person("editor-1", "D01", ("entity-editor", "D01"))
OTHER = person("director-2", "D02", ("entity-director", "D02"))
PARTNER = person("viewer-3", "D03", ("viewer", "D03"))
REVIEWER = person("reviewer-1", "GNGC-SEC", ("reviewer", "network"))
SECRETARY = person("secretary-1", "GNGC-SEC", ("secretariat-editor", "network"))
ADMIN = person("admin-1", "GNGC-SEC", ("network-admin", "network"))
OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))
SYSTEM = Actor("system-1", "service-account", entity="D01")
SEED = Actor.system("seed")

PLAN: dict[str, Any] = {
    "title": {"ar": "صيف آمن", "en": "A Safe Summer"},
    "summary": {"ar": "حملة توعية", "en": "An awareness campaign"},
    "topic": "safety",
    "objectives": [{"statement": {"ar": "رفع الوعي", "en": "Raise awareness"}, "target": 60, "baseline": 41.5}],
    "audiences": [{"segment": {"ar": "العمال", "en": "Workers"}, "languages": ["ar", "ur"]}],
    "strategy": {"proposition": {"ar": "الظل قريب", "en": "Shade is near"}},
    "implementation": {"startsOn": "2026-06-01", "endsOn": "2026-08-31", "channels": ["radio", "social"]},
    "kpis": [{"metric": "recall", "name": {"ar": "التذكر", "en": "Recall"}, "stage": "outtakes", "target": 45}],
}


@pytest.fixture
def settings(mongo_url: str, kafka_bootstrap: str, unique: str, topic_prefix: str, tokens: Tokens) -> Settings:
    return Settings(
        mongo_url=mongo_url,
        mongo_database=unique,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        internal_jwks=tokens.jwks(),
    )


@pytest_asyncio.fixture(loop_scope="session")
async def service(settings: Settings, database: Any) -> AsyncIterator[Service]:
    service = build(settings, roles=frozenset(("api",)))
    assert service.open
    await service.open()
    yield service
    assert service.database is not None
    service.database.client.close()


Call = Callable[..., Awaitable[httpx2.Response]]


@pytest_asyncio.fixture(loop_scope="session")
async def call(service: Service, client: Any, tokens: Tokens) -> Call:
    """`await call(actor, "POST", "/campaigns/1/submit", version=3, json=…)`."""
    http = await client(service.app)

    async def make(actor: Actor, method: str, path: str, *, version: int | None = None, **options: Any) -> httpx2.Response:
        headers = tokens.headers(actor, "campaigns-svc") | options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await http.request(method, f"/api/v1{path}", headers=headers, **options)

    return make


class Desk:
    """Acts on one campaign, remembering its version."""

    def __init__(self, call: Call, body: dict[str, Any]) -> None:
        self._call = call
        self.body = body

    @property
    def path(self) -> str:
        return f"/campaigns/{self.body['id']}"

    async def act(self, actor: Actor, verb: str, json: Any = None, *, status: int = 200) -> dict[str, Any]:
        path = f"{self.path}/{verb}" if verb else self.path
        response = await self._call(actor, "POST" if verb else "PATCH", path, version=self.body["version"], json=json)
        assert response.status_code == status, response.text
        if status == 200:
            self.body = response.json()
        return response.json()


@pytest_asyncio.fixture(loop_scope="session")
async def drafted(call: Call) -> Callable[..., Awaitable[Desk]]:
    """A complete draft of D01."""

    async def make(**changes: Any) -> Desk:
        made = await call(DIRECTOR, "POST", "/campaigns", json={"title": PLAN["title"]})
        assert made.status_code == 201, made.text
        desk = Desk(call, made.json())
        await desk.act(DIRECTOR, "", {**PLAN, **changes})
        return desk

    return make


@pytest_asyncio.fixture(loop_scope="session")
async def live(drafted: Callable[..., Awaitable[Desk]]) -> Callable[..., Awaitable[Desk]]:
    """A live campaign of D01."""

    async def make(**changes: Any) -> Desk:
        desk = await drafted(**changes)
        await desk.act(DIRECTOR, "submit")
        await desk.act(REVIEWER, "start-review")
        await desk.act(REVIEWER, "approve")
        assert desk.body["status"] == "live"
        return desk

    return make
