"""B5: from a write's commit to the receiver of its webhook, against producing, consuming and posting by hand, at the same rate."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import aiohttp
from aiohttp import web
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from chassis.auth import Actor, Grant, TokenSigner, generate_jwk
from chassis.clock import now
from chassis.event import Fact, Published
from chassis.kafka import Publisher, ensure_topics
from chassis.mongo import connect
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.settings import ServiceSettings

from contracts.generate import events

from .measure import Result, percentile, report
from .running import free_port, module, running

RATE, SECONDS, ROUNDS = 100, 8, 5
TOPICS = sorted({event.topic for event in events()})
DIRECTOR = Actor("director", "person", entity="D01", grants=(Grant("entity-director", "D01"),))


class CampaignLaunched(Published, type="campaigns.campaign-launched.v1", topic="campaigns.campaign"):
    """As subscribers get it, without its content."""

    campaign_id: str
    audience_scope: dict[str, str]


class Receiver:
    """When each subject's webhook came in."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}

    async def hook(self, request: web.Request) -> web.Response:
        self.came.setdefault((await request.json())["subject"], time.perf_counter())
        return web.Response(status=204)


async def run(mongo_url: str, kafka: str) -> Result:
    """Milliseconds of both ways, median and 99th percentile of each round."""
    result = Result("B5 commit to webhook", f"at {RATE} events/s p50 < 25 ms, p99 < 120 ms", "ms")
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sink = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    name = f"bench{uuid4().hex[:8]}"
    settings = ServiceSettings(
        service="campaigns-svc", mongo_url=mongo_url, mongo_database=f"{name}c", kafka_bootstrap=kafka, topic_prefix=f"{name}."
    )
    await ensure_topics(settings, [*TOPICS, "by-hand"])
    async with _subscribed(settings, name, sink), _ours(settings) as ours, _by_hand(settings, sink) as by_hand:
        for _ in range(ROUNDS):
            for way, send in (("platform", ours), ("by hand", by_hand)):
                spent = await _flow(receiver, send)
                result.add(f"{way} p50", percentile(spent, 0.5))
                result.add(f"{way} p99", percentile(spent, 0.99))
    await runner.cleanup()
    report(result, [("platform p50", "by hand p50"), ("platform p99", "by hand p99")])
    return result


async def _flow(receiver: Receiver, send: Callable[[str], Awaitable[None]]) -> list[float]:
    """Send at the rate, wait for all, give milliseconds from the acknowledged write to the receiver."""
    sent: dict[str, float] = {}

    async def one() -> None:
        subject = uuid4().hex
        await send(subject)
        sent[subject] = time.perf_counter()

    began, tasks = time.perf_counter(), []
    for number in range(RATE * SECONDS):
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(one()))
    await asyncio.gather(*tasks)
    async with asyncio.timeout(60):
        while not sent.keys() <= receiver.came.keys():
            await asyncio.sleep(0.05)
    return [max(0.0, receiver.came[subject] - at) * 1000 for subject, at in sent.items()]


class _subscribed:
    """Inside, subscriptions-svc runs and delivers to the sink."""

    def __init__(self, settings: ServiceSettings, name: str, sink: str) -> None:
        self._signer, self._port, self._sink = TokenSigner(generate_jwk()), free_port(), sink
        env = {
            "SHABAKA_MONGO_URL": settings.mongo_url, "SHABAKA_MONGO_DATABASE": f"{name}s",
            "SHABAKA_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
            "SHABAKA_TOPIC_PREFIX": settings.topic_prefix, "SHABAKA_PORT": str(self._port), "SHABAKA_LOG_LEVEL": "WARNING",
            "SHABAKA_INTERNAL_JWKS": json.dumps(self._signer.jwks()), "SHABAKA_WEBHOOK_ALLOW_LOOPBACK": "1",
        }  # fmt: skip
        self._process = running(module("subscriptions_svc", "all"), env, ready=f"http://127.0.0.1:{self._port}/readyz")

    async def __aenter__(self) -> None:
        await self._process.__aenter__()
        headers = {"Authorization": f"Bearer {self._signer.sign(DIRECTOR, 'subscriptions-svc')}"}
        wish = {"name": "bench", "sink": self._sink}
        address = f"http://127.0.0.1:{self._port}/api/v1/subscriptions"
        async with aiohttp.ClientSession() as http, http.post(address, json=wish, headers=headers) as made:
            assert made.status == 201, await made.text()

    async def __aexit__(self, *gone: object) -> None:
        await self._process.__aexit__(None, None, None)


class _ours:
    """Inside, a write with its fact, relayed by this process."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings

    async def __aenter__(self) -> Callable[[str], Awaitable[None]]:
        self._database = connect(self._settings)
        relay = Relay(Publisher(self._settings), [self._database["campaigns"]])
        outbox = Outbox(self._database["campaigns"], source="urn:bench", relay=relay.hand)
        self._relay = asyncio.create_task(relay.run())

        async def send(subject: str) -> None:
            await outbox.insert({"_id": subject}, Fact(CampaignLaunched(campaign_id=subject, audience_scope={"kind": "network"}), now()))

        return send

    async def __aexit__(self, *gone: object) -> None:
        self._relay.cancel()
        await asyncio.gather(self._relay, return_exceptions=True)
        for suffix in ("c", "s"):
            await self._database.client.drop_database(self._settings.database.removesuffix("c") + suffix)
        self._database.client.close()


class _by_hand:
    """Inside, the bare minimum that could be called the same: write, produce, consume, post."""

    def __init__(self, settings: ServiceSettings, sink: str) -> None:
        self._settings, self._sink = settings, sink
        self._topic = f"{settings.topic_prefix}by-hand"

    async def __aenter__(self) -> Callable[[str], Awaitable[None]]:
        at = self._settings.kafka_bootstrap
        self._producer = AIOKafkaProducer(bootstrap_servers=at, acks="all", enable_idempotence=True)
        self._consumer = AIOKafkaConsumer(self._topic, bootstrap_servers=at, group_id=self._topic, auto_offset_reset="earliest")
        await self._producer.start()
        await self._consumer.start()
        self._http = aiohttp.ClientSession()
        self._loop = asyncio.create_task(self._post_what_comes())
        self._database = connect(self._settings)

        async def send(subject: str) -> None:
            await self._database["by_hand"].insert_one({"_id": subject, "version": 1})
            await self._producer.send(self._topic, json.dumps({"subject": subject}).encode(), key=subject.encode())

        return send

    async def _post_what_comes(self) -> None:
        async for record in self._consumer:
            async with self._http.post(self._sink, data=record.value, headers={"Content-Type": "application/json"}):
                pass

    async def __aexit__(self, *gone: object) -> None:
        self._loop.cancel()
        await asyncio.gather(self._loop, return_exceptions=True)
        await self._consumer.stop()
        await self._producer.stop()
        await self._http.close()
        self._database.client.close()
