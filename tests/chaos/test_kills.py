"""Kill -9 of whatever stands between a write and its subscribers: nothing lost, nothing twice, nothing out of order."""

import asyncio
import contextlib
import json
import os
import random
import signal
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from chassis.auth import Actor, Grant, TokenSigner
from chassis.clock import now
from chassis.event import Envelope, event_id
from chassis.kafka import BrokerAway, Publisher
from chassis.mongo import connect
from chassis.settings import ServiceSettings
from chassis.testing import eventually

from deploy.local import background, install, ports
from deploy.local.run import Run

from .kept import Kept, kept_alive

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(900)]

KILLS = int(os.environ.get("SHABAKA_CHAOS_KILLS", "20"))
WRITERS, ENTITIES = 6, 12
# Of twenty kills; of fewer in the same proportion, each at least once.
SHARES = {"campaigns relay": 7, "campaigns worker": 6, "kafka": 4, "subscriptions all": 3}
SEED = int(os.environ.get("SHABAKA_CHAOS_SEED", random.randrange(10**6)))
DIRECTOR = Actor("director", "person", entity="D01", grants=(Grant("entity-director", "D01"),))
REVIEWER = Actor("reviewer", "person", entity="GNGC-SEC", grants=(Grant("reviewer", "network"),))
PLAN: dict[str, Any] = {
    "title": {"ar": "صيف آمن", "en": "A Safe Summer"},
    "summary": {"ar": "حملة توعية", "en": "An awareness campaign"},
    "topic": "safety",
    "objectives": [{"statement": {"ar": "رفع الوعي", "en": "Raise awareness"}, "target": 60}],
    "audiences": [{"segment": {"ar": "العمال", "en": "Workers"}}],
    "strategy": {"proposition": {"ar": "الظل قريب", "en": "Shade is near"}},
    "implementation": {"startsOn": "2026-06-01", "endsOn": "2126-08-31", "channels": ["radio"]},
    "kpis": [{"metric": "recall", "name": {"ar": "التذكر", "en": "Recall"}, "target": 45}],
}
QUESTION = {"requests": [{"field": "/title", "note": "Say what is safe."}]}
ROUND = (
    (DIRECTOR, "submit", {"answers": {}}, "campaign-submitted"),
    (REVIEWER, "start-review", None, "review-started"),
    (REVIEWER, "request-changes", QUESTION, "changes-requested"),
)


@pytest.fixture(scope="module")
def servers() -> Iterator[Run]:
    """A Mongo and a Kafka of our own: the Kafka will be killed."""
    parts = ("mongod", "kafka")
    background.stop("chaos")
    background.empty("chaos")
    run = Run("chaos", ports.for_own_run(list(ports.BASE)), parts)
    install.install(parts)
    try:
        background.start(run)
        yield run
    finally:
        background.stop("chaos")


def environment(run: Run, name: str) -> dict[str, str]:
    return {
        "SHABAKA_SERVICE": f"{name}-svc",
        "SHABAKA_PORT": str(run.ports[name]),
        "SHABAKA_MONGO_URL": f"mongodb://{ports.HOST}:{run.ports['mongod']}/?replicaSet=rs0",
        "SHABAKA_KAFKA_BOOTSTRAP": f"{ports.HOST}:{run.ports['kafka']}",
        "SHABAKA_INTERNAL_JWKS_FILE": str(run.credentials.jwks),
        "SHABAKA_CURSOR_KEY": run.credentials.cursor_key,
        "SHABAKA_SECRETS_KEY": run.credentials.secrets_key,
        "SHABAKA_WEBHOOK_ALLOW_LOOPBACK": "1",
    }


class Door:
    """A service's HTTP door for an actor; what cannot be answered now is asked again."""

    def __init__(self, run: Run, name: str) -> None:
        self._audience = f"{name}-svc"
        self._signer = TokenSigner(json.loads(run.credentials.private_jwk.read_text()))
        self.http = httpx2.AsyncClient(base_url=f"{run.url(name)}/api/v1", timeout=10)

    async def __call__(self, actor: Actor, method: str, path: str, **options: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self._signer.sign(actor, self._audience)}"} | options.pop("headers", {})
        while True:
            with contextlib.suppress(httpx2.TransportError):
                answer = await self.http.request(method, path, headers=headers, **options)
                if answer.status_code != 503:
                    return answer
            await asyncio.sleep(0.2)


class Writer:
    """Takes campaigns through rounds of review and remembers every fact whose write was acknowledged."""

    def __init__(self, door: Door, acknowledged: dict[tuple[str, int], str]) -> None:
        self._door = door
        self._acknowledged = acknowledged

    async def write(self, enough: asyncio.Event) -> None:
        while not enough.is_set():
            await self._campaign(enough)

    async def _campaign(self, enough: asyncio.Event) -> None:
        body = (await self._door(DIRECTOR, "POST", "/campaigns", json={"title": PLAN["title"]})).json()
        at = f"/campaigns/{body['id']}"
        body = (await self._door(DIRECTOR, "PATCH", at, json=PLAN, headers={"If-Match": f'"{body["version"]}"'})).json()
        for _ in range(5):
            for actor, verb, json_, fact in ROUND:
                body = await self._act(at, body, actor, verb, json_, fact)
                if enough.is_set():
                    return

    async def _act(self, at: str, body: dict[str, Any], actor: Actor, verb: str, json_: Any, fact: str) -> dict[str, Any]:
        if verb == "submit":
            requests = (body["review"] or {"requests": []})["requests"]
            json_ = {"answers": {one["id"]: "As asked." for one in requests if not one["resolvedAt"]}}
        answer = await self._door(actor, "POST", f"{at}/{verb}", json=json_, headers={"If-Match": f'"{body["version"]}"'})
        assert answer.status_code == 200, answer.text
        self._acknowledged[body["id"], answer.json()["version"]] = f"campaigns.{fact}.v1"
        return answer.json()


async def rename_entities(run: Run, sent: dict[str, int], enough: asyncio.Event) -> None:
    """Another service's facts, for the worker to take in; each sent until the broker acknowledged it."""
    publisher = Publisher(ServiceSettings(service="members-svc", kafka_bootstrap=f"{ports.HOST}:{run.ports['kafka']}"))
    while not enough.is_set():
        for code in (f"D{number:02d}" for number in range(1, ENTITIES + 1)):
            version = sent[code] + 1
            await _send_until_acknowledged(publisher, _renamed(code, version), code)
            sent[code] = version
    await publisher.close()


def _renamed(code: str, version: int) -> Envelope:
    content = {"code": code, "name": {"ar": f"الجهة {version}", "en": f"Entity {version}"}}
    type_ = "members.entity-renamed.v1"
    return Envelope(event_id(code, version, type_), "urn:shabaka:members-svc", type_, code, now(), version, "chaos", content)


async def _send_until_acknowledged(publisher: Publisher, fact: Envelope, code: str) -> None:
    while True:
        with contextlib.suppress(BrokerAway):
            await publisher.send("members.entity", key=code.encode(), value=fact.to_bytes(), headers=fact.to_headers())
            return


async def whole_log(door: Door) -> list[dict[str, Any]]:
    """Everything a subscriber of the secretariat can pull, from the beginning."""
    found: list[dict[str, Any]] = []
    after: Any = "earliest"
    while True:
        page = (await door(REVIEWER, "GET", "/events", params={"after": after, "limit": 500})).json()
        if not page["items"]:
            return found
        found += page["items"]
        after = page["next"]


def kill_kafka() -> None:
    state = background.state_of("chaos")
    assert state is not None
    if pid := state["programs"]["kafka"]["pid"]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


async def test_kills_lose_nothing_repeat_nothing_and_keep_the_order(servers: Run, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    programs = {
        f"{name} {role}": Kept(f"{name}_svc", role, environment(servers, name), tmp_path / f"{name}-{role}.log")
        for name, role in (("campaigns", "api"), ("campaigns", "relay"), ("campaigns", "worker"), ("subscriptions", "all"))
    }
    victims = chosen(KILLS)
    chance.shuffle(victims)
    acknowledged: dict[tuple[str, int], str] = {}
    renamed: dict[str, int] = defaultdict(int)
    enough = asyncio.Event()
    campaigns, subscriptions = Door(servers, "campaigns"), Door(servers, "subscriptions")
    async with kept_alive(*programs.values()):
        await eventually(lambda: serves(campaigns), within=60, every=0.2)
        await eventually(lambda: serves(subscriptions), within=60, every=0.2)
        async with asyncio.TaskGroup() as work:
            for _ in range(WRITERS):
                work.create_task(Writer(campaigns, acknowledged).write(enough))
            work.create_task(rename_entities(servers, renamed, enough))
            for victim in victims:
                before = len(acknowledged)
                await eventually(lambda before=before: len(acknowledged) > before + chance.randrange(5, 40), within=60)
                kill_kafka() if victim == "kafka" else programs[victim].kill()
            enough.set()

        log = await eventually(lambda: complete(subscriptions, acknowledged), within=120, every=1)
        await eventually(lambda: projected(servers, renamed), within=120, every=0.5)
        await campaigns.http.aclose()
        await subscriptions.http.aclose()

    mine = [event for event in log if event["type"].startswith("campaigns.")]
    ids = [event["id"] for event in log]
    positions = [event["position"] for event in log]
    repeated = len(ids) - len(set(ids))
    disordered = out_of_order(mine)
    print(
        f"\nchaos: seed {SEED}, {len(victims)} kills ({', '.join(f'{victims.count(v)} × {v}' for v in sorted(set(victims)))}), "
        f"{len(acknowledged)} acknowledged facts, {len(mine)} in the log, 0 lost, {repeated} twice, {disordered} out of order; "
        f"{sum(renamed.values())} facts of others applied"
    )
    assert repeated == 0
    assert disordered == 0
    assert positions == list(range(positions[0], positions[0] + len(positions)))


def chosen(kills: int) -> list[str]:
    """Whom to kill, so many times."""
    victims = [name for name, share in SHARES.items() for _ in range(max(1, round(share * kills / 20)))]
    return (victims + list(SHARES))[: max(kills, len(SHARES))]


async def serves(door: Door) -> bool:
    with contextlib.suppress(httpx2.TransportError):
        base = str(door.http.base_url).removesuffix("/").removesuffix("/api/v1")
        return (await door.http.get(f"{base}/readyz")).status_code == 200
    return False


async def complete(door: Door, acknowledged: dict[tuple[str, int], str]) -> list[dict[str, Any]] | None:
    """The log once it holds every acknowledged fact."""
    log = await whole_log(door)
    held = {(event["subject"], int(event["sequence"])): event["type"] for event in log}
    missing = [place for place, type_ in acknowledged.items() if held.get(place) != type_]
    assert not missing, f"{len(missing)} of {len(acknowledged)} acknowledged facts are not in the log, such as {missing[:3]}"
    return log


async def projected(run: Run, renamed: dict[str, int]) -> bool:
    """Whether the worker's projection has the newest version of every entity, and only one record each."""
    settings = ServiceSettings(service="campaigns-svc", mongo_url=f"mongodb://{ports.HOST}:{run.ports['mongod']}/?replicaSet=rs0")
    database = connect(settings)
    try:
        found = {one["_id"]: one["version"] async for one in database["entity_projection"].find()}
        assert found == dict(renamed)
    finally:
        database.client.close()
    return True


def out_of_order(log: list[dict[str, Any]]) -> int:
    """How many events stand behind a later one of the same campaign."""
    last: dict[str, int] = defaultdict(int)
    found = 0
    for event in log:
        sequence = int(event["sequence"])
        found += sequence <= last[event["subject"]]
        last[event["subject"]] = max(last[event["subject"]], sequence)
    return found
