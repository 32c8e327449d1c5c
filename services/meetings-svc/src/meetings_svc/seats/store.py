"""Seats of entities, each one document with its outbox. A seat nobody spoke of has no document; it is there all the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chassis.errors import StaleVersion
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, IndexModel

from meetings_svc.seats.model import Answer, Seat

_ANSWER = TypeAdapter(Answer | None)
_SEAT = TypeAdapter(Seat)
_NOT_FOR_READERS = {"outbox": 0, "seen": 0}


class SeatStore:
    """Who may see which seat is decided by the meeting's own visibility and in `commands.seats_of`."""

    def __init__(self, outbox: Outbox) -> None:
        self._seats: Collection = outbox.collection
        self._outbox = outbox

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._seats,
            IndexModel([("meeting", ASCENDING), ("entity", ASCENDING)], name="by_meeting"),
            IndexModel([("entity", ASCENDING), ("meeting", ASCENDING)], name="by_entity"),
            outbox=True,
        )

    async def get(self, meeting_id: str, entity: str) -> Seat:
        """The seat; untouched when nothing was said of it."""
        seat = Seat(meeting_id, entity)
        with driver_errors():
            found = await self._seats.find_one({"_id": seat.id}, _NOT_FOR_READERS)
        return seat_from(found) if found else seat

    async def of_meetings(self, meeting_ids: Sequence[str], entity: str | None = None) -> list[Seat]:
        """The seats that something was said of, in these meetings, of one entity when it is given."""
        query: Document = {"meeting": {"$in": list(meeting_ids)}, **({"entity": entity} if entity else {})}
        with driver_errors():
            found = await self._seats.find(query, _NOT_FOR_READERS).to_list(None)
        return readable(found, seat_from)

    async def save(self, seat: Seat, fact: Fact, *, expected: int) -> Seat:
        """The seat with its new version. Of two first words at once one is stale. Raises StaleVersion."""
        if expected == 0:
            try:
                await self._outbox.insert({"_id": seat.id, "version": 1, **_fields(seat)}, fact)
            except AlreadyExists as error:
                raise StaleVersion from error
            return replace(seat, version=1)
        return replace(seat, version=await self._outbox.update(seat.id, expected=expected, changes=_fields(seat), fact=fact))


def _fields(seat: Seat) -> Document:
    return {
        "meeting": seat.meeting_id,
        "entity": seat.entity,
        "answer": _ANSWER.dump_python(seat.answer),
        "sequence": seat.sequence,
        "responded_at": seat.responded_at,
        "attendance": seat.attendance,
        "checked_in_at": seat.checked_in_at,
        "method": seat.method,
        "said_at": seat.said_at,
    }


def seat_from(document: Mapping[str, Any]) -> Seat:
    """The seat in a document."""
    fields = {
        "meeting_id": document["meeting"],
        "entity": document["entity"],
        "version": document["version"],
        "answer": _ANSWER.validate_python(document["answer"]),
        "sequence": document["sequence"],
        "responded_at": _utc(document["responded_at"]),
        "attendance": document["attendance"],
        "checked_in_at": _utc(document["checked_in_at"]),
        "method": document["method"],
        "said_at": _utc(document.get("said_at")),
    }
    return _SEAT.validate_python(fields)


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None
