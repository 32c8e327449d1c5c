"""From outbox to Kafka, in order, with nothing lost."""

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from chassis.clock import now
from chassis.event import Envelope, Fact, Published
from chassis.kafka import Publisher, consumer, ensure_topics
from chassis.lease import Slots
from chassis.mongo import Database, ensure_indexes
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.retry import Gate
from chassis.settings import ServiceSettings
from chassis.testing import eventually
from motor.motor_asyncio import AsyncIOMotorCollection
from pymongo.errors import AutoReconnect


class LampMoved(Published, type="lamps.lamp-moved.v1", topic="lamps.lamp"):
    """A lamp was moved."""

    room: str


def moved(room: str, at=None) -> Fact:
    return Fact(LampMoved(room=room), at or now())


@asynccontextmanager
async def running(relay: Relay):
    task = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def heard(settings: ServiceSettings, unique: str, kafka_bootstrap: str):
    """Every event on the topic so far, in order per lamp."""
    await ensure_topics(settings, ["lamps.lamp"])
    client = consumer(settings, unique)
    client.subscribe([f"{settings.topic_prefix}lamps.lamp"])
    await client.start()
    events: list[Envelope] = []

    async def read() -> list[Envelope]:
        """Up to the topic's end as it is now."""
        await eventually(client.assignment, within=30)
        ends = await client.end_offsets(client.assignment())
        while any([await client.position(partition) < end for partition, end in ends.items()]):
            for records in (await client.getmany(timeout_ms=100)).values():
                events.extend(Envelope.of(record) for record in records)
        return events

    yield read
    await client.stop()


@pytest.fixture
async def lamps(database: Database):
    await ensure_indexes(database["lamps"], outbox=True)
    return database["lamps"]


def versions(events: list[Envelope], subject: str) -> list[int]:
    return [event.sequence for event in events if event.subject == subject]


async def test_a_handed_fact_reaches_kafka_and_leaves_its_document(settings, lamps, heard) -> None:
    async with running(Relay(Publisher(settings), [lamps], type_prefix="org.example.")) as relay:
        outbox = Outbox(lamps, source="urn:test", relay=relay.hand)
        await outbox.insert({"_id": "a"}, moved("hall"))
        [event] = await eventually(heard)
        await eventually(lambda: emptied(lamps, "a"))
    assert (event.type, event.source, event.subject, event.sequence) == ("org.example.lamps.lamp-moved.v1", "urn:test", "a", 1)
    assert event.content == {"room": "hall"}


async def emptied(lamps, id_: str) -> bool:
    return (await lamps.find_one({"_id": id_}))["outbox"] == []


async def test_the_sweep_alone_publishes_everything_in_order(settings, lamps, heard) -> None:
    outbox = Outbox(lamps, source="urn:test")
    for lamp in "abc":
        await outbox.insert({"_id": lamp}, moved("1"))
        for version in range(1, 6):
            await outbox.update(lamp, expected=version, changes={}, fact=moved(str(version + 1)))
    async with running(Relay(Publisher(settings), [lamps], eager=True)):
        await eventually(lambda: all_heard(heard, 18))
        await eventually(lambda: nothing_waits(lamps))
    events = await heard()
    assert [versions(events, lamp) for lamp in "abc"] == [[1, 2, 3, 4, 5, 6]] * 3


async def all_heard(heard, count: int) -> bool:
    return len(await heard()) >= count


async def nothing_waits(lamps) -> bool:
    return await lamps.count_documents({"outbox.0.at": {"$exists": True}}) == 0


async def test_facts_left_over_by_a_crash_go_before_the_next_write(settings, lamps, heard) -> None:
    outbox = Outbox(lamps, source="urn:test")
    await outbox.insert({"_id": "a"}, moved("left over"))
    async with running(Relay(Publisher(settings), [lamps])) as relay:
        await Outbox(lamps, source="urn:test", relay=relay.hand).update("a", expected=1, changes={}, fact=moved("new"))
        await eventually(lambda: all_heard(heard, 2))
    assert versions(await heard(), "a") == [1, 2]


async def test_without_eagerness_the_sweep_takes_what_is_older_than_a_second(settings, lamps, heard) -> None:
    outbox = Outbox(lamps, source="urn:test")
    await outbox.insert({"_id": "old"}, moved("x", now() - timedelta(seconds=5)))
    async with running(Relay(Publisher(settings), [lamps])):
        [event] = await eventually(heard)
    assert event.subject == "old"


async def test_two_relays_at_once_repeat_at_most_and_never_reorder(settings, lamps, heard) -> None:
    outboxes = []
    async with (
        running(Relay(Publisher(settings), [lamps], eager=True)) as one,
        running(Relay(Publisher(settings), [lamps], eager=True)) as two,
    ):
        outboxes = [Outbox(lamps, source="urn:test", relay=relay.hand) for relay in (one, two)]
        await asyncio.gather(*(write_many(outboxes, lamp, 20) for lamp in "abcdefgh"))
        await eventually(lambda: nothing_waits(lamps), within=20)
        await eventually(lambda: all_heard(heard, 160), within=20)
    events = await heard()
    for lamp in "abcdefgh":
        assert list(dict.fromkeys(versions(events, lamp))) == list(range(1, 21))


async def write_many(outboxes: list[Outbox], lamp: str, count: int) -> None:
    await outboxes[0].insert({"_id": lamp}, moved("1"))
    for version in range(1, count):
        await outboxes[version % 2].update(lamp, expected=version, changes={}, fact=moved(str(version + 1)))


async def test_writes_go_on_while_the_broker_is_away(settings: ServiceSettings, lamps) -> None:
    away = settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    async with running(Relay(Publisher(away), [lamps])) as relay:
        outbox = Outbox(lamps, source="urn:test", relay=relay.hand)
        await outbox.insert({"_id": "a"}, moved("1"))
        assert await outbox.update("a", expected=1, changes={}, fact=moved("2")) == 2
        await eventually(lambda: relay._gate.failures > 0)
    assert [fact["version"] for fact in (await lamps.find_one({"_id": "a"}))["outbox"]] == [1, 2]


async def test_depth_and_age_are_measured(figures, settings, lamps) -> None:
    await Outbox(lamps, source="urn:test").insert({"_id": "a"}, moved("x", now() - timedelta(seconds=30)))
    away = settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    async with running(Relay(Publisher(away), [lamps])) as relay:
        await eventually(lambda: relay._depth["lamps"][0] == 1)
        found = await figures()
    assert found["outbox.depth"] == {"lamps": 1}
    assert found["outbox.age"]["lamps"] >= 30


async def test_after_a_failure_the_gate_opens_step_by_step() -> None:
    gate = Gate(64)
    gate.failed()
    await gate.enter()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(gate.enter(), 0.05)
    gate.succeeded()
    await gate.enter()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(gate.enter(), 0.05)


async def test_those_that_fail_together_count_once() -> None:
    gate = Gate(64)
    for _ in range(10):
        await gate.enter()
    for _ in range(10):
        gate.failed()
    assert gate.failures == 1


async def test_living_relays_share_all_slots_and_a_lost_lease_goes_to_the_others(database: Database) -> None:
    one, two = Slots(database["leases"]), Slots(database["leases"])
    for slots in (one, two, one):
        await slots.renew()
    assert all(one.mine(n) != two.mine(n) for n in range(500))
    await two.leave()
    await one.renew()
    assert all(one.mine(n) for n in range(500))


async def test_acknowledgements_that_mongo_did_not_take_are_written_later_and_nothing_is_said_twice(
    settings, lamps, heard, monkeypatch
) -> None:
    write, refused = AsyncIOMotorCollection.bulk_write, []

    def refusing(collection, *args, **how):
        if collection.name == lamps.name and len(refused) < 2:
            refused.append(args)
            raise AutoReconnect("injected")
        return write(collection, *args, **how)

    monkeypatch.setattr(AsyncIOMotorCollection, "bulk_write", refusing)
    async with running(Relay(Publisher(settings), [lamps])) as relay:
        outbox = Outbox(lamps, source="urn:test", relay=relay.hand)
        for lamp in "abc":
            await outbox.insert({"_id": lamp}, moved("hall"))
        await eventually(lambda: nothing_waits(lamps), within=20)
    assert len(refused) == 2
    assert sorted(event.subject for event in await heard()) == ["a", "b", "c"]


async def test_facts_go_by_version_also_when_the_clock_went_back_between_them(settings, lamps, heard) -> None:
    outbox = Outbox(lamps, source="urn:test")
    await outbox.insert({"_id": "a"}, moved("1", now()))
    for version in range(1, 5):
        await outbox.update("a", expected=version, changes={}, fact=moved(str(version + 1), now() - timedelta(hours=version)))
    async with running(Relay(Publisher(settings), [lamps], eager=True)):
        await eventually(lambda: all_heard(heard, 5))
    assert versions(await heard(), "a") == [1, 2, 3, 4, 5]


async def test_facts_are_published_by_version_in_whatever_order_a_document_holds_them(settings, lamps, heard) -> None:
    outbox = Outbox(lamps, source="urn:test")
    await outbox.insert({"_id": "a"}, moved("1"))
    for version in range(1, 4):
        await outbox.update("a", expected=version, changes={}, fact=moved(str(version + 1)))
    held = (await lamps.find_one({"_id": "a"}))["outbox"]
    await lamps.update_one({"_id": "a"}, {"$set": {"outbox": [held[2], held[0], held[3], held[1]]}})
    async with running(Relay(Publisher(settings), [lamps], eager=True)):
        await eventually(lambda: all_heard(heard, 4))
    assert versions(await heard(), "a") == [1, 2, 3, 4]
