"""The door, on a real Mongo: the way from draft to completion, and everything it refuses."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from chassis.auth import Actor

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, PLAN, REVIEWER, SECRETARY, Call, Desk

Drafted = Callable[..., Awaitable[Desk]]


async def facts_of(service: Any, desk: Desk) -> list[dict[str, Any]]:
    document = await service.database["campaigns"].find_one({"_id": desk.body["id"]})
    return document["outbox"]


async def test_a_draft_stays_with_the_desk_when_who_began_it_leaves(drafted: Drafted, call: Call) -> None:
    """Roles come and go with a post; a draft belongs to the entity's authors, whoever they are."""
    desk = await drafted()
    gone = replace(DIRECTOR, grants=())
    successor = replace(DIRECTOR, id="successor")
    for reader, sees in ((gone, False), (successor, True)):
        mine = (await call(reader, "GET", "/campaigns", params={"mine": "true", "status": "draft"})).json()["items"]
        assert [one["id"] for one in mine] == ([desk.body["id"]] if sees else [])
        assert (await call(reader, "GET", desk.path)).status_code == (200 if sees else 404)
    await desk.act(successor, "", {"title": {"en": "Taken Over"}})
    await desk.act(successor, "submit")
    assert desk.body["status"] == "submitted"


async def test_a_campaign_goes_from_draft_through_a_change_request_to_live(drafted: Drafted, service: Any) -> None:
    desk = await drafted()
    await desk.act(EDITOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "request-changes", {"requests": [{"field": "/title/en", "note": "Say what is safe."}]})
    assert desk.body["status"] == "changes-requested"
    await desk.act(DIRECTOR, "", {"title": {"en": "Safe in Summer Heat"}})
    assert desk.body["title"] == {"ar": "صيف آمن", "en": "Safe in Summer Heat"}
    await desk.act(DIRECTOR, "submit")
    assert desk.body["review"]["requests"][0]["resolvedAt"]
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    assert desk.body["status"] == "live"
    assert desk.body["targetsHash"].startswith("sha256:")
    facts = await facts_of(service, desk)
    assert [fact["type"].split(".")[1] for fact in facts] == [
        "campaign-submitted", "review-started", "changes-requested", "campaign-submitted", "review-started", "campaign-approved",
        "campaign-launched",
    ]  # fmt: skip
    assert [fact["version"] for fact in facts] == sorted({fact["version"] for fact in facts})


async def test_a_launch_in_the_future_waits_for_its_instant(drafted: Drafted) -> None:
    desk = await drafted(launchAt="2126-01-01T08:00:00+04:00")
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    assert desk.body["status"] == "scheduled"
    assert desk.body["launchAt"] == "2126-01-01T04:00:00Z"
    await desk.act(DIRECTOR, "launch")
    assert desk.body["status"] == "live"


async def test_an_embargo_holds_back_every_way_of_launching(drafted: Drafted) -> None:
    desk = await drafted(embargoUntil="2126-01-01T00:00:00Z")
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    assert desk.body["launchAt"] == "2126-01-01T00:00:00Z"
    problem = await desk.act(DIRECTOR, "launch", status=409)
    assert problem["type"].endswith("under-embargo")
    await desk.act(DIRECTOR, "schedule", {"launchAt": "2125-12-31T23:59:59Z"}, status=409)


async def test_what_is_incomplete_is_named_field_by_field_and_nothing_is_announced(drafted: Drafted, service: Any) -> None:
    desk = await drafted(topic=None, objectives=[{"statement": {"ar": "س", "en": ""}}])
    problem = await desk.act(DIRECTOR, "submit", status=422)
    assert {error["pointer"] for error in problem["errors"]} == {"/topic", "/objectives/0/statement/en", "/objectives/0/target"}
    assert await facts_of(service, desk) == []


async def test_an_open_question_must_be_answered_or_its_field_changed(drafted: Drafted) -> None:
    desk = await drafted()
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "request-changes", {"requests": [{"field": "/summary", "note": "Why now?"}]})
    refused = await desk.act(DIRECTOR, "submit", status=422)
    assert refused["errors"][0]["pointer"] == "/summary"
    await desk.act(DIRECTOR, "submit", {"answers": {"1": "Because summer comes."}})
    assert desk.body["review"]["requests"][0]["answer"] == "Because summer comes."


@pytest.mark.parametrize(
    ("actor", "verb", "status"),
    [(OTHER, "submit", 404), (PARTNER, "submit", 403), (REVIEWER, "submit", 403), (DIRECTOR, "approve", 403), (SECRETARY, "approve", 404)],
)
async def test_who_may_not_act_on_a_draft_is_told_so_or_sees_nothing(drafted: Drafted, actor: Actor, verb: str, status: int) -> None:
    await (await drafted()).act(actor, verb, status=status)


async def test_nobody_reviews_what_they_wrote(call: Call) -> None:
    both = Actor("both", "person", "GNGC-SEC", grants=(*DIRECTOR.grants, *REVIEWER.grants))
    made = await call(both, "POST", "/campaigns", json={"title": PLAN["title"], "leadEntity": "D01"})
    desk = Desk(call, made.json())
    await desk.act(both, "", PLAN)
    await desk.act(both, "submit")
    assert "start-review" not in desk.body["actions"]
    assert (await desk.act(both, "start-review", status=403))["type"].endswith("own-campaign")


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"titel": {"ar": "", "en": ""}}, "/titel"),
        ({"topic": "gossip"}, "/topic"),
        ({"objectives": [{"target": "much"}]}, "/objectives/0/target"),
        ({"implementation": {"endsOn": "2026-05-31"}}, "/implementation/endsOn"),
        ({"partnerEntities": ["D01"]}, "/partnerEntities"),
        ({"embargoUntil": "2026-01-01T00:00:00"}, "/embargoUntil"),
    ],
)
async def test_bad_input_names_its_field_and_changes_nothing(drafted: Drafted, call: Call, patch: Any, pointer: str) -> None:
    desk = await drafted()
    problem = await desk.act(DIRECTOR, "", patch, status=422)
    assert problem["errors"][0]["pointer"] == pointer
    assert (await call(DIRECTOR, "GET", desk.path)).json()["version"] == desk.body["version"]


async def test_a_stale_screen_is_told_so(drafted: Drafted, call: Call) -> None:
    desk = await drafted()
    stale = desk.body["version"] - 1
    assert (await call(DIRECTOR, "POST", f"{desk.path}/submit", version=stale)).status_code == 412
    assert (await call(DIRECTOR, "POST", f"{desk.path}/submit")).status_code == 428


async def test_the_same_key_makes_one_campaign(call: Call) -> None:
    key = {"Idempotency-Key": "press-twice"}
    first = await call(DIRECTOR, "POST", "/campaigns", json={"title": PLAN["title"]}, headers=key)
    again = await call(DIRECTOR, "POST", "/campaigns", json={"title": PLAN["title"]}, headers=key)
    other = await call(DIRECTOR, "POST", "/campaigns", json={"title": {"ar": "أخرى", "en": "Other"}}, headers=key)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()


async def test_targets_freeze_at_launch_and_only_actual_figures_follow(live: Drafted) -> None:
    desk = await live()
    kpi = desk.body["kpis"][0]
    await desk.act(DIRECTOR, "", {"kpis": [{**kpi, "actual": 47, "asOf": "2026-09-01"}]})
    assert desk.body["kpis"][0]["actual"] == 47
    refused = await desk.act(DIRECTOR, "", {"kpis": [{**kpi, "target": 10}]}, status=409)
    assert refused["type"].endswith("targets-frozen")
    await desk.act(DIRECTOR, "", {"title": {"en": "Another"}}, status=409)


async def test_what_is_not_open_announces_no_content(live: Drafted, service: Any) -> None:
    desk = await live(classification="shared-confidential", partnerEntities=["D03"])
    launched = (await facts_of(service, desk))[-1]
    assert set(launched["content"]) == {"campaignId", "changed", "audienceScope"}
    scope = launched["content"]["audienceScope"]
    assert (scope["kind"], scope["codes"]) == ("entities", ["D01", "D03", "GNGC-SEC"])
    assert {"entity:D01", "entity:D03"} < set(scope["readers"])


async def test_the_list_pages_through_everything_once(call: Call, drafted: Drafted) -> None:
    wanted = {(await drafted()).body["id"] for _ in range(5)}
    found, cursor = [], ""
    while cursor is not None:
        page = (await call(DIRECTOR, "GET", f"/campaigns?mine=true&limit=2{cursor and f'&cursor={cursor}'}")).json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert len(found) == len(wanted)
    assert set(found) == wanted


async def test_a_cursor_opens_no_other_list(call: Call, drafted: Drafted) -> None:
    for _ in range(2):
        await drafted()
    cursor = (await call(DIRECTOR, "GET", "/campaigns?mine=true&limit=1")).json()["next"]
    assert (await call(DIRECTOR, "GET", f"/campaigns?limit=1&cursor={cursor}")).status_code == 422
    assert (await call(EDITOR, "GET", f"/campaigns?mine=true&limit=1&cursor={cursor}")).status_code == 422


@pytest.mark.parametrize("words", ["صيف", "ِالصّيف آمن", "safe SUM", "آمن"])
async def test_search_finds_a_campaign_however_its_words_are_written(call: Call, live: Drafted, words: str) -> None:
    desk = await live()
    found = (await call(OTHER, "GET", "/campaigns", params={"q": words})).json()["items"]
    assert [one["id"] for one in found] == [desk.body["id"]]
    for q in ("winter", "😀", "ـــ", "%"):
        assert (await call(OTHER, "GET", "/campaigns", params={"q": q})).json()["items"] == [], q
        assert (await call(OTHER, "GET", "/campaigns/count", params={"q": q})).json()["count"] == 0, q


async def test_the_desk_holds_what_waits_for_the_secretariat(call: Call, drafted: Drafted) -> None:
    desk, _ = await drafted(), await drafted()
    await desk.act(DIRECTOR, "submit")
    found = (await call(REVIEWER, "GET", "/campaigns?desk=review")).json()["items"]
    assert [one["id"] for one in found] == [desk.body["id"]]
    assert (await call(REVIEWER, "GET", "/campaigns/count?desk=review")).json() == {"count": 1, "more": False}
    assert (await call(OTHER, "GET", "/campaigns/count?desk=review")).json() == {"count": 0, "more": False}


async def test_problems_speak_the_readers_language(call: Call) -> None:
    arabic = await call(DIRECTOR, "GET", "/campaigns/none", headers={"Accept-Language": "ar"})
    english = await call(DIRECTOR, "GET", "/campaigns/none", headers={"Accept-Language": "en"})
    assert (arabic.json()["title"], english.json()["title"]) == ("الحملة غير موجودة", "Campaign not found")
