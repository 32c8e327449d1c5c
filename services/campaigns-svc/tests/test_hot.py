"""First pages in memory: no older than the last change, whoever made it, and each for the one reader it was made for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from campaigns_svc.hot.store import HotPages
from chassis.auth import Actor
from chassis.testing import eventually

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, REVIEWER, SECRETARY, Call, Desk

Made = Callable[..., Awaitable[Desk]]
READERS = (DIRECTOR, EDITOR, OTHER, PARTNER, REVIEWER, SECRETARY, Actor("system-3", "service-account", entity="D03"))


@pytest_asyncio.fixture(loop_scope="session")
async def hot(service: Any, call: Call) -> HotPages:
    """The running service's pages, its stream of changes heard."""
    pages = service.app.state.stores.hot
    async with asyncio.timeout(10):
        await pages.listening.wait()
    return pages


async def titles(call: Call, reader: Actor, query: str = "") -> list[str]:
    return [one["title"]["en"] for one in (await call(reader, "GET", f"/campaigns{query}")).json()["items"]]


async def test_the_same_question_of_the_same_reader_is_read_once(hot: HotPages) -> None:
    asked = 0

    async def make() -> bytes:
        nonlocal asked
        asked += 1
        return b"page"

    assert [await hot.read(key, make) for key in ("mine", "mine", "yours", "mine")] == [b"page"] * 4
    assert asked == 2


async def test_nobody_is_given_the_page_of_another(hot: HotPages, live: Made, drafted: Made, call: Call) -> None:
    await live()
    await live(classification="shared-confidential", partnerEntities=["D03"])
    await live(classification="shared-secret")
    await drafted()
    hot.forget()
    cold = {reader.id: (await call(reader, "GET", "/campaigns?limit=50")).json() for reader in READERS}
    for _ in range(2):
        for reader in READERS:
            warm = (await call(reader, "GET", "/campaigns?limit=50")).json()
            assert warm["items"] == cold[reader.id]["items"]
    assert len({len(page["items"]) for page in cold.values()}) > 2


async def test_a_reader_who_lost_a_role_is_given_what_they_may_see_now(hot: HotPages, drafted: Made, call: Call) -> None:
    await drafted()
    assert len(await titles(call, DIRECTOR)) == 1
    stripped = Actor(DIRECTOR.id, "person", entity="D01")
    assert await titles(call, stripped) == []
    assert len(await titles(call, DIRECTOR)) == 1


async def test_ones_own_write_is_seen_at_once(hot: HotPages, live: Made, call: Call) -> None:
    desk = await live()
    for status in ("live", "completed"):
        page = (await call(OTHER, "GET", "/campaigns")).json()["items"]
        assert [one["status"] for one in page] == [status]
        if status == "live":
            await desk.act(DIRECTOR, "complete")


@pytest.mark.parametrize(
    ("collection", "change"),
    [("campaigns", {"plan.title.en": "Another"}), ("entity_projection", {"name": {"ar": "أخرى", "en": "Another"}, "version": 9})],
)
async def test_what_another_process_changed_is_heard(
    hot: HotPages, live: Made, call: Call, service: Any, collection: str, change: dict[str, Any]
) -> None:
    desk = await live()
    before = (await call(OTHER, "GET", "/campaigns")).json()["items"]
    where = {"_id": desk.body["id"] if collection == "campaigns" else "D01"}
    await service.database[collection].update_one(where, {"$set": change}, upsert=True)

    async def is_shown() -> bool:
        return (await call(OTHER, "GET", "/campaigns")).json()["items"] != before

    await eventually(is_shown)


async def test_a_page_that_was_made_while_something_changed_is_not_kept(hot: HotPages) -> None:
    async def overtaken() -> bytes:
        hot.forget()
        return b"old"

    async def newest() -> bytes:
        return b"new"

    assert await hot.read("key", overtaken) == b"old"
    assert await hot.read("key", newest) == b"new"
    assert await hot.read("key", overtaken) == b"new"


async def test_while_nothing_is_heard_nothing_is_kept(service: Any) -> None:
    deaf, asked = HotPages(service.database, most=9), 0

    async def make() -> bytes:
        nonlocal asked
        asked += 1
        return b"page"

    for _ in range(3):
        await deaf.read("key", make)
    assert asked == 3


@pytest.mark.parametrize("most", [0, 1, 3])
async def test_there_is_a_bound_to_what_is_kept(service: Any, most: int) -> None:
    small = HotPages(service.database, most=most)
    small.listening.set()

    async def make() -> bytes:
        return b"page"

    for number in range(10):
        await small.read(number, make)
        assert len(small._pages) <= most


async def test_favourites_and_later_pages_are_read_anew(hot: HotPages, live: Made, call: Call) -> None:
    desk, _ = await live(), await live()
    assert await titles(call, OTHER, "?favourite=true") == []
    await call(OTHER, "PUT", f"{desk.path}/favourite")
    assert len(await titles(call, OTHER, "?favourite=true")) == 1
