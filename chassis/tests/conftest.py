"""A street of lamps that move: events as another service would publish them, and what came of them."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.errors import Conflict
from chassis.event import Cause, Consumed, Envelope, current_cause, event_id, handles
from chassis.kafka import Publisher, ensure_topics
from chassis.mongo import Database
from chassis.retry import Backoff
from chassis.settings import ServiceSettings
from chassis.testing import stop

QUICK = Backoff(first=0.05, longest=0.2, attempts=4)


class LampMoved(Consumed, type="lamps.lamp-moved.v1", topic="lamps.lamp"):
    room: str


class Broken(Conflict, ar=("مكسور", "المصباح مكسور.")):
    """The lamp is broken."""


@dataclass
class Rooms:
    """What the handlers did, and what they should fail with."""

    moves: list[tuple[str, int]] = field(default_factory=list)
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    causes: list[str | None] = field(default_factory=list)

    def of(self, lamp: str) -> list[int]:
        return [version for subject, version in self.moves if subject == lamp]


async def on_lamp_moved(event: LampMoved, cause: Cause, rooms: Rooms) -> None:
    if waiting := rooms.failures.get(event.room):
        raise waiting[0] if len(waiting) == 1 else waiting.pop(0)
    current = current_cause()
    rooms.causes.append(current.event_id if current else None)
    rooms.moves.append((cause.subject, cause.version))


HANDLERS = handles(LampMoved.to(on_lamp_moved))


class Street:
    """Publishes lamp events as another service would."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.publisher = Publisher(settings)

    async def move(self, lamp: str, version: int, room: str = "hall", **other) -> None:
        kind = other.get("type", "lamps.lamp-moved.v1")
        envelope = Envelope(event_id(lamp, version, kind), "urn:test", kind, lamp, now(), version, "journey", {"room": room})
        await self.raw(lamp, envelope.to_bytes(), envelope.to_headers())

    async def raw(self, lamp: str, value: bytes, headers=()) -> None:
        await self.publisher.send("lamps.lamp", key=lamp.encode(), value=value, headers=list(headers))


@pytest.fixture
async def street(settings: ServiceSettings, kafka_bootstrap: str):
    await ensure_topics(settings, ["lamps.lamp"])
    found = Street(settings)
    yield found
    await found.publisher.close()


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def make(settings: ServiceSettings, database: Database, rooms: Rooms, unique: str):
    def consumer_of(handlers=HANDLERS, **options) -> Consumer:
        return Consumer(settings, f"{unique}-svc", handlers, rooms, database=database, **{"retry": QUICK, "doubt": QUICK, **options})

    return consumer_of


@asynccontextmanager
async def running(*consumers: Consumer):
    tasks = [asyncio.create_task(one.run()) for one in consumers]
    try:
        yield
    finally:
        await stop(*tasks)


async def parked(database: Database, count: int) -> bool:
    return await database["parked"].count_documents({}) == count
