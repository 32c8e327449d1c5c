"""The HTTP door: permissions, versions, problems in both languages, repeated requests."""

import json
from typing import Any

import httpx2
import pytest
from chassis.application import create_app
from chassis.auth import Actor, Grant, Policy, entity, signed_in
from chassis.cursors import Cursors, InvalidCursor
from chassis.http import Body, CurrentActor, IfMatch, Page, Router, reply
from chassis.idempotency import Idempotency
from chassis.mongo import Database
from chassis.settings import ServiceSettings
from chassis.testing import Client, Tokens

EDITOR = Actor("editor", "person", "D01", None, (Grant("entity-editor", "D01"),))
READER = Actor("reader", "person", "D02")
POLICY = Policy({"thing.make": entity("entity-editor"), "thing.read": signed_in()})


class Thing(Body):
    some_name: str


def application(tokens: Tokens, idempotency: Idempotency | None = None) -> Any:
    router = Router(POLICY)
    made: list[str] = []

    @router.post("/things", permission="thing.make", response_model=Thing, status_code=201)
    async def make_thing(body: Thing, by: CurrentActor) -> Any:
        made.append(body.some_name)
        return reply(Thing(some_name=f"{body.some_name} by {by.id} no {len(made)}"), version=1, status=201, location="/things/1")

    @router.post("/things/open", permission="thing.make")
    async def open_thing(body: Thing) -> Any:
        made.append(body.some_name)
        answer = reply(Thing(some_name=f"the secret of {body.some_name} no {len(made)}"))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @router.post("/things/rename", permission="thing.make", response_model=Thing)
    async def rename_thing(body: Thing, expected: IfMatch) -> Any:
        return reply(body, version=expected + 1)

    @router.get("/things", permission="thing.read")
    async def list_things(limit: int = 10) -> Page[Thing]:
        if limit == 13:
            raise RuntimeError("a secret of the inside")
        return Page(items=[Thing(some_name="a")], next=None)

    settings = ServiceSettings(service="things-svc", internal_jwks=tokens.jwks(), body_limit=1000)
    return create_app(settings, title="Things", routers=[router], idempotency=idempotency)


@pytest.fixture
async def things(client: Client, tokens: Tokens) -> httpx2.AsyncClient:
    return await client(application(tokens), headers=tokens.headers(EDITOR, "things-svc"))


def test_a_route_without_a_permission_does_not_import() -> None:
    with pytest.raises(TypeError, match="permission"):
        Router(POLICY).add_api_route("/open", lambda: None)
    with pytest.raises(TypeError, match="unknown"):
        Router(POLICY).get("/open", permission="unknown")(lambda: None)


async def test_without_a_token_nothing_is_read(client: Client, tokens: Tokens) -> None:
    answer = await (await client(application(tokens))).get("/api/v1/things")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_token_for_another_service_is_refused(client: Client, tokens: Tokens) -> None:
    answer = await (await client(application(tokens), headers=tokens.headers(EDITOR, "other-svc"))).get("/api/v1/things")
    assert answer.json()["type"] == "/problems/invalid-token"


async def test_what_a_role_does_not_hold_is_forbidden_in_the_readers_language(client: Client, tokens: Tokens) -> None:
    reader = await client(application(tokens), headers=tokens.headers(READER, "things-svc"))
    english = await reader.post("/api/v1/things", json={"someName": "a"}, headers={"Accept-Language": "en-GB,ar;q=0.5"})
    arabic = await reader.post("/api/v1/things", json={"someName": "a"}, headers={"Accept-Language": "ar,en;q=0.5"})
    assert (english.status_code, english.json()["title"]) == (403, "Forbidden")
    assert (arabic.status_code, arabic.json()["title"]) == (403, "غير مسموح")
    assert english.json()["requestId"] == english.headers["x-request-id"]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("en;q=.1, ar", "غير مسموح"),
        ("ar;q=.1, en", "Forbidden"),
        ("en;q=0.9, ar;q=.95", "غير مسموح"),
        ("ar;q=0, en;q=.001", "Forbidden"),
        ("fr, en;q=.5", "Forbidden"),
        ("en;q=0", "غير مسموح"),
        ("en;q=2, ar", "غير مسموح"),
        ("*", "غير مسموح"),
        ("", "غير مسموح"),
        (";;,q=1,=", "غير مسموح"),
    ],
)
async def test_the_language_is_the_one_that_is_preferred_however_that_is_written(
    client: Client, tokens: Tokens, header: str, title: str
) -> None:
    reader = await client(application(tokens), headers=tokens.headers(READER, "things-svc"))
    answer = await reader.post("/api/v1/things", json={"someName": "a"}, headers={"Accept-Language": header})
    assert answer.json()["title"] == title


@pytest.mark.parametrize(
    ("sent", "pointer", "code"),
    [
        ({"someName": "a", "more": 1}, "/more", "extra-forbidden"),
        ({}, "/someName", "missing"),
        ({"someName": 1}, "/someName", "string-type"),
    ],
)
async def test_a_bad_member_is_named_by_its_pointer(things: httpx2.AsyncClient, sent: dict[str, Any], pointer: str, code: str) -> None:
    answer = await things.post("/api/v1/things", json=sent)
    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, code)]


async def test_malformed_json_is_400_and_an_oversized_body_413(things: httpx2.AsyncClient) -> None:
    malformed = await things.post("/api/v1/things", content="{", headers={"Content-Type": "application/json"})
    oversized = await things.post("/api/v1/things", json={"someName": "a" * 2000})
    assert (malformed.status_code, oversized.status_code) == (400, 413)
    assert oversized.json()["type"] == "/problems/too-large"


async def test_another_method_is_405_and_says_which_are_allowed(things: httpx2.AsyncClient) -> None:
    answer = await things.put("/api/v1/things/rename")
    assert (answer.status_code, answer.headers["allow"]) == (405, "OPTIONS, POST")


async def test_a_fault_nobody_foresaw_says_nothing_of_the_inside(things: httpx2.AsyncClient) -> None:
    answer = await things.get("/api/v1/things", params={"limit": 13})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["type"] == "/problems/unexpected-fault"


@pytest.mark.parametrize(("header", "status"), [(None, 428), ("7", 422), ('"x"', 422), ('"7"', 200), ('W/"7"', 200)])
async def test_a_verb_needs_the_version_that_was_seen(things: httpx2.AsyncClient, header: str | None, status: int) -> None:
    answer = await things.post("/api/v1/things/rename", json={"someName": "a"}, headers={"If-Match": header} if header else {})
    assert answer.status_code == status
    assert status != 200 or answer.headers["etag"] == '"8"'


async def test_the_same_key_and_body_get_the_same_answer_and_another_body_is_refused(
    client: Client, tokens: Tokens, database: Database
) -> None:
    things = await client(application(tokens, Idempotency(database)), headers=tokens.headers(EDITOR, "things-svc"))
    key = {"Idempotency-Key": "k-1"}
    first = await things.post("/api/v1/things", json={"someName": "a"}, headers=key)
    again = await things.post("/api/v1/things", json={"someName": "a"}, headers=key)
    other = await things.post("/api/v1/things", json={"someName": "b"}, headers=key)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert [first.headers[name] for name in ("etag", "location")] == [again.headers[name] for name in ("etag", "location")]
    assert again.headers["idempotency-replayed"] == "true"
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")


async def test_an_answer_that_is_not_to_be_stored_is_stored_nowhere(client: Client, tokens: Tokens, database: Database) -> None:
    things = await client(application(tokens, Idempotency(database)), headers=tokens.headers(EDITOR, "things-svc"))
    asked = [await things.post("/api/v1/things/open", json={"someName": "a"}, headers={"Idempotency-Key": "k-1"}) for _ in range(2)]
    assert [answer.json()["someName"] for answer in asked] == ["the secret of a no 1", "the secret of a no 2"]
    assert await database["idempotency_keys"].count_documents({}) == 0


async def test_a_refused_request_leaves_its_key_free(client: Client, tokens: Tokens, database: Database) -> None:
    things = await client(application(tokens, Idempotency(database)), headers=tokens.headers(EDITOR, "things-svc"))
    refused = await things.post("/api/v1/things", json={"someName": 1}, headers={"Idempotency-Key": "k-1"})
    mended = await things.post("/api/v1/things", json={"someName": "a"}, headers={"Idempotency-Key": "k-1"})
    assert (refused.status_code, mended.status_code) == (422, 201)


def test_a_cursor_opens_only_the_list_it_was_made_for() -> None:
    cursors = Cursors("k" * 32)
    cursor = cursors.sign([1, "a"], scope=["reader", "live"])
    assert cursors.read(cursor, scope=["reader", "live"]) == [1, "a"]
    for scope, text in (
        (["other", "live"], cursor),
        (["reader", "draft"], cursor),
        (["reader", "live"], f"A{cursor[1:]}"),
        (["reader", "live"], "ü"),
    ):
        with pytest.raises(InvalidCursor):
            cursors.read(text, scope=scope)


def test_health_answers_without_a_token(tokens: Tokens) -> None:
    paths = {route.path for route in application(tokens).routes if hasattr(route, "path")}
    assert {"/healthz", "/readyz"} <= paths
    assert json.loads(tokens.jwks())["keys"][0]["crv"] == "Ed25519"
