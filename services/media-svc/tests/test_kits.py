"""Media kits: nothing of one exists before its instant or after it is revoked, on any surface, on both sides of the edge."""

import asyncio
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import httpx2
import pytest
from chassis.clock import now
from chassis.testing import Tokens
from media_svc.checks.commands import check_next
from media_svc.kits import model
from media_svc.kits.commands import keep_kits
from media_svc.model import Bi
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER, Call, picture
from .kits import BODY, DIRECTOR, EDGE, LIMITS, MESSAGE, Maker, Time, facts
from .shelf import COLLEAGUE


@pytest.mark.parametrize(("offset", "wanted"), [(-1, 404), (0, 200), (1, 200)])
async def test_a_kit_under_embargo_is_404_on_every_surface_until_its_instant_in_dubai(
    maker: Maker, stores: Stores, time: Time, offset: int, wanted: int
) -> None:
    id_, item = await maker.released()
    for before in (time.at, EDGE + timedelta(milliseconds=offset)):
        time.at = before
        await keep_kits(stores.kits, stores.objects, at=time.at)
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {wanted}
    assert await facts(stores, id_) == (["media.kit-released.v1"] if wanted == 200 else [])
    assert set((await maker.surfaces(EDITOR, id_, item)).values()) == {200}


@pytest.mark.parametrize(("offset", "wanted"), [(-1, 200), (0, 404), (1, 404)])
async def test_a_kit_that_closes_is_404_from_that_instant_on(maker: Maker, time: Time, offset: int, wanted: int) -> None:
    id_, item = await maker.released(embargoUntil=None, closesAt="2031-02-28T20:00:00Z")
    time.at = EDGE + timedelta(milliseconds=offset)
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {wanted}


async def test_revoking_kills_the_links_that_were_given_and_every_surface(
    maker: Maker, stores: Stores, call: Call, browser: httpx2.AsyncClient
) -> None:
    id_, item = await maker.released(embargoUntil=None)
    link = (await call(VIEWER, "POST", f"/kits/{id_}/items/{item}/download")).json()["url"]
    preview = (await call(VIEWER, "GET", f"/kits/{id_}")).json()["items"][1]["file"]["preview"]
    assert [(await browser.get(url)).status_code for url in (link, preview)] == [200, 200]
    revoked = await maker.act(DIRECTOR, id_, "/revoke", {"reason": {"ar": "خطأ", "en": "An error"}})
    assert (revoked.status_code, revoked.json()["state"]) == (200, "revoked")
    assert [(await browser.get(url)).status_code for url in (link, preview)] == [404, 404]
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {404}
    assert await facts(stores, id_) == ["media.kit-released.v1", "media.kit-revoked.v1"]


async def test_a_kit_revoked_under_embargo_is_never_spoken_of(maker: Maker, stores: Stores, time: Time) -> None:
    id_, item = await maker.released()
    await maker.act(SECRETARY, id_, "/revoke", {"reason": {"ar": "خطأ", "en": "An error"}})
    time.at = EDGE + timedelta(days=1)
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert await facts(stores, id_) == []
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {404}


async def test_what_a_crash_left_of_a_revoked_kit_is_swept(
    maker: Maker, stores: Stores, call: Call, browser: httpx2.AsyncClient, time: Time
) -> None:
    id_, item = await maker.released(embargoUntil=None)
    link = (await call(VIEWER, "POST", f"/kits/{id_}/items/{item}/download")).json()["url"]
    kit = await stores.kits.by_id(id_)
    assert kit
    await stores.kits.save(*model.revoke(kit, Bi("خطأ", "Error"), by=DIRECTOR, at=time.at), expected=kit.version)  # then the power went out
    assert (await browser.get(link)).status_code == 200
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert (await browser.get(link)).status_code == 404
    assert await stores.kits.to_empty(time.at) == []


async def test_the_embargos_end_is_announced_once_by_many_workers(maker: Maker, stores: Stores) -> None:
    id_, _ = await maker.released()
    await asyncio.gather(*(keep_kits(stores.kits, stores.objects, at=EDGE) for _ in range(5)))
    assert await facts(stores, id_) == ["media.kit-released.v1"]


async def test_release_and_edit_at_once_are_one_success_and_one_stale_screen(maker: Maker, call: Call) -> None:
    id_, _ = await maker.kit()
    seen = {"If-Match": (await call(DIRECTOR, "GET", f"/kits/{id_}")).headers["etag"]}
    answers = await asyncio.gather(
        *(call(DIRECTOR, "POST", f"/kits/{id_}/release", headers=seen) for _ in range(4)),
        call(EDITOR, "PATCH", f"/kits/{id_}", json={"embargoUntil": None}, headers=seen),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]


async def test_the_zip_holds_every_file_and_every_word_in_both_languages(maker: Maker, call: Call) -> None:
    id_, _ = await maker.released(embargoUntil=None)
    answer = await call(VIEWER, "GET", f"/kits/{id_}/stream")
    assert answer.headers["content-type"] == "application/zip"
    assert "filename*=UTF-8''Ramadan%20kit.zip" in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        words = archive.read("messages.txt").decode()
        assert names[0] == "messages.txt"
        assert names[1].startswith("photo/")
        assert archive.read(names[1])[:3] == b"\xff\xd8\xff"
    assert "معاً" in words
    assert "Together" in words


async def test_nothing_of_a_kit_under_embargo_shows_beside_it(
    maker: Maker, stores: Stores, call: Call, browser: httpx2.AsyncClient, time: Time
) -> None:
    id_, item = await maker.released()
    kit = await stores.kits.by_id(id_)
    assert kit
    photo = kit.item(item).file
    assert photo
    preview = (await call(EDITOR, "GET", f"/kits/{id_}")).json()["items"][1]["file"]["preview"]
    unsigned = preview.partition("?")[0]
    seen = {"If-Match": '"1"'}
    for at in (time.at, EDGE):
        time.at = at
        for who in (OTHER, VIEWER, COLLEAGUE):
            ways = [await call(who, "GET", f"/photos{way}") for way in (f"/{photo.id}", f"?ids={photo.id}", "")]
            assert [ways[0].status_code, ways[1].json()["items"], ways[2].json()["items"]] == [404, [], []]
        assert [(await browser.get(url)).status_code for url in (unsigned, f"{unsigned}-none")] == [403, 403]
    time.at = EDGE - timedelta(milliseconds=1)
    tries = [
        await call(OTHER, "GET", f"/kits/{id_}/downloads"),
        await call(OTHER, "PATCH", f"/kits/{id_}", json={"hashtags": []}, headers=seen),
        await call(OTHER, "PATCH", f"/kits/{id_}/items/{item}", json={}, headers=seen),
        await call(OTHER, "POST", f"/kits/{id_}/release", headers=seen),
        await call(OTHER, "POST", f"/kits/{id_}/revoke", json={"reason": {"ar": "خ", "en": "E"}}, headers=seen),
    ]
    assert [answer.status_code for answer in tries] == [404] * 5
    assert await stores.kits.by_id(id_) == kit


async def test_who_took_a_kit_is_for_its_makers_to_see(maker: Maker, call: Call) -> None:
    id_, item = await maker.released(embargoUntil=None)
    await call(VIEWER, "GET", f"/kits/{id_}/stream")
    await call(OTHER, "POST", f"/kits/{id_}/items/{item}/download")
    rows = (await call(EDITOR, "GET", f"/kits/{id_}/downloads")).json()["items"]
    assert [(row["entity"], row["fileId"] is None) for row in rows] == [("D02", False), ("D03", True)]
    sees = {EDITOR: 200, SECRETARY: 200, VIEWER: 404, OTHER: 404}
    assert {who: (await call(who, "GET", f"/kits/{id_}/downloads")).status_code for who in sees} == sees


async def test_the_words_of_a_drafts_item_are_changed_and_those_of_a_released_one_not(maker: Maker) -> None:
    id_, item = await maker.kit()
    words = {"title": {"ar": "الميناء", "en": "The port"}}
    changed = (await maker.act(EDITOR, id_, f"/items/{item}", words, method="PATCH")).json()["items"]
    assert [(one["title"]["en"], one["file"] is not None) for one in changed] == [("Message", False), ("The port", True)]
    await maker.act(DIRECTOR, id_, "/release")
    assert (await maker.act(EDITOR, id_, f"/items/{item}", {"title": {"ar": "ب", "en": "B"}}, method="PATCH")).status_code == 409


async def test_a_kit_for_named_entities_is_404_for_the_others(maker: Maker, call: Call) -> None:
    id_, item = await maker.released(embargoUntil=None, audience=["D02"])
    assert set((await maker.surfaces(VIEWER, id_, item)).values()) == {404}
    assert set((await maker.surfaces(OTHER, id_, item)).values()) == {200}


async def test_editors_do_not_release_and_others_do_not_see(maker: Maker, call: Call) -> None:
    id_, item = await maker.kit()
    assert (await maker.act(EDITOR, id_, "/release")).status_code == 403
    for who in (VIEWER, OTHER):
        assert set((await maker.surfaces(who, id_, item)).values()) == {404}


async def test_what_is_wrong_is_refused_and_changes_nothing(maker: Maker, stores: Stores, call: Call, tokens: Tokens) -> None:
    empty = (await call(EDITOR, "POST", "/kits", json=BODY)).json()["id"]
    id_, item = await maker.released(embargoUntil=None)
    photo_of_other = await maker.desk.upload(picture(300, 200), by=OTHER)
    assert await check_next(stores, LIMITS, clock=now)
    before = [await stores.kits.by_id(one) for one in (empty, id_)]
    foreign = {"kind": "photo", "title": {"ar": "ص", "en": "P"}, "assetId": photo_of_other}
    refusals = [
        (DIRECTOR, empty, "POST", "/release", None, 422),
        (SECRETARY, empty, "POST", "/items", foreign, 422),
        (EDITOR, empty, "PATCH", "", {"closesAt": "2031-02-28T20:00:00Z"}, 422),
        (DIRECTOR, empty, "POST", "/revoke", {"reason": {"ar": "خ", "en": "E"}}, 409),
        (EDITOR, id_, "POST", "/items", MESSAGE, 409),
        (EDITOR, id_, "DELETE", f"/items/{item}", None, 409),
    ]
    for who, kit, method, path, body, status in refusals:
        answer = await maker.act(who, kit, path, body, method=method)
        assert answer.status_code == status, (path, answer.text)
    assert [await stores.kits.by_id(one) for one in (empty, id_)] == before


@pytest.mark.parametrize(("lang", "said"), [("ar", "رُفع هذا الملف لغرض آخر"), ("en", "uploaded for something else")])
async def test_a_cover_does_not_go_into_a_kit(maker: Maker, stores: Stores, call: Call, lang: str, said: str) -> None:
    id_ = (await call(EDITOR, "POST", "/kits", json=BODY)).json()["id"]
    cover, before = await maker.desk.upload(picture(300, 200)), await stores.kits.by_id(id_)
    assert await check_next(stores, LIMITS, clock=now)
    item = {"kind": "photo", "title": {"ar": "غلاف", "en": "Cover"}, "assetId": cover}
    answer = await call(EDITOR, "POST", f"/kits/{id_}/items", json=item, headers={"If-Match": '"1"', "Accept-Language": lang})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/assetId")
    assert said in answer.json()["errors"][0]["detail"]
    assert await stores.kits.by_id(id_) == before
