"""The doors: who may, what is refused and how it is said."""

import pytest
from aiohttp import web
from chassis.testing import Tokens, eventually

from .conftest import DIRECTOR, LAUNCHED, ONLY_D01, OTHER, REVIEWER, SUBMITTED, VIEWER, event, person

OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))
WISH = {"name": "Mirror", "sink": "http://127.0.0.1:9/hook"}


async def test_nothing_is_told_without_a_token(service, client) -> None:
    http = await client(service.app)
    for path in ("/events", "/events/stream", "/event-types", "/subscriptions"):
        assert (await http.get(f"/api/v1{path}")).status_code == 401


async def test_the_catalogue_speaks_both_languages_and_knows_every_contract(call, settings) -> None:
    items = (await call(VIEWER, "GET", "/event-types")).json()["items"]
    contracts = {path.name.removesuffix(".schema.json") for path in (settings.contracts_root / "events").glob("*.schema.json")}
    assert {one["type"] for one in items} == contracts
    assert [one["type"] for one in items if one["title"]["ar"] == one["type"]] == []
    launched = next(one for one in items if one["type"] == LAUNCHED)
    assert launched["dataSchema"]["properties"]["campaignId"]
    assert launched["example"]["audienceScope"]


async def test_pull_goes_page_by_page_and_says_where_to_go_on(call, happen) -> None:
    await happen(event("c-1"), event("c-2", scope=ONLY_D01), event("c-3", type_=SUBMITTED), event("c-4"))
    first = await call(OTHER, "GET", "/events", params={"after": "earliest", "limit": 1})
    assert [one["position"] for one in first.json()["items"]] == [1]
    assert first.headers["events-first-position"] == "1"
    rest = (await call(OTHER, "GET", "/events", params={"after": first.json()["next"], "types": LAUNCHED})).json()
    assert [(one["subject"], one["position"]) for one in rest["items"]] == [("c-4", 4)]
    assert rest["next"] == 4
    assert (await call(OTHER, "GET", "/events", params={"after": "latest"})).json() == {"items": [], "next": 4}


async def test_pull_refuses_what_is_no_position_and_no_type(call) -> None:
    assert (await call(VIEWER, "GET", "/events", params={"after": "tomorrow"})).status_code == 422
    unknown = (await call(VIEWER, "GET", "/events", params={"types": "campaigns.campaign-eaten.v1"})).json()
    assert (unknown["status"], unknown["errors"][0]["pointer"]) == (422, "/types/0")


async def test_a_secret_is_shown_once_and_kept_only_sealed(call, database) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()
    for name in await database.list_collection_names():
        async for document in database[name].find():
            assert made["secret"] not in str(document)
            assert made["secret"].removeprefix("whsec_") not in str(document)


async def test_the_same_key_makes_one_subscription_and_another_body_is_refused(call) -> None:
    headers = {"Idempotency-Key": "k-12345678"}
    first, again = [(await call(DIRECTOR, "POST", "/subscriptions", json=WISH, headers=headers)).json() for _ in range(2)]
    assert (first["id"], first["secret"]) == (again["id"], again["secret"])
    other = await call(DIRECTOR, "POST", "/subscriptions", json={**WISH, "name": "Other"}, headers=headers)
    assert other.json()["type"].endswith("idempotency-key-reused")


async def test_a_creation_repeated_after_an_edit_answers_what_it_is_by_now_with_the_first_secret(call) -> None:
    headers = {"Idempotency-Key": "k-12345678"}
    first = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH, headers=headers)).json()
    path = f"/subscriptions/{first['id']}"
    assert (await call(DIRECTOR, "PATCH", path, version=1, json={"name": "Renamed"})).status_code == 200
    again = await call(DIRECTOR, "POST", "/subscriptions", json=WISH, headers=headers)
    assert (again.status_code, again.json()["name"], again.json()["secret"]) == (201, "Renamed", first["secret"])
    other = await call(DIRECTOR, "POST", "/subscriptions", json={**WISH, "name": "Renamed"}, headers=headers)
    assert other.json()["type"].endswith("idempotency-key-reused")


@pytest.mark.parametrize(
    ("sink", "status"),
    [
        ("https://10.0.0.1/hook", 422),
        ("https://169.254.169.254/latest/meta-data", 422),
        ("http://hooks.example.com/hook", 422),
        ("https://user:pass@hooks.example.com/", 422),
    ],
)
async def test_an_address_that_leads_inside_is_refused_when_it_is_saved(call, sink: str, status: int) -> None:
    refused = await call(DIRECTOR, "POST", "/subscriptions", json={**WISH, "sink": sink}, headers={"Accept-Language": "ar"})
    assert refused.status_code == status
    assert refused.json()["errors"][0]["pointer"] == "/sink"
    assert "العنوان" in refused.json()["detail"]
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    patched = await call(DIRECTOR, "PATCH", f"/subscriptions/{made['id']}", version=1, json={"sink": sink})
    assert patched.status_code == 422


async def test_a_rotation_repeated_with_its_key_answers_the_same_secret_again(call, stores) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    path = f"/subscriptions/{made['id']}/rotate-secret"
    key = {"headers": {"Idempotency-Key": "rotate-1234"}}
    first = await call(DIRECTOR, "POST", path, version=1, json={"overlapHours": 2}, **key)
    again = await call(DIRECTOR, "POST", path, version=1, json={"overlapHours": 2}, **key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert (again.json()["secret"], again.headers["etag"]) == (first.json()["secret"], first.headers["etag"])
    assert len((await stores.subscriptions.current(made["id"])).secrets) == 2
    other = await call(DIRECTOR, "POST", path, version=2, json={"overlapHours": 3}, **key)
    assert (other.status_code, other.json()["type"].rpartition("/")[2]) == (422, "idempotency-key-reused")
    beside = await call(REVIEWER, "POST", path, version=1, json={"overlapHours": 2}, **key)
    assert beside.status_code == 412, "another's key is another key"
    assert (await call(DIRECTOR, "POST", path, version=1)).status_code == 412
    assert (await call(DIRECTOR, "POST", path, version=2)).json()["secret"] != first.json()["secret"]


async def test_a_sixth_secret_that_would_sign_at_once_is_a_conflict_that_says_until_when(call) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    path = f"/subscriptions/{made['id']}/rotate-secret"
    answers = [await call(DIRECTOR, "POST", path, version=version) for version in range(1, 6)]
    assert [one.status_code for one in answers] == [200] * 4 + [409]
    assert "T" in answers[-1].json()["detail"]
    assert (await call(DIRECTOR, "POST", path, version=5, json={"overlapHours": 0})).status_code == 200


async def test_nobody_resets_the_days_of_a_receiver_by_resuming_what_they_may_not_see_or_what_runs(call, database) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    await database["places"].insert_one({"_id": made["id"], "after": 0, "seq": 0, "warned": 70})
    assert (await call(OTHER, "POST", f"/subscriptions/{made['id']}/resume", version=1)).status_code == 404
    assert (await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/resume", version=1)).status_code == 409
    assert (await database["places"].find_one({"_id": made["id"]}))["warned"] == 70


async def test_unknown_types_are_named_one_by_one(call) -> None:
    refused = await call(DIRECTOR, "POST", "/subscriptions", json={**WISH, "types": [LAUNCHED, "x.y.v1"]})
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/types/1"]


async def test_others_neither_see_nor_touch_a_subscription(call) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    path = f"/subscriptions/{made['id']}"
    assert (await call(VIEWER, "GET", path)).status_code == 403
    assert (await call(OTHER, "GET", "/subscriptions")).json()["items"] == []
    for method, end in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/pause"), ("POST", "/rotate-secret"), ("POST", "/test")):
        body = {"json": {"name": "Mine"}} if method == "PATCH" else {}
        assert (await call(OTHER, method, path + end, version=1, **body)).status_code == 404
    for method, end, body in (("GET", "/deliveries", {}), ("POST", "/replay", {"json": {"from": {"position": 1}}})):
        assert (await call(OTHER, method, path + end, **body)).status_code == 404
    assert (await call(REVIEWER, "GET", path)).status_code == 200


async def test_versions_guard_every_change(call) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    path = f"/subscriptions/{made['id']}"
    assert (await call(DIRECTOR, "PATCH", path, json={"name": "New"})).status_code == 428
    edited = await call(DIRECTOR, "PATCH", path, version=1, json={"name": "New", "types": [LAUNCHED], "filters": {"entity": "D02"}})
    assert (edited.headers["etag"], edited.json()["name"], edited.json()["filters"]["entity"]) == ('"2"', "New", "D02")
    assert (await call(DIRECTOR, "PATCH", path, version=1, json={"name": "Newer"})).status_code == 412
    assert (await call(DIRECTOR, "POST", f"{path}/pause", version=2)).json()["actions"][-1] == "resume"
    assert (await call(DIRECTOR, "POST", f"{path}/pause", version=3)).status_code == 409
    assert (await call(DIRECTOR, "PATCH", path, version=3, json={"filters": {"entity": None}})).json()["filters"]["entity"] is None


async def test_what_was_deleted_is_gone_with_its_secrets(call, database) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    assert (await call(DIRECTOR, "DELETE", f"/subscriptions/{made['id']}")).status_code == 204
    assert (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).status_code == 404
    kept = await database["subscriptions"].find_one({"_id": made["id"]})
    assert kept["secrets"] == []
    assert [fact["type"].split(".")[1] for fact in kept["outbox"]] == ["subscription-created", "subscription-deleted"]


async def test_lists_go_page_by_page(call) -> None:
    ids = sorted([(await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()["id"] for _ in range(3)])
    first = (await call(DIRECTOR, "GET", "/subscriptions", params={"limit": 2})).json()
    rest = (await call(DIRECTOR, "GET", "/subscriptions", params={"limit": 2, "cursor": first["next"]})).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == ids
    assert rest["next"] is None


async def test_a_test_event_answers_how_it_was_taken(call, receivers, subscribe) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    took = (await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/test")).json()
    assert (took["status"], took["error"]) == (204, None)
    nobody = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    missed = (await call(DIRECTOR, "POST", f"/subscriptions/{nobody['id']}/test")).json()
    assert (missed["status"], missed["error"]) == (None, "no connection")


async def test_a_replay_needs_exactly_one_beginning(call) -> None:
    made = (await call(DIRECTOR, "POST", "/subscriptions", json=WISH)).json()
    for start in ({}, {"position": 1, "time": "2026-01-01T00:00:00Z"}):
        assert (await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/replay", json={"from": start})).status_code == 422
    counted = await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/replay", json={"from": {"time": "2026-01-01T00:00:00Z"}})
    assert (counted.json()["count"], counted.json()["started"]) == (0, False)


async def test_a_token_for_another_service_is_worth_nothing(service, client, tokens: Tokens) -> None:
    http = await client(service.app)
    assert (await http.get("/api/v1/events", headers=tokens.headers(REVIEWER, "campaigns-svc"))).status_code == 401


async def test_how_receivers_fare_is_told_to_who_sees_the_subscription(call, receivers, subscribe, happen, delivering) -> None:
    receiver = await receivers()
    mine = await subscribe(receiver)
    await happen(event("c-1"), event("c-2"))

    async def delivered() -> bool:
        (one,) = (await call(DIRECTOR, "GET", "/delivery-health")).json()["items"]
        return [attempt["status"] for attempt in one["attempts"]] == [204, 204] and one["waiting"] == 0

    await eventually(delivered)
    receiver.answer = lambda _: web.Response(status=500)
    await happen(event("c-3"))

    async def failing() -> bool:
        (one,) = (await call(OPS, "GET", "/delivery-health")).json()["items"]
        fares = (one["subscriptionId"], one["attempts"][0]["status"], one["waiting"], one["dead"])
        return fares == (mine["id"], 500, 1, 0) and one["failingSince"] and one["nextAttemptAt"]

    await eventually(failing)
    assert (await call(OTHER, "GET", "/delivery-health")).json() == {"items": [], "next": None}
    assert (await call(VIEWER, "GET", "/delivery-health")).status_code == 403
