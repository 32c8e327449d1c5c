"""No dead ends: from every state a meeting, a decision and an action item have a way on or back; what is undone says who, when and why."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from chassis.errors import Forbidden
from chassis.serve import Service
from meetings_svc import errors
from meetings_svc.agenda.model import Bi
from meetings_svc.life import model as life
from meetings_svc.life.commands import seat_past_meetings
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.outcomes import model as outcomes
from meetings_svc.outcomes.model import ActionItem, Decision, Origin

from .conftest import (
    DIRECTOR,
    NOON,
    READERS,
    REVIEWER,
    SAID,
    SECRETARY,
    VIEWER,
    Call,
    Desk,
    Made,
    answer,
    facts_of,
    hear,
    populate,
)

S = MeetingStatus
WHY = Bi("سبب", "Reason")
ORIGIN = Origin("m", None, "network-meeting", NOON)
ENTITY = {"code": "D04", "name": {"ar": "جهة", "en": "Entity D04"}}

# State, and where each way on or back leads. Nothing here is an end: what was cancelled or archived by mistake returns.
WAYS: dict[MeetingStatus, dict[str, MeetingStatus | None]] = {
    S.DRAFT: {"announce": S.ANNOUNCED, "delete": None},
    S.ANNOUNCED: {"publish-agenda": S.AGENDA_PUBLISHED, "postpone": S.POSTPONED, "cancel": S.CANCELLED},
    S.AGENDA_PUBLISHED: {"begin": S.IN_SESSION, "postpone": S.POSTPONED, "cancel": S.CANCELLED, "withdraw-agenda": S.ANNOUNCED},
    S.IN_SESSION: {"end": S.MINUTES_DRAFT, "undo-begin": S.AGENDA_PUBLISHED},
    S.MINUTES_DRAFT: {"circulate-minutes": S.CIRCULATED, "undo-end": S.IN_SESSION},
    S.CIRCULATED: {"approve-minutes": S.APPROVED, "circulate-minutes": S.CIRCULATED},
    S.APPROVED: {"archive": S.ARCHIVED, "reopen-minutes": S.CIRCULATED},
    S.ARCHIVED: {"unarchive": S.APPROVED},
    S.POSTPONED: {"reschedule": S.ANNOUNCED, "cancel": S.CANCELLED},
    S.CANCELLED: {"reinstate": S.POSTPONED},
}
ELSEWHERE = {"announce", "publish-agenda", "delete"}


def test_the_ways_of_a_meeting_are_those_of_the_table() -> None:
    assert set(WAYS) == set(S)
    ways: dict[MeetingStatus, dict[str, MeetingStatus | None]] = defaultdict(dict)
    for verb, step in life.STEPS.items():
        for status in step.before:
            ways[status][verb] = step.after
    for verb, (was, now) in life.UNDONE.items():
        ways[was][verb] = now
    assert ways == {
        status: {verb: to for verb, to in table.items() if verb not in ELSEWHERE} for status, table in WAYS.items() if status != S.DRAFT
    }


def test_every_state_is_reached_and_has_a_way_out() -> None:
    assert all(WAYS.values())
    reached, new = {S.DRAFT}, {S.DRAFT}
    while new:
        new = {to for status in new for to in WAYS[status].values() if to} - reached
        reached |= new
    assert reached == set(S)


@pytest.mark.parametrize("verb", life.UNDONE)
def test_what_is_undone_keeps_who_when_and_why_and_tells_it(verb: Any) -> None:
    was, now = life.UNDONE[verb]
    outline = replace(meeting_in(was).outline)
    after, fact = life.undo(replace(meeting_in(was), outline=outline, seated=("D01",)), verb, WHY, by=SECRETARY, at=NOON)
    assert (after.status, after.sequence) == (now, 1)
    [kept] = after.corrections
    assert (kept.by, kept.at, kept.was, kept.now, kept.reason) == (SECRETARY.id, NOON, was, now, WHY)
    assert fact
    told: Any = fact.event
    assert (told.was, told.now, told.reason.en) == (was, now, "Reason")


def meeting_in(status: MeetingStatus) -> Meeting:
    from .test_life import a_meeting

    return a_meeting(status)


async def test_a_draft_is_deleted_and_a_meeting_that_members_know_of_is_not(drafted: Made, call: Call) -> None:
    desk = await drafted()
    assert "delete" in desk.body["actions"]
    for reader in READERS:
        if reader is not SECRETARY:
            refused = await call(reader, "DELETE", desk.path, version=desk.body["version"])
            assert refused.status_code in (403, 404), refused.text
    assert (await call(SECRETARY, "DELETE", desk.path, version=1)).status_code == 412
    assert (await call(SECRETARY, "DELETE", desk.path)).status_code == 428
    known = await drafted(number=13)
    await known.act("POST", "/announce")
    refused = await call(SECRETARY, "DELETE", known.path, version=known.body["version"])
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (409, "not-deletable")
    assert (await call(SECRETARY, "DELETE", desk.path, version=desk.body["version"])).status_code == 204
    assert (await call(SECRETARY, "GET", desk.path)).status_code == 404


async def test_the_number_of_a_deleted_draft_is_free_again(drafted: Made, call: Call) -> None:
    desk = await drafted()
    await call(SECRETARY, "DELETE", desk.path, version=desk.body["version"])
    assert (await drafted()).body["number"] == desk.body["number"]


async def test_a_session_that_was_closed_too_early_goes_on_and_says_why(held: Made, call: Call, service: Service) -> None:
    desk = await held()
    await desk.act("POST", "/end")
    await desk.act("POST", "/undo-end", {"reason": SAID})
    assert (desk.body["status"], desk.body["corrections"][0]["reason"]) == ("in-session", SAID)
    assert (await desk.seen(VIEWER))["corrections"] == desk.body["corrections"]
    assert (await facts_of(service, desk.body["id"]))[-1]["type"] == "meetings.meeting-corrected.v1"
    for nothing in ({}, {"reason": {"ar": " ", "en": "x"}}):
        await desk.act("POST", "/undo-begin", nothing, status=422)


async def test_approved_minutes_are_corrected_and_both_revisions_are_kept(held: Made, call: Call) -> None:
    desk = await held()
    item = desk.body["agenda"][0]["id"]
    await desk.act("POST", "/end")

    async def write(text: str) -> None:
        written = await call(
            SECRETARY, "PATCH", f"{desk.path}/minutes", version=desk.body["version"], json={"texts": {item: {"ar": text, "en": text}}}
        )
        assert written.status_code == 200, written.text
        desk.body = {**desk.body, "version": written.json()["version"]}

    await write("first")
    await desk.act("POST", "/circulate-minutes")
    await desk.act("POST", "/approve-minutes")
    await desk.act("POST", "/reopen-minutes", {"reason": SAID})
    await write("second")
    await desk.act("POST", "/circulate-minutes")
    await desk.act("POST", "/approve-minutes")
    assert desk.body["status"] == "approved"
    minutes = (await call(VIEWER, "GET", f"{desk.path}/minutes")).json()
    earlier = (await call(VIEWER, "GET", f"{desk.path}/minutes", params={"revision": minutes["circulated"][0]["revision"]})).json()
    assert (earlier["texts"][0]["en"], minutes["texts"][0]["en"]) == ("first", "second")


# ---- who had a seat ----


async def seats(desk: Desk) -> list[str]:
    listed = (await desk.call(SECRETARY, "GET", f"{desk.path}/seats")).json()
    return [one["entity"]["code"] for one in listed["items"]]


@pytest.mark.parametrize(("verb", "body"), [("begin", None), ("cancel", {"reason": SAID})])
async def test_who_joins_or_leaves_the_network_later_changes_no_seat_of_the_past(
    asked: Desk, service: Service, verb: str, body: Any
) -> None:
    await asked.act("POST", f"/{verb}", body)
    await hear(service, "members.entity-registered.v1", ENTITY, version=1)
    await hear(service, "members.entity-dissolved.v1", {"code": "D03"}, version=2)
    assert await seats(asked) == ["D01", "D02", "D03"]
    counts = (await asked.call(SECRETARY, "GET", f"{asked.path}/seats")).json()["counts"]
    assert counts["unanswered"] == 3
    assert (await asked.call(SECRETARY, "GET", f"{asked.path}/seats/D04")).status_code == 404


async def test_until_a_meeting_begins_who_joins_the_network_is_invited(asked: Desk, service: Service) -> None:
    await hear(service, "members.entity-registered.v1", ENTITY, version=1)
    assert await seats(asked) == ["D01", "D02", "D03", "D04"]
    await asked.act("POST", "/begin")
    await asked.act("POST", "/undo-begin", {"reason": SAID})
    await hear(service, "members.entity-registered.v1", ENTITY | {"code": "D05"}, version=1)
    assert await seats(asked) == ["D01", "D02", "D03", "D04", "D05"]


async def test_meetings_of_before_seats_were_kept_get_them_once(asked: Desk, service: Service) -> None:
    await answer(asked, {"status": "accepted", "mode": "remote"}, version=0)
    await asked.act("POST", "/begin")
    assert service.database is not None
    assert service.app
    await service.database["meetings"].update_many({}, {"$unset": {"seated": "", "corrections": ""}})
    for _ in range(2):
        await seat_past_meetings(service.app.state.stores)
        await hear(service, "members.entity-registered.v1", ENTITY, version=1)
    assert await seats(asked) == ["D01", "D02", "D03"]
    assert (await asked.seen(SECRETARY))["version"] == asked.body["version"]


# ---- decisions and action items ----

DECISION = Decision("d", ORIGIN, WHY, NOON, NOON)
ACTION = ActionItem("a", ORIGIN, WHY, "D01", "officer-1", date(2026, 3, 20), NOON, NOON)
OWNER = ("D02", "officer-2")
TEXT = Bi("نص آخر", "Another text")
ACTION_WAYS = {
    "open": {"start", "finish", "amend", "drop"},
    "in-progress": {"finish", "amend", "drop"},
    "overdue": {"finish", "amend", "drop"},
    "done": {"reopen"},
    "dropped": {"reopen"},
}
DECISION_WAYS = {"adopted": {"amend", "rescind"}, "amended": {"amend", "rescind"}, "rescinded": {"reinstate"}}
ACTION_ACTS: dict[str, Any] = {
    "start": lambda one, by: outcomes.start(one, by=by, at=NOON),
    "finish": lambda one, by: outcomes.finish(one, "seen", by=by, at=NOON),
    "drop": lambda one, by: outcomes.drop(one, WHY, by=by, at=NOON),
    "amend": lambda one, by: outcomes.amend_action(one, TEXT, one.due, OWNER, WHY, by=by, at=NOON),
    "reopen": lambda one, by: outcomes.reopen(one, WHY, by=by, at=NOON),
}
DECISION_ACTS: dict[str, Any] = {
    "amend": lambda one, by: outcomes.amend(one, TEXT, None, WHY, by=by, at=NOON),
    "rescind": lambda one, by: outcomes.rescind(one, WHY, by=by, at=NOON),
    "reinstate": lambda one, by: outcomes.reinstate(one, WHY, by=by, at=NOON),
}
REFUSED = (errors.NotOpen, errors.NotClosed)


@pytest.mark.parametrize("state", ACTION_WAYS)
@pytest.mark.parametrize("verb", ACTION_ACTS)
def test_an_action_item_goes_the_ways_of_the_table_and_no_other(state: Any, verb: str) -> None:
    one = replace(ACTION, state=state)
    assert set(outcomes.verbs_for(one, SECRETARY)) == ACTION_WAYS[state]
    if verb in ACTION_WAYS[state]:
        after, fact = ACTION_ACTS[verb](one, SECRETARY)
        assert after != one
        assert fact.event.action_id == "a"
    else:
        with pytest.raises(REFUSED):
            ACTION_ACTS[verb](one, SECRETARY)


@pytest.mark.parametrize("state", DECISION_WAYS)
@pytest.mark.parametrize("verb", DECISION_ACTS)
def test_a_decision_goes_the_ways_of_the_table_and_no_other(state: Any, verb: str) -> None:
    one = replace(DECISION, state=state)
    assert set(outcomes.verbs_for(one, SECRETARY)) == DECISION_WAYS[state]
    if verb in DECISION_WAYS[state]:
        assert DECISION_ACTS[verb](one, SECRETARY)[0] != one
    else:
        with pytest.raises(REFUSED):
            DECISION_ACTS[verb](one, SECRETARY)


@pytest.mark.parametrize("state", ACTION_WAYS)
@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.id)
def test_what_a_reader_is_offered_of_an_action_is_what_they_may(state: Any, reader: Any) -> None:
    one = replace(ACTION, state=state)
    for verb in ACTION_WAYS[state]:
        if verb in outcomes.verbs_for(one, reader):
            assert ACTION_ACTS[verb](one, reader)
        else:
            with pytest.raises(Forbidden):
                ACTION_ACTS[verb](one, reader)


def test_its_post_reopens_what_it_called_done_but_not_what_the_secretariat_dropped() -> None:
    assert outcomes.verbs_for(replace(ACTION, state="done"), DIRECTOR) == ["reopen"]
    assert outcomes.verbs_for(replace(ACTION, state="dropped"), DIRECTOR) == []
    assert outcomes.verbs_for(replace(ACTION, state="done"), REVIEWER) == []


def test_an_overdue_action_that_gets_a_later_day_is_not_overdue_and_keeps_the_day_it_had() -> None:
    late = replace(ACTION, state="overdue")
    after, fact = outcomes.amend_action(late, late.text, date(2026, 4, 1), ("D01", "officer-1"), WHY, by=SECRETARY, at=NOON)
    assert (after.state, after.due, after.earlier[0].due, after.earlier[0].by) == (
        "in-progress",
        date(2026, 4, 1),
        ACTION.due,
        SECRETARY.id,
    )
    told: Any = fact.event
    assert (told.changed, told.was_due, told.reason.en) == (("due",), ACTION.due, "Reason")
    with pytest.raises(errors.NothingAmended):
        outcomes.amend_action(late, late.text, late.due, ("D01", "officer-1"), WHY, by=SECRETARY, at=NOON)


def test_a_reinstated_decision_is_what_it_was_before_it_was_rescinded() -> None:
    amended, _ = outcomes.amend(DECISION, TEXT, None, WHY, by=SECRETARY, at=NOON)
    for before in (DECISION, amended):
        rescinded, _ = outcomes.rescind(before, WHY, by=SECRETARY, at=NOON)
        assert outcomes.reinstate(rescinded, WHY, by=SECRETARY, at=NOON)[0] == before


async def act(call: Call, one: dict[str, Any], verb: str, body: Any, *, by: Any = SECRETARY, status: int = 200) -> dict[str, Any]:
    done = await call(by, "POST", f"/action-items/{one['id']}/{verb}", version=one["version"], json=body)
    assert done.status_code == status, done.text
    return done.json()


async def opened(desk: Desk, **changes: Any) -> dict[str, Any]:
    body = {"text": SAID, "ownerPost": "officer-1", "due": "2026-03-20", **changes}
    made = await desk.call(SECRETARY, "POST", f"{desk.path}/action-items", json=body)
    assert made.status_code == 201, made.text
    return made.json()


async def test_an_action_is_given_to_another_post_and_shows_whose_it_was(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    assert (await act(call, one, "amend", {"ownerPost": "nobody", "reason": SAID}, status=422))["type"].endswith("unknown-owner")
    await act(call, one, "amend", {"ownerPost": "officer-2", "reason": SAID}, by=DIRECTOR, status=403)
    moved = await act(call, one, "amend", {"ownerPost": "officer-2", "reason": SAID})
    assert (moved["owner"]["code"], moved["ownerPost"]["id"], moved["due"]) == ("D02", "officer-2", "2026-03-20")
    assert (moved["earlier"][0]["owner"]["code"], moved["earlier"][0]["ownerPost"]["id"], moved["earlier"][0]["reason"]) == (
        "D01",
        "officer-1",
        SAID,
    )
    mine = (await call(DIRECTOR, "GET", "/action-items", params={"mine": True})).json()
    assert mine["items"] == []


async def test_what_a_merged_entity_has_to_do_goes_to_the_same_kind_of_post_of_its_successor(
    held: Made, call: Call, service: Service
) -> None:
    await populate(service)
    desk = await held()
    one, done = await opened(desk), await opened(desk)
    await act(call, done, "finish", {"evidence": "a report"})
    for _ in range(2):
        await hear(service, "members.entity-merged.v1", {"code": "D01", "mergedInto": "D02"}, version=5)
    moved = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    assert (moved["owner"]["code"], moved["ownerPost"]["id"], moved["version"]) == ("D02", "officer-2", one["version"] + 1)
    kept = (await call(SECRETARY, "GET", f"/action-items/{done['id']}")).json()
    assert (kept["owner"]["code"], kept["state"]) == ("D01", "done")


async def test_what_a_dissolved_entity_has_to_do_is_the_secretariats_to_settle(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    await hear(service, "members.entity-dissolved.v1", {"code": "D01"}, version=5)
    moved = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    assert (moved["owner"]["code"], moved["earlier"][0]["owner"]["code"]) == ("GNGC-SEC", "D01")
    assert moved["earlier"][0]["reason"]["en"] == "The entity was dissolved."
