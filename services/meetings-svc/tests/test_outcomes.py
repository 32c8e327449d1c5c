"""Decisions and action items: who may do what with them, how they are carried over by themselves, and what the calendar does."""

import asyncio
from datetime import date, datetime
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.serve import Service
from meetings_svc.agenda.model import Bi
from meetings_svc.outcomes import commands
from meetings_svc.outcomes.model import ActionItem, Origin, fall_overdue
from meetings_svc.store import Stores

from .conftest import AGENDA, DIRECTOR, GUEST, NOON, REVIEWER, SAID, SECRETARY, VIEWER, Call, Desk, Made, entry, hear, populate

OFFICER = Actor("officer", "person", entity="D01", post="officer-1", grants=(Grant("entity-editor", "D01"),))
DUE = "2026-03-20"


def stores_of(service: Service) -> Stores:
    assert service.app
    return service.app.state.stores


@pytest.fixture
async def session(held: Made, service: Service) -> Desk:
    """A meeting in session, and posts to give it something to do."""
    await populate(service)
    return await held()


async def make(desk: Desk, kind: str, body: Any, *, by: Actor = SECRETARY, status: int = 201) -> dict[str, Any]:
    made = await desk.call(by, "POST", f"{desk.path}/{kind}", json=body)
    assert made.status_code == status, made.text
    return made.json()


async def action(desk: Desk, **changes: Any) -> dict[str, Any]:
    return await make(desk, "action-items", {"text": SAID, "ownerPost": "officer-1", "due": DUE, **changes})


async def act(call: Call, by: Actor, one: dict[str, Any], verb: str, body: Any = None, *, status: int = 200) -> dict[str, Any]:
    kind = "decisions" if "effectiveFrom" in one else "action-items"
    done = await call(by, "POST", f"/{kind}/{one['id']}/{verb}", version=one["version"], json=body)
    assert done.status_code == status, done.text
    return done.json()


async def told_of(service: Service, id_: str) -> list[str]:
    assert service.database is not None
    found = await service.database["outcomes"].find_one({"_id": id_})
    return [fact["type"].split(".")[1] for fact in found["outbox"]] if found else []


async def test_a_post_starts_and_finishes_its_action_with_evidence(session: Desk, call: Call, service: Service) -> None:
    one = await action(session)
    assert (one["state"], one["owner"]["code"], one["ownerPost"]["title"]["en"]) == ("open", "D01", "Media Officer")
    started = await act(call, OFFICER, one, "start")
    assert (started["state"], started["actions"]) == ("in-progress", ["finish"])
    await act(call, OFFICER, started, "finish", {"evidence": " "}, status=422)
    done = await act(call, OFFICER, started, "finish", {"evidence": "نُشر الدليل"})
    assert (done["state"], done["evidence"], done["actions"]) == ("done", "نُشر الدليل", ["reopen"])
    await act(call, OFFICER, done, "finish", {"evidence": "again"}, status=409)
    await act(call, SECRETARY, done, "drop", {"reason": SAID}, status=409)
    assert await told_of(service, one["id"]) == ["action-item-opened", "action-item-started", "action-item-closed"]


async def test_only_its_post_its_director_and_the_secretariat_work_on_an_action(session: Desk, call: Call, service: Service) -> None:
    one = await action(session)
    for actor in (VIEWER, REVIEWER, Actor("x", "person", entity="D01", post="other")):
        for verb, body in (("start", None), ("finish", {"evidence": "done"}), ("drop", {"reason": SAID})):
            await act(call, actor, one, verb, body, status=403)
    await act(call, OFFICER, one, "drop", {"reason": SAID}, status=403)
    await act(call, GUEST, one, "start", status=404)
    assert await told_of(service, one["id"]) == ["action-item-opened"]
    dropped = await act(call, SECRETARY, await act(call, DIRECTOR, one, "start"), "drop", {"reason": SAID})
    assert (dropped["state"], dropped["reason"]) == ("dropped", SAID)


async def test_a_decision_is_amended_and_rescinded_and_what_it_said_is_kept(session: Desk, call: Call, service: Service) -> None:
    one = await make(session, "decisions", {"text": SAID, "effectiveFrom": "2026-05-01"})
    other = {"ar": "آخر", "en": "Other"}
    amended = await act(call, SECRETARY, one, "amend", {"text": other, "effectiveFrom": "2026-06-01", "reason": SAID})
    assert (amended["state"], amended["text"], amended["effectiveFrom"]) == ("amended", other, "2026-06-01")
    before = {"text": SAID, "effectiveFrom": "2026-05-01", "until": amended["updatedAt"], "reason": SAID}
    assert amended["earlier"] == [before]
    assert (await call(VIEWER, "GET", f"/decisions/{one['id']}")).json()["earlier"] == [before]
    for body, status in (({"text": SAID}, 422), ({"text": other, "effectiveFrom": "2026-06-01", "reason": SAID}, 409)):
        await act(call, SECRETARY, amended, "amend", body, status=status)
    await act(call, DIRECTOR, amended, "rescind", {"reason": SAID}, status=403)
    gone = await act(call, SECRETARY, amended, "rescind", {"reason": SAID})
    assert (gone["state"], gone["actions"]) == ("rescinded", ["reinstate"])
    await act(call, SECRETARY, gone, "amend", {"text": SAID, "reason": SAID}, status=409)
    assert await told_of(service, one["id"]) == ["decision-adopted", "decision-amended", "decision-rescinded"]


@pytest.mark.parametrize(
    ("changes", "status", "problem"),
    [
        ({"ownerPost": "nobody"}, 422, "unknown-owner"),
        ({"item": "nothing"}, 404, "agenda-item-not-found"),
        ({"text": {"ar": "x", "en": ""}}, 422, None),
    ],
)
async def test_an_action_names_a_post_and_an_item_that_there_are(session: Desk, changes: Any, status: int, problem: str | None) -> None:
    refused = await make(session, "action-items", {"text": SAID, "ownerPost": "officer-1", "due": DUE, **changes}, status=status)
    assert problem is None or refused["type"].endswith(problem)
    assert (await session.call(SECRETARY, "GET", f"{session.path}/outcomes")).json()["actions"] == []


async def test_nothing_comes_of_a_hidden_item_and_guests_see_nothing(session: Desk) -> None:
    hidden = next(item["id"] for item in session.body["agenda"] if item["visibility"] == "secretariat")
    for kind, body in (("decisions", {"text": SAID}), ("action-items", {"text": SAID, "ownerPost": "officer-1", "due": DUE})):
        assert (await make(session, kind, {**body, "item": hidden}, status=422))["type"].endswith("hidden-item")
        await make(session, kind, body, by=DIRECTOR, status=403)
    one = await action(session)
    assert (await session.call(GUEST, "GET", f"/action-items/{one['id']}")).status_code == 404
    assert (await session.call(GUEST, "GET", "/action-items")).json()["items"] == []
    assert (await session.call(GUEST, "GET", f"{session.path}/outcomes")).json() == {"decisions": [], "actions": []}


async def test_outcomes_are_recorded_while_the_minutes_are_open(published: Made, service: Service) -> None:
    await populate(service)
    desk = await published()
    await make(desk, "decisions", {"text": SAID}, status=409)
    await desk.act("POST", "/begin")
    await make(desk, "decisions", {"text": SAID})


async def test_of_two_who_finish_at_once_one_is_told_to_look_again(session: Desk, call: Call, service: Service) -> None:
    one = await action(session)
    path = f"/action-items/{one['id']}/finish"
    both = [call(OFFICER, "POST", path, version=1, json={"evidence": f"done {n}"}) for n in range(2)]
    assert sorted(answer.status_code for answer in await asyncio.gather(*both)) == [200, 412]
    assert await told_of(service, one["id"]) == ["action-item-opened", "action-item-closed"]


# ---- carried over ----

LATER = {"number": 13, "start": "2026-06-10T05:00:00Z", "end": "2026-06-10T07:00:00Z"}
OPENED, ADOPTED = "meetings.action-item-opened.v1", "meetings.decision-adopted.v1"


async def titles(desk: Desk, by: Actor = SECRETARY) -> list[str]:
    return await desk.titles(by)


async def carried(desk: Desk, by: Actor = DIRECTOR) -> list[str]:
    return [one["id"] for one in (await desk.call(by, "GET", f"{desk.path}/carried-over")).json()["actions"]]


async def test_what_is_left_open_is_first_on_a_meeting_that_is_drafted_later(session: Desk, drafted: Made) -> None:
    assert "carry-over" not in [item["kind"] for item in (await drafted(number=11)).body["agenda"]]
    one = await action(session)
    desk = await drafted(**LATER)
    assert desk.body["agenda"][0]["kind"] == "carry-over"
    assert await carried(desk, SECRETARY) == [one["id"]]


async def test_what_is_left_open_comes_first_on_the_next_agenda_by_itself(session: Desk, published: Made, service: Service) -> None:
    desk, draft = await published(**LATER), await published(kind="working-group", **LATER)
    one = await action(session)
    for version in (1, 1, 2):
        await hear(service, OPENED, {"meetingId": session.body["id"]}, version=version)
    seen = await desk.seen(DIRECTOR)
    assert [item["kind"] for item in seen["agenda"]].count("carry-over") == 1
    assert seen["agenda"][0]["kind"] == "carry-over"
    assert await carried(desk) == [one["id"]]
    assert await carried(draft) == []
    assert "carry-over" not in [item["kind"] for item in (await draft.seen(SECRETARY))["agenda"]]


async def test_what_was_carried_over_stays_first_and_cannot_be_taken_off(session: Desk, drafted: Made) -> None:
    await action(session)
    desk = await drafted(**LATER)
    ids = [item["id"] for item in desk.body["agenda"]]
    await desk.act("POST", "/reorder-agenda", {"items": ids[::-1]})
    assert desk.body["agenda"][0]["id"] == ids[0]
    await desk.act("PATCH", f"/agenda-items/{ids[0]}", {"order": 3})
    await desk.act("POST", "/agenda-items", entry("First", order=1), status=201)
    assert desk.body["agenda"][0]["id"] == ids[0]
    await desk.act("DELETE", f"/agenda-items/{ids[0]}", status=409)


async def test_a_closed_action_is_carried_no_longer_but_was_at_the_meeting_it_was_open_at(
    session: Desk, published: Made, call: Call
) -> None:
    one = await action(session)
    decision = await make(session, "decisions", {"text": SAID, "effectiveFrom": "2027-01-01"})
    desk = await published(agenda=AGENDA[:2], **LATER)
    await act(call, OFFICER, one, "finish", {"evidence": "done"})
    assert await carried(desk) == []
    shown = (await desk.call(DIRECTOR, "GET", f"{desk.path}/carried-over")).json()
    assert [one["id"] for one in shown["decisions"]] == [decision["id"]]


async def test_two_writers_do_not_lose_what_is_carried_over(session: Desk, published: Made, service: Service) -> None:
    desk = await published(**LATER)
    await action(session)
    await make(session, "decisions", {"text": SAID})
    hearing = [hear(service, type_, {"meetingId": session.body["id"]}, version=1) for type_ in (OPENED, ADOPTED)]
    await asyncio.gather(*hearing, desk.call(SECRETARY, "PATCH", desk.path, version=desk.body["version"], json={"title": {"en": "X"}}))
    assert [item["kind"] for item in (await desk.seen(SECRETARY))["agenda"]].count("carry-over") == 1


# ---- lists and days ----


async def test_my_actions_are_those_of_my_post_and_of_the_entity_i_direct(session: Desk, call: Call) -> None:
    mine, theirs = await action(session), await action(session, ownerPost="officer-2", due="2026-03-19")
    for actor, expected in ((OFFICER, [mine]), (DIRECTOR, [mine]), (VIEWER, []), (SECRETARY, [])):
        found = (await call(actor, "GET", "/action-items?mine=true")).json()["items"]
        assert [one["id"] for one in found] == [one["id"] for one in expected], actor.id
    assert [one["id"] for one in (await call(VIEWER, "GET", "/action-items")).json()["items"]] == [theirs["id"], mine["id"]]
    assert (await call(VIEWER, "GET", "/action-items?state=done")).json()["items"] == []
    first = (await call(VIEWER, "GET", "/action-items?limit=1")).json()
    rest = (await call(VIEWER, "GET", f"/action-items?limit=1&cursor={first['next']}")).json()
    assert ([one["id"] for one in rest["items"]], rest["next"]) == ([mine["id"]], None)


@pytest.mark.parametrize(
    ("at", "overdue"),
    [("2026-03-20T19:59:59Z", False), ("2026-03-20T20:00:00Z", True), ("2026-03-21T12:00:00Z", True)],
)
async def test_an_action_is_overdue_once_its_day_in_dubai_is_over(
    session: Desk, service: Service, call: Call, at: str, overdue: bool
) -> None:
    one = await action(session)
    instant = datetime.fromisoformat(at)
    for _ in range(2):
        await asyncio.gather(*(commands.keep_dates(stores_of(service).outcomes, at=instant) for _ in range(3)))
    found = (await call(OFFICER, "GET", f"/action-items/{one['id']}")).json()
    assert found["state"] == ("overdue" if overdue else "open")
    assert (await told_of(service, one["id"])).count("action-item-fell-overdue") == overdue
    if overdue:
        assert (await act(call, OFFICER, found, "finish", {"evidence": "late"}))["state"] == "done"


def test_what_is_closed_never_falls_overdue() -> None:
    origin = Origin("m", None, "network-meeting", NOON)
    one = ActionItem("a", origin, Bi("x", "x"), "D01", "p", date(2026, 3, 1), NOON, NOON)
    assert fall_overdue(one, today=date(2026, 3, 1), at=NOON) is None
    assert fall_overdue(one, today=date(2026, 3, 2), at=NOON)
    for state in ("done", "dropped", "overdue"):
        closed = ActionItem("a", origin, Bi("x", "x"), "D01", "p", date(2026, 3, 1), NOON, NOON, state)
        assert fall_overdue(closed, today=date(2027, 1, 1), at=NOON) is None
