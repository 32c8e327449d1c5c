"""Calls that programs send and no screen of ours does: of calendar programs, of probes, with headers in any letters."""

import json

import pytest
from chassis.testing import eventually

from .conftest import Behind, Gateway
from .wire import ask, get

FEED = "/api/v1/calendar-feeds/secret"


@pytest.mark.parametrize("method", ["PROPFIND", "REPORT", "PUT", "DELETE", "POST", "TRACE"])
async def test_a_calendar_program_without_a_session_learns_that_a_feed_is_read_and_nothing_else(
    gateway: Gateway, behind: Behind, method: str
) -> None:
    answer = await gateway.client.request(method, FEED)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert behind.asked == []


async def test_head_is_asked_of_a_service_as_get_and_answered_without_its_content(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/calendar-feeds/secret"] = (200, {"etag": '"7"'}, {"calendar": True})
    answer = await gateway.client.head(FEED)
    assert (answer.status_code, answer.content, answer.headers["content-length"], answer.headers["etag"]) == (200, b"", "18", '"7"')
    assert behind.last("/calendar-feeds/secret")["method"] == "GET"
    assert (await gateway.client.head("/api/v1/calendar-feeds/other")).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/session", "/.well-known/jwks.json", "/api/openapi.json", "/", "/assets/app-1a2b.js"])
async def test_head_of_what_is_our_own_says_what_get_says(gateway: Gateway, path: str) -> None:
    await gateway.sign_in()
    gateway.client.headers["Accept-Encoding"] = "identity"
    whole, head = await gateway.client.get(path), await gateway.client.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"") == (200, b"")
    own = ("content-type", "content-length", "etag", "cache-control", "content-security-policy")
    assert {name: head.headers.get(name) for name in own} == {name: whole.headers.get(name) for name in own}


async def test_head_of_a_stream_opens_none(gateway: Gateway, behind: Behind) -> None:
    await gateway.sign_in()
    answer = await gateway.client.head("/api/v1/events/stream")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "text/event-stream", b"")
    await eventually(lambda: behind.listeners == 0)


async def test_head_opens_to_a_system_what_get_opens(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    await gateway.sign_in()
    made = (await gateway.client.post("/api/v1/service-accounts", json={"name": "Mirror", "scopes": ["events"]})).json()
    gateway.client.cookies.clear()
    answer = await gateway.client.head("/api/v1/campaigns", headers={"Authorization": f"Bearer {made['token']}"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ('"7"', 304), ('W/"7"', 304), ('"7-gzip"', 304), ('"6", "7"', 304), ("*", 304), ('"6"', 200), ("7", 200), ("", 200),
    ],
)  # fmt: skip
async def test_what_a_reader_has_already_is_not_sent_again(gateway: Gateway, behind: Behind, sent: str, status: int) -> None:
    behind.answers["/people/p-2"] = (200, {"etag": '"7"'}, {"id": "p-2"})
    await gateway.sign_in()
    answer = await gateway.client.get("/api/v1/people/p-2", headers={"If-None-Match": sent})
    assert (answer.status_code, answer.headers["etag"], bool(answer.content)) == (status, '"7"', status == 200)
    behind.answers["/people/p-2"] = (404, {"etag": '"7"'}, {"type": "/problems/not-found"})
    assert (await gateway.client.get("/api/v1/people/p-2", headers={"If-None-Match": sent})).status_code == 404
    behind.answers["/people/p-2"] = (200, {"etag": '"7"'}, {"id": "p-2"})
    changed = await gateway.client.patch("/api/v1/people/p-2", headers={"If-None-Match": sent, "If-Match": '"6"'}, json={})
    assert changed.status_code == 200


@pytest.mark.parametrize("sent", ['"no"', "*", "W/TAG", 'TAG, "x"', "TAG"])
async def test_a_file_of_the_client_is_known_by_its_version_however_it_is_named(gateway: Gateway, sent: str) -> None:
    gateway.client.headers["Accept-Encoding"] = "identity"
    tag = (await gateway.client.get("/assets/app-1a2b.js")).headers["etag"]
    answer = await gateway.client.get("/assets/app-1a2b.js", headers={"If-None-Match": sent.replace("TAG", tag)})
    assert answer.status_code == (200 if sent == '"no"' else 304)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200), ("*/*", 200), ("application/json", 200), ("application/*", 200), ("APPLICATION/JSON", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/json;q=0.001", 200), ("*/*;q=0, application/json", 200), ("text/html", 406), ("*/*;q=0", 406), ("*/*;q=0.000", 406),
        ("application/json;q=0, */*", 406), ("application/json; q=0", 406), ("text/*", 406), ("json", 406),
    ],
)  # fmt: skip
async def test_an_answer_in_no_form_that_is_taken_is_refused(gateway: Gateway, behind: Behind, accept: str, status: int) -> None:
    behind.answers["/people"] = (200, {}, {"items": []})
    await gateway.sign_in()
    for path in ("/api/v1/people", "/api/v1/session"):
        answer = await gateway.client.get(path, headers={"Accept": accept})
        assert answer.status_code == status, path
        assert status == 200 or answer.json()["type"] == "/problems/not-acceptable"
    behind.answers["/campaigns"] = (201, {}, {})
    done = await gateway.client.post("/api/v1/campaigns", json={}, headers={"Accept": accept})
    assert done.status_code == 201, "a change that was made is not refused afterwards"
    assert (await gateway.client.get("/api/v1/nothing", headers={"Accept": accept})).status_code == 404


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "GZIP", "gzip, identity"])
@pytest.mark.parametrize("path", ["/campaigns", "/service-accounts"])
async def test_a_compressed_body_is_refused_at_the_door(gateway: Gateway, behind: Behind, coding: str, path: str) -> None:
    await gateway.sign_in()
    answer = await gateway.client.post(f"/api/v1{path}", content=b"x", headers={"Content-Encoding": coding})
    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/unsupported-media-type")
    assert not [one for one in behind.asked if one["path"] == path]


async def test_who_has_no_session_reads_one_feed_and_not_the_resource(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/calendar-feeds/secret"] = (200, {}, {"calendar": True})
    assert (await gateway.client.get(FEED)).status_code == 200
    for method, path in (("GET", "/calendar-feeds"), ("POST", "/calendar-feeds"), ("DELETE", "/calendar-feeds"), ("OPTIONS", "/meetings")):
        assert (await gateway.client.request(method, f"/api/v1{path}")).status_code == 401, (method, path)


@pytest.mark.parametrize(("method", "path"), [("PUT", "/session"), ("POST", "/openapi.json")])
async def test_an_address_of_our_own_names_the_methods_it_takes(gateway: Gateway, method: str, path: str) -> None:
    await gateway.sign_in()
    answer = await gateway.client.request(method, f"/api/v1{path}")
    assert answer.status_code == 405
    assert {"GET", "POST"} & {*answer.headers["allow"].split(", ")}
    assert method not in answer.headers["allow"].split(", ")


async def test_what_a_service_says_of_its_methods_goes_out_as_it_is(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/entities/D01"] = (405, {"allow": "GET, PATCH"}, {"type": "/problems/method-not-allowed"})
    await gateway.sign_in()
    answer = await gateway.client.put("/api/v1/entities/D01", json={})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, PATCH")


@pytest.mark.parametrize("key", ["مفتاح", "k" * 255, "😀"])
async def test_a_key_in_any_letters_is_the_same_inside_each_time_and_never_a_fault(gateway: Gateway, behind: Behind, key: str) -> None:
    behind.answers["/campaigns/7/comments"] = (201, {}, {})
    await gateway.sign_in()
    for _ in range(2):
        sent = {"Idempotency-Key": key.encode()}
        assert (await gateway.client.post("/api/v1/campaigns/7/comments", json={"text": "س"}, headers=sent)).status_code == 201
    inside = [one["headers"]["idempotency-key"] for one in behind.asked if one["path"] == "/campaigns/7/comments"]
    assert inside[0] == inside[1] == key


async def test_two_versions_in_two_lines_arrive_as_both_and_never_as_one_of_them(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/people/p-2"] = (412, {}, {"type": "/problems/stale-version"})
    signed_in = await gateway.sign_in()
    cookie = signed_in.headers["set-cookie"].split(";")[0]
    body = json.dumps({"contact": {"mobile": None}})
    lines = (
        f"Cookie: {cookie}",
        'If-Match: "1"',
        'If-Match: "2"',
        "Content-Type: application/merge-patch+json",
        f"Content-Length: {len(body)}",
    )
    request = get(*lines, "Sec-Fetch-Site: same-origin", "Connection: close", path="/api/v1/people/p-2").replace(b"GET", b"PATCH", 1)
    status, _, _ = await ask(gateway.url, request + body.encode())
    if status != 400:
        assert status == 412
        assert behind.last("/people/p-2")["headers"]["if-match"] == '"1", "2"'


@pytest.mark.parametrize(
    ("header", "said"), [("en;q=.1, ar", "ar"), ("ar;q=.1, en", "en"), ("en;q=0", "ar"), ("en-GB, ar;q=0.9", "en"), ("x" * 300, "ar")]
)
async def test_a_problem_of_our_own_speaks_the_language_that_is_preferred(gateway: Gateway, header: str, said: str) -> None:
    answer = await gateway.client.get("/api/v1/campaigns", headers={"Accept-Language": header})
    assert answer.status_code == 401
    assert answer.json()["title"].isascii() is (said == "en")


@pytest.mark.parametrize("path", ["/people/%ED%A0%80", "/people?q=%ff%fe", "/people/%00", "/people/%F0%9F%98%80", "/people?q=%F0%9F%98%80"])
async def test_what_is_no_text_goes_to_its_service_as_it_came_and_is_no_fault_of_ours(gateway: Gateway, behind: Behind, path: str) -> None:
    await gateway.sign_in()
    answer = await gateway.client.get(f"/api/v1{path}")
    assert answer.status_code < 500
    assert behind.asked[-1]["target"] == f"/api/v1{path}"
