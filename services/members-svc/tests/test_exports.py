"""The directory leaves as a file five times an hour for one account; each time is noted, also one that was refused."""

import asyncio
from datetime import timedelta

from chassis.clock import now
from chassis.mongo import Database
from members_svc.exports.store import MOST_EXPORTS
from members_svc.store import Stores

from .conftest import DIRECTOR, VIEWER, Call, Network


async def test_the_sixth_export_within_an_hour_is_refused_and_says_when_to_come_again(
    call: Call, network: Network, database: Database
) -> None:
    await network.person()
    formats = ("csv", "xlsx", "vcf", "csv", "csv", "csv", "vcf")
    answers = [await call(VIEWER, "GET", f"/people/export?format={one}") for one in formats]
    assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
    refused = answers[-1]
    assert (refused.json()["type"], 0 < int(refused.headers["retry-after"]) <= 3600) == ("/problems/too-many-exports", True)
    assert (await call(DIRECTOR, "GET", "/people/export")).status_code == 200, "others are not counted with them"
    lines = await database["export_audit"].find({"by": VIEWER.id}).to_list(None)
    assert [line["refused"] for line in lines] == [False] * 5 + [True] * 2


async def test_exports_at_the_same_time_are_counted_one_by_one(call: Call, network: Network) -> None:
    await network.person()
    answers = await asyncio.gather(*(call(VIEWER, "GET", "/people/export") for _ in range(12)))
    assert sorted(one.status_code for one in answers) == [200] * 5 + [429] * 7


async def test_an_hour_after_the_first_there_is_room_again(stores: Stores) -> None:
    at = now()
    for number in range(MOST_EXPORTS):
        assert await stores.exports.count("somebody", at=at + timedelta(minutes=number)) is None
    assert await stores.exports.count("somebody", at=at + timedelta(minutes=59)) == timedelta(minutes=1)
    assert await stores.exports.count("somebody", at=at + timedelta(minutes=60)) is None
    assert await stores.exports.count("somebody", at=at + timedelta(minutes=60)) is not None
