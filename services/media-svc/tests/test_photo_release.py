"""Official photos: two persons per release, embargoes to the instant, and what nobody may see before its time."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import DUBAI, now
from media_svc.studio.commands import release_due

from .conftest import (
    DETAILS,
    HOUSE_OFFICER,
    MEMBERS,
    OFFICER,
    OFFICER_TOO,
    PERSON,
    RELEASER,
    RELEASER_TOO,
    REVIEWER,
    SECRETARY,
    VIEWER,
    Call,
    Studio,
    found,
)  # fmt: skip


async def state_of(studio: Studio, number: str) -> str:
    return (await studio.call(OFFICER, "GET", f"/official-photos/{number}")).json()["state"]


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


@pytest.mark.parametrize(
    "verb", ["submit", "clear", "embargo", "propose-release", "sign-release", "withdraw", "discard", "send-back", "edit"]
)
async def test_members_can_do_nothing_and_learn_nothing(studio: Studio, verb: str) -> None:
    number = await studio.brought_to("proposed")
    bodies = {
        "embargo": {"until": "2099-01-01T00:00:00Z"}, "withdraw": {"ar": "سبب", "en": "why"}, "send-back": {"reason": "better words"},
        "edit": {"photographer": "x"}, "discard": {"ar": "سبب", "en": "why"},
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


async def test_the_edge_of_an_embargo_is_the_same_on_every_surface(studio: Studio, call: Call, browser: Any) -> None:
    """Midnight of Dubai: a moment before it nothing, at it everything, and no address could be guessed in between."""
    midnight = datetime(2099, 4, 13, tzinfo=DUBAI)
    await call(OFFICER, "POST", "/photo-people", json=PERSON)
    await call(VIEWER, "POST", "/photo-terms/accept")
    number = await studio.brought_to("cleared", details={"persons": [{"personKey": PERSON["key"]}]})
    await studio.act(OFFICER, number, "embargo", {"until": midnight.isoformat()})
    await studio.act(OFFICER, number, "propose-release")
    await studio.act(RELEASER, number, "sign-release")
    photo = await studio.stores.photos.get(number, seen_by=OFFICER)
    keys = [photo.key_of(one) for one in photo.picture.renditions]
    bare = [studio.stores.objects.address(key, at=now()).partition("?")[0] for key in keys]

    async def seen() -> dict[str, Any]:
        announced = await studio.stores.photos._photos.find_one({"_id": number}, {"outbox": 1})
        return {
            "number": (await call(VIEWER, "GET", f"/official-photos/{number}")).status_code,
            "thumbnail": (await call(VIEWER, "GET", f"/photos/{photo.picture.asset_id}")).status_code,
            "gallery": await found(call, VIEWER),
            "search": [await found(call, VIEWER, f"?{one}") for one in (f"q={number}", "q=boats", f"person={PERSON['key']}", "year=2026")],
            "picked": await found(call, VIEWER, f"?numbers={number}"),
            "facets": (await call(VIEWER, "GET", "/gallery-facets")).json()["years"],
            "zip": (await call(VIEWER, "GET", f"/photo-archive/stream?numbers={number}&size=web")).status_code,
            "download": (await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"})).status_code,
            "link": (await call(VIEWER, "POST", f"/official-photos/{number}/links", json={})).status_code,
            "event": [one["type"] for one in announced["outbox"]],
            "guessed": {(await browser.get(address)).status_code for address in bare},
        }

    await release_due(studio.stores.photos, at=midnight - timedelta(milliseconds=1))
    assert await seen() == {
        "number": 404, "thumbnail": 404, "gallery": [], "search": [[]] * 4, "picked": [], "facets": [], "zip": 404, "download": 404,
        "link": 404, "event": [], "guessed": {403},
    }  # fmt: skip
    await release_due(studio.stores.photos, at=midnight)
    assert await seen() == {
        "number": 200, "thumbnail": 404, "gallery": [number], "search": [[number]] * 4, "picked": [number], "facets": [2026], "zip": 200,
        "download": 200, "link": 201, "event": ["media.photo-released.v1"], "guessed": {403},
    }  # fmt: skip


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
        for query in ("", f"?q={number}", "?q=creek"):
            assert (await call(by, "GET", f"/official-photos/count{query}")).json() == {"count": 0, "more": False}
        hidden = [
            await call(by, "GET", f"/official-photos/{number}"),
            await call(by, "POST", f"/official-photos/{number}/download", json={"size": "web"}),
            await call(by, "POST", f"/official-photos/{number}/links", json={}),
            await call(by, "GET", f"/photo-archive/stream?numbers={number}&size=web"),
            await call(by, "GET", f"/photos/{photo.picture.asset_id}"),
        ]
        assert [one.status_code for one in hidden] == [200 if state == "withdrawn" else 404] + [404] * 4
        assert DETAILS["headline"]["en"] not in hidden[0].text
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


# ---- ways back ----


@pytest.mark.parametrize("state", ["in-review", "cleared", "embargoed", "proposed"])
async def test_what_is_not_released_yet_goes_back_to_its_words_and_must_be_signed_anew(studio: Studio, call: Call, state: str) -> None:
    number = await studio.brought_to(state)
    before = (await call(OFFICER, "GET", f"/official-photos/{number}")).json()["embargoUntil"]
    for by in (OFFICER, RELEASER):
        assert (await studio.act(by, number, "send-back", {"reason": "better words"})).status_code == 403
    back = (await studio.act(REVIEWER, number, "send-back", {"reason": "better words"})).json()
    assert (back["state"], back["desk"]["proposed"], back["desk"]["signed"], back["desk"]["cleared"]) == ("captioned", None, None, None)
    assert (await studio.act(OFFICER, number, "submit")).status_code == 200
    cleared = (await studio.act(REVIEWER, number, "clear")).json()
    assert (cleared["state"], cleared["embargoUntil"]) == ("embargoed" if before else "cleared", before)


@pytest.mark.parametrize("state", ["ingested", "captioned", "in-review", "cleared", "embargoed", "proposed", "released", "withdrawn"])
async def test_what_was_never_released_is_discarded_in_silence_and_nothing_else_is(studio: Studio, call: Call, state: str) -> None:
    number = await studio.brought_to(state)
    early, late = state in ("ingested", "captioned"), state in ("in-review", "cleared", "embargoed", "proposed")
    body = {"ar": "خطأ في الرفع", "en": "Uploaded by mistake"}
    assert (await studio.act(RELEASER, number, "discard", body)).status_code == 403
    if not early:
        assert (await studio.act(OFFICER, number, "discard", body)).status_code == 403
    answer = await studio.act(OFFICER if early else REVIEWER, number, "discard", body)
    assert answer.status_code == (200 if early or late else 409)
    if early or late:
        document = await studio.stores.photos._first({"_id": number})
        assert document.state == "withdrawn"
        assert (await call(VIEWER, "GET", f"/official-photos/{number}")).status_code == 404
        kept = await studio.stores.photos._photos.find_one({"_id": number})
        assert kept["outbox"] == []


@pytest.mark.parametrize(("letter", "letters"), [("&", 3000), ("<", 3000), ("ش", 3000)])
async def test_the_longest_words_are_signed_or_refused_at_the_door_and_no_photo_is_stuck(studio: Studio, letter: str, letters: int) -> None:
    number = await studio.ingested()
    words = letter * letters
    edited = await studio.act(OFFICER, number, "edit", {**DETAILS, "caption": {"ar": words, "en": words}})
    if edited.status_code == 422:
        assert edited.json()["errors"][0]["pointer"] == "/caption"
        assert (await studio.act(OFFICER, number, "edit", DETAILS)).status_code == 200
    for by, verb in ((OFFICER, "submit"), (REVIEWER, "clear"), (OFFICER, "propose-release"), (RELEASER, "sign-release")):
        assert (await studio.act(by, number, verb)).status_code == 200


async def test_a_photo_whose_words_came_to_be_too_long_says_so_at_the_signature_and_goes_back(studio: Studio, call: Call) -> None:
    number = await studio.brought_to("proposed")
    long = {"details.caption.ar": "&" * 3000, "details.caption.en": "&" * 3000, "details.rights.usage.ar": "&" * 3000}
    await studio.stores.photos._photos.update_one({"_id": number}, {"$set": long | {"details.rights.usage.en": "&" * 3000}})
    refused = await studio.act(RELEASER, number, "sign-release")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "photo-text-too-long")
    assert (await studio.act(REVIEWER, number, "send-back", {"reason": "shorter words"})).json()["state"] == "captioned"
