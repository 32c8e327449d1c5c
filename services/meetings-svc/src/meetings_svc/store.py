"""The only file that speaks Mongo. Who may see what is part of every read here, so that nobody can forget it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from chassis.arabic import EDITION, beginning, tokens
from chassis.audience import belongs_to
from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.errors import StaleVersion
from chassis.event import Fact
from chassis.exports import ExportLimit
from chassis.mongo import Collection, Document, count_some, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import AlreadyExists, Outbox
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel

from meetings_svc.agenda.model import Bi
from meetings_svc.corrections.model import CORRECTIONS
from meetings_svc.errors import MeetingNotFound, NumberTaken, ProposalSettled
from meetings_svc.feeds.store import FeedStore
from meetings_svc.minutes.model import Minutes
from meetings_svc.model import AGENDA, AHEAD, KNOWN, Meeting, MeetingStatus, as_seen_by
from meetings_svc.outcomes.store import OutcomeStore
from meetings_svc.outline.model import OUTLINE, series_of
from meetings_svc.pack.model import PACKS
from meetings_svc.pack.store import ReadingStore
from meetings_svc.policy import oversees
from meetings_svc.proposals.store import ProposalStore
from meetings_svc.published import MeetingKind
from meetings_svc.seats.store import SeatStore
from meetings_svc.series.store import SeriesStore
from meetings_svc.told.store import ProjectionStore

_NOT_FOR_READERS = {"outbox": 0, "seen": 0}
_NOT_FOR_LISTS = {**_NOT_FOR_READERS, "minutes": 0, "packs": 0}
_MINUTES, _MEETING = TypeAdapter(Minutes), TypeAdapter(Meeting)
_NUMBERED = ("outline.kind", "outline.number")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything one may see. Upcoming meetings come nearest first, all else latest first."""

    when: Literal["upcoming", "past"] | None = None
    kinds: tuple[MeetingKind, ...] = ()
    statuses: tuple[MeetingStatus, ...] = ()
    series: str | None = None
    q: str = ""

    @property
    def direction(self) -> int:
        """How the list is sorted."""
        return ASCENDING if self.when == "upcoming" else DESCENDING

    @property
    def scope(self) -> tuple[Any, ...]:
        """What a cursor is bound to."""
        return self.when, self.kinds, self.statuses, self.series, self.q


class MeetingStore:
    """The meetings, each one document with its agenda and its outbox."""

    def __init__(self, outbox: Outbox, cursors: Cursors) -> None:
        self._meetings: Collection = outbox.collection
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        by_start = [("outline.start", ASCENDING), ("_id", ASCENDING)]
        await ensure_indexes(
            self._meetings,
            IndexModel(by_start, name="by_start"),
            IndexModel([("status", ASCENDING), *by_start], name="by_status"),
            IndexModel([("outline.kind", ASCENDING), *by_start], name="by_kind"),
            IndexModel([("scope", ASCENDING), *by_start], name="by_scope"),
            IndexModel([("outline.series", ASCENDING), *by_start], name="by_series"),
            IndexModel([("words", ASCENDING), *by_start], name="by_words"),
            IndexModel(
                [("proposals", ASCENDING)], name="proposals", unique=True, partialFilterExpression={"proposals.0": {"$exists": True}}
            ),
            IndexModel(
                [(field, ASCENDING) for field in _NUMBERED],
                name="number",
                unique=True,
                partialFilterExpression={"outline.number": {"$type": "number"}},
            ),
            outbox=True,
        )
        await renew_keys(self._meetings, EDITION, _keys_of)

    async def add(self, meeting: Meeting, fact: Fact | None) -> Meeting:
        """A new meeting. Raises AlreadyExists, NumberTaken."""
        try:
            await self._outbox.insert({"_id": meeting.id, "version": meeting.version, **_fields(meeting)}, fact)
        except AlreadyExists as error:
            raise _named(error) from error
        return meeting

    async def save(self, meeting: Meeting, fact: Fact | None, *, expected: int) -> Meeting:
        """The changed meeting with its new version. Raises StaleVersion, OutboxFull, NumberTaken."""
        try:
            version = await self._outbox.update(meeting.id, expected=expected, changes=_fields(meeting), fact=fact)
        except AlreadyExists as error:
            raise _named(error) from error
        return replace(meeting, version=version)

    async def remove(self, meeting: Meeting) -> None:
        """Delete a draft, which nothing was told of, if it is still this one. Raises StaleVersion."""
        with driver_errors():
            gone = await self._meetings.delete_one({"_id": meeting.id, "version": meeting.version, "status": MeetingStatus.DRAFT})
        if not gone.deleted_count:
            raise StaleVersion

    async def unseated(self, limit: int = 200) -> list[Meeting]:
        """Meetings that began or were cancelled before seats were kept with them."""
        return await self._all({"status": {"$nin": sorted(AHEAD)}, "seated": None}, limit)

    async def seat(self, meeting: Meeting, entities: Sequence[str]) -> None:
        """Keep who had a seat, unless that is kept already; nothing that anybody was told of changes."""
        with driver_errors():
            await self._meetings.update_one({"_id": meeting.id, "seated": None}, {"$set": {"seated": list(entities)}})

    async def get(self, meeting_id: str, *, seen_by: Actor) -> Meeting:
        """Raises MeetingNotFound also when it is there but not for these eyes."""
        with driver_errors():
            document = await self._meetings.find_one({"_id": meeting_id, **visible_to(seen_by)}, _NOT_FOR_READERS)
        if document is None:
            raise MeetingNotFound
        return as_seen_by(meeting_from(document), seen_by)

    async def that_name_entities(self) -> list[Meeting]:
        """Those that are for some entities only, whole."""
        return await self._all({"outline.invited.0": {"$exists": True}})

    async def ahead_in(self, scope: str, after: datetime) -> list[Meeting]:
        """The meetings of a scope still to come after an instant, whole, the nearest first."""
        return await self._all({"scope": scope, "outline.start": {"$gt": after}, "status": {"$in": sorted(AHEAD)}}, 50)

    async def awaited_in(self, series: str, after: datetime) -> list[Meeting]:
        """The meetings of a series that members wait for: still to come after an instant, or postponed."""
        coming = {"outline.start": {"$gt": after}, "status": {"$in": [MeetingStatus.ANNOUNCED, MeetingStatus.AGENDA_PUBLISHED]}}
        return await self._all({"outline.series": series, "$or": [coming, {"status": MeetingStatus.POSTPONED}]})

    async def _all(self, query: Document, limit: int = 0) -> list[Meeting]:
        """Whole, the nearest first."""
        with driver_errors():
            found = await self._meetings.find(query, _NOT_FOR_READERS).sort([("outline.start", ASCENDING)]).limit(limit).to_list(None)
        return readable(found, meeting_from)

    async def between(self, since: datetime, until: datetime, *, seen_by: Actor) -> list[Meeting]:
        """At most 200 meetings that start in this time, as this reader sees them, the earliest first."""
        query = {"$and": [visible_to(seen_by), {"outline.start": {"$gte": since, "$lt": until}}]}
        with driver_errors():
            found = await self._meetings.find(query, _NOT_FOR_LISTS).sort([("outline.start", ASCENDING)]).limit(200).to_list(200)
        return [as_seen_by(meeting, seen_by) for meeting in readable(found, meeting_from)]

    async def proposed(self, ids: Sequence[str]) -> set[str]:
        """Which of these proposals are on some agenda."""
        with driver_errors():
            found = await self._meetings.distinct("proposals", {"proposals": {"$in": list(ids)}})
        return set(found) & set(ids)

    async def count(self, filters: Filters, *, at: datetime, seen_by: Actor) -> int:
        """How many of them one may see, see `count_some`."""
        return await count_some(self._meetings, {"$and": [visible_to(seen_by), *_conditions(filters, at)]})

    async def page(
        self, filters: Filters, *, at: datetime, seen_by: Actor, limit: int, cursor: str | None
    ) -> tuple[list[Meeting], str | None]:
        """One page and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, *filters.scope)
        after = self._cursors.read(cursor, scope=scope)
        placed: Document = {"outline.start": {"$type": "date"}}  # a record without has no place that a cursor could name
        query = {"$and": [visible_to(seen_by), placed, *_conditions(filters, at), *_behind(after, filters.direction)]}
        with driver_errors():
            found = (
                await self._meetings.find(query, _NOT_FOR_LISTS)
                .sort([("outline.start", filters.direction), ("_id", filters.direction)])
                .limit(limit + 1)
                .to_list(limit + 1)
            )
        meetings = [as_seen_by(meeting, seen_by) for meeting in readable(found[:limit], meeting_from)]
        more = len(found) > limit
        return meetings, self._cursors.sign(_place(found[limit - 1]), scope=scope) if more else None


def visible_to(actor: Actor) -> Document:
    """The condition every read carries: drafts are the secretariat's, and a meeting that names its entities is theirs.
    `model.readers_of` says the same of one meeting, for its events."""
    if oversees(actor):
        return {}
    mine = {"$in": sorted(belongs_to(actor))}
    ours = [{"outline.invited.0": {"$exists": False}}, {"outline.invited": mine}, {"outline.host_entity": mine}]
    return {"status": {"$in": sorted(KNOWN)}, "$or": ours}


def _conditions(filters: Filters, at: datetime) -> list[Document]:
    found: list[Document] = []
    if filters.when:
        found.append({"outline.end": {"$gt" if filters.when == "upcoming" else "$lte": at}})
    if filters.kinds:
        found.append({"outline.kind": {"$in": list(filters.kinds)}})
    if filters.series:
        found.append({"outline.series": filters.series})
    if filters.statuses:
        found.append({"status": {"$in": list(filters.statuses)}})
    found += beginning(filters.q)
    return found


def _behind(after: Sequence[Any] | None, direction: int) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    beyond = "$gt" if direction == ASCENDING else "$lt"
    return [{"$or": [{"outline.start": {beyond: instant}}, {"outline.start": instant, "_id": {beyond: id_}}]}]


def _place(document: Document) -> tuple[str, str]:
    return document["outline"]["start"].isoformat(), document["_id"]


def _fields(meeting: Meeting) -> Document:
    return {
        "status": meeting.status,
        "outline": OUTLINE.dump_python(meeting.outline),
        "scope": series_of(meeting.outline),
        "words": _words_of(meeting),
        "agenda": AGENDA.dump_python(meeting.agenda, mode="json"),
        "proposals": [item.proposal for item in meeting.agenda if item.proposal],
        "sequence": meeting.sequence,
        "asked": meeting.asked,
        "reason": {"ar": meeting.reason.ar, "en": meeting.reason.en} if meeting.reason else None,
        "minutes": _MINUTES.dump_python(meeting.minutes, mode="json"),
        "packs": PACKS.dump_python(meeting.packs, mode="json"),
        "seated": None if meeting.seated is None else list(meeting.seated),
        "corrections": CORRECTIONS.dump_python(meeting.corrections, mode="json"),
        "created_at": meeting.created_at,
        "updated_at": meeting.updated_at,
    }


def _words_of(meeting: Meeting) -> list[str]:
    return tokens(f"{meeting.outline.title.ar} {meeting.outline.title.en}")  # not its agenda: an item may be hidden


async def _keys_of(document: Document) -> Document:
    return {"words": _words_of(meeting_from(document))}


def meeting_from(document: Mapping[str, Any]) -> Meeting:
    """The whole meeting in a document, whoever may see it."""
    outline = OUTLINE.validate_python(document["outline"])
    fields = {
        "id": document["_id"],
        "version": document["version"],
        "status": MeetingStatus(document["status"]),
        "outline": replace(outline, start=outline.start.astimezone(UTC), end=outline.end.astimezone(UTC)),
        "agenda": AGENDA.validate_python(document["agenda"]),
        "sequence": document.get("sequence", 0),
        "asked": document.get("asked", 0),
        "reason": Bi(**document["reason"]) if document.get("reason") else None,
        "minutes": _MINUTES.validate_python(document.get("minutes", {})),
        "packs": PACKS.validate_python(document.get("packs", ())),
        "seated": None if document.get("seated") is None else tuple(document["seated"]),
        "corrections": CORRECTIONS.validate_python(document.get("corrections", ())),
        "created_at": document["created_at"].astimezone(UTC),
        "updated_at": document["updated_at"].astimezone(UTC),
    }
    return _MEETING.validate_python(fields)


def _named(error: AlreadyExists) -> Exception:
    """Beside the id, a number is given once per kind, and a proposal is on one agenda."""
    field = error.facts["field"]
    return ProposalSettled() if field == "proposals" else NumberTaken() if "number" in str(field) else error


@dataclass(frozen=True, slots=True)
class Stores:
    """What commands and handlers are given. `domain` is that of calendar addresses, `fonts` where those for print lie."""

    meetings: MeetingStore
    seats: SeatStore
    outcomes: OutcomeStore
    proposals: ProposalStore
    series: SeriesStore
    readings: ReadingStore
    feeds: FeedStore
    projections: ProjectionStore
    exports: ExportLimit
    domain: str
    fonts: Path | None = None
