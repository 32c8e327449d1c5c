"""Both ends of every range at the door, and a record that cannot be read: nobody gets a 500, and no list dies of it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from campaigns_svc.commands import keep_dates
from campaigns_svc.evaluation.commands import ask_for_evaluations

from .conftest import DIRECTOR, OTHER, PLAN, REVIEWER, SECRETARY, SEED, Call, Desk
from .test_past import PAST

Made = Callable[..., Awaitable[Desk]]
ENDS = [
    "0001-01-01T00:00:00+04:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", "1790000000",
    "2026-06-30T23:59:60Z", "2026-02-30T00:00:00Z", "2026-06-01T00:00:00", "",
]  # fmt: skip
DAYS = ["0001-01-01", "1447-09-01", "9999-12-31", "2026-02-30", "1790000000", ""]


async def in_the_wings(drafted: Made) -> Desk:
    desk = await drafted(launchAt="2126-01-01T04:00:00Z")
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    return desk


async def refused(desk: Desk, actor: Any, verb: str, body: Any, pointer: str) -> None:
    problem = await desk.act(actor, verb, body, status=422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert problem["errors"][0]["detail"]


async def test_a_launch_is_scheduled_at_no_instant_beyond_sense(drafted: Made) -> None:
    desk = await in_the_wings(drafted)
    for instant in (*ENDS, 1790000000, None, True):
        await refused(desk, DIRECTOR, "schedule", {"launchAt": instant}, "/launchAt")
    for instant in ("1900-01-01T00:00:00Z", "2200-12-31T23:59:59.999Z"):
        await desk.act(DIRECTOR, "schedule", {"launchAt": instant})
        desk = await in_the_wings(drafted)


@pytest.mark.parametrize("field", ["embargoUntil", "launchAt"])
async def test_an_instant_of_the_plan_is_one_that_all_can_read(drafted: Made, field: str) -> None:
    desk = await drafted()
    for instant in (*ENDS, 1790000000):
        await refused(desk, DIRECTOR, "", {field: instant}, f"/{field}")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (lambda day: {"implementation": {"startsOn": day}}, "/implementation/startsOn"),
        (lambda day: {"implementation": {"endsOn": day}}, "/implementation/endsOn"),
        (
            lambda day: {"implementation": {"phases": [{"kind": "launch", "from": day, "to": "2026-06-01"}]}},
            "/implementation/phases/0/from",
        ),
        (lambda day: {"implementation": {"phases": [{"kind": "launch", "from": "2026-06-01", "to": day}]}}, "/implementation/phases/0/to"),
        (lambda day: {"objectives": [{**PLAN["objectives"][0], "deadline": day}]}, "/objectives/0/deadline"),
        (lambda day: {"kpis": [{**PLAN["kpis"][0], "asOf": day}]}, "/kpis/0/asOf"),
    ],
)
async def test_a_day_of_the_plan_is_one_that_all_can_read(drafted: Made, body: Any, pointer: str) -> None:
    desk = await drafted()
    for day in (*DAYS, 20260601):
        await refused(desk, DIRECTOR, "", body(day), pointer)


async def test_a_correction_and_a_reopening_take_no_other_days_either(live: Made) -> None:
    desk = await live()
    await desk.act(DIRECTOR, "complete")
    for day in DAYS:
        await refused(desk, DIRECTOR, "reopen", {"reason": "It goes on.", "endsOn": day}, "/endsOn")
        await refused(desk, DIRECTOR, "correct", {"reason": "It goes on.", "implementation": {"endsOn": day}}, "/implementation/endsOn")


async def test_the_first_and_the_last_day_that_are_taken_spoil_no_surface(live: Made, call: Call, service: Any) -> None:
    desk = await live(implementation={**PLAN["implementation"], "startsOn": "1900-01-01", "endsOn": "2200-12-31"})
    for path in ("/campaigns", f"{desk.path}", f"{desk.path}/lineage", "/campaigns/count", "/campaigns?mine=true&q=safe"):
        assert (await call(DIRECTOR, "GET", path)).status_code == 200
    assert await keep_dates(service.app.state.stores.campaigns, at=datetime.now(UTC)) == 0
    await desk.act(DIRECTOR, "complete")
    assert await ask_for_evaluations(service.app.state.stores.campaigns, at=datetime.now(UTC)) == 0


@pytest.mark.parametrize("field", ["createdAt", "launchedAt", "completedAt"])
async def test_what_is_taken_over_has_instants_that_all_can_read(call: Call, field: str) -> None:
    for instant in ENDS:
        answer = await call(SEED, "POST", "/campaigns/take-over", json={**PAST, field: instant})
        assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [f"/{field}"])


@pytest.mark.parametrize("figure", [10**20, -(10**20), 1e308, "1" * 400])
async def test_figures_beyond_what_a_store_holds_are_refused_by_their_field(drafted: Made, figure: Any) -> None:
    desk = await drafted()
    await refused(desk, DIRECTOR, "", {"kpis": [{**PLAN["kpis"][0], "target": figure}]}, "/kpis/0/target")
    await refused(desk, DIRECTOR, "", {"audiences": [{**PLAN["audiences"][0], "size": figure}]}, "/audiences/0/size")


async def test_a_version_and_a_year_beyond_sense_are_answered(drafted: Made, call: Call) -> None:
    desk = await drafted()
    assert (await call(DIRECTOR, "POST", f"{desk.path}/submit", version=10**20)).status_code in (412, 422)
    for year in (1999, 2101, 10**20):
        assert (await call(DIRECTOR, "GET", f"/campaigns?year={year}")).status_code == 422
    assert (await call(DIRECTOR, "GET", f"/campaigns?limit={10**20}")).status_code == 422


@pytest.mark.parametrize(
    "damage",
    [
        {"plan.implementation.ends_on": "no day"},
        {"plan.kpis": [{"target": "much"}]},
        {"status": "forgotten"},
        {"created_at": "yesterday"},
        {"outcome": {"amendments": [{"number": 1}]}},
    ],
)
async def test_one_record_that_cannot_be_read_takes_no_list_with_it(live: Made, call: Call, service: Any, damage: dict[str, Any]) -> None:
    bad, good = await live(), await live()
    await service.database["campaigns"].update_one({"_id": bad.body["id"]}, {"$set": damage})
    service.app.state.stores.hot.forget()
    for path in ("/campaigns?mine=true&limit=1", "/campaigns?mine=true"):
        found, cursor = [], ""
        while cursor is not None:
            page = await call(DIRECTOR, "GET", f"{path}{cursor and f'&cursor={cursor}'}")
            assert page.status_code == 200
            found += [one["id"] for one in page.json()["items"]]
            cursor = page.json()["next"]
        assert found == [good.body["id"]]


async def test_one_campaign_that_the_calendar_cannot_move_holds_up_no_other(live: Made, call: Call, service: Any) -> None:
    until = {**PLAN["implementation"], "endsOn": "2126-01-01"}
    stuck, fine = await live(implementation=until), await live(implementation=until)
    campaigns = service.database["campaigns"]
    waiting = [{"eventId": str(number), "type": "x", "version": 1} for number in range(1_000)]
    await campaigns.update_one({"_id": stuck.body["id"]}, {"$set": {"outbox": waiting}})
    await keep_dates(service.app.state.stores.campaigns, at=datetime(2126, 3, 1, tzinfo=UTC))
    assert [(await call(OTHER, "GET", one.path)).json()["status"] for one in (stuck, fine)] == ["live", "completed"]


async def test_words_with_signs_that_nobody_sees_are_kept_without_them(live: Made, drafted: Made, call: Call) -> None:
    desk = await live()
    said = await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "سطر\u000bثان\u0007\u202e\r\nثالث"})
    assert (said.status_code, said.json()["text"]) == (201, "سطر\nثان\nثالث")
    draft = await drafted()
    await draft.act(DIRECTOR, "", {"title": {"en": "A\u0007 Safe\u000bSummer\u200b"}})
    assert draft.body["title"]["en"] == "A Safe Summer"


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_that_is_none_is_refused_before_anything_is_said(live: Made, call: Call, key: str) -> None:
    desk = await live()
    answer = await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "Hm"}, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert (await call(OTHER, "GET", f"{desk.path}/voices")).json()["comments"] == 0


@pytest.mark.parametrize("key", ["مفتاح", "😀", "x" * 255, "a b\tc"])
async def test_a_key_in_any_letters_works_twice_the_same_way(live: Made, call: Call, key: str) -> None:
    desk, said = await live(), {"text": "Well done"}
    once = {"Idempotency-Key": key.encode()}
    answers = [await call(OTHER, "POST", f"{desk.path}/comments", json=said, headers=once) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert (await call(OTHER, "GET", f"{desk.path}/voices")).json()["comments"] == 1


@pytest.mark.parametrize("given", ["*", "7", 'W/"7"', '"1", "2"', f'"{10**20}"', ""])
async def test_a_version_that_names_none_is_refused_and_changes_nothing(drafted: Made, call: Call, given: str) -> None:
    desk = await drafted()
    answer = await call(DIRECTOR, "PATCH", desk.path, json={"topic": "health"}, headers={"If-Match": given})
    assert answer.status_code in (412, 422)
    assert (await call(DIRECTOR, "GET", desk.path)).json()["topic"] == "safety"


async def test_the_same_member_twice_in_a_body_is_refused(live: Made, call: Call) -> None:
    desk, twice = await live(), '{"text":"first","text":"second"}'
    answer = await call(OTHER, "POST", f"{desk.path}/comments", content=twice, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/malformed-request")


def midnight(day: date) -> datetime:
    """When the day begins in Dubai."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=4)


@pytest.mark.parametrize(("milliseconds", "status"), [(-1, 409), (0, 200), (1, 200)])
async def test_an_embargo_ends_at_its_instant_for_the_plan_of_a_launch(drafted: Made, milliseconds: int, status: int) -> None:
    edge = midnight(date(2126, 1, 1))
    desk = await drafted(embargoUntil=edge.isoformat())
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    at = edge + timedelta(milliseconds=milliseconds)
    await desk.act(SECRETARY, "schedule", {"launchAt": at.isoformat()}, status=status)
