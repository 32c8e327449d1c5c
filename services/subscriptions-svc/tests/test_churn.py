"""Subscriptions are edited, paused, moved and deleted while they are fed: nothing is lost, nothing goes where it no longer may."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from chassis.testing import eventually

from .conftest import DIRECTOR, event

SUBSCRIPTIONS, ACTS, AT_ONCE, SUBJECTS = 20, 500, 5, 30
ENTITIES = [f"D{number:02}" for number in range(1, 7)]
EPOCH = timedelta(seconds=10)
TEST = "subscriptions.webhook-test.v1"


@dataclass
class Post:
    """A receiver with many doors: what came at each, with the instant at which it was signed."""

    url: str = ""
    came: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)

    def events(self, *doors: str) -> list[dict[str, Any]]:
        return [told for door in doors for _, told in self.came.get(door, ()) if told["type"] != TEST]


@pytest.fixture
async def post():
    found = Post()

    async def hook(request: web.Request) -> web.Response:
        told = await request.json()
        found.came.setdefault(request.match_info["door"], []).append((int(request.headers["webhook-timestamp"]), told))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/{door}", hook)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


@dataclass
class Known:
    """A subscription as its owner knows it: where it sends by now, where it sent before, behind which position it began."""

    id: str
    entity: str
    version: int
    began: int
    door: str
    doors: list[str] = field(default_factory=list)
    paused: bool = False


@dataclass
class Owner:
    """Does at random what people do to subscriptions, and keeps since when which address may get nothing any more.

    The clock jumps once an act was answered, so that the instant in a signature tells on which side of the answer it was made."""

    call: Any
    clock: Any
    post: Post
    stores: Any
    chance: random.Random
    held: list[Known] = field(default_factory=list)
    closed: dict[str, int] = field(default_factory=dict)
    late: list[tuple[str, int]] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    async def create(self) -> None:
        door, entity = uuid4().hex, self.chance.choice(ENTITIES)
        began = await self.stores.log.last()
        wish = {"name": "Mirror", "sink": f"{self.post.url}/{door}", "filters": {"entity": entity}, "startAt": began}
        made = await self._ask("POST", "", json=wish)
        self.held.append(Known(made["id"], entity, made["version"], began, door, [door]))

    async def act(self, one: Known) -> None:
        name = self.chance.choice(["rename", "resume" if one.paused else "pause", "move", "rotate", "replace"])
        await getattr(self, name)(one)
        self.done[name] += 1

    async def rename(self, one: Known) -> None:
        await self._change(one, "PATCH", "", json={"name": f"Mirror {uuid4().hex[:6]}"})

    async def pause(self, one: Known) -> None:
        await self._change(one, "POST", "/pause")
        one.paused = True
        self._close(one.door)

    async def resume(self, one: Known) -> None:
        self._look_for_late(one.door, self.closed.pop(one.door))
        one.paused = False
        await self._change(one, "POST", "/resume")

    async def move(self, one: Known) -> None:
        before, one.door = one.door, uuid4().hex
        one.doors.append(one.door)
        await self._change(one, "PATCH", "", json={"sink": f"{self.post.url}/{one.door}"})
        self._close(before)
        if one.paused:
            self._close(one.door)

    async def rotate(self, one: Known) -> None:
        await self._change(one, "POST", "/rotate-secret", json={"overlapHours": 0})

    async def replace(self, one: Known) -> None:
        await self._ask("DELETE", f"/{one.id}")
        self._close(one.door)
        self.held.remove(one)
        await self.create()

    def _close(self, door: str) -> None:
        self.clock.ahead += EPOCH
        self.closed[door] = int(self.clock().timestamp())

    async def _change(self, one: Known, method: str, end: str, **body: Any) -> None:
        answer = await self._ask(method, f"/{one.id}{end}", version=one.version, **body)
        one.version = answer["version"]

    async def _ask(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        answer = await self.call(DIRECTOR, method, f"/subscriptions{path}", **body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else {}

    def _look_for_late(self, door: str, since: int) -> None:
        """What was signed for a closed address after it was closed, also the test event."""
        self.late += [(door, at) for at, _ in self.post.came.get(door, ()) if at >= since]

    def sent_too_late(self) -> list[tuple[str, int]]:
        for door, since in self.closed.items():
            self._look_for_late(door, since)
        return self.late


@pytest.mark.usefixtures("delivering")
async def test_500_acts_under_load_lose_nothing_and_send_nothing_where_it_may_not_go(call, clock, post, stores, happen) -> None:
    owner = Owner(call, clock, post, stores, random.Random(14))
    versions: Counter[str] = Counter()
    wanted: dict[str, list[tuple[int, str, int]]] = {entity: [] for entity in ENTITIES}
    chance = random.Random(41)

    telling = asyncio.Lock()

    async def tell() -> None:
        async with telling:
            subject = f"c-{chance.randrange(SUBJECTS)}"
            versions[subject] += 1
            entity = ENTITIES[int(subject[2:]) % len(ENTITIES)]
            await happen(event(subject, versions[subject], leadEntity=entity))
            wanted[entity].append((await stores.log.last(), subject, versions[subject]))

    for _ in range(SUBSCRIPTIONS):
        await owner.create()
    for _ in range(ACTS // AT_ONCE):
        touched = owner.chance.sample(owner.held, AT_ONCE)
        await asyncio.gather(*(owner.act(one) for one in touched), *(tell() for _ in range(2 * AT_ONCE)))
    for one in [one for one in owner.held if one.paused]:
        await owner.resume(one)
    await tell()

    def due_to(one: Known) -> set[tuple[str, int]]:
        return {(subject, version) for position, subject, version in wanted[one.entity] if position > one.began}

    def got_by(one: Known) -> list[tuple[str, int]]:
        told = [(told["subject"], int(told["sequence"])) for told in post.events(*one.doors)]
        return list(dict.fromkeys(told))

    def nothing_missing() -> bool:
        lost = [f"{one.id} {due_to(one) - set(got_by(one))}" for one in owner.held if not due_to(one) <= set(got_by(one))]
        assert not lost, lost[:3]
        return True

    await eventually(nothing_missing, within=30, every=0.2)
    assert not owner.sent_too_late()
    for one in owner.held:
        for subject in versions:
            came = [version for name, version in got_by(one) if name == subject]
            assert came == sorted(came), f"{subject} reached {one.id} out of order"
    assert sum(owner.done.values()) == ACTS
    assert min(owner.done.values()) > 20, owner.done
