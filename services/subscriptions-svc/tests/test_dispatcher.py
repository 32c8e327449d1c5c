"""The dispatcher: lanes end for certain, one that stands still begins again, and what another process changed is heeded."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from chassis.clock import now
from chassis.testing import eventually, stop
from subscriptions_svc import worker
from subscriptions_svc.app import build
from subscriptions_svc.deliveries.model import Attempt
from subscriptions_svc.health.worker import Health, Superseded
from subscriptions_svc.lanes import worker as lanes

from .conftest import ALL, DIRECTOR, at_work, event

WISH = {"name": "Mirror", "sink": "http://127.0.0.1:9/hook"}


@pytest.fixture
def deafened(service, monkeypatch):
    """`deafened(times)`: so many next requests hang, and what they hang on swallows the first cancellation."""
    courier = service.app.state.courier
    sent = courier.deliver

    def deafen(times: int) -> list[Any]:
        hung: list[Any] = []

        async def deliver(subscription, entry, **known) -> Attempt:
            if len(hung) >= times:
                return await sent(subscription, entry, **known)
            hung.append(entry)
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await asyncio.Event().wait()
            raise AssertionError("unreachable")

        monkeypatch.setattr(courier, "deliver", deliver)
        return hung

    return deafen


async def test_a_lane_ends_although_its_work_swallows_a_cancellation(receivers, subscribe, happen, call, delivering, deafened) -> None:
    old, new = await receivers(), await receivers()
    made = await subscribe(old)
    hung = deafened(3)
    await happen(*(event(f"c-{number}") for number in range(3)))
    await eventually(lambda: len(hung) == 3)
    moved = await call(DIRECTOR, "PATCH", f"/subscriptions/{made['id']}", version=1, json={"sink": new.url})
    assert moved.status_code == 200
    await eventually(lambda: len(new.events) == 3)
    assert not old.events


async def test_one_lane_that_never_ends_holds_up_no_other_and_sends_nothing_more(
    receivers, subscribe, happen, call, service, delivering, monkeypatch
) -> None:
    stuck, other = await receivers(), await receivers()
    monkeypatch.setattr(worker, "ENDING", 0.2)
    release = asyncio.Event()
    made, beside = await subscribe(stuck), await subscribe(other)
    courier = service.app.state.courier
    sent, begun = courier.deliver, []

    async def deliver(subscription, entry, **known) -> Attempt:
        if subscription.id != made["id"] or begun:
            return await sent(subscription, entry, **known)
        begun.append(entry)
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue
        return await sent(subscription, entry, **known)

    monkeypatch.setattr(courier, "deliver", deliver)
    await happen(event("c-1"), event("c-2"))
    await eventually(lambda: begun and len(other.events) == 2)
    await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/pause", version=1)
    assert (await call(DIRECTOR, "DELETE", f"/subscriptions/{beside['id']}")).status_code == 204
    late = await receivers()
    await subscribe(late)
    await happen(event("c-3"))
    await eventually(lambda: late.of("c-3") == [1])
    assert not other.of("c-3")
    release.set()


async def test_a_lane_that_stands_still_begins_again(receivers, subscribe, happen, delivering, deafened, monkeypatch, database) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    await eventually(lambda: database["places"].find_one({"_id": made["id"], "confirmed": {"$ne": None}}))
    hung = deafened(1)
    await happen(event("c-1"))
    await eventually(lambda: hung)
    monkeypatch.setattr(lanes, "STANDSTILL", 0.3)
    await eventually(lambda: receiver.of("c-1") == [1])


async def test_what_another_process_changed_is_heeded_at_the_next_request(receivers, subscribe, happen, call, settings, clock) -> None:
    gone, moved, kept = [await receivers() for _ in range(3)]
    first, second, _ = [await subscribe(one) for one in (gone, moved, kept)]
    elsewhere = build(settings.model_copy(update={"tick": 60.0}), roles=ALL, clock=clock)  # it looks what should run once a minute only
    async with at_work(*elsewhere.background):
        await happen(event("c-1"))
        await eventually(lambda: all(one.of("c-1") for one in (gone, moved, kept)))
        assert (await call(DIRECTOR, "DELETE", f"/subscriptions/{first['id']}")).status_code == 204
        edited = await call(DIRECTOR, "PATCH", f"/subscriptions/{second['id']}", version=1, json={"sink": kept.url})
        assert edited.status_code == 200
        await happen(event("c-2"))
        await eventually(lambda: len(kept.of("c-2")) == 2)
    assert not gone.of("c-2")
    assert not moved.of("c-2")
    assert elsewhere.close
    await elsewhere.close()
    elsewhere.database.client.close()


async def test_a_change_of_the_name_alone_disturbs_no_delivery_under_way(receivers, subscribe, happen, call, delivering) -> None:
    receiver = await receivers()
    receiver.hold = asyncio.Event()
    made = await subscribe(receiver)
    await happen(event("c-1"))
    await eventually(lambda: receiver.events)
    await call(DIRECTOR, "PATCH", f"/subscriptions/{made['id']}", version=1, json={"name": "Other"})
    receiver.hold.set()
    await happen(event("c-2"))
    await eventually(lambda: receiver.of("c-2") == [1])
    assert receiver.of("c-1") == [1]


async def test_that_a_former_address_is_gone_says_nothing_of_the_new_one(call, stores, clock) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    before = await stores.subscriptions.current(made["id"])
    await call(DIRECTOR, "PATCH", f"/subscriptions/{made['id']}", version=1, json={"sink": "http://127.0.0.1:9/other"})

    async def unasked() -> Attempt:
        raise AssertionError("nothing is tested here")

    with pytest.raises(Superseded):
        await Health(before, unasked, stores.places, stores.subscriptions, clock).note(Attempt(now(), 1.0, 410))
    assert (await stores.subscriptions.current(made["id"])).status == "active"


async def test_two_dispatchers_share_the_lanes_and_one_goes_on_alone(receivers, subscribe, happen, settings, service, clock) -> None:
    places = [await receivers() for _ in range(6)]
    for place in places:
        await subscribe(place)
    second = build(settings, roles=ALL, clock=clock)
    await second.open()
    leaving = [asyncio.create_task(loop()) for loop in second.background]
    async with at_work(*service.background):
        await happen(event("c-1"))
        await eventually(lambda: all(place.of("c-1") for place in places))
        await stop(*leaving)
        await happen(event("c-2"))
        await eventually(lambda: all(place.of("c-2") for place in places), within=20)
    await second.close()
    second.database.client.close()


async def test_a_dispatcher_says_that_it_lives_and_what_waits(
    figures, service, stores, client, receivers, subscribe, happen, monkeypatch
) -> None:
    http = await client(service.app)
    receiver = await receivers()
    await subscribe(receiver)
    async with at_work(*service.background):
        assert (await http.get("/readyz")).json()["parts"] == {"mongo": "ok", "deliveries": "ok"}
        told = await eventually(lambda: _lanes(stores, 1))
        assert (told["alive"], told["stalled"], told["untried"]) == (1, 0, 0.0)
        receiver.hold = asyncio.Event()
        await happen(*(event(f"c-{number}") for number in range(20)))
        await eventually(lambda: _untried(stores))
        found = await figures()
        assert (found["dispatcher.lanes"], 0 <= found["dispatcher.heartbeat.age"][""] < worker.ALIVE) == ({"": 1}, True)
        assert found["dispatcher.untried.age"][""] > 0
        monkeypatch.setattr(worker, "ALIVE", -1.0)
        unready = await http.get("/readyz")
        assert (unready.status_code, unready.json()["parts"]["deliveries"][:14]) == (503, "the dispatcher")
        receiver.hold.set()


async def _lanes(stores, count: int) -> Any:
    told = await stores.dispatchers.all()
    return told if told["lanes"] == count else None


async def _untried(stores) -> bool:
    return (await stores.dispatchers.all())["untried"] > 0


async def test_the_versions_that_a_process_wrote_are_not_undone_by_a_slower_look(call, stores) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    first = await stores.subscriptions.current(made["id"])
    assert await stores.subscriptions.holds(first)
    await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/pause", version=1)
    stores.subscriptions._see(0.0, first)
    assert not await stores.subscriptions.holds(first)
    assert not await stores.subscriptions.holds(replace(first, id="never-was"))
