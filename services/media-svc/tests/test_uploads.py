"""Uploads in parts: what arrived counts, what is missing is asked for again, and a photo of the Studio comes out."""

import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from chassis.serve import Service
from chassis.testing import eventually
from media_svc.studio.uploads.model import PART
from PIL import Image

from .conftest import EDITOR, HOUSE_OFFICER, OFFICER, VIEWER, Call, picture

BODY = {"fileName": "صورة.jpg", "contentType": "image/jpeg"}


async def announce(call: Call, content: bytes, by: Any = OFFICER) -> dict[str, Any]:
    answer = await call(by, "POST", "/photo-uploads", json={**BODY, "size": len(content)})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def send(browser: Any, part: dict[str, Any], content: bytes) -> int:
    piece = content[part["offset"] : part["offset"] + part["size"]]
    form = part["form"]
    return (await browser.post(form["url"], data=form["fields"], files={"file": ("p", piece)})).status_code


async def test_a_broken_upload_goes_on_with_what_is_missing(call: Call, browser: Any) -> None:
    content = b"\xff\xd8\xff" + bytes(PART * 2 + 1000)
    upload = await announce(call, content)
    assert [(one["offset"], one["size"]) for one in upload["missing"]] == [(0, PART), (PART, PART), (2 * PART, 1003)]
    assert await send(browser, upload["missing"][1], content) == 204
    early = await call(OFFICER, "POST", f"/photo-uploads/{upload['id']}/uploaded")
    assert (early.status_code, early.json()["type"].rpartition("/")[2]) == (409, "parts-missing")
    after = (await call(OFFICER, "GET", f"/photo-uploads/{upload['id']}")).json()
    assert ([one["number"] for one in after["missing"]], after["arrived"]) == ([1, 3], PART)
    for part in after["missing"]:
        assert await send(browser, part, content) == 204
    for _ in range(2):
        reported = await call(OFFICER, "POST", f"/photo-uploads/{upload['id']}/uploaded")
        assert (reported.status_code, reported.json()["status"]) == (202, "checking")


async def test_the_store_takes_no_part_of_another_length(call: Call, browser: Any) -> None:
    upload = await announce(call, bytes(100))
    part = upload["missing"][0]
    assert await send(browser, part, bytes(99)) == 400
    assert await send(browser, {**part, "size": 101}, bytes(101)) == 400


async def test_only_the_studio_uploads_for_the_studio(call: Call) -> None:
    for by in (VIEWER, EDITOR):
        assert (await call(by, "POST", "/photo-uploads", json={**BODY, "size": 9})).status_code == 403
    upload = await announce(call, bytes(9))
    assert (await call(HOUSE_OFFICER, "GET", f"/photo-uploads/{upload['id']}")).status_code == 404


@pytest.mark.parametrize(("change", "status"), [({"size": 101 * 1024**2}, 413), ({"contentType": "image/gif"}, 422), ({"size": 0}, 422)])
async def test_what_does_not_fit_is_refused(call: Call, change: dict[str, Any], status: int) -> None:
    assert (await call(OFFICER, "POST", "/photo-uploads", json={**BODY, "size": 9, **change})).status_code == status


def with_secrets() -> bytes:
    """A photo of twelve million pixels that tells where it was taken, by which camera, and when."""
    exif = Image.Exif()
    exif[0x0110] = "Private Camera 9"
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 12.0, 0.0), 3: "E", 4: (55.0, 18.0, 0.0)})
    exif.get_ifd(0x8769).update({0x9003: "2026:04:12 09:30:00", 0xA431: "SERIAL-4711"})
    return picture(4000, 3000, exif=exif, comment=b"private remark")


async def test_an_upload_becomes_a_photo_without_its_private_tags(working: Service, call: Call, browser: Any) -> None:
    from chassis.clock import now
    from chassis.event import Cause
    from media_svc.consumed import AssetAccepted
    from media_svc.handlers import on_asset_accepted  # the consumer's part, without a broker

    content = with_secrets()
    assert b"SERIAL-4711" in content
    upload = await announce(call, content)
    for part in upload["missing"]:
        assert await send(browser, part, content) == 204
    await call(OFFICER, "POST", f"/photo-uploads/{upload['id']}/uploaded")

    async def ready() -> Any:
        return (await call(OFFICER, "GET", f"/photo-uploads/{upload['id']}")).json()["status"] == "ready"

    await eventually(ready, within=30)
    stores = working.app.state.stores
    cause = Cause("event-1", "media.asset-accepted.v1", upload["id"], 3, "c", now())
    for _ in range(2):
        await on_asset_accepted(AssetAccepted(asset_id=upload["id"], purpose="studio"), cause, stores)
    number = (await call(OFFICER, "GET", f"/photo-uploads/{upload['id']}")).json()["number"]
    body = (await call(OFFICER, "GET", f"/official-photos/{number}")).json()
    assert body["details"]["capturedAt"] == "2026-04-12T05:30:00Z"
    assert (body["width"], body["height"], body["ratio"]) == (4000, 3000, "landscape")
    assert [(one["size"], one["width"]) for one in body["sizes"]] == [("web", 1600), ("press", 2400), ("original", 4000)]
    photo = await stores.photos.get(number, seen_by=OFFICER)
    for rendition in photo.picture.renditions:
        made = await stores.objects.content(photo.key_of(rendition))
        assert len(made) == rendition.bytes
        for secret in (b"SERIAL-4711", b"Private", b"private remark", b"Exif"):
            assert secret not in made
        with Image.open(BytesIO(made)) as image:
            assert not image.getexif()
    assert (await call(VIEWER, "GET", f"/photos/{upload['id']}")).status_code == 404


def examined_at_once() -> int:
    """Megabytes that the checks' own processes hold right now."""
    kilobytes = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            if int(told["PPid"]) == os.getpid():
                kilobytes += int(told.get("VmRSS", "0 kB").split()[0])
    return kilobytes // 1024


async def test_a_queue_of_large_photos_takes_the_memory_of_one(working: Service, call: Call, browser: Any) -> None:
    content, ids = picture(4000, 3000), []
    for _ in range(5):
        upload = await announce(call, content)
        for part in upload["missing"]:
            assert await send(browser, part, content) == 204
        await call(OFFICER, "POST", f"/photo-uploads/{upload['id']}/uploaded")
        ids.append(upload["id"])
    most = 0

    async def all_ready() -> bool:
        nonlocal most
        most = max(most, examined_at_once())
        stores = working.app.state.stores
        return all([(await stores.assets.by_id(id_)).status == "ready" for id_ in ids])

    await eventually(all_ready, within=60)
    assert 40 < most < 200
