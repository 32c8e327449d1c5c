"""Lists on a real Mongo: filters, order, pages and the indexes under them."""

from datetime import timedelta
from typing import Any

import pytest
from chassis.event import instant_text
from chassis.serve import Service

from .conftest import DIRECTOR, NOON, SECRETARY, VIEWER, Call, Made


@pytest.fixture
async def calendar(drafted: Made) -> None:
    """Seven meetings a day apart, three before now, one going on, three ahead; the odd ones announced."""
    for day in range(-3, 4):
        start = NOON + timedelta(days=day, minutes=-30)
        kind = "knowledge-session" if day % 3 == 0 else "network-meeting"
        when = {"start": instant_text(start), "end": instant_text(start + timedelta(hours=1))}
        desk = await drafted(agenda=[], number=day + 10, kind=kind, **when)
        if day % 2:
            await desk.act("POST", "/announce")


async def numbers(call: Call, query: str, by: Any = SECRETARY) -> list[int]:
    answer = await call(by, "GET", f"/meetings{query}")
    assert answer.status_code == 200, answer.text
    return [item["number"] - 10 for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "secretary", "member"),
    [
        ("", [3, 2, 1, 0, -1, -2, -3], [3, 1, -1, -3]),
        ("?when=upcoming", [0, 1, 2, 3], [1, 3]),
        ("?when=past", [-1, -2, -3], [-1, -3]),
        ("?kind=knowledge-session", [3, 0, -3], [3, -3]),
        ("?kind=knowledge-session&kind=network-meeting&when=past", [-1, -2, -3], [-1, -3]),
        ("?status=draft", [2, 0, -2], []),
        ("?status=announced&when=upcoming&kind=knowledge-session", [3], [3]),
        ("?status=agenda-published", [], []),
    ],
)
@pytest.mark.usefixtures("calendar")
async def test_a_list_is_narrowed_and_sorted(call: Call, query: str, secretary: list[int], member: list[int]) -> None:
    assert await numbers(call, query) == secretary
    assert await numbers(call, query, VIEWER) == member


@pytest.mark.parametrize("query", ["?limit=2", "?limit=2&when=upcoming", "?limit=1&when=past", "?limit=3&kind=network-meeting"])
@pytest.mark.usefixtures("calendar")
async def test_pages_follow_each_other_without_gap_or_repeat(call: Call, query: str) -> None:
    found: list[str] = []
    cursor, pages = "", 0
    while pages == 0 or cursor:
        page = (await call(SECRETARY, "GET", f"/meetings{query}{cursor}")).json()
        found += [item["id"] for item in page["items"]]
        cursor, pages = f"&cursor={page['next']}" if page["next"] else "", pages + 1
    whole = (await call(SECRETARY, "GET", f"/meetings{query}&limit=100".replace(query[:8], "?", 1).replace("?&", "?"))).json()["items"]
    assert found == [item["id"] for item in whole]
    assert pages > 1


async def test_meetings_that_start_together_are_each_on_one_page(drafted: Made, call: Call) -> None:
    made = {(await drafted(agenda=[], number=number)).body["id"] for number in (1, 2, 3)}
    found, cursor = [], ""
    for _ in made:
        page = (await call(SECRETARY, "GET", f"/meetings?limit=1{cursor}")).json()
        found += [item["id"] for item in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert sorted(found) == sorted(made)
    assert page["next"] is None


@pytest.mark.usefixtures("calendar")
async def test_a_cursor_opens_no_other_list(call: Call) -> None:
    cursor = (await call(SECRETARY, "GET", "/meetings?limit=1")).json()["next"]
    assert (await call(SECRETARY, "GET", f"/meetings?limit=1&cursor={cursor}")).status_code == 200
    assert (await call(DIRECTOR, "GET", f"/meetings?limit=1&cursor={cursor}")).status_code == 422
    assert (await call(SECRETARY, "GET", f"/meetings?limit=1&when=past&cursor={cursor}")).status_code == 422


@pytest.mark.parametrize(
    ("condition", "index"),
    [({"status": "announced"}, "by_status"), ({"outline.kind": "knowledge-session"}, "by_kind"), ({}, "by_start")],
)
@pytest.mark.usefixtures("calendar")
async def test_a_list_is_read_from_an_index_in_its_order(service: Service, condition: dict[str, Any], index: str) -> None:
    assert service.database is not None
    plan = await service.database["meetings"].find(condition).sort([("outline.start", -1), ("_id", -1)]).limit(20).explain()
    assert f"'indexName': '{index}'" in str(plan["queryPlanner"]["winningPlan"])
    assert "'SORT'" not in str(plan["queryPlanner"]["winningPlan"])
