"""What stands in the database and should not: one bad record spoils no list, no page behind it and nobody else's roster."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import dubai_day, now
from chassis.mongo import Database
from members_svc.posts.commands import end_run_out_covers
from members_svc.store import Stores

from .conftest import DIRECTOR, SECRETARY, VIEWER, Call, Network

LISTS = (
    "/people",
    "/people?q=officer",
    "/people/count",
    "/people/export?format=csv",
    "/people/export?format=xlsx",
    "/people/export?format=vcf",
    "/entities",
    "/posts",
    "/rosters",
    "/rosters?at=2026-03-01T00:00:00Z",
    "/rosters/D01",
    "/rosters/D01?at=2030-03-01T00:00:00Z",
    "/entities/D01",
    "/confirmations",
)
# collection, what is set in one record of it
BAD: list[tuple[str, dict[str, Any]]] = [
    ("posts", {"tenures.0.to": "9999-12-31"}),
    ("posts", {"tenures.0.to": "0001-01-01", "running_out": "0001-01-01"}),
    ("posts", {"tenures.0.to": "the day after", "running_out": "2026-01-01"}),
    ("posts", {"tenures.0.from": "0000-00-00"}),
    ("posts", {"tenures.0.kind": "for ever"}),
    ("posts", {"title": {"ar": "م"}}),
    ("posts", {"kind": "jester"}),
    ("people", {"contact.mobile": None, "contact.email": 7, "contact.fax": "1"}),
    ("people", {"contact.officePhone": "none", "contact.office_phone": "not a number"}),
    ("people", {"contact": None}),
    ("people", {"languages": None, "expertise": None}),
    ("people", {"expertise": ["juggling"], "languages": [1, "ar"]}),
    ("people", {"honorific": {"ar": "د"}}),
    ("people", {"name": None}),
    ("people", {"confirmed_at": "long ago"}),
    ("people", {"entity": None}),
    ("people", {"seats": [{"post": "x"}], "roles": [{"role": "viewer"}], "reports": [{}]}),
    ("entities", {"valid_from": "0001-13-01"}),
    ("entities", {"kind": "kingdom"}),
    ("entities", {"sectors": None}),
    ("rosters", {"duties.0.until": None}),
    ("rosters", {"duties": [{"id": "x"}]}),
    ("rosters", {"duties.0.until": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)}),
    ("rosters", {"duties.0.from": datetime(1, 1, 1, tzinfo=UTC), "duties.0.until": datetime(1, 1, 2, tzinfo=UTC)}),
    ("posts", {"tenures.0.from": "9999-12-31", "tenures.0.to": "9999-12-31"}),
    ("posts", {"tenures.0.from": "0001-01-01", "tenures.0.to": "0001-01-01", "tenures.0.ended": True}),
    ("posts", {"tenures": [{"person": "x", "kind": "permanent", "from": "0001-01-01", "to": "9999-12-31", "ended": True}]}),
    ("entities", {"valid_from": "0001-01-01"}),
    ("entities", {"valid_from": "9999-12-31"}),
]


async def filled(network: Network, database: Database) -> None:
    """Two entities, each with somebody who acts, a turn of duty and a card; D02 is the one that goes wrong."""
    for code in ("D02", "D01"):
        _, card = await network.seated("duty-contact", code)
        cover = await network.person(code)
        await network.appoint(await network.post(code, "director"), cover, kind="acting", to=dubai_day(now()).isoformat())
        times = {"from": now().isoformat(), "until": (now() + timedelta(days=9)).isoformat()}
        await network.do("POST", f"/rosters/{code}/assign", {"personId": card["id"], **times}, version=0, status=200)
    await network.settle()


@pytest.mark.parametrize(("collection", "wrong"), BAD, ids=[f"{name}: {fields}" for name, fields in BAD])
async def test_a_bad_record_spoils_no_list_and_hides_nobody_else(
    call: Call, network: Network, database: Database, collection: str, wrong: dict[str, Any]
) -> None:
    await filled(network, database)
    found = {"posts": {"entity": "D02", "kind": "director"}, "people": {"entity.code": "D02"}}.get(collection, {"_id": "D02"})
    assert (await database[collection].update_one(found, {"$set": wrong})).matched_count == 1
    for path in LISTS:
        answer = await call(SECRETARY, "GET", path)
        assert answer.status_code == 200, (path, answer.text)
        assert "D01" in answer.text or path in ("/people/count", "/confirmations") or "xlsx" in path, path
    roster = (await call(VIEWER, "GET", "/rosters")).json()["items"]
    assert next(one for one in roster if one["entity"]["code"] == "D01")["answering"]


async def test_a_page_goes_on_behind_records_that_cannot_be_read(call: Call, network: Network, database: Database) -> None:
    made = [await network.person("D01", name={"ar": f"موظف {number}", "en": f"Officer {number}"}) for number in range(6)]
    bad = [made[1]["id"], made[2]["id"], made[4]["id"]]
    await database["people"].update_many({"_id": {"$in": bad}}, {"$set": {"name": None}})
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = (await call(DIRECTOR, "GET", "/people", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        assert page["items"]
        seen += [one["name"]["en"] for one in page["items"]]
        cursor = page["next"]
    assert seen == ["Officer 0", "Officer 3", "Officer 5"]


async def test_covers_end_though_another_post_cannot_be_read_or_ended(network: Network, stores: Stores, database: Database) -> None:
    today = dubai_day(now()).isoformat()
    bad, good = await network.post("D01", "director"), await network.post("D01", "deputy")
    for post in (bad, good):
        await network.appoint(post, await network.person(), kind="acting", to=today)
    past = {"tenures.0.to": "2026-01-31", "tenures.0.from": "2026-01-01", "running_out": "2026-01-31"}
    await database["posts"].update_many({}, {"$set": past})
    await database["posts"].update_one({"_id": bad["id"]}, {"$set": {"tenures.0.kind": 7, "title": None}})
    await end_run_out_covers(stores.posts, at=now())
    kept = await database["posts"].find_one({"_id": good["id"]})
    assert kept
    assert [one["ended"] for one in kept["tenures"]] == [True]


@pytest.mark.parametrize("q", ["😀", "ـــ", "…", "()", "\u200f"])
async def test_a_query_without_a_letter_or_figure_finds_nothing(call: Call, network: Network, q: str) -> None:
    await network.person()
    for path in ("/people", "/entities"):
        assert (await call(VIEWER, "GET", path, params={"q": q})).json()["items"] == [], path
    assert (await call(VIEWER, "GET", "/people/count", params={"q": q})).json()["count"] == 0
    assert "Officer" not in (await call(VIEWER, "GET", "/people/export", params={"q": q})).text
    for nothing in ("", "  "):
        assert (await call(VIEWER, "GET", "/people", params={"q": nothing})).json()["items"], "an empty search narrows nothing"


@pytest.mark.parametrize("path", ["/people?q=%ff%fe", "/people/%ED%A0%80", "/entities/%00", "/people?q=%00"])
async def test_what_is_no_text_is_refused_or_finds_nothing(call: Call, network: Network, path: str) -> None:
    await network.person()
    answer = await call(VIEWER, "GET", path)
    assert answer.status_code in (404, 422) or answer.json()["items"] == [], answer.text


async def test_null_empties_a_list_and_removes_a_telephone_but_not_a_name(call: Call, network: Network) -> None:
    card = await network.person("D01", languages=["ar"], expertise=["crisis"], contact={"mobile": "+971500000001", "email": "a@d.example"})
    path = f"/people/{card['id']}"
    emptied = await network.do("PATCH", path, {"expertise": None, "languages": None}, version=1)
    assert (emptied["expertise"], emptied["languages"]) == ([], [])
    less = await network.do("PATCH", path, {"contact": {"mobile": None}}, version=2)
    assert (less["openable"], less["contact"]["email"]) == ([], "a@d.example")
    for body in ({"name": None}, {"name": {"ar": None}}, {"initials": None}, {"contact": None}):
        answer = await call(DIRECTOR, "PATCH", path, version=3, json=body, headers={"Accept-Language": "ar"})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not-removable"), body
    for body in ({"name": None}, {"kind": None}):
        assert (await call(SECRETARY, "PATCH", "/entities/D01", version=1, json=body)).status_code == 422
    assert (await network.do("PATCH", "/entities/D01", {"sectors": None}, version=1))["sectors"] == []


@pytest.mark.parametrize("given", ["*", "7", 'W/"1x"', '"1", "2"', f'"{10**20}"', ""])
async def test_a_version_that_names_none_is_refused_and_changes_nothing(call: Call, network: Network, given: str) -> None:
    card = await network.person("D01", contact={"mobile": "+971500000001"})
    path = f"/people/{card['id']}"
    answer = await call(DIRECTOR, "PATCH", path, json={"contact": {"mobile": None}}, headers={"If-Match": given})
    assert answer.status_code in (412, 422), answer.text
    assert (await network.card(card["id"]))["version"] == card["version"]


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00%2B04:00", "9999-12-31T23:59:59-12:00", "2026-03-01T00:00:00+04:00", "2026-06-30T23:59:60Z"]
)
async def test_the_roster_of_an_instant_that_is_none_is_refused(call: Call, network: Network, at: str) -> None:
    await network.entity()
    for path in ("/rosters", "/rosters/D01"):
        answer = await call(VIEWER, "GET", f"{path}?at={at}")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?at"), path


async def test_the_roster_of_the_first_and_the_last_instant_is_shown(call: Call, network: Network) -> None:
    await network.seated("duty-contact")
    for at in ("1900-01-01T00:00:00Z", "2200-12-31T23:59:59.999Z"):
        for path in ("/rosters", "/rosters/D01"):
            assert (await call(VIEWER, "GET", f"{path}?at={at}")).status_code == 200, (path, at)


@pytest.mark.parametrize("day", ["0001-01-01", "1447-09-01", "2026-02-30", "tomorrow", 1790000000, ""])
async def test_a_tenure_has_days_that_all_can_read(call: Call, network: Network, day: Any) -> None:
    post, person = await network.post("D01", "director"), await network.person()
    for body in ({"from": day}, {"kind": "acting", "to": day}):
        answer = await call(SECRETARY, "POST", f"/posts/{post['id']}/appoint", version=1, json={"personId": person["id"], **body})
        assert answer.status_code == 422, answer.text
    held = await network.appoint(post, person, kind="acting", to=dubai_day(now()).isoformat())
    answer = await call(DIRECTOR, "POST", f"/posts/{post['id']}/cover", version=held["version"], json={"to": day})
    assert answer.status_code == 422, answer.text


async def test_until_the_last_year_of_the_calendar_means_without_an_end_and_spoils_nobodys_roster(call: Call, network: Network) -> None:
    post, person = await network.post("D01", "director"), await network.person()
    await network.appoint(await network.post("D02", "director"), await network.person("D02"))
    await network.appoint(post, person, kind="acting", to="9999-12-31")
    shown = (await call(VIEWER, "GET", f"/posts/{post['id']}")).json()
    assert shown["acting"]["to"] is None
    rosters = (await call(VIEWER, "GET", "/rosters")).json()["items"]
    assert [bool(one["answering"]) for one in rosters] == [True, True]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE"])
async def test_a_method_that_an_entity_does_not_take_is_answered_with_those_that_it_does(call: Call, network: Network, method: str) -> None:
    await network.entity()
    answer = await call(VIEWER, method, "/entities/D01")
    assert answer.status_code == (204 if method == "OPTIONS" else 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, PATCH"
