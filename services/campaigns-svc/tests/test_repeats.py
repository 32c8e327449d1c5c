"""A creation that is repeated with its Idempotency-Key makes nothing twice, also when the kept answer has expired long ago."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import campaigns_svc
import pytest
from chassis.auth import Actor
from chassis.serve import Service

from .conftest import DIRECTOR, OTHER, PLAN, SEED, Call, Desk
from .test_past import PAST

Live = Callable[..., Awaitable[Desk]]
Asked = tuple[Actor, str, Any, Any]  # who, where, what, and what else the same key must not make


async def a_campaign(_: Live) -> Asked:
    return DIRECTOR, "/campaigns", {"title": PLAN["title"]}, {"title": {"ar": "آخر", "en": "Another"}}


async def a_campaign_of_before(_: Live) -> Asked:
    return SEED, "/campaigns/take-over", PAST, PAST | {"createdAt": "2025-01-02T08:00:00Z"}


async def a_comment(live: Live) -> Asked:
    return OTHER, f"{(await live()).path}/comments", {"text": "Well done."}, {"text": "Something else."}


ADDING: dict[str, Callable[[Live], Awaitable[Asked]]] = {
    "/campaigns": a_campaign,
    "/campaigns/take-over": a_campaign_of_before,
    "/campaigns/{campaign_id}/comments": a_comment,
}
AS_GOOD_AS_ONCE = ("/comments/{comment_id}/restore",)  # saying it twice changes nothing


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
    routes = Path(campaigns_svc.__path__[0]).rglob("routes.py")
    assert sum(source.read_text().count("derived_id(") for source in routes) == len(ADDING)


async def contents(service: Service) -> dict[str, Any]:
    """Everything the service keeps but its own bookkeeping, the last number given among it."""
    assert service.database is not None
    names = sorted({*await service.database.list_collection_names()} - {"idempotency_keys", "counters"})
    return {name: await service.database[name].find({}, {"outbox": 0, "seen": 0}).sort("_id", 1).to_list(None) for name in names}


@pytest.mark.parametrize("place", ADDING)
async def test_a_creation_is_made_once_whenever_it_is_repeated(service: Service, call: Call, live: Live, place: str) -> None:
    by, path, body, other = await ADDING[place](live)
    assert service.database is not None
    answers = service.database["idempotency_keys"]

    async def send(sent: Any) -> Any:
        return await call(by, "POST", path, json=sent, headers={"Idempotency-Key": "key-1"})

    made = await send(body)
    assert made.status_code == 201, made.text
    await answers.delete_many({})
    before = await contents(service)
    again = await send(body)
    assert (again.status_code, again.json()) == (201, made.json())
    assert await contents(service) == before
    await answers.delete_many({})
    refused = await send(other)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused"), refused.text
    assert await contents(service) == before
