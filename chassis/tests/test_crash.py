"""kill -9 at any moment between write and acknowledgement: nothing is lost, nothing first appears out of order."""

import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import pytest
from chassis.event import Envelope
from chassis.kafka import consumer, ensure_topics
from chassis.mongo import Database
from chassis.settings import ServiceSettings
from chassis.testing import eventually

KILLS = int(os.environ.get("SHABAKA_TEST_KILLS", "6"))

WRITER = """
import asyncio, os, sys
from chassis.clock import now
from chassis.event import Fact, Published
from chassis.kafka import Publisher
from chassis.mongo import connect, ensure_indexes
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.settings import ServiceSettings

class LampMoved(Published, type="lamps.lamp-moved.v1", topic="lamps.lamp"):
    \"\"\"A lamp was moved.\"\"\"
    room: str

async def write(outbox, lamp, acknowledged):
    found = await outbox.collection.find_one({"_id": lamp}, {"version": 1})
    if found is None:
        await outbox.insert({"_id": lamp}, Fact(LampMoved(room="1"), now()))
        os.write(acknowledged, f"{lamp} 1\\n".encode())
    version = found["version"] if found else 1
    while True:
        version = await outbox.update(lamp, expected=version, changes={}, fact=Fact(LampMoved(room=str(version)), now()))
        os.write(acknowledged, f"{lamp} {version}\\n".encode())

async def main():
    settings = ServiceSettings()
    lamps = connect(settings)["lamps"]
    await ensure_indexes(lamps, outbox=True)
    relay = Relay(Publisher(settings), [lamps], eager=sys.argv[1] == "drain")
    work = [relay.run()]
    if sys.argv[1] == "write":
        acknowledged = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        outbox = Outbox(lamps, source="urn:test", relay=relay.hand, cap=100_000)
        work += [write(outbox, f"lamp-{n}", acknowledged) for n in range(24)]
    await asyncio.gather(*work)

asyncio.run(main())
"""


@contextmanager
def program(settings: ServiceSettings, *arguments: str):
    names = ("service", "mongo_url", "mongo_database", "kafka_bootstrap", "topic_prefix")
    environment = {f"SHABAKA_{name.upper()}": str(getattr(settings, name)) for name in names}
    running = subprocess.Popen([sys.executable, "-c", WRITER, *arguments], env={**os.environ, **environment})
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@pytest.mark.chaos
async def test_kills_lose_nothing_and_reorder_nothing(
    settings: ServiceSettings, database: Database, kafka_bootstrap: str, tmp_path: Path, unique: str
) -> None:
    await ensure_topics(settings, ["lamps.lamp"])
    log = tmp_path / "acknowledged"
    for _ in range(KILLS):
        size = log.stat().st_size if log.exists() else 0
        with program(settings, "write", str(log)):
            await eventually(lambda size=size: log.exists() and log.stat().st_size > size, within=30)
            until = time.monotonic() + random.uniform(0.05, 1.0)
            await eventually(lambda until=until: time.monotonic() > until)
    with program(settings, "drain"):
        await eventually(lambda: nothing_waits(database), within=60)
    acknowledged = {tuple(line.split()) for line in log.read_text().splitlines() if line}
    heard = await everything(settings, unique)
    assert acknowledged <= {(lamp, str(version)) for lamp, versions in heard.items() for version in versions}
    for versions in heard.values():
        first_appearances = list(dict.fromkeys(versions))
        assert first_appearances == list(range(1, len(first_appearances) + 1))
    repeats = sum(len(versions) - len(set(versions)) for versions in heard.values())
    sys.stderr.write(f"\n{KILLS} kills, {len(acknowledged)} acknowledged writes, 0 lost, 0 out of order, {repeats} repeats by id\n")


async def nothing_waits(database: Database) -> bool:
    return await database["lamps"].count_documents({"outbox.0.at": {"$exists": True}}) == 0


async def everything(settings: ServiceSettings, group: str) -> dict[str, list[int]]:
    """The versions of each lamp in the order in which they stand in Kafka."""
    client = consumer(settings, group, most=5000)
    client.subscribe([f"{settings.topic_prefix}lamps.lamp"])
    await client.start()
    heard: dict[str, list[int]] = defaultdict(list)
    await eventually(client.assignment)
    ends = await client.end_offsets(client.assignment())
    while any([await client.position(partition) < end for partition, end in ends.items()]):
        for records in (await client.getmany(timeout_ms=200)).values():
            for event in map(Envelope.of, records):
                heard[event.subject].append(event.sequence)
    await client.stop()
    return heard
