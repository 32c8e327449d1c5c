"""Each event once, in order, whatever goes wrong."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.errors import Conflict, Unavailable
from chassis.event import Cause, Consumed, Envelope, current_cause, event_id, every, handles
from chassis.kafka import Publisher, admin, consumer, ensure_topics
from chassis.mongo import Database
from chassis.retry import Backoff
from chassis.settings import ServiceSettings
from chassis.testing import eventually, stop

from chassis import deadletter

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


async def test_events_are_applied_in_order_and_know_their_cause(street, make, rooms) -> None:
    for version in range(1, 11):
        for lamp in "abc":
            await street.move(lamp, version)
    async with running(make()):
        await eventually(lambda: len(rooms.moves) == 30)
    assert [rooms.of(lamp) for lamp in "abc"] == [list(range(1, 11))] * 3
    assert event_id("a", 1, LampMoved.type) in rooms.causes


async def test_after_a_restart_nothing_is_applied_again(street, make, rooms) -> None:
    await street.move("a", 1)
    async with running(make()):
        await eventually(lambda: committed(make()))
    await street.move("a", 2)
    async with running(make()):
        await eventually(lambda: len(rooms.moves) >= 2)
    assert rooms.of("a") == [1, 2]


async def committed(one: Consumer) -> int:
    async with admin(one._settings) as client:
        return sum(place.offset for place in (await client.list_consumer_group_offsets(one.group)).values())


async def test_what_is_unavailable_for_a_while_is_tried_again_before_its_followers(street, make, rooms) -> None:
    rooms.failures["hall"] = [Unavailable(), Unavailable(), KeyError("gone")]
    await street.move("a", 1)
    await street.move("a", 2)
    async with running(make()):
        await eventually(lambda: rooms.failures["hall"] and len(rooms.failures["hall"]) == 1)
        rooms.failures.clear()
        await eventually(lambda: len(rooms.moves) == 2)
    assert rooms.of("a") == [1, 2]


async def test_a_refused_event_is_parked_at_once_with_its_followers_and_the_rest_goes_on(street, make, rooms, database) -> None:
    rooms.failures["cellar"] = [Broken()]
    await street.move("a", 1)
    await street.move("a", 2, "cellar")
    await street.move("a", 3)
    await street.move("b", 1)
    one = make()
    async with running(one):
        await eventually(lambda: parked(database, 2))
        await eventually(lambda: rooms.of("b") == [1])
    assert rooms.of("a") == [1]
    [letter] = await one.dead_letters.list()
    assert (letter["type"], letter["subject"], letter["followers"]) == (LampMoved.type, "a", 1)
    assert "broken" in letter["error"]


async def parked(database: Database, count: int) -> bool:
    return await database["parked"].count_documents({}) == count


async def test_parked_keys_survive_a_restart_and_are_released_in_order(street, make, rooms, database) -> None:
    rooms.failures["cellar"] = [Broken()]
    await street.move("a", 1, "cellar")
    async with running(make()):
        await eventually(lambda: parked(database, 1))
    await street.move("a", 2)
    async with running(one := make()):
        await eventually(lambda: parked(database, 2))
        rooms.failures.clear()
        await one.dead_letters.open()
        [letter] = await one.dead_letters.list()
        assert await one.dead_letters.release(letter["id"], one) == 2
        await street.move("a", 3)
        await eventually(lambda: rooms.of("a") == [1, 2, 3])
    assert await database["parked_keys"].count_documents({}) == 0


async def test_a_release_that_fails_again_keeps_the_rest_in_order(street, make, rooms, database) -> None:
    rooms.failures["cellar"] = [Broken()]
    await street.move("a", 1, "cellar")
    await street.move("a", 2)
    async with running(one := make()):
        await eventually(lambda: parked(database, 2))
        [letter] = await one.dead_letters.list()
        with pytest.raises(Broken):
            await one.dead_letters.release(letter["id"], one)
        assert await parked(database, 2)
        assert await one.dead_letters.release(letter["id"], one, skip=True) == 1
    assert rooms.of("a") == [2]


async def test_the_command_lists_and_releases(street, make, rooms, database, capsys) -> None:
    rooms.failures["cellar"] = [Broken()]
    await street.move("a", 1, "cellar")
    async with running(one := make()):
        await eventually(lambda: parked(database, 1))
    assert await deadletter.command(SimpleNamespace(act="list"), [one]) == 0
    assert await deadletter.command(SimpleNamespace(act="release", all=True, id=None), [one]) == 1
    rooms.failures.clear()
    assert await deadletter.command(SimpleNamespace(act="release", all=True, id=None), [one]) == 0
    said = capsys.readouterr().out
    assert "lamps.lamp-moved.v1  a  +0" in said
    assert "still cannot be applied: Broken" in said
    assert "1 applied" in said


@pytest.mark.parametrize(
    ("value", "headers"),
    [(b"\xff\x00", [("content-type", b"image/png")]), (b"{}", []), (b"x" * 200_000, []), (b'{"colour": 1}', None)],
    ids=["picture", "no-headers", "large", "bad-schema"],
)
async def test_poison_is_parked_as_it_came(street, make, rooms, database, settings, unique, value, headers) -> None:
    if headers is None:
        headers = Envelope(event_id("a", 1, LampMoved.type), "urn:t", LampMoved.type, "a", now(), 1, "j", {}).to_headers()
    await street.raw("a", value, headers)
    await street.move("b", 1)
    async with running(make()):
        await eventually(lambda: rooms.of("b") == [1])
        await eventually(lambda: parked(database, 1))
        letter = await eventually(lambda: first_of(settings, f"{unique}-svc.dlq", f"{unique}-reader"))
    assert (letter.value, letter.key) == (value, b"a")
    assert dict(letter.headers).items() >= {**dict(headers), "dlq_topic": f"{settings.topic_prefix}lamps.lamp".encode()}.items()


async def first_of(settings: ServiceSettings, topic: str, group: str):
    client = consumer(settings, group)
    client.subscribe([settings.topic_prefix + topic])
    await client.start()
    try:
        return await asyncio.wait_for(client.getone(), 5)
    finally:
        await client.stop()


async def test_an_event_of_anothers_interest_is_passed_over_even_behind_a_parked_one(street, make, rooms, database) -> None:
    rooms.failures["cellar"] = [Broken()]
    await street.move("a", 1, "cellar")
    await street.move("a", 2, type="lamps.lamp-polished.v1")
    await street.move("b", 1)
    async with running(make()):
        await eventually(lambda: rooms.of("b") == [1])
        await eventually(lambda: parked(database, 1))


async def test_every_event_comes_as_batches_in_order(street, make, rooms) -> None:
    batches: list[int] = []

    async def on_batch(envelopes: list[Envelope], rooms: Rooms) -> None:
        batches.append(len(envelopes))
        rooms.moves += [(one.subject, one.sequence) for one in envelopes]

    for version in range(1, 21):
        await street.move("a", version, type="lamps.lamp-polished.v1")
    async with running(make(every(on_batch, topics=["lamps.lamp"]))):
        await eventually(lambda: len(rooms.moves) == 20)
    assert rooms.of("a") == list(range(1, 21))
    assert max(batches) > 1


async def test_one_bad_event_in_a_batch_does_not_hold_the_others(street, make, rooms, database) -> None:
    async def on_batch(envelopes: list[Envelope], rooms: Rooms) -> None:
        if any(one.content["room"] == "cellar" for one in envelopes):
            raise Broken
        rooms.moves += [(one.subject, one.sequence) for one in envelopes]

    await street.move("a", 1, "cellar")
    await street.move("a", 2)
    await street.move("b", 1)
    async with running(make(every(on_batch, topics=["lamps.lamp"]))):
        await eventually(lambda: rooms.of("b") == [1])
        await eventually(lambda: parked(database, 2))
    assert rooms.of("a") == []


async def test_members_that_come_and_go_lose_nothing_and_keep_the_order(street, make, rooms) -> None:
    lamps = [f"lamp-{n}" for n in range(12)]

    async def write() -> None:
        for version in range(1, 41):
            await asyncio.gather(*(street.move(lamp, version) for lamp in lamps))

    writing = asyncio.create_task(write())
    async with running(make()):
        for _ in range(3):
            async with running(make()):
                count = len(rooms.moves)
                await eventually(lambda seen=count: len(rooms.moves) > seen + 24, within=20) if not writing.done() else None
        await writing
        await eventually(lambda: len({*rooms.moves}) == 12 * 40, within=30)
    for lamp in lamps:
        assert list(dict.fromkeys(rooms.of(lamp))) == list(range(1, 41))


async def test_a_consumer_whose_fetcher_froze_is_restarted(street, make, rooms, monkeypatch) -> None:
    clients = []
    monkeypatch.setattr("chassis.consumer.consumer", lambda *args: clients.append(consumer(*args)) or clients[-1])
    await street.move("a", 1)
    async with running(one := make(stalled_after=1.0)):
        await eventually(lambda: rooms.of("a") == [1])
        frozen = clients[0]._fetcher

        async def nothing(*args: object) -> None:
            await asyncio.Event().wait()

        frozen._proc_fetch_request = nothing
        await street.move("a", 2)
        await street.move("a", 3)
        await eventually(lambda: rooms.of("a")[-1] == 3, within=20)
        assert one.sessions >= 2


async def test_a_consumer_without_a_broker_waits_and_is_not_alive(settings, make) -> None:
    one = make()
    one._settings = settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    async with running(one):
        await asyncio.wait([asyncio.create_task(asyncio.Event().wait())], timeout=0.5)
        assert not one.alive or one.sessions == 0


def test_json_of_a_batch_is_plain() -> None:
    envelope = Envelope("i", "s", "t", "x", now(), 1, "c", {"room": "قاعة"})
    assert json.loads(json.dumps(envelope.to_json()))["data"] == {"room": "قاعة"}
