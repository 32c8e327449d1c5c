"""The stream goes on where its reader stopped, lives through silence, and ends when a right ends."""

import pytest

from .conftest import DIRECTOR, LAUNCHED, ONLY_D01, OTHER, SUBMITTED, event


async def test_a_stream_first_says_when_to_come_back_and_that_it_holds_nothing_back(stream) -> None:
    async with stream(OTHER) as frames:
        assert frames.response.headers["content-type"].startswith("text/event-stream")
        assert frames.response.headers["events-first-position"] == "1"
        assert frames.response.headers["x-accel-buffering"] == "no"
        assert await frames.next() == {"id": "0", "retry": "5000"}


@pytest.mark.parametrize(
    "asked", [{"headers": {"Last-Event-ID": "1"}}, {"after": "1"}, {"after": "latest", "headers": {"Last-Event-ID": "1"}}], ids=str
)
async def test_a_reader_goes_on_behind_what_it_saw_last_and_then_hears_what_is_new(stream, happen, asked) -> None:
    await happen(event("c-1"), event("c-2"), event("c-3", scope=ONLY_D01))
    async with stream(OTHER, **asked) as frames:
        assert (await frames.about(LAUNCHED))["subject"] == "c-2"
        await happen(event("c-4", scope=ONLY_D01), event("c-5", type_=SUBMITTED), event("c-6"))
        assert (await frames.about(SUBMITTED))["subject"] == "c-5"
        last = await frames.about(LAUNCHED)
        assert (last["subject"], last["position"], last["frame"]) == ("c-6", 6, "6")


async def test_a_stream_of_some_types_says_nothing_of_others(stream, happen) -> None:
    async with stream(DIRECTOR, after="earliest", types=f"{SUBMITTED}") as frames:
        await happen(event("c-1"), event("c-2", type_=SUBMITTED))
        while not (found := await frames.next()) or "event" not in found:
            pass
        assert found["event"] == SUBMITTED


async def test_a_silent_stream_says_that_it_lives(stream) -> None:
    async with stream(DIRECTOR) as frames:
        await frames.next()
        assert await frames.next() == {":": "alive"}
        assert await frames.next() == {":": "alive"}


async def test_a_reader_that_loses_a_role_is_cut_off_before_the_next_event(stream, happen) -> None:
    async with stream(DIRECTOR) as frames:
        await frames.next()
        await happen(event("director-1", type_="members.role-revoked.v1", personId="director-1"))
        await happen(event("c-1"))
        seen = []
        while (found := await frames.next()) is not None:
            seen.append(found)
        assert [found for found in seen if "event" in found] == []


async def test_a_reader_that_lost_a_role_before_it_came_reads_on_behind_that(stream, happen) -> None:
    await happen(event("director-1", type_="members.role-revoked.v1", personId="director-1"), event("c-1"))
    async with stream(DIRECTOR, after="earliest") as frames:
        assert (await frames.about(LAUNCHED))["subject"] == "c-1"
        await happen(event("c-2"))
        assert (await frames.about(LAUNCHED))["subject"] == "c-2"


async def test_what_is_no_position_is_refused_before_the_stream_begins(stream) -> None:
    async with stream(DIRECTOR, headers={"Last-Event-ID": "yesterday"}) as frames:
        assert frames.response.status_code == 422
