"""One conditional write of one document."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from chassis.clock import now
from chassis.errors import StaleVersion
from chassis.event import Cause, Fact, Published, because_of, correlated, event_id
from chassis.mongo import Database, DatabaseAway, connect, ensure_indexes, ping, project, project_parts
from chassis.outbox import SEEN, AlreadyApplied, AlreadyExists, Outbox, OutboxFull, RecordNotFound
from chassis.settings import ServiceSettings
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import IndexModel


class LampMoved(Published, type="lamps.lamp-moved.v1", topic="lamps.lamp"):
    """A lamp was moved."""

    room: str


def moved(room: str) -> Fact:
    return Fact(LampMoved(room=room), now())


def cause(number: int) -> Cause:
    return Cause(f"event-{number}", "t", "other", number, f"journey-{number}", datetime.now(UTC))


class Handed(list):
    def __call__(self, collection, id_, outbox) -> None:
        self.append((collection.name, id_, [entry["version"] for entry in outbox]))


@pytest.fixture
def handed() -> Handed:
    return Handed()


@pytest.fixture
def lamps(database: Database, handed: Handed) -> Outbox:
    return Outbox(database["lamps"], source="urn:test", relay=handed, cap=3)


async def test_an_insert_carries_state_version_and_fact(lamps: Outbox) -> None:
    with correlated("journey"):
        await lamps.insert({"_id": "a", "room": "hall"}, moved("hall"))
    found = await lamps.collection.find_one({"_id": "a"})
    assert (found["version"], found["room"], found["seen"]) == (1, "hall", [])
    [entry] = found["outbox"]
    assert entry["id"] == event_id("a", 1, "lamps.lamp-moved.v1")
    assert (entry["content"], entry["topic"], entry["correlation"], entry["causation"]) == ({"room": "hall"}, "lamps.lamp", "journey", None)


async def test_an_index_is_made_however_long_that_takes(database: Database, mongo_url: str) -> None:
    impatient: AsyncIOMotorClient = AsyncIOMotorClient(mongo_url, timeoutMS=1)
    try:
        await ensure_indexes(impatient[database.name]["lamps"], IndexModel("room", name="room"), outbox=True)
    finally:
        impatient.close()
    assert {"room", "outbox"} <= (await database["lamps"].index_information()).keys()


class LampMovedBefore(Published, type="lamps.lamp-moved.v0", topic="lamps.lamp"):
    """As it was said before version 1."""

    place: str


async def test_a_fact_is_told_in_the_form_of_before_too_within_the_same_write(lamps: Outbox, handed: Handed) -> None:
    await lamps.insert({"_id": "a"}, replace(moved("hall"), also=LampMovedBefore(place="hall")))
    await lamps.update("a", expected=1, changes={}, fact=moved("attic"))
    found = await lamps.collection.find_one({"_id": "a"})
    told = [(entry["type"], entry["version"], entry["content"]) for entry in found["outbox"]]
    assert told == [
        ("lamps.lamp-moved.v1", 1, {"room": "hall"}),
        ("lamps.lamp-moved.v0", 1, {"place": "hall"}),
        ("lamps.lamp-moved.v1", 2, {"room": "attic"}),
    ]
    assert len({entry["id"] for entry in found["outbox"]}) == 3
    assert handed == [("lamps", "a", [1, 1]), ("lamps", "a", [1, 1, 2])]
    with pytest.raises(OutboxFull):
        await lamps.update("a", expected=2, changes={}, fact=replace(moved("cellar"), also=LampMovedBefore(place="cellar")))


async def test_the_relay_gets_the_whole_outbox_as_the_write_left_it(lamps: Outbox, handed: Handed) -> None:
    await lamps.insert({"_id": "a"}, moved("hall"))
    await lamps.update("a", expected=1, changes={"room": "attic"}, fact=moved("attic"))
    assert handed == [("lamps", "a", [1]), ("lamps", "a", [1, 2])]


async def test_a_write_without_a_fact_hands_nothing_over(lamps: Outbox, handed: Handed) -> None:
    await lamps.insert({"_id": "a"}, moved("hall"))
    handed.clear()
    assert await lamps.update("a", expected=1, changes={}, fact=None) == 2
    assert handed == []


async def test_only_one_of_many_writers_of_a_version_wins(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a"}, None)
    writes = [lamps.update("a", expected=1, changes={"room": str(n)}, fact=moved(str(n))) for n in range(8)]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome != 2] == [StaleVersion] * 7
    assert (await lamps.collection.find_one({"_id": "a"}))["version"] == 2


async def test_fields_can_be_taken_away(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a", "room": "hall"}, None)
    await lamps.update("a", expected=1, changes={}, fact=None, unset=["room"])
    assert "room" not in await lamps.collection.find_one({"_id": "a"})


async def test_a_write_to_nothing_is_not_found(lamps: Outbox) -> None:
    with pytest.raises(RecordNotFound):
        await lamps.update("nobody", expected=1, changes={}, fact=None)


async def test_a_stale_version_is_refused(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a"}, None)
    with pytest.raises(StaleVersion):
        await lamps.update("a", expected=7, changes={}, fact=None)


async def test_a_second_insert_of_an_identifier_is_a_conflict(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a"}, None)
    with pytest.raises(AlreadyExists, match="_id"):
        await lamps.insert({"_id": "a"}, None)


async def test_a_full_outbox_asks_to_come_back_later(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a"}, moved("1"))
    for version in (1, 2):
        await lamps.update("a", expected=version, changes={}, fact=moved("x"))
    with pytest.raises(OutboxFull) as refused:
        await lamps.update("a", expected=3, changes={}, fact=moved("x"))
    assert (refused.value.status, refused.value.retry_after) == (503, 5)
    assert await lamps.update("a", expected=3, changes={"room": "quiet"}, fact=None) == 4


async def test_an_event_is_applied_to_a_record_once(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a"}, None)
    with because_of(cause(1)):
        await lamps.update("a", expected=1, changes={}, fact=moved("x"))
        with pytest.raises(AlreadyApplied):
            await lamps.update("a", expected=2, changes={}, fact=moved("x"))
    [entry] = (await lamps.collection.find_one({"_id": "a"}))["outbox"]
    assert (entry["causation"], entry["correlation"]) == ("event-1", "journey-1")


async def test_a_record_made_because_of_an_event_is_made_once(lamps: Outbox) -> None:
    with because_of(cause(1)):
        await lamps.insert({"_id": "a"}, None)
        with pytest.raises(AlreadyApplied):
            await lamps.insert({"_id": "a"}, None)


async def test_what_a_record_has_seen_is_bounded(lamps: Outbox) -> None:
    await lamps.insert({"_id": "a"}, None)
    for number in range(1, SEEN + 3):
        with because_of(cause(number)):
            await lamps.update("a", expected=number, changes={}, fact=None)
    seen = (await lamps.collection.find_one({"_id": "a"}))["seen"]
    assert (len(seen), seen[-1]) == (SEEN, f"event-{SEEN + 2}")


async def test_a_write_costs_one_command_while_no_earlier_fact_waits(lamps: Outbox, database: Database) -> None:
    await lamps.insert({"_id": "a"}, None)
    await database.command("profile", 2)  # of this database alone: the server serves other tests too
    await lamps.update("a", expected=1, changes={}, fact=moved("x"))
    assert await _commands(database) == ["update"]
    await lamps.update("a", expected=2, changes={}, fact=moved("y"))
    assert await _commands(database) == ["update", "update", "findAndModify"]


async def _commands(database: Database) -> list[str]:
    """What was asked of the lamps since profiling began, in order."""
    seen = await database["system.profile"].find({"ns": f"{database.name}.lamps"}).sort("ts", 1).to_list(100)
    return ["findAndModify" if "findAndModify" in entry["command"] else entry["op"] for entry in seen]


async def test_the_sweeps_query_uses_its_index(lamps: Outbox, database: Database) -> None:
    await ensure_indexes(lamps.collection, outbox=True)
    plan = await database.command("explain", {"find": "lamps", "filter": {"outbox.0.at": {"$lt": now()}}, "sort": {"outbox.0.at": 1}})
    assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])
    assert "'stage': 'SORT'" not in str(plan["queryPlanner"]["winningPlan"])


async def test_a_projection_never_goes_back(database: Database) -> None:
    rooms = database["rooms"]
    assert await project(rooms, "a", version=2, fields={"room": "attic"})
    assert not await project(rooms, "a", version=1, fields={"room": "hall"})
    assert not await project(rooms, "a", version=2, fields={"room": "again"})
    assert await project(rooms, "a", version=3, fields={"room": "cellar"})
    assert await rooms.find_one({"_id": "a"}) == {"_id": "a", "version": 3, "room": "cellar"}


async def test_the_parts_of_a_projection_are_each_as_new_as_what_was_told_of_them(database: Database) -> None:
    rooms = database["rooms"]
    assert await project_parts(rooms, "a", version=3, parts={"name": {"name": "$hall"}}) == {"name"}
    assert await project_parts(rooms, "a", version=2, parts={"name": {"name": "attic"}, "door": {"open": True}}) == {"door"}
    assert await project_parts(rooms, "a", version=2, parts={"door": {"open": False}}) == {"door"}, "told again it is as new as before"
    assert await project_parts(rooms, "a", version=1, parts={"door": {"open": False}}) == frozenset()
    assert await rooms.find_one({"_id": "a"}) == {"_id": "a", "name": "$hall", "open": True, "as_of": {"name": 3, "door": 2}}


async def test_what_was_projected_as_a_whole_goes_on_in_parts_from_its_version(database: Database) -> None:
    rooms = database["rooms"]
    await project(rooms, "a", version=4, fields={"name": "hall", "open": True})
    assert await project_parts(rooms, "a", version=4, parts={"name": {"name": "attic"}}) == {"name"}
    assert await project_parts(rooms, "a", version=5, parts={"door": {"open": False}}) == {"door"}
    found = await rooms.find_one({"_id": "a"})
    assert found
    assert (found["name"], found["open"]) == ("hall", False)


async def test_parts_that_are_told_at_the_same_moment_are_all_kept(database: Database) -> None:
    rooms = database["rooms"]
    told = [project_parts(rooms, "a", version=one, parts={f"part{one}": {f"field{one}": one}}) for one in range(1, 9)]
    await asyncio.gather(*told)
    found = await rooms.find_one({"_id": "a"})
    assert found
    assert [found.get(f"field{one}") for one in range(1, 9)] == list(range(1, 9))


async def test_a_database_that_is_away_is_unavailable_within_seconds() -> None:
    away = connect(ServiceSettings(service="test-svc", mongo_url="mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200"))
    with pytest.raises(DatabaseAway):
        await ping(away)
    away.client.close()
