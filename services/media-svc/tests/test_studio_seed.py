"""The Studio's sample photos, entered through this service's own door while all of it runs: relay, consumer, workers."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO

import httpx2
import pytest
import pytest_asyncio
from chassis.clock import dubai_day
from chassis.serve import Service
from chassis.testing import stop
from media_svc.studio.model import State
from PIL import Image

from deploy.seed import studio
from deploy.seed.files import read
from deploy.seed.pictures.paint import cut
from deploy.seed.planter import Planter

from .conftest import OFFICER, VIEWER, Call
from .test_seed import Door

TODAY, DATA = dubai_day(datetime.now(UTC)), read()


@pytest_asyncio.fixture(loop_scope="session")
async def running(service: Service) -> AsyncIterator[Service]:
    assert service.relay
    loops = [service.relay.run, *(one.run for one in service.consumers), *service.background]
    tasks = [asyncio.ensure_future(loop()) for loop in loops]
    yield service
    await stop(*tasks)


async def test_photos_are_planted_in_every_state_and_once(running: Service, call: Call, browser: httpx2.AsyncClient) -> None:
    planter = Planter(Door(call, browser), DATA, TODAY)
    wanted = [one for one in studio.photos(planter) if one.turn in (0, 11) or one.state != "released"]
    for _ in range(2):
        await studio.plant(planter, wanted)
        every = "&".join(f"state={state}" for state in State)
        photos = (await call(OFFICER, "GET", f"/official-photos/desk?{every}&limit=100")).json()["items"]
        states = Counter("cleared" if one.state == "proposed" else one.state for one in wanted)
        assert Counter(one["state"] for one in photos) == states
        assert sorted(one["number"][-4:] for one in photos) == [f"{seq:04}" for seq in range(1, len(wanted) + 1)]
        released = (await call(VIEWER, "GET", "/official-photos")).json()["items"]
        assert len(released) == min(30, states["released"])


@pytest.mark.parametrize("turn", range(8))
def test_every_frame_lies_in_its_picture(turn: int) -> None:
    content, frames = cut(DATA.pictures[turn], studio.SHAPES[turn % len(studio.SHAPES)], turn, persons := turn % 4)
    with Image.open(BytesIO(content)) as image:
        assert max(image.size) >= 720
    assert len(frames) == persons
    for one in frames:
        assert min(one.values()) >= 0
        assert one["x"] + one["width"] <= 1
        assert one["y"] + one["height"] <= 1
