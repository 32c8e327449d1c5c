"""What must hold when a worker dies, two work at once, the store is away, or nobody ever uploads."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from chassis.clock import now
from chassis.serve import Service
from media_svc.app import build
from media_svc.checks import commands
from media_svc.checks.commands import LEASE, Limits, check_next, empty_quarantine, forget_never_arrived
from media_svc.commands import show_cover
from media_svc.model import Status
from media_svc.settings import Settings
from media_svc.store import Stores
from minio import Minio

from .conftest import EDITOR, SECRETARY, Call, Desk, picture

LIMITS = Limits(50_000_000, 1024**3, 20)


def later(by: timedelta) -> Callable[[], Any]:
    return lambda: now() + by


async def announced_facts(stores: Stores, id_: str) -> list[str]:
    document = await stores.assets._assets.find_one({"_id": id_})
    assert document
    return [one["type"] for one in document["outbox"]]


async def test_an_upload_whose_worker_died_is_checked_by_another_once_the_lease_ends(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(picture(300, 200))
    assert await stores.checks.claim(at=now(), lease=LEASE)  # and then the power went out
    assert not await check_next(stores, LIMITS, clock=now)
    assert await check_next(stores, LIMITS, clock=later(LEASE))
    assert (await desk.settled(id_))["status"] == "ready"


async def test_two_workers_on_one_upload_give_one_verdict_and_one_fact(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(picture(300, 200))
    await asyncio.gather(check_next(stores, LIMITS, clock=now), check_next(stores, LIMITS, clock=later(LEASE * 2)))
    assert (await desk.settled(id_))["status"] == "ready"
    assert await announced_facts(stores, id_) == ["media.asset-accepted.v1"]


async def test_what_ends_the_worker_again_and_again_is_rejected(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(picture(300, 200))
    for time in range(3):
        assert await stores.checks.claim(at=now() + LEASE * time, lease=LEASE)
    assert await check_next(stores, LIMITS, clock=later(LEASE * 4))
    assert (await desk.settled(id_))["reasonCode"] == "not-checked"


async def test_a_check_that_overruns_three_times_is_rejected(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(picture(2000, 1500))
    for time in range(3):
        assert await check_next(stores, replace(LIMITS, seconds=0.01), clock=later(LEASE * time))
    assert (await desk.settled(id_))["reasonCode"] == "too-heavy"


async def test_bytes_that_a_crash_left_in_quarantine_are_swept(
    stores: Stores, desk: Desk, bucket: Minio, unique: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.upload(picture(300, 200))

    async def die(*_: Any) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as crash:
        crash.setattr(commands, "clear_away", die)
        with pytest.raises(asyncio.CancelledError):
            await check_next(stores, LIMITS, clock=now)
    assert len(list(bucket.list_objects(f"{unique}-quarantine", recursive=True))) == 1
    assert await empty_quarantine(stores) == 1
    assert not list(bucket.list_objects(f"{unique}-quarantine", recursive=True))
    assert await empty_quarantine(stores) == 0


async def test_what_changes_during_a_check_survives_its_verdict(stores: Stores, desk: Desk) -> None:
    id_ = await desk.upload(picture(300, 200))
    claim = await stores.checks.claim(at=now(), lease=LEASE)
    assert claim
    await show_cover(stores.assets, id_, "campaign-1", at=now())
    await commands._check(stores, claim, LIMITS, now)
    photo = await desk.settled(id_)
    assert (photo["status"], photo["usedBy"]) == ("ready", ["campaign-1"])


async def test_an_upload_that_never_came_is_forgotten_with_what_was_posted_for_it(
    stores: Stores, desk: Desk, call: Call, bucket: Minio, unique: str
) -> None:
    content = picture(300, 200)
    ticket = await desk.announce(content, "image/jpeg")
    assert (await desk.post(ticket, content)).status_code == 204
    kept = await desk.upload(content)
    assert await forget_never_arrived(stores, before=now() - timedelta(minutes=1)) == 0
    assert await forget_never_arrived(stores, before=now() + timedelta(minutes=1)) == 1
    assert (await call(EDITOR, "GET", f"/photos/{ticket['id']}")).status_code == 404
    assert (await call(EDITOR, "GET", f"/photos/{kept}")).json()["status"] == "checking"
    assert [one.object_name for one in bucket.list_objects(f"{unique}-quarantine", recursive=True)] == [f"photos/{kept}"]


async def test_an_arrival_that_did_not_happen_is_not_believed(desk: Desk, call: Call) -> None:
    ticket = await desk.announce(picture(300, 200), "image/jpeg")
    answer = await call(EDITOR, "POST", f"/photos/{ticket['id']}/uploaded")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "not-uploaded")
    assert (await call(EDITOR, "GET", f"/photos/{ticket['id']}")).json()["status"] == "pending"


async def test_bytes_that_vanish_before_the_check_are_a_reason(stores: Stores, desk: Desk, bucket: Minio, unique: str) -> None:
    id_ = await desk.upload(picture(300, 200))
    bucket.remove_object(f"{unique}-quarantine", f"photos/{id_}")
    await check_next(stores, LIMITS, clock=now)
    assert (await desk.settled(id_))["reasonCode"] == "never-arrived"


async def test_while_the_store_is_away_records_are_served_and_uploads_asked_to_wait(
    service: Service, settings: Settings, desk: Desk, client: Any, tokens: Any
) -> None:
    id_ = await desk.upload(picture(300, 200))
    lonely = build(settings.model_copy(update={"minio_endpoint": "127.0.0.1:1"}), roles=frozenset(("api",)))
    assert lonely.app
    assert lonely.open
    assert lonely.close
    assert lonely.database is not None
    await lonely.open()
    http: httpx2.AsyncClient = await client(lonely.app, headers=tokens.headers(SECRETARY, "media-svc"))
    assert (await http.get(f"/api/v1/photos/{id_}")).json()["status"] == "checking"
    body = {"fileName": "a.jpg", "contentType": "image/jpeg", "size": 10, "purpose": "campaign-cover"}
    refused = await http.post("/api/v1/photos", json=body)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "3")
    waiting: Stores = lonely.app.state.stores
    assert await check_next(waiting, LIMITS, clock=now)
    kept = await waiting.assets.by_id(id_)
    assert kept
    assert kept.status is Status.CHECKING
    assert await check_next(service.app.state.stores, LIMITS, clock=later(timedelta(seconds=3)))
    assert (await desk.settled(id_))["status"] == "ready"
    await lonely.close()
    lonely.database.client.close()
