"""The whole service on real servers: from another service's announcement to every way of being told."""

import asyncio

import pytest
from chassis.testing import eventually
from standardwebhooks import Webhook

from .conftest import DIRECTOR, LAUNCHED, OTHER, event


async def test_an_announced_event_reaches_webhook_stream_and_pull_with_one_id_and_position(
    running: str, announce, receivers, subscribe, stream, call
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver, by=OTHER, types=[LAUNCHED])
    async with stream(OTHER, after="latest") as frames:
        told = await announce(event("c-1", title={"ar": "صيف آمن", "en": "A Safe Summer"}))
        shown = await frames.about(LAUNCHED)
    pulled = (await call(OTHER, "GET", "/events", params={"after": "earliest", "types": LAUNCHED})).json()["items"][0]
    await eventually(lambda: receiver.events, within=60)
    sent, body, _ = next(one for one in receiver.requests if one[2]["type"] == LAUNCHED)
    verified = Webhook(made["secret"]).verify(body, sent)
    assert sent["webhook-id"] == verified["id"] == told.id == shown["id"] == pulled["id"]
    assert str(verified["position"]) == shown["frame"] == str(pulled["position"])
    assert verified["data"]["title"]["ar"] == "صيف آمن"
    assert sent["content-type"].startswith("application/cloudevents+json")


@pytest.mark.usefixtures("running")
async def test_its_own_facts_stand_in_the_log_too_for_the_entity_they_are_about(receivers, subscribe, call) -> None:
    await subscribe(await receivers(), by=DIRECTOR)
    created = {"types": "subscriptions.subscription-created.v1"}

    async def told() -> list[str]:
        return (await call(DIRECTOR, "GET", "/events", params=created)).json()["items"]

    await eventually(told, within=60)
    assert (await call(OTHER, "GET", "/events", params=created)).json()["items"] == []


@pytest.mark.usefixtures("running")
async def test_two_hundred_events_of_twenty_subjects_arrive_once_and_in_order(announce, receivers, subscribe) -> None:
    receiver = await receivers()
    await subscribe(receiver, types=[LAUNCHED])
    await asyncio.gather(*(_tell(announce, f"c-{number}") for number in range(20)))
    await eventually(lambda: len(receiver.events) >= 200, within=60)
    for number in range(20):
        assert receiver.of(f"c-{number}") == list(range(1, 11))
    assert sorted(told["subscriptionseq"] for told in receiver.events) == list(range(1, 201))


async def _tell(announce, subject: str) -> None:
    for version in range(1, 11):
        await announce(event(subject, version))
