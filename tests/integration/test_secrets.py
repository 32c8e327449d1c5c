"""What is shown once: the same request with its Idempotency-Key is shown it again, nobody else is, and it is kept nowhere in the clear."""

import asyncio
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from chassis.mongo import Database

from tests.integration.whole import DIRECTOR, OTHER, Receiver, Whole
from tests.oracle import scenes

OPENAPI = json.loads((Path(__file__).parents[2] / "contracts/openapi/shabaka.json").read_text())
SHAPES = OPENAPI["components"]["schemas"]
SHOWN_ONCE = re.compile(r"\b(shown|this) once\b")
AGAIN = {"getAccessToken": "each request gets another one, for an hour, and proves by itself who asks"}


@dataclass(frozen=True)
class Once:
    """A request that shows a secret once: its path and body, the field of its answer, and a body that asks for something else."""

    path: str
    body: Any
    field: str
    changed: Any = None


OPERATIONS = {
    "createServiceAccount": Once("/service-accounts", {"name": "Mirror", "scopes": ["read"]}, "token", {"name": "Mirror"}),
    "createSubscription": Once("/subscriptions", {"name": "Mirror", "sink": "SINK"}, "secret", {"name": "Another", "sink": "SINK"}),
    "rotateSecret": Once("/subscriptions/SUBSCRIPTION/rotate-secret", {"overlapHours": 2}, "secret", {"overlapHours": 3}),
    "beginFeed": Once("/calendar-feeds", {}, "path"),
    "sharePhoto": Once("/official-photos/PHOTO/links", {"size": "web", "hours": 5}, "secret", {"size": "web", "hours": 6}),
}
NAMES = sorted(OPERATIONS)


def shows_a_secret(operation: dict[str, Any]) -> bool:
    """Whether an answer of this operation holds something that opens what is closed."""
    answers = {code: answer for code, answer in operation["responses"].items() if code.startswith("2")}
    shapes = [SHAPES[name] for name in re.findall(r'schemas/(\w+)"', json.dumps(answers))]
    named = any(name in ("secret", "token", "access_token") for shape in shapes for name in shape.get("properties", {}))
    return named or any(SHOWN_ONCE.search(shape.get("description", "")) for shape in shapes)


def test_every_operation_that_shows_a_secret_is_tried_here() -> None:
    found = {item["post"]["operationId"] for item in OPENAPI["paths"].values() if "post" in item and shows_a_secret(item["post"])}
    assert found == set(OPERATIONS) | set(AGAIN)


class Desk:
    """Asks for one of the secrets, as a director of D01 unless told otherwise."""

    def __init__(self, platform: Whole, once: Once, places: dict[str, str], headers: dict[str, str]) -> None:
        self._platform, self._once, self._places, self._headers = platform, once, places, headers

    async def __call__(self, key: str, *, by: str = DIRECTOR, body: Any = None) -> httpx2.Response:
        path, text = self._once.path, json.dumps(body or self._once.body)
        for name, value in self._places.items():
            path, text = path.replace(name, value), text.replace(name, value)
        sent = {"Content-Type": "application/json", "Idempotency-Key": key, **self._headers}
        headers = [(name, value.encode()) for name, value in sent.items()]
        return await (await self._platform.as_person(by)).post(f"/api/v1{path}", content=text, headers=headers)


async def desk_for(platform: Whole, once: Once, sink: str) -> Desk:
    places, headers = {"SINK": sink}, {}
    if "SUBSCRIPTION" in once.path:
        made = await (await platform.as_person()).post("/api/v1/subscriptions", json={"name": uuid4().hex, "sink": sink})
        places["SUBSCRIPTION"], headers["If-Match"] = made.json()["id"], made.headers["etag"]
    if "PHOTO" in once.path:
        released = scenes.photo(platform.world, int(uuid4().hex[:4], 16) % 900 + 1, "D01")
        await anext(released)
        for reader in (DIRECTOR, OTHER):
            await (await platform.as_person(reader)).post("/api/v1/photo-terms/accept")
        items = (await (await platform.as_person()).get("/api/v1/official-photos", params={"limit": 1})).json()["items"]
        places["PHOTO"] = items[0]["number"]
    return Desk(platform, once, places, headers)


async def everything_kept(platform: Whole) -> str:
    """All that stands in the databases of this platform."""
    kept = []
    databases = [service.database for service in platform.world.services.values() if service.database is not None]
    client = databases[0].client
    for name in [*(found.name for found in databases), platform.database]:
        database: Database = client[name]
        for collection in await database.list_collection_names():
            kept += [str(document) for document in await database[collection].find().to_list(None)]
    return "\n".join(kept)


@pytest.mark.parametrize("name", NAMES)
async def test_the_same_request_is_shown_its_secret_again_and_no_store_holds_it(platform: Whole, receiver: Receiver, name: str) -> None:
    once, key = OPERATIONS[name], f"مفتاح {uuid4().hex}"
    ask = await desk_for(platform, once, receiver.url)
    first, again = await ask(key), await ask(key)
    assert first.status_code in (200, 201), first.text
    assert (again.status_code, again.json()[once.field]) == (first.status_code, first.json()[once.field])
    secret = first.json()[once.field].removeprefix("/api/v1/calendar-feeds/")
    assert len(secret) >= 43
    assert secret not in await everything_kept(platform)


@pytest.mark.parametrize("name", NAMES)
async def test_another_key_or_another_person_gets_another_secret_or_none(platform: Whole, receiver: Receiver, name: str) -> None:
    once, key = OPERATIONS[name], uuid4().hex
    ask = await desk_for(platform, once, receiver.url)
    first = (await ask(key)).json()[once.field]
    theirs = await ask(key, by=OTHER)
    assert theirs.status_code in (201, 404), theirs.text
    assert theirs.json().get(once.field) != first
    other = await ask(uuid4().hex)
    assert other.json().get(once.field) != first


@pytest.mark.parametrize("name", [name for name in NAMES if OPERATIONS[name].changed])
async def test_the_same_key_for_something_else_is_refused(platform: Whole, receiver: Receiver, name: str) -> None:
    once, key = OPERATIONS[name], uuid4().hex
    ask = await desk_for(platform, once, receiver.url)
    assert (await ask(key)).status_code in (200, 201)
    refused = await ask(key, body=once.changed)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency-key-reused")


@pytest.mark.parametrize("name", NAMES)
async def test_requests_at_the_same_time_agree_on_one_secret(platform: Whole, receiver: Receiver, name: str) -> None:
    once, key = OPERATIONS[name], uuid4().hex
    ask = await desk_for(platform, once, receiver.url)
    answers = await asyncio.gather(*(ask(key) for _ in range(6)))
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    assert len({answer.json()[once.field] for answer in answers if answer.status_code < 300}) == 1
