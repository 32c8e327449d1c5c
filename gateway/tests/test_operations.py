"""The screen of operations: every service is asked, one that is away is shown as away, and only the role ops finds it."""

import pytest

from .conftest import Behind, Gateway, me

OPS = "ops@secretariat.example"
FACTS = {"service": "x-svc", "version": "1", "since": "2026-03-01T08:00:00Z", "parts": {"mongo": "ok"}, "outboxes": [], "lag": [],
         "letters": [], "acts": []}  # fmt: skip
LETTER = "media-svc:campaigns.campaign:3:17"
DOOR = f"/operations/dead-letters/{LETTER}/release"


@pytest.fixture
def filled(behind: Behind) -> Behind:
    """Services that say how they are."""
    behind.people[OPS] = me("ops", "network", "p-9")
    behind.people["admin@secretariat.example"] = me("network-admin", "network", "p-8")
    behind.people["half@dept-01.example"] = me("ops", "D01", "p-7")
    behind.answers |= {
        "/operations": (200, {}, FACTS),
        "/delivery-health": (200, {}, {"items": [{"name": "Mirror"}], "next": None}),
        DOOR: (204, {}, b""),
    }
    return behind


async def test_every_service_and_the_gateway_itself_say_how_they_are(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in(OPS)
    screen = (await gateway.client.get("/api/v1/screens/operations")).json()
    names = [one["name"] for one in screen["services"]]
    assert names == ["gateway", "members-svc", "campaigns-svc", "meetings-svc", "media-svc", "subscriptions-svc"]
    assert all(one["ready"] for one in screen["services"])
    assert screen["services"][0]["facts"]["letters"] == []
    assert (screen["receivers"], screen["unavailable"]) == ([{"name": "Mirror"}], [])


async def test_what_is_away_or_lacks_something_is_not_ready_and_the_page_still_answers(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in(OPS)
    filled.answers["/operations"] = (200, {}, {**FACTS, "parts": {"mongo": "ok", "store": "away"}})
    lacking = (await gateway.client.get("/api/v1/screens/operations")).json()
    assert [one["ready"] for one in lacking["services"]] == [True, *[False] * 5]
    filled.held.add("/operations")
    away = (await gateway.client.get("/api/v1/screens/operations")).json()
    assert [one["facts"] is None for one in away["services"]] == [False, *[True] * 5]
    assert away["unavailable"] == ["campaigns", "media", "meetings", "members", "subscriptions"]
    assert away["receivers"] == [{"name": "Mirror"}]


@pytest.mark.parametrize("email", ["director@dept-01.example", "admin@secretariat.example", "half@dept-01.example"])
async def test_for_everybody_else_there_is_nothing_here(gateway: Gateway, filled: Behind, email: str) -> None:
    await gateway.sign_in(email)
    assert (await gateway.client.get("/api/v1/screens/operations")).status_code == 404
    assert (await gateway.client.post(f"/api/v1/operations/media-svc/dead-letters/{LETTER}/release")).status_code == 404
    assert not [one for one in filled.asked if one["path"].startswith("/operations")]


async def test_the_door_of_a_service_is_not_reached_from_outside(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in(OPS)
    assert (await gateway.client.get("/api/v1/operations")).status_code == 404
    assert not [one for one in filled.asked if one["path"] == "/operations"]


async def test_a_letter_is_released_where_it_is_parked(gateway: Gateway, filled: Behind) -> None:
    await gateway.sign_in(OPS)
    assert (await gateway.client.post(f"/api/v1/operations/media-svc/dead-letters/{LETTER}/release")).status_code == 204
    assert filled.last(DOOR)["method"] == "POST"
    filled.answers[DOOR] = (409, {}, {"type": "/problems/still-fails", "status": 409})
    refused = await gateway.client.post(f"/api/v1/operations/media-svc/dead-letters/{LETTER}/release")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/still-fails")


@pytest.mark.parametrize(
    ("path", "status"),
    [("media-svc/dead-letters/x/burn", 422), ("nobody-svc/dead-letters/x/drop", 404), ("gateway/dead-letters/x/drop", 404)],
)
async def test_what_is_no_act_no_service_or_no_letter_is_refused(gateway: Gateway, filled: Behind, path: str, status: int) -> None:
    await gateway.sign_in(OPS)
    assert (await gateway.client.post(f"/api/v1/operations/{path}")).status_code == status
