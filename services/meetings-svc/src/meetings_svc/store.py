"""The only file that speaks Mongo. Who may see what is part of every read here, so that nobody can forget it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from pymongo import ASCENDING, DESCENDING, IndexModel

from meetings_svc.errors import MeetingNotFound, NumberTaken
from meetings_svc.model import AGENDA, KNOWN, OUTLINE, Meeting, MeetingStatus, as_seen_by
from meetings_svc.policy import oversees
from meetings_svc.published import MeetingKind
from meetings_svc.told.store import ProjectionStore

_NOT_FOR_READERS = {"outbox": 0, "seen": 0}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything one may see. Upcoming meetings come nearest first, all else latest first."""

    when: Literal["upcoming", "past"] | None = None
    kinds: tuple[MeetingKind, ...] = ()
    statuses: tuple[MeetingStatus, ...] = ()

    @property
    def direction(self) -> int:
        """How the list is sorted."""
        return ASCENDING if self.when == "upcoming" else DESCENDING

    @property
    def scope(self) -> tuple[Any, ...]:
        """What a cursor is bound to."""
        return self.when, self.kinds, self.statuses


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
            IndexModel(
                [("outline.kind", ASCENDING), ("outline.number", ASCENDING)],
                name="number",
                unique=True,
                partialFilterExpression={"outline.number": {"$type": "number"}},
            ),
            outbox=True,
        )

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

    async def get(self, meeting_id: str, *, seen_by: Actor) -> Meeting:
        """Raises MeetingNotFound also when it is there but not for these eyes."""
        with driver_errors():
            document = await self._meetings.find_one({"_id": meeting_id, **visible_to(seen_by)}, _NOT_FOR_READERS)
        if document is None:
            raise MeetingNotFound
        return as_seen_by(meeting_from(document), seen_by)

    async def page(
        self, filters: Filters, *, at: datetime, seen_by: Actor, limit: int, cursor: str | None
    ) -> tuple[list[Meeting], str | None]:
        """One page and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, *filters.scope)
        after = self._cursors.read(cursor, scope=scope)
        query = {"$and": [visible_to(seen_by), *_conditions(filters, at), *_behind(after, filters.direction)]}
        with driver_errors():
            found = (
                await self._meetings.find(query, _NOT_FOR_READERS)
                .sort([("outline.start", filters.direction), ("_id", filters.direction)])
                .limit(limit + 1)
                .to_list(limit + 1)
            )
        meetings = [as_seen_by(meeting_from(document), seen_by) for document in found[:limit]]
        more = len(found) > limit
        return meetings, self._cursors.sign(_place(found[limit - 1]), scope=scope) if more else None


def visible_to(actor: Actor) -> Document:
    """The condition every read carries: drafts are the secretariat's."""
    return {} if oversees(actor) else {"status": {"$in": sorted(KNOWN)}}


def _conditions(filters: Filters, at: datetime) -> list[Document]:
    found: list[Document] = []
    if filters.when:
        found.append({"outline.end": {"$gt" if filters.when == "upcoming" else "$lte": at}})
    if filters.kinds:
        found.append({"outline.kind": {"$in": list(filters.kinds)}})
    if filters.statuses:
        found.append({"status": {"$in": list(filters.statuses)}})
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
        "agenda": AGENDA.dump_python(meeting.agenda, mode="json"),
        "created_at": meeting.created_at,
        "updated_at": meeting.updated_at,
    }


def meeting_from(document: Mapping[str, Any]) -> Meeting:
    """The whole meeting in a document, whoever may see it."""
    outline = OUTLINE.validate_python(document["outline"])
    return Meeting(
        id=document["_id"],
        version=document["version"],
        status=MeetingStatus(document["status"]),
        outline=replace(outline, start=outline.start.astimezone(UTC), end=outline.end.astimezone(UTC)),
        agenda=AGENDA.validate_python(document["agenda"]),
        created_at=document["created_at"].astimezone(UTC),
        updated_at=document["updated_at"].astimezone(UTC),
    )


def _named(error: AlreadyExists) -> Exception:
    """The number is the only key beside the id."""
    return error if error.facts["field"] == "_id" else NumberTaken()


@dataclass(frozen=True, slots=True)
class Stores:
    """What commands and handlers are given."""

    meetings: MeetingStore
    projections: ProjectionStore
