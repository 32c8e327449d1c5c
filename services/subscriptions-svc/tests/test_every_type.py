"""Every type that any service announces reaches whoever reads events, in every way there is."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from chassis.clock import now
from chassis.event import Fact, Published
from chassis.kafka import Publisher
from chassis.outbox import Outbox
from chassis.relay import Relay
from subscriptions_svc.catalogue.model import TOLD

from contracts.generate import events

from .conftest import REVIEWER, at_work

KNOWN = {event.type: event for event in events()}


def example_of(settings: Any, event: type[Published]) -> Published:
    """The event as its service's own class makes it from the committed example."""
    return event.model_validate_json((settings.contracts_root / "events/examples" / f"{event.type}.json").read_text())


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
        for number, event in enumerate(KNOWN.values()):
            await write(f"subject-{number}", Fact(example_of(settings, event), at=now()))
        streamed = [await frames.about() for _ in KNOWN]
    assert sorted(one["type"] for one in streamed) == sorted(KNOWN)
    assert sorted([one["type"] async for one in database["log"].find()]) == sorted(KNOWN)
    pulled = (await call(REVIEWER, "GET", "/events", params={"after": "earliest", "limit": 500})).json()["items"]
    assert [(one["type"], one["position"]) for one in pulled] == [(one["type"], one["position"]) for one in streamed]
    rung = (await call(REVIEWER, "GET", "/notifications", params={"limit": 100})).json()["items"]
    assert sorted(one["type"] for one in rung) == sorted(name for name, told in TOLD.items() if told.rings)
    assert (await call(REVIEWER, "GET", "/notifications/state")).json()["unread"] == len(rung)
