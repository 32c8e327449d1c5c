"""Seats of entities: answers, delegation, excuses, calendars and attendance, on a real Mongo."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.serve import Service
from icalendar import Calendar

from .conftest import DIRECTOR, GUEST, REVIEWER, SAID, SECRETARY, VIEWER, Call, Desk, Made, hear, populate

OFFICER = Actor("officer", "person", entity="D01", post="officer-1", grants=(Grant("entity-editor", "D01"),))
OTHER_DIRECTOR = Actor("director-2", "person", entity="D02", grants=(Grant("entity-director", "D02"),))
GOLDEN = Path(__file__).parent / "golden"
DOMAIN = "meetings.shabaka.invalid"


@pytest.fixture
async def asked(published: Made, service: Service) -> Desk:
    """A published meeting to which three entities are invited."""
    await populate(service)
    return await published()


async def seat(desk: Desk, by: Actor = DIRECTOR, entity: str = "D01", status: int = 200) -> dict[str, Any]:
    answer = await desk.call(by, "GET", f"{desk.path}/seats/{entity}")
    assert answer.status_code == status, answer.text
    return answer.json()


async def answer(desk: Desk, body: Any, *, version: int, by: Actor = DIRECTOR, entity: str = "D01", status: int = 200) -> dict[str, Any]:
    given = await desk.call(by, "POST", f"{desk.path}/seats/{entity}/answer", version=version, json=body)
    assert given.status_code == status, given.text
    return given.json()


async def told_of(service: Service, desk: Desk, entity: str = "D01") -> list[str]:
    assert service.database is not None
    found = await service.database["seats"].find_one({"_id": f"{desk.path.removeprefix('/meetings/')}/{entity}"})
    return [fact["type"].split(".")[1] for fact in found["outbox"]] if found else []


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


# ---- calendars ----


async def invitation(desk: Desk, language: str = "ar", by: Actor = DIRECTOR) -> bytes:
    found = await desk.call(by, "GET", f"{desk.path}/seats/D01/invitation", headers={"Accept-Language": language})
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "text/calendar; charset=utf-8"
    return found.content


def like_golden(name: str, content: bytes, desk: Desk) -> None:
    """The unfolded lines of a calendar (RFC 5545, 3.1), but for the ids that chance made."""
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    text = content.replace(b"\r\n ", b"").replace(b"\r\n", b"\n").decode().replace(desk.path.removeprefix("/meetings/"), "ID")
    assert text == (GOLDEN / f"{name}.ics").read_text()


async def test_an_invitation_is_a_request_to_the_seat(asked: Desk) -> None:
    like_golden("request-ar", await invitation(asked), asked)
    like_golden("request-en", await invitation(asked, "en"), asked)


async def test_a_delegated_seat_and_a_cancelled_meeting_are_written_as_itip_says(asked: Desk) -> None:
    await answer(asked, {"status": "delegated", "delegatePost": "officer-1"}, version=0)
    like_golden("delegated-en", await invitation(asked, "en"), asked)
    await asked.act("POST", "/cancel", {"reason": SAID})
    like_golden("cancel-en", await invitation(asked, "en"), asked)


async def test_the_uid_stays_and_the_sequence_grows_with_each_change(asked: Desk) -> None:
    seen = []
    for change in ({"venue": {"joinUrl": None}}, {"end": "2026-03-10T08:00:00Z"}, {"title": {"en": "Other"}}):
        event = Calendar.from_ical(await invitation(asked)).walk("VEVENT")[0]
        seen.append((str(event["UID"]), event["SEQUENCE"]))
        await asked.act("PATCH", "", change)
    assert len({uid for uid, _ in seen}) == 1
    assert [sequence for _, sequence in seen] == [1, 2, 3]


async def test_a_hidden_item_is_in_no_calendar(asked: Desk) -> None:
    assert "Plans" in (await invitation(asked, "en")).decode()
    assert "Who speaks" not in (await invitation(asked, "en")).decode()


REPLY = """BEGIN:VCALENDAR\r
PRODID:-//Some//Calendar//EN\r
VERSION:2.0\r
METHOD:{method}\r
BEGIN:VEVENT\r
UID:{uid}\r
SEQUENCE:{sequence}\r
DTSTAMP:{stamp}\r
ATTENDEE;PARTSTAT={partstat}:{attendee}\r
END:VEVENT\r
END:VCALENDAR\r
"""


async def by_calendar(desk: Desk, status: int = 200, *, by: Actor = DIRECTOR, **changes: Any) -> dict[str, Any]:
    values = {
        "method": "REPLY", "uid": f"{desk.path.removeprefix('/meetings/')}@{DOMAIN}", "sequence": desk.body["sequence"],
        "stamp": "20260301T090000Z", "partstat": "ACCEPTED", "attendee": f"mailto:seat-d01@{DOMAIN}",
    }  # fmt: skip
    content = REPLY.format(**{**values, **changes}).encode()
    path = f"{desk.path}/seats/D01/calendar-reply"
    found = await desk.call(by, "POST", path, content=content, headers={"Content-Type": "text/calendar"})
    assert found.status_code == status, found.text
    return found.json()


@pytest.mark.parametrize(("partstat", "status"), [("ACCEPTED", "accepted"), ("TENTATIVE", "tentative"), ("DECLINED", "declined")])
async def test_a_calendars_reply_is_the_seats_answer(asked: Desk, partstat: str, status: str) -> None:
    assert (await by_calendar(asked, partstat=partstat))["status"] == status
    event = Calendar.from_ical(await invitation(asked)).walk("VEVENT")[0]
    assert str(event["ATTENDEE"].params["PARTSTAT"]) == partstat


async def test_a_seat_is_delegated_from_a_calendar_to_a_post_that_is_known(asked: Desk) -> None:
    delegated = 'DELEGATED;DELEGATED-TO="mailto:post-{}@' + DOMAIN + '"'
    await by_calendar(asked, 422, partstat=delegated.format("nobody"))
    await by_calendar(asked, 422, partstat='DELEGATED;DELEGATED-TO="mailto:friend@example.com"')
    assert (await by_calendar(asked, partstat=delegated.format("officer-1")))["delegate"]["id"] == "officer-1"
    attendees = Calendar.from_ical(await invitation(asked)).walk("VEVENT")[0]["ATTENDEE"]
    assert [sorted(one.params) for one in attendees][1] == ["DELEGATED-FROM", "PARTSTAT", "ROLE", "RSVP"]


async def test_a_reply_to_an_older_invitation_is_refused(asked: Desk, service: Service) -> None:
    old = asked.body["sequence"]
    await asked.act("PATCH", "", {"end": "2026-03-10T08:00:00Z"})
    problem = await by_calendar(asked, 409, sequence=old)
    assert problem["type"].endswith("stale-sequence")
    assert await told_of(service, asked) == []
    await by_calendar(asked)


async def test_a_reply_written_before_the_answer_we_have_is_refused(asked: Desk) -> None:
    await answer(asked, {"status": "accepted"}, version=0)
    await by_calendar(asked, 412, partstat="TENTATIVE", stamp="20260228T090000Z")
    assert (await seat(asked))["status"] == "accepted"


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "REQUEST"},
        {"uid": "other@example.com"},
        {"attendee": f"mailto:seat-d02@{DOMAIN}"},
        {"partstat": "NEEDS-ACTION"},
        {"sequence": "x"},
        {"stamp": "yesterday"},
        {"partstat": "DELEGATED"},
    ],
    ids=str,
)
async def test_what_is_no_reply_of_this_seat_is_refused(asked: Desk, service: Service, changes: Any) -> None:
    assert (await by_calendar(asked, 422, **changes))["type"].endswith("no-calendar-reply")
    assert await told_of(service, asked) == []


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCALENDAR", b"\xff\xfe", b"x" * 70_000, "مرحبا".encode()])
async def test_what_is_no_calendar_is_refused(asked: Desk, content: bytes) -> None:
    found = await asked.call(DIRECTOR, "POST", f"{asked.path}/seats/D01/calendar-reply", content=content)
    assert found.status_code == 422


async def test_a_private_calendar_is_opened_by_its_secret_and_shows_what_members_know(asked: Desk, client: Any, service: Service) -> None:
    http = await client(service.app)
    first = (await asked.call(SECRETARY, "POST", "/calendar-feeds")).json()["path"]
    content = await http.get(first, headers={"Accept-Language": "en"})
    assert (content.status_code, "Great Hall" in content.text, "Who speaks" in content.text) == (200, True, False)
    second = (await asked.call(SECRETARY, "POST", "/calendar-feeds")).json()["path"]
    assert (await http.get(first)).status_code == 404
    assert (await http.get(second[:-1] + ("A" if second[-1] != "A" else "B"))).status_code == 404
    await hear(service, "members.role-revoked.v1", {"personId": SECRETARY.id, "left": [{"role": "ops", "scope": "network"}]}, version=4)
    assert (await http.get(second)).status_code == 200
    await hear(service, "members.role-revoked.v1", {"personId": SECRETARY.id, "left": []}, version=5)
    assert (await http.get(second)).status_code == 404
