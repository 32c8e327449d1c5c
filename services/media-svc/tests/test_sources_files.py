"""The files of versions: their way in, their pictures, and the record of who took them."""

import hashlib

import httpx2
from chassis.auth import Actor
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, REVIEWER, SECRETARY, VIEWER, Call
from .shelf import TODAY, Shelf, facts, pdf


async def test_a_download_is_recorded_before_its_address_is_given(shelf: Shelf, call: Call, browser: httpx2.AsyncClient) -> None:
    id_ = await shelf.document()
    version = await shelf.published(id_, "1.0", TODAY)
    file = (await shelf.seen(VIEWER, id_))["shown"]["files"][0]
    answer = await call(VIEWER, "POST", f"/documents/{id_}/versions/{version}/files/{file['id']}/download")
    content = (await browser.get(answer.json()["url"])).content
    assert hashlib.sha256(content).hexdigest() == file["sha256"]
    rows = (await call(EDITOR, "GET", f"/documents/{id_}/downloads")).json()["items"]
    assert [(row["entity"], row["versionId"], row["sha256"]) for row in rows] == [("D03", version, file["sha256"])]
    assert rows[0]["who"]["en"] == VIEWER.id
    for who, status, sees in ((VIEWER, 404, False), (OTHER, 404, False), (EDITOR, 200, True), (REVIEWER, 200, True)):
        assert (await call(who, "GET", f"/documents/{id_}/downloads")).status_code == status
        assert (await shelf.seen(who, id_))["maySeeDownloads"] is sees


async def test_the_bytes_of_a_file_are_on_record_and_an_upload_is_streamed_to_the_gateway_alone(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    version = await shelf.published(id_, "1.0", TODAY)
    file = (await shelf.seen(VIEWER, id_))["shown"]["files"][0]
    taken = await call(VIEWER, "GET", f"/documents/{id_}/versions/{version}/files/{file['id']}/stream")
    assert hashlib.sha256(taken.content).hexdigest() == file["sha256"]
    assert [row["entity"] for row in (await call(EDITOR, "GET", f"/documents/{id_}/downloads")).json()["items"]] == ["D03"]
    whole = await call(Actor.system("gateway"), "GET", f"/assets/{file['id']}/stream")
    assert whole.content == taken.content
    for who in (VIEWER, EDITOR, Actor.system("seed")):
        assert (await call(who, "GET", f"/assets/{file['id']}/stream")).status_code == 403


async def test_the_first_page_has_a_picture(shelf: Shelf, browser: httpx2.AsyncClient) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY)
    picture = await browser.get((await shelf.seen(VIEWER, id_))["shown"]["files"][0]["firstPage"])
    assert (picture.status_code, picture.headers["content-type"], picture.content[:4]) == (200, "image/webp", b"RIFF")


async def test_a_withdrawn_version_says_why_and_gives_its_files_no_more(shelf: Shelf, call: Call, stores: Stores) -> None:
    id_, other = await shelf.document(), await shelf.document()
    await shelf.published(other, "1.0", TODAY)
    version = await shelf.published(id_, "1.0", TODAY)
    file = (await shelf.seen(VIEWER, id_))["shown"]["files"][0]["id"]
    body = {"reason": {"ar": "فيه خطأ", "en": "It is wrong"}, "replacement": other}
    await shelf.done(SECRETARY, id_, f"/versions/{version}/withdraw", body)
    seen = await shelf.seen(VIEWER, id_)
    assert (seen["shown"], seen["versions"][0]["state"]) == (None, "withdrawn")
    assert seen["versions"][0]["withdrawal"]["replacement"] == other
    assert seen["versions"][0]["files"][0]["firstPage"] is None
    assert (await call(VIEWER, "POST", f"/documents/{id_}/versions/{version}/files/{file}/download")).status_code == 404
    assert (await facts(stores, id_))[-1] == "media.version-withdrawn.v1"


async def test_a_file_that_no_reader_can_open_or_of_another_entity_is_no_file_of_a_version(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    version = (await shelf.done(EDITOR, id_, "/versions", {"label": "1"}))["versions"][0]["id"]
    unreadable = await shelf.file(b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n")
    foreign = await shelf.file(pdf("نص"), by=OTHER)
    for asset, who in ((unreadable, EDITOR), (foreign, SECRETARY)):
        answer = await shelf.act(who, id_, f"/versions/{version}/files", {"assetId": asset, "language": "ar"})
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "file-not-usable")
