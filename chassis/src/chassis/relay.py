"""Takes facts from outboxes to Kafka: each document's facts one by one in version order, many documents at a time, then removed.

Correct by its sweep alone; `hand` only makes it fast. Several relays may run:
a repeat has the same id, a first appearance is always in order.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from opentelemetry import context, metrics, propagate
from opentelemetry.instrumentation.utils import suppress_instrumentation
from pymongo import UpdateOne, WriteConcern
from pymongo.errors import PyMongoError

from chassis.clock import now
from chassis.errors import Unavailable
from chassis.event import Envelope
from chassis.kafka import Publisher
from chassis.lease import Slots
from chassis.mongo import Collection, Document
from chassis.retry import Backoff, Gate
from chassis.telemetry import current_traceparent, send_span

DOCUMENTS_AT_ONCE = 64
REMEMBERED = 50_000
MOST_WAITING = 5_000
PAGE = 256
STALE = timedelta(seconds=1)

log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Waiting:
    """One document's facts that are to be published, by version."""

    collection: Collection
    id: Any
    facts: dict[str, Document] = field(default_factory=dict)

    def first(self) -> Document:
        return min(self.facts.values(), key=lambda fact: fact["version"])


class Relay:
    """`Relay(Publisher(settings), [database["things"], …])`; give `relay.hand` to the outboxes and run `relay.run()` as a task.

    `eager=True` is for a process of its own, where nobody hands anything over: it looks for every waiting fact 4 to 50 times a second.
    Otherwise the sweep looks each second for facts older than one second, which a crash or a full hand-over left behind.
    """

    def __init__(self, publisher: Publisher, collections: Iterable[Collection], *, type_prefix: str = "", eager: bool = False) -> None:
        self._publisher = publisher
        self._collections = {collection.name: collection for collection in collections}
        self._type_prefix = type_prefix
        self._eager = eager
        self._waiting: dict[tuple[str, Any], _Waiting] = {}
        self._ready: deque[_Waiting] = deque()
        self._work = asyncio.Event()
        self._acknowledged: OrderedDict[str, None] = OrderedDict()
        self._pulls: dict[tuple[str, Any], list[str]] = {}
        self._pulling = asyncio.Event()
        self._gate = Gate(DOCUMENTS_AT_ONCE)
        self._backoff = Backoff(first=0.1, longest=3)
        self._depth: dict[str, tuple[int, float]] = dict.fromkeys(self._collections, (0, 0.0))
        self._slots = Slots(next(iter(self._collections.values())).database["relay_leases"])
        self._in_flight: set[asyncio.Task[None]] = set()
        self._observe()

    @property
    def collections(self) -> Sequence[Collection]:
        """Those whose outboxes it empties."""
        return tuple(self._collections.values())

    def hand(self, collection: Collection, id_: Any, outbox: Sequence[Document]) -> None:
        """Take a document's whole outbox as a write left it. Never waits; when too much waits already, the sweep will find it."""
        key = (collection.name, id_)
        waiting = self._waiting.get(key)
        facts = {fact["id"]: fact for fact in outbox if fact["id"] not in self._acknowledged}
        if waiting:
            waiting.facts.update(facts)
        elif facts and len(self._waiting) < MOST_WAITING:
            self._waiting[key] = waiting = _Waiting(collection, id_, facts)
            self._enqueue(waiting)

    async def run(self) -> None:
        """Work until cancelled; then finish what is in flight for a moment and take away what was acknowledged."""
        try:
            # a sweep is nobody's request: its commands would be as many traces of one span
            with suppress_instrumentation():
                async with asyncio.TaskGroup() as tasks:
                    for loop in (self._dispatch, self._pull, self._sweep, self._measure, self._lease):
                        tasks.create_task(loop(), name=f"relay{loop.__name__}")
        finally:
            await self._settle()

    async def _settle(self) -> None:
        if self._in_flight:
            await asyncio.wait(self._in_flight, timeout=2)
        for task in self._in_flight:
            task.cancel()
        with contextlib.suppress(PyMongoError):
            await self._take_away()
        await self._slots.leave()
        await self._publisher.close()

    def _enqueue(self, waiting: _Waiting) -> None:
        self._ready.append(waiting)
        self._work.set()

    async def _dispatch(self) -> None:
        while True:
            await self._gate.enter()
            while not self._ready:
                self._work.clear()
                await self._work.wait()
            task = asyncio.create_task(self._publish(self._ready.popleft()))
            self._in_flight.add(task)
            task.add_done_callback(self._in_flight.discard)

    async def _publish(self, waiting: _Waiting) -> None:
        """All facts of one document, one after the other; on failure the document goes back to the end of the queue."""
        try:
            while waiting.facts:
                fact = waiting.first()
                if fact["id"] not in self._acknowledged:
                    await self._send(fact)
                    self._acknowledge(waiting, fact["id"])
                waiting.facts.pop(fact["id"], None)
            self._waiting.pop((waiting.collection.name, waiting.id), None)
        except Unavailable as error:
            self._gate.failed()
            log.warning("events wait for the broker: %s", error, extra={"failures": self._gate.failures})
            await asyncio.sleep(self._backoff.wait(self._gate.failures))
            self._enqueue(waiting)
        except Exception:
            log.exception("a fact of %s/%s cannot be published", waiting.collection.name, waiting.id)
            self._waiting.pop((waiting.collection.name, waiting.id), None)
        finally:
            self._gate.leave()

    async def _send(self, fact: Document) -> None:
        envelope = envelope_of(fact, self._type_prefix)
        with _journey(envelope), send_span(fact["topic"], envelope.subject):
            hop = [(name, value.encode()) for name, value in current_traceparent().items()]
            headers = [*envelope.to_headers(), *hop]  # the plain headers say this hop, ce_traceparent the journey's beginning
            await self._publisher.send(fact["topic"], key=envelope.subject.encode(), value=envelope.to_bytes(), headers=headers)
        self._gate.succeeded()

    def _acknowledge(self, waiting: _Waiting, id_: str) -> None:
        self._acknowledged[id_] = None
        if len(self._acknowledged) > REMEMBERED:
            self._acknowledged.popitem(last=False)
        self._pulls.setdefault((waiting.collection.name, waiting.id), []).append(id_)
        self._pulling.set()

    async def _pull(self) -> None:
        """Take acknowledged facts out of their documents, a few milliseconds' worth at a time."""
        while True:
            await self._pulling.wait()
            await asyncio.sleep(0.005)
            try:
                await self._take_away()
            except PyMongoError as error:
                log.warning("acknowledged facts stay in their outboxes for now: %s", error)
                await asyncio.sleep(1)

    async def _take_away(self) -> None:
        self._pulling.clear()
        pulls, self._pulls = self._pulls, {}
        for name, collection in self._collections.items():
            changes = [
                UpdateOne({"_id": id_}, {"$pull": {"outbox": {"id": {"$in": ids}}}}) for (owner, id_), ids in pulls.items() if owner == name
            ]
            try:
                if changes:  # losing a pull means a repeat, so it need not wait for a majority
                    await collection.with_options(write_concern=WriteConcern(1)).bulk_write(changes, ordered=False)
            except PyMongoError:
                for key, ids in pulls.items():
                    self._pulls.setdefault(key, []).extend(ids)
                self._pulling.set()
                raise

    async def _sweep(self) -> None:
        idle = Backoff(first=0.02, longest=0.2)
        quiet = 1
        while True:
            try:
                found = await self._look()
            except PyMongoError as error:
                log.warning("the sweep waits for Mongo: %s", error)
                found = 0
            quiet = 1 if found else quiet + 1
            await asyncio.sleep(idle.wait(quiet) if self._eager else 1.0)

    async def _look(self) -> int:
        """Hand over what waits in our share of the documents, the longest waiting first; how many documents."""
        found = 0
        bound = {"$exists": True} if self._eager else {"$lt": now() - STALE}
        for collection in self._collections.values():
            async for document in collection.find(
                {"outbox.0.at": bound}, {"outbox": 1}, sort=[("outbox.0.at", 1)], limit=PAGE * 8, batch_size=PAGE
            ):
                if found >= PAGE or len(self._waiting) >= MOST_WAITING:
                    break
                if self._slots.mine(document["_id"]):
                    found += (collection.name, document["_id"]) not in self._waiting
                    self.hand(collection, document["_id"], document["outbox"])
        return found

    async def _lease(self) -> None:
        """A relay that cannot publish lets its share go to one that can."""
        while True:
            await self._slots.renew(able=self._gate.failures < 5)
            await asyncio.sleep(2)

    async def _measure(self) -> None:
        while True:
            for name, collection in self._collections.items():
                with contextlib.suppress(PyMongoError):
                    self._depth[name] = await depth_and_age(collection)
            await asyncio.sleep(5)

    def _observe(self) -> None:
        meter = metrics.get_meter("chassis.relay")
        meter.create_observable_gauge("outbox.depth", [lambda _: self._observations(0)], "{event}", "Facts that wait to be published")
        meter.create_observable_gauge("outbox.age", [lambda _: self._observations(1)], "s", "Age of the longest waiting fact")

    def _observations(self, which: int) -> list[metrics.Observation]:
        return [metrics.Observation(figures[which], {"collection": name}) for name, figures in self._depth.items()]


def envelope_of(fact: Document, type_prefix: str = "") -> Envelope:
    """The CloudEvent of an outbox entry."""
    return Envelope(
        id=fact["id"],
        source=fact["source"],
        type=type_prefix + fact["type"],
        subject=fact["subject"],
        time=fact["at"],
        sequence=fact["version"],
        correlation_id=fact["correlation"],
        content=fact["content"],
        causation_id=fact["causation"],
        classification=fact["class"],
        traceparent=fact["traceparent"],
        tracestate=fact["tracestate"],
    )


@contextlib.contextmanager
def _journey(envelope: Envelope) -> Iterator[None]:
    """Inside, spans belong to the trace in which the fact was written, long ago or in another process."""
    carrier = {"traceparent": envelope.traceparent or "", "tracestate": envelope.tracestate or ""}
    token = context.attach(propagate.extract(carrier, context.Context()))
    try:
        yield
    finally:
        context.detach(token)


async def depth_and_age(collection: Collection) -> tuple[int, float]:
    """Facts that wait and the age of the oldest in seconds, of at most 10,000 documents."""
    steps = [
        {"$match": {"outbox.0.at": {"$exists": True}}},
        {"$sort": {"outbox.0.at": 1}},
        {"$limit": 10_000},
        {"$group": {"_id": None, "facts": {"$sum": {"$size": "$outbox"}}, "oldest": {"$min": {"$min": "$outbox.at"}}}},
    ]
    async for figures in collection.aggregate(steps):
        return figures["facts"], max(0.0, (now() - figures["oldest"]).total_seconds())
    return 0, 0.0
