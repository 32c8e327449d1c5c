"""A draft is deleted by its authors: it is gone from every list, its reference is not given again, its cover is let go."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from campaigns_svc.errors import CampaignNotFound
from campaigns_svc.store import _fields, _keys_of
from chassis.audience import GONE
from chassis.mongo import renew_keys

from .conftest import DIRECTOR, EDITOR, OTHER, REVIEWER, SEED, Call, Desk
from .test_states import campaign_in

Made = Callable[..., Awaitable[Desk]]
COVER = {"cover": {"assetId": "photo-1", "alt": {"ar": "ص", "en": "P"}}}


async def deleted(call: Call, desk: Desk, by: Any = EDITOR, status: int = 204) -> Any:
    answer = await call(by, "DELETE", desk.path, version=desk.body["version"], headers={"Accept-Language": "en"})
    assert answer.status_code == status, answer.text
    return answer


async def record(service: Any, desk: Desk) -> dict[str, Any]:
    return await service.database["campaigns"].find_one({"_id": desk.body["id"]})


async def test_a_deleted_draft_is_nowhere_and_nothing_of_what_it_said_is_kept(drafted: Made, service: Any, call: Call) -> None:
    desk, other = await drafted(), await drafted()
    await call(DIRECTOR, "PUT", f"{desk.path}/favourite")
    await deleted(call, desk)
    left = await record(service, desk)
    assert left.keys() - {"request"} == {"_id", "version", "ref", "removed", "outbox", "seen"}
    for by in (DIRECTOR, EDITOR, REVIEWER):
        assert (await call(by, "GET", desk.path)).status_code == 404
        for path in ("/campaigns", "/campaigns?mine=true", "/campaigns?q=summer", "/campaigns?status=draft", "/campaigns?favourite=true"):
            shown = [one["id"] for one in (await call(by, "GET", path)).json()["items"]]
            assert desk.body["id"] not in shown, (by.id, path)
    with pytest.raises(CampaignNotFound):
        await service.app.state.stores.campaigns.get(desk.body["id"], seen_by=SEED)
    assert (await call(EDITOR, "GET", "/campaigns/count")).json()["count"] == 1
    for verb, body in (("submit", None), ("recall", None), ("withdraw", {"reason": "not needed"})):
        assert (await call(DIRECTOR, "POST", f"{desk.path}/{verb}", version=left["version"], json=body)).status_code == 404
    assert (await deleted(call, desk, status=404)).json()["type"].endswith("campaign-not-found")
    newest = await drafted()
    assert newest.body["ref"] not in (desk.body["ref"], other.body["ref"])


async def test_its_end_is_told_to_its_authors_and_leaves_nothing_that_was_told_before(drafted: Made, service: Any, call: Call) -> None:
    desk = await drafted(**COVER)
    await desk.act(EDITOR, "submit")
    await desk.act(EDITOR, "recall")
    await deleted(call, desk)
    told = (await record(service, desk))["outbox"][-1]
    assert (told["type"], told["version"]) == ("campaigns.campaign-deleted.v1", desk.body["version"] + 1)
    scope = told["content"].pop("audienceScope")
    assert told["content"] == {"campaignId": desk.body["id"], "changed": [], "coverAssetId": "photo-1"}
    assert (scope["remaining"], [one for one in scope["readers"] if "network" in one or one == "*"]) == ([GONE], [])


async def test_a_cover_that_another_campaign_has_is_not_named(drafted: Made, service: Any, call: Call) -> None:
    first, second = await drafted(**COVER), await drafted(**COVER)
    await deleted(call, first)
    assert "coverAssetId" not in (await record(service, first))["outbox"][-1]["content"]
    await deleted(call, second)
    assert (await record(service, second))["outbox"][-1]["content"]["coverAssetId"] == "photo-1"


async def test_only_a_draft_and_only_by_its_authors_and_only_as_they_saw_it(drafted: Made, service: Any, call: Call) -> None:
    desk = await drafted()
    for by, status in ((OTHER, 404), (REVIEWER, 403)):
        await deleted(call, desk, by, status=status)
    assert (await call(EDITOR, "DELETE", desk.path, version=1)).status_code == 412
    assert (await call(EDITOR, "DELETE", desk.path)).status_code == 428
    await desk.act(EDITOR, "submit")
    refused = await deleted(call, desk, status=409)
    assert (refused.json()["type"].rpartition("/")[2], "submitted" in refused.json()["detail"]) == ("not-deletable", True)
    assert (await record(service, desk))["status"] == "submitted"


async def test_the_same_creation_again_does_not_bring_it_back(service: Any, call: Call) -> None:
    key = {"Idempotency-Key": "once"}
    body = {"title": {"ar": "صيف", "en": "Summer"}}
    made = await call(DIRECTOR, "POST", "/campaigns", json=body, headers=key)
    assert (await call(DIRECTOR, "DELETE", f"/campaigns/{made.json()['id']}", version=1)).status_code == 204
    await service.database["idempotency_keys"].delete_many({})
    assert (await call(DIRECTOR, "POST", "/campaigns", json=body, headers=key)).status_code == 404
    assert (await call(DIRECTOR, "GET", "/campaigns")).json()["items"] == []


async def test_the_renewal_of_search_keys_passes_over_what_was_deleted(drafted: Made, service: Any, call: Call, caplog: Any) -> None:
    desk = await drafted()
    await deleted(call, desk)
    before = await record(service, desk)
    documents = [{"_id": one.id, "version": 1, "outbox": [], "seen": [], **_fields(one)} for one in [campaign_in("live", "c-1", 77)]]
    await service.database["campaigns"].insert_many(documents)
    await service.database["campaigns"].update_one({"_id": "c-1"}, {"$set": {"words": []}})
    await renew_keys(service.database["campaigns"], 10**6, _keys_of)
    assert await record(service, desk) == before
    assert (await call(OTHER, "GET", "/campaigns?q=summer")).json()["items"][0]["id"] == "c-1"
    assert caplog.messages == []
