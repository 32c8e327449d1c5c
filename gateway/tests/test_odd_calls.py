"""Calls that programs send and no screen of ours does: of calendar programs, of probes, with headers in any letters."""

import json

import pytest

from .conftest import Behind, Gateway
from .wire import ask, get

FEED = "/api/v1/calendar-feeds/secret"


@pytest.mark.parametrize("method", ["OPTIONS", "PROPFIND", "REPORT", "HEAD", "PUT", "DELETE", "POST", "TRACE"])
async def test_a_calendar_program_without_a_session_learns_that_a_feed_is_read_and_nothing_else(
    gateway: Gateway, behind: Behind, method: str
) -> None:
    answer = await gateway.client.request(method, FEED)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert behind.asked == []


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
