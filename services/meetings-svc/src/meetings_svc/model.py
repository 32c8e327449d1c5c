"""A meeting from draft to published agenda: who may do what in which state, and the fact each change causes. Pure: no clock, no storage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chassis.auth import Actor
from chassis.errors import FieldError
from chassis.event import Fact
from pydantic import TypeAdapter
from pydantic.alias_generators import to_camel

from meetings_svc import errors
from meetings_svc.agenda import model as agendas
from meetings_svc.agenda.model import BLANK, Agenda, AgendaItem, Bi
from meetings_svc.policy import POLICY, oversees
from meetings_svc.published import (
    AgendaLine,
    AgendaPublished,
    AudienceScope,
    MeetingAmended,
    MeetingAnnounced,
    MeetingKind,
    Words,
)

LONGEST = timedelta(days=3)


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    AGENDA_PUBLISHED = "agenda-published"


KNOWN = frozenset((MeetingStatus.ANNOUNCED, MeetingStatus.AGENDA_PUBLISHED))


@dataclass(frozen=True, slots=True)
class Venue:
    """Where it takes place, and how to join from afar."""

    name: Bi = BLANK
    join_url: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What an announcement is about. `number` counts the meetings of a kind."""

    kind: MeetingKind
    start: datetime
    end: datetime
    number: int | None = None
    title: Bi = BLANK
    host_entity: str | None = None
    venue: Venue | None = None


OUTLINE = TypeAdapter(Outline)
AGENDA = TypeAdapter(Agenda)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with its agenda."""

    id: str
    outline: Outline
    created_at: datetime
    updated_at: datetime
    version: int = 1
    status: MeetingStatus = MeetingStatus.DRAFT
    agenda: Agenda = ()


Change = tuple[Meeting, Fact | None]


def draft(id_: str, outline: Outline, *, by: Actor, at: datetime) -> Change:
    """A new meeting, known to the secretariat alone. Raises Contradictory."""
    POLICY.require(by, "meeting.create")
    _refuse_contradictions(outline)
    return Meeting(id_, outline, at, at), None


def edit(meeting: Meeting, outline: Outline, *, by: Actor, at: datetime) -> Change:
    """Another outline. What was announced stays complete, keeps its kind and number, and members are told.

    Raises IdentityFixed, Contradictory, Incomplete, AgendaTooLong.
    """
    POLICY.require(by, "meeting.edit")
    _refuse_contradictions(outline)
    after = replace(meeting, outline=outline, updated_at=at)
    if meeting.status is MeetingStatus.DRAFT:
        return after, None
    if (outline.kind, outline.number) != (meeting.outline.kind, meeting.outline.number):
        raise errors.IdentityFixed
    _demand_complete(after)
    changed = _changed(meeting.outline, outline)
    return after, _fact(MeetingAmended, after, changed, at=at) if changed else None


def announce(meeting: Meeting, *, by: Actor, at: datetime) -> Change:
    """Let the members know when and where. Raises NotADraft, Incomplete."""
    POLICY.require(by, "meeting.announce")
    if meeting.status is not MeetingStatus.DRAFT:
        raise errors.NotADraft(status=errors.STATUS_NAMES[meeting.status])
    after = replace(meeting, status=MeetingStatus.ANNOUNCED, updated_at=at)
    _demand_complete(after)
    return after, _fact(MeetingAnnounced, after, ("status",), at=at)


def publish_agenda(meeting: Meeting, *, by: Actor, at: datetime) -> Change:
    """Let the members see the agenda. Raises NotAnnounced, Incomplete, AgendaTooLong."""
    POLICY.require(by, "meeting.publish-agenda")
    if meeting.status is not MeetingStatus.ANNOUNCED:
        raise errors.NotAnnounced(status=errors.STATUS_NAMES[meeting.status])
    after = replace(meeting, status=MeetingStatus.AGENDA_PUBLISHED, updated_at=at)
    _demand_complete(after)
    return after, _agenda_fact(after, ("status", "agenda"), at=at)


def add_item(meeting: Meeting, item: AgendaItem, *, order: int | None, by: Actor, at: datetime) -> Change:
    """One more item. Raises AgendaFull, Contradictory; once published also Incomplete, AgendaTooLong."""
    return _with_agenda(meeting, agendas.add(meeting.agenda, item, order), by=by, at=at)


def change_item(meeting: Meeting, item: AgendaItem, *, order: int | None, by: Actor, at: datetime) -> Change:
    """Another content or place of an item. Raises AgendaItemNotFound, Contradictory; once published also Incomplete, AgendaTooLong."""
    return _with_agenda(meeting, agendas.change(meeting.agenda, item, order), by=by, at=at)


def remove_item(meeting: Meeting, item_id: str, *, by: Actor, at: datetime) -> Change:
    """One item less. Raises AgendaItemNotFound; once published also Incomplete."""
    return _with_agenda(meeting, agendas.remove(meeting.agenda, item_id), by=by, at=at)


def reorder_agenda(meeting: Meeting, ids: Sequence[str], *, by: Actor, at: datetime) -> Change:
    """The same items in another order. Raises OtherItems."""
    return _with_agenda(meeting, agendas.reorder(meeting.agenda, ids), by=by, at=at)


def as_seen_by(meeting: Meeting, actor: Actor) -> Meeting:
    """The meeting without what this reader may not know of; an agenda that is not published yet is the secretariat's own."""
    if oversees(actor):
        return meeting
    agenda = agendas.seen_by(meeting.agenda, actor) if meeting.status is MeetingStatus.AGENDA_PUBLISHED else ()
    return replace(meeting, agenda=agenda)


def actions_for(meeting: Meeting, actor: Actor) -> list[str]:
    """The verbs this reader may use on it now."""
    possible = {
        "edit": ("meeting.edit", True),
        "announce": ("meeting.announce", meeting.status is MeetingStatus.DRAFT),
        "publish-agenda": ("meeting.publish-agenda", meeting.status is MeetingStatus.ANNOUNCED),
    }
    return [verb for verb, (permission, now) in possible.items() if now and POLICY.allows(actor, permission)]


def _with_agenda(meeting: Meeting, agenda: Agenda, *, by: Actor, at: datetime) -> Change:
    """Members are told only of a change that they can see: a fact about a hidden item would give it away."""
    POLICY.require(by, "meeting.edit")
    after = replace(meeting, agenda=agenda, updated_at=at)
    if meeting.status is not MeetingStatus.AGENDA_PUBLISHED:
        return after, None
    _demand_complete(after)
    unseen = agendas.told(meeting.agenda) == agendas.told(agenda)
    return after, None if unseen else _agenda_fact(after, ("agenda",), at=at)


def _refuse_contradictions(outline: Outline) -> None:
    if outline.end <= outline.start:
        raise errors.Contradictory(errors=[FieldError("/end", "ends-before-it-starts", errors.ENDS_BEFORE_IT_STARTS)])
    if outline.end - outline.start > LONGEST:
        raise errors.Contradictory(errors=[FieldError("/end", "too-long", errors.TOO_LONG)])


def _demand_complete(meeting: Meeting) -> None:
    """What the state a meeting has, or is to have, needs."""
    missing = [FieldError(pointer, "missing", errors.MISSING) for pointer in _missing_in(meeting.outline)]
    if meeting.status is MeetingStatus.AGENDA_PUBLISHED:
        missing += agendas.missing_in(meeting.agenda)
    if missing:
        raise errors.Incomplete(errors=missing)
    planned, available = agendas.minutes_of(meeting.agenda), _minutes(meeting.outline)
    if meeting.status is MeetingStatus.AGENDA_PUBLISHED and planned > available:
        raise errors.AgendaTooLong(planned=planned, available=available)


def _missing_in(outline: Outline) -> Iterator[str]:
    if outline.number is None:
        yield "/number"
    if not outline.host_entity:
        yield "/hostEntity"
    venue = outline.venue or Venue()
    for pointer, words in (("/title", outline.title), ("/venue/name", venue.name)):
        yield from (f"{pointer}/{language}" for language in ("ar", "en") if not getattr(words, language).strip())


def _minutes(outline: Outline) -> int:
    return int((outline.end - outline.start) / timedelta(minutes=1))


def _changed(before: Outline, after: Outline) -> tuple[str, ...]:
    return tuple(to_camel(name) for name in Outline.__slots__ if getattr(before, name) != getattr(after, name))


def _agenda_fact(meeting: Meeting, changed: tuple[str, ...], *, at: datetime) -> Fact:
    lines = tuple(
        AgendaLine(id=item.id, order=order, title=_words(item.title), kind=item.kind, planned_minutes=item.planned_minutes)
        for order, item in enumerate(agendas.told(meeting.agenda), 1)
    )
    return _fact(AgendaPublished, meeting, changed, at=at, agenda=lines)


def _fact(event: type[Any], meeting: Meeting, changed: tuple[str, ...], *, at: datetime, **own: Any) -> Fact:
    outline, venue = meeting.outline, meeting.outline.venue or Venue()
    content = {
        "meeting_id": meeting.id,
        "changed": changed,
        "audience_scope": AudienceScope(kind="network"),
        "kind": outline.kind,
        "number": outline.number,
        "title": _words(outline.title),
        "host_entity": outline.host_entity,
        "venue": _words(venue.name),
        "start": outline.start,
        "end": outline.end,
    }
    return Fact(event(**content, **own), at)


def _words(words: Bi) -> Words:
    return Words(ar=words.ar, en=words.en)
