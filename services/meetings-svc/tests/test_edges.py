"""Both ends of every range at the door of meetings, and calls that programs send and nobody means: refused by their field, never a 500."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from chassis.serve import Service

from .conftest import DIRECTOR, OUTLINE, SECRETARY, VIEWER, Call, Desk, Made, answer, entry, hear, populate
from .test_outcome_ways import opened

BIG = 10**20
INSTANTS = [
    "0001-01-01T00:00:00+04:00", "9999-12-31T22:00:00Z", "9999-12-31T23:59:59-12:00", "2026-06-30T23:59:60Z", "2026-02-30T00:00:00Z",
    "2026-06-01T00:00:00", "2026-06-01T00:00:00 04:00", "1790000000", 1790000000, 1790000000.5, True, "",
]  # fmt: skip
DAYS = ["0001-01-01", "1447-09-01", "9999-12-31", "2026-02-30", "1790000000", 20260601, ""]


def wrong(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [one["pointer"] for one in answer.json()["errors"]]


@pytest.mark.parametrize("instant", INSTANTS)
@pytest.mark.parametrize("field", ["start", "end"])
async def test_a_meeting_begins_and_ends_at_instants_that_all_can_read(call: Call, drafted: Made, field: str, instant: Any) -> None:
    assert f"/{field}" in wrong(await call(SECRETARY, "POST", "/meetings", json={**OUTLINE, field: instant}))
    desk = await drafted()
    assert wrong(await call(SECRETARY, "PATCH", desk.path, version=desk.body["version"], json={field: instant})) == [f"/{field}"]


@pytest.mark.parametrize("start", ["1900-01-01T00:00:00Z", "2200-12-31T22:00:00Z"])
async def test_a_meeting_at_the_end_of_the_calendar_spoils_no_surface(published: Made, call: Call, service: Service, start: str) -> None:
    await populate(service)
    end = (datetime.fromisoformat(start) + timedelta(hours=1)).isoformat()
    desk = await published(start=start, end=end)
    await desk.act("POST", "/publish-pack")
    for path in ("", "/pack", "/pack.pdf", "/calendar", "/seats", "/seats/D01/invitation", "/carried-over", "/minutes"):
        assert (await call(DIRECTOR, "GET", f"{desk.path}{path}")).status_code in (200, 404), path
    feed = (await call(DIRECTOR, "POST", "/calendar-feeds")).json()["path"].removeprefix("/api/v1")
    for path in ("/meetings", "/meetings?when=past", "/meetings?when=upcoming", "/meetings/count", feed):
        assert (await call(DIRECTOR, "GET", path)).status_code == 200, path


async def test_the_pack_and_the_minutes_have_no_version_beyond_counting(held: Made, call: Call) -> None:
    desk = await held()
    for path in (f"pack.pdf?version={BIG}", f"minutes?revision={BIG}", f"pack.pdf?version={'9' * 400}"):
        assert (await call(DIRECTOR, "GET", f"{desk.path}/{path}")).status_code == 404, path
    for path in (f"pack?version={BIG}", "pack.pdf?version=0", "pack.pdf?version=-1", "minutes?revision=x", "minutes?revision=1.5"):
        assert (await call(DIRECTOR, "GET", f"{desk.path}/{path}")).status_code == 422, path


@pytest.mark.parametrize(
    ("days", "fine"),
    [
        ("since=2026-01-01&until=2026-12-31", True),
        ("since=1900-01-01&until=2200-12-31", True),
        ("since=2026-12-31&until=2026-01-01", True),
        ("since=2026-01-01&until=9999-12-31", False),
        ("since=0001-01-01&until=2026-12-31", False),
        ("since=2026-02-30&until=2026-12-31", False),
        ("since=&until=2026-12-31", False),
    ],
)
async def test_attendance_is_counted_between_days_that_are_and_none_the_wrong_way_round(call: Call, days: str, fine: bool) -> None:
    answer = await call(SECRETARY, "GET", f"/attendance?{days}")
    assert (answer.status_code, answer.json().get("items")) == ((200, []) if fine else (422, None))


@pytest.mark.parametrize("day", DAYS)
async def test_what_is_due_and_what_takes_effect_has_a_day_that_all_can_read(held: Made, call: Call, service: Service, day: Any) -> None:
    await populate(service)
    desk = await held()
    action = {"text": {"ar": "ن", "en": "T"}, "ownerPost": "officer-1", "due": day}
    assert wrong(await call(SECRETARY, "POST", f"{desk.path}/action-items", json=action)) == ["/due"]
    decision = {"text": {"ar": "ن", "en": "T"}, "effectiveFrom": day}
    assert wrong(await call(SECRETARY, "POST", f"{desk.path}/decisions", json=decision)) == ["/effectiveFrom"]
    one = await opened(desk)
    change = {"due": day, "reason": {"ar": "س", "en": "R"}}
    assert wrong(await call(SECRETARY, "POST", f"/action-items/{one['id']}/amend", version=1, json=change)) == ["/due"]


@pytest.mark.parametrize("figure", [BIG, -1, 10**400, 1.5, "many"])
async def test_figures_beyond_sense_are_refused_by_their_field(drafted: Made, figure: Any) -> None:
    desk = await drafted()
    item = {"title": {"ar": "ب", "en": "I"}, "plannedMinutes": figure}
    assert wrong(await desk.call(SECRETARY, "POST", f"{desk.path}/agenda-items", version=desk.body["version"], json=item)) == [
        "/plannedMinutes"
    ]
    assert wrong(await desk.call(SECRETARY, "POST", "/meetings", json={**OUTLINE, "number": figure})) == ["/number"]


@pytest.mark.parametrize("given", ["*", "7", 'W/"x"', '"1", "2"', f'"{BIG}"', ""])
async def test_a_version_that_names_none_is_refused_and_changes_nothing(drafted: Made, given: str) -> None:
    desk: Desk = await drafted()
    headers = {"If-Match": given}
    answer = await desk.call(SECRETARY, "PATCH", desk.path, json={"title": {"en": "Another"}}, headers=headers)
    assert answer.status_code in (412, 422), answer.text
    assert (await desk.seen(SECRETARY))["version"] == desk.body["version"]


LISTS = (
    "/meetings", "/meetings?limit=1", "/meetings/count", "/meetings?when=past", "/meetings?when=upcoming", "/action-items",
    "/action-items?limit=1", "/agenda-proposals", "/meeting-series", "/attendance?since=2026-01-01&until=2026-12-31",
    "/meetings/{good}", "/meetings/{good}/outcomes", "/meetings/{good}/seats", "/meetings/{good}/carried-over",
)  # fmt: skip
DAMAGES = [
    ("meetings", {"status": "forgotten"}),
    ("meetings", {"outline.start": "tomorrow"}),
    ("meetings", {"outline.end": None}),
    ("meetings", {"agenda": [{"id": 1}]}),
    ("meetings", {"created_at": None}),
    ("meetings", {"packs": 7, "minutes": "none", "seated": 1}),
    ("outcomes", {"due": "no day"}),
    ("outcomes", {"origin": None}),
    ("outcomes", {"state": 5, "earlier": "x"}),
    ("seats", {"answer": {"status": 1}}),
    ("seats", {"responded_at": "then"}),
    ("proposals", {"effective_from": "no day"}),
    ("proposals", {"title": "words"}),
    ("meeting_series", {"name": None}),
    ("campaign_projection", {"title": {"de": "x"}}),
    ("post_projection", {"title": None}),
    ("entity_projection", {"name": {"ar": "ج"}}),
]


@pytest.mark.parametrize(("collection", "damage"), DAMAGES, ids=str)
async def test_one_bad_record_spoils_no_list(
    published: Made, call: Call, service: Service, collection: str, damage: dict[str, Any]
) -> None:
    """One record of each kind goes wrong, another stands beside it."""
    await populate(service)
    assert service.database is not None
    bad = await published(agenda=[entry("Campaign", campaigns=["bad", "good"])])
    await answer(bad, {"status": "accepted", "mode": "remote"}, version=0)
    await bad.act("POST", "/begin")
    await opened(bad)
    good = await published(number=13, agenda=[entry("Campaign", campaigns=["bad", "good"])])
    for id_ in ("bad", "good"):
        told = {"campaignId": id_, "audienceScope": {"kind": "network", "readers": ["*"]}, "title": OUTLINE["title"]}
        await hear(service, "campaigns.exemplar-marked.v1", told, version=3)
        named = {"kind": "network-meeting", "name": OUTLINE["title"]}
        assert (await call(SECRETARY, "POST", "/meeting-series", json=named)).status_code == 201
    records = service.database[collection]
    first = {"campaign_projection": {"_id": "bad"}, "entity_projection": {"_id": "D02"}, "meetings": {"_id": bad.body["id"]}}
    assert (await records.update_one(first.get(collection, {}), {"$set": damage})).matched_count == 1
    for path in LISTS:
        found = await call(SECRETARY, "GET", path.format(good=good.body["id"]))
        assert found.status_code == 200, (path, found.text)
    assert good.body["id"] in [one["id"] for one in (await call(VIEWER, "GET", "/meetings")).json()["items"]]
