"""The Studio's sample photos, entered through this service's own door while all of it runs: relay, consumer, workers."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.serve import Service
from chassis.testing import stop
from media_svc.studio.model import State
from PIL import Image

from deploy.seed.studio import plant as planting
from deploy.seed.studio.data import samples
from deploy.seed.studio.paint import picture

from .conftest import OFFICER, VIEWER, Call

TODAY = dubai_day(datetime.now(UTC))
WANTED = [one for one in samples() if one.turn in (0, 11) or one.state != "released"]


@pytest_asyncio.fixture(loop_scope="session")
async def running(service: Service) -> AsyncIterator[Service]:
    assert service.relay
    loops = [service.relay.run, *(one.run for one in service.consumers), *service.background]
    tasks = [asyncio.ensure_future(loop()) for loop in loops]
    yield service
    await stop(*tasks)


def speaker(call: Call) -> Any:
    def of(actor: Actor) -> Any:
        async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
            headers = ({"Idempotency-Key": f"seed/{key}"} if key else {}) | ({"If-Match": f'"{if_match}"'} if if_match else {})
            answer = await call(actor, method, path, json=json, headers=headers)
            return answer.status_code, answer.json(), int(answer.headers.get("etag", '"0"').strip('"')) or None

        return speak

    return of


async def planted(call: Call, browser: httpx2.AsyncClient, today: date) -> int:
    async def put(upload: Any, content: bytes, name: str) -> None:
        answer = await browser.post(upload["url"], data=upload["fields"], files={"file": (name, content)})
        assert answer.status_code == 204, answer.text

    return await planting.plant(speaker(call), put, today)


async def test_photos_are_planted_in_every_state_and_once(
    running: Service, call: Call, browser: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planting, "samples", lambda: iter(WANTED))
    assert await planted(call, browser, TODAY) == len(WANTED)
    for _ in range(2):
        every = "&".join(f"state={state}" for state in State)
        photos = (await call(OFFICER, "GET", f"/official-photos/desk?{every}&limit=100")).json()["items"]
        states = Counter("cleared" if one.state == "proposed" else one.state for one in WANTED)
        assert Counter(one["state"] for one in photos) == states
        assert sorted(one["number"][-4:] for one in photos) == [f"{seq:04}" for seq in range(1, len(WANTED) + 1)]
        released = (await call(VIEWER, "GET", "/official-photos")).json()["items"]
        assert len(released) == min(30, states["released"])
        await planted(call, browser, TODAY)


@pytest.mark.parametrize("sample", [one for one in samples() if one.turn < 8], ids=lambda one: str(one.turn))
def test_every_frame_lies_in_its_picture(sample: Any) -> None:
    content, frames = picture(sample)
    with Image.open(BytesIO(content)) as image:
        assert max(image.size) >= 720
    assert len(frames) == len(sample.persons)
    for one in frames:
        assert min(one.values()) >= 0
        assert one["x"] + one["width"] <= 1
        assert one["y"] + one["height"] <= 1
