"""Five exports an hour for each person, counted over the hour that has passed; the audit has a line for each that was asked for."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from chassis.auth import Actor
from chassis.exports import ExportLimit, TooManyExports
from chassis.mongo import Database

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
READER, ANOTHER = Actor("reader", "person"), Actor("another", "person")
Take = Callable[..., Awaitable[int | None]]


@pytest.fixture
async def take(database: Database) -> Take:
    """Count an export after these minutes; how many seconds to wait when it was refused."""
    limit = ExportLimit(database)
    await limit.open()

    async def count(minutes: float, by: Actor = READER, of: str | None = None) -> int | None:
        try:
            await limit.count("people", by=by, at=AT + timedelta(minutes=minutes), of=of)
        except TooManyExports as refused:
            return refused.retry_after
        return None

    return count


async def test_the_sixth_waits_until_the_first_is_an_hour_old(take: Take) -> None:
    assert [await take(minute) for minute in range(5)] == [None] * 5
    assert await take(5) == 55 * 60
    assert await take(59.999) == 1
    assert await take(5, ANOTHER) is None
    assert await take(60) is None
    assert await take(60) == 60


async def test_of_twenty_at_once_five_are_given(take: Take) -> None:
    answers = await asyncio.gather(*(take(0) for _ in range(20)))
    assert sorted(answers, key=str) == [3600] * 15 + [None] * 5


async def test_the_same_file_again_counts_once_and_is_still_given_when_there_is_no_room(take: Take) -> None:
    assert [await take(0, of="m-1") for _ in range(7)] == [None] * 7
    assert [await take(1, of=f"m-{one}") for one in range(2, 7)] == [None] * 4 + [59 * 60]
    assert await take(2, of="m-1") is None
    assert await take(2) == 58 * 60


async def test_each_that_was_asked_for_is_in_the_audit_and_the_platforms_own_are_not(take: Take, database: Database) -> None:
    for _ in range(6):
        await take(0)
        await take(0, Actor.system("gateway"))
    lines = [(one["by"], one["thing"], one["refused"]) async for one in database["export_audit"].find().sort("_id")]
    assert lines == [("reader", "people", False)] * 5 + [("reader", "people", True)]


def test_the_refusal_says_in_both_languages_how_long() -> None:
    refused = TooManyExports(timedelta(seconds=61.2))
    assert (refused.retry_after, refused.say("en")[-2:], refused.say("ar")[-2:]) == (62, "2.", "2.")
