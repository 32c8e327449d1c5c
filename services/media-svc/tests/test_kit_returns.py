"""Ways back of media kits and identities on real servers: what was released or published by mistake, other times, deleted drafts."""

from datetime import timedelta
from typing import Any

import httpx2
from chassis.auth import Actor
from media_svc.kits.commands import keep_kits
from media_svc.store import Stores
from minio import Minio

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER, Call, Desk
from .kits import DIRECTOR, EDGE, Maker, Time, facts
from .test_identities import act as on_identity
from .test_identities import with_logo

WHY = {"reason": {"ar": "أُطلقت خطأً", "en": "Released by mistake"}}


def keys(bucket: Minio, stores: Stores, under: str = "kits/") -> set[str]:
    return {str(one.object_name) for one in bucket.list_objects(stores.objects.accepted, under, recursive=True)}


def key_in(taken: httpx2.Response, stores: Stores) -> str:
    """The key that an address leads to; the address itself is of the test's time, not of the store's."""
    return taken.json()["url"].partition("?")[0].partition(f"{stores.objects.accepted}/")[2]


async def test_a_deleted_draft_is_gone_with_its_files(maker: Maker, call: Call, stores: Stores, bucket: Minio) -> None:
    id_, _ = await maker.kit()
    assert keys(bucket, stores, "photos/")
    assert (await maker.act(DIRECTOR, id_, "", method="DELETE")).status_code == 204
    for who in (EDITOR, SECRETARY):
        assert (await call(who, "GET", f"/kits/{id_}")).status_code == 404
        assert (await call(who, "GET", "/kits")).json()["items"] == []
        assert (await call(who, "GET", "/kits/count")).json()["count"] == 0
        assert (await call(who, "GET", "/photos?purpose=media-kit")).json()["items"] == []
    assert keys(bucket, stores, "") == set()
    assert await stores.kits.records.count_documents({}) == 0


async def test_a_kit_under_embargo_is_taken_back_put_right_and_released_anew(
    maker: Maker, time: Time, call: Call, stores: Stores, bucket: Minio
) -> None:
    id_, item = await maker.released()
    before = keys(bucket, stores)
    assert (await maker.act(EDITOR, id_, "/recall")).status_code == 403
    draft = await maker.act(DIRECTOR, id_, "/recall")
    assert (draft.json()["state"], draft.json()["opensAt"]) == ("draft", None)
    assert before
    assert keys(bucket, stores) == set()
    time.at = EDGE
    await keep_kits(stores.kits, stores.objects, at=EDGE)
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {404}
    assert await facts(stores, id_) == []
    patched = await maker.act(EDITOR, id_, "", {"title": {"ar": "أصح", "en": "Better"}, "embargoUntil": None}, method="PATCH")
    assert patched.status_code == 200, patched.text
    assert (await maker.act(DIRECTOR, id_, "/release")).json()["open"] is True
    after = keys(bucket, stores)
    assert after
    assert after.isdisjoint(before)
    taken = await call(VIEWER, "POST", f"/kits/{id_}/items/{item}/download")
    assert key_in(taken, stores) in after
    assert (await maker.act(DIRECTOR, id_, "/recall")).json()["type"].endswith("kit-opened")


async def test_copies_of_a_kit_that_a_store_kept_are_deleted_and_take_nothing_of_the_next_along(
    maker: Maker, stores: Stores, bucket: Minio, time: Time
) -> None:
    id_, _ = await maker.released()
    inside = stores.objects._inside._base_url
    home, inside._url = inside._url, inside._url._replace(netloc="127.0.0.1:9")
    assert (await maker.act(DIRECTOR, id_, "/recall")).json()["state"] == "draft"
    inside._url = home
    left = keys(bucket, stores)
    assert left
    assert (await maker.act(DIRECTOR, id_, "/release")).status_code == 200
    now_there = keys(bucket, stores)
    assert now_there
    assert now_there.isdisjoint(left)
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert keys(bucket, stores) == now_there


async def test_an_embargo_of_a_kit_is_moved_and_lifted(maker: Maker, time: Time, stores: Stores) -> None:
    id_, item = await maker.released()
    later = (EDGE + timedelta(days=1)).isoformat()
    assert (await maker.act(DIRECTOR, id_, "/reschedule", {"embargoUntil": later})).status_code == 200
    time.at = EDGE
    await keep_kits(stores.kits, stores.objects, at=EDGE)
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {404}
    crossing = {"embargoUntil": later, "closesAt": EDGE.isoformat()}
    assert (await maker.act(DIRECTOR, id_, "/reschedule", crossing)).status_code == 422
    lifted = await maker.act(SECRETARY, id_, "/reschedule", {"embargoUntil": None})
    assert lifted.json()["open"] is True
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {200}
    assert await facts(stores, id_) == ["media.kit-released.v1"]
    again = await maker.act(DIRECTOR, id_, "/reschedule", {"embargoUntil": later})
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "kit-opened")


async def test_a_kit_that_was_open_by_mistake_is_revoked_restored_and_released_anew(
    maker: Maker, time: Time, call: Call, stores: Stores
) -> None:
    id_, item = await maker.released(embargoUntil=None)
    assert (await maker.act(DIRECTOR, id_, "/revoke", WHY)).status_code == 200
    restored = (await maker.act(DIRECTOR, id_, "/restore")).json()
    assert (restored["state"], restored["reason"], restored["revokedAt"]) == ("draft", None, None)
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {404}
    time.at += timedelta(minutes=1)
    assert (await maker.act(DIRECTOR, id_, "/release")).status_code == 200
    assert (await call(VIEWER, "GET", f"/kits/{id_}")).status_code == 200
    assert await facts(stores, id_) == ["media.kit-released.v1", "media.kit-revoked.v1", "media.kit-released.v1"]


async def test_what_an_open_kit_says_is_corrected_as_an_amendment(maker: Maker, time: Time, call: Call, stores: Stores) -> None:
    id_, item = await maker.released(embargoUntil=None)
    fields = {"title": {"ar": "حقيبة رمضان", "en": "The Ramadan kit"}, "items": {item: {"title": {"ar": "الصورة", "en": "The photo"}}}}
    refusals: list[tuple[Actor, dict[str, Any], int]] = [
        (DIRECTOR, fields, 422), (DIRECTOR, {"reason": "No change"}, 422), (EDITOR, fields | {"reason": "A typo"}, 403),
        (DIRECTOR, {"items": {"nothing": {}}, "reason": "A typo"}, 404), (OTHER, fields | {"reason": "A typo"}, 403),
        (DIRECTOR, {"closesAt": (time.at - timedelta(days=1)).isoformat(), "reason": "A typo"}, 422),
    ]  # fmt: skip
    for who, body, status in refusals:
        answer = await maker.act(who, id_, "/correct", body)
        assert answer.status_code == status, answer.text
    assert (await maker.act(DIRECTOR, id_, "/correct", fields | {"reason": "A typo"})).status_code == 200
    seen = (await call(VIEWER, "GET", f"/kits/{id_}")).json()
    assert (seen["title"]["en"], seen["items"][1]["title"]["en"]) == ("The Ramadan kit", "The photo")
    changes = {one["field"]: (one["before"], one["after"]) for one in seen["amendments"][0]["changes"]}
    assert changes["/title/en"] == ("Ramadan kit", "The Ramadan kit")
    assert changes[f"/items/{item}/title/en"] == ("Photo", "The photo")
    assert await facts(stores, id_) == ["media.kit-released.v1", "media.kit-corrected.v1"]


async def test_a_kit_that_closed_too_early_opens_again_with_its_files(
    maker: Maker, time: Time, call: Call, stores: Stores, bucket: Minio
) -> None:
    id_, item = await maker.released(embargoUntil=None, closesAt=(time.at + timedelta(hours=1)).isoformat())
    time.at += timedelta(hours=2)
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert (await call(VIEWER, "GET", f"/kits/{id_}")).status_code == 404
    week = {"closesAt": (time.at + timedelta(days=7)).isoformat(), "reason": "It stays for another week"}
    assert (await maker.act(DIRECTOR, id_, "/correct", week)).json()["open"] is True
    taken = await call(VIEWER, "POST", f"/kits/{id_}/items/{item}/download")
    assert key_in(taken, stores) in keys(bucket, stores)


# ---- identities ----


async def test_an_identity_published_by_mistake_is_withdrawn_and_brought_back(call: Call, desk: Desk, stores: Stores) -> None:
    await with_logo(call, desk, stores)
    assert (await on_identity(call, DIRECTOR, "/withdraw", WHY)).status_code == 409
    assert (await on_identity(call, DIRECTOR, "/publish")).status_code == 200
    assert (await call(VIEWER, "GET", "/identities/D01")).json()["withdrawal"] is None
    assert (await on_identity(call, EDITOR, "/withdraw", WHY)).status_code == 403
    assert (await on_identity(call, DIRECTOR, "/withdraw", {})).status_code == 422
    gone = (await on_identity(call, DIRECTOR, "/withdraw", WHY)).json()
    assert (gone["published"], gone["withdrawal"]["reason"], gone["withdrawal"]["by"]) == (False, WHY["reason"], DIRECTOR.id)
    for path in ("", "/stream"):
        assert (await call(VIEWER, "GET", f"/identities/D01{path}")).status_code == 404
    assert (await call(VIEWER, "GET", "/identities")).json()["items"] == []
    back = (await on_identity(call, SECRETARY, "/publish")).json()
    assert (back["published"], back["withdrawal"]) == (True, None)
    assert len((await call(VIEWER, "GET", "/identities/D01")).json()["logos"]) == 1


async def test_an_identity_begun_for_the_wrong_entity_is_deleted(call: Call, desk: Desk, stores: Stores) -> None:
    made = await with_logo(call, desk, stores)
    assert (await on_identity(call, EDITOR, "", method="DELETE")).status_code == 409
    assert (await on_identity(call, EDITOR, f"/logos/{made['logos'][0]['id']}", method="DELETE")).status_code == 200
    assert (await on_identity(call, EDITOR, "", method="DELETE")).status_code == 204
    assert (await call(EDITOR, "GET", "/identities/D01")).status_code == 404
    await with_logo(call, desk, stores)
