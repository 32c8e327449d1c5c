"""Enters the sample meetings through the service's own door and brings them to their published agendas; a second time changes nothing."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from chassis.clock import dubai_day, now

from .data import meetings

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]


class NotPlanted(Exception):
    """The service refused what the sample needs."""


async def plant(call: Call, campaign_ids: list[str], today: date | None = None) -> list[str]:
    """Enter all meetings, their items linked to `campaign_ids` by place in the sample. Their ids.

    `call(method, path, json=None, key=None, if_match=None)` speaks to meetings-svc as the system "seed" or an editor of the secretariat.
    """
    speak = _sure(call)
    samples = meetings(today or dubai_day(now()), campaign_ids)
    present = await _present(speak)
    return [await _settle(speak, sample, present.get(_name(sample["outline"]))) for sample in samples]


async def _settle(speak: Call, sample: dict[str, Any], meeting: dict[str, Any] | None) -> str:
    """Bring one meeting to its published agenda from wherever an earlier, perhaps interrupted, planting left it."""
    if meeting is None:
        _, meeting, _ = await speak("POST", "/meetings", json=sample["outline"], key=f"meeting/{sample['key']}")
    path = f"/meetings/{meeting['id']}"
    if meeting["status"] == "draft":
        meeting = await _fill(speak, path, sample, meeting)
        _, meeting, _ = await speak("POST", f"{path}/announce", if_match=meeting["version"])
    if meeting["status"] == "announced":
        await speak("POST", f"{path}/publish-agenda", if_match=meeting["version"])
    return meeting["id"]


async def _fill(speak: Call, path: str, sample: dict[str, Any], meeting: dict[str, Any]) -> dict[str, Any]:
    for item in sample["items"][len(meeting["agenda"]) :]:
        _, meeting, _ = await speak("POST", f"{path}/agenda-items", json=item, if_match=meeting["version"])
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
    async def speak(method: str, path: str, **options: Any) -> tuple[int, dict[str, Any], int | None]:
        status, body, version = await call(method, path, **options)
        if status >= 300:
            raise NotPlanted(f"{method} {path}: {status} {body}")
        return status, body, version

    return speak
