"""Ways back of official photos: embargoes that are lifted, words that are put right in the open, ends that are taken back."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from chassis.clock import now
from media_svc.studio.commands import release_due, sweep_stale_files
from media_svc.studio.corrections.commands import retitle_photos
from minio import Minio

from .conftest import HOUSE_OFFICER, OFFICER, RELEASER, RELEASER_TOO, REVIEWER, VIEWER, Call, Studio, found

WHY = "A name was misspelt"
CAPTION = {"ar": "القوارب التراثية في الخور، الأربعاء.", "en": "Heritage boats on the creek, Wednesday."}


async def told(studio: Studio, number: str) -> list[str]:
    document = await studio.stores.photos._photos.find_one({"_id": number})
    assert document
    return [one["type"] for one in document["outbox"]]


def files(bucket: Minio, studio: Studio) -> set[str]:
    return {str(one.object_name) for one in bucket.list_objects(studio.stores.objects.accepted, "official/", recursive=True)}


async def test_a_signed_embargo_is_lifted_and_two_persons_sign_anew(studio: Studio, call: Call, bucket: Minio) -> None:
    number = await studio.brought_to("embargoed")
    for by, verb in ((OFFICER, "propose-release"), (RELEASER, "sign-release")):
        assert (await studio.act(by, number, verb)).status_code == 200
    assert files(bucket, studio)
    free = (await studio.act(OFFICER, number, "lift-embargo")).json()
    assert (free["state"], free["embargoUntil"], free["desk"]["signed"], free["waitsFor"]) == ("cleared", None, None, "proposal")
    assert files(bucket, studio) == set()
    await release_due(studio.stores.photos, at=datetime.fromisoformat("2100-01-01T00:00:00Z"))
    assert await found(call, VIEWER) == []
    for by, verb in ((OFFICER, "propose-release"), (RELEASER, "sign-release")):
        assert (await studio.act(by, number, verb)).status_code == 200
    assert await found(call, VIEWER) == [number]


async def test_a_wrong_embargo_is_set_to_an_earlier_instant_and_needs_both_persons(studio: Studio, call: Call) -> None:
    number = await studio.brought_to("embargoed")
    for by, verb in ((OFFICER, "propose-release"), (RELEASER, "sign-release")):
        await studio.act(by, number, verb)
    soon = now() + timedelta(hours=1)
    earlier = (await studio.act(OFFICER, number, "embargo", {"until": soon.isoformat()})).json()
    assert (earlier["state"], earlier["desk"]["signed"]) == ("embargoed", None)
    await release_due(studio.stores.photos, at=soon + timedelta(hours=1))
    assert await found(call, VIEWER) == []


async def test_an_officer_takes_back_what_was_handed_in(studio: Studio) -> None:
    number = await studio.brought_to("in-review")
    assert (await studio.act(REVIEWER, number, "recall")).status_code == 403
    assert (await studio.act(OFFICER, number, "recall")).json()["state"] == "captioned"


async def test_a_released_caption_is_put_right_in_the_open_with_both_values_and_new_files(
    studio: Studio, call: Call, bucket: Minio
) -> None:  # fmt: skip
    number = await studio.brought_to("released")
    before = files(bucket, studio)
    for body in ({"caption": CAPTION}, {"caption": CAPTION, "reason": ""}, {"reason": WHY}):
        assert (await studio.act(RELEASER, number, "correct", body)).status_code == 422
    assert (await studio.act(OFFICER, number, "correct", {"caption": CAPTION, "reason": WHY})).status_code == 403
    done = await studio.act(RELEASER, number, "correct", {"caption": CAPTION, "alt": {"en": "Two dhows"}, "reason": WHY})
    assert done.status_code == 200, done.text
    seen = (await call(VIEWER, "GET", f"/official-photos/{number}")).json()
    assert (seen["state"], seen["details"]["caption"]["ar"]) == ("released", CAPTION["ar"])
    (amendment,) = seen["amendments"]
    assert (amendment["reason"], amendment["by"], amendment["name"]["en"]) == (WHY, RELEASER.id, "releaser-1")
    values = {change["field"]: (change["before"], change["after"]) for change in amendment["changes"]}
    assert values["/caption/en"] == ("Heritage boats on the creek.", CAPTION["en"])
    assert values["/alt/en"] == ("Two boats before the sunset", "Two dhows")
    assert await found(call, VIEWER, "?q=Wednesday") == [number]
    assert await told(studio, number) == ["media.photo-released.v1", "media.photo-corrected.v1"]
    after = files(bucket, studio)
    assert after.isdisjoint(before)
    assert len(after) == len(before)
    content = bucket.get_object(studio.stores.objects.accepted, next(one for one in after if one.endswith("full.jpg"))).read()
    assert CAPTION["en"].encode() in BytesIO(content).read()


async def test_what_may_not_be_left_out_is_not_corrected_away(studio: Studio) -> None:
    number = await studio.brought_to("released")
    for body, pointer in (({"caption": {"en": ""}}, "/caption/en"), ({"capturedAt": None}, "/capturedAt")):
        answer = await studio.act(RELEASER, number, "correct", body | {"reason": WHY})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_of_two_corrections_at_once_one_wins_and_its_files_are_whole(studio: Studio, bucket: Minio) -> None:
    number = await studio.brought_to("released")
    version = (await studio.stores.photos.get(number, seen_by=OFFICER)).version
    answers = await asyncio.gather(*(
        studio.act(by, number, "correct", {"caption": {"en": f"By {by.id}"}, "reason": WHY}, version=version)
        for by in (RELEASER, RELEASER_TOO)
    ))  # fmt: skip
    assert sorted(one.status_code for one in answers) == [200, 412]
    photo = await studio.stores.photos.get(number, seen_by=VIEWER)
    for one in photo.picture.renditions:
        content = bucket.get_object(studio.stores.objects.accepted, photo.key_of(one)).read()
        assert photo.details.caption.en.encode() in content


async def test_files_that_a_store_kept_while_it_was_away_are_deleted_by_the_sweep(studio: Studio, bucket: Minio) -> None:
    number = await studio.brought_to("released")
    inside = studio.stores.objects._inside._base_url
    home, inside._url = inside._url, inside._url._replace(netloc="127.0.0.1:9")
    gone = await studio.act(RELEASER, number, "withdraw", {"ar": "طلب صاحب الحق", "en": "Asked for by the owner"})
    inside._url = home
    assert gone.json()["state"] == "withdrawn"
    assert files(bucket, studio)
    assert await sweep_stale_files(studio.stores.photos, studio.stores.objects) == 1
    assert files(bucket, studio) == set()
    assert await sweep_stale_files(studio.stores.photos, studio.stores.objects) == 0


# ---- ends that are taken back ----


@pytest.mark.parametrize("end", ["withdraw", "supersede"])
async def test_a_number_says_why_it_ended_until_it_is_released_anew(studio: Studio, call: Call, end: str) -> None:
    number, other = await studio.brought_to("released"), await studio.brought_to("released")
    body: Any = {"ar": "طلب صاحب الحق", "en": "Asked for by the owner"} if end == "withdraw" else {"number": other}
    assert (await studio.act(RELEASER, number, end, body)).status_code == 200

    async def under_the_number() -> tuple[Any, ...]:
        seen = (await call(VIEWER, "GET", f"/official-photos/{number}")).json()
        return seen["state"], seen["reason"], seen["supersededBy"], seen["headline"]["en"], seen["renditions"], seen["desk"]

    ended = ("withdrawn", body, None, "", [], None) if end == "withdraw" else ("superseded", None, other, "", [], None)
    assert await under_the_number() == ended
    assert (await studio.act(HOUSE_OFFICER, number, "restore")).status_code == 404
    assert (await studio.act(OFFICER, number, "restore")).json()["state"] == "captioned"
    for by, verb in ((OFFICER, "submit"), (REVIEWER, "clear"), (OFFICER, "propose-release")):
        assert await under_the_number() == ended
        assert (await studio.act(by, number, verb)).status_code == 200
    assert number not in await found(call, VIEWER)
    assert (await studio.act(RELEASER, number, "sign-release")).json()["state"] == "released"
    assert await under_the_number() != ended
    seen = (await call(VIEWER, "GET", f"/official-photos/{number}")).json()
    assert (seen["reason"], seen["supersededBy"]) == (None, None)


ENDED_FOR = {"ar": "طلب صاحب الحق", "en": "Asked for by the owner"}
INTERNAL = {"ar": "لا تصلح بعد المراجعة", "en": "Not worth another look"}
WORKING = {"headline": {"ar": "كلمات العمل", "en": "Working words"}, "caption": {"ar": "كلمات العمل", "en": "Working words"}}


@pytest.mark.parametrize("end", ["withdraw", "supersede"])
@pytest.mark.parametrize("reached", [0, 1, 2, 3])
async def test_a_restored_copy_that_is_discarded_changes_nothing_of_what_members_read(
    studio: Studio, call: Call, end: str, reached: int
) -> None:  # fmt: skip
    number, other = await studio.brought_to("released"), await studio.brought_to("released")
    await studio.act(RELEASER, number, end, ENDED_FOR if end == "withdraw" else {"number": other})
    before, events = (await call(VIEWER, "GET", f"/official-photos/{number}")).json(), await told(studio, number)
    ways: list[Any] = [(OFFICER, "edit", WORKING), (OFFICER, "submit", None), (REVIEWER, "clear", None), (OFFICER, "propose-release", None)]
    for by, verb, body in [(OFFICER, "restore", None), *ways[: reached + 1], (REVIEWER, "discard", INTERNAL)]:
        assert (await studio.act(by, number, verb, body)).status_code == 200
        after = (await call(VIEWER, "GET", f"/official-photos/{number}")).json()
        assert after | {"version": 0} == before | {"version": 0}, verb
    assert await told(studio, number) == events
    desk = (await call(OFFICER, "GET", f"/official-photos/{number}")).json()
    assert [one["text"] for one in desk["desk"]["remarks"]] == ["\n".join(INTERNAL.values())]
    assert desk["state"] == before["state"]
    assert (await studio.act(OFFICER, number, "restore")).json()["state"] == "captioned"


@pytest.mark.parametrize("end", ["withdraw", "supersede"])
async def test_a_notice_is_what_anybody_reads_under_the_number_and_no_word_of_the_working_copy(
    studio: Studio, call: Call, end: str
) -> None:  # fmt: skip
    number, other = await studio.brought_to("released"), await studio.brought_to("released")
    for by in (VIEWER, OFFICER):
        await call(by, "POST", "/photo-terms/accept")
        assert (await call(by, "POST", f"/official-photos/{number}/download", json={"size": "web"})).status_code == 200
    await studio.act(RELEASER, number, end, ENDED_FOR if end == "withdraw" else {"number": other})
    colleague = replace(VIEWER, id="viewer-4")
    for by, verb, body in [(OFFICER, "restore", None), (OFFICER, "edit", WORKING), (OFFICER, "submit", None)]:
        for reader in (VIEWER, colleague, OFFICER):
            answer = await call(reader, "GET", "/photo-notices")
            assert answer.json()["items"] == [(await call(VIEWER, "GET", f"/official-photos/{number}")).json()]
            assert not [words for words in ("A tour", "Working", "http", "Heritage") if words in answer.text]
        assert (await studio.act(by, number, verb, body)).status_code == 200


# ---- occasions ----

OCCASION = {"title": {"ar": "القمة", "en": "The summit"}, "place": {"ar": "القاعة", "en": "The hall"},
            "startsOn": "2026-04-12", "endsOn": "2026-04-12"}  # fmt: skip


async def amended(call: Call, id_: str, by: Any = OFFICER, **fields: Any) -> Any:
    seen = await call(OFFICER, "GET", f"/photo-occasions/{id_}")
    return await call(by, "POST", f"/photo-occasions/{id_}/amend", json=fields, headers={"If-Match": seen.headers["etag"]})


async def test_an_amended_occasion_keeps_both_values_and_its_photos_and_their_files_follow(
    studio: Studio, call: Call, bucket: Minio
) -> None:  # fmt: skip
    id_ = (await call(OFFICER, "POST", "/photo-occasions", json=OCCASION)).json()["id"]
    out = await studio.brought_to("released", details={"occasion": id_})
    kept = await studio.brought_to("captioned", details={"occasion": id_})
    title = {"ar": "القمة العالمية", "en": "The world congress"}
    for fields, status in (({"title": title}, 422), ({"reason": WHY}, 422), ({"endsOn": "2026-04-11", "reason": WHY}, 422)):
        assert (await amended(call, id_, **fields)).status_code == status
    answer = await amended(call, id_, title=title, endsOn="2026-04-14", reason=WHY)
    assert answer.status_code == 200, answer.text
    changes = {one["field"]: (one["before"], one["after"]) for one in answer.json()["amendments"][0]["changes"]}
    assert changes["/title/en"] == ("The summit", "The world congress")
    assert changes["/endsOn"] == ("2026-04-12", "2026-04-14")
    document = await studio.stores.register._occasions.find_one({"_id": id_})
    assert document
    assert [one["type"] for one in document["outbox"]] == ["media.occasion-amended.v1"]
    assert await retitle_photos(studio.stores, at=now()) is False
    for number in (out, kept):
        assert (await call(OFFICER, "GET", f"/official-photos/{number}")).json()["occasionTitle"] == title
    assert await found(call, VIEWER, "?q=congress") == [out]
    full = next(one for one in files(bucket, studio) if one.endswith("full.jpg"))
    assert b"The world congress" in bucket.get_object(studio.stores.objects.accepted, full).read()
    version = (await studio.stores.photos.get(out, seen_by=OFFICER)).version
    await retitle_photos(studio.stores, at=now())
    assert (await studio.stores.photos.get(out, seen_by=OFFICER)).version == version


async def test_of_an_occasion_that_nobody_outside_knows_nobody_is_told(studio: Studio, call: Call) -> None:
    id_ = (await call(OFFICER, "POST", "/photo-occasions", json=OCCASION)).json()["id"]
    await studio.brought_to("captioned", details={"occasion": id_})
    assert (await amended(call, id_, place={"ar": "الميدان", "en": "The square"}, reason=WHY)).status_code == 200
    document = await studio.stores.register._occasions.find_one({"_id": id_})
    assert document
    assert document["outbox"] == []


async def test_an_occasion_from_before_versions_is_amended_like_any_other(studio: Studio, call: Call) -> None:
    plain = {"_id": "old", **{name: OCCASION[name] for name in ("title", "place")}, "starts_on": "2025-01-01", "ends_on": "2025-01-02"}
    await studio.stores.register._occasions.insert_one(plain)
    await studio.stores.register.open()
    assert (await amended(call, "old", endsOn="2025-01-03", reason=WHY)).json()["endsOn"] == "2025-01-03"
