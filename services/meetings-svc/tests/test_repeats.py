"""A creation that is repeated with its Idempotency-Key makes nothing twice, also when the kept answer has expired long ago."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import meetings_svc
import pytest
from chassis.auth import Actor
from chassis.serve import Service

from .conftest import DIRECTOR, OUTLINE, SAID, SECRETARY, Call, Made, entry, populate

OTHER = {"ar": "كلمات أخرى", "en": "Other words"}
Asked = tuple[Actor, str, Any, Any, str | None]  # who, where, what, what else the same key must not make, and the record it is part of


class World:
    """What the creations need before them."""

    def __init__(self, service: Service, held: Made, drafted: Made) -> None:
        self.service, self.held, self.drafted = service, held, drafted


async def a_meeting(_: World) -> Asked:
    return SECRETARY, "/meetings", OUTLINE, OUTLINE | {"title": OTHER}, None


async def a_series(_: World) -> Asked:
    body = {"kind": "network-meeting", "name": SAID}
    return SECRETARY, "/meeting-series", body, body | {"name": OTHER}, None


async def an_agenda_item(world: World) -> Asked:
    path = (await world.drafted()).path
    return SECRETARY, f"{path}/agenda-items", entry("New"), entry("Other"), path


async def a_decision(world: World) -> Asked:
    path = (await world.held()).path
    return SECRETARY, f"{path}/decisions", {"text": SAID}, {"text": OTHER}, None


async def an_action_item(world: World) -> Asked:
    await populate(world.service)
    path = (await world.held()).path
    body = {"text": SAID, "ownerPost": "officer-1", "due": "2026-03-20"}
    return SECRETARY, f"{path}/action-items", body, body | {"text": OTHER}, None


async def a_feed(_: World) -> Asked:
    return DIRECTOR, "/calendar-feeds", None, None, None


ADDING: dict[str, Callable[[World], Awaitable[Asked]]] = {
    "/meetings": a_meeting,
    "/meeting-series": a_series,
    "/meetings/{meeting_id}/agenda-items": an_agenda_item,
    "/meetings/{meeting_id}/decisions": a_decision,
    "/meetings/{meeting_id}/action-items": an_action_item,
    "/calendar-feeds": a_feed,
}
AS_GOOD_AS_ONCE = ("/set-aside", "/take-up", "/calendar-reply")  # saying it twice changes nothing


def test_every_post_adds_once_or_names_the_version_it_acts_upon(service: Service) -> None:
    assert service.app
    unknown = []
    for path, acts in service.app.openapi()["paths"].items():
        place = path.removeprefix("/api/v1")
        if "post" not in acts or place in ADDING or place.endswith(AS_GOOD_AS_ONCE):
            continue
        asked = {one["name"].lower() for one in acts["post"].get("parameters", ())}
        if "if-match" not in asked or "201" in acts["post"]["responses"]:
            unknown.append(place)
    assert unknown == []


def test_whatever_makes_its_id_of_the_key_is_tried_here() -> None:
    routes = Path(meetings_svc.__path__[0]).rglob("routes.py")
    assert sum(source.read_text().count("derived_id(") for source in routes) == len(ADDING)


async def contents(service: Service) -> dict[str, Any]:
    """Everything the service keeps but its own bookkeeping."""
    assert service.database is not None
    names = sorted({*await service.database.list_collection_names()} - {"idempotency_keys"})
    return {name: await service.database[name].find({}, {"outbox": 0, "seen": 0}).sort("_id", 1).to_list(None) for name in names}


@pytest.mark.parametrize("place", ADDING)
@pytest.mark.parametrize("screen", ["the same screen", "a screen of now"])
async def test_a_creation_is_made_once_whenever_it_is_repeated(
    service: Service, call: Call, held: Made, drafted: Made, place: str, screen: str
) -> None:
    by, path, body, other, holder = await ADDING[place](World(service, held, drafted))
    assert service.database is not None
    answers = service.database["idempotency_keys"]

    async def etag() -> dict[str, str]:
        return {"If-Match": (await call(by, "GET", holder)).headers["etag"]} if holder else {}

    async def send(sent: Any, seen: dict[str, str]) -> Any:
        return await call(by, "POST", path, json=sent, headers={"Idempotency-Key": "key-1", **seen})

    at_first = await etag()
    made = await send(body, at_first)
    assert made.status_code == 201, made.text
    await answers.delete_many({})
    before = await contents(service)
    again = await send(body, at_first if screen == "the same screen" else await etag())
    assert (again.status_code, again.json()) == (201, made.json())
    assert await contents(service) == before
    if other is None:
        return
    await answers.delete_many({})
    refused = await send(other, await etag())
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused"), refused.text
    assert await contents(service) == before
