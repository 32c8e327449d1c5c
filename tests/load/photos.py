"""Photos: all sizes of one from a single decode against a decode for each; what a worker holds behind a queue of twenty."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import httpx2
from chassis.auth import Actor, Grant, TokenSigner, generate_jwk
from chassis.mongo import connect
from chassis.settings import ServiceSettings
from media_svc.checks.photos.renditions import PRESS, SIZES
from media_svc.renditions import Job, examine
from minio import Minio
from PIL import Image

from .measure import Result, in_turn, report
from .running import free_port, module, running

QUEUED, WITHIN = 20, 240
SHAPES = ((4000, 3000), (4900, 3266), (5184, 3888), (6000, 4000))  # 12 to 24 million pixels
OFFICER = Actor("officer", "person", entity="GNGC-SEC", grants=(Grant("studio-officer", "network"),))
EACH_ANEW = f"""
import sys
from PIL import Image
def size(name, width, kind, **how):
    with Image.open(sys.argv[1]) as image:
        image.load()
        if width and image.width > width:
            image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        image.save(f"{{sys.argv[2]}}/{{name}}", kind, **how)
size("full", 0, "JPEG", quality=92)
size("press", {PRESS}, "JPEG", quality=92)
size("wide-jpeg", {SIZES[0][1]}, "JPEG", quality=85, optimize=True, progressive=True)
for name, width in {SIZES}:
    size(name, width, "WEBP", quality=82, method=4)
"""


def photo(width: int, height: int) -> bytes:
    """As heavy as a camera's: two gradients under the grain of a sensor."""
    across, down = Image.linear_gradient("L").rotate(90).resize((width, height)), Image.linear_gradient("L").resize((width, height))
    grain = Image.effect_noise((width, height), 24)
    file = BytesIO()
    Image.merge("RGB", (Image.blend(across, grain, 0.2), Image.blend(down, grain, 0.2), grain)).save(file, "JPEG", quality=90)
    return file.getvalue()


async def run(mongo_url: str, kafka: str, minio: str) -> tuple[Result, Result]:
    """Milliseconds for the sizes of a photo of 12 Mpx; megabytes of the worker and the process it examines in."""
    return await _one_decode(), await _memory(mongo_url, kafka, json.loads(minio))


# ---- one decode ----


async def _one_decode() -> Result:
    result = Result("photo-sizes of 12 Mpx", "all sizes from one decode: < 0.8 × a decode for each", "ms")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.jpg")
        source.write_bytes(photo(*SHAPES[0]))
        await in_turn(result, {"one decode": lambda: _ours(source, folder), "a decode for each": lambda: _each_anew(source, folder)})
    report(result, [("one decode", "a decode for each")])
    return result


async def _ours(source: Path, folder: str) -> float:
    began = time.perf_counter()
    found = await examine(Job(str(source), folder, "photo", "image/jpeg", 50_000_000, 1 << 30, 60, in_full=True), within=60)
    assert len(found["renditions"]) == len(SIZES) + 3
    return (time.perf_counter() - began) * 1000


async def _each_anew(source: Path, folder: str) -> float:
    began = time.perf_counter()
    program = (sys.executable, "-I", "-c", EACH_ANEW, str(source), folder)
    process = await asyncio.create_subprocess_exec(*program)
    assert await process.wait() == 0
    return (time.perf_counter() - began) * 1000


# ---- memory ----


async def _memory(mongo_url: str, kafka: str, store: dict[str, str]) -> Result:
    goal = f"≤ 300 MB with {QUEUED} photos of 12 to 24 Mpx queued, the process that examines them included"
    result = Result("photo-memory of a worker", goal, "MB")
    signer, name, port = TokenSigner(generate_jwk()), f"bench{uuid4().hex[:8]}", free_port()
    env = {
        "SHABAKA_MONGO_URL": mongo_url, "SHABAKA_MONGO_DATABASE": name,
        "SHABAKA_KAFKA_BOOTSTRAP": kafka, "SHABAKA_TOPIC_PREFIX": f"{name}.",
        "SHABAKA_INTERNAL_JWKS": json.dumps(signer.jwks()), "SHABAKA_LOG_LEVEL": "WARNING", "SHABAKA_PORT": str(port),
        "SHABAKA_MINIO_ENDPOINT": store["endpoint"], "SHABAKA_MINIO_ACCESS_KEY": store["access_key"],
        "SHABAKA_MINIO_SECRET_KEY": store["secret_key"], "SHABAKA_MINIO_PUBLIC_URL": f"http://{store['endpoint']}",
        "SHABAKA_BUCKET_PREFIX": f"{name}-", "SHABAKA_CLAMD": os.environ.get("SHABAKA_TEST_CLAMD", ""), "SHABAKA_TOPIC_PARTITIONS": "2",
    }  # fmt: skip
    contents = [photo(*shape) for shape in SHAPES]
    door = f"http://127.0.0.1:{port}"
    headers = {"Authorization": f"Bearer {signer.sign(OFFICER, 'media-svc')}"}
    try:
        async with running(module("media_svc", "api"), env, ready=f"{door}/readyz"), \
                httpx2.AsyncClient(base_url=f"{door}/api/v1", headers=headers, timeout=60) as http:  # fmt: skip
            ids = [await _queue(http, contents[at % len(contents)]) for at in range(QUEUED)]
            began = time.monotonic()
            async with _worker(env) as worker:
                while not await _all_ready(http, ids):
                    alone, examining = _resident(worker.pid), sum(map(_resident, _children(worker.pid)))
                    result.add("worker", alone)
                    result.add("examining process", examining)
                    result.add("both", alone + examining)
                    assert time.monotonic() - began < WITHIN, "the queue did not empty in time"
            result.notes.append(f"the most: {max(result.rounds['both']):.0f} MB; {QUEUED} photos in {time.monotonic() - began:.0f} s")
    finally:
        await _clear(mongo_url, name, store)
    report(result)
    return result


async def _queue(http: httpx2.AsyncClient, content: bytes) -> str:
    wish = {"fileName": "a.jpg", "contentType": "image/jpeg", "size": len(content)}
    upload = (await http.post("/photo-uploads", json=wish)).json()
    async with httpx2.AsyncClient(timeout=60) as browser:
        for part in upload["missing"]:
            piece = content[part["offset"] : part["offset"] + part["size"]]
            sent = await browser.post(part["form"]["url"], data=part["form"]["fields"], files={"file": ("p", piece)})
            assert sent.status_code == 204, sent.text
    assert (await http.post(f"/photo-uploads/{upload['id']}/uploaded")).status_code == 202
    return upload["id"]


async def _all_ready(http: httpx2.AsyncClient, ids: list[str]) -> bool:
    """Whether the last is checked; they are taken in their order, two at a time."""
    await asyncio.sleep(0.05)
    states = [(await http.get(f"/photo-uploads/{one}")).json()["status"] for one in ids[-2:]]
    assert "rejected" not in states
    return set(states) == {"ready"}


@asynccontextmanager
async def _worker(env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *module("media_svc", "worker"), env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()


def _told(pid: str) -> dict[str, str]:
    """What the system says of a process; nothing of one that has ended."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line)
    return {}


def _resident(pid: int | str) -> float:
    """Megabytes of a process that lie in memory now."""
    return int(_told(str(pid)).get("VmRSS", "0 kB").split()[0]) / 1024


def _children(pid: int) -> Iterator[str]:
    return (one.name for one in Path("/proc").glob("[0-9]*") if _told(one.name).get("PPid", "").strip() == str(pid))


async def _clear(mongo_url: str, name: str, store: dict[str, str]) -> None:
    connected = connect(ServiceSettings(service="bench", mongo_url=mongo_url))
    await connected.client.drop_database(name)
    connected.client.close()
    client = Minio(store["endpoint"], store["access_key"], store["secret_key"], secure=False)
    for bucket in client.list_buckets():
        if bucket.name.startswith(name):
            for one in client.list_objects(bucket.name, recursive=True):
                client.remove_object(bucket.name, one.object_name)
            client.remove_bucket(bucket.name)
