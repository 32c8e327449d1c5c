"""What happens with a sample meeting once its agenda is published: answers, and for those that are over all that came of them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from .outcomes import ACTIONS, AMENDED, CORRECTED, DECISIONS, EXCUSES, SAID, Assigned

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
PATIENCE = 90.0
MINE = "D01"  # whose director tries the platform: the seat at meetings to come waits for an answer
STEPS = ("agenda-published", "in-session", "minutes-draft", "circulated", "approved", "archived")
DRIFT = (0, 5, -5, 2, 8, -3)  # minutes that items took more or less than planned, in turn
STAYS = {"extraordinary-1": "circulated", "network-13": "approved"}


async def live(speak: Call, path: str, sample: dict[str, Any], day: date, seats: int) -> None:
    """From the published agenda on, from wherever an earlier planting left it."""
    meeting = await _read(speak, path)
    if meeting["status"] == "agenda-published":
        await _answer(speak, path, over=sample["over"], seats=seats)
        meeting = await _pack(speak, path)
    if sample["over"]:
        await _hold(speak, path, sample["key"], day, meeting)


async def _hold(speak: Call, path: str, key: str, day: date, meeting: dict[str, Any]) -> None:
    last = STAYS.get(key, "archived")
    while meeting["status"] != last and meeting["status"] in STEPS:
        status = meeting["status"]
        if status == "in-session":
            await _attend(speak, path)
            await _decide(speak, path, key, day)
        if status == "minutes-draft":
            await _clock(speak, path)
            await _write(speak, path)
        if status == "circulated" and key in CORRECTED:
            await _correct(speak, path, *CORRECTED[key])
        meeting = await _read(speak, path)
        verb = {"agenda-published": "begin", "in-session": "end", "minutes-draft": "circulate-minutes", "circulated": "approve-minutes"}
        _, meeting, _ = await speak("POST", f"{path}/{verb.get(status, 'archive')}", if_match=meeting["version"])


async def _answer(speak: Call, path: str, *, over: bool, seats: int) -> None:
    for place, seat in enumerate(await _seats(speak, path, seats)):
        code = seat["entity"]["code"]
        if seat["version"] or (not over and (code == MINE or place % 2)):
            continue
        await speak("POST", f"{path}/seats/{code}/answer", json=await _says(speak, path, code, place), if_match=0)


async def _says(speak: Call, path: str, code: str, place: int) -> dict[str, Any]:
    if place % 7 == 6:
        return {"status": "declined", "excuse": EXCUSES[place % 2]}
    if place % 7 == 4:
        posts = await _posts(speak, path, code, wait=False)
        if len(posts) > 1:
            return {"status": "delegated", "mode": "in-person", "delegatePost": posts[1]}
    return {"status": "accepted", "mode": "remote" if place % 5 == 3 else "in-person"}


async def _attend(speak: Call, path: str) -> None:
    for place, seat in enumerate(await _seats(speak, path, 0)):
        if seat["attendance"]:
            continue
        came = {"declined": "excused", "delegated": "delegate"}.get(seat["status"] or "", "present")
        came = "remote" if seat["mode"] == "remote" and came == "present" else "absent" if place % 13 == 12 else came
        body = {"attendance": came}
        await speak("POST", f"{path}/seats/{seat['entity']['code']}/attendance", json=body, if_match=seat["version"])


async def _decide(speak: Call, path: str, key: str, day: date) -> None:
    for place, one in enumerate(DECISIONS.get(key, ())):
        since = (day + timedelta(days=one.days)).isoformat() if one.days is not None else None
        body = {"text": {"ar": one.ar, "en": one.en}, "effectiveFrom": since}
        _, made, _ = await speak("POST", f"{path}/decisions", json=body, key=f"decision/{key}/{place}")
        if one.en in AMENDED:
            await _amend(speak, made["id"], since, AMENDED[one.en])
    for place, one in enumerate(ACTIONS.get(key, ())):
        await _assign(speak, path, f"action/{key}/{place}", one, day)


async def _amend(speak: Call, decision: str, since: str | None, change: tuple[dict[str, str], dict[str, str]]) -> None:
    """Another text of a decision and why, unless an earlier planting gave it already."""
    text, reason = change
    _, found, _ = await speak("GET", f"/decisions/{decision}")
    if found["state"] == "adopted":
        body = {"text": text, "effectiveFrom": since, "reason": reason}
        await speak("POST", f"/decisions/{decision}/amend", json=body, if_match=found["version"])


async def _assign(speak: Call, path: str, key: str, one: Assigned, day: date) -> None:
    posts = await _posts(speak, path, one.entity, wait=True)
    if not posts:
        return
    due = (day + timedelta(days=one.due)).isoformat()
    body = {"text": {"ar": one.ar, "en": one.en}, "ownerPost": posts[0], "due": due}
    _, action, _ = await speak("POST", f"{path}/action-items", json=body, key=key)
    _, action, _ = await speak("GET", f"/action-items/{action['id']}")
    if one.evidence and action["state"] != "done":
        await speak("POST", f"/action-items/{action['id']}/finish", json={"evidence": one.evidence}, if_match=action["version"])
    if one.started and action["state"] == "open":
        await speak("POST", f"/action-items/{action['id']}/start", if_match=action["version"])


async def _clock(speak: Call, path: str) -> None:
    """How long each item took."""
    meeting = await _read(speak, path)
    for place, item in enumerate(meeting["agenda"]):
        if item["actualMinutes"] is None:
            took = {"actualMinutes": max(2, item["plannedMinutes"] + DRIFT[place % len(DRIFT)])}
            _, meeting, _ = await speak("PATCH", f"{path}/agenda-items/{item['id']}", json=took, if_match=meeting["version"])


async def _write(speak: Call, path: str) -> None:
    """In both languages, what members may read."""
    meeting = await _read(speak, path)
    told = [item for item in meeting["agenda"] if item["visibility"] != "secretariat"]
    texts = {item["id"]: dict(zip(("ar", "en"), SAID[item["kind"]], strict=True)) for item in told}
    await speak("PATCH", f"{path}/minutes", json={"texts": texts}, if_match=meeting["version"])


async def _correct(speak: Call, path: str, kind: str, words: str) -> None:
    """The Arabic of one item, corrected after the minutes were circulated and sent again: its English is older from then on."""
    meeting = await _read(speak, path)
    item = next(one["id"] for one in meeting["agenda"] if one["kind"] == kind)
    await speak("PATCH", f"{path}/minutes", json={"texts": {item: {"ar": words}}}, if_match=meeting["version"])
    meeting = await _read(speak, path)
    if "circulate-minutes" in meeting["actions"]:
        await speak("POST", f"{path}/circulate-minutes", if_match=meeting["version"])


async def _pack(speak: Call, path: str) -> dict[str, Any]:
    """The first version of the pack, unless an interrupted planting published it."""
    meeting = await _read(speak, path)
    _, packs, _ = await speak("GET", f"{path}/pack-versions")
    if not packs["items"]:
        await speak("POST", f"{path}/publish-pack", if_match=meeting["version"])
    return await _read(speak, path)


async def _read(speak: Call, path: str) -> dict[str, Any]:
    return (await speak("GET", path))[1]


async def _seats(speak: Call, path: str, least: int) -> list[dict[str, Any]]:
    """The seats, once as many entities as are waited for were heard of."""
    deadline = time.monotonic() + PATIENCE
    while True:
        _, found, _ = await speak("GET", f"{path}/seats")
        if len(found["items"]) >= least or time.monotonic() > deadline:
            return found["items"]
        await asyncio.sleep(0.2)


async def _posts(speak: Call, path: str, code: str, *, wait: bool) -> list[str]:
    """The posts of an entity that somebody is in, its director first; none when the entity has no seat."""
    seats = {seat["entity"]["code"] for seat in await _seats(speak, path, 0)}
    deadline = time.monotonic() + (PATIENCE / 9 if wait and len(seats) > 3 else 0)
    while code in seats:
        _, found, _ = await speak("GET", f"{path}/seats/{code}/delegates")
        if found["items"] or time.monotonic() > deadline:
            return [post["id"] for post in found["items"]]
        await asyncio.sleep(0.2)
    return []
