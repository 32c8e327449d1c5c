"""Whoever may read a record is told of it, and nobody else is, in every sink: asked of the services over their doors."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from itertools import permutations
from typing import Any

import pytest
import pytest_asyncio

from tests.oracle import scenes
from tests.oracle.scenes import CLASSES
from tests.oracle.table import reads
from tests.oracle.world import OWNER, READERS, SECRETARY, World, know_entities_and_posts, running

NO_MORE = ("campaigns.campaign-withdrawn.v1", "campaigns.campaign-cancelled.v1", "campaigns.campaign-recalled.v1")
ENDS = (
    *NO_MORE, "media.kit-revoked.v1", "media.kit-closed.v1", "media.identity-withdrawn.v1", "media.photo-withdrawn.v1",
    "subscriptions.subscription-deleted.v1",
)  # fmt: skip
NARROWS = ("campaigns.campaign-corrected.v1",)
"""Told to those of before and after: a class, or a partner fewer."""
FORMER = ("meetings.action-item-reassigned.v1", "meetings.invitation-withdrawn.v1")
"""Told to those of before alone who read it no longer."""
KEPT_OF_AN_END = {"campaignId", "changed", "audienceScope", "ref", "leadEntity", "topic", "reason"}
LISTS = {"campaigns": "/campaigns", "meetings": "/meetings", "media": "/documents"}


@pytest_asyncio.fixture(loop_scope="session")
async def world(mongo_url: str, kafka_bootstrap: str, minio: Any, topic_prefix: str, unique: str, tokens: Any) -> AsyncIterator[World]:
    base = {"mongo_url": mongo_url, "kafka_bootstrap": kafka_bootstrap, "topic_prefix": topic_prefix, "internal_jwks": tokens.jwks()}
    async with running(base, minio, unique, tokens) as found:
        await know_entities_and_posts(found)
        yield found


def all_scenes(world: World) -> list[tuple[str, scenes.Scene]]:
    return [
        ("network meeting", scenes.meetings(world, 1, [], True)),
        ("open agenda", scenes.meetings(world, 2, [], False)),
        ("working group", scenes.meetings(world, 3, ["D03"], True)),
        ("cards", scenes.cards(world)),
        ("entities", scenes.entities(world)),
        ("uploads", scenes.uploads(world)),
        *((f"document {kind}", scenes.documents(world, kind)) for kind in CLASSES),
        *((f"kit for all, closes: {closes}", scenes.kit(world, (), closes=closes)) for closes in (False, True)),
        *((f"kit for some, closes: {closes}", scenes.kit(world, ("D03",), closes=closes)) for closes in (False, True)),
        ("identity", scenes.identity(world)),
        ("photo", scenes.photo(world, 1, "D01")),
        ("the Studio's photo", scenes.photo(world, 2, "GNGC-SEC")),
        ("subscription", scenes.subscription(world)),
        *(
            (f"campaign {classification} {end}", scenes.campaigns(world, classification, end))
            for classification in CLASSES
            for end in ("stay", "cancel", "withdraw", "recall")
        ),
        *((f"campaign {was} then {is_now}", scenes.corrected(world, was, is_now)) for was, is_now in permutations(CLASSES, 2)),
    ]


async def all_told(world: World, seen: dict[str, set[str]], facts: list[dict[str, Any]], before: Mapping[str, bool]) -> list[str]:
    """The wrong cells among what was just announced: who is told and may not read, or may and is not told."""
    wrong: list[str] = []

    async def compare(reader: Any) -> None:
        new = set(await world.pulled(reader)) - seen[reader.id]
        seen[reader.id] |= new
        for fact in facts:
            was = before.get(reader.id, False)
            if before and fact["type"] in ENDS:
                expected = was
            elif fact["type"] in FORMER:
                still = await reads(world, reader, fact)  # as who belongs to the former and to the new owner, and may hear it twice
                expected = was and (not still or fact["id"] in new)
            else:
                expected = await reads(world, reader, fact) or (was and fact["type"] in NARROWS)
            if (fact["id"] in new) != expected:
                wrong.append(f"{fact['type']} {fact['content'].get('kind', '')} to {reader.id}: told {fact['id'] in new}, reads {expected}")

    await asyncio.gather(*(compare(reader) for reader in READERS))
    return wrong


@pytest.mark.timeout(600)
async def test_whoever_may_read_a_record_is_told_of_it_and_nobody_else_in_every_sink(world: World) -> None:
    seen: dict[str, set[str]] = {reader.id: set() for reader in READERS}
    wrong: list[str] = []
    cells = 0
    for name, scene in all_scenes(world):
        before: dict[str, bool] = {}
        async for ending in scene:
            if ending:
                service, path = ending
                answers = [await world.ask(service, reader, "GET", path) for reader in READERS]
                before = {reader.id: answer.status_code == 200 for reader, answer in zip(READERS, answers, strict=True)}
                continue
            facts = await world.announce()
            assert facts, f"{name}: nothing was announced"
            wrong += [f"{name}: {one}" for one in await all_told(world, seen, facts, before)]
            cells += len(facts) * len(READERS)
    assert wrong == []
    for fact in world.told:
        if fact["type"] in NO_MORE:
            assert fact["content"].keys() <= KEPT_OF_AN_END, fact["type"]
    later, wrong = await _still_told(world, seen)
    assert wrong == []
    sinks, wrong = await _other_sinks(world, {fact["id"] for fact in world.told})
    assert wrong == []
    lists, wrong = await _searched(world)
    assert wrong == []
    types = {fact["type"] for fact in world.told}
    print(f"\noracle: {len(types)} types, {len(READERS)} readers, {cells} + {later} + {sinks} + {lists} cells, 0 wrong")
    assert len(types) >= 30
    assert cells > 3_000


async def _still_told(world: World, seen: Mapping[str, set[str]]) -> tuple[int, list[str]]:
    """What was told earlier and of whose record somebody is no reader any more is told to them no longer."""
    wrong: list[str] = []

    async def compare(reader: Any) -> None:
        now = await world.pulled(reader)
        for fact in world.told:
            kept = fact["id"] in seen[reader.id] and (fact["type"] in (*ENDS, *NARROWS, *FORMER) or await reads(world, reader, fact))
            if (fact["id"] in now) != kept:
                wrong.append(f"{fact['type']} {fact['subject']} to {reader.id}: told later {fact['id'] in now}, reads {kept}")

    await asyncio.gather(*(compare(reader) for reader in READERS))
    return len(world.told) * len(READERS), wrong


async def _other_sinks(world: World, ids: set[str]) -> tuple[int, list[str]]:
    """Stream, webhook and bell hold what pull does; of the bell what rings."""
    wrong: list[str] = []

    async def compare(reader: Any) -> None:
        pulled = await world.pulled(reader)
        stream = await world.ask("subscriptions", reader, "GET", "/events/stream?after=0")
        streamed = {one for one in ids if f'"id":"{one}"' in stream.text}
        if streamed != pulled.keys() and reader is not OWNER:  # who lost a role is sent away and comes back
            wrong.append(f"stream of {reader.id}: {len(streamed)} of {len(pulled)}")
        made = await world.ask("subscriptions", reader, "POST", "/subscriptions", json={"name": "All", "sink": "http://127.0.0.1:9/x"})
        if made.status_code == 201:
            wish = {"from": {"position": 1}, "dryRun": True}
            counted = await world.do("subscriptions", reader, "POST", f"/subscriptions/{made.json()['id']}/replay", json=wish)
            if counted["count"] != len(pulled):
                wrong.append(f"webhook of {reader.id}: {counted['count']} of {len(pulled)}")
        rung: set[str] = set()
        for gate in ("members", "forum", "meetings", "sources", "studio"):
            page = (await world.ask("subscriptions", reader, "GET", f"/notifications?gate={gate}&limit=100")).json()
            rung |= {one["id"] for one in page["items"]}
        if not rung <= {*pulled.values()}:
            wrong.append(f"bell of {reader.id}: {sorted(rung - {*pulled.values()})}")
        state = (await world.ask("subscriptions", reader, "GET", "/notifications/state")).json()
        if state["unread"] != min(len(rung), 100):
            wrong.append(f"count of the bell of {reader.id}: {state['unread']} of {len(rung)}")

    await asyncio.gather(*(compare(reader) for reader in READERS))
    return len(ids) * len(READERS), wrong


async def _searched(world: World) -> tuple[int, list[str]]:
    """Lists and counts hold exactly the records that the reader is shown one by one."""
    wrong, cells = [], 0
    for service, path in LISTS.items():
        known = (await world.ask(service, SECRETARY, "GET", f"{path}?limit=100")).json()["items"]
        for reader in READERS:
            answers = [(one["id"], (await world.ask(service, reader, "GET", f"{path}/{one['id']}")).status_code) for one in known]
            shown = {id_ for id_, status in answers if status == 200}
            listed = {one["id"] for one in (await world.ask(service, reader, "GET", f"{path}?limit=100")).json()["items"]}
            counted = (await world.ask(service, reader, "GET", f"{path}/count")).json()["count"]
            cells += len(known)
            if listed & {id_ for id_, _ in answers} != shown or counted != len(listed):
                wrong.append(f"{path} of {reader.id}: {len(listed)} listed, {counted} counted, {len(shown)} shown")
    return cells, wrong
