"""Meetings as calendars speak of them: iCalendar (RFC 5545, RFC 7986) and invitations by iTIP (RFC 5546).

A seat is an attendee by a stable address of its own, never a person's; the post it is delegated to is another. Times are in UTC.
"""

from collections.abc import Iterable
from typing import Literal

from chassis.errors import Language
from icalendar import Calendar, Event, Parameters, vCalAddress, vText, vUri

from meetings_svc.agenda.model import Bi, numbers_of, told
from meetings_svc.model import AGENDA_SHOWN, Meeting, MeetingStatus
from meetings_svc.seats.model import Answer, Seat

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
PRODUCT = "-//Shabaka//Meetings//AR"
OFF = frozenset((MeetingStatus.CANCELLED, MeetingStatus.POSTPONED))
PARTSTAT = {"accepted": "ACCEPTED", "declined": "DECLINED", "tentative": "TENTATIVE", "delegated": "DELEGATED"}
ORGANIZER = Bi("الأمانة العامة", "Secretariat")


def seat_address(entity: str, domain: str) -> str:
    """The calendar address of a seat."""
    return f"mailto:seat-{entity.lower()}@{domain}"


def post_address(post_id: str, domain: str) -> str:
    """The calendar address of a post that stands in."""
    return f"mailto:post-{post_id}@{domain}"


def invitation(meeting: Meeting, seat: Seat, name: Bi, *, domain: str, language: Language) -> bytes:
    """The invitation of a seat (REQUEST), or its end (CANCEL) when the meeting was cancelled or postponed."""
    method: Method = "CANCEL" if meeting.status in OFF else "REQUEST"
    event = _event(meeting, domain, language)
    answer = seat.answer_to(meeting)
    event.add("attendee", _seat(seat, answer, name, domain, language), encode=False)
    if answer and answer.delegate_post:
        event.add("attendee", _delegate(seat, answer.delegate_post, domain), encode=False)
    return _calendar([event], method)


def feed(meetings: Iterable[Meeting], *, domain: str, language: Language) -> bytes:
    """A private calendar (PUBLISH): what its owner may know, nobody asked to answer."""
    return _calendar([_event(one, domain, language) for one in meetings], "PUBLISH")


def uid_of(meeting: Meeting, domain: str) -> str:
    """The same for good, whatever changes."""
    return f"{meeting.id}@{domain}"


def _calendar(events: list[Event], method: Method) -> bytes:
    calendar = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        calendar.add(name, value)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(meeting: Meeting, domain: str, language: Language) -> Event:
    outline, event = meeting.outline, Event()
    spoken = {"LANGUAGE": language}
    event.add("uid", uid_of(meeting, domain))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.updated_at.replace(microsecond=0))
    event.add("last-modified", meeting.updated_at.replace(microsecond=0))
    event.add("dtstart", outline.start)
    event.add("dtend", outline.end)
    event.add("status", "CANCELLED" if meeting.status in OFF else "CONFIRMED")
    event.add("summary", _in(outline.title, language), parameters=spoken)
    organizer = vCalAddress(f"mailto:secretariat@{domain}")
    organizer.params["CN"] = vText(_in(ORGANIZER, language))
    event.add("organizer", organizer, encode=False)
    if outline.venue:
        event.add("location", _in(outline.venue.name, language), parameters=spoken)
    if outline.venue and outline.venue.join_url:
        event.add("conference", vUri(outline.venue.join_url), parameters=Parameters(VALUE="URI", FEATURE=["AUDIO", "VIDEO"]))
    if text := _agenda(meeting, language):
        event.add("description", text, parameters=spoken)
    if meeting.reason and meeting.status in OFF:
        event.add("comment", _in(meeting.reason, language), parameters=spoken)
    return event


def _agenda(meeting: Meeting, language: Language) -> str:
    """The lines as they stand in what this reader sees, never the secretariat's own: calendar files are handed on."""
    agenda = told(meeting.agenda) if meeting.status in AGENDA_SHOWN else ()
    return "\n".join(f"{number}. {_in(item.title, language)}" for number, item in zip(numbers_of(agenda), agenda, strict=True))


def _seat(seat: Seat, answer: Answer | None, name: Bi, domain: str, language: Language) -> vCalAddress:
    attendee = vCalAddress(seat_address(seat.entity, domain))
    attendee.params["CN"] = vText(_in(name, language))
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(PARTSTAT[answer.status] if answer else "NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE" if answer else "TRUE")
    if answer and answer.delegate_post:
        attendee.params["DELEGATED-TO"] = post_address(answer.delegate_post, domain)
    return attendee


def _delegate(seat: Seat, post: str, domain: str) -> vCalAddress:
    attendee = vCalAddress(post_address(post, domain))
    attendee.params["DELEGATED-FROM"] = seat_address(seat.entity, domain)
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee


def _in(words: Bi, language: Language) -> str:
    return words.ar if language == "ar" else words.en
