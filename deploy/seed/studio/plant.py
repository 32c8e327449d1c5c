"""Uploads the Studio's sample photos and brings each to its state, as officer, reviewer and releaser would; a second time finds them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any

from chassis.auth import Actor, Grant
from chassis.errors import Text

from .data import OCCASIONS, PERSONS, Sample, details, occasion_body, person_body, samples
from .paint import picture

Body = dict[str, Any]
Call = Callable[..., Awaitable[tuple[int, Body, int | None]]]
Put = Callable[[Mapping[str, Any], bytes, str], Awaitable[None]]
PATIENCE = 120.0
AT_ONCE = 4


def _of_the_studio(id_: str, role: str, ar: str, en: str) -> Actor:
    return Actor(id_, "person", entity="GNGC-SEC", grants=(Grant(role, "network"),), name=Text(ar, en))


OFFICER = _of_the_studio("sample-studio-officer", "studio-officer", "مسؤول الاستوديو", "Studio Officer")
REVIEWER = _of_the_studio("sample-reviewer", "reviewer", "مراجع الأمانة العامة", "Reviewer of the secretariat")
RELEASER = _of_the_studio("sample-studio-releaser", "studio-releaser", "مُصدر صور الاستوديو", "Studio Releaser")


class NotPlanted(Exception):
    """The service refused or did not finish what the sample needs."""


async def plant(speak: Callable[[Actor], Call], put: Put, today: date) -> int:
    """Enter persons, occasions and photos; how many photos."""
    calls = {actor: speak(actor) for actor in (OFFICER, REVIEWER, RELEASER)}
    for index in range(len(PERSONS)):
        await _enter(calls[OFFICER], "/photo-people", person_body(index, today), f"studio/person/{index}", fine=(409,))
    occasions = {
        one.key: (await _enter(calls[OFFICER], "/photo-occasions", occasion_body(one, today), f"studio/occasion/{one.key}"))["id"]
        for one in OCCASIONS
    }
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(sample: Sample) -> None:
        async with gate:
            content, regions = await asyncio.to_thread(picture, sample)
            number = await _uploaded(calls[OFFICER], put, sample, content)
            await _bring(calls, number, sample, details(sample, occasions[sample.occasion.key], regions, today), today)

    wanted = list(samples())
    await asyncio.gather(*(one(sample) for sample in wanted))
    return len(wanted)


async def _enter(call: Call, path: str, body: Body, key: str, *, fine: tuple[int, ...] = ()) -> Body:
    status, answer, _ = await call("POST", path, json=body, key=key)
    if status >= 400 and status not in fine:
        raise NotPlanted(f"POST {path} answered {status}: {answer}")
    return answer


async def _uploaded(call: Call, put: Put, sample: Sample, content: bytes) -> str:
    """Announce, post what is missing, report, wait for its number. A second time all of it is there."""
    name = f"studio-{sample.turn + 1:02}.jpg"
    wish = {"fileName": name, "contentType": "image/jpeg", "size": len(content)}
    announced = await _enter(call, "/photo-uploads", wish, f"studio/photo/{sample.turn + 1}")
    _, upload, _ = await call("GET", f"/photo-uploads/{announced['id']}")
    for part in upload["missing"]:
        await put(part["form"], content[part["offset"] : part["offset"] + part["size"]], name)
    await call("POST", f"/photo-uploads/{upload['id']}/uploaded")
    return await _number(call, upload["id"])


async def _number(call: Call, id_: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _, upload, _ = await call("GET", f"/photo-uploads/{id_}")
        if upload["number"]:
            return upload["number"]
        if upload["status"] == "rejected":
            raise NotPlanted(f"the photo {id_} was rejected: {upload['reasonCode']}")
        await asyncio.sleep(0.1)
    raise NotPlanted(f"the photo {id_} got no number within {PATIENCE:.0f} s: is the worker of media-svc running?")


async def _bring(calls: Mapping[Actor, Call], number: str, sample: Sample, told: Body, today: date) -> None:
    """Act after act until it stands where the sample wants it; where an earlier run left it, it goes on."""
    held = sample.state == "embargoed"
    until = {"until": f"{(today + timedelta(days=2)).isoformat()}T08:00:00Z"}
    why = {"ar": "طلب صاحب الحق سحبها.", "en": "The owner of the rights asked for it."}
    steps: dict[str, tuple[Actor, str, Body | None]] = {
        "ingested": (OFFICER, "edit", told),
        "captioned": (OFFICER, "submit", None),
        "in-review": (REVIEWER, "clear", None),
        "cleared": (OFFICER, "embargo", until) if held else (OFFICER, "propose-release", None),
        "embargoed": (OFFICER, "propose-release", None),
        "proposed": (RELEASER, "sign-release", None),
        "released": (RELEASER, "withdraw", why),
    }
    while True:
        _, photo, version = await calls[OFFICER]("GET", f"/official-photos/{number}")
        stands = _stands(photo)
        if stands == ("signed" if held else sample.state) or stands not in steps:
            return
        by, verb, body = steps[stands]
        await _act(calls[by], number, verb, body, version)


def _stands(photo: Body) -> str:
    """Its state, told apart by how many of the two persons have spoken while it waits."""
    waits = photo["state"] in ("cleared", "embargoed")
    if waits and photo["desk"]["signed"]:
        return "signed"
    return "proposed" if waits and photo["desk"]["proposed"] else photo["state"]


async def _act(call: Call, number: str, verb: str, body: Body | None, version: int | None) -> None:
    method, path = ("PATCH", "") if verb == "edit" else ("POST", f"/{verb}")
    status, answer, _ = await call(method, f"/official-photos/{number}{path}", json=body, if_match=version)
    if status >= 400:
        raise NotPlanted(f"{verb} of {number} answered {status}: {answer}")
