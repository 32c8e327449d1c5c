"""What becomes of bytes whose record ended: kept as long as there is a way back, deleted after it, and nothing that is still in use."""

from datetime import timedelta
from typing import Any

import pytest
from chassis.clock import now
from media_svc.app import Kept, tidy
from media_svc.checks.commands import MOST_ATTEMPTS, _settle, check_next
from media_svc.kits.model import KitState
from media_svc.model import Asset, Findings, Rendition, Status, Wish
from media_svc.removal.commands import delete_ended_files
from media_svc.settings import Settings
from media_svc.store import Stores
from media_svc.studio.model import State
from minio import Minio

from .conftest import EDITOR, OFFICER, RELEASER, REVIEWER, SECRETARY, VIEWER, Call, Desk, Studio, picture
from .kits import DIRECTOR, LIMITS, MESSAGE, Maker
from .shelf import TODAY, Shelf, pdf

KEPT = timedelta(days=30)
INSTANT = timedelta(milliseconds=1)
WHY = {"ar": "طلب صاحب الحق", "en": "Asked for by the owner"}


def keys(bucket: Minio, stores: Stores) -> set[str]:
    """Everything in both buckets."""
    places = (stores.objects.accepted, stores.objects.quarantine)
    return {str(one.object_name) for place in places for one in bucket.list_objects(place, recursive=True)}


async def swept(stores: Stores, at: Any) -> None:
    await tidy(stores, lambda: at, Kept(timedelta(days=3650), KEPT))


class Endings:
    """Brings one of each kind to its end. The record as it is read, and whether somebody can still have its bytes."""

    def __init__(self, studio: Studio, maker: Maker, shelf: Shelf, call: Call) -> None:
        self.studio, self.maker, self.shelf, self.call = studio, maker, shelf, call

    async def photo(self, state: str) -> str:
        """With its upload, as the door leaves it."""
        number = await self.studio.brought_to(state)
        photo = await self.studio.stores.photos.by_number(number)
        assert photo
        found = Findings("0" * 64, 1800, 1200, photo.picture.renditions)
        wish = Wish("photo", "studio", "a.jpg", "image/jpeg", 1000)
        await self.studio.stores.assets.add(
            Asset(photo.picture.asset_id, "GNGC-SEC", wish, OFFICER.id, now(), now(), status=Status.READY, findings=found)
        )
        return number

    async def discarded_photo(self) -> str:
        number = await self.photo("in-review")
        assert (await self.studio.act(REVIEWER, number, "discard", WHY)).status_code == 200
        return f"/official-photos/{number}"

    async def withdrawn_photo(self) -> str:
        number = await self.photo("released")
        assert (await self.studio.act(RELEASER, number, "withdraw", WHY)).status_code == 200
        return f"/official-photos/{number}"

    async def revoked_kit(self) -> str:
        id_, _ = await self.maker.released(embargoUntil=None)
        assert (await self.maker.act(DIRECTOR, id_, "/revoke", {"reason": WHY})).status_code == 200
        return f"/kits/{id_}"

    async def withdrawn_version(self) -> str:
        id_ = await self.shelf.document()
        version = await self.shelf.published(id_, "1.0", TODAY)
        await self.shelf.done(SECRETARY, id_, f"/versions/{version}/withdraw", {"reason": WHY})
        return f"/documents/{id_}"

    async def restored(self, path: str) -> int:
        """What the way back answers; of a document, which has none, what its authors' reading answers."""
        seen = await self.call(OFFICER if "photos" in path else DIRECTOR, "GET", path)
        if "documents" in path:
            version = seen.json()["versions"][0]
            if not version["files"]:
                return 404
            file = f"{path}/versions/{version['id']}/files/{version['files'][0]['id']}/download"
            return (await self.call(EDITOR, "POST", file)).status_code
        who = OFFICER if "photos" in path else DIRECTOR
        return (await self.call(who, "POST", f"{path}/restore", headers={"If-Match": seen.headers["etag"]})).status_code


@pytest.fixture
def endings(studio: Studio, maker: Maker, shelf: Shelf, call: Call) -> Endings:
    return Endings(studio, maker, shelf, call)


KINDS = ("discarded_photo", "withdrawn_photo", "revoked_kit", "withdrawn_version")


@pytest.mark.parametrize("kind", KINDS)
async def test_files_are_kept_as_long_as_there_is_a_way_back_and_deleted_from_that_instant_on(
    endings: Endings, stores: Stores, bucket: Minio, kind: str
) -> None:
    begun = now()
    path = await getattr(endings, kind)()
    held = keys(bucket, stores)
    assert held
    await swept(stores, begun + KEPT - INSTANT)
    assert keys(bucket, stores) == held
    await swept(stores, now() + KEPT)
    assert keys(bucket, stores) == set()
    assert await endings.restored(path) in (404, 409)


@pytest.mark.parametrize("kind", KINDS)
async def test_until_then_what_ended_is_taken_up_again_and_keeps_its_files(
    endings: Endings, stores: Stores, bucket: Minio, kind: str
) -> None:
    path = await getattr(endings, kind)()
    held = keys(bucket, stores)
    await swept(stores, now())
    assert await endings.restored(path) == 200
    if "documents" not in path:
        await swept(stores, now() + KEPT)
    assert keys(bucket, stores) == held


@pytest.mark.parametrize("kind", KINDS)
async def test_the_record_stays_and_offers_neither_files_nor_a_way_back(
    endings: Endings, stores: Stores, call: Call, kind: str
) -> None:  # fmt: skip
    path = await getattr(endings, kind)()
    await swept(stores, now() + KEPT)
    for _ in range(2):
        who = OFFICER if "photos" in path else DIRECTOR
        answer = await call(who, "GET", path)
        assert answer.status_code == 200
        assert "http" not in answer.text
        shown = answer.json()
        assert "restore" not in (shown.get("actions") or (shown.get("desk") or {}).get("acts") or [])
        await swept(stores, now() + KEPT)
    if kind == "withdrawn_photo":
        seen = (await call(VIEWER, "GET", path)).json()
        assert (seen["state"], seen["reason"]) == ("withdrawn", WHY)
    if kind == "revoked_kit":
        item = shown["items"][1]["id"]
        assert shown["items"][1]["file"] is None
        assert (await call(DIRECTOR, "POST", f"{path}/items/{item}/download")).status_code == 404
        assert (await call(DIRECTOR, "GET", f"{path}/stream")).status_code == 200


async def test_whoever_kept_the_address_of_a_withdrawn_file_is_told_it_is_gone(endings: Endings, stores: Stores, call: Call) -> None:
    path = await endings.withdrawn_version()
    version = (await call(EDITOR, "GET", path)).json()["versions"][0]
    file = f"{path}/versions/{version['id']}/files/{version['files'][0]['id']}"
    await swept(stores, now() + KEPT)
    assert (await call(EDITOR, "POST", f"{file}/download")).status_code == 404
    assert (await call(EDITOR, "GET", f"{file}/stream")).status_code == 404
    assert (await call(EDITOR, "GET", path)).json()["versions"][0]["fingerprint"] == version["fingerprint"]


async def test_records_that_ended_before_this_was_kept_are_found_as_well(
    endings: Endings, stores: Stores, bucket: Minio
) -> None:  # fmt: skip
    for kind in KINDS:
        await getattr(endings, kind)()
    for store, field in ((stores.photos, "ended_at"), (stores.kits, "revoked_at"), (stores.documents, "withdrawn_since")):
        former = {field: "", "files_deleted": "", "record.files_deleted": "", "record.versions.$[].files_deleted": ""}
        if store is not stores.documents:
            former.pop("record.versions.$[].files_deleted")
        await store.records.update_many({field: {"$exists": True}}, {"$unset": former})
        await store.open()
        await store.open()
    await swept(stores, now() + KEPT)
    assert keys(bucket, stores) == set()


async def test_an_upload_that_something_else_holds_outlives_what_ended(
    endings: Endings, stores: Stores, call: Call, bucket: Minio
) -> None:  # fmt: skip
    path, other = await endings.withdrawn_version(), await endings.shelf.document()
    file = (await call(EDITOR, "GET", path)).json()["versions"][0]["files"][0]["id"]
    version = (await endings.shelf.done(EDITOR, other, "/versions", {"label": "1.0"}))["versions"][0]["id"]
    await endings.shelf.done(EDITOR, other, f"/versions/{version}/files", {"assetId": file, "language": "ar"})
    kit = (await call(EDITOR, "GET", await endings.revoked_kit())).json()
    stored = await stores.kits.by_id(kit["id"])
    assert stored
    photo = next(item.file.id for item in stored.items if item.file)
    again, _ = await endings.maker.kit()
    await endings.maker.act(EDITOR, again, "/items", {"kind": "photo", "title": MESSAGE["title"], "assetId": photo})
    await swept(stores, now() + KEPT)
    assert {f"files/{file}", f"pages/{file}.webp"} <= keys(bucket, stores)
    assert [key for key in keys(bucket, stores) if key.startswith(f"photos/{photo}/")]
    for id_ in (file, photo):
        asset = await stores.assets.by_id(id_)
        assert asset
        assert asset.status is Status.READY
    assert (await call(EDITOR, "POST", f"/documents/{other}/versions/{version}/files/{file}/download")).status_code == 200


@pytest.mark.parametrize("state", [state for state in State if state not in (State.WITHDRAWN, State.SUPERSEDED)])
async def test_a_photo_that_has_not_ended_keeps_its_files_for_ever(endings: Endings, stores: Stores, bucket: Minio, state: State) -> None:
    await endings.photo(state)
    held = keys(bucket, stores)
    await swept(stores, now() + 100 * KEPT)
    assert keys(bucket, stores) == held


@pytest.mark.parametrize("state", [state for state in KitState if state is not KitState.REVOKED])
async def test_a_kit_that_was_not_revoked_keeps_its_files(
    maker: Maker, stores: Stores, bucket: Minio, state: KitState
) -> None:  # fmt: skip
    await (maker.kit if state is KitState.DRAFT else maker.released)()
    held = keys(bucket, stores)
    await swept(stores, now() + 100 * KEPT)
    assert keys(bucket, stores) == held


async def test_who_takes_a_photo_up_again_while_the_clock_looks_wins(endings: Endings, stores: Stores) -> None:
    path = await endings.discarded_photo()
    seen = await stores.photos.by_number(path.rpartition("/")[2])
    assert seen
    assert await endings.restored(path) == 200
    stores.photos.ended = lambda *_: _found(seen)  # type: ignore[method-assign]  # what the clock had read before
    assert await delete_ended_files(stores, at=now() + KEPT, kept_for=KEPT) == 1
    kept = await stores.photos.by_number(path.rpartition("/")[2])
    assert kept
    assert not kept.files_deleted


async def _found(photo: Any) -> list[Any]:
    return [photo]


# ---- where there is no way back: at once ----


async def put_by_a_check_that_was_cut(stores: Stores, asset: Asset) -> None:
    """Sizes, or a file and its first page, lie among the accepted before anybody wrote so down."""
    sizes = (
        [asset.rendition_key(Rendition("wide", 1, 1, "image/webp")), *asset.accepted_keys] if asset.kind == "photo" else asset.accepted_keys
    )
    for key in sizes:
        await stores.objects.put_content(key, b"bytes", "image/webp")


@pytest.mark.parametrize(("place", "type_"), [("photos", "image/jpeg"), ("assets", "application/pdf")])
async def test_of_an_upload_that_could_not_be_checked_nothing_is_kept_though_its_sizes_were_made(
    desk: Desk, stores: Stores, bucket: Minio, place: str, type_: str
) -> None:
    id_ = await desk.upload(picture(300, 200) if place == "photos" else pdf("نص"), type_, place=place)
    asset = await stores.assets.by_id(id_)
    assert asset
    await put_by_a_check_that_was_cut(stores, asset)
    await stores.assets._assets.update_one({"_id": id_}, {"$set": {"attempts": MOST_ATTEMPTS}})
    assert await check_next(stores, LIMITS, clock=now)
    rejected = await stores.assets.by_id(id_)
    assert rejected
    assert (rejected.status, keys(bucket, stores)) == (Status.REJECTED, set())


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED])
async def test_a_check_that_ends_after_its_upload_leaves_nothing(stores: Stores, bucket: Minio, status: Status) -> None:
    asset = Asset("late", "D01", Wish("photo", "campaign-cover", "a.jpg", "image/jpeg", 9), EDITOR.id, now(), now(), status=status)
    await stores.assets.add(asset)
    await put_by_a_check_that_was_cut(stores, asset)
    await _settle(stores, "late", Findings("0" * 64, 1, 1, ()), now())
    assert keys(bucket, stores) == set()


async def test_a_deleted_kit_without_files_leaves_no_record_and_one_whose_release_was_cut_no_copy(
    maker: Maker, stores: Stores, bucket: Minio, call: Call
) -> None:
    empty = (await call(EDITOR, "POST", "/kits", json={"title": WHY})).json()["id"]
    assert (await maker.act(DIRECTOR, empty, "", method="DELETE")).status_code == 204
    id_, _ = await maker.kit()
    kit = await stores.kits.by_id(id_)
    assert kit
    for item in kit.files:
        assert item.file
        await stores.objects.copy(item.file.key, f"kits/{id_}/2/{item.id}")  # as `release_kit` does before its write
    assert (await maker.act(DIRECTOR, id_, "", method="DELETE")).status_code == 204
    assert keys(bucket, stores) == set()
    assert await stores.kits.records.count_documents({}) == 0


async def test_a_deleted_document_without_files_leaves_no_record(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    assert (await shelf.act(EDITOR, id_, "", method="DELETE")).status_code == 204
    assert await stores.documents.records.count_documents({}) == 0


def test_the_time_of_the_way_back_is_a_setting(settings: Settings) -> None:
    assert settings.ended_files_kept_days == KEPT.days
