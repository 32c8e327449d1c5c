"""Who sees which campaign: one matrix, asked of the item, the list and the count alike."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from chassis.auth import Actor

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, REVIEWER, Call, Desk

Drafted = Callable[..., Awaitable[Desk]]
EVERYONE = {"director": DIRECTOR, "editor": EDITOR, "other": OTHER, "partner": PARTNER, "reviewer": REVIEWER}
CONFIDENTIAL = {"classification": "shared-confidential", "partnerEntities": ["D03"]}


async def seen_by(call: Call, desk: Desk, actor: Actor) -> bool:
    """What the three surfaces say, which must be the same."""
    item = (await call(actor, "GET", desk.path)).status_code == 200
    listed = any(one["id"] == desk.body["id"] for one in (await call(actor, "GET", "/campaigns?limit=100")).json()["items"])
    counted = (await call(actor, "GET", "/campaigns/count")).json()["count"] == 1
    assert item == listed == counted
    return item


async def viewers(call: Call, desk: Desk) -> set[str]:
    return {name for name, actor in EVERYONE.items() if await seen_by(call, desk, actor)}


async def test_a_draft_is_its_authors_alone(call: Call, drafted: Drafted) -> None:
    assert await viewers(call, await drafted(partnerEntities=["D03"])) == {"director", "editor"}


async def test_what_was_handed_in_is_seen_by_the_secretariat_too(call: Call, drafted: Drafted) -> None:
    desk = await drafted(partnerEntities=["D03"])
    await desk.act(DIRECTOR, "submit")
    assert await viewers(call, desk) == {"director", "editor", "reviewer"}


@pytest.mark.parametrize(("plan", "expected"), [({}, set(EVERYONE)), (CONFIDENTIAL, set(EVERYONE) - {"other"})])
async def test_a_live_campaign_is_seen_as_its_class_says(call: Call, live: Drafted, plan: dict[str, Any], expected: set[str]) -> None:
    desk = await live(**plan)
    assert await viewers(call, desk) == expected
    await desk.act(DIRECTOR, "complete")
    assert await viewers(call, desk) == expected


async def test_a_cancelled_campaign_disappears_for_members(call: Call, live: Drafted) -> None:
    desk = await live()
    await desk.act(DIRECTOR, "cancel", {"reason": "The event was moved."})
    assert await viewers(call, desk) == {"director", "editor", "reviewer"}


async def test_a_service_account_sees_what_its_entity_sees(call: Call, live: Drafted) -> None:
    desk = await live(**CONFIDENTIAL)
    assert await seen_by(call, desk, Actor("system-1", "service-account", entity="D03"))
    assert not await seen_by(call, desk, Actor("system-2", "service-account", entity="D02"))


async def test_references_count_within_their_year(service: Any) -> None:
    store = service.app.state.stores.campaigns
    given = [await store.next_ref(year) for year in (2025, 2026, 2025)]
    assert given == ["GNGC-C-2025-0001", "GNGC-C-2026-0001", "GNGC-C-2025-0002"]


@pytest.mark.parametrize(
    ("classification", "expected"),
    [
        ("shared-confidential", {"director", "editor", "colleague", "partner", "reviewer"}),
        ("shared-sensitive", {"director", "editor", "colleague", "reviewer"}),
        ("shared-secret", {"director", "editor", "reviewer"}),
    ],
)
async def test_a_class_reaches_as_far_as_it_says_and_no_further(
    call: Call, live: Drafted, service: Any, classification: str, expected: set[str]
) -> None:
    desk = await live(classification=classification, partnerEntities=["D03"])
    colleague = Actor("viewer-1", "person", entity="D01")
    seen = await viewers(call, desk) | ({"colleague"} if await seen_by(call, desk, colleague) else set())
    assert seen == expected
    document = await service.database["campaigns"].find_one({"_id": desk.body["id"]})
    told = document["outbox"][-1]["content"]["audienceScope"]["codes"]
    assert ("D03" in told) == ("partner" in expected)


async def test_what_the_reviewer_asked_stays_with_those_who_write_and_review(call: Call, drafted: Drafted) -> None:
    desk = await drafted()
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "request-changes", {"requests": [{"field": "/title/en", "note": "Not for everybody's eyes."}]})
    await desk.act(DIRECTOR, "submit", {"answers": {"1": "It stays."}})
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    for reader in (DIRECTOR, EDITOR, REVIEWER):
        assert (await call(reader, "GET", desk.path)).json()["review"]["requests"][0]["note"] == "Not for everybody's eyes."
    for reader in (OTHER, PARTNER):
        review = (await call(reader, "GET", desk.path)).json()["review"]
        assert (review["requests"], review["reviewer"]) == ([], None)
        assert review["approvedAt"]
