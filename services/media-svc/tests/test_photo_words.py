"""Official photos: their numbers without gaps, and what is told about them."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import DUBAI, dubai_day, now

from .conftest import DETAILS, OFFICER, PERSON, Call, Studio

# ---- numbers ----


async def test_forty_photos_at_once_get_the_numbers_one_to_forty(studio: Studio) -> None:
    at = now()
    numbers = await asyncio.gather(*(studio.ingested(at=at) for _ in range(40)))
    assert sorted(numbers) == [f"GNGC-{dubai_day(at):%Y%m%d}-STU-{seq:04}" for seq in range(1, 41)]


async def test_the_day_of_a_number_is_that_of_dubai_on_both_sides_of_midnight(studio: Studio) -> None:
    midnight = datetime(2026, 4, 13, tzinfo=DUBAI).astimezone(UTC)
    before = await studio.ingested(at=midnight - timedelta(milliseconds=1))
    after = await studio.ingested(at=midnight)
    assert (before, after) == ("GNGC-20260412-STU-0001", "GNGC-20260413-STU-0001")


async def test_an_upload_that_is_heard_of_twice_is_one_photo(studio: Studio) -> None:
    from media_svc.studio.commands import ingest_photo

    number = await studio.ingested()
    photo = await studio.stores.photos.get(number, seen_by=OFFICER)
    asset = type("Again", (), {
        "id": photo.picture.asset_id, "owner": photo.owner, "created_by": "x", "created_at": now(),
        "findings": type("Found", (), {"sha256": "0" * 64, "width": 9, "height": 9, "renditions": (), "captured_at": None, "hints": ()}),
    })  # fmt: skip
    again = await asyncio.gather(*(ingest_photo(studio.stores.photos, asset, at=now()) for _ in range(5)))
    assert {str(one.number) for one in again} == {number}
    assert str(await studio.stores.photos.next_number(dubai_day(now()))).endswith("-0002")


# ---- words ----


async def test_said_in_full_it_is_captioned_and_no_longer_when_a_word_is_taken_out(studio: Studio) -> None:
    number = await studio.ingested()
    early = await studio.act(OFFICER, number, "submit")
    assert (early.status_code, early.json()["type"].rpartition("/")[2]) == (409, "caption-incomplete")
    assert {"/headline/ar", "/alt/en", "/capturedAt", "/rights/credit"} <= {one["pointer"] for one in early.json()["errors"]}
    assert (await studio.act(OFFICER, number, "edit", DETAILS)).json()["state"] == "captioned"
    assert (await studio.act(OFFICER, number, "edit", {"alt": {"en": ""}})).json()["state"] == "ingested"


async def test_english_is_older_once_the_arabic_alone_was_changed(studio: Studio) -> None:
    number = await studio.brought_to("captioned")
    changed = (await studio.act(OFFICER, number, "edit", {"caption": {"ar": "نص جديد"}})).json()["details"]["caption"]
    assert (changed["ar"], changed["en"], changed["englishIsOlder"]) == ("نص جديد", "Heritage boats on the creek.", True)
    again = (await studio.act(OFFICER, number, "edit", {"caption": {"en": "A new text"}})).json()["details"]["caption"]
    assert again["englishIsOlder"] is False


@pytest.mark.parametrize(("taken", "title"), [("2026-04-12T19:59:59Z", "Deputy head"), ("2026-04-12T20:00:00Z", "The head")])
async def test_a_person_has_the_title_of_the_day_in_dubai(studio: Studio, call: Call, taken: str, title: str) -> None:
    assert (await call(OFFICER, "POST", "/photo-people", json=PERSON)).status_code == 201
    number = await studio.ingested()
    shown = [{"personKey": PERSON["key"], "region": {"x": 0.1, "y": 0.2, "width": 0.3, "height": 0.4}}]
    edited = await studio.act(OFFICER, number, "edit", {"capturedAt": taken, "persons": shown})
    assert edited.json()["details"]["persons"][0]["titleAtDate"]["en"] == title


@pytest.mark.parametrize(
    ("persons", "pointer"),
    [
        ([{"personKey": "head-of-department"}] * 2, "/persons/1/personKey"),
        ([{"personKey": "nobody"}], "/persons/0/personKey"),
        ([{"personKey": "head-of-department", "region": {"x": 0.8, "y": 0, "width": 0.3, "height": 0.1}}], "/persons/0/region"),
    ],
    ids=["twice", "unknown", "outside"],
)
async def test_a_person_who_cannot_be_there_is_refused_and_nothing_changes(studio: Studio, call: Call, persons: Any, pointer: str) -> None:
    await call(OFFICER, "POST", "/photo-people", json=PERSON)
    number = await studio.brought_to("captioned")
    refused = await studio.act(OFFICER, number, "edit", {"persons": persons, "photographer": "other"})
    assert (refused.status_code, [one["pointer"] for one in refused.json()["errors"]]) == (422, [pointer])
    details = (await call(OFFICER, "GET", f"/official-photos/{number}")).json()["details"]
    assert (details["persons"], details["photographer"]) == ([], DETAILS["photographer"])
