"""The way to a receiver: its test event, which it must take first, a pause, and the secrets that sign."""

from datetime import timedelta

import pytest
from aiohttp import web
from chassis.testing import eventually
from standardwebhooks import Webhook, WebhookVerificationError

from .conftest import DIRECTOR, event

pytestmark = pytest.mark.usefixtures("delivering")


async def test_the_first_thing_a_receiver_gets_is_a_signed_test_event(receivers, subscribe, call) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    headers, body, told = (await eventually(lambda: receiver.requests))[0]
    assert told["type"] == "subscriptions.webhook-test.v1"
    assert Webhook(made["secret"]).verify(body, headers)["data"]["subscriptionId"] == made["id"]

    async def confirmed() -> bool:
        return (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()["receiver"]["confirmed"]

    await eventually(confirmed)


async def test_nothing_is_sent_to_an_address_that_did_not_take_the_test_event(receivers, subscribe, happen, call) -> None:
    receiver = await receivers()
    receiver.answer = lambda _: web.Response(status=404)
    made = await subscribe(receiver)
    await happen(event("c-1"))

    async def refused() -> bool:
        found = (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()["receiver"]
        return found["error"] == "status 404" and not found["confirmed"]

    await eventually(refused)
    assert receiver.events == []


async def test_a_pause_keeps_the_place(receivers, subscribe, happen, call) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    await happen(event("c-1"))
    await eventually(lambda: receiver.of("c-1"))
    paused = await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/pause", version=made["version"])
    assert paused.json()["status"] == "paused"
    await happen(event("c-2"))
    await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/resume", version=paused.json()["version"])
    await eventually(lambda: receiver.of("c-2") == [1])
    assert receiver.of("c-1") == [1]


async def test_both_secrets_sign_during_a_rotation_and_only_the_new_one_after_it(receivers, subscribe, happen, call, clock) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    rotated = await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/rotate-secret", version=made["version"], json={"overlapHours": 1})
    new = rotated.json()["secret"]
    await happen(event("c-1"))
    await eventually(lambda: receiver.of("c-1"))
    headers, body, _ = receiver.requests[-1]
    assert Webhook(made["secret"]).verify(body, headers) == Webhook(new).verify(body, headers)
    clock.ahead = timedelta(hours=1, seconds=1)
    await happen(event("c-2"))
    await eventually(lambda: receiver.of("c-2"))
    headers, _, _ = receiver.requests[-1]
    assert len(headers["webhook-signature"].split()) == 1
    with pytest.raises(WebhookVerificationError):
        Webhook(made["secret"]).verify(receiver.requests[-1][1], headers)
