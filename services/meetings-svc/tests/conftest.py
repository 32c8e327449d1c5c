"""People, a meeting with a full agenda, and the service on its own database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from chassis.auth import Actor, Grant
from chassis.event import Cause
from chassis.serve import Service
from chassis.testing import Tokens
from meetings_svc.app import build
from meetings_svc.handlers import HANDLERS
from meetings_svc.settings import Settings


def person(id_: str, entity: str | None, *grants: tuple[str, str]) -> Actor:
    return Actor(id_, "person", entity=entity, grants=tuple(Grant(*grant) for grant in grants))


SECRETARY = person("secretary-1", "GNGC-SEC", ("secretariat-editor", "network"))
REVIEWER = person("reviewer-1", "GNGC-SEC", ("reviewer", "network"))
ADMIN = person("admin-1", "GNGC-SEC", ("network-admin", "network"))
OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))
DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
VIEWER = person("viewer-2", "D02", ("viewer", "D02"))
LOCAL_EDITOR = person("local-3", "D03", ("secretariat-editor", "D03"))
GUEST = person("guest-1", None)
SEED = Actor.system("seed")
STRANGER = Actor.system("clock")
READERS = [SECRETARY, REVIEWER, ADMIN, OPS, DIRECTOR, VIEWER, LOCAL_EDITOR, GUEST]

NOON = datetime(2026, 3, 1, 8, tzinfo=UTC)

OUTLINE: dict[str, Any] = {
    "kind": "network-meeting",
    "number": 12,
    "title": {"ar": "الاجتماع الثاني عشر", "en": "Twelfth meeting"},
    "hostEntity": "D01",
    "venue": {"name": {"ar": "القاعة الكبرى", "en": "Great Hall"}, "joinUrl": "https://join.example/12"},
    "start": "2026-03-10T05:00:00Z",
    "end": "2026-03-10T07:00:00Z",
}


def entry(en: str, minutes: int = 10, visibility: str = "members", **more: Any) -> dict[str, Any]:
    return {"title": {"ar": f"ع {en}", "en": en}, "plannedMinutes": minutes, "visibility": visibility, **more}


AGENDA = [entry("Welcome", visibility="all"), entry("Plans", 30), entry("Who speaks", 5, "secretariat"), entry("Closing", visibility="all")]


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
    service = build(settings, roles=frozenset(("api",)), clock=lambda: NOON)
    assert service.open
    await service.open()
    yield service
    assert service.database is not None
    service.database.client.close()


Call = Callable[..., Awaitable[httpx2.Response]]


@pytest_asyncio.fixture(loop_scope="session")
async def call(service: Service, client: Any, tokens: Tokens) -> Call:
    """`await call(actor, "POST", "/meetings/1/announce", version=3, json=…)`."""
    http = await client(service.app)

    async def make(actor: Actor, method: str, path: str, *, version: int | None = None, **options: Any) -> httpx2.Response:
        headers = tokens.headers(actor, "meetings-svc") | options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await http.request(method, f"/api/v1{path}", headers=headers, **options)

    return make


class Desk:
    """The secretariat's acts on one meeting; it remembers the version."""

    def __init__(self, call: Call, body: dict[str, Any]) -> None:
        self.call = call
        self.body = body
        self.path = f"/meetings/{body['id']}"

    async def act(self, method: str, path: str, json: Any = None, *, status: int = 200, by: Actor = SECRETARY) -> dict[str, Any]:
        answer = await self.call(by, method, f"{self.path}{path}", version=self.body["version"], json=json)
        assert answer.status_code == status, answer.text
        if status < 300:
            self.body = answer.json()
        return answer.json()

    async def seen(self, by: Actor) -> dict[str, Any]:
        answer = await self.call(by, "GET", self.path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def titles(self, by: Actor) -> list[str]:
        return [item["title"]["en"] for item in (await self.seen(by))["agenda"]]


Made = Callable[..., Awaitable[Desk]]


@pytest_asyncio.fixture(loop_scope="session")
async def drafted(call: Call) -> Made:
    """A complete draft with the agenda given."""

    async def make(*, agenda: list[dict[str, Any]] = AGENDA, **changes: Any) -> Desk:
        answer = await call(SECRETARY, "POST", "/meetings", json={**OUTLINE, **changes})
        assert answer.status_code == 201, answer.text
        desk = Desk(call, answer.json())
        for item in agenda:
            await desk.act("POST", "/agenda-items", item, status=201)
        return desk

    return make


@pytest_asyncio.fixture(loop_scope="session")
async def published(drafted: Made) -> Made:
    """A meeting whose agenda members may see."""

    async def make(**changes: Any) -> Desk:
        desk = await drafted(**changes)
        await desk.act("POST", "/announce")
        await desk.act("POST", "/publish-agenda")
        return desk

    return make


async def facts_of(service: Service, meeting_id: str) -> list[dict[str, Any]]:
    assert service.database is not None
    document = await service.database["meetings"].find_one({"_id": meeting_id})
    assert document is not None
    return document["outbox"]


async def hear(service: Service, type_: str, content: dict[str, Any], *, version: int, at: datetime = NOON) -> None:
    """Another's fact, as the consumer hands it over."""
    reader, handler = HANDLERS[type_]
    cause = Cause(f"{type_}-{version}", type_, "x", version, "correlation", at)
    assert service.app
    await handler(reader.model_validate(content), cause, service.app.state.stores)


async def populate(service: Service) -> None:
    """Three entities, and in the first a media officer, and a deputy's post that fell vacant."""
    for code in ("D01", "D02", "D03"):
        named = {"code": code, "name": {"ar": f"جهة {code}", "en": f"Entity {code}"}}
        await hear(service, "members.entity-registered.v1", named, version=1)
    post = {
        "postId": "officer-1",
        "entity": "D01",
        "postKind": "media-officer",
        "postTitle": {"ar": "مسؤول الإعلام", "en": "Media Officer"},
    }
    await hear(service, "members.tenure-started.v1", post, version=2)
    await hear(service, "members.tenure-started.v1", {**post, "postId": "officer-2", "entity": "D02"}, version=2)
    await hear(service, "members.post-fell-vacant.v1", {**post, "postId": "deputy-1", "postKind": "deputy"}, version=3)


SAID = {"ar": "نص", "en": "Text"}


@pytest_asyncio.fixture(loop_scope="session")
async def held(published: Made) -> Made:
    """A meeting in session."""

    async def make(**changes: Any) -> Desk:
        desk = await published(**changes)
        await desk.act("POST", "/begin")
        return desk

    return make


@pytest.fixture
async def asked(published: Made, service: Service) -> Desk:
    """A published meeting to which three entities are invited."""
    await populate(service)
    return await published()


async def seat(desk: Desk, by: Actor = DIRECTOR, entity: str = "D01", status: int = 200) -> dict[str, Any]:
    answer = await desk.call(by, "GET", f"{desk.path}/seats/{entity}")
    assert answer.status_code == status, answer.text
    return answer.json()


async def answer(desk: Desk, body: Any, *, version: int, by: Actor = DIRECTOR, entity: str = "D01", status: int = 200) -> dict[str, Any]:
    given = await desk.call(by, "POST", f"{desk.path}/seats/{entity}/answer", version=version, json=body)
    assert given.status_code == status, given.text
    return given.json()


async def told_of(service: Service, desk: Desk, entity: str = "D01") -> list[str]:
    assert service.database is not None
    found = await service.database["seats"].find_one({"_id": f"{desk.path.removeprefix('/meetings/')}/{entity}"})
    return [fact["type"].split(".")[1] for fact in found["outbox"]] if found else []
