"""With relay and consumer on a real broker: what is written takes effect by itself, and the sample network is planted once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from chassis.serve import Service
from chassis.testing import eventually, stop
from members_svc.app import build
from members_svc.settings import Settings

from deploy.seed.members.data import SIGN_INS, places
from deploy.seed.members.plant import plant

from .conftest import GATEWAY, SEED, Call, Network


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


async def test_the_seed_plants_a_network_once(call: Call, network: Network, database: Any) -> None:
    passwords = {email: f"river lantern {index} oak" for index, email in enumerate(SIGN_INS)}

    async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        answer = await call(SEED, method, path, json=json, version=if_match, headers=headers)
        version = answer.headers.get("etag", "").strip('"')
        return answer.status_code, answer.json() if answer.content else {}, int(version) if version else None

    async def state() -> dict[str, list[tuple[str, int]]]:
        collections = ("entities", "posts", "people")
        return {name: sorted([(one["_id"], one["version"]) async for one in database[name].find()]) for name in collections}

    async def settled() -> bool:
        return await database["people"].count_documents({"seats": []}) == 0

    people = await plant(speak, passwords)
    await eventually(settled, within=30)
    before = await state()
    await database["idempotency_keys"].delete_many({})
    assert await plant(speak, passwords) == people
    assert await state() == before
    assert (len(before["entities"]), len(before["posts"]), len(before["people"])) == (35, len(places()), len(people))
    for email, password in passwords.items():
        answer = await call(GATEWAY, "POST", "/credentials/check", json={"email": email, "password": password})
        assert answer.json()["roles"], email
