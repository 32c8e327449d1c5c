"""Finds a Kafka consumer that looks alive but has stopped: aiokafka can hang silently after a broker restart or a rebalance."""

import asyncio
import time
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

JOINING = 75


class Stalled(Exception):
    """The consumer does nothing although there is something to do."""


async def watch(client: AIOKafkaConsumer, idle_for: Callable[[], float], *, after: float) -> None:
    """Look four times in `after` seconds. Raises Stalled: no poll, a dead background task, events that stay unread, a coordinator or
    group that stays lost."""
    since: dict[object, float] = {}
    while True:
        await asyncio.sleep(after / 4)
        if idle_for() > after:
            raise Stalled(f"no poll for {idle_for():.0f} s")
        if dead := _dead_tasks(client):
            raise Stalled(f"its {dead} ended")
        suspects = {**_lost(client, after), **(await _unread(client, after) if idle_for() > 0 else {})}
        since = {suspect: since.get(suspect, time.monotonic()) for suspect in suspects}
        for suspect, patience in suspects.items():
            if time.monotonic() - since[suspect] > patience:
                raise Stalled(f"{suspect} for more than {patience:.0f} s")


def _dead_tasks(client: AIOKafkaConsumer) -> str:
    tasks = {
        "fetcher": getattr(client._fetcher, "_fetch_task", None),
        "coordinator": getattr(client._coordinator, "_coordination_task", None),
    }
    return ", ".join(name for name, task in tasks.items() if task is not None and task.done())


def _lost(client: AIOKafkaConsumer, after: float) -> dict[object, float]:
    """What is missing for membership, each with how long that may last."""
    found: dict[object, float] = {}
    if getattr(client._coordinator, "coordinator_id", 0) is None:
        found["its coordinator is unknown"] = after
    if getattr(client._coordinator, "generation", 0) < 0:
        found["it has not joined its group"] = JOINING
    return found


async def _unread(client: AIOKafkaConsumer, after: float) -> dict[object, float]:
    """Partitions that hold events beyond a position which has not moved."""
    partitions = client.assignment() - client.paused()
    try:
        async with asyncio.timeout(5):
            ends = await client.end_offsets(partitions) if partitions else {}
            positions = {partition: await client.position(partition) for partition in partitions}
    except (KafkaError, TimeoutError):
        return {"the broker does not answer it": 3 * after}
    return {_stuck(partition, positions[partition]): after for partition in partitions if ends[partition] > positions[partition]}


def _stuck(partition: TopicPartition, position: int) -> str:
    return f"{partition.topic}/{partition.partition} stays at {position}"
