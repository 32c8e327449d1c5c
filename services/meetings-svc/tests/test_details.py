"""A title or number that members know of is put right with a reason; who, when and both values stay with the meeting and are told."""

from typing import Any

import pytest
from chassis.serve import Service
from meetings_svc.errors import NothingCorrected, NotNow
from meetings_svc.life import model as life
from meetings_svc.model import MeetingStatus

from .conftest import NOON, READERS, SAID, SECRETARY, VIEWER, Call, Made, facts_of, seat
from .test_life import OUTLINE, WHY, WORDS, a_meeting

RIGHT = {"ar": "الاجتماع الحادي عشر", "en": "Eleventh meeting"}


@pytest.mark.parametrize("status", MeetingStatus)
def test_details_are_put_right_in_every_state_that_members_know_of(status: MeetingStatus) -> None:
    meeting = a_meeting(status)
    if status is MeetingStatus.DRAFT:
        with pytest.raises(NotNow):
            life.correct(meeting, WHY, 11, WHY, by=SECRETARY, at=NOON)
        return
    after, fact = life.correct(meeting, WHY, 11, WHY, by=SECRETARY, at=NOON)
    [kept] = after.corrections
    assert (kept.by, kept.at, kept.was, kept.now, kept.reason) == (SECRETARY.id, NOON, status, status, WHY)
    assert (kept.before.title, kept.before.number, kept.after.title, kept.after.number) == (WORDS, OUTLINE.number, WHY, 11)
    assert (after.status, after.outline.title, after.outline.number, after.updated_at) == (status, WHY, 11, NOON)
    assert (fact.event.changed, fact.event.was_number, fact.event.number) == (("title", "number"), OUTLINE.number, 11)
    assert after.asked == meeting.asked, "who answered is not asked again"


@pytest.mark.parametrize(("title", "number", "changed"), [(WHY, 12, ("title",)), (WORDS, 11, ("number",))])
def test_what_did_not_change_is_not_named(title: Any, number: int, changed: tuple[str, ...]) -> None:
    _, fact = life.correct(a_meeting(MeetingStatus.ARCHIVED), title, number, WHY, by=SECRETARY, at=NOON)
    assert fact.event.changed == changed


def test_nothing_put_right_is_refused() -> None:
    with pytest.raises(NothingCorrected):
        life.correct(a_meeting(MeetingStatus.CIRCULATED), WORDS, OUTLINE.number, WHY, by=SECRETARY, at=NOON)


async def test_the_correction_is_read_by_members_and_keeps_what_was_not_sent(held: Made, service: Service) -> None:
    desk = await held()
    before = desk.body
    await desk.act("POST", "/correct", {"title": {"en": RIGHT["en"]}, "reason": SAID})
    await desk.act("POST", "/correct", {"number": 11, "reason": SAID})
    shown = await desk.seen(VIEWER)
    assert (shown["title"], shown["number"]) == ({"ar": before["title"]["ar"], "en": RIGHT["en"]}, 11)
    first, second = shown["corrections"]
    assert (first["before"]["title"], first["after"]["title"]) == (before["title"], shown["title"])
    assert (second["before"]["number"], second["after"]["number"], second["by"], second["reason"]) == (12, 11, SECRETARY.id, SAID)
    told = (await facts_of(service, before["id"]))[-1]
    assert told["type"] == "meetings.meeting-details-corrected.v1"
    assert (told["content"]["wasNumber"], told["content"]["number"], told["content"]["changed"]) == (12, 11, ["number"])
    assert (await desk.call(VIEWER, "GET", "/meetings", params={"q": "eleventh"})).json()["items"][0]["id"] == before["id"]
    assert (await desk.call(VIEWER, "GET", "/meetings", params={"q": "twelfth"})).json()["items"] == []


async def test_a_correction_that_would_leave_something_wrong_is_refused(held: Made, call: Call, drafted: Made, service: Service) -> None:
    other, desk = await drafted(number=11), await held()
    told = len(await facts_of(service, desk.body["id"]))
    for body, status in (
        ({"title": RIGHT}, 422),
        ({"title": {"en": " "}, "reason": SAID}, 422),
        ({"number": None, "reason": SAID}, 422),
        ({"number": 0, "reason": SAID}, 422),
        ({"title": None, "reason": SAID}, 422),
        ({"kind": "working-group", "reason": SAID}, 422),
        ({"reason": SAID}, 409),
        ({"number": other.body["number"], "reason": SAID}, 409),
    ):
        await desk.act("POST", "/correct", body, status=status)
    await other.act("POST", "/correct", {"title": RIGHT, "reason": SAID}, status=409)
    body = {"title": RIGHT, "reason": SAID}
    assert (await call(SECRETARY, "POST", f"{desk.path}/correct", version=1, json=body)).status_code == 412
    for actor in READERS:
        if actor is not SECRETARY:
            assert (await call(actor, "POST", f"{desk.path}/correct", version=desk.body["version"], json=body)).status_code == 403
    assert await desk.seen(SECRETARY) == desk.body
    assert len(await facts_of(service, desk.body["id"])) == told


async def test_who_answered_is_not_asked_anew(asked: Any) -> None:
    await asked.call(SECRETARY, "POST", f"{asked.path}/seats/D01/answer", version=0, json={"status": "accepted", "mode": "remote"})
    await asked.act("POST", "/correct", {"title": RIGHT, "reason": SAID})
    assert (await seat(asked))["status"] == "accepted"
