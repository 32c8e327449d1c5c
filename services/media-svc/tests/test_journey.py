"""An upload from the announcement to its verdict, on a real store, as the web client makes it."""

import hashlib
from io import BytesIO
from typing import Any

import httpx2
from chassis.testing import eventually
from minio import Minio
from PIL import Image

from .conftest import EDITOR, Call, Desk, picture


def objects_in(bucket: Minio, name: str) -> list[str]:
    return [str(one.object_name) for one in bucket.list_objects(name, recursive=True)]


async def test_a_photo_becomes_ready_in_three_sizes_that_browsers_can_read(
    working: Any, desk: Desk, browser: httpx2.AsyncClient, bucket: Minio, unique: str
) -> None:
    content = picture(1800, 1200)
    photo = await desk.settled(await desk.upload(content, alt={"ar": "شروق", "en": "Dawn"}))
    assert (photo["status"], photo["width"], photo["height"]) == ("ready", 1800, 1200)
    assert photo["sha256"] == hashlib.sha256(content).hexdigest()
    assert photo["alt"] == {"ar": "شروق", "en": "Dawn"}
    sizes = {one["name"]: (one["width"], one["height"], one["type"]) for one in photo["renditions"]}
    assert sizes == {
        "wide": (1600, 1067, "image/webp"),
        "wide-jpeg": (1600, 1067, "image/jpeg"),
        "card": (800, 533, "image/webp"),
        "thumb": (400, 267, "image/webp"),
    }
    for one in photo["renditions"]:
        answer = await browser.get(one["url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, one["type"])
        assert Image.open(BytesIO(answer.content)).size == (one["width"], one["height"])
    await eventually(lambda: objects_in(bucket, f"{unique}-quarantine") == [])


async def test_an_address_works_for_minutes_only_and_for_its_object_only(
    working: Any, desk: Desk, browser: httpx2.AsyncClient, bucket: Minio
) -> None:
    photo = await desk.settled(await desk.upload(picture(500, 400)))
    url = photo["renditions"][0]["url"]
    assert 0 < int(httpx2.URL(url).params["X-Amz-Expires"]) <= 300
    assert (await browser.get(url.replace("wide", "card", 1))).status_code == 403
    assert (await browser.get(url.partition("?")[0])).status_code == 403


async def test_a_pdf_called_a_photo_is_rejected_and_deleted(working: Any, desk: Desk, call: Call, bucket: Minio, unique: str) -> None:
    id_ = await desk.upload(b"%PDF-1.7\n%%EOF", "image/jpeg")
    photo = await desk.settled(id_)
    assert (photo["status"], photo["reasonCode"], photo["renditions"]) == ("rejected", "wrong-type", [])
    assert photo["reasonText"]["ar"] == "محتوى الملف ليس من النوع المذكور."
    assert "not of the type" in photo["reasonText"]["en"]
    arabic = await call(EDITOR, "GET", f"/photos/{id_}", headers={"Accept-Language": "ar"})
    assert arabic.json()["reason"] == photo["reasonText"]["ar"]
    await eventually(lambda: objects_in(bucket, f"{unique}-quarantine") == [])
    assert objects_in(bucket, f"{unique}-assets") == []


async def test_a_decompression_bomb_is_rejected_before_it_is_decoded(working: Any, desk: Desk) -> None:
    bomb = BytesIO()
    Image.new("L", (13_000, 13_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    assert (await desk.settled(await desk.upload(bomb.getvalue(), "image/png")))["reasonCode"] == "too-many-pixels"


async def test_a_truncated_photo_is_rejected(working: Any, desk: Desk) -> None:
    content = picture(1200, 800)
    assert (await desk.settled(await desk.upload(content[: len(content) // 2])))["reasonCode"] == "cut-off"


async def test_where_and_with_what_a_photo_was_taken_is_gone(working: Any, desk: Desk, browser: httpx2.AsyncClient) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: the sensor's picture has to be turned
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 12.0, 3.0), 3: "E", 4: (55.0, 16.0, 9.0)})
    content = picture(900, 600, exif=exif.tobytes(), comment=b"private words")
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    photo = await desk.settled(await desk.upload(content))
    assert (photo["width"], photo["height"]) == (600, 900)
    for one in photo["renditions"]:
        image = Image.open(BytesIO(answer := (await browser.get(one["url"])).content))
        assert image.width < image.height
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()
        assert b"CameraMaker" not in answer
        assert b"private words" not in answer


async def test_reporting_an_arrival_twice_is_as_good_as_once(working: Any, desk: Desk, call: Call) -> None:
    id_ = await desk.upload(picture(400, 300))
    again = await call(EDITOR, "POST", f"/photos/{id_}/uploaded")
    assert again.status_code == 202
    photo = await desk.settled(id_)
    late = await call(EDITOR, "POST", f"/photos/{id_}/uploaded")
    assert (late.status_code, late.json()["status"]) == (202, "ready")
    assert (await desk.settled(id_))["version"] == photo["version"]


async def test_the_store_refuses_another_size_type_or_place_than_announced(service: Any, desk: Desk) -> None:
    content = picture(400, 300)
    ticket = await desk.announce(content, "image/jpeg")
    assert (await desk.post(ticket, content + b"1")).status_code == 400
    assert (await desk.post(ticket, content[:-1])).status_code == 400
    assert (await desk.post(ticket, content, **{"Content-Type": "text/html"})).status_code == 403
    assert (await desk.post(ticket, content, key="photos/another")).status_code == 403
    assert (await desk.post(ticket, content)).status_code == 204


async def test_a_file_can_be_fetched_under_its_own_name(working: Any, desk: Desk, call: Call, browser: httpx2.AsyncClient) -> None:
    content = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
    id_ = await desk.upload(content, "application/pdf", place="assets", fileName="دليل الهوية.pdf")
    early = await call(EDITOR, "GET", f"/assets/{id_}/download")
    assert early.status_code in (200, 409)
    assert (await desk.settled(id_, place="assets"))["status"] == "ready"
    download = (await call(EDITOR, "GET", f"/assets/{id_}/download")).json()
    answer = await browser.get(download["url"])
    assert answer.content == content
    assert "filename*=UTF-8''%D8%AF" in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_what_is_posted_after_the_verdict_changes_nothing(
    working: Any, desk: Desk, call: Call, browser: httpx2.AsyncClient, bucket: Minio, unique: str
) -> None:
    content = b"%PDF-1.7\nthe first\n%%EOF\n"
    ticket = await desk.announce(content, "application/pdf", place="assets")
    assert (await desk.post(ticket, content)).status_code == 204
    await call(EDITOR, "POST", f"/assets/{ticket['id']}/uploaded")
    assert (await desk.settled(ticket["id"], place="assets"))["status"] == "ready"
    assert (await desk.post(ticket, content.replace(b"first", b"other"))).status_code == 204
    download = (await call(EDITOR, "GET", f"/assets/{ticket['id']}/download")).json()
    assert (await browser.get(download["url"])).content == content
