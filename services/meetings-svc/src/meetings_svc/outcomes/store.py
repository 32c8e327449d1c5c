"""Decisions and action items, each one document with its outbox. Members see them, guests see none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from chassis.audience import belongs_to
from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import Outbox
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, IndexModel

from meetings_svc.errors import OutcomeNotFound
from meetings_svc.outcomes.model import UNDONE, ActionItem, ActionState, Decision, Outcome
from meetings_svc.policy import is_member, oversees

_KINDS: Mapping[str, TypeAdapter[Any]] = {"decision": TypeAdapter(Decision), "action": TypeAdapter(ActionItem)}
_NOT_FOR_READERS = {"outbox": 0, "seen": 0}
_INSTANTS = ("created_at", "updated_at", "closed_at")
MOST = 300
Kind = TypeVar("Kind", Decision, ActionItem)


@dataclass(frozen=True, slots=True)
class ActionFilters:
    """What a list of action items is narrowed to; `mine` are those of the reader's post or of the entities they answer for."""

    states: tuple[ActionState, ...] = ()
    entity: str | None = None
    post: str | None = None
    entities: tuple[str, ...] = ()
    mine: bool = False

    @property
    def scope(self) -> tuple[Any, ...]:
        """What a cursor is bound to."""
        return self.states, self.entity, self.mine

    def conditions(self) -> list[Document]:
        """As a query."""
        found: list[Document] = [{"kind": "action"}]
        if self.states:
            found.append({"state": {"$in": list(self.states)}})
        if self.entity:
            found.append({"owner_entity": self.entity})
        if self.mine:
            owned: list[Document] = [{"owner_entity": {"$in": list(self.entities)}}]
            found.append({"$or": [*owned, {"owner_post": self.post}] if self.post else owned})
        return found


class OutcomeStore:
    """One collection for both: they are born in a meeting and carried over together."""

    def __init__(self, outbox: Outbox, cursors: Cursors) -> None:
        self._outcomes: Collection = outbox.collection
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        by_due = [("due", ASCENDING), ("_id", ASCENDING)]
        await ensure_indexes(
            self._outcomes,
            IndexModel([("origin.meeting_id", ASCENDING), ("created_at", ASCENDING)], name="by_meeting"),
            IndexModel([("origin.scope", ASCENDING), ("origin.met_at", ASCENDING)], name="by_scope"),
            IndexModel([("kind", ASCENDING), ("state", ASCENDING), *by_due], name="by_state"),
            IndexModel([("owner_entity", ASCENDING), *by_due], name="by_owner"),
            IndexModel([("owner_post", ASCENDING), *by_due], name="by_post"),
            outbox=True,
        )

    async def add(self, outcome: Kind, fact: Fact) -> Kind:
        """A new one. Raises AlreadyExists."""
        await self._outbox.insert({"_id": outcome.id, "version": 1, **_fields(outcome)}, fact)
        return outcome

    async def save(self, outcome: Kind, fact: Fact, *, expected: int) -> Kind:
        """The changed one with its new version. Raises StaleVersion."""
        version = await self._outbox.update(outcome.id, expected=expected, changes=_fields(outcome), fact=fact)
        return replace(outcome, version=version)

    async def get(self, kind: type[Kind], id_: str, *, seen_by: Actor) -> Kind:
        """Raises OutcomeNotFound also for one of the other kind, and for guests."""
        with driver_errors():
            found = await self._outcomes.find_one({"_id": id_, **visible_to(seen_by)}, _NOT_FOR_READERS)
        outcome = outcome_from(found) if found else None
        if not isinstance(outcome, kind):
            raise OutcomeNotFound
        return outcome

    async def of_meeting(self, meeting_id: str, *, seen_by: Actor) -> list[Outcome]:
        """What a meeting left behind, the oldest first."""
        return await self._all({"origin.meeting_id": meeting_id}, seen_by, "created_at")

    async def left_before(
        self, scope: str, met_before: datetime, *, open_after: datetime | None, day: date, seen_by: Actor
    ) -> list[Outcome]:
        """What earlier meetings left: actions that are open, or were at an instant, and decisions not in force on a day."""
        closed: list[Document] = [{"closed_at": None}, *([{"closed_at": {"$gt": open_after}}] if open_after else [])]
        undone: Document = {"kind": "action", "$or": closed}
        ahead: Document = {"kind": "decision", "state": {"$ne": "rescinded"}, "effective_from": {"$gt": day.isoformat()}}
        return await self._all({"origin.scope": scope, "origin.met_at": {"$lt": met_before}, "$or": [undone, ahead]}, seen_by, "due")

    async def page(self, filters: ActionFilters, *, seen_by: Actor, limit: int, cursor: str | None) -> tuple[list[ActionItem], str | None]:
        """Action items, those due first in front, and the cursor behind them. Raises InvalidCursor."""
        scope = (seen_by.id, *filters.scope)
        after = self._cursors.read(cursor, scope=scope)
        placed: Document = {"due": {"$type": "string"}}  # a record without has no place that a cursor could name
        query = {"$and": [visible_to(seen_by), placed, *filters.conditions(), *_behind(after)]}
        with driver_errors():
            found = (
                await self._outcomes.find(query, _NOT_FOR_READERS)
                .sort([("due", ASCENDING), ("_id", ASCENDING)])
                .limit(limit + 1)
                .to_list(limit + 1)
            )
        actions: list[Any] = readable(found[:limit], outcome_from)
        last = found[limit - 1] if len(found) > limit else None
        return actions, self._cursors.sign((last["due"], last["_id"]), scope=scope) if last else None

    async def undone_of(self, entity: str) -> list[ActionItem]:
        """What an entity has still to do, whoever may see it."""
        query = {"kind": "action", "owner_entity": entity, "state": {"$in": sorted(UNDONE)}}
        with driver_errors():
            found = await self._outcomes.find(query, _NOT_FOR_READERS).to_list(None)
        return [one for one in readable(found, outcome_from) if isinstance(one, ActionItem)]

    async def undone_once_of(self, entity: str) -> list[ActionItem]:
        """What others have still to do and this entity once had."""
        query = {"kind": "action", "earlier.owner_entity": entity, "owner_entity": {"$ne": entity}, "state": {"$in": sorted(UNDONE)}}
        with driver_errors():
            found = await self._outcomes.find(query, _NOT_FOR_READERS).to_list(None)
        return [one for one in readable(found, outcome_from) if isinstance(one, ActionItem)]

    async def belong_to(self, meeting_id: str, seats: Sequence[str]) -> None:
        """What came of a meeting before outcomes knew whom it was for."""
        with driver_errors():
            await self._outcomes.update_many(
                {"origin.meeting_id": meeting_id, "origin.seats": {"$exists": False}}, {"$set": {"origin.seats": list(seats)}}
            )

    async def past_due(self, today: date, limit: int = 100) -> list[ActionItem]:
        """Those that the calendar turns overdue."""
        query = {"kind": "action", "state": {"$in": ["in-progress", "open"]}, "due": {"$lt": today.isoformat()}}
        with driver_errors():
            found = await self._outcomes.find(query, _NOT_FOR_READERS).limit(limit).to_list(limit)
        return [one for one in readable(found, outcome_from) if isinstance(one, ActionItem)]

    async def _all(self, query: Document, seen_by: Actor, order: str) -> list[Outcome]:
        with driver_errors():
            found = await self._outcomes.find({"$and": [query, visible_to(seen_by)]}, _NOT_FOR_READERS).sort(order, ASCENDING).to_list(MOST)
        return readable(found, outcome_from)


def visible_to(actor: Actor) -> Document:
    """The condition every read carries: guests of no entity see nothing, and what comes of a meeting that named its entities is theirs
    and of who has to do it. `model.readers_of` says the same of one outcome, for its events."""
    if oversees(actor):
        return {}
    mine = {"$in": sorted(belongs_to(actor))}
    of_all: list[Document] = [{"origin.seats.0": {"$exists": False}}] if is_member(actor) else []
    of_post: list[Document] = [{"owner_post": actor.post}] if actor.post else []
    return {"$or": [{"origin.seats": mine}, {"owner_entity": mine}, *of_all, *of_post]}


def _behind(after: Sequence[Any] | None) -> list[Document]:
    if after is None:
        return []
    due, id_ = after
    return [{"$or": [{"due": {"$gt": due}}, {"due": due, "_id": {"$gt": id_}}]}]


def _fields(outcome: Outcome) -> Document:
    kind = "decision" if isinstance(outcome, Decision) else "action"
    plain: Document = _KINDS[kind].dump_python(outcome, mode="json", exclude={"id", "version"})
    instants = {name: getattr(outcome, name) for name in _INSTANTS}
    return {**plain, **instants, "kind": kind, "origin": {**plain["origin"], "met_at": outcome.origin.met_at}}


def outcome_from(document: Mapping[str, Any]) -> Outcome:
    """The decision or action item in a document."""
    fields = {name: value for name, value in document.items() if name not in ("_id", "kind", "outbox", "seen", "request")}
    outcome: Outcome = _KINDS[document["kind"]].validate_python({**fields, "id": document["_id"]})
    instants = {name: _utc(getattr(outcome, name)) for name in _INSTANTS}
    return replace(outcome, **instants, origin=replace(outcome.origin, met_at=_utc(outcome.origin.met_at)))


def _utc(instant: datetime | None) -> Any:
    return instant.astimezone(UTC) if instant else None
