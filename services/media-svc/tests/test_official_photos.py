"""Official photos: their numbers, the two persons of a release, embargoes, and what nobody may see before its time."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import DUBAI, dubai_day, now
from media_svc.studio.commands import release_due
from media_svc.studio.model import Ratio
from media_svc.studio.store import NEWEST, OLDEST, Search
from PIL import Image

from .conftest import (
    COLLEAGUE,
    DETAILS,
    EDITOR,
    GATEWAY,
    HOUSE_OFFICER,
    OFFICER,
    OFFICER_TOO,
    OTHER,
    RELEASER,
    RELEASER_TOO,
    REVIEWER,
    SECRETARY,
    VIEWER,
    Call,
    Studio,
)  # fmt: skip

MEMBERS = (VIEWER, EDITOR, OTHER, COLLEAGUE, HOUSE_OFFICER)


async def found(call: Call, by: Actor, query: str = "") -> list[str]:
    answer = await call(by, "GET", f"/official-photos{query}")
    assert answer.status_code == 200, answer.text
    return [one["number"] for one in answer.json()["items"]]


async def state_of(studio: Studio, number: str) -> str:
    return (await studio.call(OFFICER, "GET", f"/official-photos/{number}")).json()["state"]


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
        "findings": type("Found", (), {"sha256": "0" * 64, "width": 9, "height": 9, "renditions": (), "captured_at": None}),
    })  # fmt: skip
    again = await asyncio.gather(*(ingest_photo(studio.stores.photos, asset, at=now()) for _ in range(5)))  # type: ignore[arg-type]
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


PERSON = {
    "key": "head-of-department", "name": {"ar": "رئيس الدائرة", "en": "Head of the department"},
    "titles": [
        {"title": {"ar": "نائب الرئيس", "en": "Deputy head"}, "since": "2020-01-01", "until": "2026-04-12"},
        {"title": {"ar": "الرئيس", "en": "The head"}, "since": "2026-04-13"},
    ],
}  # fmt: skip


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


# ---- two persons ----


async def test_who_proposed_cannot_sign(studio: Studio) -> None:
    number = await studio.brought_to("cleared")
    unproposed = await studio.act(OFFICER_TOO, number, "sign-release")
    assert (unproposed.status_code, unproposed.json()["type"].rpartition("/")[2]) == (409, "not-proposed")
    assert (await studio.act(OFFICER_TOO, number, "propose-release")).status_code == 200
    refused = await studio.act(OFFICER_TOO, number, "sign-release")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "same-person")
    assert await state_of(studio, number) == "cleared"
    assert await studio.stores.photos._photos.count_documents({"outbox.0": {"$exists": True}}) == 0
    assert (await studio.act(RELEASER, number, "sign-release")).json()["state"] == "released"


async def test_two_signatures_at_once_are_one_release(studio: Studio) -> None:
    number = await studio.brought_to("proposed")
    version = (await studio.stores.photos.get(number, seen_by=OFFICER)).version
    signers = (RELEASER, RELEASER_TOO) * 4
    answers = await asyncio.gather(*(studio.act(by, number, "sign-release", version=version) for by in signers))
    assert sorted(one.status_code for one in answers) == [200] + [412] * 7
    photo = await studio.stores.photos.get(number, seen_by=VIEWER)
    assert photo.version == version + 1


@pytest.mark.parametrize("verb", ["submit", "clear", "embargo", "propose-release", "sign-release", "withdraw", "send-back", "edit"])
async def test_members_can_do_nothing_and_learn_nothing(studio: Studio, verb: str) -> None:
    number = await studio.brought_to("proposed")
    bodies = {
        "embargo": {"until": "2099-01-01T00:00:00Z"}, "withdraw": {"ar": "سبب", "en": "why"}, "send-back": {"reason": "better words"},
        "edit": {"photographer": "x"},
    }  # fmt: skip
    for by in MEMBERS:
        real, unreal = [await studio.act(by, one, verb, bodies.get(verb), version=1) for one in (number, "GNGC-20200101-STU-0001")]
        assert real.status_code == unreal.status_code in (403, 404)
        assert {**real.json(), "instance": "", "requestId": "", "traceId": ""} == {
            **unreal.json(), "instance": "", "requestId": "", "traceId": "",
        }  # fmt: skip


# ---- embargo ----


async def test_an_embargo_ends_at_its_instant_and_not_before(studio: Studio, call: Call) -> None:
    midnight = datetime(2099, 4, 13, tzinfo=DUBAI)
    number = await studio.brought_to("cleared")
    await studio.act(OFFICER, number, "embargo", {"until": midnight.isoformat()})
    await studio.act(OFFICER, number, "propose-release")
    assert (await studio.act(RELEASER, number, "sign-release")).json()["state"] == "embargoed"
    again = await studio.act(RELEASER_TOO, number, "sign-release")
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "already-signed")
    await release_due(studio.stores.photos, at=midnight - timedelta(milliseconds=1))
    assert await found(call, VIEWER) == []
    assert (await call(VIEWER, "GET", f"/official-photos/{number}")).status_code == 404
    await release_due(studio.stores.photos, at=midnight)
    assert await found(call, VIEWER) == [number]


async def test_an_embargo_that_ends_unsigned_releases_nothing(studio: Studio, call: Call) -> None:
    number = await studio.brought_to("embargoed")
    await studio.act(OFFICER, number, "propose-release")
    await release_due(studio.stores.photos, at=datetime(2100, 1, 1, tzinfo=UTC))
    assert await state_of(studio, number) == "embargoed"
    assert await found(call, VIEWER) == []


async def test_another_instant_needs_both_persons_again(studio: Studio) -> None:
    number = await studio.brought_to("embargoed")
    await studio.act(OFFICER, number, "propose-release")
    await studio.act(RELEASER, number, "sign-release")
    moved = (await studio.act(OFFICER, number, "embargo", {"until": "2099-01-01T00:00:00Z"})).json()
    assert (moved["desk"]["proposed"], moved["desk"]["signed"]) == (None, None)
    assert (await studio.act(OFFICER, number, "embargo", {"until": "2020-01-01T00:00:00Z"})).status_code == 422


# ---- what may not be seen ----


@pytest.mark.parametrize("state", ["ingested", "captioned", "in-review", "cleared", "embargoed", "withdrawn"])
async def test_what_is_not_released_is_on_no_surface(studio: Studio, call: Call, state: str) -> None:
    assert (await call(OFFICER, "POST", "/photo-people", json=PERSON)).status_code == 201
    occasion = {"title": {"ar": "زيارة سرية", "en": "A quiet visit"}, "place": {"ar": "مكان", "en": "A place"}}
    days = {"startsOn": "2026-04-12", "endsOn": "2026-04-12"}
    entered = (await call(OFFICER, "POST", "/photo-occasions", json={**occasion, **days})).json()["id"]
    number = await studio.brought_to(state, details={"persons": [{"personKey": PERSON["key"]}], "occasion": entered})
    photo = await studio.stores.photos.get(number, seen_by=OFFICER)
    for by in MEMBERS:
        await call(by, "POST", "/photo-terms/accept")
        for path in ("", "/desk?state=embargoed&state=cleared&state=ingested&state=captioned&state=in-review&state=withdrawn"):
            assert await found(call, by, path) == []
        for query in (f"?q={number}", "?q=creek", f"?person={PERSON['key']}", f"?occasion={entered}", "?year=2026", f"?numbers={number}"):
            assert await found(call, by, query) == [], query
        hidden = [
            await call(by, "GET", f"/official-photos/{number}"),
            await call(by, "POST", f"/official-photos/{number}/download", json={"size": "web"}),
            await call(by, "POST", f"/official-photos/{number}/links", json={}),
            await call(by, "GET", f"/photo-archive/stream?numbers={number}&size=web"),
            await call(by, "GET", f"/photos/{photo.picture.asset_id}"),
        ]
        assert [one.status_code for one in hidden] == [404] * 5
        facets = (await call(by, "GET", "/gallery-facets")).json()
        assert facets == {"persons": [], "occasions": [], "years": [], "ratios": []}
        if by is not HOUSE_OFFICER:
            assert (await call(by, "GET", f"/photo-occasions/{entered}")).status_code == 404
            for path in ("/photo-occasions", "/photo-people"):
                assert (await call(by, "GET", path)).json()["items"] == []
    for by in (OFFICER, REVIEWER, RELEASER, SECRETARY):
        assert (await call(by, "GET", f"/official-photos/{number}")).status_code == 200


async def test_the_studio_of_an_entity_works_on_its_own_photos_only(studio: Studio, call: Call) -> None:
    own, others = await studio.ingested(owner="D01"), await studio.ingested(owner="D02")
    assert await found(call, HOUSE_OFFICER, "/desk?state=ingested") == [own]
    assert (await studio.act(HOUSE_OFFICER, own, "edit", DETAILS)).status_code == 200
    assert (await studio.act(HOUSE_OFFICER, others, "edit", DETAILS, version=1)).status_code == 404


# ---- the gallery ----


async def test_members_find_a_released_photo_by_each_of_its_sides(studio: Studio, call: Call) -> None:
    await call(OFFICER, "POST", "/photo-people", json=PERSON)
    days = {"startsOn": "2026-04-12", "endsOn": "2026-04-12", "place": {"ar": "مكان", "en": "A place"}}
    entered = (await call(OFFICER, "POST", "/photo-occasions", json={"title": {"ar": "يوم العلم", "en": "Flag day"}, **days})).json()["id"]
    wide = await studio.brought_to("released", width=2000, height=900)
    number = await studio.brought_to(
        "released", details={"persons": [{"personKey": PERSON["key"]}], "occasion": entered, "capturedAt": "2024-12-31T21:00:00Z"},
    )  # fmt: skip
    assert await found(call, VIEWER) == [wide, number]
    assert await found(call, VIEWER, "?sort=oldest") == [number, wide]
    exact = (f"person={PERSON['key']}", f"occasion={entered}", "year=2025", "ratio=landscape")
    for query in (*exact, "q=flag", "q=العلم", "q=deputy", f"q={number}"):
        assert await found(call, VIEWER, f"?{query}") == [number], query
    assert await found(call, VIEWER, "?q=قوارب الخور") == [wide, number]
    for query in ("year=2024", "person=nobody", "q=zebra", "ratio=portrait", "q=flag&ratio=panorama"):
        assert await found(call, VIEWER, f"?{query}") == [], query
    facets = (await call(VIEWER, "GET", "/gallery-facets")).json()
    assert facets["years"] == [2026, 2025]
    assert [one["key"] for one in facets["persons"]] == [PERSON["key"]]
    assert facets["ratios"] == ["landscape", "panorama"]


async def test_pages_hold_every_photo_once_even_of_one_instant(studio: Studio, call: Call) -> None:
    numbers = [await studio.brought_to("released") for _ in range(5)]
    for sort, wanted in (("newest", numbers[::-1]), ("oldest", numbers)):
        seen: list[str] = []
        query: str | None = f"?sort={sort}&limit=2"
        while query:
            page = (await call(VIEWER, "GET", f"/official-photos{query}")).json()
            seen += [one["number"] for one in page["items"]]
            query = f"?sort={sort}&limit=2&cursor={page['next']}" if page["next"] else None
        assert seen == wanted
    assert (await call(OTHER, "GET", f"/official-photos?limit=2&cursor={'a' * 40}")).status_code == 422


# ---- taking it along ----


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


# ---- cost ----


@pytest.mark.parametrize(
    "search",
    [
        Search(), Search(oldest_first=True), Search(person="person-1"), Search(occasion="event-2"), Search(ratio=Ratio.PORTRAIT),
        Search(year=2026), Search(q="boat"), Search(q="boats creek", person="person-1", ratio=Ratio.LANDSCAPE, year=2026),
    ],
    ids=str,
)  # fmt: skip
async def test_every_search_walks_the_index_in_order(studio: Studio, search: Search) -> None:
    await studio.brought_to("released")
    store = studio.stores.photos
    order = OLDEST if search.oldest_first else NEWEST
    plan = await store._photos.find({"$and": await store._found_by(search)}).sort(order).limit(30).explain()
    winning = str(plan["queryPlanner"]["winningPlan"])
    assert "COLLSCAN" not in winning
    assert "'stage': 'SORT'" not in winning
    assert "'indexName': 'listed'" in winning
