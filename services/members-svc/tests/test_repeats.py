"""A creation that is repeated with its Idempotency-Key makes nothing twice, also when the kept answer has expired long ago."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import members_svc
import pytest
from chassis.auth import Actor
from chassis.clock import now
from chassis.mongo import Database
from chassis.serve import Service

from .conftest import ADMIN, DIRECTOR, EDITOR, OTHER, SECRETARY, Call, Network, bi

Asked = tuple[Actor, str, Any, Any, str | None]  # who, where, what, what else the same key must not make, and the record it is part of


async def an_entity(_: Network) -> Asked:
    body = {"code": "D07", "name": bi("Seventh")}
    return ADMIN, "/entities", body, body | {"name": bi("Another")}, None


async def a_post(network: Network) -> Asked:
    await network.entity()
    body = {"entity": "D01", "kind": "director", "title": bi("Director")}
    return ADMIN, "/posts", body, body | {"title": bi("Another")}, None


async def a_person(network: Network) -> Asked:
    await network.entity()
    body = {"entity": "D01", "name": bi("Officer"), "initials": bi("O")}
    return SECRETARY, "/people", body, body | {"name": bi("Another")}, None


async def a_duty(network: Network) -> Asked:
    person, other = await network.person(), await network.person()
    begin = now().replace(microsecond=0) + timedelta(hours=1)
    body = {"personId": person["id"], "from": begin.isoformat(), "until": (begin + timedelta(hours=8)).isoformat()}
    return DIRECTOR, "/rosters/D01/assign", body, body | {"personId": other["id"]}, "/rosters/D01"


async def an_offer(network: Network) -> Asked:
    post, person, other = await network.post("D01", "media-officer"), await network.person("D02"), await network.person("D02")
    return DIRECTOR, f"/posts/{post['id']}/propose", {"personId": person["id"]}, {"personId": other["id"]}, f"/posts/{post['id']}"


async def a_report(network: Network) -> Asked:
    person = await network.person()
    return OTHER, f"/people/{person['id']}/report", {"words": "The number is old."}, {"words": "Something else."}, None


ADDING: dict[str, Callable[[Network], Awaitable[Asked]]] = {
    "/entities": an_entity,
    "/posts": a_post,
    "/people": a_person,
    "/rosters/{code}/assign": a_duty,
    "/posts/{post_id}/propose": an_offer,
    "/people/{person_id}/report": a_report,
}
EACH_COUNTS = ("/open",)  # every time somebody looks at a restricted field is a time


def test_every_post_adds_once_or_names_the_version_it_acts_upon(service: Service) -> None:
    assert service.app
    unknown = []
    for path, acts in service.app.openapi()["paths"].items():
        place = path.removeprefix("/api/v1")
        if "post" not in acts or place in ADDING or place.endswith(EACH_COUNTS):
            continue
        asked = {one["name"].lower() for one in acts["post"].get("parameters", ())}
        if "if-match" not in asked or "201" in acts["post"]["responses"]:
            unknown.append(place)
    assert unknown == []


def test_whatever_makes_its_id_of_the_key_is_tried_here() -> None:
    sources = Path(members_svc.__path__[0]).rglob("*.py")
    assert sum(source.read_text().count("derived_id(by.id") for source in sources) == len(ADDING)


async def contents(database: Database) -> dict[str, Any]:
    """Everything the service keeps but its own bookkeeping, and the words by which it searches."""
    names = sorted({*await database.list_collection_names()} - {"idempotency_keys", "people_words"})
    return {name: await database[name].find({}, {"outbox": 0, "seen": 0}).sort("_id", 1).to_list(None) for name in names}


@pytest.mark.parametrize("place", ADDING)
@pytest.mark.parametrize("screen", ["the same screen", "a screen of now"])
async def test_a_creation_is_made_once_whenever_it_is_repeated(
    network: Network, call: Call, database: Database, place: str, screen: str
) -> None:
    by, path, body, other, holder = await ADDING[place](network)

    async def etag() -> dict[str, str]:
        return {"If-Match": (await call(by, "GET", holder)).headers["etag"]} if holder else {}

    async def send(sent: Any, seen: dict[str, str]) -> Any:
        return await call(by, "POST", path, json=sent, headers={"Idempotency-Key": "key-1", **seen})

    at_first = await etag()
    made = await send(body, at_first)
    assert made.status_code in (200, 201, 204), made.text
    await database["idempotency_keys"].delete_many({})
    before = await contents(database)
    again = await send(body, at_first if screen == "the same screen" else await etag())
    assert again.status_code == made.status_code, again.text
    assert await contents(database) == before
    if made.content:
        assert {name: again.json().get(name) for name in ("id", "code", "version")} == {
            name: made.json().get(name) for name in ("id", "code", "version")
        }
    await database["idempotency_keys"].delete_many({})
    refused = await send(other, await etag())
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused"), refused.text
    assert await contents(database) == before


async def test_a_turn_that_was_taken_back_early_is_not_set_again(network: Network, call: Call, database: Database) -> None:
    person = await network.person()
    begin = now().replace(microsecond=0) - timedelta(hours=1)
    body = {"personId": person["id"], "from": begin.isoformat(), "until": (begin + timedelta(hours=8)).isoformat()}
    key = {"Idempotency-Key": "turn"}
    made = await call(DIRECTOR, "POST", "/rosters/D01/assign", version=0, json=body, headers=key)
    duty = made.json()["duties"][0]["id"]
    await network.do("POST", "/rosters/D01/release", {"dutyId": duty}, by=DIRECTOR, version=1)
    await database["idempotency_keys"].delete_many({})
    again = await call(DIRECTOR, "POST", "/rosters/D01/assign", version=0, json=body, headers=key)
    assert (again.status_code, again.json()["duties"], again.json()["version"]) == (200, [], 2)
    fresh = await call(EDITOR, "POST", "/rosters/D01/assign", version=1, json=body)
    assert fresh.status_code in (403, 412), "another's request is another"
