"""The log is cut and may be restored: whoever stands where nothing is, behind or ahead, is told so and goes on."""

import asyncio
import random
from datetime import timedelta
from functools import partial

import pytest
from chassis.clock import now
from chassis.testing import eventually
from subscriptions_svc.errors import PositionGone
from subscriptions_svc.log.commands import append_events
from subscriptions_svc.log.model import Gap, Reader, Wanted
from subscriptions_svc.log.routes import _told
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.log.worker import Cutter
from subscriptions_svc.settings import Settings

from .conftest import DIRECTOR, LAUNCHED, OTHER, REVIEWER, at_work, event
from .test_ahead import subscribed_at

EVERYTHING = Wanted(Reader.of(REVIEWER))
KEEP = timedelta(days=400)


@pytest.fixture
def log(stores) -> LogStore:
    return stores.log


@pytest.fixture
def aged(stores, database):
    """`await aged(5, 2)`: five events in the log, the first two appended longer ago than they are kept."""

    async def fill(number: int, old: int) -> None:
        await append_events(stores.log, [event(f"c-{one}") for one in range(1, number + 1)])
        await database["log"].update_many({"_id": {"$lte": old}}, {"$set": {"appended_at": now() - KEEP - timedelta(hours=1)}})

    return fill


async def positions(database) -> list[int]:
    return [one["_id"] async for one in database["log"].find({}, {"_id": 1}).sort("_id", 1)]


async def elsewhere(database) -> LogStore:
    """The log as another process has it: with nothing in memory."""
    found = LogStore(database)
    await found.open()
    return found


# ---- the cut ----


@pytest.mark.parametrize("at_once", [1, 2, 100])
@pytest.mark.parametrize("old", [0, 1, 3, 4, 5])
async def test_a_cut_takes_what_is_too_old_and_nothing_else_and_the_log_goes_on_counting(log, database, aged, old, at_once) -> None:
    await aged(5, old)
    assert await log.bounds.cut(now() - KEEP, at_once=at_once) == old
    assert await log.bounds.cut(now() - KEEP, at_once=at_once) == 0
    assert await positions(database) == list(range(old + 1, 6))
    for reading in (log, await elsewhere(database)):
        assert (await reading.bounds.first(), await reading.last()) == (old + 1, 5)
    await append_events(await elsewhere(database), [event("new")])
    assert (await positions(database))[-1] == 6


@pytest.mark.parametrize("left", [0, 1, 3])
async def test_a_cut_that_was_stopped_half_way_already_says_so_and_the_next_one_finishes_it(log, database, aged, left) -> None:
    await aged(6, 4)
    await database["log_bounds"].insert_one({"_id": "first", "position": 5, "until": now() - KEEP})
    await database["log"].delete_many({"_id": {"$lte": 4 - left}})
    with pytest.raises(PositionGone):
        await log.bounds.require(1)
    assert await (await elsewhere(database)).bounds.first() == 5
    assert await log.bounds.cut(now() - KEEP) == left
    assert await positions(database) == [5, 6]


async def test_an_older_limit_never_takes_the_first_position_back(log, aged) -> None:
    await aged(4, 3)
    await log.bounds.cut(now() - KEEP)
    await log.bounds.cut(now() - 2 * KEEP)
    assert await log.bounds.first() == 4


async def test_cuts_while_others_append_and_read_leave_no_hole_that_nobody_is_told_of(log, database, aged) -> None:
    """Whoever reads page after page has every entry from where they began, or is told of the gap."""
    await aged(400, 300)
    chance = random.Random(11)

    async def read() -> list[int]:
        reading, place, found = await elsewhere(database), chance.randrange(300), []
        async with at_work(partial(reading.follow, 0.01)):
            while place < 410:
                page = await reading.page(place, EVERYTHING, limit=7)
                if gap := await reading.gap(place, await reading.bounds.first()):
                    found, place = [], gap.next
                    continue
                found += [entry.position for entry in page.entries]
                place = page.through
        return found

    async def append() -> None:
        writer = await elsewhere(database)
        for number in range(10):
            await append_events(writer, [event(f"new-{number}")])

    *readers, _, _ = await asyncio.gather(*(read() for _ in range(4)), log.bounds.cut(now() - KEEP, at_once=9), append())
    for found in readers:
        assert found == list(range(found[0], 411))


async def test_what_is_kept_no_longer_is_cut_in_the_running_service(log, database, aged, clock) -> None:
    await aged(4, 2)
    async with at_work(Cutter(log.bounds, keep=KEEP, clock=clock, every=0.02).run):
        await eventually(lambda: _is(database, [3, 4]))
        clock.ahead = KEEP + timedelta(minutes=1)
        await eventually(lambda: _is(database, []))
    await append_events(log, [event("new")])
    assert await positions(database) == [5]


async def _is(database, wanted: list[int]) -> bool:
    return await positions(database) == wanted


@pytest.mark.parametrize("days", [0, -1, 40_000])
def test_a_retention_that_makes_no_sense_is_refused(days) -> None:
    with pytest.raises(ValueError, match="log_retention_days"):
        Settings(log_retention_days=days)
    assert Settings().log_retention_days == KEEP.days


# ---- behind the first position ----


@pytest.mark.parametrize(("after", "status"), [("0", 410), ("1", 410), ("2", 200), ("3", 200), ("earliest", 200), ("latest", 200)])
async def test_pull_below_the_first_position_is_answered_with_the_first_there_is(call, log, aged, after, status) -> None:
    await aged(5, 2)
    await log.bounds.cut(now() - KEEP)
    answer = await call(OTHER, "GET", "/events", params={"after": after}, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    if status == 410:
        problem = answer.json()
        assert (problem["type"], problem["first"]) == ("/problems/position-gone", 3)
        assert "position 3" in problem["detail"]
    else:
        assert (answer.headers["events-first-position"], answer.headers["events-last-position"]) == ("3", "5")
        assert answer.json()["next"] == 5
        assert "gap" not in answer.json()


@pytest.mark.parametrize("old", [3, 5])
async def test_a_stream_below_the_first_position_tells_of_the_gap_and_goes_on(stream, happen, log, aged, old) -> None:
    await aged(5, old)
    await log.bounds.cut(now() - KEEP)
    async with stream(DIRECTOR, after="1") as frames:
        assert frames.response.headers["events-first-position"] == str(old + 1)
        gap = await frames.about("gap")
        assert (gap["reason"], gap["first"], gap["last"], gap["next"]) == ("gone", old + 1, 5, old)
        assert (gap["frame"], gap["pull"]) == (str(old), f"/api/v1/events?after={old}")
        await happen(event("new"))
        assert [(await frames.about(LAUNCHED))["position"] for _ in range(old, 6)] == list(range(old + 1, 7))


async def test_a_stream_that_is_overtaken_by_a_cut_tells_of_the_gap(aged, log) -> None:
    """Its reader is slow: between two pages what it has not read yet is cut."""
    await aged(500, 400)
    log._tail.begin(500)  # as in a process that began just now: old entries are read from the database
    told = _told(log, EVERYTHING, REVIEWER, 0, None, 5, 60)
    assert [await anext(told) for _ in range(2)][1].count("event: ") == 100
    await log.bounds.cut(now() - KEEP)
    gap, after = await anext(told), await anext(told)
    assert gap.startswith("id: 400\nevent: gap\n")
    assert after.startswith("id: 401\n")
    await told.aclose()


@pytest.mark.parametrize("wish", [{"position": 1}, {"position": 2}, {"time": (now() - KEEP - timedelta(days=3)).isoformat()}])
async def test_a_replay_of_what_is_gone_is_refused_with_the_first_position(call, receivers, subscribe, log, aged, wish) -> None:
    await aged(5, 2)
    made = await subscribe(await receivers())
    await log.bounds.cut(now() - KEEP)
    refused = await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/replay", json={"from": wish, "dryRun": True})
    assert (refused.status_code, refused.json()["first"]) == (410, 3)
    assert (await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/replay", json={"from": {"position": 3}, "dryRun": True})).json() == {
        "count": 3, "after": 2, "until": 5, "started": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "status", "begins"), [(1, 410, None), (2, 201, 2), (9, 201, 5), ("earliest", 201, 2), ("latest", 201, 5)]
)
async def test_a_subscription_begins_where_the_log_can_be_read(call, receivers, log, aged, start, status, begins) -> None:
    await aged(5, 2)
    await log.bounds.cut(now() - KEEP)
    wish = {"name": "Mirror", "sink": (await receivers()).url, "startAt": start}
    answer = await call(DIRECTOR, "POST", "/subscriptions", json=wish)
    assert answer.status_code == status
    assert answer.json().get("position") == begins


# ---- places of subscriptions ----


async def test_deliveries_go_on_from_the_first_position_and_what_was_missed_is_said(
    call, receivers, subscribe, database, log, aged, service
) -> None:
    await aged(5, 3)
    receiver = await receivers()
    made = await subscribed_at(subscribe, receiver, database, 1)
    await log.bounds.cut(now() - KEEP)
    async with at_work(*service.background):
        await eventually(lambda: [one["position"] for one in receiver.events] == [4, 5])
    assert [one["subscriptionseq"] for one in receiver.events] == [8, 9]
    shown = (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()
    assert {name: shown["missed"][name] for name in ("reason", "after", "next")} == {"reason": "gone", "after": 1, "next": 3}


async def test_what_waits_for_a_second_try_and_is_cut_meanwhile_holds_nothing_back(
    receivers, subscribe, database, happen, log, service, clock
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    await happen(event("c-1", 1), event("c-1", 2))
    waits = {"open": True, "failed": 1, "replay": False, "next_attempt_at": now(), "seq": 1}
    row = {"subscription": made["id"], "position": 1, "subject": "c-1", "event_id": "e", "type": LAUNCHED, "state": "failed", **waits}
    await database["deliveries"].insert_one({"_id": f"{made['id']}/1", **row})
    await database["log"].update_many({"_id": 1}, {"$set": {"appended_at": now() - KEEP - timedelta(hours=1)}})
    await log.bounds.cut(now() - KEEP)
    async with at_work(*service.background):
        await happen(event("c-1", 3))
        await eventually(lambda: receiver.of("c-1")[-1:] == [3])
    assert (await database["deliveries"].find_one({"position": 1}))["state"] == "withheld"


@pytest.mark.parametrize(
    ("reason", "first", "last", "goes_on"), [("gone", 5, 9, 4), ("gone", 10, 9, 9), ("ahead", 1, 9, 9), ("ahead", 5, 4, 4)]
)
def test_behind_which_position_one_goes_on(reason, first, last, goes_on) -> None:
    assert Gap(reason, first, last).next == goes_on
