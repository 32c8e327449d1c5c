"""What operations see of a service, and that what they do is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from chassis.application import create_app
from chassis.auth import Actor, Grant
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.errors import Conflict, Text
from chassis.event import Cause, Consumed, Envelope, Fact, Published, event_id, handles
from chassis.kafka import Publisher, ensure_topics
from chassis.mongo import Database, DatabaseAway
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service, with_operations
from chassis.settings import ServiceSettings
from chassis.testing import Client, Tokens, eventually, stop

OPS = Actor("o-1", "person", grants=(Grant("ops", "network"),), name=Text("مشغّل", "An operator"))
OTHER = Actor("p-1", "person", grants=(Grant("network-admin", "network"), Grant("ops", "D01")))


class LampLit(Published, type="lamps.lamp-lit.v1", topic="lamps.lamp"):
    """A lamp was lit."""


class ReadLampLit(Consumed, type="lamps.lamp-lit.v1", topic="lamps.lamp"):
    """A lamp was lit."""


class Broken(Conflict, ar=("مكسور", "المصباح مكسور.")):
    """The lamp is broken."""


class House:
    """A service of lamps that takes in no event while it is dark, and is not ready while it is away."""

    def __init__(self, settings: ServiceSettings, database: Database) -> None:
        self.settings = settings.model_copy(update={"version": "7.1"})
        self.dark, self.away, self.lit = True, False, []
        self.relay = Relay(Publisher(settings), [database["lamps"]])
        self.outbox = Outbox(database["lamps"], source="urn:test")
        handlers = handles(ReadLampLit.to(self.on_lamp_lit))
        self.group = f"{settings.topic_prefix}lamps"
        self.consumer = Consumer(settings, self.group, handlers, None, database=database)
        app = create_app(self.settings, title="Lamps", routers=[], ready=self.ready)
        self.app = app
        told = {"relay": self.relay, "consumers": [self.consumer], "figures": self.figures}
        with_operations(Service(self.settings, database=database, app=app, **told))

    async def figures(self) -> dict[str, float]:
        return {"lit": len(self.lit)}

    async def ready(self) -> dict[str, str]:
        if self.away:
            raise DatabaseAway
        return {"mongo": "ok"}

    async def on_lamp_lit(self, event: ReadLampLit, cause: Cause, _: None) -> None:
        if self.dark:
            raise Broken
        self.lit.append((cause.subject, cause.version))

    async def announce(self, lamp: str, *versions: int) -> None:
        publisher = Publisher(self.settings)
        for version in versions:
            envelope = Envelope(event_id(lamp, version, LampLit.type), "urn:test", LampLit.type, lamp, now(), version, "journey", {})
            await publisher.send("lamps.lamp", key=lamp.encode(), value=envelope.to_bytes(), headers=envelope.to_headers())
        await publisher.close()

    @asynccontextmanager
    async def consuming(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.consumer.run())
        try:
            yield
        finally:
            await stop(task)


@pytest.fixture
async def house(settings: ServiceSettings, database: Database) -> House:
    await ensure_topics(settings, ["lamps.lamp"])
    return House(settings, database)


@pytest.fixture
async def ops(house: House, client: Client, tokens: Tokens) -> httpx2.AsyncClient:
    return await client(house.app, headers=tokens.headers(OPS, "test-svc"))


async def facts(ops: httpx2.AsyncClient) -> dict:
    return (await ops.get("/api/v1/operations")).json()


async def parked(house: House, ops: httpx2.AsyncClient, *versions: int) -> str:
    """These events of one lamp, parked; the letter's id."""
    await house.announce("a", *versions)

    async def there() -> bool:
        letters = (await facts(ops))["letters"]
        return bool(letters) and letters[0]["followers"] == len(versions) - 1

    async with house.consuming():
        await eventually(there)
    return (await facts(ops))["letters"][0]["id"]


async def test_a_service_says_since_when_it_runs_and_what_waits_in_its_outboxes(house, ops) -> None:
    await house.outbox.insert({"_id": "a"}, Fact(LampLit(), now()))
    await house.outbox.insert({"_id": "b"}, None)
    told = await facts(ops)
    assert (told["service"], told["version"], told["parts"]) == ("test-svc", "7.1", {"mongo": "ok"})
    assert told["since"].endswith("Z")
    assert [(one["collection"], one["depth"]) for one in told["outboxes"]] == [("lamps", 1)]
    assert told["figures"] == {"lit": 0}


async def test_a_consumer_is_behind_by_what_it_has_not_committed(house, ops) -> None:
    house.dark = False
    await house.announce("a", 1, 2)
    assert (await facts(ops))["lag"] == [{"group": house.group, "topic": "lamps.lamp", "events": 2}]

    async def caught_up() -> bool:
        return (await facts(ops))["lag"][0]["events"] == 0

    async with house.consuming():
        await eventually(caught_up)
    await house.announce("a", 3)
    assert (await facts(ops))["lag"][0]["events"] == 1


async def test_a_parked_event_says_why_and_is_released_in_order_once_the_cause_is_gone(house, ops) -> None:
    letter = await parked(house, ops, 1, 2)
    (told,) = (await facts(ops))["letters"]
    assert (told["type"], told["subject"], told["error"]) == (LampLit.type, "a", "Broken: The lamp is broken.")

    refused = await ops.post(f"/api/v1/operations/dead-letters/{letter}/release")
    assert (refused.status_code, "The lamp is broken." in refused.json()["detail"]) == (409, True)
    assert (house.lit, len((await facts(ops))["letters"])) == ([], 1)

    house.dark = False
    assert (await ops.post(f"/api/v1/operations/dead-letters/{letter}/release")).status_code == 204
    after = await facts(ops)
    assert (house.lit, after["letters"]) == ([("a", 1), ("a", 2)], [])
    kept = [(one["act"], one["by"], one["type"], one["subject"], one["error"]) for one in after["acts"]]
    assert kept == [
        ("release", "An operator", LampLit.type, "a", None),
        ("release", "An operator", LampLit.type, "a", "The lamp is broken."),
    ]


async def test_a_dropped_event_is_gone_for_good_and_lets_what_follows_go_on(house, ops) -> None:
    letter = await parked(house, ops, 1, 2)
    house.dark = False
    assert (await ops.post(f"/api/v1/operations/dead-letters/{letter}/drop")).status_code == 204
    assert house.lit == [("a", 2)]
    assert [one["act"] for one in (await facts(ops))["acts"]] == ["drop"]
    assert (await ops.post(f"/api/v1/operations/dead-letters/{letter}/drop")).status_code == 404


@pytest.mark.parametrize("path", ["test-svc:x:0:0/release", "nobody:x:0:0/drop", "test-svc:x:0:0/burn"])
async def test_what_is_not_parked_cannot_be_released_and_nothing_is_kept_of_it(ops, path) -> None:
    assert (await ops.post(f"/api/v1/operations/dead-letters/{path}")).status_code == 404
    assert (await facts(ops))["acts"] == []


async def test_only_operations_of_the_network_are_answered(house, client, tokens) -> None:
    other = await client(house.app, headers=tokens.headers(OTHER, "test-svc"))
    nobody = await client(house.app)
    for door, status in ((other, 403), (nobody, 401)):
        assert (await door.get("/api/v1/operations")).status_code == status
        assert (await door.post("/api/v1/operations/dead-letters/test-svc:x:0:0/drop")).status_code == status


async def test_what_is_away_is_unknown_and_the_rest_is_told(settings, database, client, tokens) -> None:
    house = House(settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"}), database)
    house.away = True
    ops = await client(house.app, headers=tokens.headers(OPS, "test-svc"))
    told = await facts(ops)
    assert (told["parts"], told["lag"], told["letters"], told["outboxes"][0]["depth"]) == (None, None, [], 0)
