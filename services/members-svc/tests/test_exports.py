"""The directory leaves as a file five times an hour for one account; each time is noted, also one that was refused."""

import asyncio

import pytest
from chassis.mongo import Database

from .conftest import DIRECTOR, OTHER, SECRETARY, VIEWER, Call, Network


async def test_the_sixth_export_within_an_hour_is_refused_and_says_when_to_come_again(
    call: Call, network: Network, database: Database
) -> None:
    await network.person()
    formats = ("csv", "xlsx", "vcf", "csv", "csv", "csv", "vcf")
    answers = [await call(VIEWER, "GET", f"/people/export?format={one}") for one in formats]
    assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
    refused = answers[-1]
    assert (refused.json()["type"], 0 < int(refused.headers["retry-after"]) <= 3600) == ("/problems/too-many-exports", True)
    assert (await call(DIRECTOR, "GET", "/people/export")).status_code == 200, "others are not counted with them"
    lines = await database["export_audit"].find({"by": VIEWER.id}).to_list(None)
    assert [line["refused"] for line in lines] == [False] * 5 + [True] * 2


async def test_exports_at_the_same_time_are_counted_one_by_one(call: Call, network: Network) -> None:
    await network.person()
    answers = await asyncio.gather(*(call(VIEWER, "GET", "/people/export") for _ in range(12)))
    assert sorted(one.status_code for one in answers) == [200] * 5 + [429] * 7


@pytest.mark.parametrize(("language", "word"), [("ar", "الساعة"), ("en", "an hour")])
async def test_a_refused_export_opens_nothing_and_says_so_in_the_readers_language(
    call: Call, network: Network, database: Database, language: str, word: str
) -> None:
    await network.person("D01", contact={"mobile": "+971500000001"})
    for _ in range(5):
        await call(SECRETARY, "GET", "/people/export")
    opened = await database["openings"].count_documents({})
    for kind in ("csv", "xlsx", "vcf"):
        refused = await call(SECRETARY, "GET", f"/people/export?format={kind}", headers={"Accept-Language": language})
        assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
        assert word in refused.json()["detail"]
    assert (opened, await database["openings"].count_documents({})) == (5, 5)


async def test_reading_pages_and_single_cards_is_no_export(call: Call, network: Network) -> None:
    person = await network.person("D01")
    for path in ("/people", f"/people/{person['id']}/vcard"):
        assert [(await call(OTHER, "GET", path)).status_code for _ in range(7)] == [200] * 7
