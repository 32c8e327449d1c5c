"""One stored record that cannot be read spoils no list: it is left out, counted and logged, and pages stay whole."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import now
from media_svc.identities.model import Identity
from media_svc.kits.commands import keep_kits
from media_svc.kits.model import Kit, KitState
from media_svc.model import Asset, Bi, Status, Wish
from media_svc.sources.commands import keep_dates
from media_svc.sources.downloads.store import Taken
from media_svc.sources.model import Document
from media_svc.store import Stores
from media_svc.studio.commands import release_due
from media_svc.studio.downloads.model import Size
from media_svc.studio.links.model import Link
from media_svc.studio.register.model import Occasion, RegisteredPerson

from .conftest import OFFICER, SECRETARY, Call, Studio
from .test_photo_states import photo_in

AT, WORDS = now(), Bi("سجل", "Record")


def moment(number: int) -> datetime:
    return AT - timedelta(minutes=number)


async def documents(stores: Stores) -> Any:
    for number in range(5):
        await stores.documents.add(Document(f"r-{number}", "D01", "policy", WORDS, WORDS, "a", moment(number), AT), None)
    return stores.documents.records


async def kits(stores: Stores) -> Any:
    for number in range(5):
        await stores.kits.add(Kit(f"r-{number}", "D01", WORDS, WORDS, "a", moment(number), AT, state=KitState.DRAFT), None)
    return stores.kits.records


async def identities(stores: Stores) -> Any:
    for number in range(5):
        await stores.identities.add(Identity(f"r-{number}", WORDS, WORDS, AT))
    return stores.identities._identities


async def files(stores: Stores) -> Any:
    for number in range(5):
        wish = Wish("file", "document", "a", "application/pdf", 1)
        await stores.assets.add(Asset(f"r-{number}", "D01", wish, "a", moment(number), AT, status=Status.READY))
    return stores.assets._assets


async def photos(stores: Stores) -> Any:
    for number in range(5):
        photo = photo_in("released", number + 1)
        said = replace(photo.details, captured_at=moment(number))
        await stores.photos.save(await stores.photos.add(replace(photo, details=said, updated_at=moment(number))), None, expected=1)
    return stores.photos._photos


async def occasions(stores: Stores) -> Any:
    for number in range(5):
        await stores.register.add_occasion(Occasion(f"r-{number}", WORDS, WORDS, date(2026, 5, 9 - number), date(2026, 6, 1)))
    return stores.register._occasions


async def people(stores: Stores) -> Any:
    for number in range(5):
        await stores.register.add_person(RegisteredPerson(f"r-{number}", WORDS))
    return stores.register._persons


async def links(stores: Stores) -> Any:
    for photo in [photo_in("released", seq) for seq in range(1, 6)]:
        saved = await stores.photos.save(await stores.photos.add(photo), None, expected=1)
        number = saved.number.seq
        made = Link(f"{number:064}", str(saved.number), Size.WEB, SECRETARY.id, moment(number), AT + timedelta(days=9))
        await stores.links.add(made)
    return stores.links._links


async def downloads(stores: Stores) -> Any:
    await stores.documents.add(Document("taken", "D01", "policy", WORDS, WORDS, "a", AT, AT), None)
    for _ in range(5):
        await stores.ledger.write(Taken("document", "taken"), by=SECRETARY, at=AT)
    return stores.ledger._rows


Made = Callable[[Stores], Awaitable[Any]]
# each list: who reads it, what is in it, how its records are spoilt
LISTS: dict[str, tuple[Actor, Made, dict[str, Any]]] = {
    "/documents": (SECRETARY, documents, {"record.created_at": "never"}),
    "/kits": (SECRETARY, kits, {"record.state": "dreamt"}),
    "/identities": (SECRETARY, identities, {"record.updated_at": 12e30}),
    "/assets": (SECRETARY, files, {"status": "lost"}),
    "/official-photos": (SECRETARY, photos, {"state": "lost"}),
    "/official-photos?sort=oldest": (SECRETARY, photos, {"details.rights.valid_to": "9999-99-99"}),
    "/official-photos/desk?state=released": (SECRETARY, photos, {"picture.renditions": [{"x": 1}]}),
    "/photo-occasions": (OFFICER, occasions, {"ends_on": "1447-13-45"}),
    "/photo-people": (OFFICER, people, {"titles": [{"since": "x"}]}),
    "/photo-links": (SECRETARY, links, {"size": "huge"}),
    "/documents/taken/downloads": (SECRETARY, downloads, {"at": None}),
}


@pytest.mark.parametrize("path", LISTS)
async def test_a_list_lives_without_its_bad_records_and_says_so(
    call: Call, stores: Stores, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    reader, make, spoilt = LISTS[path]
    collection = await make(stores)
    ids = [one["_id"] for one in await collection.find({}, {"_id": 1}).sort("_id", 1).to_list(None)]
    bad = ids[1:4]
    await collection.update_many({"_id": {"$in": bad}}, {"$set": spoilt})
    seen, cursor = 0, ""
    caplog.set_level(logging.ERROR)
    for _ in range(5):
        answer = await call(reader, "GET", f"{path}{'&' if '?' in path else '?'}limit=1{cursor}")
        assert answer.status_code == 200, answer.text
        page = answer.json()
        seen += len(page["items"])
        if not page["next"]:
            break
        assert len(page["items"]) == 1
        cursor = f"&cursor={page['next']}"
    assert seen == 2
    logged = [record.getMessage() for record in caplog.records if "cannot be read" in record.getMessage()]
    assert all(any(str(one) in message for message in logged) for one in bad)
    assert not [message for message in logged if "dreamt" in message or "never" in message]


async def test_what_the_clock_asks_for_is_done_beside_a_bad_record(stores: Stores) -> None:
    for make in (documents, kits, photos):
        collection = await make(stores)
        await collection.update_many({}, {"$set": {"record.created_at": "never", "details": 1, "next_at": AT, "copied": True}})
    assert await keep_dates(stores.documents, at=AT) is False
    assert await keep_kits(stores.kits, stores.objects, at=AT) is False
    assert await release_due(stores.photos, at=AT) is False


async def test_the_years_of_the_gallery_are_those_that_are_there_whatever_was_stored_once(
    studio: Studio, stores: Stores, call: Call
) -> None:
    numbers = [await studio.brought_to("released", details={"capturedAt": f"{year}-06-01T12:00:00Z"}) for year in (1990, 2020, 2020, 2026)]
    for state, year in (("cleared", 2011), ("withdrawn", 2012)):
        await studio.brought_to(state, details={"capturedAt": f"{year}-06-01T12:00:00Z"})
    bad = await studio.brought_to("released")
    await stores.photos._photos.update_one({"_id": bad}, {"$set": {"captured_at": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)}})
    assert (await call(SECRETARY, "GET", "/gallery-facets")).json()["years"] == [2026, 2020, 1990]
    assert len(numbers) == 4
