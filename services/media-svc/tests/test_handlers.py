"""Others' facts, applied as the consumer does; and our own as they reach Kafka."""

import asyncio
import contextlib
import json
from typing import Any

from chassis.clock import now
from chassis.event import Cause, because_of
from chassis.kafka import consumer
from chassis.serve import Service
from chassis.testing import eventually
from media_svc.checks.commands import Limits, check_next
from media_svc.handlers import HANDLERS
from media_svc.settings import Settings
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, VIEWER, Call, Desk, picture

LIMITS = Limits(50_000_000, 1024**3, 20)


async def hear(stores: Stores, type_: str, content: dict[str, Any], *, version: int = 1, subject: str = "x") -> None:
    reader, handler = HANDLERS[type_]
    cause = Cause(f"{type_}-{version}", type_, subject, version, "correlation", now())
    with because_of(cause):
        await handler(reader.model_validate(content), cause, stores)


async def listed(call: Call, actor: Any) -> list[str]:
    return [one["id"] for one in (await call(actor, "GET", "/photos")).json()["items"]]


async def test_the_cover_of_a_live_campaign_is_in_everybodys_list_until_it_is_called_off(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = await desk.upload(picture(200, 150))
    await check_next(stores, LIMITS, clock=now)
    launched = {"campaignId": "c-1", "coverAssetId": id_, "title": {"ar": "ص", "en": "S"}}
    for path in (f"/photos/{id_}", f"/photos?ids={id_}", "/photos"):  # of a draft, or of a campaign that is not open
        answer = await call(VIEWER, "GET", path)
        assert answer.status_code == 404 or answer.json()["items"] == []
    await hear(stores, "campaigns.campaign-launched.v1", launched)
    await hear(stores, "campaigns.campaign-completed.v1", launched, version=2)
    assert await listed(call, VIEWER) == [id_]
    assert (await call(VIEWER, "GET", f"/photos/{id_}")).json()["usedBy"] == ["c-1"]
    await hear(stores, "campaigns.campaign-cancelled.v1", {"campaignId": "c-1"}, version=3)
    assert await listed(call, VIEWER) == []
    assert (await call(VIEWER, "GET", f"/photos/{id_}")).status_code == 404


async def test_a_corrected_cover_takes_the_place_of_the_former_and_comes_back_with_its_campaign(
    stores: Stores, desk: Desk, call: Call
) -> None:
    first, second = await desk.upload(picture(200, 150)), await desk.upload(picture(210, 150))
    for _ in range(2):
        await check_next(stores, LIMITS, clock=now)
    await hear(stores, "campaigns.campaign-launched.v1", {"campaignId": "c-1", "coverAssetId": first})
    corrected = {"campaignId": "c-1", "coverAssetId": second}
    await hear(stores, "campaigns.campaign-corrected.v1", {**corrected, "changed": ["title"]}, version=2)
    assert await listed(call, VIEWER) == [first]
    await hear(stores, "campaigns.campaign-corrected.v1", {**corrected, "changed": ["cover"]}, version=3)
    assert await listed(call, VIEWER) == [second]
    await hear(stores, "campaigns.campaign-cancelled.v1", {"campaignId": "c-1"}, version=4)
    await hear(stores, "campaigns.campaign-reinstated.v1", {**corrected, "status": "live"}, version=5)
    assert await listed(call, VIEWER) == [second]
    await hear(stores, "campaigns.campaign-corrected.v1", {"campaignId": "c-1", "changed": ["cover"]}, version=6)
    assert await listed(call, VIEWER) == []


async def test_a_campaign_of_another_class_shows_its_cover_no_longer_or_again(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = await desk.upload(picture(200, 150))
    await check_next(stores, LIMITS, clock=now)
    await hear(stores, "campaigns.campaign-launched.v1", {"campaignId": "c-1", "coverAssetId": id_})
    closed = {"campaignId": "c-1", "changed": ["classification"]}
    await hear(stores, "campaigns.campaign-corrected.v1", closed, version=2)
    assert await listed(call, VIEWER) == []
    await hear(stores, "campaigns.campaign-corrected.v1", {**closed, "coverAssetId": id_}, version=3)
    assert await listed(call, VIEWER) == [id_]


async def test_the_cover_of_a_deleted_draft_is_deleted_with_its_bytes_once(stores: Stores, desk: Desk, call: Call, bucket: Any) -> None:
    cover, arriving = await desk.upload(picture(200, 150)), (await desk.announce(picture(210, 150), "image/jpeg"))["id"]
    await check_next(stores, LIMITS, clock=now)
    assert [one for one in bucket.list_objects(stores.objects.accepted, recursive=True) if cover in str(one.object_name)]
    for id_ in (cover, arriving):
        for version in (1, 2):
            told = {"campaignId": "c-1", "changed": [], "coverAssetId": id_}
            await hear(stores, "campaigns.campaign-deleted.v1", told, version=version, subject=id_)
        assert (await call(EDITOR, "GET", f"/photos/{id_}")).status_code == 404
    for place in (stores.objects.accepted, stores.objects.quarantine):
        assert [one for one in bucket.list_objects(place, recursive=True) if cover in str(one.object_name)] == []
    await hear(stores, "campaigns.campaign-deleted.v1", {"campaignId": "c-2", "changed": []})
    await hear(stores, "campaigns.campaign-deleted.v1", {"campaignId": "c-2", "changed": [], "coverAssetId": "unknown"}, version=2)


async def test_a_cover_that_another_campaign_shows_and_what_is_no_cover_stay(stores: Stores, desk: Desk, call: Call) -> None:
    cover = await desk.upload(picture(200, 150))
    await check_next(stores, LIMITS, clock=now)
    await hear(stores, "campaigns.campaign-launched.v1", {"campaignId": "c-1", "coverAssetId": cover})
    file = (await desk.announce(b"%PDF-1.7", "application/pdf", place="assets"))["id"]
    for place, id_ in (("photos", cover), ("assets", file)):
        await hear(stores, "campaigns.campaign-deleted.v1", {"campaignId": "c-2", "changed": [], "coverAssetId": id_}, subject=id_)
        assert (await call(EDITOR, "GET", f"/{place}/{id_}")).status_code == 200


async def test_campaigns_without_a_cover_or_with_one_we_do_not_know_change_nothing(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = (await desk.announce(picture(200, 150), "image/jpeg"))["id"]
    await hear(stores, "campaigns.campaign-launched.v1", {"campaignId": "c-1"})
    await hear(stores, "campaigns.campaign-launched.v1", {"campaignId": "c-1", "coverAssetId": "unknown"}, version=2)
    await hear(stores, "campaigns.campaign-withdrawn.v1", {"campaignId": "c-9"}, version=3)
    assert (await call(EDITOR, "GET", f"/photos/{id_}")).json()["version"] == 1


async def test_photos_and_files_follow_an_entity_that_merges(stores: Stores, desk: Desk, call: Call) -> None:
    photo = (await desk.announce(picture(200, 150), "image/jpeg"))["id"]
    file = (await desk.announce(b"%PDF-1.7", "application/pdf", place="assets"))["id"]
    for _ in range(2):
        await hear(stores, "members.entity-merged.v1", {"code": "D01", "mergedInto": "D02"})
    for path in (f"/photos/{photo}", f"/assets/{file}"):
        assert (await call(EDITOR, "GET", path)).status_code == 404
        moved = (await call(OTHER, "GET", path)).json()
        assert (moved["ownerEntity"], moved["version"]) == ("D02", 2)


async def test_a_verdict_reaches_kafka_with_the_correlation_of_whoever_reported_the_arrival(
    service: Service, stores: Stores, settings: Settings, desk: Desk, call: Call
) -> None:
    assert service.relay
    relaying = asyncio.ensure_future(service.relay.run())
    reader = consumer(settings, "a-subscriber")
    try:
        content = picture(200, 150)
        ticket = await desk.announce(content, "image/jpeg")
        await desk.post(ticket, content)
        await call(EDITOR, "POST", f"/photos/{ticket['id']}/uploaded", headers={"X-Request-Id": "journey-0001"})
        await check_next(stores, LIMITS, clock=now)
        reader.subscribe([f"{settings.topic_prefix}media.asset"])
        await reader.start()

        async def read() -> Any:
            polled = await reader.getmany(timeout_ms=200)
            return [record for records in polled.values() for record in records]

        (record,) = await eventually(read, within=30)
    finally:
        await reader.stop()
        relaying.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await relaying
    headers = {name: value.decode() for name, value in record.headers}
    told = json.loads(record.value)
    assert (headers["ce_type"], headers["ce_subject"]) == ("media.asset-accepted.v1", ticket["id"])
    assert headers["ce_correlationid"] == "journey-0001"
    assert (told["assetId"], told["ownerEntity"], told["purpose"]) == (ticket["id"], "D01", "campaign-cover")
    assert [one["name"] for one in told["renditions"]] == ["wide", "wide-jpeg", "card", "thumb"]
