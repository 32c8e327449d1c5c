"""What waits is neither skipped nor overtaken: across restarts, rebalances, a release under way and a clock that goes back."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.deadletter import DeadLetters, Parked
from chassis.errors import Unavailable
from chassis.event import Envelope, event_id, every
from chassis.kafka import Publisher, admin
from chassis.mongo import project
from chassis.retry import Backoff
from chassis.testing import eventually

from .conftest import HANDLERS, Broken, LampMoved, Rooms, parked, running

PATIENT = Backoff(first=0.02, longest=0.05, attempts=10_000)


async def on_batch(envelopes: list[Envelope], rooms: Rooms) -> None:
    for one in envelopes:
        if waiting := rooms.failures.get(one.content["room"]):
            raise waiting[0] if len(waiting) == 1 else waiting.pop(0)
    rooms.moves += [(one.subject, one.sequence) for one in envelopes]


@pytest.mark.parametrize("handlers", [HANDLERS, every(on_batch, topics=["lamps.lamp"])], ids=["one by one", "in batches"])
async def test_a_record_that_waits_is_not_committed_and_the_next_process_applies_it_before_its_followers(
    street, make, rooms, handlers
) -> None:
    rooms.failures["cellar"] = [Unavailable() for _ in range(8)]
    await street.move("a", 1)
    await street.move("a", 2, "cellar")
    await street.move("a", 3)
    async with running(make(handlers, retry=PATIENT)):
        await eventually(lambda: rooms.of("a") == [1] and len(rooms.failures["cellar"]) == 1, within=20)
    assert await committed(make()) == 1
    rooms.failures.clear()
    async with running(make(handlers)):
        await eventually(lambda: len(rooms.of("a")) >= 3, within=20)
    assert rooms.of("a") == [1, 2, 3]


async def committed(one: Consumer) -> int:
    async with admin(one._settings) as client:
        return sum(place.offset for place in (await client.list_consumer_group_offsets(one.group)).values())


async def test_who_takes_a_partition_over_learns_which_keys_are_blocked(street, make, rooms, database) -> None:
    rooms.failures["cellar"] = [Broken()]
    lamps = [f"lamp-{number}" for number in range(8)]
    first, second = make(), make()
    async with running(first):
        async with running(second):
            await eventually(lambda: len(first._mine) == len(second._mine) == 1, within=30)
            for lamp in lamps:
                await street.move(lamp, 1)
            await eventually(lambda: len({*rooms.moves}) == len(lamps), within=20)
            assert first._blocked_known
            for lamp in lamps:
                await street.move(lamp, 2, "cellar")
            await eventually(lambda: parked(database, len(lamps)), within=20)
            known = len(first._blocked)
            assert 0 < known < len(lamps), "each knows what it parked itself"
        await eventually(lambda: len(first._mine) == 2, within=30)
        for lamp in lamps:
            await street.move(lamp, 3)
        await eventually(lambda: parked(database, 2 * len(lamps)), within=20)
    assert {version for _, version in rooms.moves} == {1}


def record(lamp: str, version: int, room: str = "hall") -> Parked:
    event = Envelope(event_id(lamp, version, LampMoved.type), "urn:test", LampMoved.type, lamp, now(), version, "journey", {"room": room})
    return Parked("lamps.lamp", 0, version, lamp.encode(), event.to_bytes(), event.to_headers())


@dataclass
class Meanwhile:
    """A collection in which something happens between a look that found nothing and what follows from it."""

    collection: Any
    happens: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.collection, name)

    async def find_one(self, *asked: Any, **how: Any) -> Any:
        found = await self.collection.find_one(*asked, **how)
        if found is None and self.happens:
            happens, self.happens = self.happens, None
            await happens()
        return found


async def test_a_follower_that_arrives_while_its_key_is_unblocked_is_applied_in_its_turn(make, rooms, settings, database, street) -> None:
    one = make()
    letters = one.dead_letters
    await letters.park(record("a", 1), Broken())
    [letter] = await letters.list()

    async def arrive() -> None:
        assert await letters.park_behind(record("a", 2)), "the key is still blocked"

    letters._parked = Meanwhile(letters._parked, arrive)
    assert await letters.release(letter["id"], one) == 2
    assert rooms.of("a") == [1, 2]
    assert await database["parked_keys"].count_documents({}) == 0
    assert not await letters.park_behind(record("a", 3)), "released: the consumer applies it itself"
    assert await parked(database, 0)
    await letters.close()


async def test_however_arrivals_and_a_release_meet_each_event_is_applied_in_order_and_none_stays(make, rooms, database, street) -> None:
    one = make()
    letters = one.dead_letters

    async def arrive(lamp: str) -> None:
        for version in range(2, 8):
            if not await letters.park_behind(record(lamp, version)):
                await one.apply(record(lamp, version))

    async def release(id_: str, after: int) -> None:
        for _ in range(after):
            await database["parked_keys"].find_one({})
        await letters.release(id_, one)

    for turn in range(25):
        lamp = f"lamp-{turn}"
        await letters.park(record(lamp, 1), Broken())
        [letter] = [letter for letter in await letters.list() if letter["subject"] == lamp]
        await asyncio.gather(arrive(lamp), release(letter["id"], turn % 9))
        assert list(dict.fromkeys(rooms.of(lamp))) == list(range(1, 8))
        assert await parked(database, 0)
        assert await database["parked_keys"].count_documents({}) == 0
    await letters.close()


async def test_what_happened_at_an_earlier_time_is_applied_in_the_order_of_its_versions(street, make, rooms) -> None:
    for version in range(1, 6):
        at = now() - timedelta(hours=version)
        event = Envelope(event_id("a", version, LampMoved.type), "urn:t", LampMoved.type, "a", at, version, "j", {"room": "hall"})
        await street.raw("a", event.to_bytes(), event.to_headers())
    async with running(make()):
        await eventually(lambda: len(rooms.moves) == 5)
    assert rooms.of("a") == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))), ids=str)
async def test_a_projection_ends_at_the_highest_version_in_whatever_order_they_come(database, order) -> None:
    for version in order:
        await project(database["copies"], "a", version=version, fields={"room": f"room {version}"})
        await project(database["copies"], "a", version=version, fields={"room": "again"})
    kept = await database["copies"].find_one({"_id": "a"})
    assert (kept["version"], kept["room"]) == (3, "room 3")


async def test_the_blocked_keys_of_a_group_are_its_own(settings, database, unique, street) -> None:
    mine, other = (DeadLetters(database, Publisher(settings), f"{unique}-{name}") for name in ("mine", "other"))
    for lamp in "ab":
        await mine.park(record(lamp, 1), Broken())
    assert await mine.blocked() == {mine.block_of(record(lamp, 1)) for lamp in "ab"}
    assert await other.blocked() == set()
    await mine.close()
    await other.close()
