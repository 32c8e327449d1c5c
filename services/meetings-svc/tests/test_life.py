"""From the announcement to the archive: each state from the one before it, by whom, and what it tells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.errors import Forbidden
from chassis.serve import Service
from hypothesis import given
from hypothesis import strategies as st
from meetings_svc import errors
from meetings_svc.agenda.model import AgendaItem, Bi
from meetings_svc.life import model as life
from meetings_svc.minutes.model import Minutes
from meetings_svc.model import KNOWN, Meeting, MeetingStatus, announce, as_seen_by, edit, publish_agenda
from meetings_svc.outline.model import Outline, Venue

from .conftest import DIRECTOR, GUEST, NOON, READERS, REVIEWER, SAID, SECRETARY, VIEWER, Call, Desk, Made, entry, facts_of

START = datetime(2026, 3, 10, 5, tzinfo=UTC)
WORDS = Bi("نص", "Text")
OUTLINE = Outline("network-meeting", START, START + timedelta(hours=2), 12, WORDS, "D01", Venue(WORDS))
AGENDA = (AgendaItem("open", WORDS, "welcome", 10, visibility="all"), AgendaItem("hidden", WORDS, visibility="secretariat"))
WRITTEN = Minutes().write({"open": {"ar": "قيل", "en": "Said"}})
WHY = Bi("سبب", "Reason")

REFUSALS = (errors.NotNow, errors.NotADraft, errors.NotAnnounced, errors.NothingNew, errors.MinutesChanged, errors.NothingCorrected)
ACTS: dict[str, Callable[[Meeting, Actor], Any]] = {
    "announce": lambda m, by: announce(m, by=by, at=NOON),
    "publish-agenda": lambda m, by: publish_agenda(m, by=by, at=NOON),
    "begin": lambda m, by: life.advance(m, "begin", by=by, at=NOON),
    "end": lambda m, by: life.advance(m, "end", by=by, at=NOON),
    "circulate-minutes": lambda m, by: life.circulate_minutes(m, by=by, at=NOON),
    "approve-minutes": lambda m, by: life.advance(m, "approve-minutes", by=by, at=NOON),
    "archive": lambda m, by: life.advance(m, "archive", by=by, at=NOON),
    "postpone": lambda m, by: life.halt(m, "postpone", WHY, by=by, at=NOON),
    "cancel": lambda m, by: life.halt(m, "cancel", WHY, by=by, at=NOON),
    **{verb: lambda m, by, verb=verb: life.undo(m, verb, WHY, by=by, at=NOON) for verb in life.UNDONE},
    "correct": lambda m, by: life.correct(m, WHY, 13, WHY, by=by, at=NOON),
    "reschedule": lambda m, by: life.reschedule(m, START + timedelta(days=7), START + timedelta(days=7, hours=2), by=by, at=NOON),
}


def a_meeting(status: MeetingStatus, minutes: Minutes = WRITTEN) -> Meeting:
    circulated = minutes.circulate(NOON) if status in ("approved", "archived") else minutes
    return Meeting("m", OUTLINE, NOON, NOON, status=status, agenda=AGENDA, minutes=circulated)


@pytest.mark.parametrize("status", MeetingStatus)
@pytest.mark.parametrize("verb", ACTS)
def test_what_the_secretariat_is_offered_is_what_succeeds(status: MeetingStatus, verb: str) -> None:
    for meeting in (a_meeting(status), replace(a_meeting(status), minutes=WRITTEN.circulate(NOON))):
        if verb in life.actions_for(meeting, SECRETARY):
            after, fact = ACTS[verb](meeting, SECRETARY)
            assert fact.event.meeting_id == "m"
            assert after.status != status or verb in ("circulate-minutes", "correct")
        else:
            with pytest.raises(REFUSALS):
                ACTS[verb](meeting, SECRETARY)


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("status", MeetingStatus)
def test_nobody_else_moves_a_meeting(status: MeetingStatus, verb: str) -> None:
    for actor in READERS:
        if actor is not SECRETARY:
            with pytest.raises(Forbidden):
                ACTS[verb](a_meeting(status), actor)


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=30))
def test_whatever_is_tried_the_sequence_counts_exactly_what_members_were_told(verbs: list[str]) -> None:
    meeting, told = a_meeting(MeetingStatus.DRAFT), 0
    for verb in verbs:
        try:
            meeting, fact = ACTS[verb](meeting, SECRETARY)
        except REFUSALS:
            continue
        told += fact is not None
    assert meeting.sequence == max(0, told - 1)
    assert meeting.asked <= meeting.sequence


def test_once_in_session_a_meeting_is_neither_postponed_nor_cancelled() -> None:
    for status in KNOWN - {"announced", "agenda-published", "postponed"}:
        for verb in ("postpone", "cancel"):
            with pytest.raises(errors.NotNow):
                ACTS[verb](a_meeting(status), SECRETARY)


def test_another_time_asks_anew_and_another_place_does_not() -> None:
    meeting = a_meeting(MeetingStatus.ANNOUNCED)
    moved, _ = edit(meeting, replace(OUTLINE, end=OUTLINE.end + timedelta(minutes=5)), by=SECRETARY, at=NOON)
    housed, _ = edit(meeting, replace(OUTLINE, venue=Venue(Bi("قاعة", "Hall"))), by=SECRETARY, at=NOON)
    assert (moved.sequence, moved.asked) == (1, 1)
    assert (housed.sequence, housed.asked) == (1, 0)


def test_the_agenda_of_a_postponed_meeting_is_the_secretariats_again() -> None:
    for status in (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED):
        assert as_seen_by(a_meeting(status), VIEWER).agenda == ()
        assert as_seen_by(a_meeting(status), REVIEWER).agenda == AGENDA


async def test_a_meeting_goes_all_the_way_to_the_archive(published: Made, service: Service) -> None:
    desk = await published()
    item = desk.body["agenda"][0]["id"]
    await desk.act("POST", "/begin")
    await desk.act("POST", "/end")
    await write(desk, {item: {"ar": "افتتح", "en": "Opened"}})
    for verb, status in (("circulate-minutes", "circulated"), ("approve-minutes", "approved"), ("archive", "archived")):
        assert (await desk.act("POST", f"/{verb}"))["status"] == status
    assert desk.body["actions"] == ["correct", "unarchive"]
    assert [fact["type"].split(".")[1] for fact in await facts_of(service, desk.body["id"])] == [
        "meeting-announced", "agenda-published", "session-began", "session-ended",
        "minutes-circulated", "minutes-approved", "meeting-archived",
    ]  # fmt: skip


async def test_a_meeting_is_postponed_with_a_reason_and_rescheduled(published: Made, service: Service) -> None:
    desk = await published()
    await desk.act("POST", "/postpone", {"reason": {"ar": "", "en": "x"}}, status=422)
    await desk.act("POST", "/postpone", {"reason": SAID})
    assert (desk.body["status"], desk.body["reason"], (await desk.seen(DIRECTOR))["agenda"]) == ("postponed", SAID, [])
    await desk.act("POST", "/reschedule", {"start": "2026-04-10T05:00:00Z", "end": "2026-04-10T04:00:00Z"}, status=422)
    await desk.act("POST", "/reschedule", {"start": "2026-04-10T05:00:00Z", "end": "2026-04-10T07:00:00Z"})
    assert (desk.body["status"], desk.body["reason"], desk.body["start"]) == ("announced", None, "2026-04-10T05:00:00Z")
    await desk.act("POST", "/cancel", {"reason": SAID})
    await desk.act("PATCH", "", {"title": {"en": "x"}}, status=409)
    assert [fact["type"].split(".")[1] for fact in await facts_of(service, desk.body["id"])][2:] == [
        "meeting-postponed", "meeting-rescheduled", "meeting-cancelled",
    ]  # fmt: skip


async def test_a_refused_step_changes_and_announces_nothing(published: Made, call: Call, service: Service) -> None:
    desk = await published()
    told = len(await facts_of(service, desk.body["id"]))
    for verb in ("end", "approve-minutes", "archive", "circulate-minutes"):
        await desk.act("POST", f"/{verb}", status=409)
        assert (await call(SECRETARY, "POST", f"{desk.path}/{verb}", version=1)).status_code == 412
        assert (await call(DIRECTOR, "POST", f"{desk.path}/{verb}", version=desk.body["version"])).status_code == 403
    assert await desk.seen(SECRETARY) == desk.body
    assert len(await facts_of(service, desk.body["id"])) == told


# ---- nesting ----


async def test_parts_stand_behind_their_item_and_are_numbered(drafted: Made) -> None:
    desk = await drafted(agenda=[entry("A"), entry("B")])
    first, second = (item["id"] for item in desk.body["agenda"])
    await desk.act("POST", "/agenda-items", entry("A1", parent=first), status=201)
    await desk.act("POST", "/agenda-items", entry("A2", parent=first, order=1), status=201)
    assert [(i["number"], i["title"]["en"]) for i in desk.body["agenda"]] == [("1", "A"), ("1.1", "A2"), ("1.2", "A1"), ("2", "B")]
    part = desk.body["agenda"][1]["id"]
    await desk.act("POST", "/agenda-items", entry("A11", parent=part), status=422)
    await desk.act("PATCH", f"/agenda-items/{first}", {"parent": second}, status=422)
    await desk.act("PATCH", f"/agenda-items/{second}", {"parent": "nobody"}, status=422)
    await desk.act("DELETE", f"/agenda-items/{first}", status=409)
    await desk.act("PATCH", f"/agenda-items/{part}", {"parent": None})
    assert [i["number"] for i in desk.body["agenda"]] == ["1", "1.1", "2", "3"]


async def test_the_parts_of_a_hidden_item_are_hidden_with_it(published: Made) -> None:
    desk = await published()
    hidden = next(item["id"] for item in desk.body["agenda"] if item["visibility"] == "secretariat")
    await desk.act("POST", "/agenda-items", entry("Inside", 1, "all", parent=hidden), status=201)
    assert "Inside" in await desk.titles(SECRETARY)
    for reader in (DIRECTOR, VIEWER, GUEST):
        assert "Inside" not in await desk.titles(reader)


# ---- minutes ----


async def minutes_of(desk: Desk, by: Actor, query: str = "") -> dict[str, Any]:
    answer = await desk.call(by, "GET", f"{desk.path}/minutes{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def write(desk: Desk, texts: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = await desk.act("PATCH", "/minutes", {"texts": texts}, status=status)
    desk.body = await desk.seen(SECRETARY)
    return answer


async def test_english_is_stale_as_soon_as_the_arabic_moves_on(held: Made) -> None:
    desk = await held()
    item = desk.body["agenda"][0]["id"]
    for texts, revision, stale in (
        ({"ar": "أ"}, 1, True),
        ({"en": "A"}, 2, False),
        ({"ar": "ب"}, 3, True),
        ({"ar": "ب"}, 3, True),
        ({"en": "A"}, 4, False),
        ({"ar": "ج", "en": "C"}, 5, False),
    ):
        minutes = await write(desk, {item: texts})
        assert (minutes["revision"], minutes["texts"][0]["stale"]) == (revision, stale), texts


async def test_members_read_only_what_was_circulated_of_items_they_may_see(held: Made, call: Call) -> None:
    desk = await held()
    welcome, plans, secret = (desk.body["agenda"][place]["id"] for place in (0, 1, 2))
    await write(desk, {welcome: {"ar": "١"}, plans: {"ar": "٢"}, secret: {"ar": "سر"}})
    await desk.act("POST", "/end")
    assert (await minutes_of(desk, DIRECTOR))["texts"] == []
    await desk.act("POST", "/circulate-minutes")
    await write(desk, {welcome: {"ar": "تصحيح"}})
    assert [text["ar"] for text in (await minutes_of(desk, DIRECTOR))["texts"]] == ["١", "٢"]
    assert [text["ar"] for text in (await minutes_of(desk, GUEST))["texts"]] == ["١"]
    assert [text["ar"] for text in (await minutes_of(desk, REVIEWER))["texts"]] == ["تصحيح", "٢", "سر"]
    await desk.act("POST", "/approve-minutes", status=409)
    await desk.act("POST", "/circulate-minutes")
    assert (await minutes_of(desk, DIRECTOR))["texts"][0]["ar"] == "تصحيح"
    assert [text["ar"] for text in (await minutes_of(desk, DIRECTOR, "?revision=1"))["texts"]] == ["١", "٢"]
    assert [one["revision"] for one in (await minutes_of(desk, DIRECTOR))["circulated"]] == [1, 2]
    listed = (await call(DIRECTOR, "GET", "/meetings")).text
    assert "تصحيح" not in listed


async def test_the_arabic_is_written_before_minutes_are_circulated(held: Made) -> None:
    desk = await held()
    item = desk.body["agenda"][0]["id"]
    await desk.act("POST", "/end")
    await desk.act("POST", "/circulate-minutes", status=409)
    await write(desk, {item: {"en": "Said"}})
    problem = await desk.act("POST", "/circulate-minutes", status=422)
    assert problem["errors"][0]["pointer"] == f"/texts/{item}/ar"
    await write(desk, {"nothing": {"ar": "x"}}, status=422)
    await write(desk, {item: {"ar": "قيل"}})
    await desk.act("POST", "/circulate-minutes")


async def test_minutes_are_the_secretariats_to_write(held: Made, call: Call) -> None:
    desk = await held()
    body = {"texts": {desk.body["agenda"][0]["id"]: {"ar": "x"}}}
    for actor in READERS:
        if actor is not SECRETARY:
            answer = await call(actor, "PATCH", f"{desk.path}/minutes", version=desk.body["version"], json=body)
            assert answer.status_code == 403
    assert (await minutes_of(desk, SECRETARY))["revision"] == 0


@pytest.mark.parametrize("status", ["draft", "announced", "agenda-published", "approved", "archived", "postponed", "cancelled"])
def test_minutes_are_written_from_the_session_to_their_approval(status: str) -> None:
    with pytest.raises(errors.NotNow):
        life.write_minutes(a_meeting(MeetingStatus(status)), {"open": {"ar": "x"}}, by=SECRETARY, at=NOON)
