"""Replies of calendar programs (iTIP REPLY, RFC 5546, 3.2.3) as they are really sent: folded within a letter, in other character sets, with
time zones of Windows, with the address of a person instead of the seat's. Only the lines that say something to us are read."""

import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from chassis.clock import DUBAI
from chassis.errors import Text
from icalendar import vDatetime
from icalendar.parser import Contentline

from meetings_svc.errors import NoCalendarReply
from meetings_svc.model import Meeting
from meetings_svc.seats.model import Answer
from meetings_svc.seats.renditions import post_address, seat_address, uid_of

LARGEST: Final = 64 * 1024
BY_CALENDAR: Final = "اعتذار ورد من التقويم · declined from a calendar"
ANSWERS: Final = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "DELEGATED": "delegated"}
_FOLD = re.compile(rb"\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")

TOO_LONG = Text("الملف أكبر من 64 كيلوبايت", "the file is larger than 64 KB")
NOT_TEXT = Text(
    "ترميز النص ليس UTF-8؛ أعد الإرسال بترميز UTF-8 أو اذكر الترميز في charset",
    "its text is not UTF-8; send it in UTF-8 or name its character set in charset",
)
NO_CALENDAR = Text("لا يحتوي الملف على موعد", "the file holds no event")
NOT_A_REPLY = Text(
    "القيمة METHOD ليست REPLY؛ أرسل رد برنامج التقويم نفسه", "its METHOD is not REPLY; send the reply of the calendar program itself"
)
ANOTHER_MEETING = Text("الرد على موعد آخر", "it answers another event")
NO_ANSWER = Text(
    "لا يذكر الرد قبولاً ولا اعتذاراً (PARTSTAT)؛ أجب من برنامج التقويم ثم أرسل رده",
    "it says neither yes nor no (PARTSTAT); answer in the calendar program, then send its reply",
)
ANOTHER_SEAT = Text("الرد عن مقعد آخر (ATTENDEE)", "it answers for another seat (ATTENDEE)")
NO_INSTANT = Text("لا يذكر الرد وقت كتابته (DTSTAMP)", "it does not say when it was written (DTSTAMP)")
NO_NUMBER = Text("رقم الدعوة ليس عدداً (SEQUENCE)", "the number of the invitation is none (SEQUENCE)")
NO_DELEGATE = Text("لا يذكر الرد من ينوب (DELEGATED-TO)", "it does not name who stands in (DELEGATED-TO)")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a calendar answered, to which invitation, when it wrote so, and whether as the post that stands in."""

    answer: Answer
    sequence: int
    at: datetime
    as_delegate: bool = False


@dataclass(slots=True)
class _Event:
    """The lines of one event that matter: name to parameters and value."""

    lines: dict[str, list[tuple[Mapping[str, object], str]]] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        """The first value under a name."""
        return self.lines[name][0][1].strip() if name in self.lines else None


def read_reply(content: bytes, meeting: Meeting, entity: str, *, delegate: str | None, domain: str, charset: str | None = None) -> Reply:
    """The answer of a seat in a REPLY; who sent it is known by their session, whichever of their addresses the program wrote.
    Raises NoCalendarReply, in words."""
    if len(content) > LARGEST:
        raise NoCalendarReply(reason=TOO_LONG)
    method, events = _parsed(_text_of(content, charset))
    if not events:
        raise NoCalendarReply(reason=NO_CALENDAR)
    if (method or "").upper() != "REPLY":
        raise NoCalendarReply(reason=NOT_A_REPLY)
    ours = [event for event in events if event.value("UID") == uid_of(meeting, domain)]
    if not ours:
        raise NoCalendarReply(reason=ANOTHER_MEETING)
    read = [_reply_in(event, entity, delegate, domain) for event in ours]
    return max(read, key=lambda one: (one.sequence, one.at))


def _text_of(content: bytes, charset: str | None) -> str:
    """The unfolded text. Lines are joined as bytes: programs fold within a letter."""
    encoding = charset or "utf-8"
    try:
        if encoding.lower().startswith("utf-16"):
            content, encoding = content.decode(encoding).encode(), "utf-8"
        plain = _FOLD.sub(b"", content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        return plain.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise NoCalendarReply(reason=NOT_TEXT) from error


def _parsed(text: str) -> tuple[str | None, list[_Event]]:
    """METHOD, and the events; what stands in other components, and lines that are none, are passed over."""
    method: str | None = None
    events: list[_Event] = []
    within: list[str] = []
    for name, params, value in _lines(text):
        if name == "BEGIN":
            within.append(value.strip().upper())
            if within == ["VCALENDAR", "VEVENT"]:
                events.append(_Event())
        elif name == "END":
            within = within[:-1]
        elif within == ["VCALENDAR"] and name == "METHOD":
            method = method or value.strip()
        elif within == ["VCALENDAR", "VEVENT"]:
            events[-1].lines.setdefault(name, []).append((params, value))
    return method, events


def _lines(text: str) -> Iterator[tuple[str, Mapping[str, object], str]]:
    for line in text.split("\n"):
        try:
            name, params, value = Contentline(line.strip("\0")).parts()
        except ValueError:
            continue
        yield name.upper(), {key.upper(): one for key, one in params.items()}, value


def _reply_in(event: _Event, entity: str, delegate: str | None, domain: str) -> Reply:
    params, as_delegate = _attendee(event, entity, delegate, domain)
    status = ANSWERS.get(str(params.get("PARTSTAT", "")).strip().upper())
    if status is None:
        raise NoCalendarReply(reason=NO_ANSWER)
    sequence = event.value("SEQUENCE") or "0"
    if not (sequence.isascii() and sequence.isdigit() and len(sequence) < 10):
        raise NoCalendarReply(reason=NO_NUMBER)
    return Reply(_answer(status, params, event, domain), int(sequence), _stamp(event), as_delegate)


def _attendee(event: _Event, entity: str, delegate: str | None, domain: str) -> tuple[Mapping[str, object], bool]:
    """What is said of who answers, and whether as the post that stands in. A single address that is none of the platform's is one of
    the person's own."""
    told = [(params, value.strip().lower()) for params, value in event.lines.get("ATTENDEE", [])]
    for address, as_delegate in ((seat_address(entity, domain), False), (post_address(delegate, domain) if delegate else None, True)):
        for params, value in told:
            if value == address:
                return params, as_delegate
    if len(told) == 1 and not told[0][1].endswith(f"@{domain}".lower()):
        return told[0][0], False
    raise NoCalendarReply(reason=ANOTHER_SEAT)


def _stamp(event: _Event) -> datetime:
    """When the program wrote it. A time of no zone, or of one that nobody knows, is Dubai's."""
    params, value = event.lines.get("DTSTAMP", [({}, "")])[0]
    zone = params.get("TZID")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = vDatetime.from_ical(value.strip(), timezone=str(zone).strip('"') if zone else None)
    except ValueError as error:
        raise NoCalendarReply(reason=NO_INSTANT) from error
    if not isinstance(found, datetime):
        raise NoCalendarReply(reason=NO_INSTANT)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=DUBAI)).astimezone(UTC)
    except OverflowError as error:
        raise NoCalendarReply(reason=NO_INSTANT) from error


def _answer(status: str, params: Mapping[str, object], event: _Event, domain: str) -> Answer:
    if status == "declined":
        return Answer("declined", excuse=_words(params, event) or BY_CALENDAR)
    if status == "delegated":
        return Answer("delegated", delegate_post=_post_in(params.get("DELEGATED-TO"), domain))
    return Answer("accepted" if status == "accepted" else "tentative")


def _words(params: Mapping[str, object], event: _Event) -> str:
    """All that was said with the answer, as text without control characters, each once."""
    said = [str(params.get("X-RESPONSE-COMMENT", "")), *(value for _, value in event.lines.get("COMMENT", []))]
    plain = (_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], one) for one in said)
    clean = ("".join(sign for sign in one if sign == "\n" or unicodedata.category(sign) != "Cc").strip() for one in plain)
    return "\n".join(dict.fromkeys(one for one in clean if one))[:1_000]


def _post_in(given: object, domain: str) -> str:
    """The post in an address of ours; what is none is known to nobody, which the rule of delegation refuses."""
    if not given:
        raise NoCalendarReply(reason=NO_DELEGATE)
    address = str(given[0] if isinstance(given, list) else given).strip('"').lower()
    before, after = "mailto:post-", f"@{domain}".lower()
    return address.removeprefix(before).removesuffix(after) if address.startswith(before) and address.endswith(after) else address
