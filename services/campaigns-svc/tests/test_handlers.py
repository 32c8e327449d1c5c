"""Others' facts, applied as the consumer does: names and covers, in whatever order they come."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from campaigns_svc.handlers import HANDLERS
from chassis.clock import now
from chassis.event import Cause

from .conftest import DIRECTOR, PLAN, Call, Desk

Drafted = Callable[..., Awaitable[Desk]]
SIZES = [{"name": "card", "width": 800, "height": 533, "type": "image/webp"}]
PHOTO = {"assetId": "photo-1", "kind": "photo", "ownerEntity": "D01", "renditions": SIZES}


async def hear(service: Any, type_: str, content: dict[str, Any], *, version: int, subject: str = "x") -> None:
    reader, handler = HANDLERS[type_]
    cause = Cause(f"{type_}-{version}", type_, subject, version, "correlation", now())
    await handler(reader.model_validate(content), cause, service.app.state.stores)


@pytest.mark.parametrize(
    ("registered", "edited"),
    [
        ("members.entity-registered.v2", "members.entity-edited.v1"),
        ("members.entity-registered.v1", "members.entity-renamed.v1"),
    ],
)
async def test_an_entity_is_shown_by_its_newest_name(service: Any, drafted: Drafted, call: Call, registered: str, edited: str) -> None:
    desk = await drafted()
    renamed = {"code": "D01", "name": {"ar": "الجديدة", "en": "The New"}, "unknown": 1}
    await hear(service, edited, renamed, version=2)
    await hear(service, registered, {"code": "D01", "name": {"ar": "القديمة", "en": "The Old"}}, version=1)
    shown = (await call(DIRECTOR, "GET", desk.path)).json()
    assert shown["leadEntity"] == {"code": "D01", "name": {"ar": "الجديدة", "en": "The New"}}


async def test_a_cover_waits_for_its_check_and_shows_its_sizes_then(service: Any, drafted: Drafted, call: Call) -> None:
    desk = await drafted(cover={"assetId": "photo-1", "alt": {"ar": "ظل", "en": "Shade"}})
    assert desk.body["cover"]["status"] == "pending"
    await hear(service, "media.asset-accepted.v1", PHOTO, version=2)
    cover = (await call(DIRECTOR, "GET", desk.path)).json()["cover"]
    assert (cover["status"], cover["renditions"]) == ("ready", [{"name": "card", "width": 800, "height": 533}])


@pytest.mark.parametrize("gone", ["media.asset-rejected.v2", "media.asset-rejected.v1", "media.asset-removed.v1"])
async def test_a_campaign_whose_cover_was_rejected_or_removed_cannot_be_submitted(service: Any, drafted: Drafted, gone: str) -> None:
    desk = await drafted(**PLAN, cover={"assetId": "photo-2", "alt": {"ar": "ظل", "en": "Shade"}})
    await hear(service, gone, {"assetId": "photo-2", "reason": "not a photo"}, version=2)
    assert (await desk.act(DIRECTOR, "submit", status=422))["errors"][0]["pointer"] == "/cover"
