"""A meeting: what it is about, its agenda, who sees what of it, and the fact each change causes. Pure: no clock, no storage.

How it goes on from the announcement to the archive stands in `life/model.py`.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chassis.audience import EVERYONE, entity_term, former_readers, scope_of
from chassis.auth import Actor
from chassis.errors import FieldError
from chassis.event import Fact
from pydantic import TypeAdapter
from pydantic.alias_generators import to_camel

from meetings_svc import errors
from meetings_svc.agenda import model as agendas
from meetings_svc.agenda.model import Agenda, AgendaItem, Bi
from meetings_svc.corrections.model import Corrections
from meetings_svc.minutes.model import UNWRITTEN, Minutes
from meetings_svc.outline.model import Outline, Venue, refuse_contradictions
from meetings_svc.pack.model import Packs
from meetings_svc.policy import POLICY, SECRETARIAT, is_member, members, oversees, secretariat
from meetings_svc.published import (
    AgendaLine,
    AgendaPublished,
    InvitationWithdrawn,
    MeetingAmended,
    MeetingAnnounced,
    Words,
)


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    AGENDA_PUBLISHED = "agenda-published"
    IN_SESSION = "in-session"
    MINUTES_DRAFT = "minutes-draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    ARCHIVED = "archived"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


_S = MeetingStatus
KNOWN = frozenset(_S) - {_S.DRAFT}
AHEAD = frozenset((_S.DRAFT, _S.ANNOUNCED, _S.AGENDA_PUBLISHED, _S.POSTPONED))
AGENDA_OPEN = AHEAD | {_S.IN_SESSION, _S.MINUTES_DRAFT}
AGENDA_SHOWN = frozenset(_S) - AHEAD - {_S.CANCELLED} | {_S.AGENDA_PUBLISHED}
PACK_OPEN = AGENDA_SHOWN - {_S.ARCHIVED}


AGENDA = TypeAdapter(Agenda)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with its agenda and minutes.

    `sequence` counts what its invited were told (RFC 5545, 3.8.7.4); replies to less than `asked` no longer hold. `reason` says why
    it was postponed or cancelled. `seated` are the entities that had a seat when it began or was cancelled, None before: who joins
    the network later was not invited.
    """

    id: str
    outline: Outline
    created_at: datetime
    updated_at: datetime
    version: int = 1
    status: MeetingStatus = MeetingStatus.DRAFT
    agenda: Agenda = ()
    sequence: int = 0
    asked: int = 0
    reason: Bi | None = None
    minutes: Minutes = UNWRITTEN
    packs: Packs = ()
    seated: tuple[str, ...] | None = None
    corrections: Corrections = ()


Change = tuple[Meeting, Fact | None]


def draft(id_: str, outline: Outline, *, by: Actor, at: datetime) -> Change:
    """A new meeting, known to the secretariat alone. Raises Contradictory."""
    POLICY.require(by, "meeting.create")
    refuse_contradictions(outline)
    return Meeting(id_, outline, at, at), None


def edit(meeting: Meeting, outline: Outline, *, by: Actor, at: datetime, network: Iterable[str] = ()) -> Change:
    """Another outline. What was announced stays complete, keeps its kind and number, and members are told; of one that was for everybody
    and names its entities now, so are the others of the `network`.

    Raises NotNow, IdentityFixed, Contradictory, Incomplete, AgendaTooLong.
    """
    POLICY.require(by, "meeting.edit")
    refuse_unless(meeting, AHEAD)
    refuse_contradictions(outline)
    after = replace(meeting, outline=outline, updated_at=at)
    if meeting.status is MeetingStatus.DRAFT:
        return after, None
    if (outline.kind, outline.number) != (meeting.outline.kind, meeting.outline.number):
        raise errors.IdentityFixed
    demand_complete(after)
    changed = _changed(meeting.outline, outline)
    if not changed:
        return after, None
    remaining = readers_of(after) if readers_of(after) != readers_of(meeting) else ()
    told, fact = tell(after, MeetingAmended, changed, at=at, ask={"start", "end"} & {*changed}, remaining=remaining)
    were = readers_of(meeting) if meeting.outline.seats else frozenset(map(entity_term, network))
    former = former_readers(were, readers_of(after), home=SECRETARIAT)
    return told, replace(fact, also=InvitationWithdrawn(meeting_id=meeting.id, audience_scope=former)) if former else fact


def announce(meeting: Meeting, *, by: Actor, at: datetime) -> Change:
    """Let the members know when and where. Raises NotADraft, Incomplete."""
    POLICY.require(by, "meeting.announce")
    if meeting.status is not MeetingStatus.DRAFT:
        raise errors.NotADraft(status=errors.STATUS_NAMES[meeting.status])
    after = replace(meeting, status=MeetingStatus.ANNOUNCED, updated_at=at)
    demand_complete(after)
    return after, _fact(MeetingAnnounced, after, ("status",), at=at)


def refuse_unless_draft(meeting: Meeting, *, by: Actor) -> None:
    """Raise Forbidden or NotDeletable unless this actor may delete the meeting: a draft, which no member knows of."""
    POLICY.require(by, "meeting.create")
    if meeting.status is not MeetingStatus.DRAFT:
        raise errors.NotDeletable(status=errors.STATUS_NAMES[meeting.status])


def publish_agenda(meeting: Meeting, *, by: Actor, at: datetime) -> Change:
    """Let the members see the agenda. Raises NotAnnounced, Incomplete, AgendaTooLong."""
    POLICY.require(by, "meeting.publish-agenda")
    if meeting.status is not MeetingStatus.ANNOUNCED:
        raise errors.NotAnnounced(status=errors.STATUS_NAMES[meeting.status])
    after = replace(meeting, status=MeetingStatus.AGENDA_PUBLISHED, updated_at=at)
    demand_complete(after)
    return _tell_agenda(after, ("status", "agenda"), at=at)


def add_item(meeting: Meeting, item: AgendaItem, *, order: int | None, by: Actor, at: datetime) -> Change:
    """One more item. Raises AgendaFull, Contradictory; once published also Incomplete, AgendaTooLong."""
    return _with_agenda(meeting, agendas.add(meeting.agenda, item, order), by=by, at=at)


def change_item(meeting: Meeting, item: AgendaItem, *, order: int | None, by: Actor, at: datetime) -> Change:
    """Another content or place of an item. Raises AgendaItemNotFound, Contradictory; once published also Incomplete, AgendaTooLong."""
    return _with_agenda(meeting, agendas.change(meeting.agenda, item, order), by=by, at=at)


def remove_item(meeting: Meeting, item_id: str, *, by: Actor, at: datetime) -> Change:
    """One item less. Raises AgendaItemNotFound, HasParts, CarriedOverStays; once published also Incomplete."""
    return _with_agenda(meeting, agendas.remove(meeting.agenda, item_id), by=by, at=at)


def reorder_agenda(meeting: Meeting, ids: Sequence[str], *, by: Actor, at: datetime) -> Change:
    """The same items in another order. Raises OtherItems."""
    return _with_agenda(meeting, agendas.reorder(meeting.agenda, ids), by=by, at=at)


def carry_over(meeting: Meeting, *, at: datetime) -> Change:
    """What earlier meetings left open comes first, by itself. A meeting that has the item already, or is past planning, stays as it is."""
    if meeting.status not in AHEAD or any(item.id == agendas.CARRIED.id for item in meeting.agenda):
        return meeting, None
    left = _minutes(meeting.outline) - agendas.minutes_of(meeting.agenda)
    item = replace(agendas.CARRIED, planned_minutes=max(0, min(agendas.CARRIED.planned_minutes, left)))
    after = replace(meeting, agenda=(item, *meeting.agenda), updated_at=at)
    return _tell_agenda(after, ("agenda",), at=at) if meeting.status in AGENDA_SHOWN else (after, None)


def readers_of(meeting: Meeting) -> frozenset[str]:
    """Who may read it as it stands, as terms; `store.visible_to` asks Mongo the same. One that names its entities is for these."""
    if meeting.status is MeetingStatus.DRAFT:
        return secretariat()
    return members(meeting.outline.seats) if meeting.outline.seats else frozenset((EVERYONE,))


def as_seen_by(meeting: Meeting, actor: Actor) -> Meeting:
    """The meeting without what this reader may not know of; an agenda that is not published is the secretariat's own."""
    if oversees(actor):
        return meeting
    agenda = agendas.seen_by(meeting.agenda, actor) if meeting.status in AGENDA_SHOWN else ()
    known = agendas.ids_in(agenda)
    hidden = agendas.ids_in(meeting.agenda) - known
    packs = tuple(one.without(hidden) for one in meeting.packs) if is_member(actor) else ()
    return replace(meeting, agenda=agenda, minutes=meeting.minutes.as_circulated(known), packs=packs)


def _with_agenda(meeting: Meeting, agenda: Agenda, *, by: Actor, at: datetime) -> Change:
    """Members are told only of a plan that changed before their eyes: a fact about a hidden item would give it away, and how long an
    item took is no other plan."""
    POLICY.require(by, "meeting.edit")
    refuse_unless(meeting, AGENDA_OPEN)
    after = replace(meeting, agenda=agenda, updated_at=at)
    if meeting.status not in AGENDA_SHOWN:
        return after, None
    demand_complete(after)
    same = agendas.planned(meeting.agenda) == agendas.planned(agenda)
    return (after, None) if same else _tell_agenda(after, ("agenda",), at=at)


def refuse_unless(meeting: Meeting, statuses: Container[MeetingStatus]) -> None:
    """Raise NotNow unless the meeting has one of these."""
    if meeting.status not in statuses:
        raise errors.NotNow(status=errors.STATUS_NAMES[meeting.status])


def demand_complete(meeting: Meeting) -> None:
    """What the state a meeting has, or is to have, needs. Raises Incomplete, AgendaTooLong."""
    missing = [FieldError(pointer, "missing", errors.MISSING) for pointer in _missing_in(meeting.outline)]
    if meeting.status in AGENDA_SHOWN:
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


def _tell_agenda(meeting: Meeting, changed: tuple[str, ...], *, at: datetime) -> Change:
    """Guests of no entity, who see less of an agenda than members, are not told of what they would not see."""
    shown = agendas.told(meeting.agenda)
    lines = tuple(
        AgendaLine(id=item.id, order=order, title=words_of(item.title), kind=item.kind, planned_minutes=item.planned_minutes)
        for order, item in enumerate(shown, 1)
    )
    readers = readers_of(meeting) if all(item.visibility == "all" for item in shown) else members(meeting.outline.seats)
    return tell(meeting, AgendaPublished, changed, at=at, readers=readers, agenda=lines)


def tell(
    meeting: Meeting,
    event: type[Any],
    changed: tuple[str, ...],
    *,
    at: datetime,
    ask: Collection[str] = (),
    readers: Collection[str] = (),
    remaining: Collection[str] = (),
    **own: Any,
) -> tuple[Meeting, Fact]:
    """The meeting with its next sequence, and the fact for these readers, else for all of the meeting's. With `ask`, earlier replies no
    longer hold."""
    sequence = meeting.sequence + 1
    after = replace(meeting, sequence=sequence, asked=sequence if ask else meeting.asked)
    scope = scope_of(readers or readers_of(after), home=SECRETARIAT, remaining=remaining)
    return after, _fact(event, after, changed, at=at, audience_scope=scope, **own)


def _fact(event: type[Any], meeting: Meeting, changed: tuple[str, ...], *, at: datetime, **own: Any) -> Fact:
    outline, venue = meeting.outline, meeting.outline.venue or Venue()
    content = {
        "meeting_id": meeting.id, "changed": changed, "audience_scope": scope_of(readers_of(meeting), home=SECRETARIAT),
        "kind": outline.kind, "number": outline.number, "title": words_of(outline.title), "host_entity": outline.host_entity,
        "venue": words_of(venue.name), "start": outline.start, "end": outline.end,
    }  # fmt: skip
    return Fact(event(**{**content, **own}), at)


def words_of(words: Bi) -> Words:
    """Words as they are announced."""
    return Words(ar=words.ar, en=words.en)
