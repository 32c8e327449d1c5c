"""Uploads the sample photos as a browser would and waits until they are checked; a second time finds them there."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from .data import SAMPLES, Sample
from .paint import paint

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
Put = Callable[[Mapping[str, Any], bytes, str], Awaitable[None]]
PATIENCE = 120.0
MOST_TRIES = 5
AT_ONCE = 2
OWNER = "GNGC-SEC"


class NotPlanted(Exception):
    """The service refused or did not finish what the sample needs."""


async def plant(call: Call, put: Put) -> list[str]:
    """Ids of the sample photos, in the order of `SAMPLES`, all ready.

    `call(method, path, json=None, key=None)` speaks to media-svc and answers (status, body, version);
    `put(upload, bytes, name)` posts the form of an upload to the object store.
    """
    known, gate = await _known(call), asyncio.Semaphore(AT_ONCE)
    missing = [index for index in range(len(SAMPLES)) if _name(index) not in known]
    made = await asyncio.gather(*(_planted(call, put, gate, index) for index in missing))
    known |= {_name(index): id_ for index, id_ in zip(missing, made, strict=True)}
    planted = [known[_name(index)] for index in range(len(SAMPLES))]
    for id_ in planted:
        await _ready(call, id_)
    return planted


def _name(index: int) -> str:
    return f"sample-photo-{index + 1:02}.jpg"


async def _known(call: Call) -> dict[str, str]:
    """What an earlier run planted, by file name: painting takes a second a photo."""
    found: dict[str, str] = {}
    query: str | None = ""
    while query is not None:
        _, page, _ = await call("GET", f"/photos?purpose=campaign-cover&limit=100{query}")
        fine = [one for one in page["items"] if one["ownerEntity"] == OWNER and one["status"] in ("checking", "ready")]
        found |= {one["fileName"]: one["id"] for one in fine}
        query = f"&cursor={page['next']}" if page["next"] else None
    return found


async def _planted(call: Call, put: Put, gate: asyncio.Semaphore, index: int) -> str:
    """Upload it. What a crash left unfinished under one key is left to expire, and the next key tried."""
    async with gate:
        content = await asyncio.to_thread(paint, index)
        for attempt in range(1, MOST_TRIES + 1):
            if uploaded := await _uploaded(call, put, f"photos/{index + 1}/{attempt}", index, content):
                return uploaded
    raise NotPlanted(f"photo {index + 1} could not be uploaded in {MOST_TRIES} tries")


async def _uploaded(call: Call, put: Put, key: str, index: int, content: bytes) -> str | None:
    """Announce, post, report; the id. None = the upload of this key was rejected, or its form has expired."""
    ticket = await _announced(call, key, SAMPLES[index], _name(index), len(content))
    upload = ticket["upload"]
    if upload is None or upload["expiresAt"] <= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()):
        return None
    await put(upload, content, _name(index))
    status, reported, _ = await call("POST", f"/photos/{ticket['id']}/uploaded")
    return ticket["id"] if status == 202 and reported["status"] != "rejected" else None


async def _announced(call: Call, key: str, sample: Sample, name: str, size: int) -> dict[str, Any]:
    wish = {"fileName": name, "contentType": "image/jpeg", "size": size, "purpose": "campaign-cover", "alt": sample.alt}
    status, ticket, _ = await call("POST", "/photos", json=wish, key=key)
    if status != 201:
        raise NotPlanted(f"POST /photos answered {status}: {ticket}")
    return ticket


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
