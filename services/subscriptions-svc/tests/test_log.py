"""Positions without a hole, each event once, and nobody reads what is not for them."""

import asyncio
import random

import pytest
from chassis.auth import Actor
from chassis.mongo import Database
from pymongo.errors import BulkWriteError
from subscriptions_svc.log.commands import append_events
from subscriptions_svc.log.model import Arrival, Reader, Tail, Wanted
from subscriptions_svc.log.store import LogStore, visible_to

from .conftest import DIRECTOR, LAUNCHED, ONLY_D01, OTHER, OVERSIGHT, REVIEWER, SUBMITTED, VIEWER, event, person


@pytest.fixture
def log(stores) -> LogStore:
    return stores.log


async def positions(database: Database) -> list[tuple[int, str]]:
    return [(one["_id"], one["subject"]) async for one in database["log"].find().sort("_id", 1)]


async def opened(database: Database) -> LogStore:
    """As another process has it: with nothing in memory."""
    found = LogStore(database)
    await found.open()
    return found


async def test_events_stand_in_the_order_in_which_they_came(log: LogStore, database: Database) -> None:
    await append_events(log, [event("a"), event("b")])
    await append_events(log, [event("c")])
    assert await positions(database) == [(1, "a"), (2, "b"), (3, "c")]


async def test_an_event_that_comes_again_keeps_its_position(log: LogStore, database: Database) -> None:
    await append_events(log, [event("a"), event("b"), event("a")])
    await append_events(log, [event("b"), event("c"), event("a"), event("d")])
    assert await positions(database) == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]


async def test_several_writers_leave_no_hole_and_put_nothing_in_twice(database: Database) -> None:
    chance = random.Random(7)
    writers = [LogStore(database) for _ in range(3)]
    await writers[0].open()
    subjects = [f"s{number}" for number in range(60)]

    async def write(writer: LogStore) -> None:
        mixed = chance.sample(subjects, len(subjects))
        for start in range(0, len(mixed), 7):
            await append_events(writer, [event(subject) for subject in mixed[start : start + 7]])

    await asyncio.gather(*(write(writer) for writer in writers))
    found = await positions(database)
    assert [position for position, _ in found] == list(range(1, 61))
    assert {subject for _, subject in found} == set(subjects)


async def test_a_write_that_was_cut_off_half_way_is_finished_without_a_hole(log: LogStore, database: Database) -> None:
    entries = [event("a"), event("b"), event("c")]
    stopped = LogStore(database)
    await append_events(stopped, entries[:2])  # the process dies before it commits its offset, and the poll comes again to another
    await append_events(log, entries)
    assert await positions(database) == [(1, "a"), (2, "b"), (3, "c")]


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_crashes_and_comes_again_the_log_has_no_hole_nothing_twice_and_memory_only_what_is_written(
    database: Database, seed: int
) -> None:
    """Writers are stopped in the middle of their work and begin again with what they had not committed, as consumers do."""
    chance = random.Random(seed)
    facts = [event(f"s{number}") for number in range(40)]
    writers = [await opened(database) for _ in range(3)]

    async def write(writer: LogStore) -> None:
        mixed = chance.sample(facts, len(facts))
        while mixed:
            batch = mixed[: chance.randrange(1, 9)]
            appending = asyncio.create_task(append_events(writer, batch))
            if chance.random() < 0.4:
                await asyncio.wait({appending}, timeout=chance.random() / 100)
                appending.cancel()
                await asyncio.wait({appending})
                continue
            await appending
            del mixed[: len(batch)]

    await asyncio.gather(*(write(writer) for writer in writers))
    kept = [(one["_id"], one["event_id"]) async for one in database["log"].find().sort("_id", 1)]
    assert [position for position, _ in kept] == list(range(1, 41))
    assert sorted(id_ for _, id_ in kept) == sorted(fact.id for fact in facts)
    for writer in writers:
        await writer._catch_up()
        assert [(entry.position, entry.event_id) for entry in writer.since(0) or ()] == kept


async def test_another_fault_of_the_database_is_not_taken_for_a_repeat(log: LogStore) -> None:
    refused = BulkWriteError({"writeErrors": [{"index": 0, "code": 121, "errmsg": "document failed validation"}]})
    with pytest.raises(BulkWriteError):
        await log._after_conflict(refused, [Arrival(event("a"), {})])


OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))


@pytest.mark.parametrize("fresh", [True, False], ids=["from memory", "from the database"])
@pytest.mark.parametrize(
    ("actor", "seen"),
    [(DIRECTOR, ["all", "d01"]), (VIEWER, ["all"]), (OTHER, ["all"]), (OPS, ["all"]), (REVIEWER, ["all", "d01", "d03"])],
    ids=lambda value: value.id if isinstance(value, Actor) else "",
)
async def test_one_reads_what_a_term_that_one_holds_is_named_for_and_nobody_reads_what_says_nothing(
    log: LogStore, database: Database, actor: Actor, seen: list[str], fresh: bool
) -> None:
    d03 = {"kind": "entities", "codes": ["D03"], "readers": ["role:entity-director@D03", *OVERSIGHT]}
    await append_events(log, [event("all"), event("d01", scope=ONLY_D01), event("d03", scope=d03), event("unsaid", scope=None)])
    reading = log if fresh else await opened(database)
    wanted = Wanted(Reader.of(actor))
    page = await reading.page(0, wanted, limit=10)
    assert [entry.subject for entry in page.entries] == seen
    assert page.through == 4
    assert await reading.count(0, 4, wanted, most=10) == len(seen)
    assert bool(await reading.get(2, wanted.reader)) == ("d01" in seen)


@pytest.mark.parametrize("fresh", [True, False], ids=["from memory", "from the database"])
async def test_pages_join_without_loss_whatever_is_wanted(log: LogStore, database: Database, fresh: bool) -> None:
    facts = [event(f"s{n}", type_=(LAUNCHED, SUBMITTED)[n % 2], leadEntity=f"D0{n % 3}", topic="health") for n in range(20)]
    await append_events(log, facts)
    reading = log if fresh else await opened(database)
    wanted = Wanted(Reader.of(REVIEWER), frozenset([LAUNCHED]), "D01", "health")
    after, found = 0, []
    while len(page := (await reading.page(after, wanted, limit=2)).entries) or not found:
        found += [entry.subject for entry in page]
        after = page[-1].position
    assert found == ["s4", "s10", "s16"]


async def test_a_reader_waits_until_something_is_appended(log: LogStore) -> None:
    assert not await log.wait(0, within=0.01)
    waiting = asyncio.create_task(log.wait(0, within=5))
    await append_events(log, [event("a")])
    assert await waiting


async def test_what_another_process_appends_is_followed(database: Database, log: LogStore) -> None:
    elsewhere = await opened(database)
    following = asyncio.create_task(elsewhere.follow(0.01))
    await append_events(log, [event("a"), event("b")])
    assert await elsewhere.wait(1, within=5)
    assert [entry.subject for entry in elsewhere.since(0) or ()] == ["a", "b"]
    following.cancel()


async def test_a_replay_from_an_instant_begins_before_everything_recorded_since(log: LogStore) -> None:
    await append_events(log, [event("a")])
    since = event("b")
    await append_events(log, [since])
    assert await log.before(since.time) == 1


def test_the_tail_refuses_a_hole_and_forgets_what_is_old() -> None:
    entries = [Arrival(event(f"s{number}"), {}).at(number) for number in range(1, 11)]
    tail = Tail(keep=2)
    assert not tail.add(entries[1:])
    for entry in entries:
        assert tail.add([entry])
    assert tail.last == 10
    assert [entry.position for entry in tail.since(8) or ()] == [9, 10]
    assert tail.since(2) is None


async def test_every_read_has_an_index(log: LogStore, database: Database) -> None:
    await append_events(log, [event(f"s{number}") for number in range(30)])
    readers = visible_to(Reader.of(DIRECTOR))
    for query in ({}, readers, {"type": {"$in": [LAUNCHED]}, **readers}, {"type": {"$in": [LAUNCHED]}}, {"record": "s1"}):
        plan = await database["log"].find({"_id": {"$gt": 3}, **query}).sort("_id", 1).limit(5).explain()
        assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])
        assert plan["executionStats"]["totalKeysExamined"] < 20
