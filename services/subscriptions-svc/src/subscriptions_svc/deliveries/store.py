"""Deliveries in Mongo: one row for each subscription and position. Rows are reached only through a subscription one may see."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from chassis.reading import readable
from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.errors import BulkWriteError

from subscriptions_svc.deliveries.model import OPEN, Attempt, Delivery, Health, State, Verdict
from subscriptions_svc.errors import DeliveryNotFound
from subscriptions_svc.log.model import Entry

ATTEMPTS_KEPT = 50
LATEST = 20
MOST_WAITING = 100
DUPLICATE = 11_000
KEPT = timedelta(days=30)
_SHOWN = ("at", "duration_ms", "status", "error", "response", "trace_id", "replay")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be written of one delivery: what came of an attempt, or that it waits."""

    subscription: str
    entry: Entry
    seq: int | None
    replay: bool
    verdict: Verdict
    attempt: Attempt | None = None


class DeliveryStore:
    """The log of all attempts."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = database["deliveries"]
        self.changed = asyncio.Event()

    async def open(self) -> None:
        """Make the indexes. What is done is forgotten after a month; what waits is not."""
        await ensure_indexes(
            self._rows,
            IndexModel([("subscription", ASCENDING), ("position", DESCENDING)], name="by_position"),
            IndexModel([("subscription", ASCENDING), ("state", ASCENDING), ("position", DESCENDING)], name="by_state"),
            IndexModel([("subscription", ASCENDING), ("subject", ASCENDING), ("open", ASCENDING), ("position", ASCENDING)], name="waiting"),
            IndexModel([("subscription", ASCENDING), ("open", ASCENDING), ("next_attempt_at", ASCENDING)], name="due"),
            IndexModel([("done_at", ASCENDING)], name="done", expireAfterSeconds=int(KEPT.total_seconds())),
        )

    async def record(self, outcomes: Sequence[Outcome]) -> None:
        """Write what came of many attempts at once, in order."""
        operations = [_operation(outcome) for outcome in outcomes]
        while operations:
            try:
                with driver_errors():
                    await self._rows.bulk_write(operations, ordered=True)
                return
            except BulkWriteError as error:
                fault = ((error.details or {}).get("writeErrors") or [{}])[0]
                if fault.get("code") != DUPLICATE:
                    raise
                operations = operations[fault["index"] :]  # another process made this very row in the same moment: now it is an update

    # ---- what waits ----

    async def last_position(self, subscription: str) -> int:
        """The last position that has a row."""
        with driver_errors():
            found = await self._rows.find_one({"subscription": subscription}, {"position": 1}, sort=[("position", DESCENDING)])
        return found["position"] if found else 0

    async def known(self, subscription: str, positions: Iterable[int]) -> set[int]:
        """Which of these positions have rows."""
        query = {"subscription": subscription, "position": {"$in": list(positions)}}
        with driver_errors():
            return {row["position"] async for row in self._rows.find(query, {"position": 1})}

    async def blocked(self, subscription: str) -> set[str]:
        """The subjects of which something waits."""
        with driver_errors():
            return set(await self._rows.distinct("subject", {"subscription": subscription, "open": True}))

    async def waiting(self, subscription: str, subject: str, limit: int) -> list[Delivery]:
        """What waits of one subject, in order."""
        query = {"subscription": subscription, "subject": subject, "open": True}
        return await self._all(query, [("position", ASCENDING)], limit)

    async def waits(self, subscription: str, position: int) -> bool:
        """Whether this position has a row that waits."""
        with driver_errors():
            return await self._rows.find_one({"_id": _id(subscription, position), "open": True}, {"_id": 1}) is not None

    async def withhold(self, row: Delivery, *, at: datetime) -> None:
        """The reader may no longer see it: it is not sent, and the row says so."""
        await self._set(row.subscription, row.position, {"state": State.WITHHELD, "open": False, "next_attempt_at": None, "done_at": at})

    async def due(self, subscription: str, at: datetime, limit: int) -> list[str]:
        """Subjects of which something is to be tried again now."""
        query = {"subscription": subscription, "open": True, "next_attempt_at": {"$ne": None, "$lte": at}}
        rows = await self._all(query, [("next_attempt_at", ASCENDING)], limit)
        return list(dict.fromkeys(row.subject for row in rows))

    async def forget_behind(self, subscription: str, last: int) -> None:
        """Take away the rows behind a position."""
        with driver_errors():
            await self._rows.delete_many({"subscription": subscription, "position": {"$gt": last}})

    # ---- what its owner sees and does ----

    async def page(
        self, subscription: str, *, state: State | None, before: int | None, limit: int
    ) -> tuple[list[Delivery], int | None]:  # fmt: skip
        """The newest first, those before a position, and the position before which there are more; what cannot be read is left out."""
        query: Document = {"subscription": subscription}
        if state:
            query["state"] = state
        if before is not None:
            query["position"] = {"$lt": before}
        rows = await self._documents(query, [("position", DESCENDING)], limit + 1)
        return readable(rows[:limit], _delivery), rows[limit - 1]["position"] if len(rows) > limit else None

    async def health(self, subscription: str) -> Health:
        """The last attempts, and what waits, counted no further than `MOST_WAITING`."""
        rows = await self._all({"subscription": subscription}, [("position", DESCENDING)], LATEST)
        attempts = sorted((one for row in rows for one in row.attempts), key=lambda one: one.at, reverse=True)[:LATEST]
        due = await self._all(
            {"subscription": subscription, "open": True, "next_attempt_at": {"$ne": None}}, [("next_attempt_at", ASCENDING)], 1
        )
        with driver_errors():
            waiting, dead = [
                await self._rows.count_documents({"subscription": subscription, **which}, limit=MOST_WAITING)
                for which in ({"open": True}, {"state": State.DEAD})
            ]
        return Health(tuple(attempts), waiting, dead, due[0].next_attempt_at if due else None)

    async def get(self, subscription: str, position: int) -> Delivery:
        """Raises DeliveryNotFound."""
        found = await self._all({"subscription": subscription, "position": position}, [("position", ASCENDING)], 1)
        if not found:
            raise DeliveryNotFound
        return found[0]

    async def retry(self, subscription: str, position: int, *, at: datetime) -> None:
        """Let what waits be tried now, with a fresh schedule."""
        await self._set(subscription, position, {"state": State.FAILED, "failed": 0, "next_attempt_at": at})

    async def skip(self, subscription: str, position: int, *, at: datetime) -> None:
        """Give up what waits, so that what follows of its subject goes on at once."""
        row = await self.get(subscription, position)
        await self._set(subscription, position, {"state": State.SKIPPED, "open": False, "next_attempt_at": None, "done_at": at})
        following = await self.waiting(subscription, row.subject, 1)
        if following and following[0].state is State.PENDING:
            await self._set(subscription, following[0].position, {"next_attempt_at": at})

    async def _set(self, subscription: str, position: int, fields: Document) -> None:
        with driver_errors():
            await self._rows.update_one({"_id": _id(subscription, position), "state": {"$in": list(OPEN)}}, {"$set": fields})
        self.changed.set()

    async def _all(self, query: Document, order: Sequence[tuple[str, int]], limit: int) -> list[Delivery]:
        return readable(await self._documents(query, order, limit), _delivery)

    async def _documents(self, query: Document, order: Sequence[tuple[str, int]], limit: int) -> list[Document]:
        with driver_errors():
            return await self._rows.find(query).sort(list(order)).limit(limit).to_list(None)


def _id(subscription: str, position: int) -> str:
    return f"{subscription}/{position}"


def _operation(outcome: Outcome) -> UpdateOne:
    entry, verdict = outcome.entry, outcome.verdict
    waits = verdict.state in OPEN
    now: Document = {
        "state": verdict.state,
        "open": waits,
        "failed": verdict.failed,
        "replay": outcome.replay,
        "next_attempt_at": verdict.next_attempt_at,
    }
    once: Document = {"subscription": outcome.subscription, "position": entry.position, "subject": entry.subject}
    once |= {"event_id": entry.event_id, "type": entry.type, "seq": outcome.seq}
    change: Document = {"$set": now, "$setOnInsert": once}
    if waits:
        change["$unset"] = {"done_at": ""}
    elif outcome.attempt:
        now["done_at"] = outcome.attempt.at
    if outcome.attempt:
        shown = {name: getattr(outcome.attempt, name) for name in _SHOWN}
        change["$push"] = {"attempts": {"$each": [shown], "$slice": -ATTEMPTS_KEPT}}
    return UpdateOne({"_id": _id(outcome.subscription, entry.position)}, change, upsert=True)


def _delivery(row: Mapping[str, Any]) -> Delivery:
    return Delivery(
        subscription=row["subscription"],
        position=row["position"],
        event_id=row["event_id"],
        type=row["type"],
        subject=row["subject"],
        seq=row["seq"],
        state=State(row["state"]),
        failed=row["failed"],
        replay=row["replay"],
        next_attempt_at=row["next_attempt_at"],
        attempts=tuple(Attempt(**{**one, "at": one["at"].astimezone(UTC)}) for one in row.get("attempts", ())),
    )
