"""Official photos: taking them along under the terms, links for who has no sign-in, and what a withdrawal or a successor does to both."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from .conftest import GATEWAY, OFFICER, OTHER, PERSON, RELEASER, VIEWER, Call, Studio, found

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
    assert [one.status_code for one in gone] == [404] * 5
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
