"""The one way to Kafka: a producer that is rebuilt when it fails, consumers with our settings, topics with our shape."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from chassis.errors import Unavailable
from chassis.event import Headers
from chassis.settings import ServiceSettings

CLOSING = 5.0  # seconds; each producer that is let go of gives up before
RETENTION = {"retention.ms": str(30 * 24 * 3600 * 1000)}

log = logging.getLogger(__name__)


class BrokerAway(Unavailable, ar=("وسيط الأحداث غير متاح", "تعذر الوصول إلى وسيط الأحداث.")):
    """The event broker cannot be reached."""


class Publisher:
    """Sends one message at a time per caller and returns when every in-sync replica has it.

    The producer is idempotent. When a send runs into its deadline or the producer into a fatal error, all pending sends fail at once
    and the next one starts a new producer: an idempotent producer does not recover by itself. Sending again is safe, ids repeat.
    """

    def __init__(self, settings: ServiceSettings, *, deadline: float = 10.0) -> None:
        self._settings = settings
        self._deadline = deadline
        self._producer: AIOKafkaProducer | None = None
        self._pending: set[asyncio.Future[object]] = set()
        self._starting = asyncio.Lock()
        self._known: set[str] = set()
        self._discarded: set[asyncio.Task[None]] = set()

    async def send(self, topic: str, *, key: bytes, value: bytes, headers: Headers) -> None:
        """Returns once acknowledged. Raises BrokerAway; then the message may still arrive. Topics are created when missing."""
        name = self._settings.topic_prefix + topic
        try:
            async with asyncio.timeout(self._deadline):
                await self._ensure(name)
                producer = await self._current()
                await self._acknowledged(await producer.send(name, value, key=key, headers=headers))
        except (KafkaError, TimeoutError, OSError) as error:
            if not isinstance(error, _Broken):
                self._break()
            raise BrokerAway from error

    async def close(self) -> None:
        """Flush for a moment and close the connections."""
        self._break()
        if self._discarded:
            await asyncio.wait(self._discarded, timeout=CLOSING)

    async def _ensure(self, name: str) -> None:
        if name not in self._known:
            await ensure_topics(self._settings, [name.removeprefix(self._settings.topic_prefix)])
            self._known.add(name)

    async def _acknowledged(self, sent: "asyncio.Future[object]") -> None:
        self._pending.add(sent)
        try:
            await sent
        finally:
            self._pending.discard(sent)

    async def _current(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                producer = _producer(self._settings)
                try:
                    await producer.start()
                except BaseException:
                    await _close(producer)
                    raise
                self._producer = producer
            return self._producer

    def _break(self) -> None:
        """Let go of the producer: whoever waits on it fails now, not at a deadline of its own."""
        producer, self._producer = self._producer, None
        for sent in self._pending:
            if not sent.done():
                sent.set_exception(_Broken())
        if producer:
            task = asyncio.create_task(_close(producer))
            self._discarded.add(task)
            task.add_done_callback(self._discarded.discard)


class _Broken(KafkaError):
    """Another send found the producer broken."""


async def _close(producer: AIOKafkaProducer) -> None:
    with suppress(KafkaError, TimeoutError, OSError):
        async with asyncio.timeout(2):
            await producer.stop()
            return
    with suppress(Exception):
        async with asyncio.timeout(2):
            if producer._sender.sender_task:  # stop() waits for a flush that never ends while the broker is away
                await producer._sender.close()
            await producer.client.close()


def _producer(settings: ServiceSettings) -> AIOKafkaProducer:
    quiet()
    return AIOKafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap,
        client_id=settings.service,
        acks="all",
        enable_idempotence=True,
        request_timeout_ms=10_000,
        metadata_max_age_ms=60_000,
    )


def consumer(settings: ServiceSettings, group: str, *, most: int = 500) -> AIOKafkaConsumer:
    """A consumer of one group that commits only what it is told to; not yet subscribed or started."""
    quiet()
    return AIOKafkaConsumer(
        bootstrap_servers=settings.kafka_bootstrap,
        client_id=settings.service,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        session_timeout_ms=10_000,
        heartbeat_interval_ms=2_000,
        rebalance_timeout_ms=60_000,
        max_poll_records=most,
        metadata_max_age_ms=30_000,
        request_timeout_ms=15_000,
    )


async def close_consumer(client: AIOKafkaConsumer) -> None:
    """Leave the group and close the connections, in a task of its own: a hung consumer's stop() may hang too, or end cancelled half-way."""
    stopping = asyncio.create_task(client.stop())
    await asyncio.wait({stopping}, timeout=5)
    if not stopping.done() or stopping.cancelled() or stopping.exception():
        stopping.cancel()
        await client._client.close()


@asynccontextmanager
async def admin(settings: ServiceSettings) -> AsyncIterator[AIOKafkaAdminClient]:
    """An administration client, closed at the end. Raises BrokerAway."""
    quiet()
    client = AIOKafkaAdminClient(
        bootstrap_servers=settings.kafka_bootstrap, client_id=f"{settings.service}-admin", request_timeout_ms=10_000
    )
    try:
        await client.start()
        yield client
    except (KafkaError, OSError) as error:
        raise BrokerAway from error
    finally:
        await client.close()


async def ensure_topics(settings: ServiceSettings, topics: Iterable[str], *, partitions: int | None = None) -> None:
    """Create the topics that are missing; a topic's number of partitions never changes, it would break the order of its keys.
    Raises BrokerAway."""
    names = sorted(settings.topic_prefix + topic for topic in topics)
    async with admin(settings) as client:
        missing = sorted(set(names) - set(await client.list_topics()))
        if not missing:
            return
        count = partitions or settings.topic_partitions
        response: Any = await client.create_topics([NewTopic(name, count, 1, topic_configs=RETENTION) for name in missing])
        for name, code, *_ in response.topic_errors:
            if code and for_code(code) is not TopicAlreadyExistsError:
                raise BrokerAway from for_code(code)(name)


async def lag(settings: ServiceSettings, group: str, topics: Iterable[str]) -> dict[str, int]:
    """How many events of each topic the group has not committed yet. Raises BrokerAway."""
    async with admin(settings) as client:
        committed = await client.list_consumer_group_offsets(group)
        found = await client.describe_topics(sorted(settings.topic_prefix + topic for topic in topics))
    partitions = [TopicPartition(topic["topic"], one["partition"]) for topic in found for one in topic["partitions"]]
    behind: dict[str, int] = dict.fromkeys(topics, 0)
    for partition, end in (await _ends(settings, partitions)).items():
        read = committed[partition].offset if partition in committed else 0
        behind[partition.topic.removeprefix(settings.topic_prefix)] += max(0, end - read)
    return behind


async def _ends(settings: ServiceSettings, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
    reader = AIOKafkaConsumer(bootstrap_servers=settings.kafka_bootstrap, client_id=settings.service, enable_auto_commit=False)
    try:
        await reader.start()
        return await reader.end_offsets(partitions)
    except (KafkaError, OSError) as error:
        raise BrokerAway from error
    finally:
        await close_consumer(reader)


class _OncePer10Seconds(logging.Filter):
    """While the broker is away each client reports it twenty times a second; one line in ten seconds says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, int, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        key, now = (record.name, record.levelno, str(record.msg)), time.monotonic()
        if now - self._last.get(key, -10.0) < 10.0:
            return False
        self._last[key] = now
        return True


_once = _OncePer10Seconds()


def quiet() -> None:
    """Rate-limit what aiokafka logs. Filters are not inherited, so each of its loggers gets it."""
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("aiokafka")]:
        logging.getLogger(name).addFilter(_once)
