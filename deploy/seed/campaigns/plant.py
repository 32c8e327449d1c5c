"""Enters the sample campaigns through the service's own door; a second time changes nothing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any

from chassis.auth import Actor, Grant
from chassis.errors import Text

from .data import campaigns

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
SEED = Actor.system("seed")
REVIEWER = Actor(
    "sample-reviewer",
    "person",
    entity="GNGC-SEC",
    grants=(Grant("reviewer", "network"),),
    name=Text("مراجع الأمانة العامة", "Reviewer of the secretariat"),
)
QUESTIONS = {
    "/title/en": "اجعل العنوان الإنجليزي يقول ما الذي يتغير للجمهور.",
    "/objectives/0/baseline": "من أين جاء خط الأساس؟ اذكر القياس وتاريخه.",
}


async def plant(speak: Callable[[Actor], Call], today: date, photos: Sequence[Mapping[str, Any]]) -> list[str]:
    """Enter all campaigns, covers from `photos` ({id, alt}) in turn, and bring one into review and one back to its authors. Their ids."""
    call, ids = speak(SEED), []
    for index, sample in enumerate(campaigns(today)):
        record = sample["record"]
        if photos and record["status"] != "draft":
            photo = photos[index % len(photos)]
            record["plan"]["cover"] = {"assetId": photo["id"], "alt": photo["alt"]}
        _, body, _ = await call("POST", "/campaigns/take-over", json=record, key=sample["key"])
        ids.append(body["id"])
    waiting = [id_ for id_, sample in zip(ids, campaigns(today), strict=True) if sample["record"]["status"] == "submitted"]
    await _take_into_review(speak(REVIEWER), waiting[0])
    await _ask(speak(REVIEWER), waiting[1])
    return ids


async def _take_into_review(call: Call, id_: str) -> None:
    _, body, version = await call("GET", f"/campaigns/{id_}")
    if body["status"] == "submitted":
        await call("POST", f"/campaigns/{id_}/start-review", if_match=version)


async def _ask(call: Call, id_: str) -> None:
    await _take_into_review(call, id_)
    _, body, version = await call("GET", f"/campaigns/{id_}")
    if body["status"] == "in-review":
        asked = [{"field": field, "note": note} for field, note in QUESTIONS.items()]
        await call("POST", f"/campaigns/{id_}/request-changes", json={"requests": asked}, if_match=version)
