"""No check is tried for ever: what nobody foresaw counts, what is away does not, and people and operations are told."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from chassis.clock import now
from chassis.serve import Service, with_operations
from media_svc.checks import commands
from media_svc.checks.commands import LEASE, Limits, check_next
from media_svc.commands import show_cover
from media_svc.malware import Scanner
from media_svc.model import Status
from media_svc.store import Stores
from media_svc.worker import Workers
from minio import Minio

from .conftest import EDITOR, HOUSE_OFFICER, OFFICER, OTHER, SECRETARY, VIEWER, Call, Desk, person, picture
from .test_commands import LIMITS, announced_facts, later

OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))
SCANNER_AWAY = Limits(50_000_000, 1024**3, 20, Scanner("tcp://127.0.0.1:1"))


async def failed_three_times(stores: Stores, monkeypatch: pytest.MonkeyPatch, *, step: str = "keep_reading") -> None:
    """Check with a step that fails as nobody foresaw."""

    async def fail(*_: Any) -> None:
        raise UnicodeEncodeError("utf-8", "\ud83d", 0, 1, "surrogates not allowed")

    with monkeypatch.context() as broken:
        broken.setattr(commands, step, fail)
        for time in range(3):
            assert await check_next(stores, LIMITS, clock=later(LEASE * time))


@pytest.mark.parametrize("step", ["examine", "_promote", "keep_reading"])
async def test_three_unforeseen_faults_reject_an_upload_as_not_checked(
    stores: Stores, desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    id_ = await desk.upload(picture(300, 200))
    await failed_three_times(stores, monkeypatch, step=step)
    photo = await desk.settled(id_)
    assert (photo["status"], photo["reasonCode"]) == ("rejected", "not-checked")
    assert "operations have been told" in photo["reasonText"]["en"]
    assert await announced_facts(stores, id_) == ["media.asset-rejected.v2"]
    assert not await check_next(stores, LIMITS, clock=later(timedelta(days=1)))


async def test_two_faults_and_a_third_try_that_succeeds_accept_it(stores: Stores, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await desk.upload(picture(300, 200))

    async def fail(*_: Any) -> None:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(commands, "keep_reading", fail)
        for time in range(2):
            assert await check_next(stores, LIMITS, clock=later(LEASE * time))
    assert await check_next(stores, LIMITS, clock=later(LEASE * 3))
    assert (await desk.settled(id_))["status"] == "ready"
    assert await stores.checks.faults() == []


async def test_a_reason_that_is_older_than_its_event_is_told_in_both_versions(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(b"\xff\xd8\xff" + bytes(200))
    assert await check_next(stores, LIMITS, clock=now)
    assert await announced_facts(stores, id_) == ["media.asset-rejected.v2", "media.asset-rejected.v1"]


async def test_operations_see_what_could_not_be_checked_with_its_trace_until_they_dismiss_it(
    stores: Stores, desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await desk.upload(picture(300, 200))
    reported_in = f"00-{'4' * 32}-{'7' * 16}-01"
    await stores.assets._assets.update_one({"_id": id_}, {"$set": {"trace": {"traceparent": reported_in}}})
    await failed_three_times(stores, monkeypatch)
    fault = (await stores.checks.faults())[0]
    assert (fault["id"], fault["subject"]) == (id_, "صورة.jpg")
    assert fault["error"].startswith("UnicodeEncodeError")
    assert fault["traceparent"].split("-")[1] == "4" * 32
    assert await stores.checks.dismiss(id_)
    assert not await stores.checks.dismiss(id_)
    assert await stores.checks.faults() == []
    assert (await call(EDITOR, "GET", f"/photos/{id_}")).json()["status"] == "rejected"


async def test_a_fault_stands_on_the_page_of_operations_and_can_only_be_dropped(
    service: Service, stores: Stores, desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_operations(service)
    id_ = await desk.upload(picture(300, 200))
    await failed_three_times(stores, monkeypatch)
    letter = (await call(OPS, "GET", "/operations")).json()["letters"][0]
    assert (letter["id"], letter["type"], letter["acts"]) == (f"media.check:{id_}", "media.check", ["drop"])
    act = f"/operations/dead-letters/{letter['id']}"
    assert [(await call(OPS, "POST", f"{act}/{verb}")).status_code for verb in ("release", "drop", "drop")] == [404, 204, 404]
    after = (await call(OPS, "GET", "/operations")).json()
    assert (after["letters"], [(one["act"], one["subject"]) for one in after["acts"]]) == ([], [("drop", "صورة.jpg")])


async def test_a_fault_is_kept_whatever_its_words_are(stores: Stores, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = await desk.upload(picture(300, 200))

    async def fail(*_: Any) -> None:
        raise ValueError("of \ud83d" + "x" * 5000)

    with monkeypatch.context() as broken:
        broken.setattr(commands, "keep_reading", fail)
        for time in range(3):
            assert await check_next(stores, LIMITS, clock=later(LEASE * time))
    assert (await desk.settled(id_))["reasonCode"] == "not-checked"
    assert (await stores.checks.faults())[0]["error"].startswith("ValueError: of ?xxx")


async def test_what_is_away_is_no_attempt_and_the_upload_says_that_it_waits(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = await desk.upload(picture(300, 200))
    assert (await call(EDITOR, "GET", f"/photos/{id_}")).json()["delayed"] is False
    for time in range(12):
        assert await check_next(stores, SCANNER_AWAY, clock=later(LEASE * time))
    waiting = (await call(EDITOR, "GET", f"/photos/{id_}")).json()
    assert (waiting["status"], waiting["delayed"]) == ("checking", True)
    assert await check_next(stores, LIMITS, clock=later(LEASE * 13))
    ready = (await call(EDITOR, "GET", f"/photos/{id_}")).json()
    assert (ready["status"], ready["delayed"]) == ("ready", False)


async def test_the_longer_something_is_away_the_less_often_it_is_asked(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(picture(300, 200))
    at = now()
    for away_for, pause in ((0, 2), (20, 5), (600, 30)):
        claim = await stores.checks.claim(at=at + timedelta(seconds=away_for), lease=LEASE)
        assert claim
        await stores.checks.postpone(claim, at=at + timedelta(seconds=away_for))
        kept = await stores.assets._assets.find_one({"_id": id_})
        assert round((kept["lease_until"] - at).total_seconds()) == away_for + pause


async def test_a_loop_goes_on_after_a_piece_of_work_that_nobody_foresaw() -> None:
    done = asyncio.Event()
    left = [ValueError("a record nobody can read"), None]

    async def work() -> bool:
        if fault := left.pop(0):
            raise fault
        done.set()
        await asyncio.Event().wait()
        return False

    loop = asyncio.ensure_future(Workers().repeat("checks", work, pause=0.01))
    async with asyncio.timeout(5):
        await done.wait()
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop


# ---- removal ----


async def gone(call: Call, id_: str, place: str = "photos") -> bool:
    statuses = {(await call(who, "GET", f"/{place}/{id_}")).status_code for who in (EDITOR, SECRETARY)}
    listed = [one["id"] for one in (await call(EDITOR, "GET", f"/{place}")).json()["items"]]
    return statuses == {404} and id_ not in listed


def left_in_store(bucket: Minio, unique: str) -> list[str]:
    names = [one.name for one in bucket.list_buckets() if one.name.startswith(unique)]
    return [one.object_name for name in names for one in bucket.list_objects(name, recursive=True)]


@pytest.mark.parametrize("state", list(Status))
async def test_an_upload_is_removed_wherever_it_stands_and_its_bytes_with_it(
    stores: Stores, desk: Desk, call: Call, bucket: Minio, unique: str, state: Status
) -> None:
    content = picture(300, 200) if state is not Status.REJECTED else b"\xff\xd8\xff" + bytes(200)
    if state is Status.PENDING:
        ticket = await desk.announce(content, "image/jpeg")
        assert (await desk.post(ticket, content)).status_code == 204
        id_ = ticket["id"]
    else:
        id_ = await desk.upload(content)
    if state in (Status.READY, Status.REJECTED):
        assert await check_next(stores, LIMITS, clock=now)
    if state is Status.REMOVED:
        assert (await call(EDITOR, "DELETE", f"/photos/{id_}")).status_code == 204
    assert (await call(EDITOR, "DELETE", f"/photos/{id_}")).status_code == (404 if state is Status.REMOVED else 204)
    assert await gone(call, id_)
    assert left_in_store(bucket, unique) == []
    assert not await check_next(stores, LIMITS, clock=later(timedelta(days=1)))
    told = await announced_facts(stores, id_)
    assert ("media.asset-removed.v1" in told) is (state is Status.READY)


async def test_what_is_removed_during_its_check_leaves_nothing_behind(
    stores: Stores, desk: Desk, call: Call, bucket: Minio, unique: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await desk.upload(picture(300, 200))
    promote = commands._promote

    async def remove_then_promote(*given: Any) -> None:
        assert (await call(EDITOR, "DELETE", f"/photos/{id_}")).status_code == 204
        await promote(*given)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(commands, "_promote", remove_then_promote)
        assert await check_next(stores, LIMITS, clock=now)
    assert left_in_store(bucket, unique) == []
    assert await gone(call, id_)


async def test_only_its_people_remove_an_upload(desk: Desk, call: Call, stores: Stores) -> None:
    id_ = await desk.upload(picture(300, 200))
    for who, status in ((VIEWER, 403), (OTHER, 404), (HOUSE_OFFICER, 404), (EDITOR, 204)):
        assert (await call(who, "DELETE", f"/photos/{id_}")).status_code == status


async def test_what_is_in_use_is_not_removed_and_says_where(shelf: Any, desk: Desk, call: Call, stores: Stores) -> None:
    id_ = await shelf.document()
    await shelf.draft(id_, "1", "2026-01-01")
    file = (await shelf.seen(EDITOR, id_))["versions"][0]["files"][0]["id"]
    refused = await call(EDITOR, "DELETE", f"/assets/{file}")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "asset-in-use")
    assert "وثيقة" in (await call(EDITOR, "DELETE", f"/assets/{file}", headers={"Accept-Language": "ar"})).json()["detail"]
    cover = await desk.upload(picture(300, 200))
    assert await check_next(stores, LIMITS, clock=now)
    asset = await stores.assets.by_id(cover)
    assert asset
    await show_cover(stores.assets, cover, "campaign-1", at=now())
    assert (await call(EDITOR, "DELETE", f"/photos/{cover}")).status_code == 409


async def test_an_upload_in_parts_is_removed_with_its_parts(call: Call, browser: Any, bucket: Minio, unique: str) -> None:
    content = picture(300, 200)
    body = {"fileName": "a.jpg", "contentType": "image/jpeg", "size": len(content)}
    upload = (await call(OFFICER, "POST", "/photo-uploads", json=body)).json()
    form = upload["missing"][0]["form"]
    assert (await browser.post(form["url"], data=form["fields"], files={"file": ("p", content)})).status_code == 204
    assert (await call(HOUSE_OFFICER, "DELETE", f"/photo-uploads/{upload['id']}")).status_code == 404
    assert (await call(OFFICER, "DELETE", f"/photo-uploads/{upload['id']}")).status_code == 204
    assert (await call(OFFICER, "GET", f"/photo-uploads/{upload['id']}")).status_code == 404
    assert left_in_store(bucket, unique) == []
