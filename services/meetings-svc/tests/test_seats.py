"""Seats of entities: answers, delegation, excuses and attendance, on a real Mongo."""

import asyncio
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.serve import Service

from .conftest import DIRECTOR, GUEST, REVIEWER, SAID, SECRETARY, VIEWER, Call, Desk, Made, answer, hear, populate, seat, told_of

OFFICER = Actor("officer", "person", entity="D01", post="officer-1", grants=(Grant("entity-editor", "D01"),))
OTHER_DIRECTOR = Actor("director-2", "person", entity="D02", grants=(Grant("entity-director", "D02"),))


async def test_every_entity_of_today_has_a_seat_nobody_spoke_of_yet(asked: Desk, service: Service) -> None:
    listed = (await asked.call(SECRETARY, "GET", f"{asked.path}/seats")).json()
    assert [(one["entity"]["code"], one["version"], one["status"]) for one in listed["items"]] == [
        ("D01", 0, None), ("D02", 0, None), ("D03", 0, None),
    ]  # fmt: skip
    await hear(service, "members.entity-dissolved.v1", {"code": "D03"}, version=2)
    listed = (await asked.call(SECRETARY, "GET", f"{asked.path}/seats")).json()
    assert (len(listed["items"]), listed["counts"]["unanswered"]) == (2, 2)


async def test_an_entity_answers_and_answers_anew(asked: Desk, service: Service) -> None:
    first = await answer(asked, {"status": "accepted", "mode": "remote"}, version=0)
    assert (first["version"], first["status"], first["mode"], first["actions"]) == (1, "accepted", "remote", ["answer"])
    second = await answer(asked, {"status": "declined", "excuse": "سفر"}, version=1)
    assert (second["status"], second["excuse"]) == ("declined", "سفر")
    assert await told_of(service, asked) == ["seat-responded", "seat-responded"]
    counts = (await asked.call(VIEWER, "GET", f"{asked.path}/seats")).json()["counts"]
    assert (counts["declined"], counts["unanswered"]) == (1, 2)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "declined"}, "/excuse"),
        ({"status": "declined", "excuse": "  "}, "/excuse"),
        ({"status": "delegated"}, "/delegatePost"),
        ({"status": "accepted", "delegatePost": "officer-1"}, "/delegatePost"),
        ({"status": "perhaps"}, "/status"),
    ],
)
async def test_an_answer_that_says_nothing_is_refused(asked: Desk, service: Service, body: Any, pointer: str) -> None:
    problem = await answer(asked, body, version=0, status=422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert await told_of(service, asked) == []


@pytest.mark.parametrize("post", ["nobody", "deputy-1", "officer-2"])
async def test_a_seat_is_delegated_only_to_a_post_of_its_entity_with_somebody_in_it(asked: Desk, service: Service, post: str) -> None:
    problem = await answer(asked, {"status": "delegated", "delegatePost": post}, version=0, status=422)
    assert problem["type"].endswith("unknown-delegate")
    assert (await seat(asked))["version"] == 0
    assert await told_of(service, asked) == []


async def test_the_posts_one_may_delegate_to_are_offered_to_who_may(asked: Desk) -> None:
    path = f"{asked.path}/seats/D01/delegates"
    assert [one["id"] for one in (await asked.call(DIRECTOR, "GET", path)).json()["items"]] == ["officer-1"]
    assert (await asked.call(OTHER_DIRECTOR, "GET", path)).status_code == 404
    assert (await asked.call(OFFICER, "GET", path)).status_code == 404


async def test_a_seat_is_answered_by_its_director_or_the_secretariat_and_seen_by_its_entity(asked: Desk, call: Call) -> None:
    await answer(asked, {"status": "declined", "excuse": "سر"}, version=0)
    for actor, status in ((OTHER_DIRECTOR, 404), (VIEWER, 403), (GUEST, 403), (REVIEWER, 403), (OFFICER, 403)):
        await answer(asked, {"status": "accepted"}, version=1, by=actor, status=status)
    for actor in (OTHER_DIRECTOR, VIEWER, GUEST):
        await seat(asked, actor, status=404)
        assert "سر" not in (await asked.call(actor, "GET", f"{asked.path}/seats")).text
    assert (await seat(asked, REVIEWER))["excuse"] == "سر"
    await answer(asked, {"status": "accepted"}, version=1, by=SECRETARY)
    await answer(asked, {"status": "accepted"}, version=0, by=SECRETARY, entity="D99", status=404)


async def test_of_two_first_words_at_once_one_is_told_to_look_again(asked: Desk, service: Service) -> None:
    path = f"{asked.path}/seats/D01/answer"
    both = [asked.call(DIRECTOR, "POST", path, version=0, json={"status": status}) for status in ("accepted", "tentative")]
    assert sorted(one.status_code for one in await asyncio.gather(*both)) == [200, 412]
    assert await told_of(service, asked) == ["seat-responded"]


async def test_a_draft_has_no_seats_and_a_cancelled_meeting_takes_no_answers(drafted: Made, asked: Desk) -> None:
    draft = await drafted(number=13)
    await answer(draft, {"status": "accepted"}, version=0, status=404)
    assert (await draft.call(SECRETARY, "GET", f"{draft.path}/seats")).json()["items"] == []
    await asked.act("POST", "/cancel", {"reason": SAID})
    await answer(asked, {"status": "accepted"}, version=0, status=409)


async def test_only_those_named_and_the_host_are_invited_when_some_are_named(published: Made, service: Service) -> None:
    await populate(service)
    desk = await published(invited=["D02"])
    await answer(desk, {"status": "accepted"}, version=0, by=SECRETARY, entity="D03", status=404)
    listed = (await desk.call(SECRETARY, "GET", f"{desk.path}/seats")).json()["items"]
    assert [one["entity"]["code"] for one in listed] == ["D01", "D02"]


async def test_after_the_meeting_moved_the_answer_no_longer_holds(asked: Desk) -> None:
    await answer(asked, {"status": "accepted"}, version=0)
    await asked.act("PATCH", "", {"venue": {"joinUrl": None}})
    assert (await seat(asked))["status"] == "accepted"
    await asked.act("PATCH", "", {"end": "2026-03-10T08:00:00Z"})
    moved = await seat(asked)
    assert (moved["status"], moved["movedSince"]) == (None, True)
    assert (await answer(asked, {"status": "accepted"}, version=1))["movedSince"] is False


# ---- attendance ----


async def test_a_seat_is_taken_by_its_director_or_the_delegate_while_in_session(asked: Desk, service: Service) -> None:
    await answer(asked, {"status": "delegated", "delegatePost": "officer-1"}, version=0)
    path = f"{asked.path}/seats/D01/check-in"
    assert (await asked.call(OFFICER, "POST", path, version=1, json={})).status_code == 409
    await asked.act("POST", "/begin")
    assert (await asked.call(OTHER_DIRECTOR, "POST", path, version=1, json={})).status_code == 404
    assert (await asked.call(VIEWER, "POST", path, version=1, json={})).status_code == 404
    taken = await asked.call(OFFICER, "POST", path, version=1, json={})
    assert (taken.status_code, taken.json()["attendance"]) == (200, "delegate")
    assert await told_of(service, asked) == ["seat-responded", "attendance-recorded"]


async def test_attendance_is_recorded_by_the_secretariat_and_counted_by_quarter(asked: Desk) -> None:
    path = f"{asked.path}/seats/D02/attendance"
    assert (await asked.call(SECRETARY, "POST", path, version=0, json={"attendance": "present"})).status_code == 409
    await asked.act("POST", "/begin")
    assert (await asked.call(DIRECTOR, "POST", path, version=0, json={"attendance": "present"})).status_code == 403
    assert (await asked.call(SECRETARY, "POST", path, version=0, json={"attendance": "present"})).status_code == 200
    quarter = "/attendance?since=2026-01-01&until=2026-03-31"
    view = (await asked.call(SECRETARY, "GET", quarter)).json()
    assert (view["meetings"], [(row["entity"]["code"], row["present"]) for row in view["items"]]) == (1, [("D02", 1)])
    assert (await asked.call(DIRECTOR, "GET", quarter)).json()["items"] == []
    assert (await asked.call(SECRETARY, "GET", "/attendance?since=2026-03-11&until=2026-12-31")).json()["meetings"] == 0
