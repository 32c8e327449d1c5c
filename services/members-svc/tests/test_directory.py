"""Finding people: words in two scripts, spellings, what one narrows by, and what a card counts for."""

from datetime import UTC, date, datetime

import pytest
from chassis.arabic import spelling
from chassis.mongo import Database
from hypothesis import given
from hypothesis import strategies as st
from members_svc.directory.model import HONORIFICS, quarter_name, quarter_start, terms
from members_svc.store import Stores

from .conftest import ADMIN, DIRECTOR, OTHER, SECRETARY, VIEWER, Call, Network, bi


async def found(call: Call, **query: object) -> set[str]:
    answer = await call(VIEWER, "GET", "/people", params=query)
    assert answer.status_code == 200, answer.text
    if not answer.json()["next"] and "cursor" not in query:
        assert (await call(VIEWER, "GET", "/people/count", params=query)).json() == {"count": len(answer.json()["items"]), "more": False}
    return {one["id"] for one in answer.json()["items"]}


ONE_NAME = [
    ("mohammed", "muhammad", "mohamed"),
    ("khaled", "khalid"),
    ("noura", "nora", "nura"),
    ("saeed", "said"),
    ("yousef", "yusuf", "yousuf"),
    ("fatima", "fatma", "fatimah"),
    ("aisha", "ayesha", "aysha"),
    ("hessa", "hissa"),
    ("qasim", "kasim"),
    ("mariam", "maryam"),
]


@pytest.mark.parametrize("names", ONE_NAME)
def test_one_name_has_one_spelling_however_it_is_written(names: tuple[str, ...]) -> None:
    assert len({spelling(name) for name in names}) == 1
    assert spelling(names[0])


def test_other_names_are_other_spellings_and_what_is_no_name_has_none() -> None:
    assert len({spelling(name) for name in ("mohammed", "mahra", "mona", "hind", "hamad", "rashid", "sara", "salem")}) == 8
    assert [spelling(word) for word in ("d01", "مدير", "a", "12")] == [None] * 4


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_few_words(typed: str) -> None:
    asked = terms(typed)
    assert len(asked) <= 8
    assert all(all(term.forms) for term in asked)


def test_honorifics_fall_away_unless_nothing_else_is_asked() -> None:
    assert [term.forms[0] for term in terms("سعادة الشيخة موزة")] == ["موزه"]
    assert [term.forms[0] for term in terms("Dr. Salem")] == ["salem"]
    assert [term.forms for term in terms("المهندس")] == [("مهندس",)]
    assert {"مهندس", "dr"} <= HONORIFICS


async def test_a_name_is_found_in_either_script_by_any_spelling_as_one_types(call: Call, network: Network) -> None:
    person = await network.person("D01", name={"ar": "سعيد آل نموذج", "en": "Saeed Sample"}, honorific={"ar": "سعادة", "en": "H.E."})
    await network.person("D01", name={"ar": "هند مثال", "en": "Hind Example"})
    for q in ("سعيد", "سَعِيـد", "سع", "saeed", "Sae", "SAID", "sample sa", "سعادة سعيد", "Dr. Saeed", "نموذج ال"):
        assert await found(call, q=q) == {person["id"]}, q
    assert await found(call, q="saeed hind") == set()


async def test_one_narrows_by_entity_sector_post_language_and_expertise(call: Call, network: Network) -> None:
    await network.entity("D01", sectors=["culture"])
    await network.entity("D02", sectors=["health", "culture"])
    await network.entity("D03", sectors=["health"])
    one = await network.person("D01", languages=["ar", "fr"], expertise=["crisis", "brand"])
    two = await network.person("D02", languages=["ar"], expertise=["crisis"])
    await network.appoint(await network.post("D03", "deputy"), two, kind="acting")
    await network.settle()
    ids = {one["id"], two["id"]}
    assert await found(call, entity="D01") == {one["id"]}
    assert await found(call, entity="D03") == {two["id"]}
    assert await found(call, sector="culture") == ids
    assert await found(call, sector="health") == {two["id"]}
    assert await found(call, sector="health", entity="D01") == await found(call, sector="space") == set()
    assert await found(call, post="deputy") == {two["id"]}
    assert await found(call, speaks="fr") == {one["id"]}
    assert await found(call, expertise="crisis") == ids
    assert await found(call, q="أزمات", expertise="brand") == await found(call, q="crisis brand") == {one["id"]}


async def test_what_is_no_filter_is_refused(call: Call) -> None:
    for query in ({"post": "king"}, {"expertise": "magic"}, {"speaks": "klingon!"}, {"confirmed": "perhaps"}, {"entity": "d 1"}):
        assert (await call(VIEWER, "GET", "/people", params=query)).status_code == 422, query


async def test_a_tag_cannot_be_typed(call: Call, network: Network) -> None:
    await network.person("D01", name=bi("Officer", "موظف"), languages=["fr"])
    for q in ("@speaks:fr", "@entity:D02", "~afsr"):
        assert await found(call, q=q) == set(), q


async def test_a_card_of_before_is_found_after_the_next_start(network: Network, stores: Stores, database: Database, call: Call) -> None:
    person = await network.person("D01")
    await database["people"].update_one({"_id": person["id"]}, {"$unset": {"found_by": "", "expertise": "", "honorific": ""}})
    await database["people_words"].drop()
    await database["search_keys"].drop()
    await stores.people.open()
    assert await found(call, q="officer") == {person["id"]}
    assert (await network.card(person["id"]))["version"] == person["version"]


async def test_the_exact_word_comes_before_a_longer_one_and_that_before_another_spelling(call: Call, network: Network) -> None:
    names = (("س", "Amna Salem"), ("ش", "Zayed Salem"), ("ص", "Ahmed Salemi"), ("ض", "Aisha Salim"), ("ط", "Bader Salemah"))
    made = {en: (await network.person("D01", name={"ar": ar, "en": en}))["id"] for ar, en in names}
    ranked = ["Amna Salem", "Zayed Salem", "Ahmed Salemi", "Bader Salemah", "Aisha Salim"]
    for limit in (1, 2, 3, 24):
        seen: list[str] = []
        cursor: str | None = None
        while cursor or not seen:
            query = {"q": "salem", "limit": limit} | ({"cursor": cursor} if cursor else {})
            answer = await call(VIEWER, "GET", "/people", params=query, headers={"Accept-Language": "en"})
            seen += [one["id"] for one in answer.json()["items"]]
            cursor = answer.json()["next"]
        assert seen == [made[name] for name in ranked], limit
    exported = await call(DIRECTOR, "GET", "/people/export", params={"q": "salem"}, headers={"Accept-Language": "en"})
    rows = exported.text.splitlines()[1:]
    assert [name for row in rows for name in ranked if name in row.split(",")] == ranked


async def test_who_is_asked_for_by_nothing_but_signs_is_nobody_in_the_export_too(call: Call, network: Network) -> None:
    await network.person("D01")
    for q in ("😀", "\u3164"):
        assert await found(call, q=q) == set()
        for kind in ("csv", "vcf"):
            file = await call(DIRECTOR, "GET", "/people/export", params={"q": q, "format": kind})
            assert (file.status_code, len(file.text.splitlines())) == (200, 1 if kind == "csv" else 0), (q, kind)
        assert (await call(VIEWER, "GET", "/entities", params={"q": q})).json()["items"] == []


async def test_somebody_is_found_by_what_everybody_sees_of_how_to_reach_them_and_by_no_more(call: Call, network: Network) -> None:
    contact = {"email": "Someone.Else@dept-01.example", "officePhone": "+97140000077", "mobile": "+971500000077"}
    person = await network.person("D01", contact=contact)
    await network.person("D01", contact={"email": "another@dept-01.example", "officePhone": "+97140000078"})
    for q in (
        "someone.else@dept-01.example",
        "SOMEONE.ELSE@",
        "+971 4 000 0077",
        "0097140000077",
        "04 000 0077",
        "٠٤٠٠٠٠٠٧٧",
        "officer someone.else@dept",
    ):
        assert await found(call, q=q) == {person["id"]}, q
    for q in ("+971500000077", "0500000077", "someone@else.example"):
        assert await found(call, q=q) == set(), q


async def test_somebody_is_found_by_a_name_of_before(call: Call, network: Network) -> None:
    person = await network.person("D01", name={"ar": "هند مثال", "en": "Hind Example"})
    await network.do("PATCH", f"/people/{person['id']}", {"name": {"ar": "هند نموذج", "en": "Hind Sample"}}, by=SECRETARY, version=1)
    for q in ("hind example", "هند مثال", "sample"):
        assert await found(call, q=q) == {person["id"]}, q
    entity = await network.entity("D07", name=bi("Lighthouses", "المنارات"))
    await network.do("PATCH", "/entities/D07", {"name": bi("Beacons", "الأضواء")}, by=ADMIN, version=entity["version"])
    for q in ("lighthouse", "للمنارات", "beacons"):
        answer = await call(VIEWER, "GET", "/entities", params={"q": q})
        assert [one["code"] for one in answer.json()["items"]] == ["D07"], q


async def test_an_entity_of_this_name_comes_before_one_whose_name_begins_so(call: Call, network: Network) -> None:
    for code, name in (("D11", "Artists"), ("D12", "Arts"), ("D13", "Artsy"), ("D14", "Zoo of Arts")):
        await network.entity(code, name=bi(name))
    items, cursor = [], ""
    while cursor is not None:
        query = {"q": "arts", "limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = (await call(VIEWER, "GET", "/entities", params=query, headers={"Accept-Language": "en"})).json()
        items, cursor = items + [one["code"] for one in answer["items"]], answer["next"]
    assert items == ["D12", "D14", "D13"]


# ---- confirmation ----


@pytest.mark.parametrize(
    ("day", "start", "name"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), date(2026, 1, 1), "2026-Q1"),
        (date(2026, 4, 1), date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), date(2026, 10, 1), "2026-Q4"),
    ],
)
def test_a_quarter_is_three_months(day: date, start: date, name: str) -> None:
    assert (quarter_start(day), quarter_name(day)) == (start, name)


async def test_the_share_confirmed_counts_this_quarter_from_dubais_midnight(stores: Stores, network: Network, database: Database) -> None:
    people = [await network.person(entity) for entity in ("D01", "D01", "D02")]
    instants = (datetime(2026, 3, 31, 20, tzinfo=UTC), datetime(2026, 3, 31, 19, 59, tzinfo=UTC), None)
    for person, instant in zip(people, instants, strict=True):
        await database["people"].update_one({"_id": person["id"]}, {"$set": {"confirmed_at": instant}})
    since = date(2026, 4, 1)
    assert await stores.people.confirmed(None, since=since) == (3, 1)
    assert await stores.people.confirmed("D01", since=since) == (2, 1)
    assert await stores.people.confirmed("D02", since=since) == (1, 0)


async def test_who_has_not_confirmed_is_found_until_they_do_and_it_is_told(call: Call, network: Network) -> None:
    person = await network.person("D01")
    assert await found(call, confirmed=False) == {person["id"]}
    for stranger in (OTHER, VIEWER):
        refused = await call(stranger, "PATCH", f"/people/{person['id']}", version=1, json={"confirmed": True})
        assert refused.status_code == 403
    assert "card-confirmed" not in await network.types()
    await network.do("PATCH", f"/people/{person['id']}", {"confirmed": True}, by=DIRECTOR, version=1)
    assert (await found(call, confirmed=False), await found(call, confirmed=True)) == (set(), {person["id"]})
    assert (await network.types()).count("card-confirmed") == 1
    share = (await call(VIEWER, "GET", "/confirmations?entity=D01")).json()
    assert (share["people"], share["confirmed"], share["quarter"][4:6]) == (1, 1, "-Q")


async def test_a_card_keeps_what_a_patch_does_not_name(call: Call, network: Network) -> None:
    person = await network.person("D01", honorific={"ar": "سعادة", "en": "H.E."}, expertise=["crisis"], contact={"mobile": "+971500000001"})
    patched = await network.do("PATCH", f"/people/{person['id']}", {"expertise": ["brand", "brand"]}, by=SECRETARY, version=1)
    assert (patched["expertise"], patched["honorific"]["en"]) == (["brand"], "H.E.")
    cleared = await network.do("PATCH", f"/people/{person['id']}", {"honorific": None}, by=SECRETARY, version=2)
    assert (cleared["honorific"], cleared["expertise"], cleared["openable"]) == (None, ["brand"], ["mobile"])
    for body in ({"expertise": ["magic"]}, {"honorific": {"ar": "س"}}, {"contact": {"mobile": "050"}}):
        assert (await call(ADMIN, "PATCH", f"/people/{person['id']}", version=3, json=body)).status_code == 422
    assert (await network.card(person["id"]))["version"] == 3
