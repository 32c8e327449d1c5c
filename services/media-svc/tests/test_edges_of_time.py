"""Days, instants and numbers at both ends of what makes sense: refused at the door in words, or kept and readable for ever."""

from datetime import date, timedelta
from typing import Any

import pytest
from chassis.clock import now
from media_svc.sources.model import begins

from .conftest import EDITOR, OFFICER, SECRETARY, VIEWER, Call, Studio
from .kits import BODY, Maker
from .shelf import TODAY, Shelf

NEVER, EVER = "0001-01-01", "9999-12-31"
FIRST, LAST = f"{NEVER}T00:00:00+04:00", f"{EVER}T23:59:59Z"
NO_TIMES = (FIRST, LAST, "2026-06-30T23:59:60Z", "2026-02-30T00:00:00Z", "2026-03-01T09:00:00", 1790000000, 10**20, True, "soon", "")
NO_DAYS = (NEVER, "1447-09-01", "2026-02-30", "2026-3-1", 20260301, 10**20, True, "today", "")
OCCASION = {"title": {"ar": "قمة", "en": "Summit"}, "place": {"ar": "قاعة", "en": "Hall"}, "startsOn": "2026-03-01", "endsOn": "2026-03-02"}


def refused(answer: Any, pointer: str) -> bool:
    """422 with the place, in words, and never an echo of what was not understood as an error of ours."""
    body = answer.json()
    found = [one for one in body.get("errors", ()) if one["pointer"] == pointer]
    return answer.status_code == 422 and bool(found) and bool(found[0]["message"] if "message" in found[0] else found[0])


@pytest.mark.parametrize("value", NO_TIMES)
async def test_an_instant_that_makes_no_sense_is_refused_at_every_field(studio: Studio, shelf: Shelf, call: Call, value: Any) -> None:
    number = await studio.brought_to("cleared")
    assert refused(await studio.act(OFFICER, number, "embargo", {"until": value}), "/until")
    captioned = await studio.brought_to("captioned")
    assert refused(await studio.act(OFFICER, captioned, "edit", {"capturedAt": value}), "/capturedAt")
    assert refused(await call(EDITOR, "POST", "/kits", json=BODY | {"embargoUntil": value}), "/embargoUntil")
    if value != LAST:
        assert refused(await call(EDITOR, "POST", "/kits", json=BODY | {"closesAt": value}), "/closesAt")
    if isinstance(value, str):
        id_ = await shelf.document()
        assert refused(await call(EDITOR, "GET", f"/documents/{id_}", params={"at": value}), "?at")
    assert (await call(OFFICER, "GET", "/gallery-facets")).status_code == 200


@pytest.mark.parametrize("value", NO_DAYS)
async def test_a_day_that_makes_no_sense_is_refused_at_every_field(studio: Studio, shelf: Shelf, call: Call, value: Any) -> None:
    id_ = await shelf.document()
    version = await shelf.draft(id_, "1.0", TODAY)
    for name in ("issued", "effectiveFrom", "transitionEndsOn"):
        answer = await shelf.act(EDITOR, id_, f"/versions/{version}", {name: value}, method="PATCH")
        assert refused(answer, f"/{name}"), (name, answer.text)
        assert refused(await shelf.act(EDITOR, id_, "/versions", {"label": "2.0", name: value}), f"/{name}")
    for name in ("startsOn", "endsOn"):
        assert refused(await call(OFFICER, "POST", "/photo-occasions", json=OCCASION | {name: value}), f"/{name}")
    person = {"key": "somebody", "name": {"ar": "شخص", "en": "Person"}, "titles": [{"title": {"ar": "لقب", "en": "Title"}, "since": value}]}
    assert refused(await call(OFFICER, "POST", "/photo-people", json=person), "/titles/0/since")
    number = await studio.brought_to("captioned")
    assert refused(await studio.act(OFFICER, number, "edit", {"rights": {"validFrom": value}}), "/rights/validFrom")
    assert refused(await shelf.act(SECRETARY, id_, f"/versions/{version}/enter-past", {"lastDay": value}), "/lastDay")


async def test_the_refusal_is_in_the_readers_language(call: Call) -> None:
    said = {}
    for language in ("ar", "en"):
        headers = {"Accept-Language": language}
        answer = await call(EDITOR, "POST", "/kits", json=BODY | {"embargoUntil": FIRST}, headers=headers)
        said[language] = str(answer.json()["errors"][0])
    assert "outside of the years 1900 to 2200" in said["en"]
    assert any("\u0600" <= letter <= "\u06ff" for letter in said["ar"])


async def test_no_end_is_a_value_of_its_own_and_stays_readable(maker: Maker, studio: Studio, call: Call) -> None:
    for ever in (None, LAST, f"{EVER}T23:59:59+00:00"):
        id_, _ = await maker.released(embargoUntil=None, closesAt=ever)
        assert (await call(VIEWER, "GET", f"/kits/{id_}")).json()["closesAt"] is None
    assert len((await call(VIEWER, "GET", "/kits")).json()["items"]) == 3
    number = await studio.brought_to("released", details={"rights": {"credit": "GNGC", "validTo": EVER}})
    assert (await call(VIEWER, "GET", f"/official-photos/{number}")).json()["details"]["rights"]["validTo"] is None
    await call(VIEWER, "POST", "/photo-terms/accept")
    assert (await call(VIEWER, "POST", f"/official-photos/{number}/download", json={"size": "web"})).status_code == 200


async def test_the_last_day_there_is_stays_readable_wherever_it_stands(shelf: Shelf, call: Call) -> None:
    id_, last = await shelf.document(), "2200-12-31"
    await shelf.published(id_, "1.0", TODAY, transitionEndsOn=last)
    await shelf.published(id_, "2.0", date.fromisoformat(last), transitionEndsOn=last)
    for place in (f"/documents/{id_}", f"/documents/{id_}?at={last}", "/documents", "/documents/count"):
        assert (await call(VIEWER, "GET", place)).status_code == 200, place
    assert (await call(VIEWER, "GET", f"/documents/{id_}?at={last}")).json()["shown"]["label"] == "2.0"


async def test_a_photo_that_is_still_to_be_taken_is_refused_but_not_for_the_clock_of_a_camera_abroad(studio: Studio) -> None:
    number = await studio.brought_to("captioned")
    for ahead, status in ((timedelta(hours=25), 422), (timedelta(days=30_000), 422), (timedelta(hours=23), 200)):
        answer = await studio.act(OFFICER, number, "edit", {"capturedAt": (now() + ahead).isoformat()})
        assert answer.status_code == status, answer.text


async def test_a_document_takes_effect_at_midnight_in_dubai_and_not_a_moment_before(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY - timedelta(days=1))
    edge = begins(TODAY - timedelta(days=1))
    asked = [(edge - timedelta(milliseconds=1)), edge]
    shown = [(await call(VIEWER, "GET", f"/documents/{id_}", params={"at": one.isoformat()})).json()["shown"] for one in asked]
    assert [one and one["label"] for one in shown] == [None, "1.0"]
    assert edge.hour == 20


async def test_a_plus_that_arrived_as_a_space_is_named(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    answer = await call(EDITOR, "GET", f"/documents/{id_}?at=2026-03-01T00:00:00+04:00", headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "%2B" in answer.text


@pytest.mark.parametrize("number", ["0", "-1", str(10**20), "1e3", "x"])
async def test_a_number_beyond_its_bounds_is_refused_or_not_found(call: Call, number: str) -> None:
    for path in ("/documents", "/kits", "/identities", "/photos", "/assets", "/official-photos", "/photo-occasions", "/photo-links"):
        assert (await call(EDITOR, "GET", f"{path}?limit={number}")).status_code == 422, path
    assert (await call(EDITOR, "GET", f"/official-photos?year={number}")).status_code == 422
    whole = int(number) if number.lstrip("-").isdigit() else number
    body = {"fileName": "a.jpg", "contentType": "image/jpeg", "size": whole, "purpose": "campaign-cover"}
    assert (await call(EDITOR, "POST", "/photos", json=body)).status_code in (413, 422)


async def test_words_without_a_letter_or_figure_find_nothing(studio: Studio, maker: Maker, shelf: Shelf, call: Call) -> None:
    await studio.brought_to("released")
    await maker.released(embargoUntil=None)
    await shelf.published(await shelf.document(), "1.0", TODAY)
    for q in ("\U0001f600", "\u0640\u0640", "!!!"):
        for path in ("/official-photos", "/kits", "/documents"):
            answer = await call(VIEWER, "GET", path, params={"q": q})
            assert (answer.status_code, answer.json().get("items", [])) in ((200, []), (422, [])), (path, q)
            assert (await call(VIEWER, "GET", f"{path}/count", params={"q": q})).json().get("count", 0) == 0, (path, q)
