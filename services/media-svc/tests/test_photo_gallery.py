"""Official photos: how members find what is released, and what finding costs."""

import pytest
from media_svc.studio.model import Ratio
from media_svc.studio.store import MOST_ENDINGS, NEWEST, OLDEST, Search

from .conftest import OFFICER, OTHER, PERSON, VIEWER, Call, Studio, found


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


async def test_a_beginning_of_very_many_words_loses_no_photo(studio: Studio, call: Call) -> None:
    number = await studio.brought_to("released")
    await studio.stores.photos._words.insert_many([{"_id": f"boa{place:03d}"} for place in range(MOST_ENDINGS)])
    for query in ("q=boa", "q=boa creek"):
        assert await found(call, VIEWER, f"?{query}") == [number], query
    assert await found(call, VIEWER, "?q=boa zebra") == []


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
