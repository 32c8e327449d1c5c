"""Official photos: taking them along under the terms, links for who has no sign-in, and what a withdrawal or a successor does to both."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from .conftest import GATEWAY, OTHER, RELEASER, VIEWER, Call, Studio, found


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
    await studio.act(RELEASER, numbers[1], "withdraw", {"ar": "سبب السحب", "en": "The reason"})
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
    await studio.act(RELEASER, number, "withdraw", {"ar": "سبب السحب", "en": "The reason"})
    assert (await call(GATEWAY, "GET", f"/photo-links/{link['secret']}")).status_code == 404


async def test_who_took_a_withdrawn_photo_is_told_and_nobody_else(studio: Studio, call: Call) -> None:
    await call(VIEWER, "POST", "/photo-terms/accept")
    taken, left = await studio.brought_to("released"), await studio.brought_to("released")
    await call(VIEWER, "POST", f"/official-photos/{taken}/download", json={"size": "web"})
    for number in (taken, left):
        await studio.act(RELEASER, number, "withdraw", {"ar": "سبب السحب", "en": "The reason"})
    told = (await call(VIEWER, "GET", "/photo-notices")).json()["items"]
    assert [(one["number"], one["reason"]["en"]) for one in told] == [(taken, "The reason")]
    assert (await call(OTHER, "GET", "/photo-notices")).json()["items"] == []


async def test_only_another_released_photo_takes_the_place_of_one(studio: Studio, call: Call) -> None:
    number, other, unready = await studio.brought_to("released"), await studio.brought_to("released"), await studio.brought_to("cleared")
    for wrong in (number, unready, "GNGC-20200101-STU-0001"):
        assert (await studio.act(RELEASER, number, "supersede", {"number": wrong})).status_code == 422
    assert (await studio.act(RELEASER, number, "supersede", {"number": other})).json()["supersededBy"] == other
    assert await found(call, VIEWER) == [other]
