"""Replies as calendar programs really send them: each is the seat's answer, or is refused in words that say what to do."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.serve import Service

from .conftest import DIRECTOR, SECRETARY, VIEWER, Desk, answer, person, seat

DOMAIN = "meetings.shabaka.invalid"
SEAT = f"mailto:seat-d01@{DOMAIN}"
DELEGATE = replace(person("officer", "D01", ("viewer", "D01")), post="officer-1")
DEFAULT = "declined from a calendar"
ZONE = """BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0400
TZOFFSETTO:+0400
END:STANDARD
END:VTIMEZONE"""


def event(attendee: str, *more: str, stamp: str = "DTSTAMP:20260301T070000Z", sequence: str = "SEQUENCE:1") -> str:
    return "\n".join(("BEGIN:VEVENT", attendee, *more, "UID:@@UID@@", stamp, *([sequence] if sequence else []), "END:VEVENT"))


def reply(*parts: str, head: str = "PRODID:-//x//y//EN", method: str = "METHOD:REPLY") -> str:
    return "\n".join(("BEGIN:VCALENDAR", *([method] if method else []), head, "VERSION:2.0", *parts, "END:VCALENDAR", ""))


YES, MAYBE, NO = (f"ATTENDEE;PARTSTAT={word}:{SEAT}" for word in ("ACCEPTED", "TENTATIVE", "DECLINED"))
GOOGLE = (
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="نعتذر: لدينا، سفر";CN=D01:' + SEAT
)
ARABIC = "COMMENT:نعتذر عن الحضور"
# What it is called: the lines, the answer, and the excuse as it is kept.
TAKEN: dict[str, tuple[str, str, str | None]] = {
    "plain": (reply(event(YES)), "accepted", None),
    "tentative": (reply(event(MAYBE)), "tentative", None),
    "no sequence": (reply(event(YES, sequence="")), "accepted", None),
    "blank comment of Outlook": (reply(event(NO, "COMMENT;LANGUAGE=ar-AE:\\n")), "declined", DEFAULT),
    "no comment": (reply(event(NO)), "declined", DEFAULT),
    "one comment with escapes": (
        reply(event(NO, "COMMENT:Sorry\\, away\\; back\\nMonday \\\\o/")),
        "declined", "Sorry, away; back\nMonday \\o/",
    ),
    "two comments": (reply(event(NO, ARABIC, "COMMENT:We send our regrets")), "declined", "نعتذر عن الحضور\nWe send our regrets"),
    "the same comment twice": (reply(event(NO, "COMMENT:Away", "COMMENT:Away")), "declined", "Away"),
    "response comment of Google": (reply(event(GOOGLE)), "declined", "نعتذر: لدينا، سفر"),
    "both kinds of comment": (reply(event(GOOGLE, "COMMENT:More")), "declined", "نعتذر: لدينا، سفر\nMore"),
    "control characters in a comment": (reply(event(NO, "COMMENT:a\x07b\x1bc")), "declined", "abc"),
    "capital address": (reply(event(YES.replace(SEAT, SEAT.upper()))), "accepted", None),
    "small letters all over": (reply(event(YES)).replace("ATTENDEE;PARTSTAT=ACCEPTED", "attendee;partstat=accepted"), "accepted", None),
    "quoted parameter": (reply(event(f'ATTENDEE;CN="Director; of: D01";PARTSTAT="ACCEPTED":{SEAT}')), "accepted", None),
    "parameters nobody knows": (reply(event(f"ATTENDEE;X-FOO=a;SCHEDULE-STATUS=2.0;PARTSTAT=ACCEPTED:{SEAT}")), "accepted", None),
    "the person's own mailbox": (reply(event("ATTENDEE;PARTSTAT=ACCEPTED;CN=فاطمة:mailto:fatima@health.example")), "accepted", None),
    "an address of Exchange": (reply(event("ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail")), "accepted", None),
    "zone of Windows": (reply(event(YES, stamp="DTSTAMP;TZID=Arabian Standard Time:20260301T110000")), "accepted", None),
    "zone of Evolution": (
        reply(event(YES, stamp="DTSTAMP;TZID=/freeassociation.sourceforge.net/Asia/Dubai:20260301T110000")), "accepted", None,
    ),
    "zone that nobody knows": (reply(event(YES, stamp='DTSTAMP;TZID="(UTC+04:00) Abu Dhabi, Muscat":20260301T110000')), "accepted", None),
    "time of no zone": (reply(event(YES, stamp="DTSTAMP:20260301T110000")), "accepted", None),
    "zone described with an odd name": (reply(ZONE.format("Customized Time Zone 1"), event(YES)), "accepted", None),
    "zone without a name": (reply("BEGIN:VTIMEZONE\nEND:VTIMEZONE", event(YES)), "accepted", None),
    "an alarm inside": (reply(event(YES, "BEGIN:VALARM\nATTENDEE:mailto:x@y.example\nEND:VALARM")), "accepted", None),
    "times in other forms": (reply(event(YES, "DTSTART;VALUE=DATE:20260310", "DTEND;TZID=No/Where:20260310T120000")), "accepted", None),
    "a broken line beside": (reply(event(YES, "THIS IS NO LINE", ":", "X-=;:")), "accepted", None),
    "empty lines": (reply(event(YES)).replace("\n", "\n\n"), "accepted", None),
    "two methods": (reply(event(YES), head="PRODID:x\nMETHOD:PUBLISH"), "accepted", None),
    "small method": (reply(event(YES), method="METHOD:reply"), "accepted", None),
    "another event beside": (reply(event(NO).replace("@@UID@@", "other@x"), event(YES)), "accepted", None),
    "an exception beside": (
        reply(event(MAYBE), event(YES, "RECURRENCE-ID:20260310T050000Z", stamp="DTSTAMP:20260301T073000Z")), "accepted", None,
    ),
    "Zimbra": (reply(event(f"ATTENDEE;CN=D01;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE:{SEAT}", "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
                           "REQUEST-STATUS:2.0;Success"), head="PRODID:Zimbra-Calendar-Provider"), "tentative", None),
    "Thunderbird": (reply(ZONE.format("Asia/Dubai"), event(YES, "CREATED:20260301T060000Z", "X-MOZ-RECEIVED-SEQUENCE:1", "TRANSP:OPAQUE"),
                          head="PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN"), "accepted", None),
    "Apple": (reply(event(f'ATTENDEE;CN="D01";EMAIL="me@me.example";PARTSTAT=ACCEPTED;X-CALENDARSERVER-AUTO=1:{SEAT}'),
                    head="CALSCALE:GREGORIAN\nPRODID:-//Apple Inc.//macOS 14.5//EN"), "accepted", None),
}  # fmt: skip
REFUSED: dict[str, tuple[str, str]] = {
    "no answer": (reply(event(f"ATTENDEE;CN=Director:{SEAT}")), "PARTSTAT"),
    "still to answer": (reply(event(f"ATTENDEE;PARTSTAT=NEEDS-ACTION:{SEAT}")), "PARTSTAT"),
    "a request": (reply(event(YES), method="METHOD:REQUEST"), "METHOD"),
    "a counter proposal": (reply(event(YES), method="METHOD:COUNTER"), "METHOD"),
    "no method": (reply(event(YES), method=""), "METHOD"),
    "another meeting": (reply(event(YES).replace("@@UID@@", "other@example.com")), "another event"),
    "another seat": (reply(event(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:seat-d02@{DOMAIN}")), "ATTENDEE"),
    "nobody": (reply(event("X-NOTHING:1")), "ATTENDEE"),
    "two strangers": (reply(event("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.c", "ATTENDEE;PARTSTAT=DECLINED:mailto:c@d.e")), "ATTENDEE"),
    "no instant": (reply(event(YES, stamp="DTSTAMP:yesterday")), "DTSTAMP"),
    "no stamp": (reply(event(YES, stamp="X-NOTHING:1")), "DTSTAMP"),
    "first instant": (reply(event(YES, stamp="DTSTAMP;TZID=Asia/Dubai:00010101T000000")), "DTSTAMP"),
    "number in words": (reply(event(YES, sequence="SEQUENCE:one")), "SEQUENCE"),
    "figures of another script": (reply(event(YES, sequence="SEQUENCE:١")), "SEQUENCE"),
    "endless number": (reply(event(YES, sequence="SEQUENCE:" + "9" * 400)), "SEQUENCE"),
    "delegated to nobody": (reply(event(f"ATTENDEE;PARTSTAT=DELEGATED:{SEAT}")), "DELEGATED-TO"),
    "no event": (reply(), "no event"),
    "no calendar": ("Dear colleagues, we accept.", "no event"),
    "nothing": ("", "no event"),
}  # fmt: skip


async def send(
    desk: Desk, text: str | bytes, status: int = 200, *, by: Actor = DIRECTOR, kind: str = "text/calendar", entity: str = "D01"
) -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    uid = f"{desk.path.removeprefix('/meetings/')}@{DOMAIN}".encode()
    path = f"{desk.path}/seats/{entity}/calendar-reply"
    headers = {"Content-Type": kind, "Accept-Language": "en"}
    found = await desk.call(by, "POST", path, content=content.replace(b"@@UID@@", uid), headers=headers)
    assert found.status_code == status, found.text
    return found.json()


def folded(content: bytes, end: bytes = b"\r\n") -> bytes:
    """As programs do that count octets: also within a letter."""
    lines = content.split(b"\n")
    return end.join((end + b" ").join(line[at : at + 20] for at in range(0, max(len(line), 1), 20)) for line in lines)


@pytest.mark.parametrize("name", TAKEN)
async def test_what_programs_send_is_the_seats_answer(asked: Desk, name: str) -> None:
    text, status, excuse = TAKEN[name]
    await send(asked, text)
    shown = await seat(asked)
    assert shown["status"] == status
    assert (shown["excuse"] or "").endswith(excuse or "") if excuse == DEFAULT else shown["excuse"] == excuse


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_no_answer_is_refused_in_words(asked: Desk, name: str) -> None:
    text, said = REFUSED[name]
    problem = await send(asked, text, 422)
    assert problem["type"].endswith("no-calendar-reply")
    assert said in problem["detail"]
    assert not any(word in problem["detail"] for word in ("Error", "Exception", "None"))
    assert (await seat(asked))["version"] == 0


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"], ids=["CRLF", "LF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "BOM"])
async def test_lines_are_joined_as_bytes_whatever_ends_them(asked: Desk, end: bytes, mark: bytes) -> None:
    text = reply(event(NO, "COMMENT:نعتذر لوجود اجتماع آخر في اليوم نفسه"))
    uid = f"{asked.path.removeprefix('/meetings/')}@{DOMAIN}"
    await send(asked, mark + folded(text.replace("@@UID@@", uid).encode(), end))
    assert (await seat(asked))["excuse"] == "نعتذر لوجود اجتماع آخر في اليوم نفسه"


@pytest.mark.parametrize(("charset", "named"), [("cp1256", "windows-1256"), ("utf-16", "UTF-16"), ("iso8859_6", '"iso-8859-6"')])
async def test_another_character_set_is_read_when_it_is_named_and_refused_when_not(asked: Desk, charset: str, named: str) -> None:
    text = reply(event(NO, ARABIC)).replace("@@UID@@", f"{asked.path.removeprefix('/meetings/')}@{DOMAIN}").encode(charset)
    problem = await send(asked, text, 422)
    assert "charset" in problem["detail"] or "no event" in problem["detail"]
    await send(asked, text, kind=f"text/calendar; method=REPLY; charset={named}")
    assert (await seat(asked))["excuse"] == "نعتذر عن الحضور"
    assert "charset" in (await send(asked, text, 422, kind="text/calendar; charset=x-nothing"))["detail"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_replies_are_ordered_by_when_they_were_written_not_by_when_they_reach_us(asked: Desk, order: tuple[int, int]) -> None:
    written = [
        reply(event(MAYBE, stamp="DTSTAMP:20260301T070000Z", sequence="SEQUENCE:0")),
        reply(event(YES, stamp="DTSTAMP:20260301T070100Z", sequence="SEQUENCE:0")),
    ]
    for place in order:
        await send(asked, written[place], 412 if order == (1, 0) and place == 0 else 200)
    assert (await seat(asked))["status"] == "accepted"


async def test_a_reply_holds_while_the_time_it_answers_is_unmoved(asked: Desk) -> None:
    before = reply(event(YES, sequence="SEQUENCE:0"))
    await asked.act("POST", "/agenda-items", {"title": {"ar": "بند", "en": "Item"}, "plannedMinutes": 5}, status=201)
    await send(asked, before)
    await asked.act("PATCH", "", {"end": "2026-03-10T08:00:00Z"})
    problem = await send(asked, before, 409)
    assert problem["type"].endswith("stale-sequence")


async def test_twenty_replies_at_once_all_settle(asked: Desk) -> None:
    texts = [reply(event((YES, MAYBE, NO)[number % 3])) for number in range(20)]
    await asyncio.gather(*(send(asked, text) for text in texts))
    assert (await seat(asked))["version"] == 20


async def test_who_stands_in_answers_for_themselves(asked: Desk, service: Service) -> None:
    await answer(asked, {"status": "delegated", "mode": "remote", "delegatePost": "officer-1"}, version=0)
    later = "DTSTAMP:20260301T080000Z"
    mine = f"ATTENDEE;PARTSTAT={{}};DELEGATED-FROM={SEAT}:mailto:post-officer-1@{DOMAIN}".replace(f"={SEAT}", f'="{SEAT}"')
    await send(asked, reply(event(mine.format("ACCEPTED"), stamp=later)), by=DELEGATE)
    shown = await seat(asked)
    assert (shown["status"], shown["delegate"]["id"], shown["mode"]) == ("delegated", "officer-1", "remote")
    await send(asked, reply(event(mine.format("DELEGATED"), stamp=later)), 422, by=DELEGATE)
    await send(asked, reply(event(mine.format("DECLINED"), "COMMENT:Ill", stamp=later)), by=DELEGATE)
    assert ((await seat(asked))["status"], (await seat(asked))["excuse"]) == ("declined", "Ill")
    await send(asked, reply(event(YES, stamp=later)), 403, by=DELEGATE)


@pytest.mark.parametrize(("by", "status"), [(VIEWER, 404), (SECRETARY, 200), (replace(DELEGATE, post="officer-9"), 403)])
async def test_a_reply_is_taken_from_who_answers_for_the_seat(asked: Desk, by: Actor, status: int) -> None:
    await answer(asked, {"status": "delegated", "mode": "remote", "delegatePost": "officer-1"}, version=0)
    await send(asked, reply(event(YES, stamp="DTSTAMP:20260301T080000Z")), status, by=by)


async def test_a_program_whose_clock_is_ahead_does_not_keep_later_answers_out(asked: Desk) -> None:
    await send(asked, reply(event(YES, stamp="DTSTAMP:20300101T000000Z")))
    await answer(asked, {"status": "declined", "excuse": "Away"}, version=1)
    assert (await seat(asked))["status"] == "declined"
    await send(asked, reply(event(MAYBE, stamp="DTSTAMP:20260301T080000Z")))
