"""Seats in calendars: the invitation, the reply, and the calendar that is opened by its secret."""

from pathlib import Path
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.serve import Service
from icalendar import Calendar

from .conftest import DIRECTOR, SAID, SECRETARY, Desk, answer, hear, seat, told_of

GOLDEN = Path(__file__).parent / "golden"
DOMAIN = "meetings.shabaka.invalid"


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


async def test_a_private_calendar_ends_with_the_last_role_in_the_entity_it_looks_through(
    asked: Desk, client: Any, service: Service
) -> None:
    http = await client(service.app)
    path = (await asked.call(DIRECTOR, "POST", "/calendar-feeds")).json()["path"]
    here, elsewhere = ({"role": "viewer", "scope": code} for code in ("D01", "D02"))
    lost = {"personId": DIRECTOR.id, "revoked": [elsewhere, here], "left": [here]}
    await hear(service, "members.role-revoked.v1", lost, version=4)
    assert (await http.get(path)).status_code == 200
    await hear(service, "members.role-revoked.v1", {**lost, "left": [elsewhere]}, version=5)
    assert (await http.get(path)).status_code == 404
