"""Each event once, in order, whatever goes wrong."""

import asyncio
import contextlib
import json

from chassis.clock import now
from chassis.consumer import Consumer
from chassis.errors import Unavailable
from chassis.event import Envelope, event_id, every
from chassis.kafka import BrokerAway, admin, consumer
from chassis.testing import eventually

from .conftest import Broken, LampMoved, Rooms, parked, running


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
    with contextlib.suppress(BrokerAway):  # a broker that has just begun keeps no groups for a moment
        async with admin(one._settings) as client:
            return sum(place.offset for place in (await client.list_consumer_group_offsets(one.group)).values())
    return 0


async def test_what_is_unavailable_for_a_while_is_tried_again_before_its_followers(street, make, rooms) -> None:
    rooms.failures["hall"] = [Unavailable(), Unavailable(), KeyError("gone")]
    await street.move("a", 1)
    await street.move("a", 2)
    async with running(make()):
        await eventually(lambda: rooms.failures["hall"] and len(rooms.failures["hall"]) == 1)
        rooms.failures.clear()
        await eventually(lambda: len(rooms.moves) == 2)
    assert rooms.of("a") == [1, 2]


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
        for version in (2, 3):  # the fetch that was under way may still bring the first
            await street.move("a", version)
            await eventually(lambda last=version: rooms.of("a")[-1] == last, within=20)
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
