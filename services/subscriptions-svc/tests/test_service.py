"""The whole service on real servers: from another service's announcement to every way of being told."""

import asyncio
import json

import httpx2
from chassis.testing import Tokens, eventually
from standardwebhooks import Webhook

from .conftest import LAUNCHED, OTHER, event


async def frames(stream):
    fields: dict[str, str] = {}
    async for line in stream.aiter_lines():
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        elif fields:
            yield fields
            fields = {}


async def test_an_announced_event_reaches_webhook_stream_and_pull_with_one_id_and_position(
    running: str, announce, receivers, subscribe, tokens: Tokens
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver, by=OTHER, types=[LAUNCHED])
    headers = tokens.headers(OTHER, "subscriptions-svc")
    async with (
        httpx2.AsyncClient(headers=headers, timeout=20) as http,
        http.stream("GET", f"{running}/events/stream?after=latest") as stream,
    ):
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = await announce(event("c-1", title={"ar": "صيف آمن", "en": "A Safe Summer"}))
        async with asyncio.timeout(20):
            shown = await anext(_first(frames(stream), lambda one: one.get("event") == LAUNCHED))
        pulled = (await http.get(f"{running}/events", params={"after": "earliest", "types": LAUNCHED})).json()
    await eventually(lambda: receiver.events)
    sent, body, _ = next(one for one in receiver.requests if one[2]["type"] == LAUNCHED)
    verified = Webhook(made["secret"]).verify(body, sent)
    assert sent["webhook-id"] == verified["id"] == told.id == json.loads(shown["data"])["id"] == pulled["items"][0]["id"]
    assert str(verified["position"]) == shown["id"] == str(pulled["items"][0]["position"])
    assert verified["data"]["title"]["ar"] == "صيف آمن"
    assert sent["content-type"].startswith("application/cloudevents+json")


async def _first(found, wanted):
    async for one in found:
        if wanted(one):
            yield one
            return
