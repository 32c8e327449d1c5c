"""A creation that is repeated with its Idempotency-Key makes nothing twice, also when the kept answer has expired long ago."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.serve import Service
from media_svc.store import Stores

from .conftest import EDITOR, OFFICER, PERSON, SECRETARY, Call, Desk, Studio
from .kits import BODY as KIT
from .kits import MESSAGE
from .shelf import BODY as DOCUMENT
from .shelf import Shelf, pdf
from .test_identities import NEW as IDENTITY
from .test_identities import SVG, file

WORDS = {"ar": "كلمات أخرى", "en": "Other words"}
UPLOAD = {"fileName": "a.jpg", "contentType": "image/jpeg", "size": 1000}
OCCASION = {
    "title": {"ar": "القمة", "en": "Summit"},
    "place": {"ar": "دبي", "en": "Dubai"},
    "startsOn": "2026-02-01",
    "endsOn": "2026-02-03",
}


class World:
    """What the creations need before them."""

    def __init__(self, call: Call, desk: Desk, stores: Stores, shelf: Shelf, studio: Studio) -> None:
        self.call, self.desk, self.stores, self.shelf, self.studio = call, desk, stores, shelf, studio

    async def created(self, path: str, body: Any) -> str:
        answer = await self.call(EDITOR, "POST", path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json().get("id", body.get("entity"))


Asked = tuple[Actor, str, Any, Any]  # who, where, what, and what else the same key must not make


async def a_photo(_: World) -> Asked:
    body = UPLOAD | {"purpose": "campaign-cover"}
    return EDITOR, "/photos", body, body | {"size": 2000}


async def a_file(_: World) -> Asked:
    body = UPLOAD | {"contentType": "application/pdf"}
    return EDITOR, "/assets", body, body | {"size": 2000}


async def a_studio_upload(_: World) -> Asked:
    return OFFICER, "/photo-uploads", UPLOAD, UPLOAD | {"size": 2000}


async def a_document(_: World) -> Asked:
    return EDITOR, "/documents", DOCUMENT, DOCUMENT | {"title": WORDS}


async def a_version(world: World) -> Asked:
    id_ = await world.shelf.document()
    return EDITOR, f"/documents/{id_}/versions", {"label": "1.0"}, {"label": "2.0"}


async def a_version_file(world: World) -> Asked:
    id_ = await world.shelf.document()
    version = (await world.shelf.done(EDITOR, id_, "/versions", {"label": "1.0"}))["versions"][0]["id"]
    asset = await world.shelf.file(pdf("نص"))
    return EDITOR, f"/documents/{id_}/versions/{version}/files", {"assetId": asset, "language": "ar"}, None


async def an_identity(_: World) -> Asked:
    return EDITOR, "/identities", IDENTITY, IDENTITY | {"name": WORDS}


async def a_logo(world: World) -> Asked:
    await world.created("/identities", IDENTITY)
    asset = await file(world.desk, world.stores, SVG, "image/svg+xml")
    body = {"name": WORDS, "variant": "full", "ground": "light", "assetIds": [asset]}
    return EDITOR, "/identities/D01/logos", body, body | {"ground": "dark"}


async def a_kit(_: World) -> Asked:
    return EDITOR, "/kits", KIT, KIT | {"title": WORDS}


async def a_kit_item(world: World) -> Asked:
    return EDITOR, f"/kits/{await world.created('/kits', KIT)}/items", MESSAGE, MESSAGE | {"title": WORDS}


async def an_occasion(_: World) -> Asked:
    return OFFICER, "/photo-occasions", OCCASION, OCCASION | {"title": WORDS}


async def a_person(_: World) -> Asked:
    return OFFICER, "/photo-people", PERSON, PERSON | {"name": WORDS}


async def a_link(world: World) -> Asked:
    number = await world.studio.brought_to("released")
    assert (await world.call(SECRETARY, "POST", "/photo-terms/accept")).status_code == 200
    return SECRETARY, f"/official-photos/{number}/links", {"size": "web", "hours": 5}, {"size": "web", "hours": 6}


ADDING: dict[str, Callable[[World], Awaitable[Asked]]] = {
    "/photos": a_photo,
    "/assets": a_file,
    "/photo-uploads": a_studio_upload,
    "/documents": a_document,
    "/documents/{document_id}/versions": a_version,
    "/documents/{document_id}/versions/{version_id}/files": a_version_file,
    "/identities": an_identity,
    "/identities/{entity}/logos": a_logo,
    "/kits": a_kit,
    "/kits/{kit_id}/items": a_kit_item,
    "/photo-occasions": an_occasion,
    "/photo-people": a_person,
    "/official-photos/{number}/links": a_link,
}
AS_GOOD_AS_ONCE = ("/uploaded", "/accept", "/end")  # saying it twice changes nothing
EACH_COUNTS = ("/download",)  # every time somebody takes a file is a time


def test_every_post_adds_once_or_names_the_version_it_acts_upon(service: Service) -> None:
    assert service.app
    unknown = []
    for path, acts in service.app.openapi()["paths"].items():
        place = path.removeprefix("/api/v1")
        if "post" not in acts or place in ADDING or place.endswith((*AS_GOOD_AS_ONCE, *EACH_COUNTS)):
            continue
        asked = {one["name"].lower() for one in acts["post"].get("parameters", ())}
        if "if-match" not in asked or "201" in acts["post"]["responses"]:
            unknown.append(place)
    assert unknown == []


async def contents(service: Service) -> dict[str, Any]:
    """Everything the service keeps but its own bookkeeping: what holds a place for the outbox, and the answers."""
    assert service.database is not None
    names = sorted({*await service.database.list_collection_names()} - {"idempotency_keys"})
    return {name: await service.database[name].find({}, {"outbox": 0, "seen": 0}).sort("_id", 1).to_list(None) for name in names}


@pytest.fixture
def world(call: Call, desk: Desk, stores: Stores, shelf: Shelf, studio: Studio) -> World:
    return World(call, desk, stores, shelf, studio)


@pytest.mark.parametrize("place", ADDING)
@pytest.mark.parametrize("screen", ["the same screen", "a screen of now"])
async def test_a_creation_is_made_once_whenever_it_is_repeated(world: World, call: Call, service: Service, place: str, screen: str) -> None:
    by, path, body, other = await ADDING[place](world)
    part = path.count("/") > 1 and "official-photos" not in path
    holder = "/".join(path.split("/")[:3])

    async def send(sent: Any, etag: str | None = None) -> Any:
        seen = {"If-Match": etag or (await call(by, "GET", holder)).headers["etag"]} if part else {}
        return await call(by, "POST", path, json=sent, headers={"Idempotency-Key": "key-1", **seen})

    async def expire() -> None:
        assert service.database is not None
        await service.database["idempotency_keys"].delete_many({})

    at_first = (await call(by, "GET", holder)).headers["etag"] if part else None
    made = await send(body, at_first)
    assert made.status_code in (200, 201), made.text
    await expire()
    before = await contents(service)
    again = await send(body, at_first if screen == "the same screen" else None)
    assert again.status_code == made.status_code, again.text
    told = [answer.json() for answer in (made, again)]
    for name in ("id", "version", "entity", "key", "secret", "expiresAt"):
        assert told[0].get(name) == told[1].get(name)
    for name in {"versions", "items", "logos"} & {*told[0]}:
        assert [[one["id"] for one in body[name]] for body in told[:1]] == [[one["id"] for one in body[name]] for body in told[1:]]
    assert await contents(service) == before
    if other is not None:
        await expire()
        refused = await send(other)
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused"), refused.text
        assert await contents(service) == before


async def test_a_part_is_not_made_again_though_it_was_changed_since(world: World, service: Service) -> None:
    assert service.database is not None
    for place, patch in (("/documents/{document_id}/versions", {"label": "1.1"}), ("/kits/{kit_id}/items", {"title": WORDS})):
        by, path, body, _ = await ADDING[place](world)
        holder, parts = "/".join(path.split("/")[:3]), path.split("/")[3]
        made = await world.call(by, "POST", path, json=body, headers={"If-Match": '"1"', "Idempotency-Key": place})
        id_ = made.json()[parts][0]["id"]
        changed = await world.call(by, "PATCH", f"{path}/{id_}", json=patch, headers={"If-Match": '"2"'})
        assert changed.status_code == 200, changed.text
        await service.database["idempotency_keys"].delete_many({})
        again = await world.call(by, "POST", path, json=body, headers={"If-Match": '"1"', "Idempotency-Key": place})
        assert (again.status_code, again.json()["version"]) == (201, 3)
        assert len((await world.call(by, "GET", holder)).json()[parts]) == 1


async def test_an_identity_that_is_there_is_not_begun_again_by_another_request(call: Call, stores: Stores) -> None:
    assert (await call(EDITOR, "POST", "/identities", json=IDENTITY)).status_code == 201
    for who in (EDITOR, SECRETARY):
        again = await call(who, "POST", "/identities", json=IDENTITY | {"name": WORDS}, headers={"Idempotency-Key": "another"})
        assert again.status_code == 409
    assert (await stores.identities.get("D01", seen_by=SECRETARY)).name.en == IDENTITY["name"]["en"]


async def test_the_secret_of_a_link_is_kept_nowhere(world: World, call: Call, service: Service) -> None:
    by, path, body, _ = await a_link(world)
    secret = (await call(by, "POST", path, json=body, headers={"Idempotency-Key": "k"})).json()["secret"]
    others = [(await call(by, "POST", path, json=body)).json()["secret"] for _ in range(2)]
    assert len({secret, *others}) == 3
    assert service.database is not None
    for name in await service.database.list_collection_names():
        assert secret not in str(await service.database[name].find({}).to_list(None)), name
