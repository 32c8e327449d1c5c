"""The door, on a real Mongo: a meeting's way to its published agenda, who sees what of it, and everything that is refused."""

from typing import Any

import pytest
from chassis.serve import Service
from meetings_svc.app import ROUTERS
from meetings_svc.policy import POLICY, oversees

from .conftest import (
    ADMIN,
    AGENDA,
    DIRECTOR,
    GUEST,
    LOCAL_EDITOR,
    OPS,
    OUTLINE,
    READERS,
    REVIEWER,
    SECRETARY,
    SEED,
    VIEWER,
    Call,
    Desk,
    Made,
    entry,
    facts_of,
    populate,
)

CHANGES = [
    ("POST", "/meetings", OUTLINE),
    ("PATCH", "/meetings/{id}", {"number": 1}),
    ("POST", "/meetings/{id}/announce", None),
    ("POST", "/meetings/{id}/publish-agenda", None),
    ("POST", "/meetings/{id}/reorder-agenda", {"items": []}),
    ("POST", "/meetings/{id}/agenda-items", entry("x")),
    ("PATCH", "/meetings/{id}/agenda-items/i", {}),
    ("DELETE", "/meetings/{id}/agenda-items/i", None),
]


async def test_a_meeting_goes_from_draft_to_a_published_agenda(drafted: Made, service: Service) -> None:
    desk = await drafted()
    assert (desk.body["status"], desk.body["actions"]) == ("draft", ["edit", "edit-agenda", "announce", "delete"])
    await desk.act("POST", "/announce")
    await desk.act("POST", "/publish-agenda")
    assert desk.body["status"] == "agenda-published"
    facts = await facts_of(service, desk.body["id"])
    assert [fact["type"] for fact in facts] == ["meetings.meeting-announced.v1", "meetings.agenda-published.v1"]
    assert [line["title"]["en"] for line in facts[1]["content"]["agenda"]] == ["Welcome", "Plans", "Closing"]
    assert [fact["version"] for fact in facts] == [desk.body["version"] - 1, desk.body["version"]]


HOST = {"code": "D01", "name": {"ar": "جهة D01", "en": "Entity D01"}}


async def test_what_was_written_is_what_is_read(drafted: Made, service: Service) -> None:
    await populate(service)
    presenters = [{"name": {"ar": "ضيف", "en": "A guest"}}, {"postId": "officer-1"}]
    desk = await drafted(agenda=[entry("Guest", 15, kind="guest", presenters=presenters)])
    seen = await desk.seen(SECRETARY)
    assert seen == desk.body
    assert {name: seen[name] for name in OUTLINE if name != "hostEntity"} == {k: v for k, v in OUTLINE.items() if k != "hostEntity"}
    assert seen["hostEntity"] == HOST
    assert seen["agenda"][0] | {"id": ""} == {
        "id": "", "order": 1, "title": {"ar": "ع Guest", "en": "Guest"}, "kind": "guest", "plannedMinutes": 15, "visibility": "members",
        "presenters": [
            {"postId": None, "name": {"ar": "ضيف", "en": "A guest"}, "post": None, "entity": None},
            {"postId": "officer-1", "name": None, "entity": HOST,
             "post": {"id": "officer-1", "title": {"ar": "مسؤول الإعلام", "en": "Media Officer"}}},
        ],
        "campaigns": [], "calledOff": False, "parent": None, "number": "1", "actualMinutes": None, "papers": [], "proposed": False,
    }  # fmt: skip


async def test_a_post_that_presents_is_one_that_there_is(drafted: Made, service: Service) -> None:
    await populate(service)
    desk = await drafted(agenda=[entry("Plans", presenters=[{"postId": "officer-1"}])])
    strangers = [{"postId": "officer-1"}, {"postId": "nobody"}]
    refused = await desk.act("POST", "/agenda-items", entry("Guest", presenters=strangers), status=422)
    assert refused["type"].endswith("unknown-presenter")
    await desk.act("PATCH", f"/agenda-items/{desk.body['agenda'][0]['id']}", {"presenters": strangers}, status=422)
    assert await desk.seen(SECRETARY) == desk.body


async def test_a_draft_exists_for_the_secretariat_alone(drafted: Made, call: Call) -> None:
    desk = await drafted()
    for reader in READERS:
        answer = await call(reader, "GET", desk.path)
        listed = (await call(reader, "GET", "/meetings")).json()["items"]
        narrowed = (await call(reader, "GET", "/meetings?status=draft")).json()["items"]
        counted = (await call(reader, "GET", "/meetings/count?status=draft")).json()
        expected = (200, 1, 1, 1) if oversees(reader) else (404, 0, 0, 0)
        assert (answer.status_code, len(listed), len(narrowed), counted["count"]) == expected, reader.id


async def test_hidden_items_are_on_no_surface_for_others(published: Made, call: Call) -> None:
    desk = await published()
    everything, members = ["Welcome", "Plans", "Who speaks", "Closing"], ["Welcome", "Plans", "Closing"]
    titles = {SECRETARY: everything, REVIEWER: everything, ADMIN: everything, GUEST: ["Welcome", "Closing"]}
    titles |= dict.fromkeys((OPS, DIRECTOR, VIEWER, LOCAL_EDITOR), members)
    for reader, expected in titles.items():
        assert await desk.titles(reader) == expected, reader.id
        item = (await call(reader, "GET", "/meetings")).json()["items"][0]
        assert item == await desk.seen(reader)
        assert [line["order"] for line in item["agenda"]] == list(range(1, len(expected) + 1))


async def test_a_meeting_is_found_by_its_title_and_not_by_an_item_that_one_may_not_see(published: Made, call: Call) -> None:
    desk = await published()
    title, hidden = OUTLINE["title"]["en"].split()[0], "Plans"

    async def found(word: str) -> list[str]:
        items = (await call(VIEWER, "GET", "/meetings", params={"q": word})).json()["items"]
        assert (await call(VIEWER, "GET", "/meetings/count", params={"q": word})).json() == {"count": len(items), "more": False}
        return [one["id"] for one in items]

    assert await found(title[:4]) == [desk.body["id"]]
    assert [await found(word) for word in (hidden, "😀", "ـــ", "%")] == [[], [], [], []]


async def test_an_agenda_is_not_seen_before_it_is_published(drafted: Made) -> None:
    desk = await drafted()
    await desk.act("POST", "/announce")
    assert await desk.titles(DIRECTOR) == []
    assert len(await desk.titles(REVIEWER)) == len(AGENDA)


async def test_nobody_else_may_change_anything(call: Call, published: Made) -> None:
    desk = await published()
    for actor in READERS:
        for method, path, body in CHANGES if actor is not SECRETARY else ():
            answer = await call(actor, method, path.format(id=desk.body["id"]), version=desk.body["version"], json=body)
            assert answer.status_code == 403, (actor.id, method, path)
    assert (await desk.seen(SECRETARY))["version"] == desk.body["version"]


async def test_every_permission_stands_at_a_route() -> None:
    used = {route.openapi_extra["x-permission"] for router in ROUTERS for route in router.routes}
    assert used == set(POLICY)


async def test_nothing_is_told_without_a_token(service: Service, client: Any) -> None:
    http = await client(service.app)
    assert (await http.get("/api/v1/meetings")).status_code == 401


async def test_a_change_names_the_version_it_saw(drafted: Made, call: Call) -> None:
    desk = await drafted()
    for method, template, body in CHANGES[1:]:
        path = template.format(id=desk.body["id"])
        assert (await call(SECRETARY, method, path, json=body)).status_code == 428, (method, path)
        assert (await call(SECRETARY, method, path, version=desk.body["version"] - 1, json=body)).status_code == 412, (method, path)
    assert await desk.seen(SECRETARY) == desk.body


async def test_a_patch_changes_what_it_names_and_leaves_the_rest(drafted: Made) -> None:
    desk = await drafted()
    before = desk.body
    await desk.act("PATCH", "", {"title": {"en": "The Twelfth"}, "venue": {"joinUrl": None}})
    changed = {"title": {"ar": OUTLINE["title"]["ar"], "en": "The Twelfth"}, "venue": OUTLINE["venue"] | {"joinUrl": None}}
    assert desk.body == before | changed | {"version": before["version"] + 1}
    await desk.act("PATCH", "", {"venue": None})
    assert desk.body["venue"] is None


async def test_a_patch_that_changes_nothing_is_no_new_version(published: Made, service: Service) -> None:
    desk = await published()
    before = desk.body
    item = before["agenda"][0]
    await desk.act("PATCH", "", {"number": 12, "title": {"en": OUTLINE["title"]["en"]}})
    await desk.act("PATCH", f"/agenda-items/{item['id']}", {"order": 1, "plannedMinutes": 10})
    await desk.act("POST", "/reorder-agenda", {"items": [line["id"] for line in before["agenda"]]})
    assert desk.body == before
    assert len(await facts_of(service, before["id"])) == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"start": None}, "/start"),
        ({"kind": "party"}, "/kind"),
        ({"venue": {"joinUrl": "javascript:alert(1)"}}, "/venue/joinUrl"),
        ({"venue": {"joinUrl": "http://join.example"}}, "/venue/joinUrl"),
        ({"venue": {"joinUrl": "https://user@join.example"}}, "/venue/joinUrl"),
        ({"number": 0}, "/number"),
        ({"hostEntity": "d 1"}, "/hostEntity"),
        ({"start": "2026-03-10T05:00:00"}, "/start"),
        ({"status": "announced"}, "/status"),
        ({"agenda": []}, "/agenda"),
        ({"end": "2026-03-10T05:00:00Z"}, "/end"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_what_is_not_valid_is_named(drafted: Made, body: dict[str, Any], pointer: str) -> None:
    problem = await (await drafted(agenda=[])).act("PATCH", "", body, status=422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


async def test_a_number_is_given_once_per_kind(drafted: Made, call: Call) -> None:
    await drafted()
    answer = await call(SECRETARY, "POST", "/meetings", json=OUTLINE)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (409, "number-taken")
    other = await drafted(kind="working-group")
    assert (await other.act("PATCH", "", {"kind": "network-meeting"}, status=409))["type"].endswith("number-taken")
    for _ in range(2):
        await drafted(number=None)


async def test_items_are_added_changed_moved_and_taken_off(drafted: Made) -> None:
    desk = await drafted()
    await desk.act("POST", "/agenda-items", entry("Second", order=2), status=201)
    assert await desk.titles(SECRETARY) == ["Welcome", "Second", "Plans", "Who speaks", "Closing"]
    second = desk.body["agenda"][1]["id"]
    await desk.act("PATCH", f"/agenda-items/{second}", {"order": 5, "title": {"en": "Last"}})
    assert await desk.titles(SECRETARY) == ["Welcome", "Plans", "Who speaks", "Closing", "Last"]
    assert desk.body["agenda"][4]["title"]["ar"] == "ع Second"
    ids = [item["id"] for item in desk.body["agenda"]]
    await desk.act("POST", "/reorder-agenda", {"items": ids[::-1]})
    assert await desk.titles(SECRETARY) == ["Last", "Closing", "Who speaks", "Plans", "Welcome"]
    await desk.act("DELETE", f"/agenda-items/{second}")
    assert await desk.titles(SECRETARY) == ["Closing", "Who speaks", "Plans", "Welcome"]
    await desk.act("DELETE", f"/agenda-items/{second}", status=404)
    await desk.act("PATCH", f"/agenda-items/{second}", {"order": 1}, status=404)
    await desk.act("POST", "/reorder-agenda", {"items": ids[:2]}, status=422)


async def test_the_same_request_again_makes_nothing_twice(call: Call) -> None:
    key = {"Idempotency-Key": "meeting-12"}
    first = await call(SECRETARY, "POST", "/meetings", json=OUTLINE, headers=key)
    again = await call(SECRETARY, "POST", "/meetings", json=OUTLINE, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    path = f"/meetings/{first.json()['id']}/agenda-items"
    added = [await call(SECRETARY, "POST", path, version=1, json=entry("A"), headers={"Idempotency-Key": "item"}) for _ in range(2)]
    assert [answer.status_code for answer in added] == [201, 201]
    assert added[0].json() == added[1].json()
    assert len(added[1].json()["agenda"]) == 1


async def test_a_crash_before_the_answer_was_kept_makes_nothing_twice(call: Call, service: Service) -> None:
    assert service.database is not None
    key = {"Idempotency-Key": "meeting-13"}
    first = (await call(SECRETARY, "POST", "/meetings", json=OUTLINE, headers=key)).json()
    await service.database["idempotency_keys"].delete_many({})
    assert (await call(SECRETARY, "POST", "/meetings", json=OUTLINE, headers=key)).json() == first
    path = f"/meetings/{first['id']}/agenda-items"
    key = {"Idempotency-Key": "item-1"}
    added = (await call(SECRETARY, "POST", path, version=1, json=entry("A"), headers=key)).json()
    await service.database["idempotency_keys"].delete_many({})
    assert (await call(SECRETARY, "POST", path, version=1, json=entry("A"), headers=key)).json() == added
    assert added["version"] == 2


async def test_an_answer_carries_its_version_and_place(call: Call) -> None:
    made = await call(SECRETARY, "POST", "/meetings", json=OUTLINE)
    assert made.headers["etag"] == '"1"'
    assert made.headers["location"] == f"/api/v1/meetings/{made.json()['id']}"
    assert (await call(SECRETARY, "GET", made.headers["location"].removeprefix("/api/v1"))).headers["etag"] == '"1"'


async def test_a_refusal_speaks_the_readers_language(published: Made, call: Call) -> None:
    desk = await published()
    path = f"{desk.path}/announce"
    arabic = await call(SECRETARY, "POST", path, version=desk.body["version"], headers={"Accept-Language": "ar"})
    english = await call(SECRETARY, "POST", path, version=desk.body["version"], headers={"Accept-Language": "en"})
    assert arabic.json()["detail"] == "لا يُعلن إلا عن اجتماع في حالة مسودة؛ هذا الاجتماع: نُشر جدول أعماله."
    assert english.json()["detail"] == "Only a draft can be announced; this meeting is announced with its agenda published."
    assert (arabic.status_code, arabic.headers["content-type"]) == (409, "application/problem+json")


async def test_the_seed_may_do_what_an_editor_may(call: Call) -> None:
    made = await call(SEED, "POST", "/meetings", json=OUTLINE)
    assert made.status_code == 201
    desk = Desk(call, made.json())
    await desk.act("POST", "/agenda-items", entry("A"), status=201, by=SEED)
    await desk.act("POST", "/announce", by=SEED)
    await desk.act("POST", "/publish-agenda", by=SEED)
    assert await desk.titles(DIRECTOR) == ["A"]
