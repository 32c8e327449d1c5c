"""One call per page: what is asked of whom, and what a page shows when a part of it is away."""

import base64
import json
from typing import Any

import pytest
from gateway.settings import Settings

from .conftest import PAGE, Behind, Gateway, me, running

WORDS = {"ar": "صيف", "en": "Summer"}
LEAD = {"code": "D01", "name": WORDS}


def campaign(cover: str | None = None, **more: Any) -> dict[str, Any]:
    """A campaign as far as screens look into it."""
    shown = {"assetId": cover, "alt": WORDS, "status": "pending", "renditions": [{"name": "card", "width": 8, "height": 5}]}
    return {"id": "c-1", "title": WORDS, "leadEntity": LEAD, "cover": shown if cover else None, "actions": [], **more}


def photo(id_: str) -> dict[str, Any]:
    rendition = {"name": "card", "width": 800, "height": 500, "type": "image/webp", "url": f"http://media.example/{id_}"}
    return {"id": id_, "status": "ready", "renditions": [rendition]}


@pytest.fixture
def filled(behind: Behind, known: None) -> Behind:
    """Services with something to show."""
    behind.answers |= {
        "/campaigns": (200, {}, {"items": [campaign("a-1"), campaign("a-2"), campaign()], "next": "n-1"}),
        "/campaigns/count": (200, {}, {"count": 3, "more": False}),
        "/campaigns/c-1": (200, {}, campaign("a-1")),
        "/metrics": (200, {}, {"items": [{"code": "reach", "name": WORDS, "stage": "outputs", "unit": None}]}),
        "/photos": (200, {}, {"items": [photo("a-1")], "next": None}),
        "/entities": (200, {}, {"items": [{**LEAD, "kind": "department", "sectors": ["culture"], "version": 1}], "next": None}),
        "/entities/D01": (200, {}, {**LEAD, "sectors": ["culture"], "posts": [], "parent": "D02", "mergedInto": None}),
        "/entities/D02": (200, {}, {**LEAD, "code": "D02", "sectors": [], "posts": [], "parent": None, "mergedInto": None}),
        "/confirmations": (200, {}, {"quarter": "2026-Q1", "since": "2026-01-01", "people": 4, "confirmed": 3}),
        "/rosters": (200, {}, {"items": [{"entity": LEAD, "answering": None}], "next": None}),
        "/rosters/D01": (200, {}, {"entity": LEAD, "answering": None, "duties": [], "version": 0}),
        "/people": (200, {}, {"items": [{"id": "p-1"}], "next": None}),
        "/people/count": (200, {}, {"count": 7, "more": False}),
        "/meetings": (200, {}, {"items": [{"id": "m-1"}], "next": None}),
        "/meetings/m-1": (200, {}, {"id": "m-1", "agenda": [{"papers": [{"id": "q-1", "kind": "file", "ref": "a-9"}]}]}),
        **{f"/meetings/m-1/{part}": (200, {}, {"part": part}) for part in ("seats", "carried-over", "minutes", "outcomes")},
        "/meeting-series": (200, {}, {"items": [{"id": "s-1"}]}),
        "/action-items": (200, {}, {"items": [{"id": "t-1"}], "next": None}),
        "/assets/a-9/download": (200, {}, {"url": "https://store.example/a-9", "expiresAt": "2026-03-01T08:00:00Z"}),
    }
    return behind


async def get(gateway: Gateway, path: str) -> dict[str, Any]:
    answer = await gateway.client.get(f"/api/v1/screens/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def at_home(filled: Behind) -> Behind:
    """What Home asks for beside."""
    some = (200, {}, {"count": 2, "more": False})
    filled.answers |= dict.fromkeys(("/campaigns/count", "/meetings/count", "/documents/count", "/official-photos/count"), some)
    filled.answers |= {
        "/documents": (200, {}, {"items": [{"id": "d-1"}, {"id": "d-2"}], "next": None}),
        "/official-photos": (200, {}, {"items": [{"number": "P-1"}], "next": None}),
        "/official-photos/desk": (200, {}, {"items": [{"number": "P-2"}, {"number": "P-3"}], "next": None}),
        "/notifications": (200, {}, {"items": [{"id": "7"}], "next": None}),
        "/notifications/state": (200, {}, {"unread": 1, "byGate": {}, "muted": ["members", "forum", "studio", "sources"]}),
        "/meetings/m-1/seats/D01": (200, {}, {"entity": LEAD, "status": None}),
        "/meetings/m-1/pack": (404, {}, {}),
        "/people/p-1": (200, {}, {"id": "p-1", "confirmedAt": "2025-12-31T20:00:00Z"}),
        "/people/p-2": (200, {}, {"id": "p-2", "confirmedAt": "2026-01-01T08:00:00Z"}),
    }
    return filled


async def test_home_of_a_director(gateway: Gateway, at_home: Behind) -> None:
    await gateway.sign_in()
    home = await get(gateway, "home")
    assert (home["me"], home["unavailable"]) == (me(), [])
    assert (home["nextMeeting"]["id"], home["mySeat"]["status"], home["pack"], home["notices"]) == ("m-1", None, None, [{"id": "7"}])
    assert len(home["myDrafts"]) == len(home["liveCampaigns"]) == 3
    assert home["myActions"] == [{"id": "t-1"}]
    theirs = {"desk": None, "minutes": None, "photos": None, "evaluations": {"count": 2, "more": False}, "confirmation": True}
    assert home["waiting"] == theirs
    assert not [one for one in at_home.asked if one["path"] == "/official-photos/desk" or "desk=review" in one["target"]]


async def test_a_box_for_each_gate_has_its_own_figures_and_one_that_is_away_leaves_the_others(gateway: Gateway, at_home: Behind) -> None:
    await gateway.sign_in()
    gates = (await get(gateway, "home"))["gates"]
    some = {"count": 2, "more": False}
    assert gates["members"]["confirmed"] == 3
    assert (gates["forum"]["live"], gates["forum"]["exemplar"]["cover"]["renditions"][0]["name"]) == (some, "card")
    assert gates["meetings"] == {"ahead": some, "session": {"id": "m-1"}}
    assert gates["sources"] == {"inForce": some, "latest": [{"id": "d-1"}, {"id": "d-2"}]}
    assert gates["studio"] == {"released": some, "latest": [{"number": "P-1"}]}
    at_home.answers["/documents/count"] = (503, {}, {"type": "/problems/unavailable"})
    away = await get(gateway, "home")
    assert (away["gates"]["sources"], away["gates"]["studio"]["released"], away["unavailable"]) == (None, some, ["media"])


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("reviewer", {"desk": 2, "minutes": None, "photos": None}),
        ("secretariat-editor", {"desk": 2, "minutes": 2, "photos": None}),
        ("studio-releaser", {"desk": None, "minutes": None, "photos": 2}),
    ],
)
async def test_what_waits_is_told_to_who_can_do_it(gateway: Gateway, at_home: Behind, role: str, waits: dict[str, int | None]) -> None:
    at_home.people["somebody@secretariat.example"] = me(role, "network", "p-2")
    await gateway.sign_in("somebody@secretariat.example")
    waiting = (await get(gateway, "home"))["waiting"]
    told = {name: one["count"] if isinstance(one, dict) else one for name, one in waiting.items()}
    assert told == {**waits, "evaluations": None, "confirmation": False}


async def test_covers_get_their_addresses_in_one_question_and_what_has_none_shows_none(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    forum = await get(gateway, "forum")
    covers = [one["cover"] for one in forum["items"]]
    assert covers[0]["renditions"][0]["url"] == "http://media.example/a-1"
    assert covers[0]["status"] == "ready"
    assert (covers[1]["renditions"], covers[2]) == ([], None)
    assert [one["target"] for one in filled.asked if one["path"] == "/photos"] == ["/api/v1/photos?ids=a-1%2Ca-2"]


async def test_the_forum_passes_its_filters_on_and_offers_what_to_narrow_by(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    forum = await get(gateway, "forum?q=صيف&entity=D01&topic=health&status=live&sort=oldest&limit=12&cursor=abc")
    asked = filled.last("/campaigns")["target"]
    for part in ("q=%D8%B5%D9%8A%D9%81", "entity=D01", "topic=health", "status=live", "sort=oldest", "limit=12", "cursor=abc"):
        assert part in asked
    assert (forum["next"], forum["facets"]["entities"], "health" in forum["facets"]["topics"]) == ("n-1", [LEAD], True)


async def test_the_first_page_of_a_list_says_how_many_there_are_by_the_same_filters(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    assert (await get(gateway, "forum?q=a&entity=D01&limit=12&sort=oldest"))["total"] == {"count": 3, "more": False}
    assert filled.last("/campaigns/count")["target"].partition("?")[2] == "q=a&entity=D01"
    assert (await get(gateway, "members?sector=culture"))["total"] == {"count": 7, "more": False}
    counted = len([one for one in filled.asked if one["path"].endswith("/count")])
    assert (await get(gateway, "forum?cursor=abc"))["total"] is (await get(gateway, "members?cursor=abc"))["total"] is None
    assert len([one for one in filled.asked if one["path"].endswith("/count")]) == counted


async def test_a_campaign_with_its_entity(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    screen = await get(gateway, "campaign/c-1")
    assert screen["entity"] == {**LEAD, "sectors": ["culture"]}
    assert screen["campaign"]["cover"]["renditions"][0]["url"]


async def test_the_form_new_and_filled(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    blank, written = await get(gateway, "campaign-form/new"), await get(gateway, "campaign-form/c-1")
    assert blank["campaign"] is None
    assert written["campaign"]["id"] == "c-1"
    assert (blank["entities"], blank["metrics"][0]["code"]) == ([LEAD], "reach")


async def test_lists_of_the_other_gates(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in("reviewer@secretariat.example")
    assert len((await get(gateway, "review"))["items"]) == 3
    assert "desk=review&sort=oldest" in filled.last("/campaigns")["target"]
    assert [one["id"] for one in (await get(gateway, "meetings"))["items"]] == ["m-1", "m-1"]
    meeting = await get(gateway, "meeting/m-1")
    assert (meeting["meeting"]["id"], meeting["carriedOver"], meeting["pack"]) == ("m-1", {"part": "carried-over"}, None)
    listed = await get(gateway, "meetings")
    assert (listed["myActions"], listed["series"], listed["next"]) == ([{"id": "t-1"}], [{"id": "s-1"}], None)
    further = await get(gateway, "meetings?kind=knowledge-session&series=s-1&cursor=c-1")
    assert (further["items"], further["myActions"]) == ([{"id": "m-1"}], [])
    assert filled.last("/meetings")["target"].endswith("?when=past&kind=knowledge-session&series=s-1&limit=50&cursor=c-1")
    members = await get(gateway, "members?q=a&entity=D01&speaks=fr&confirmed=false")
    assert (members["items"], members["facets"]) == ([{"id": "p-1"}], {"entities": [LEAD], "sectors": ["culture"]})
    assert members["confirmation"]["confirmed"] == 3
    assert filled.last("/people")["target"].endswith("?q=a&entity=D01&speaks=fr&confirmed=false&limit=24")


async def test_an_entity_is_shown_with_what_is_around_it(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    shown = await get(gateway, "entity/D01")
    assert (shown["parent"], shown["mergedInto"], shown["children"]) == ({**LEAD, "code": "D02"}, None, [LEAD])
    assert (shown["duty"]["version"], shown["confirmation"]["people"], shown["unavailable"]) == (0, 4, [])
    assert ([one["id"] for one in shown["campaigns"]], shown["hasIdentity"]) == (["c-1"] * 3, False)
    assert filled.last("/campaigns")["target"].endswith("?entity=D01&limit=6")
    filled.answers["/identities/D01"] = (200, {}, {"entity": LEAD})
    assert (await get(gateway, "entity/D01"))["hasIdentity"]
    assert (await get(gateway, "roster"))["items"][0]["entity"] == LEAD


async def test_a_paper_is_fetched_by_who_sees_it_on_the_agenda_and_by_nobody_else(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in()
    assert (await get(gateway, "paper/m-1/q-1"))["url"] == "https://store.example/a-9"
    for path in ("paper/m-1/other", "paper/m-2/q-1"):
        assert (await gateway.client.get(f"/api/v1/screens/{path}")).status_code == 404
    assert len([one for one in filled.asked if one["path"] == "/assets/a-9/download"]) == 1


async def test_a_private_calendar_is_read_without_a_session_and_nothing_else_is(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/calendar-feeds/secret"] = (200, {}, {"calendar": True})
    assert (await gateway.client.get("/api/v1/calendar-feeds/secret")).status_code == 200
    assert (await gateway.client.post("/api/v1/calendar-feeds")).status_code in (401, 403)
    assert (await gateway.client.get("/api/v1/meetings")).status_code == 401
    assert [one["path"] for one in behind.asked] == ["/calendar-feeds/secret"]


async def test_a_page_lives_without_its_pictures(settings: Settings, filled: Behind) -> None:
    routes = {**settings.routes, "media": "http://127.0.0.1:1"}
    async with running(settings.model_copy(update={"routes": routes})) as gateway:
        await gateway.sign_in()
        forum = await get(gateway, "forum")
    assert forum["unavailable"] == ["media"]
    assert forum["items"][0]["cover"]["renditions"] == []


async def test_home_lives_without_any_service(settings: Settings, behind: Behind) -> None:
    async with running(settings.model_copy(update={"routes": {"members": behind.url}})) as gateway:
        await gateway.sign_in()
        home = await get(gateway, "home")
    assert home["unavailable"] == ["campaigns", "media", "meetings", "members", "subscriptions"]
    assert set(home["gates"].values()) == {None}
    assert (home["myDrafts"], home["liveCampaigns"], home["nextMeeting"]) == ([], [], None)


async def test_a_slow_part_is_not_waited_for(gateway: Gateway, filled: Behind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.compose.OTHERS_WITHIN", 0.2)
    filled.held.add("/entities")
    await gateway.sign_in()
    forum = await get(gateway, "forum")
    assert (forum["unavailable"], forum["facets"]["entities"], len(forum["items"])) == (["members"], [], 3)


async def test_without_its_main_part_a_page_is_that_services_problem(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (422, {}, {"type": "/problems/invalid-cursor"})
    behind.answers["/entities"] = (200, {}, PAGE)
    await gateway.sign_in()
    answer = await gateway.client.get("/api/v1/screens/forum?cursor=x")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-cursor")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await gateway.client.get("/api/v1/screens/campaign/none")).status_code == 404


async def test_an_id_cannot_walk_to_another_resource(gateway: Gateway, behind: Behind) -> None:
    await gateway.sign_in()
    for id_ in ("..%2Fcredentials%2Fcheck", "%2e%2e", "a%3Fb", "a%2Fb"):
        await gateway.client.get(f"/api/v1/screens/meeting/{id_}")
    assert not [one for one in behind.asked if one["target"].count("/") > 4]
    assert not [one for one in behind.asked if one["method"] == "GET" and not one["path"].startswith("/meetings/")]


async def test_screens_are_for_who_is_signed_in(gateway: Gateway, behind: Behind) -> None:
    opened = ("home", "forum", "review", "meetings", "members", "roster", "entity/D01")
    for name in (*opened, "campaign/c-1", "campaign-form/new", "meeting/m-1"):
        assert (await gateway.client.get(f"/api/v1/screens/{name}")).status_code == 401
    assert behind.asked == []


async def test_a_shared_photo_needs_no_sign_in_and_is_asked_for_in_the_gateways_own_name(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/photo-links/a-secret-of-many-letters"] = (200, {}, {"number": "GNGC-20260412-STU-0007"})
    shared = await get(gateway, "shared-photo/a-secret-of-many-letters")
    assert shared["shared"] == {"number": "GNGC-20260412-STU-0007"}
    token = behind.last("/photo-links/a-secret-of-many-letters")["headers"]["authorization"].split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(token + "=="))["sub"] == "gateway"
    assert (await gateway.client.get("/api/v1/screens/shared-photo/another")).status_code == 404
    assert (await gateway.client.get("/api/v1/photo-links/a-secret-of-many-letters")).status_code == 401


async def test_the_gallery_asks_for_its_facets_with_the_first_page_only(gateway: Gateway, behind: Behind) -> None:
    await gateway.sign_in()
    behind.answers |= {
        "/official-photos": (200, {}, {"items": [{"number": "n"}], "next": "c"}),
        "/gallery-facets": (200, {}, {"years": [2026]}),
        "/photo-notices": (200, {}, {"items": [], "next": None}),
    }
    first = await get(gateway, "studio?q=flag&year=2026")
    assert (first["items"], first["next"], first["facets"], first["notices"]) == ([{"number": "n"}], "c", {"years": [2026]}, [])
    assert behind.last("/official-photos")["target"] == "/api/v1/official-photos?q=flag&year=2026&limit=60"
    behind.asked.clear()
    assert (await get(gateway, "studio?cursor=c"))["facets"] is None
    assert {one["path"] for one in behind.asked} == {"/official-photos"}


async def test_a_search_asks_every_gate_for_a_few_and_for_how_many(gateway: Gateway, filled: Behind) -> None:
    filled.answers |= {"/documents": (200, {}, {"items": [{"id": "d-1"}], "next": "more"}), "/kits": (404, {}, {})}
    filled.answers |= {"/documents/count": (200, {}, {"count": 100, "more": True}), "/people/count": (200, {}, {"count": 1, "more": False})}
    filled.answers |= {"/official-photos": (200, {}, {"items": [], "next": None})}
    await gateway.sign_in()
    found = await get(gateway, "search?q=صيف")
    assert found["documents"] == {"items": [{"id": "d-1"}], "count": 100, "more": True}
    assert found["people"] == {"items": [{"id": "p-1"}], "count": 1, "more": False}
    assert {name for name, some in found.items() if name != "unavailable" and some.keys() != {"items", "count", "more"}} == set()
    for path in ("/people", "/campaigns", "/meetings", "/documents", "/kits", "/official-photos"):
        assert "limit=5" in filled.last(path)["target"]
        assert filled.last(f"{path}/count")["target"].endswith("?q=%D8%B5%D9%8A%D9%81")
    assert (await gateway.client.get("/api/v1/screens/search")).status_code == 422
