"""Whatever of a stored record is gone or wrong, no list, count or facet dies of it, and the others stay in it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from chassis.testing import damaged

from .conftest import DIRECTOR, OTHER, SECRETARY, Call, Desk

Made = Callable[..., Awaitable[Desk]]
READERS = (DIRECTOR, OTHER, SECRETARY)
LISTS = (
    "/campaigns", "/campaigns?q=summer", "/campaigns?mine=true", "/campaigns?sort=oldest", "/campaigns?entity=D01",
    "/campaigns?topic=safety",
    "/campaigns?channel=radio", "/campaigns?year=2026", "/campaigns?desk=review", "/campaigns?favourite=true", "/campaigns?status=live",
    "/campaigns/{good}/lineage", "/campaigns/{good}/comments", "/campaigns/{good}/voices",
)  # fmt: skip
COUNTS = ("/campaigns/count", "/campaigns/count?q=summer", "/campaigns/count?mine=true")


async def spoil(service: Any, collection: str, one: dict[str, Any]) -> int:
    """Put every damaged copy of a record beside it; how many."""
    records = service.database[collection]
    await records.drop_indexes()  # they refuse some of the damage
    copies = [copy | {"_id": f"bad-{number}"} for number, (_, copy) in enumerate(damaged(one))]
    await records.insert_many(copies)
    return len(copies)


async def walked(call: Call, by: Any, path: str) -> list[dict[str, Any]]:
    """Every page of a list."""
    found, cursor = [], ""
    while cursor is not None:
        sign = "&" if "?" in path else "?"
        page = await call(by, "GET", f"{path}{sign}limit=100{cursor and f'&cursor={cursor}'}")
        assert page.status_code == 200, (path, page.text)
        found += page.json().get("items", [])
        cursor = page.json().get("next")
    return found


async def two(live: Made, call: Call) -> tuple[Desk, Desk]:
    """Two live campaigns with all that members do with one."""
    made = await live(partnerEntities=["D03"], cover={"assetId": "a-1", "alt": {"ar": "ص", "en": "P"}}), await live()
    for one in made:
        await call(OTHER, "POST", f"{one.path}/comments", json={"text": "Well done.", "mentions": ["director-1"]})
        for by in (OTHER, DIRECTOR):
            await call(by, "PUT", f"{one.path}/endorsement")
            await call(by, "PUT", f"{one.path}/favourite")
    return made


@pytest.mark.parametrize("collection", ["campaigns", "comments", "endorsements", "favourites"])
async def test_no_list_dies_of_a_damaged_record(live: Made, call: Call, service: Any, collection: str) -> None:
    base, good = await two(live, call)
    of = {"_id": base.body["id"]} if collection == "campaigns" else {"campaign_id": good.body["id"]}
    assert await spoil(service, collection, await service.database[collection].find_one(of)) >= 27
    service.app.state.stores.hot.forget()
    for by in READERS:
        for path in LISTS:
            found = await walked(call, by, path.format(good=good.body["id"]))
            if path.split("?")[0] == "/campaigns" and path.endswith(
                ("campaigns", "q=summer", "entity=D01", "channel=radio", "status=live")
            ):
                assert good.body["id"] in [one["id"] for one in found], (by.id, path)
        for path in COUNTS:
            counted = await call(by, "GET", path)
            assert (counted.status_code, counted.json()["count"] > 0) == (200, "mine" not in path or by is DIRECTOR), path
    comments = await walked(call, OTHER, f"{good.path}/comments")
    assert "Well done." in [one["text"] for one in comments]
    assert OTHER.id in [one["by"]["id"] for one in (await call(OTHER, "GET", f"{good.path}/voices")).json()["endorsements"]]


@pytest.mark.parametrize("collection", ["entity_projection", "asset_projection"])
async def test_no_list_dies_of_what_another_service_told_when_its_copy_is_damaged(
    live: Made, call: Call, service: Any, collection: str
) -> None:
    _, good = await two(live, call)
    copies = {
        "entity_projection": {"_id": "D01", "version": 1, "name": {"ar": "ج", "en": "E"}},
        "asset_projection": {
            "_id": "a-1",
            "version": 1,
            "status": "ready",
            "owner": "D01",
            "renditions": [{"name": "s", "width": 1, "height": 1}],
        },
    }
    for what, copy in damaged(copies[collection]):
        await service.database[collection].replace_one({"_id": copy["_id"]}, copy, upsert=True)
        service.app.state.stores.hot.forget()
        assert len(await walked(call, OTHER, "/campaigns")) == 2, what
        for path in ("/voices", "/comments", ""):
            assert (await call(OTHER, "GET", f"{good.path}{path}")).status_code == 200, (what, path)


async def test_what_is_left_out_is_counted_and_logged_without_its_words(
    live: Made, call: Call, service: Any, caplog: pytest.LogCaptureFixture
) -> None:
    bad = await live()
    await service.database["campaigns"].update_one({"_id": bad.body["id"]}, {"$set": {"plan.tier": "a secret"}})
    assert (await call(OTHER, "GET", "/campaigns")).json()["items"] == []
    [said] = [one.getMessage() for one in caplog.records if "cannot be read" in one.getMessage()]
    assert bad.body["id"] in said
    assert "secret" not in said
