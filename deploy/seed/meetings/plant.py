"""Enters the sample meetings through the service's own door and brings them to where they belong; a second time changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from time import monotonic
from typing import Any

from chassis.clock import dubai_day, now

from . import life
from .agendas import Given
from .data import SERIES, meetings

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]


class NotPlanted(Exception):
    """The service refused what the sample needs."""


async def plant(
    call: Call,
    campaign_ids: list[str],
    today: date | None = None,
    *,
    seats: int = 0,
    posts: Mapping[str, str] | None = None,
    papers: Mapping[str, dict[str, Any]] | None = None,
) -> list[str]:
    """Enter all meetings, their items linked to `campaign_ids` by place in the sample, and what came of those that are over. Their ids.

    `call(method, path, json=None, key=None, if_match=None)` speaks to meetings-svc as the system "seed" or an editor of the secretariat.
    `seats` entities are waited for, which meetings-svc hears of by events. Who presents is named by `posts`; `papers` go with the items.
    """
    speak, day = _sure(call), today or dubai_day(now())
    series = {}
    for key, (kind, (ar, en)) in SERIES.items():
        _, made, _ = await speak("POST", "/meeting-series", json={"kind": kind, "name": {"ar": ar, "en": en}}, key=f"series/{key}")
        series[key] = made["id"]
    present = await _present(speak)
    ids = []
    for sample in meetings(day, Given(campaign_ids, posts or {}, papers or {})):
        outline = {**sample["outline"], "series": series.get(sample["series"])}
        ids.append(await _settle(speak, {**sample, "outline": outline}, present.get(_name(outline)), day, seats))
    return ids


async def _settle(speak: Call, sample: dict[str, Any], meeting: dict[str, Any] | None, day: date, seats: int) -> str:
    """Bring one meeting to where it belongs from wherever an earlier, perhaps interrupted, planting left it."""
    if meeting is None:
        _, meeting, _ = await speak("POST", "/meetings", json=sample["outline"], key=f"meeting/{sample['key']}")
    path = f"/meetings/{meeting['id']}"
    if meeting["status"] == "draft":
        meeting = await _fill(speak, path, sample, meeting)
        _, meeting, _ = await speak("POST", f"{path}/announce", if_match=meeting["version"])
    if meeting["status"] == "announced":
        _, meeting, _ = await speak("POST", f"{path}/publish-agenda", if_match=meeting["version"])
    await life.live(speak, path, sample, day, seats)
    return meeting["id"]


async def _fill(speak: Call, path: str, sample: dict[str, Any], meeting: dict[str, Any]) -> dict[str, Any]:
    own = [item for item in meeting["agenda"] if item["kind"] != "carry-over"]
    for item, is_part in sample["items"][len(own) :]:
        whole = [one["id"] for one in meeting["agenda"] if one["parent"] is None]
        body = {**item, "parent": whole[-1]} if is_part else item
        _, meeting, _ = await speak("POST", f"{path}/agenda-items", json=body, if_match=meeting["version"])
    return meeting


async def _present(speak: Call) -> dict[tuple[str, int], dict[str, Any]]:
    """What is there already, by kind and number."""
    found, behind = {}, ""
    while True:
        _, page, _ = await speak("GET", f"/meetings?limit=100{behind}")
        found |= {_name(meeting): meeting for meeting in page["items"]}
        if page["next"] is None:
            return found
        behind = f"&cursor={page['next']}"


def _name(meeting: dict[str, Any]) -> tuple[str, int]:
    return meeting["kind"], meeting["number"]


def _sure(call: Call) -> Call:
    """The same call, which raises when it is refused. Posts are heard of by events, so one that is unknown is asked for again."""

    async def speak(method: str, path: str, **options: Any) -> tuple[int, dict[str, Any], int | None]:
        deadline = monotonic() + life.PATIENCE
        status, body, version = await call(method, path, **options)
        while body.get("type") == "/problems/unknown-presenter" and monotonic() < deadline:
            await asyncio.sleep(0.2)
            status, body, version = await call(method, path, **options)
        if status >= 300:
            raise NotPlanted(f"{method} {path}: {status} {body}")
        return status, body, version

    return speak
