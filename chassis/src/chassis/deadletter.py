"""Where an event goes that cannot be applied: into Mongo with its key's followers behind it, a copy into `<group>.dlq`, back in order.

`parked` holds one document per event (original bytes, headers, error, offset), `parked_keys` one per key that is blocked, so that
restarts and rebalances keep the order. A follower is written first and counted second:
a release that empties the key in between makes the consumer apply it itself.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError

from chassis.clock import now
from chassis.event import Envelope, NotAnEvent, Record
from chassis.kafka import Publisher
from chassis.mongo import Database, Document, driver_errors, ensure_indexes

if TYPE_CHECKING:
    from chassis.consumer import Consumer

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Parked:
    """A record as it was read, from the shelf instead of from Kafka."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


class DeadLetters:
    """The dead letters of one consumer group."""

    def __init__(self, database: Database, publisher: Publisher, group: str) -> None:
        self._parked = database["parked"]
        self._keys = database["parked_keys"]
        self._publisher = publisher
        self.group = group

    async def open(self) -> None:
        """Make the index that release reads by."""
        await ensure_indexes(self._parked, IndexModel([("block", 1), ("partition", 1), ("offset", 1)], name="order"))

    async def close(self) -> None:
        """Close the connection that copies go out by."""
        await self._publisher.close()

    async def blocked(self) -> set[str]:
        """The blocks (see `block_of`) that new events of this group must wait behind."""
        with driver_errors():
            return {block["_id"] async for block in self._keys.find({"group": self.group}, {"_id": 1})}

    def block_of(self, record: Record) -> str:
        """Group, topic and key: what is held back together. A record without a key blocks its own offset only."""
        key = record.key.decode(errors="backslashreplace") if record.key else f"#{record.partition}/{record.offset}"
        return f"{self.group}/{record.topic}/{key}"

    async def park(self, record: Record, error: BaseException) -> str:
        """Shelve an event that failed and block its key; the block. Raises DatabaseAway or BrokerAway, then nothing is lost:
        do it again."""
        block, reason = self.block_of(record), _reason(error)
        await self._shelve(record, block, reason)
        with driver_errors():
            await self._keys.update_one({"_id": block}, {"$inc": {"arrivals": 1}, "$setOnInsert": {"group": self.group}}, upsert=True)
        where = {"topic": record.topic, "partition": record.partition, "offset": record.offset, "error": reason, "group": self.group}
        headers = [*record.headers, *((f"dlq_{name}", str(value).encode()) for name, value in where.items())]
        await self._publisher.send(f"{self.group}.dlq", key=record.key or b"", value=record.value or b"", headers=headers)
        return block

    async def park_behind(self, record: Record) -> bool:
        """Shelve a follower of a blocked key. False = the key has been released meanwhile, apply it. Raises DatabaseAway."""
        block = self.block_of(record)
        await self._shelve(record, block, None)
        with driver_errors():
            counted = await self._keys.update_one({"_id": block}, {"$inc": {"arrivals": 1}})
            if counted.matched_count:
                return True
            await self._parked.delete_one({"_id": self._id(record)})
        return False

    async def list(self) -> list[Document]:
        """The failed events, the longest waiting first: `{id, type, subject, traceparent, error, at, followers}`."""
        with driver_errors():
            heads = [head async for head in self._parked.find({"group": self.group, "error": {"$ne": None}}, sort=[("at", 1)], limit=1000)]
            return [await self._described(head) for head in heads]

    async def release(self, id_: str, consumer: "Consumer", *, skip: bool = False) -> int:
        """Apply the events of the key that `id_` blocks, in order; `skip` drops the first one. How many were applied.

        Raises what the handler raises; what was not applied stays, in order. Raises KeyError for an unknown id.
        """
        with driver_errors():
            found = await self._parked.find_one({"_id": id_, "group": self.group}, {"block": 1})
        if found is None:
            raise KeyError(id_)
        return await self._drain(found["block"], consumer, skip)

    async def _drain(self, block: str, consumer: "Consumer", skip: bool) -> int:
        applied = 0
        while True:
            with driver_errors():
                key = await self._keys.find_one({"_id": block}) or {"arrivals": 0}
                first = await self._parked.find_one({"block": block}, sort=[("partition", 1), ("offset", 1)])
            if first is None:
                with driver_errors():
                    gone = await self._keys.delete_one({"_id": block, "arrivals": key["arrivals"]})
                    if gone.deleted_count or not await self._keys.find_one({"_id": block}):
                        return applied
                continue
            if not skip:
                await self._apply(first, consumer)
                applied += 1
            skip = False
            with driver_errors():
                await self._parked.delete_one({"_id": first["_id"]})

    async def _apply(self, parked: Document, consumer: "Consumer") -> None:
        try:
            await consumer.apply(_record(parked))
        except Exception as error:
            with driver_errors():  # a follower that fails becomes the one that is listed
                await self._parked.update_one({"_id": parked["_id"]}, {"$set": {"error": _reason(error)}})
            raise

    async def _shelve(self, record: Record, block: str, reason: str | None) -> None:
        document = {
            "_id": self._id(record),
            "group": self.group,
            "block": block,
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
            "key": record.key,
            "value": record.value,
            "headers": [[name, value] for name, value in record.headers],
            "error": reason,
            "at": now(),
        }
        try:
            with driver_errors():
                await self._parked.insert_one(document)
        except DuplicateKeyError:
            return  # read again after a crash between this write and the commit

    def _id(self, record: Record) -> str:
        return f"{self.group}:{record.topic}:{record.partition}:{record.offset}"

    async def _described(self, head: Document) -> Document:
        record = _record(head)
        try:
            event = Envelope.of(record)
            what: dict[str, Any] = {"type": event.type, "subject": event.subject, "traceparent": event.traceparent}
        except NotAnEvent:
            what = {"type": "?", "subject": (record.key or b"").decode(errors="replace"), "traceparent": None}
        followers = await self._parked.count_documents({"block": head["block"]}) - 1
        return {"id": head["_id"], **what, "error": head["error"], "at": head["at"], "followers": followers}


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:REASON_LENGTH]


def _record(document: Document) -> Parked:
    headers = [(name, bytes(value)) for name, value in document["headers"]]
    return Parked(document["topic"], document["partition"], document["offset"], document["key"], document["value"], headers)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`deadletters list`, `deadletters release <id> | --all`, `deadletters skip <id>`."""
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="show the events that could not be applied")
    release = acts.add_parser("release", help="apply a parked event and its followers in order")
    which = release.add_mutually_exclusive_group(required=True)
    which.add_argument("id", nargs="?")
    which.add_argument("--all", action="store_true")
    acts.add_parser("skip", help="drop a parked event for good and apply its followers").add_argument("id")


async def command(options: argparse.Namespace, consumers: "Sequence[Consumer]") -> int:
    """Carry out one of the acts; the exit code."""
    failures = 0
    for consumer in consumers:
        letters = consumer.dead_letters
        if options.act == "list":
            for letter in await letters.list():
                _say(
                    f"{letter['id']}  {letter['type']}  {letter['subject']}  +{letter['followers']}  {letter['at']:%Y-%m-%d %H:%M:%SZ}"
                    f"  {letter['error']}"
                )
        elif getattr(options, "all", False):
            for letter in await letters.list():
                failures += not await _release(letters, letter["id"], consumer, skip=False)
        elif options.id.startswith(f"{letters.group}:"):
            failures += not await _release(letters, options.id, consumer, skip=options.act == "skip")
    return 1 if failures else 0


async def _release(letters: DeadLetters, id_: str, consumer: "Consumer", *, skip: bool) -> bool:
    try:
        applied = await letters.release(id_, consumer, skip=skip)
    except KeyError:
        _say(f"{id_}: not parked (any more)")
    except Exception as error:
        _say(f"{id_}: still cannot be applied: {type(error).__name__}: {error}")
        return False
    else:
        _say(f"{id_}: {applied} applied")
    return True


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
