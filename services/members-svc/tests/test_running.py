"""With relay and consumer on a real broker: what is written takes effect by itself, and the sample network is planted once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from chassis.auth import Actor
from chassis.clock import dubai_day, now
from chassis.serve import Service
from chassis.testing import eventually, stop
from members_svc.app import build
from members_svc.settings import Settings

from deploy.seed.files import read
from deploy.seed.network import plant
from deploy.seed.planter import Planter

from .conftest import GATEWAY, Call, Network


@pytest_asyncio.fixture(loop_scope="session")
async def service(settings: Settings, database: Any) -> AsyncIterator[Service]:
    """In place of the silent service of the other tests: one whose relay and consumer run."""
    service = build(settings, roles=frozenset(("api", "worker", "relay")))
    assert service.open
    assert service.relay
    await service.open()
    work = [service.relay.run(), *(one.run() for one in service.consumers), *(loop() for loop in service.background)]
    tasks = [asyncio.create_task(one) for one in work]
    yield service
    await stop(*tasks)
    assert service.database is not None
    service.database.client.close()


async def test_a_vacated_post_ends_the_roles_of_its_holder_by_itself(network: Network) -> None:
    person = await network.person()
    post = await network.appoint(await network.post(), person)

    async def roles() -> list[Any]:
        return (await network.card(person["id"]))["roles"]

    await eventually(roles, within=30)
    await network.vacate(post)

    async def gone() -> bool:
        return await roles() == []

    await eventually(gone, within=30)


class Door:
    """This service's door as the planter sees it."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def of(self, service: str, actor: Actor) -> Any:
        assert service == "members"

        async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
            headers = {"Idempotency-Key": key} if key else {}
            answer = await self._call(actor, method, path, json=json, version=if_match, headers=headers)
            version = answer.headers.get("etag", "").strip('"')
            return answer.status_code, answer.json() if answer.content else {}, int(version) if version else None

        return speak

    async def put(self, upload: Any, content: bytes, name: str) -> None:
        raise AssertionError("nothing is uploaded here")


async def test_the_seed_plants_a_network_once(call: Call, network: Network, database: Any) -> None:
    data = read()
    planter = Planter(Door(call), data, dubai_day(now()))
    passwords = {one.signs_in: f"river lantern {at} oak" for at, one in enumerate(data.posts) if one.signs_in}

    async def state() -> dict[str, list[tuple[str, int]]]:
        collections = ("entities", "posts", "people")
        return {name: sorted([(one["_id"], one["version"]) async for one in database[name].find()]) for name in collections}

    async def settled() -> bool:
        return await database["people"].count_documents({"seats": []}) == 0

    await plant(planter, passwords)
    people = planter.people
    await eventually(settled, within=30)
    before = await state()
    await database["idempotency_keys"].delete_many({})
    await plant(planter, passwords)
    assert planter.people == people
    assert await state() == before
    assert (len(before["entities"]), len(before["posts"]), len(before["people"])) == (35, len(data.posts), len(data.held))
    for email, password in passwords.items():
        answer = await call(GATEWAY, "POST", "/credentials/check", json={"email": email, "password": password})
        assert answer.json()["roles"], email
    numbers = Counter([value async for one in database["people"].find() for name, value in one["contact"].items() if value])
    assert max(numbers.values()) == 1, "two people share an address or a telephone number"
