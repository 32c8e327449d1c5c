"""A log that was restored or begun anew: whoever stands ahead of it is told so and goes on from its end."""

from typing import Any

import pytest
from chassis.fields import LARGEST
from chassis.testing import eventually

from .conftest import DIRECTOR, LAUNCHED, OTHER, at_work, event


async def subscribed_at(subscribe: Any, receiver: Any, database: Any, after: int, **fields: Any) -> dict[str, Any]:
    """A subscription that stands at a position, as one that stopped there."""
    made = await subscribe(receiver)
    place = {"after": after, "seq": 7, "confirmed": receiver.url, **fields}
    await database["places"].update_one({"_id": made["id"]}, {"$set": place}, upsert=True)
    return made


@pytest.mark.parametrize("after", ["6", "999", "999999999999999"])
async def test_pull_ahead_of_the_log_leads_back_to_its_end(call, happen, after) -> None:
    await happen(*(event(f"c-{one}") for one in range(5)))
    answer = await call(OTHER, "GET", "/events", params={"after": after})
    assert answer.json() == {"items": [], "next": 5, "gap": {"reason": "ahead", "first": 1, "last": 5}}
    assert answer.headers["events-last-position"] == "5"
    assert (await call(OTHER, "GET", "/events", params={"after": "5"})).json() == {"items": [], "next": 5}


@pytest.mark.parametrize(
    "asked",
    [{"after": "6"}, {"after": "999999999999999"}, {"headers": {"Last-Event-ID": "7"}}, {"headers": {"Last-Event-ID": "9" * 20}}],
    ids=str,
)
@pytest.mark.parametrize("length", [0, 5])
async def test_a_stream_ahead_of_the_log_tells_so_and_brings_what_is_new(stream, happen, asked, length) -> None:
    await happen(*(event(f"c-{one}") for one in range(length)))
    async with stream(OTHER, **asked) as frames:
        gap = await frames.about("gap")
        assert (gap["reason"], gap["last"], gap["next"], gap["frame"]) == ("ahead", length, length, str(length))
        await happen(event("new"))
        assert (await frames.about(LAUNCHED))["position"] == length + 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/notifications/read", {"through": 10**20}),
        ("POST", f"/notifications/{10**20}/read", None),
        ("POST", "/subscriptions/x/replay", {"from": {"position": 10**20}, "dryRun": True}),
        ("POST", "/subscriptions/x/replay", {"from": {"position": LARGEST + 1}}),
        ("POST", "/subscriptions", {"name": "big", "sink": "https://example.com/h", "startAt": 10**20}),
        ("POST", "/subscriptions", {"name": "low", "sink": "https://example.com/h", "startAt": -1}),
        ("POST", f"/subscriptions/x/deliveries/{10**20}/retry", None),
        ("POST", f"/subscriptions/x/deliveries/{10**20}/skip", None),
        ("GET", f"/events?after={10**20}", None),
        ("GET", "/events?after=", None),
        ("GET", "/events?after=%D9%A5", None),
        ("GET", "/events?after=-1", None),
        ("GET", "/events/stream?after=", None),
        ("GET", "/events/stream?after=%D9%A5", None),
    ],
)
async def test_what_can_be_no_position_is_refused(call, method, path, body) -> None:
    assert (await call(DIRECTOR, method, path, json=body)).status_code == 422


async def test_what_has_not_happened_cannot_be_read_and_reading_through_stops_at_the_end(call, happen) -> None:
    await happen(event("c-1"))
    assert (await call(OTHER, "POST", "/notifications/2/read")).status_code == 404
    assert (await call(OTHER, "POST", "/notifications/read", json={"through": LARGEST})).status_code == 204
    await happen(event("c-2"))
    assert (await call(OTHER, "GET", "/notifications/state")).json()["unread"] == 1


@pytest.mark.parametrize("read", [{"through": 50}, {"through": 0, "read": [1, 50]}, {"read": [50]}], ids=str)
async def test_a_bell_that_was_read_further_than_a_restored_log_goes_rings_for_what_is_new(call, happen, database, read) -> None:
    await happen(event("c-1"), event("c-2"))
    await database["bells"].insert_one({"_id": OTHER.id, **read})
    known = (await call(OTHER, "GET", "/notifications/state")).json()["unread"]
    assert known == {50: 0, 0: 1}.get(read.get("through"), 2)
    await happen(*(event(f"new-{one}") for one in range(60)))
    assert (await call(OTHER, "GET", "/notifications/state")).json()["unread"] == known + 60


@pytest.mark.parametrize(("after", "until"), [(0, 40), (35, 40)], ids=["a replay that goes on", "a replay of nothing"])
async def test_deliveries_ahead_of_a_restored_log_go_back_to_its_end_and_bring_what_is_new(
    call, receivers, subscribe, database, happen, service, after, until
) -> None:
    await happen(event("c-1"), event("c-2"))
    receiver = await receivers()
    made = await subscribed_at(subscribe, receiver, database, 40, replay={"after": after, "until": until})
    rows = [{"_id": f"{made['id']}/{number}", "subscription": made["id"], "position": number, "subject": "x"} for number in range(1, 41)]
    await database["deliveries"].insert_many(rows)
    async with at_work(*service.background):
        await eventually(lambda: _missed(call, made))
        await happen(event("new-1"), event("new-2"))
        await eventually(lambda: {3, 4} <= {one["position"] for one in receiver.events})
        await eventually(lambda: _ended(call, made))
    assert {one["position"] for one in receiver.events} == ({1, 2, 3, 4} if after == 0 else {3, 4})
    missed = (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()["missed"]
    assert (missed["reason"], missed["after"], missed["next"]) == ("ahead", 40, 2)


async def _missed(call, made) -> bool:
    return (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()["missed"] is not None


async def _ended(call, made) -> bool:
    return not (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()["replaying"]
