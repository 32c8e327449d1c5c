"""B4: what it costs to announce: the write with its fact against the same conditional write without."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

from chassis.clock import now
from chassis.event import Fact, Published
from chassis.mongo import Collection, Database, Document, connect, ensure_indexes
from chassis.outbox import Outbox
from chassis.settings import ServiceSettings

from .measure import Result, in_turn, report
from .running import pinned

WRITERS, WRITES, ROUNDS = 32, 40, 31  # many short rounds: the server's own chores come and go within a few seconds
Write = Callable[[str, int], Awaitable[None]]


class LampMoved(Published, type="bench.lamp-moved.v1", topic="bench.lamp"):
    """A lamp was moved."""

    place: str
    title_ar: str
    title_en: str


async def run(mongo_url: str) -> Result:
    """Writes a second of each, in turn."""
    settings = ServiceSettings(service="bench", mongo_url=mongo_url, mongo_database=f"bench{uuid4().hex[:8]}")
    database = connect(settings)
    result = Result("B4 command with outbox", "≥ 0.95 × the same conditional write without outbox, same driver", "writes/s")
    try:
        server = (await database.command("serverStatus"))["pid"]
        with pinned(os.getpid(), 0), pinned(server, 1):
            await in_turn(result, {
                "with outbox": lambda: _with_outbox(database),
                "without": lambda: _without(database, _bare),
                "without, asked back": lambda: _without(database, _asked_back),
            }, ROUNDS)  # fmt: skip
    finally:
        await database.client.drop_database(settings.database)
        database.client.close()
    report(result, [("with outbox", "without"), ("with outbox", "without, asked back")])
    return result


async def _with_outbox(database: Database) -> float:
    lamps = database["announced"]
    await ensure_indexes(lamps, outbox=True)  # what the relay's sweep needs, a service pays with every write
    outbox = Outbox(lamps, source="urn:bench")

    async def write(id_: str, version: int) -> None:
        fact = Fact(LampMoved(place=f"room {version}", title_ar="مصباح الغرفة الكبيرة", title_en="The lamp of the large room"), now())
        await outbox.update(id_, expected=version, changes={"place": f"room {version}", "moved": now()}, fact=fact)

    return await _timed(lamps, write)


async def _without(database: Database, change: Callable[[Collection, Document, Document], Awaitable[bool]]) -> float:
    lamps = database["lamps"]

    async def write(id_: str, version: int) -> None:
        changes = {"$set": {"place": f"room {version}", "moved": now(), "version": version + 1}}
        assert await change(lamps, {"_id": id_, "version": version}, changes)

    return await _timed(lamps, write)


async def _bare(lamps: Collection, condition: Document, changes: Document) -> bool:
    """By the same command as ours."""
    return (await lamps.update_one(condition, changes)).matched_count == 1


async def _asked_back(lamps: Collection, condition: Document, changes: Document) -> bool:
    """By the command that tells what it wrote."""
    return await lamps.find_one_and_update(condition, changes, projection={"version": 1}) is not None


async def _timed(lamps: Collection, write: Write) -> float:
    """Each lamp once, so that an outbox holds one fact, as it does while a relay keeps up."""
    ids = [[uuid4().hex for _ in range(WRITES)] for _ in range(WRITERS)]
    await lamps.insert_many([{"_id": id_, "version": 1, "outbox": [], "seen": []} for mine in ids for id_ in mine])

    async def one(mine: list[str]) -> None:
        for id_ in mine:
            await write(id_, 1)

    began = time.perf_counter()
    await asyncio.gather(*(one(mine) for mine in ids))
    return WRITERS * WRITES / (time.perf_counter() - began)
