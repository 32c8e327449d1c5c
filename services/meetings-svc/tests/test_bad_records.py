"""Whatever of a stored record is gone or wrong, no list or count dies of it, and the others stay in it."""

from collections.abc import Sequence

import pytest
from chassis.auth import Actor
from chassis.serve import Service
from chassis.testing import damaged

from .conftest import DIRECTOR, GUEST, OUTLINE, SAID, SECRETARY, VIEWER, Call, Desk, Made, answer, entry, hear, populate

READERS = (SECRETARY, DIRECTOR, VIEWER, GUEST)
LISTS = (
    "/meetings", "/meetings?when=upcoming", "/meetings?when=past", "/meetings?q=meeting", "/meetings?kind=network-meeting",
    "/meetings?status=in-session", "/meetings/count", "/meetings/count?q=meeting", "/action-items", "/action-items?limit=1",
    "/meeting-series",
    "/attendance?since=2026-01-01&until=2026-12-31", "/meetings/{good}", "/meetings/{good}/outcomes", "/meetings/{good}/seats",
    "/meetings/{good}/carried-over", "/meetings/{good}/minutes",
)  # fmt: skip
DESK = ("/agenda-proposals", "/agenda-proposals?declined=true")


async def two(service: Service, call: Call, published: Made) -> Desk:
    """Two meetings with all that a meeting has; the second."""
    await populate(service)
    agenda = [entry("Plans", campaigns=["c-1"], presenters=[{"postId": "officer-1"}])]
    for number in (12, 13):
        desk = await published(number=number, agenda=agenda)
        for entity in ("D01", "D02"):
            await answer(desk, {"status": "accepted", "mode": "remote"}, version=0, by=SECRETARY, entity=entity)
        await desk.act("POST", "/begin")
        for entity in ("D01", "D02"):
            path = f"{desk.path}/seats/{entity}/attendance"
            assert (await call(SECRETARY, "POST", path, version=1, json={"attendance": "present"})).status_code == 200
        item = {desk.body["agenda"][0]["id"]: SAID}
        assert (
            await call(SECRETARY, "PATCH", f"{desk.path}/minutes", version=desk.body["version"], json={"texts": item})
        ).status_code == 200
        desk.body = await desk.seen(SECRETARY)
        await desk.act("POST", "/correct", {"title": {"ar": "اجتماع", "en": f"Meeting {number}"}, "reason": SAID})
        assert (await call(SECRETARY, "POST", f"{desk.path}/publish-pack", version=desk.body["version"])).status_code == 200
        asked = {"text": SAID, "ownerPost": "officer-1", "due": "2026-03-20"}
        assert (await call(SECRETARY, "POST", f"{desk.path}/action-items", json=asked)).status_code == 201
        assert (
            await call(SECRETARY, "POST", f"{desk.path}/decisions", json={"text": SAID, "effectiveFrom": "2026-04-01"})
        ).status_code == 201
        named = {"kind": "network-meeting", "name": OUTLINE["title"]}
        made = (await call(SECRETARY, "POST", "/meeting-series", json=named)).json()
        await call(SECRETARY, "POST", f"/meeting-series/{made['id']}/end", version=1, json={"reason": SAID})
        told = {"campaignId": f"c-{number - 11}", "audienceScope": {"kind": "network", "readers": ["*"]}, "title": OUTLINE["title"]}
        await hear(service, "campaigns.exemplar-marked.v1", told, version=3)
        await hear(service, "campaigns.evaluation-fell-due.v1", told, version=2)
        await call(SECRETARY, "POST", f"/agenda-proposals/exemplar.c-{number - 11}/set-aside", json={"reason": SAID})
    return desk


async def survives(call: Call, good: Desk, what: str, *, readers: Sequence[Actor] = READERS, lists: Sequence[str] = LISTS) -> None:
    for by in readers:
        for path in (*lists, *(DESK if by is SECRETARY else ())):
            found = await call(by, "GET", path.format(good=good.body["id"]))
            assert found.status_code == 200 or (by is GUEST and found.status_code in (403, 404)), (what, by.id, path, found.text)
            if path in ("/meetings", "/meetings?q=meeting"):
                assert good.body["id"] in [one["id"] for one in found.json()["items"]], (what, by.id, path)


@pytest.mark.parametrize("collection", ["meetings", "seats", "outcomes", "proposals", "meeting_series"])
async def test_no_list_dies_of_a_damaged_record(service: Service, call: Call, published: Made, collection: str) -> None:
    good = await two(service, call, published)
    assert service.database is not None
    records = service.database[collection]
    await records.drop_indexes()  # they refuse some of the damage
    for number, one in enumerate(await records.find({}).to_list(None)):
        if one["_id"] != good.body["id"]:
            copies = [copy | {"_id": f"bad-{number}-{place}"} for place, (_, copy) in enumerate(damaged(one))]
            assert len(copies) >= 27
            await records.insert_many(copies)
    later = {"start": "2026-05-10T05:00:00Z", "end": "2026-05-10T07:00:00Z"}
    good = await published(number=14, **later)  # the last to start, so that it is on every first page
    await survives(call, good, collection)


@pytest.mark.parametrize("collection", ["campaign_projection", "post_projection", "entity_projection"])
async def test_no_list_dies_of_what_another_service_told_when_its_copy_is_damaged(
    service: Service, call: Call, published: Made, collection: str
) -> None:
    good = await two(service, call, published)
    assert service.database is not None
    records = service.database[collection]
    one = await records.find_one({"_id": {"$in": ["c-1", "officer-1", "D01"]}})
    for what, copy in damaged(one):
        await records.replace_one({"_id": one["_id"]}, copy)
        await survives(call, good, what, readers=(SECRETARY, VIEWER), lists=("/meetings", "/action-items", "/meetings/{good}/seats"))
