"""Uploads the sample photos as a browser would and waits until they are checked; a second time finds them there."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any

from .data import SAMPLES, Sample
from .paint import paint

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
Put = Callable[[Mapping[str, Any], bytes, str], Awaitable[None]]
PATIENCE = 120.0
MOST_TRIES = 5


class NotPlanted(Exception):
    """The service refused or did not finish what the sample needs."""


async def plant(call: Call, put: Put) -> list[str]:
    """Ids of the sample photos, in the order of `SAMPLES`, all ready.

    `call(method, path, json=None, key=None)` speaks to media-svc and answers (status, body, version);
    `put(upload, bytes, name)` posts the form of an upload to the object store.
    """
    planted = [await _planted(call, put, index, sample) for index, sample in enumerate(SAMPLES)]
    for id_ in planted:
        await _ready(call, id_)
    return planted


async def _planted(call: Call, put: Put, index: int, sample: Sample) -> str:
    """The photo as an earlier run left it, else uploaded now. An upload that was never finished is left to expire, and another one made."""
    content: bytes | None = None
    for attempt in count(1):
        key = f"photos/{index + 1}/{attempt}"
        content = content or await asyncio.to_thread(paint, index)
        ticket = await _announced(call, key, sample, index, len(content))
        status = (await call("GET", f"/photos/{ticket['id']}"))[1].get("status")
        if status in ("checking", "ready"):
            return ticket["id"]
        if status == "pending" and await _uploaded(call, put, ticket, content, f"photo-{index + 1}.jpg"):
            return ticket["id"]
        if attempt == MOST_TRIES:
            raise NotPlanted(f"photo {index + 1} could not be uploaded in {MOST_TRIES} tries; the last is {status or 'gone'}")
    raise AssertionError("unreachable")


async def _announced(call: Call, key: str, sample: Sample, index: int, size: int) -> dict[str, Any]:
    wish = {"fileName": f"photo-{index + 1}.jpg", "contentType": "image/jpeg", "size": size, "purpose": "campaign-cover", "alt": sample.alt}
    status, ticket, _ = await call("POST", "/photos", json=wish, key=key)
    if status != 201:
        raise NotPlanted(f"POST /photos answered {status}: {ticket}")
    return ticket


async def _uploaded(call: Call, put: Put, ticket: dict[str, Any], content: bytes, name: str) -> bool:
    """False = the form has expired meanwhile, or the store would not take the bytes."""
    upload = ticket["upload"]
    if upload is None or upload["expiresAt"] <= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()):
        return False
    await put(upload, content, name)
    status, _, _ = await call("POST", f"/photos/{ticket['id']}/uploaded")
    return status == 202


async def _ready(call: Call, id_: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _, photo, _ = await call("GET", f"/photos/{id_}")
        if photo.get("status") == "ready":
            return
        if photo.get("status") == "rejected":
            raise NotPlanted(f"photo {id_} was rejected: {photo['reason']}")
        await asyncio.sleep(0.2)
    raise NotPlanted(f"photo {id_} was not checked within {PATIENCE:.0f} s: is the worker of media-svc running?")
