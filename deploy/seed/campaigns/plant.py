"""Enters the sample campaigns through the service's own door, and lets members speak of them; a second time changes nothing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any

from chassis.auth import Actor, Grant
from chassis.errors import Text

from .data import campaigns
from .outcomes import AMENDMENTS, SUCCESSORS
from .themes import THEMES
from .voices import ENDORSED, KEPT, REMARKS

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
Speak = Callable[[Actor], Call]
SEED = Actor.system("seed")
SECRETARIAT = "GNGC-SEC"
REVIEWER = Actor(
    "sample-reviewer",
    "person",
    entity=SECRETARIAT,
    grants=(Grant("reviewer", "network"),),
    name=Text("مراجع الأمانة العامة", "Reviewer of the secretariat"),
)
EDITOR = Actor("sample-editor", "person", entity=SECRETARIAT, grants=(Grant("secretariat-editor", "network"),))
QUESTIONS = {
    "/title/en": "اجعل العنوان الإنجليزي يقول ما الذي يتغير للجمهور.",
    "/objectives/0/baseline": "من أين جاء خط الأساس؟ اذكر القياس وتاريخه.",
}


class NotPlanted(Exception):
    """The service refused what the sample needs."""


async def plant(speak: Speak, today: date, photos: Sequence[Mapping[str, Any]]) -> list[str]:
    """Enter all campaigns, covers from `photos` ({id, alt}) in turn, and bring one into review and one back to its authors. Their ids."""
    call, ids = sure(speak(SEED)), []
    for index, sample in enumerate(campaigns(today)):
        record = sample["record"]
        record["plan"]["derivedFrom"] = [ids[origin] for origin in sample["origins"]]
        if photos and record["status"] != "draft":
            photo = photos[index % len(photos)]
            record["plan"]["cover"] = {"assetId": photo["id"], "alt": photo["alt"]}
        _, body, _ = await call("POST", "/campaigns/take-over", json=record, key=sample["key"])
        ids.append(body["id"])
    waiting = [id_ for id_, sample in zip(ids, campaigns(today), strict=True) if sample["record"]["status"] == "submitted"]
    await _take_into_review(speak(REVIEWER), waiting[0])
    await _ask(speak(REVIEWER), waiting[1])
    for old, new in SUCCESSORS.items():
        await _supersede(sure(speak(EDITOR)), ids[old], ids[new])
    return ids


def sure(call: Call) -> Call:
    """The same call, which raises when it is refused."""

    async def speak(method: str, path: str, **options: Any) -> tuple[int, dict[str, Any], int | None]:
        status, body, version = await call(method, path, **options)
        if status >= 400:
            raise NotPlanted(f"{method} {path} answered {status}: {body}")
        return status, body, version

    return speak


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


async def _supersede(call: Call, old: str, new: str) -> None:
    _, body, version = await call("GET", f"/campaigns/{old}")
    if body["status"] != "superseded":
        await call("POST", f"/campaigns/{old}/supersede", json={"successor": new}, if_match=version)


async def _amend(call: Call, id_: str, place: int, factor: float, reason: str) -> None:
    _, body, version = await call("GET", f"/campaigns/{id_}")
    if body["status"] != "live" or body["outcome"]["amendments"]:
        return
    kpis = body["kpis"]
    kpis[place]["target"] = round(kpis[place]["target"] * factor)
    await call("POST", f"/campaigns/{id_}/amend", json={"kpis": kpis, "reason": reason}, if_match=version)


# ---- what members do with them ----


async def speak_up(speak: Speak, ids: Sequence[str], people: Mapping[str, str], names: Mapping[str, Text]) -> int:
    """Amendments, comments with whom they address, endorsements, favourites. `people` and `names` are by place. How many comments."""

    def as_(place: str) -> Call:
        code, _, post = place.partition("/")
        roles = (Grant("entity-director" if post == "director" else "entity-editor", code),)
        return sure(speak(Actor(people[place], "person", entity=code, grants=roles, name=names[place])))

    for index, amendment in AMENDMENTS.items():
        await _amend(as_(f"D{THEMES[index][1]:02d}/director"), ids[index], *amendment)
    for number, remark in enumerate(REMARKS):
        said = {"text": remark.text, "mentions": []}
        if remark.to:
            called = names[remark.to]
            said = {"text": remark.text.format(called.en if remark.text.isascii() else called.ar), "mentions": [people[remark.to]]}
        await as_(remark.by)("POST", f"/campaigns/{ids[remark.campaign]}/comments", json=said, key=f"remark-{number}")
    for campaign, codes in ENDORSED.items():
        for code in codes:
            await as_(f"{code}/director")("PUT", f"/campaigns/{ids[campaign]}/endorsement")
    for place, kept in KEPT.items():
        for campaign in kept:
            await as_(place)("PUT", f"/campaigns/{ids[campaign]}/favourite")
    return len(REMARKS)
