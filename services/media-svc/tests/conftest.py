"""People, photos, and the whole service on its own database, buckets and topics."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from chassis.auth import Actor, Grant
from chassis.clock import now
from chassis.errors import Text
from chassis.serve import Service
from chassis.testing import ObjectStore, Tokens, eventually
from media_svc.app import build
from media_svc.model import Asset, Findings, Rendition, Status, Wish
from media_svc.settings import Settings
from media_svc.store import Stores
from media_svc.studio.commands import ingest_photo
from minio import Minio

from .bench import Bench, picture


def person(id_: str, entity: str, *grants: tuple[str, str]) -> Actor:
    return Actor(id_, "person", entity=entity, grants=tuple(Grant(*grant) for grant in grants), name=Text(f"ش {id_}", id_))


EDITOR = person("editor-1", "D01", ("entity-editor", "D01"))
OTHER = person("director-2", "D02", ("entity-director", "D02"))
VIEWER = person("viewer-3", "D03", ("viewer", "D03"))
SECRETARY = person("secretary-1", "GNGC-SEC", ("secretariat-editor", "network"))
SEED = Actor.system("seed")
OFFICER = person("officer-1", "GNGC-SEC", ("studio-officer", "network"))
OFFICER_TOO = person("officer-2", "GNGC-SEC", ("studio-officer", "network"), ("studio-releaser", "network"))
HOUSE_OFFICER = person("officer-d01", "D01", ("studio-officer", "D01"))
REVIEWER = person("reviewer-1", "GNGC-SEC", ("reviewer", "network"))
RELEASER = person("releaser-1", "GNGC-SEC", ("studio-releaser", "network"))
RELEASER_TOO = person("releaser-2", "GNGC-SEC", ("studio-releaser", "network"))
COLLEAGUE = person("viewer-sec", "GNGC-SEC", ("viewer", "GNGC-SEC"))
GATEWAY = Actor.system("gateway")
MEMBERS = (VIEWER, EDITOR, OTHER, COLLEAGUE, HOUSE_OFFICER)


@pytest.fixture
def settings(mongo_url: str, kafka_bootstrap: str, minio: ObjectStore, unique: str, topic_prefix: str, tokens: Tokens) -> Settings:
    return Settings(
        mongo_url=mongo_url,
        mongo_database=unique,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        internal_jwks=tokens.jwks(),
        minio_endpoint=minio.endpoint,
        minio_access_key=minio.access_key,
        minio_secret_key=minio.secret_key,
        minio_public_url=f"http://{minio.endpoint}",
        bucket_prefix=f"{unique}-",
        check_interval=0.05,
    )


@pytest.fixture
def clamd() -> str:
    """Where the real scanner listens; a machine may well be without one."""
    address = os.environ.get("SHABAKA_TEST_CLAMD")
    return address or pytest.skip("there is no clamd on this machine")


@pytest.fixture
def bucket(minio: ObjectStore, unique: str) -> Any:
    """The store as an operator sees it; the buckets of the test are gone afterwards."""
    store = Minio(minio.endpoint, minio.access_key, minio.secret_key, secure=False)
    yield store
    for found in store.list_buckets():
        if found.name.startswith(unique):
            for one in store.list_objects(found.name, recursive=True):
                store.remove_object(found.name, one.object_name)
            store.remove_bucket(found.name)
    store._http.clear()


@pytest_asyncio.fixture(loop_scope="session")
async def service(settings: Settings, database: Any, bucket: Minio) -> AsyncIterator[Service]:
    """Opened; nothing runs but what a test starts."""
    service = build(settings, roles=frozenset(("api", "relay")))
    assert service.open
    assert service.close
    await service.open()
    yield service
    await service.close()
    assert service.database is not None
    service.database.client.close()


@pytest.fixture
def stores(service: Service) -> Stores:
    assert service.app
    return service.app.state.stores


@pytest_asyncio.fixture(loop_scope="session")
async def working(service: Service) -> AsyncIterator[Service]:
    """The same with its workers."""
    tasks = [asyncio.ensure_future(loop()) for loop in service.background]
    yield service
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task


Call = Callable[..., Awaitable[httpx2.Response]]


@pytest_asyncio.fixture(loop_scope="session")
async def call(service: Service, client: Any, tokens: Tokens) -> Call:
    """`await call(actor, "GET", "/photos/1")`."""
    http = await client(service.app)

    async def make(actor: Actor, method: str, path: str, **options: Any) -> httpx2.Response:
        headers = tokens.headers(actor, "media-svc") | options.pop("headers", {})
        return await http.request(method, f"/api/v1{path}", headers=headers, **options)

    return make


@pytest_asyncio.fixture(loop_scope="session")
async def browser() -> AsyncIterator[httpx2.AsyncClient]:
    """Speaks to the store as a browser does: with what it was given and nothing else."""
    async with httpx2.AsyncClient() as http:
        yield http


class Desk:
    """Uploads as the web client does."""

    def __init__(self, call: Call, browser: httpx2.AsyncClient) -> None:
        self._call, self._browser = call, browser

    async def announce(self, content: bytes, type_: str, *, by: Actor = EDITOR, place: str = "photos", **more: Any) -> dict[str, Any]:
        purpose = {"purpose": "campaign-cover"} if place == "photos" else {}
        body = {"fileName": "صورة.jpg", "contentType": type_, "size": len(content), **purpose, **more}
        answer = await self._call(by, "POST", f"/{place}", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def post(self, ticket: dict[str, Any], content: bytes, **changed: str) -> httpx2.Response:
        fields = {**ticket["upload"]["fields"], **changed}
        return await self._browser.post(ticket["upload"]["url"], data=fields, files={"file": ("whatever", content)})

    async def upload(self, content: bytes, type_: str = "image/jpeg", *, place: str = "photos", by: Actor = EDITOR, **more: Any) -> str:
        """Announce, post and report; its id."""
        ticket = await self.announce(content, type_, by=by, place=place, **more)
        assert (await self.post(ticket, content)).status_code == 204
        reported = await self._call(by, "POST", f"/{place}/{ticket['id']}/uploaded")
        assert (reported.status_code, reported.json()["status"]) == (202, "checking"), reported.text
        return ticket["id"]

    async def settled(self, id_: str, *, place: str = "photos", by: Actor = EDITOR) -> dict[str, Any]:
        """What it has become once its check is over."""

        async def over() -> Any:
            body = (await self._call(by, "GET", f"/{place}/{id_}")).json()
            return body if body["status"] in ("ready", "rejected") else None

        return await eventually(over, within=20)


DETAILS = {
    "capturedAt": "2026-04-12T09:30:00+04:00",
    "place": {"ar": "الخور", "en": "The creek"},
    "photographer": "مصور الاستوديو",
    "headline": {"ar": "جولة في الخور", "en": "A tour of the creek"},
    "caption": {"ar": "القوارب التراثية في الخور.", "en": "Heritage boats on the creek."},
    "alt": {"ar": "قاربان أمام الغروب", "en": "Two boats before the sunset"},
    "keywords": {"ar": ["قوارب"], "en": ["boats"]},
    "rights": {"credit": "استوديو الشبكة", "copyright": "GNGC", "usage": {"ar": "للاتصال الحكومي", "en": "For government"}},
}


PERSON = {
    "key": "head-of-department", "name": {"ar": "رئيس الدائرة", "en": "Head of the department"},
    "titles": [
        {"title": {"ar": "نائب الرئيس", "en": "Deputy head"}, "since": "2020-01-01", "until": "2026-04-12"},
        {"title": {"ar": "الرئيس", "en": "The head"}, "since": "2026-04-13"},
    ],
}  # fmt: skip


async def found(call: Call, by: Actor, query: str = "") -> list[str]:
    """The numbers of a page of the gallery."""
    answer = await call(by, "GET", f"/official-photos{query}")
    assert answer.status_code == 200, answer.text
    return [one["number"] for one in answer.json()["items"]]


class Studio:
    """Walks official photos through their states, over the door."""

    def __init__(self, service: Service, call: Call) -> None:
        assert service.app
        self.stores: Stores = service.app.state.stores
        self.call = call
        self._made = 0

    async def ingested(self, *, owner: str = "GNGC-SEC", width: int = 1800, height: int = 1200, at: datetime | None = None) -> str:
        """A photo that just got its number, without the upload before it."""
        self._made += 1
        at = at or now()
        sizes = tuple(Rendition(name, width, height, "image/jpeg", 1000) for name in ("full", "wide", "wide-jpeg", "card", "thumb"))
        asset = Asset(
            f"asset-{self._made}", owner, Wish("photo", "studio", "a.jpg", "image/jpeg", 1000), OFFICER.id, at, at,
            status=Status.READY, findings=Findings("0" * 64, width, height, sizes),
        )  # fmt: skip
        for one in sizes:
            await self.stores.objects.put_content(asset.rendition_key(one), picture(60, 40), "image/jpeg")
        return str((await ingest_photo(self.stores.photos, asset, at=at)).number)

    async def act(self, by: Actor, number: str, verb: str, body: Any = None, *, version: int | None = None) -> httpx2.Response:
        """`verb` of `by` on what is there now, or on a version seen before."""
        if version is None:
            version = (await self.stores.photos._first({"_id": number})).version
        headers = {"If-Match": f'"{version}"'}
        if verb == "edit":
            return await self.call(by, "PATCH", f"/official-photos/{number}", json=body, headers=headers)
        return await self.call(by, "POST", f"/official-photos/{number}/{verb}", json=body, headers=headers)

    async def brought_to(self, state: str, *, details: dict[str, Any] | None = None, **made: Any) -> str:
        """A photo in this state; `embargoed` until the end of 2099, unsigned."""
        number = await self.ingested(**made)
        steps = [
            ("captioned", OFFICER, "edit", {**DETAILS, **(details or {})}),
            ("in-review", OFFICER, "submit", None),
            ("cleared", REVIEWER, "clear", None),
            ("embargoed", OFFICER, "embargo", {"until": "2099-12-31T20:00:00Z"}),
            ("proposed", OFFICER, "propose-release", None),
            ("released", RELEASER, "sign-release", None),
            ("withdrawn", RELEASER, "withdraw", {"ar": "طلب صاحب الحق", "en": "Asked for by the owner"}),
        ]
        for reached, by, verb, body in steps:
            if reached == "embargoed" and state != "embargoed":
                continue
            if state == "ingested":
                break
            answer = await self.act(by, number, verb, body)
            assert answer.status_code == 200, answer.text
            if reached == state:
                break
        return number


@pytest.fixture
def studio(service: Service, call: Call) -> Studio:
    return Studio(service, call)


@pytest.fixture
def desk(call: Call, browser: httpx2.AsyncClient) -> Desk:
    return Desk(call, browser)


@pytest.fixture
def shelf(call: Call, desk: Desk, stores: Stores) -> Any:
    from .shelf import Shelf  # which imports from here

    return Shelf(call, desk, stores)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def maker(call: Call, desk: Desk, stores: Stores) -> Any:
    from .kits import Maker  # which imports from here

    return Maker(call, desk, stores)


@pytest.fixture
def time(service: Service) -> Any:
    """The service's clock in the test's hand."""
    from .kits import Time  # which imports from here

    assert service.app
    service.app.state.clock = Time()
    return service.app.state.clock
