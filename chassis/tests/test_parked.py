"""What cannot be applied is parked with what follows it, and released in order."""

import asyncio
from types import SimpleNamespace

import pytest
from chassis.clock import now
from chassis.event import Envelope, event_id
from chassis.kafka import consumer
from chassis.settings import ServiceSettings
from chassis.testing import eventually

from chassis import deadletter

from .conftest import Broken, LampMoved, parked, running


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
