"""Every type that any service announces reaches whoever reads events, in every way there is."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.event import Fact, Published, every
from chassis.kafka import Publisher, ensure_topics
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.testing import eventually
from subscriptions_svc.catalogue.model import TOLD
from subscriptions_svc.handlers import on_events

from contracts.generate import events

from .conftest import REVIEWER, at_work, event

KNOWN = {one.type: one for one in events()}


def example_of(settings: Any, type_: type[Published]) -> Published:
    """The event as its service's own class makes it from the committed example, for everybody to read."""
    example = json.loads((settings.contracts_root / "events/examples" / f"{type_.type}.json").read_text())
    return type_.model_validate_json(json.dumps(example | {"audienceScope": {"kind": "network", "readers": ["*"]}}))


@pytest_asyncio.fixture(loop_scope="session")
async def write(database, settings) -> Callable[..., Awaitable[None]]:
    """`await write(subject, fact)`: as any service does, into its outbox; its relay takes it to Kafka."""
    elsewhere = database.client[f"{database.name}x"]
    facts = elsewhere["facts"]
    relay = Relay(Publisher(settings), [facts])
    outbox = Outbox(facts, source="urn:test", relay=relay.hand)

    async def insert(subject: str, fact: Fact) -> None:
        await outbox.insert({"_id": subject, "version": 1}, fact)

    async with at_work(relay.run):
        yield insert
    await database.client.drop_database(elsewhere)


@pytest.mark.usefixtures("running")
async def test_every_type_published_once_arrives_in_the_log_on_a_stream_by_pull_and_where_it_rings_in_the_bell(
    write, settings, database, stream, call
) -> None:
    async with stream(REVIEWER, after="earliest") as frames:
        for number, one in enumerate(KNOWN.values()):
            await write(f"subject-{number}", Fact(example_of(settings, one), at=now()))
        streamed = [await frames.about() for _ in KNOWN]
    assert sorted(one["type"] for one in streamed) == sorted(KNOWN)
    assert sorted([one["type"] async for one in database["log"].find()]) == sorted(KNOWN)
    pulled = (await call(REVIEWER, "GET", "/events", params={"after": "earliest", "limit": 500})).json()["items"]
    assert [(one["type"], one["position"]) for one in pulled] == [(one["type"], one["position"]) for one in streamed]
    rung = (await call(REVIEWER, "GET", "/notifications", params={"limit": 100})).json()["items"]
    assert sorted(one["type"] for one in rung) == sorted(name for name, told in TOLD.items() if told.rings)
    assert (await call(REVIEWER, "GET", "/notifications/state")).json()["unread"] == len(rung)


async def test_topics_that_the_log_did_not_read_before_are_caught_up_with_once(service, settings, database, announce, stores, call) -> None:
    """As after an upgrade: the group has its offsets on the topics it knew, and events wait on those it did not."""
    one = next(one for one in service.consumers if one.group == "subscriptions-svc-media")
    old = event("doc-1", 1, "media.version-published.v1", documentId="doc-1")
    await ensure_topics(settings, one.topics, partitions=2)
    known, waits = event("a-1", 1, "media.asset-accepted.v1"), replace(old, time=now() - timedelta(days=9))
    await announce(known, "media.asset")
    await announce(waits, "media.document")

    async def kept() -> list[str]:
        return [found["event_id"] async for found in database["log"].find().sort("_id", 1)]

    async def holds(*ids: str) -> bool:
        return await kept() == list(ids)

    async with at_work(Consumer(settings, one.group, every(on_events, ("media.asset",)), stores, database=database).run):
        await eventually(lambda: holds(known.id), within=60)
    for newer in (event("a-1", 2, "media.asset-rejected.v1"), event("a-1", 3, "media.asset-accepted.v1")):
        async with at_work(Consumer(settings, one.group, every(on_events, tuple(one.topics)), stores, database=database).run):
            await announce(newer, "media.asset")
            await eventually(partial(_has, kept, waits.id, newer.id), within=60)
    assert (await kept()).count(waits.id) == 1
    assert len(await kept()) == 4
    assert (await call(REVIEWER, "GET", "/notifications/state")).json()["unread"] == 0


async def _has(kept: Callable[[], Awaitable[list[str]]], *ids: str) -> bool:
    return {*ids} <= {*await kept()}
