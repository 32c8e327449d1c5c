"""One write: the new state, its version, the fact it caused and the event that caused it, in one conditional change of one document."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from chassis.errors import Conflict, NotFound, StaleVersion, Unavailable
from chassis.event import Cause, Fact, Published, content_of, current_cause, current_correlation, event_id
from chassis.idempotency import fingerprint, refuse_another_request
from chassis.mongo import Collection, Document, driver_errors
from chassis.telemetry import current_traceparent

SEEN = 64
TOUCHED = frozenset(("updated_at", "updated_by"))
Hand = Callable[[Collection, Any, Sequence[Document]], None]


class AlreadyExists(Conflict, ar=("موجود من قبل", "يوجد سجل بهذا المعرّف من قبل ({field}).")):
    """A record with this identifier exists already ({field})."""


class AlreadyApplied(Conflict, ar=("سبق تطبيقه", "طُبق هذا الحدث على السجل من قبل.")):
    """This event has been applied to the record before."""


class RecordNotFound(NotFound, ar=("السجل غير موجود", "لا يوجد سجل بهذا المعرّف.")):
    """There is no record with this identifier."""


class OutboxFull(Unavailable, retry_after=5, ar=("قائمة الأحداث ممتلئة", "تنتظر أحداث كثيرة لهذا السجل النشر. أعد المحاولة بعد قليل.")):
    """Too many events of this record wait to be published. Try again in a moment."""


class Outbox:
    """Writes to one collection of aggregates.

    A document is `{_id, version, …, outbox: [entry], seen: [event id]}`; an entry is
    `{id, type, version, at, source, subject, topic, content, class, correlation, causation, traceparent, tracestate}`.
    Hand-over: after each write with a fact the relay, if there is one in this process, gets the whole outbox.
    """

    def __init__(self, collection: Collection, *, source: str, relay: Hand | None = None, cap: int = 200) -> None:
        self.collection = collection
        self._source = source
        self._relay = relay
        self._cap = cap

    async def insert(self, document: Document, fact: Fact | None) -> None:
        """Write a new document (with `_id` and, unless given, version 1).

        Raises AlreadyExists (its fact `field` names the key), IdempotencyKeyReused, AlreadyApplied, DatabaseAway, ContentTooLarge.
        """
        cause = current_cause()
        version = document.get("version", 1)
        outbox = self._entries(document["_id"], version, fact, cause)
        try:
            with driver_errors():
                await self.collection.insert_one(
                    {**document, **fingerprint(), "version": version, "outbox": outbox, "seen": [cause.event_id] if cause else []}
                )
        except DuplicateKeyError as error:
            await self._explain_duplicate(document["_id"], cause, error)
        self._hand(document["_id"], outbox)

    async def update(self, id_: Any, *, expected: int, changes: Mapping[str, Any], fact: Fact | None, unset: Sequence[str] = ()) -> int:
        """Change the document if it still has the expected version; the new version. What changes nothing that is told or kept of it, but
        when it was last touched, is not written: the version stays.

        Raises RecordNotFound, StaleVersion, OutboxFull, AlreadyApplied, DatabaseAway, ContentTooLarge, AlreadyExists (another unique key).
        """
        cause = current_cause()
        entries = self._entries(id_, expected + 1, fact, cause)
        change = _change(expected + 1, changes, unset, entries, cause)
        differs = _differing(changes, unset) if fact is None and cause is None else {}
        condition = _condition(id_, expected, cause) | differs
        try:
            with driver_errors():
                outbox = await self._write(condition, change, entries)
        except DuplicateKeyError as error:
            raise AlreadyExists(field=_key_of(error)) from error
        if outbox is None:
            refusal = await self._why_not(id_, expected, cause)
            if differs and isinstance(refusal, OutboxFull):  # without a fact no outbox is too full
                return expected
            raise refusal
        self._hand(id_, outbox)
        return expected + 1

    async def _write(self, condition: Document, change: Document, entries: Sequence[Document]) -> Sequence[Document] | None:
        """What the relay is to be handed; None = nothing matched. Earlier facts go first, so it gets the whole outbox.

        Mostly none wait and the new ones are the whole. Only else is the document asked back: findAndModify also keeps an image
        of it for its retry (`make bench`, B4).
        """
        handed = bool(entries) and self._relay is not None
        full = self._cap - len(entries) if entries else None
        if (await self.collection.update_one(condition | _free(0 if handed else full), change)).matched_count:
            return entries
        if not handed:
            return None
        after = await self.collection.find_one_and_update(
            condition | _free(full), change, projection={"outbox": 1}, return_document=ReturnDocument.AFTER
        )
        return after["outbox"] if after else None

    def _hand(self, id_: Any, outbox: Sequence[Document]) -> None:
        if self._relay is not None and outbox:
            self._relay(self.collection, id_, outbox)

    async def _why_not(self, id_: Any, expected: int, cause: Cause | None) -> Exception:
        """Nothing matched: read once to say which of the conditions it was."""
        with driver_errors():
            found = await self.collection.find_one({"_id": id_}, {"version": 1, "seen": 1})
        if found is None:
            return RecordNotFound()
        if cause and cause.event_id in found.get("seen", ()):
            return AlreadyApplied()
        return StaleVersion() if found["version"] != expected else OutboxFull()

    async def _explain_duplicate(self, id_: Any, cause: Cause | None, error: DuplicateKeyError) -> None:
        with driver_errors():
            if cause and await self.collection.find_one({"_id": id_, "seen": cause.event_id}, {"_id": 1}):
                raise AlreadyApplied from error
            refuse_another_request(await self.collection.find_one({"_id": id_}, {"request": 1}))
        raise AlreadyExists(field=_key_of(error)) from error

    def _entries(self, id_: Any, version: int, fact: Fact | None, cause: Cause | None) -> list[Document]:
        if fact is None:
            return []
        return [self._entry(str(id_), version, event, fact, cause) for event in (fact.event, fact.also) if event]

    def _entry(self, subject: str, version: int, event: Published, fact: Fact, cause: Cause | None) -> Document:
        trace = current_traceparent()
        return {
            "id": event_id(subject, version, event.type),
            "type": event.type,
            "version": version,
            "at": fact.at,
            "source": self._source,
            "subject": subject,
            "topic": event.topic,
            "content": content_of(event),
            "class": fact.classification,
            "correlation": current_correlation() or str(uuid4()),
            "causation": cause.event_id if cause else None,
            "traceparent": trace.get("traceparent"),
            "tracestate": trace.get("tracestate"),
        }


def _condition(id_: Any, expected: int, cause: Cause | None) -> Document:
    """The document in this version, not changed by this cause yet."""
    return {"_id": id_, "version": expected, **({"seen": {"$ne": cause.event_id}} if cause else {})}


def _free(place: int | None) -> Document:
    """That this place of its outbox is free."""
    return {} if place is None else {f"outbox.{place}": {"$exists": False}}


def _differing(changes: Mapping[str, Any], unset: Sequence[str]) -> Document:
    """That something else than its last touch is not so already."""
    others = [{name: {"$ne": value}} for name, value in changes.items() if name not in TOUCHED]
    return {"$or": [*others, *({name: {"$exists": True}} for name in unset)]} if others or unset else {}


def _change(version: int, changes: Mapping[str, Any], unset: Sequence[str], entries: Sequence[Document], cause: Cause | None) -> Document:
    change: Document = {"$set": {**changes, "version": version}}
    if unset:
        change["$unset"] = dict.fromkeys(unset, "")
    push: Document = {}
    if entries:
        push["outbox"] = {"$each": list(entries)}
    if cause:
        push["seen"] = {"$each": [cause.event_id], "$slice": -SEEN}
    if push:
        change["$push"] = push
    return change


def _key_of(error: DuplicateKeyError) -> str:
    return ", ".join((error.details or {}).get("keyPattern") or {"_id": 1})
