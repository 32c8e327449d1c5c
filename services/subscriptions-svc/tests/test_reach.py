"""What a subscription reads is what its owner may read at that moment, whoever presses a button."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from chassis.auth import Grant
from chassis.testing import eventually
from subscriptions_svc.subscriptions.commands import follow_roles

from .conftest import DIRECTOR, ONLY_D01, OTHER, REVIEWER, event

pytestmark = pytest.mark.usefixtures("delivering")


def refusing(told: dict[str, Any]) -> web.Response | None:
    return web.Response(status=500) if told["subject"] == "c-1" else None


async def test_the_secretariat_that_edits_or_resumes_widens_nothing_that_is_sent_replays_included(
    receivers, subscribe, happen, call
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver, by=OTHER)
    path = f"/subscriptions/{made['id']}"
    renamed = await call(REVIEWER, "PATCH", path, version=1, json={"name": "Renamed by the secretariat"})
    paused = await call(REVIEWER, "POST", f"{path}/pause", version=renamed.json()["version"])
    assert (await call(REVIEWER, "POST", f"{path}/resume", version=paused.json()["version"])).status_code == 200
    await happen(event("c-1", scope=ONLY_D01), event("c-2"))
    await eventually(lambda: receiver.of("c-2"))
    replay = await call(REVIEWER, "POST", f"{path}/replay", json={"from": {"position": 1}})
    assert replay.json()["count"] == 1
    await eventually(lambda: len(receiver.of("c-2")) == 2)
    assert not receiver.of("c-1")


async def test_nobody_turns_what_another_may_read_to_an_address_of_their_own(receivers, subscribe, happen, call) -> None:
    owners, mine = await receivers(), await receivers()
    made = await subscribe(owners, by=OTHER)
    path = f"/subscriptions/{made['id']}"
    assert {"redirect", "rotate-secret"} <= set(made["actions"])
    seen = (await call(REVIEWER, "GET", path)).json()
    assert {"redirect", "rotate-secret"}.isdisjoint(seen["actions"])
    moved = await call(REVIEWER, "PATCH", path, version=1, json={"sink": mine.url, "name": "Mine"})
    signed = await call(REVIEWER, "POST", f"{path}/rotate-secret", version=1)
    assert [(one.status_code, one.json()["type"]) for one in (moved, signed)] == [(403, "/problems/reads-more-than-you")] * 2
    assert (await call(OTHER, "GET", path)).json()["name"] == made["name"]
    await happen(event("c-1"))
    await eventually(lambda: owners.of("c-1"))
    assert not mine.events


async def test_what_waited_for_a_retry_is_withheld_from_an_owner_who_may_no_longer_read_it(receivers, subscribe, happen, stores, clock):
    receiver = await receivers()
    receiver.answer = refusing
    made = await subscribe(receiver)
    await happen(event("c-1", 1, scope=ONLY_D01))
    await eventually(lambda: stores.deliveries.blocked(made["id"]))
    await follow_roles(stores.subscriptions, DIRECTOR.id, [Grant("viewer", "D01")], at=clock())
    receiver.answer = lambda _: None
    clock.ahead = timedelta(seconds=6.1)
    await happen(event("c-1", 2))
    await eventually(lambda: receiver.of("c-1") == [1, 2] or receiver.of("c-1")[-1:] == [2])
    assert receiver.of("c-1").count(1) == 1
    assert (await stores.deliveries.get(made["id"], 1)).state == "withheld"
