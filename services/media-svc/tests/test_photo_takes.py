"""Official photos: taking them along under the terms, links for who has no sign-in, and what a withdrawal or a successor does to both."""

from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from chassis.clock import DUBAI, dubai_day, now
from chassis.serve import Service
from PIL import Image

from .conftest import DETAILS, GATEWAY, OFFICER, OTHER, PERSON, RELEASER, VIEWER, Call, Studio, found

WHY = {"ar": "سبب السحب", "en": "The reason"}


async def test_terms_are_accepted_once_before_anything_is_taken(studio: Studio, call: Call, browser: Any) -> None:
    number = await studio.brought_to("released")
    for method, path, body in (
        ("POST", f"/official-photos/{number}/download", {"size": "web"}), ("GET", f"/photo-archive/stream?numbers={number}&size=web", None),
        ("POST", f"/official-photos/{number}/links", {}),
    ):  # fmt: skip
        refused = await call(VIEWER, method, path, json=body)
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (403, "terms-not-accepted")
    first = (await call(VIEWER, "POST", "/photo-terms/accept")).json()["acceptedAt"]
    assert (await call(VIEWER, "POST", "/photo-terms/accept")).json()["acceptedAt"] == first
    file = (await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"})).json()
    taken = await browser.get(file["url"])
    assert taken.headers["content-disposition"].endswith(f"{number}-web.jpg")
    with Image.open(BytesIO(taken.content)) as image:
        assert number.encode() in image.info["xmp"]


async def test_a_basket_comes_as_one_archive_or_not_at_all(studio: Studio, call: Call) -> None:
    from zipfile import ZipFile

    await call(VIEWER, "POST", "/photo-terms/accept")
    numbers = [await studio.brought_to("released") for _ in range(3)]
    answer = await call(VIEWER, "GET", f"/photo-archive/stream?numbers={','.join(numbers)}&size=press")
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{number}-press.jpg" for number in numbers]
    await studio.act(RELEASER, numbers[1], "withdraw", WHY)
    assert (await call(VIEWER, "GET", f"/photo-archive/stream?numbers={','.join(numbers)}&size=press")).status_code == 404


async def test_a_link_dies_at_its_hour_and_with_its_photo(studio: Studio, call: Call) -> None:
    from media_svc.studio.errors import SharedPhotoNotFound
    from media_svc.studio.links.commands import follow

    await call(VIEWER, "POST", "/photo-terms/accept")
    number = await studio.brought_to("released")
    link = (await call(VIEWER, "POST", f"/official-photos/{number}/links", json={"size": "web", "hours": 1})).json()
    assert (await call(VIEWER, "GET", f"/photo-links/{link['secret']}")).status_code == 403
    assert (await call(GATEWAY, "GET", f"/photo-links/{link['secret']}")).json()["number"] == number
    assert (await call(GATEWAY, "GET", f"/photo-links/{'x' * 32}")).status_code == 404
    edge = datetime.fromisoformat(link["expiresAt"])
    stores = studio.stores
    assert await follow(stores.links, stores.photos, link["secret"], at=edge - timedelta(milliseconds=1))
    with pytest.raises(SharedPhotoNotFound):
        await follow(stores.links, stores.photos, link["secret"], at=edge)
    await studio.act(RELEASER, number, "withdraw", WHY)
    assert (await call(GATEWAY, "GET", f"/photo-links/{link['secret']}")).status_code == 404


async def test_links_are_listed_for_who_made_them_and_end_by_their_hand_alone(studio: Studio, call: Call) -> None:
    numbers = [await studio.brought_to("released") for _ in range(3)]
    for by in (VIEWER, OTHER):
        await call(by, "POST", "/photo-terms/accept")
    secrets = [(await call(VIEWER, "POST", f"/official-photos/{one}/links", json={"hours": 5})).json()["secret"] for one in numbers]
    first = (await call(VIEWER, "GET", "/photo-links?limit=2")).json()
    rest = (await call(VIEWER, "GET", f"/photo-links?limit=2&cursor={first['next']}")).json()
    listed = [*first["items"], *rest["items"]]
    assert ([one["number"] for one in listed], rest["next"]) == (numbers[::-1], None)
    assert all(secret not in str(listed) for secret in secrets)
    assert (await call(OTHER, "GET", "/photo-links")).json()["items"] == []
    assert (await call(OTHER, "GET", f"/photo-links?cursor={first['next']}")).status_code == 422
    ended = listed[0]["id"]
    assert (await call(OTHER, "POST", f"/photo-links/{ended}/end")).status_code == 404
    assert (await call(GATEWAY, "GET", f"/photo-links/{secrets[2]}")).status_code == 200
    assert (await call(VIEWER, "POST", f"/photo-links/{ended}/end")).status_code == 204
    assert [(await call(GATEWAY, "GET", f"/photo-links/{one}")).status_code for one in secrets] == [200, 200, 404]
    assert (await call(VIEWER, "POST", f"/photo-links/{ended}/end")).status_code == 404
    await studio.act(RELEASER, numbers[0], "withdraw", WHY)
    assert [one["number"] for one in (await call(VIEWER, "GET", "/photo-links")).json()["items"]] == [numbers[1]]


@pytest.mark.parametrize("verb", ["withdraw", "supersede"])
async def test_a_photo_that_is_taken_back_is_gone_from_every_surface(studio: Studio, call: Call, verb: str) -> None:
    await call(OFFICER, "POST", "/photo-people", json=PERSON)
    await call(VIEWER, "POST", "/photo-terms/accept")
    number = await studio.brought_to("released", details={"persons": [{"personKey": PERSON["key"]}]})
    other = await studio.brought_to("released")
    secret = (await call(VIEWER, "POST", f"/official-photos/{number}/links", json={})).json()["secret"]
    assert (await studio.act(RELEASER, number, verb, WHY if verb == "withdraw" else {"number": other})).status_code == 200
    for query in ("", f"?q={number}", f"?person={PERSON['key']}", "?year=2026&sort=oldest", f"?numbers={number},{other}"):
        assert number not in await found(call, VIEWER, query), query
    assert (await call(VIEWER, "GET", "/gallery-facets")).json()["persons"] == []
    gone = [
        await call(VIEWER, "GET", f"/official-photos/{number}"),
        await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"}),
        await call(VIEWER, "POST", f"/official-photos/{number}/links", json={}),
        await call(VIEWER, "GET", f"/photo-archive/stream?numbers={number},{other}&size=web"),
        await call(GATEWAY, "GET", f"/photo-links/{secret}"),
    ]
    assert [one.status_code for one in gone] == [200, 404, 404, 404, 404]
    tombstone = gone[0].json()
    told = (tombstone["state"], tombstone["supersededBy"], (tombstone["reason"] or {}).get("en"))
    assert told == (("withdrawn", None, "The reason") if verb == "withdraw" else ("superseded", other, None))
    assert (tombstone["renditions"], tombstone["sizes"], tombstone["headline"]["ar"], tombstone["desk"]) == ([], [], "", None)
    assert DETAILS["caption"]["en"] not in gone[0].text
    assert (await call(VIEWER, "GET", "/photo-links")).json()["items"] == []


async def test_who_took_a_withdrawn_photo_is_told_and_nobody_else(studio: Studio, call: Call) -> None:
    await call(VIEWER, "POST", "/photo-terms/accept")
    taken, left = await studio.brought_to("released"), await studio.brought_to("released")
    await call(VIEWER, "POST", f"/official-photos/{taken}/download", json={"size": "web"})
    for number in (taken, left):
        await studio.act(RELEASER, number, "withdraw", WHY)
    told = (await call(VIEWER, "GET", "/photo-notices")).json()["items"]
    assert [(one["number"], one["reason"]["en"]) for one in told] == [(taken, "The reason")]
    assert (await call(OTHER, "GET", "/photo-notices")).json()["items"] == []


async def test_only_another_released_photo_takes_the_place_of_one(studio: Studio, call: Call) -> None:
    number, other, unready = await studio.brought_to("released"), await studio.brought_to("released"), await studio.brought_to("cleared")
    for wrong in (number, unready, "GNGC-20200101-STU-0001"):
        assert (await studio.act(RELEASER, number, "supersede", {"number": wrong})).status_code == 422
    assert (await studio.act(RELEASER, number, "supersede", {"number": other})).json()["supersededBy"] == other
    assert await found(call, VIEWER) == [other]


@pytest.mark.parametrize("verb", ["withdraw", "supersede"])
async def test_every_address_of_a_photo_dies_when_it_is_taken_back(studio: Studio, call: Call, browser: Any, verb: str) -> None:
    await call(VIEWER, "POST", "/photo-terms/accept")
    number, other = await studio.brought_to("released"), await studio.brought_to("released")
    card = (await call(VIEWER, "GET", f"/official-photos/{number}")).json()
    file = (await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"})).json()
    addresses = [file["url"], *(one["url"] for one in card["renditions"])]
    assert [(await browser.get(one)).status_code for one in addresses] == [200] * 4
    assert (await studio.act(RELEASER, number, verb, WHY if verb == "withdraw" else {"number": other})).status_code == 200
    assert [(await browser.get(one)).status_code for one in addresses] == [404] * 4
    kept = (await call(OFFICER, "GET", f"/official-photos/{number}")).json()
    assert (await browser.get(kept["renditions"][0]["url"])).status_code == 200


@pytest.mark.parametrize(
    ("begins", "ends", "valid"),
    [(None, None, True), (0, 0, True), (-9, 0, True), (0, 9, True), (-9, -1, False), (1, 9, False), (None, -1, False), (1, None, False)],
)
async def test_what_the_rights_do_not_cover_today_is_neither_downloaded_nor_shared(
    studio: Studio, call: Call, begins: int | None, ends: int | None, valid: bool
) -> None:
    await call(VIEWER, "POST", "/photo-terms/accept")
    today = dubai_day(now())
    days = {name: str(today + timedelta(days=away)) for name, away in (("validFrom", begins), ("validTo", ends)) if away is not None}
    number = await studio.brought_to("released", details={"rights": {**DETAILS["rights"], **days}})
    asked = [
        await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"}),
        await call(VIEWER, "POST", f"/official-photos/{number}/links", json={}),
        await call(VIEWER, "GET", f"/photo-archive/stream?numbers={number}&size=web"),
    ]
    assert [one.status_code for one in asked] == ([200, 201, 200] if valid else [409, 409, 409])
    assert (await call(VIEWER, "GET", f"/official-photos/{number}")).status_code == 200


async def test_a_link_opens_no_longer_once_the_rights_have_ended(studio: Studio, call: Call) -> None:
    from media_svc.studio.errors import SharedPhotoNotFound
    from media_svc.studio.links.commands import follow

    await call(VIEWER, "POST", "/photo-terms/accept")
    today = dubai_day(now())
    number = await studio.brought_to("released", details={"rights": {**DETAILS["rights"], "validTo": str(today)}})
    link = (await call(VIEWER, "POST", f"/official-photos/{number}/links", json={"hours": 72})).json()
    last = datetime.combine(today + timedelta(days=1), time(), DUBAI)
    stores = studio.stores
    assert await follow(stores.links, stores.photos, link["secret"], at=last - timedelta(milliseconds=1))
    with pytest.raises(SharedPhotoNotFound):
        await follow(stores.links, stores.photos, link["secret"], at=last)


async def test_a_sixth_archive_within_an_hour_waits_and_each_is_in_the_audit(studio: Studio, call: Call, service: Service) -> None:
    for by in (VIEWER, OTHER):
        await call(by, "POST", "/photo-terms/accept")
    number = await studio.brought_to("released")
    path = f"/photo-archive/stream?numbers={number}&size=web"
    assert [(await call(VIEWER, "GET", path)).status_code for _ in range(5)] == [200] * 5
    refused = await call(VIEWER, "GET", path)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (429, "too-many-exports")
    assert 3500 < int(refused.headers["retry-after"]) <= 3600
    assert (await call(OTHER, "GET", path)).status_code == 200
    audit = [one["refused"] async for one in service.database["photo_export_audit"].find({"by": VIEWER.id}).sort("at", 1)]
    assert audit == [False] * 5 + [True]
