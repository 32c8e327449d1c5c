"""What is given to read bytes with: addresses that end, covers that follow their campaign, files that leave with a photo."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from chassis.auth import Actor
from chassis.clock import now
from media_svc.app import Kept, build, tidy
from media_svc.model import Asset, Findings, Rendition, Status, Wish, readers_of
from media_svc.settings import Settings
from media_svc.store import Stores
from media_svc.worker import SILENT_AFTER, Workers
from minio import Minio

from .conftest import EDITOR, GATEWAY, HOUSE_OFFICER, OFFICER, OTHER, RELEASER, REVIEWER, SECRETARY, VIEWER, Call, Studio, person
from .shelf import COLLEAGUE, TODAY, Shelf

WITHIN = timedelta(seconds=60)
CARD = Rendition("card", 800, 600, "image/webp")


def ends(address: str) -> datetime:
    """The instant at which the store stops to take an address."""
    signed = parse_qs(urlsplit(address).query)
    since = datetime.strptime(signed["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return since + timedelta(seconds=int(signed["X-Amz-Expires"][0]))


@pytest.mark.parametrize("second", range(0, 60, 7))
def test_an_address_ends_within_a_minute_and_is_the_same_for_some_seconds(stores: Stores, second: int) -> None:
    at = datetime(2026, 5, 1, 8, 0, second, 999_000, tzinfo=UTC)
    address = stores.objects.address("key", at=at)
    assert timedelta(seconds=30) < ends(address) - at <= WITHIN
    assert ends(stores.objects.download("key", at=at, name="a")[0]) - at <= WITHIN
    window = at.replace(second=second // 20 * 20, microsecond=0)
    assert stores.objects.address("key", at=window) == address


async def test_every_address_that_a_reader_is_given_ends_within_a_minute(studio: Studio, shelf: Shelf, call: Call) -> None:
    document = await shelf.document()
    await shelf.published(document, "1.0", TODAY)
    number = await studio.brought_to("released")
    await call(VIEWER, "POST", "/photo-terms/accept")
    link = (await call(VIEWER, "POST", f"/official-photos/{number}/links", json={})).json()
    shared = (await call(GATEWAY, "GET", f"/photo-links/{link['secret']}")).json()
    page = (await call(VIEWER, "GET", f"/documents/{document}")).json()["shown"]["files"][0]["firstPage"]
    sizes = (await call(VIEWER, "GET", f"/official-photos/{number}")).json()["renditions"]
    addresses = [shared["previewUrl"], shared["downloadUrl"], page, *(one["url"] for one in sizes)]
    assert len(addresses) > 4
    assert all(ends(one) - now() <= WITHIN for one in addresses)


# ---- covers ----


def cover(id_: str = "cover", by: Actor = EDITOR, **more: object) -> Asset:
    wish, found = Wish("photo", "campaign-cover", "a.jpg", "image/jpeg", 1), Findings("0" * 64, 800, 600, (CARD,))
    plain = Asset(id_, "D01", wish, by.id, now(), now(), status=Status.READY, findings=found)
    return replace(plain, **more)  # type: ignore[arg-type]  # fields of an upload


DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
SYSTEM = Actor("system-1", "service-account", "D01", grants=(*person("x", "D01", ("entity-reader", "D01")).grants,))
AUTHORS = (EDITOR, DIRECTOR, SYSTEM, SECRETARY, REVIEWER)
OTHERS = (COLLEAGUE, HOUSE_OFFICER, VIEWER, OTHER, OFFICER)


async def test_the_cover_of_a_draft_is_for_those_who_may_read_the_draft(stores: Stores, call: Call) -> None:
    await stores.assets.add(cover())
    for who in AUTHORS:
        assert (await call(who, "GET", "/photos/cover")).status_code == 200, who.id
    for who in OTHERS:
        assert (await call(who, "GET", "/photos/cover")).status_code == 404, who.id
        for path in ("/photos", "/photos?ids=cover", "/photos?purpose=campaign-cover"):
            assert (await call(who, "GET", path)).json()["items"] == [], (who.id, path)


async def test_who_uploaded_a_cover_sees_it_and_it_is_told_of_to_its_readers_alone(stores: Stores, call: Call) -> None:
    asset = await stores.assets.add(cover(by=HOUSE_OFFICER))
    assert (await call(HOUSE_OFFICER, "GET", "/photos/cover")).status_code == 200
    assert (await call(COLLEAGUE, "GET", "/photos/cover")).status_code == 404
    assert "entity:D01" not in readers_of(asset)
    assert f"person:{HOUSE_OFFICER.id}" in readers_of(asset)


async def test_a_cover_that_a_campaign_shows_to_all_is_everybodys_and_is_hidden_again(stores: Stores, call: Call) -> None:
    asset = await stores.assets.add(cover(used_by=("campaign-1",)))
    assert {(await call(who, "GET", "/photos/cover")).status_code for who in (*AUTHORS, *OTHERS)} == {200}
    await stores.assets.save(replace(asset, used_by=()), None)
    assert {(await call(who, "GET", "/photos/cover")).status_code for who in OTHERS} == {404}


# ---- what leaves with a photo ----


async def test_files_of_photos_that_ended_before_they_were_kept_account_of_are_deleted(
    studio: Studio, stores: Stores, bucket: Minio
) -> None:
    number = await studio.brought_to("released")
    document = await stores.photos._photos.find_one({"_id": number})
    assert document
    former = {"state": "withdrawn", "stamp": None}
    await stores.photos._photos.update_one({"_id": number}, {"$set": former, "$unset": {"stale": "", "listed": ""}})
    for _ in range(2):
        await stores.photos.open()
    await tidy(stores, now, Kept(timedelta(hours=1), timedelta(days=30)))
    left = [one.object_name for one in bucket.list_objects(stores.objects.accepted, "official/", recursive=True)]
    assert left == []
    assert await stores.photos.with_stale_files() == []


async def test_those_who_took_a_withdrawn_photo_are_told_its_number_and_never_shown_it_again(studio: Studio, call: Call) -> None:
    number = await studio.brought_to("released")
    await call(VIEWER, "POST", "/photo-terms/accept")
    assert (await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"})).status_code == 200
    await studio.act(RELEASER, number, "withdraw", {"ar": "طلب صاحب الحق", "en": "Asked for by the owner"})
    (told,) = (await call(VIEWER, "GET", "/photo-notices")).json()["items"]
    assert told == (await call(VIEWER, "GET", f"/official-photos/{number}")).json()
    assert "http" not in str(told)


# ---- the workers ----


async def test_a_loop_that_hangs_is_told_of_by_the_probe_and_one_that_works_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    workers, begun = Workers(), asyncio.Event()

    async def hang() -> bool:
        begun.set()
        await asyncio.Event().wait()
        return True

    assert workers.state() == "ok"
    task = asyncio.ensure_future(workers.repeat("sweep", hang, pause=0.01))
    await begun.wait()
    assert workers.state() == "ok"
    workers._beats["sweep"] -= SILENT_AFTER + 1
    assert workers.state() == "silent: sweep"
    assert [one.attributes for one in workers._ages()] == [{"loop": "sweep"}]
    task.cancel()


def test_readiness_names_the_workers(settings: Settings) -> None:
    service = build(settings, roles=frozenset(("worker",)))
    assert {loop.__name__ for loop in service.background} == {"check_uploads", "sweep", "release", "keep_calendar"}
    assert service.database is not None
    service.database.client.close()
