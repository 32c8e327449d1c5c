"""No dead ends: from every state a meeting, a decision and an action item have a way on or back; what is undone says who, when and why."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from chassis.serve import Service
from meetings_svc.agenda.model import Bi
from meetings_svc.life import model as life
from meetings_svc.life.commands import seat_past_meetings
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.outcomes.model import Origin

from .conftest import (
    NOON,
    READERS,
    SAID,
    SECRETARY,
    VIEWER,
    Call,
    Desk,
    Made,
    answer,
    facts_of,
    hear,
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
