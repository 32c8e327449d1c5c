"""Reads topics for one group and applies each event once: effect first, then the offset.

The partitions of one poll are applied in parallel, each in order, and committed together.
What fails for now is read again after a pause of its partition;
what fails for good is parked (deadletter.py). A session that silently stops is replaced (watchdog.py).
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import anyio
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from opentelemetry import metrics
from pydantic import ValidationError
from pymongo.errors import PyMongoError

from chassis.deadletter import DeadLetters
from chassis.errors import DomainError, Unavailable
from chassis.event import Envelope, Every, Handlers, NotAnEvent, Record, because_of
from chassis.kafka import Publisher, close_consumer, consumer, ensure_topics
from chassis.mongo import Database, is_away
from chassis.outbox import AlreadyApplied
from chassis.retry import Backoff
from chassis.settings import ServiceSettings
from chassis.telemetry import batch_span, process_span
from chassis.watchdog import Stalled, watch

POLL_MS = 250
DRAIN = 20

log = logging.getLogger(__name__)
_handled = metrics.get_meter("chassis.consumer").create_counter("consumer.events", "{event}", "Events by outcome")


class Later(Exception):
    """Not applied now: read this record again after so many seconds."""

    def __init__(self, record: Record, wait: float) -> None:
        super().__init__(f"again in {wait:.1f} s")
        self.record, self.wait = record, wait


class Consumer:
    """`Consumer(settings, "a-svc", HANDLERS, stores, database=database)`; run `run()` as a task.

    `handlers` is a table made with `handles(…)` or `every(on_batch, topics=…)`. `stores` is handed to each handler as it is.
    `retry` is for Unavailable and driver
    errors, `doubt` for errors nobody foresaw; other DomainErrors and unreadable events are parked at once.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        group: str,
        handlers: Handlers | Every,
        stores: Any,
        *,
        database: Database,
        retry: Backoff = Backoff(first=0.2, longest=30, attempts=12),
        doubt: Backoff = Backoff(first=0.2, longest=2, attempts=3),
        stalled_after: float = 20.0,
    ) -> None:
        self.group, self.topics = group, handlers.topics
        self.dead_letters = DeadLetters(database, Publisher(settings), group)
        self._settings = settings
        self._handlers = handlers
        self._stores = stores
        self._retry, self._doubt = retry, doubt
        self._stalled_after = stalled_after
        self._blocked: set[str] = set()
        self._blocked_known = False
        self._failures: Counter[tuple[str, int, int]] = Counter()
        self._mine: set[TopicPartition] = set()
        self._round = asyncio.Lock()
        self._beat = 0.0
        self.sessions = 0

    @property
    def alive(self) -> bool:
        """Whether it polled lately; for readiness."""
        return self.idle_for < 30

    @property
    def idle_for(self) -> float:
        """Seconds since it last polled; 0 while events are being applied."""
        return 0.0 if self._round.locked() else time.monotonic() - self._beat

    async def run(self) -> None:
        """Consume until cancelled; a session that fails or stalls is followed by a new one."""
        async with anyio.create_task_group() as tasks:  # asks a cancelled task again and again: aiokafka swallows what comes while it joins
            tasks.start_soon(self._sessions)

    async def _sessions(self) -> None:
        failures = 0
        pause = Backoff(first=0.2, longest=5)
        while True:
            started = time.monotonic()
            try:
                await self._session()
            except* Stalled as stalled:  # cancellation: the group around `_sessions` cancels again and again
                log.error("consumer %s stalled and is restarted: %s", self.group, stalled.exceptions[0])
            except* (KafkaError, OSError, Unavailable, PyMongoError) as lost:  # cancellation: as above
                log.warning("consumer %s lost its session and starts another: %s", self.group, lost.exceptions[0])
            failures = 1 if time.monotonic() - started > 60 else failures + 1
            await asyncio.sleep(pause.wait(failures))

    async def apply(self, record: Record) -> None:
        """Apply one record with its handler, as the poll does, without retry. Raises what the handler raises."""
        envelope = Envelope.of(record).without_prefix(self._settings.type_prefix)
        with process_span(record), because_of(envelope.cause), contextlib.suppress(AlreadyApplied):
            if isinstance(self._handlers, Every):
                await self._handlers.on_batch([envelope], self._stores)
            elif envelope.type in self._handlers:
                reader, handler = self._handlers[envelope.type]
                await handler(reader.model_validate(envelope.content), envelope.cause, self._stores)

    async def _session(self) -> None:
        await ensure_topics(self._settings, self._handlers.topics)
        await self.dead_letters.open()
        client = consumer(self._settings, self.group)
        client.subscribe([self._settings.topic_prefix + topic for topic in sorted(self._handlers.topics)], listener=_Listener(self))
        self.sessions += 1
        self._mine = set()
        try:
            await client.start()
            self._beat = time.monotonic()
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._poll, client)
                tasks.start_soon(partial(watch, client, lambda: self.idle_for, after=self._stalled_after))
        finally:
            with anyio.CancelScope(shield=True):
                await close_consumer(client)
                await self.dead_letters.close()

    async def _poll(self, client: AIOKafkaConsumer) -> None:
        paused: dict[TopicPartition, float] = {}
        while True:
            self._resume(client, paused)
            polled = await client.getmany(timeout_ms=POLL_MS)
            self._beat = time.monotonic()
            if polled:
                async with self._round:
                    await self._learn_blocked()
                    await self._apply_round(client, polled, paused)

    async def _learn_blocked(self) -> None:
        """Which keys are blocked is read anew whenever partitions came to us: another consumer may have parked them."""
        if not self._blocked_known:
            self._blocked, self._blocked_known = await self.dead_letters.blocked(), True

    def _resume(self, client: AIOKafkaConsumer, paused: dict[TopicPartition, float]) -> None:
        for partition in [partition for partition, until in paused.items() if until <= time.monotonic()]:
            del paused[partition]
            with contextlib.suppress(IllegalStateError):
                client.resume(partition)

    async def _apply_round(
        self, client: AIOKafkaConsumer, polled: dict[TopicPartition, list[Any]], paused: dict[TopicPartition, float]
    ) -> None:
        work = self._apply_batch(polled) if isinstance(self._handlers, Every) else self._apply_partitions(polled)
        done: dict[TopicPartition, int] = {}
        for partition, (offset, later) in (await work).items():
            if offset is not None:
                done[partition] = offset
            if later and partition in self._mine:
                paused[partition] = time.monotonic() + later.wait
                with contextlib.suppress(IllegalStateError):
                    client.pause(partition)
                    client.seek(partition, later.record.offset)
        await self._commit(client, {partition: offset for partition, offset in done.items() if partition in client.assignment()})

    async def _commit(self, client: AIOKafkaConsumer, offsets: dict[TopicPartition, int]) -> None:
        try:
            async with asyncio.timeout(DRAIN):
                await client.commit(offsets) if offsets else None
        except (CommitFailedError, IllegalStateError):
            log.info("consumer %s lost partitions before it could commit; their next owner applies again", self.group)

    async def _apply_partitions(self, polled: dict[TopicPartition, list[Any]]) -> "dict[TopicPartition, tuple[int | None, Later | None]]":
        outcomes = await asyncio.gather(*(self._apply_partition(*one) for one in polled.items()))
        return dict(zip(polled, outcomes, strict=True))

    async def _apply_partition(self, partition: TopicPartition, records: Sequence[Any]) -> tuple[int | None, Later | None]:
        """In order, until one has to wait or the partition is taken away: the offset to commit, if any, and who has to wait."""
        done: int | None = None
        for record in records:
            if partition not in self._mine:
                break
            try:
                await self._settle(record)
            except Later as later:
                return done, later
            done = record.offset + 1
        return done, None

    async def _apply_batch(self, polled: dict[TopicPartition, list[Any]]) -> "dict[TopicPartition, tuple[int | None, Later | None]]":
        """All records of the poll at once; whatever is not plain sailing is done one by one."""
        records = [record for batch in polled.values() for record in batch]
        try:
            if any(self.dead_letters.block_of(record) in self._blocked for record in records):
                return await self._apply_partitions(polled)
            envelopes = [Envelope.of(record) for record in records]
            carriers = [{"traceparent": one.traceparent or ""} for one in envelopes]
            with batch_span(", ".join(sorted({record.topic for record in records})), carriers):
                await self._handlers.on_batch(envelopes, self._stores)  # type: ignore[union-attr]  # only an Every has batches
        except (DomainError, PyMongoError, ValidationError):
            return await self._apply_partitions(polled)
        _handled.add(len(records), {"group": self.group, "outcome": "applied"})
        return {partition: (batch[-1].offset + 1, None) for partition, batch in polled.items()}

    async def _settle(self, record: Record) -> None:
        """Apply or park one record. Raises Later."""
        if not self._concerns_us(record) or (self._waits_behind(record) and await self._park_behind(record)):
            return
        try:
            await self.apply(record)
            self._count("applied", record)
        except (NotAnEvent, ValidationError) as error:
            await self._park(record, error)
        except Exception as error:
            await self._failed(record, error)

    def _concerns_us(self, record: Record) -> bool:
        """Most events of a topic are for others; the header tells without parsing."""
        kind = next((value.decode(errors="replace") for name, value in record.headers if name == "ce_type"), None)
        return kind is None or isinstance(self._handlers, Every) or kind.removeprefix(self._settings.type_prefix) in self._handlers

    def _waits_behind(self, record: Record) -> bool:
        return self.dead_letters.block_of(record) in self._blocked

    async def _park_behind(self, record: Record) -> bool:
        try:
            parked = await self.dead_letters.park_behind(record)
        except (Unavailable, PyMongoError) as error:
            raise Later(record, self._retry.wait(1)) from error
        if parked:
            self._count("parked", record)
        else:
            self._blocked.discard(self.dead_letters.block_of(record))
        return parked

    async def _failed(self, record: Record, error: Exception) -> None:
        """Later, or for good? Raises Later."""
        passing = isinstance(error, Unavailable) or is_away(error)
        if isinstance(error, DomainError) and not passing:
            await self._park(record, error)
            return
        place = (record.topic, record.partition, record.offset)
        self._failures[place] += 1
        backoff = self._retry if passing else self._doubt
        if backoff.exhausted(self._failures[place]):
            await self._park(record, error)
            return
        log.warning("event at %s/%s/%s failed and is tried again", *place, exc_info=None if passing else error)
        self._count("retried", record)
        raise Later(record, backoff.wait(self._failures[place])) from error

    async def _park(self, record: Record, error: Exception) -> None:
        try:
            self._blocked.add(await self.dead_letters.park(record, error))
        except (Unavailable, PyMongoError) as away:
            raise Later(record, self._retry.wait(3)) from away
        self._failures.pop((record.topic, record.partition, record.offset), None)
        self._count("dead", record)
        log.error("event at %s/%s/%s cannot be applied and is parked: %s", record.topic, record.partition, record.offset, error)

    def _count(self, outcome: str, record: Record) -> None:
        self._failures.pop((record.topic, record.partition, record.offset), None) if outcome == "applied" and self._failures else None
        _handled.add(1, {"group": self.group, "outcome": outcome})

    async def assigned(self, partitions: Iterable[TopicPartition]) -> None:
        """The group gave us these."""
        self._mine |= set(partitions)
        self._blocked_known = False

    async def revoked(self, partitions: Iterable[TopicPartition]) -> None:
        """The group takes these: stop after the record in hand, wait until the round is committed."""
        self._mine -= set(partitions)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN), self._round:
                self._failures.clear()


class _Listener(ConsumerRebalanceListener):  # aiokafka awaits what it gives back
    def __init__(self, owner: Consumer) -> None:
        self._owner = owner

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> Any:
        return self._owner.revoked(revoked)

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> Any:
        return self._owner.assigned(assigned)
