"""What programs send and no screen of ours does: of curl, PowerShell, Excel, calendars, proxies and libraries in many languages."""

import gzip
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio

from tests.integration.whole import DIRECTOR, Whole
from tests.oracle import scenes

TOLD = '{"text": "قيل"}'
BODY, JSON = TOLD.encode(), {"Content-Type": "application/json"}
BIG = "100000000000000000000"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def places(platform: Whole) -> dict[str, str]:
    """Records to ask for, by the words that stand for them below."""
    async for _ in scenes.campaigns(platform.world, "open", "complete"):
        pass
    async for _ in scenes.meetings(platform.world, 41, [], False):
        pass
    async for _ in scenes.documents(platform.world, "open"):
        break
    me = await platform.as_person()

    async def first(path: str) -> str:
        return (await me.get(f"/api/v1{path}")).json()["items"][0]["id"]

    made = await me.post("/api/v1/subscriptions", json={"name": "Mirror", "sink": "http://127.0.0.1:9/hook"})
    feed = await me.post("/api/v1/calendar-feeds")
    return {
        "CAMPAIGN": await first("/campaigns"), "MEETING": await first("/meetings"), "DOCUMENT": await first("/documents"),
        "SUBSCRIPTION": made.json()["id"], "FEED": feed.json()["path"].rpartition("/")[2], "PERSON": platform.people[DIRECTOR],
    }  # fmt: skip


async def ask(me: httpx2.AsyncClient, places: dict[str, str], call: str, headers: dict[str, str], body: bytes | None) -> httpx2.Response:
    method, _, target = call.partition(" ")
    for name, value in places.items():
        target = target.replace(name, value)
    sent = [(name, value.encode()) for name, value in headers.items()]
    return await me.request(method, f"/api/v1{target}", headers=sent, content=body)


COMMENT = "POST /campaigns/CAMPAIGN/comments"
CALLS: dict[str, tuple[str, dict[str, str], bytes | None, set[int]]] = {
    # bodies
    "an Arabic body": (COMMENT, JSON, BODY, {201}),
    "a BOM before JSON": (COMMENT, JSON, b"\xef\xbb\xbf" + BODY, {201}),
    "UTF-16": (COMMENT, JSON, TOLD.encode("utf-16"), {400}),
    "a name twice": (COMMENT, JSON, b'{"text": "first", "text": "second"}', {400}),
    "a vertical tab": (COMMENT, JSON, b'{"text": "a\\u000bb"}', {201}),
    "NUL": (COMMENT, JSON, b'{"text": "a\\u0000b"}', {400}),
    "half a surrogate pair": (COMMENT, JSON, b'{"text": "\\ud800"}', {400}),
    "nesting without end": (COMMENT, JSON, b"[" * 60_000, {400}),
    "a list for an object": (COMMENT, JSON, b"[]", {422}),
    "null for an object": (COMMENT, JSON, b"null", {422}),
    "no body": (COMMENT, JSON, b"", {422}),
    "an unknown field": (COMMENT, JSON, b'{"text": "x", "txet": "y"}', {422}),
    "curl's form": (COMMENT, {"Content-Type": "application/x-www-form-urlencoded"}, BODY, {415}),
    "fetch's plain text": (COMMENT, {"Content-Type": "text/plain;charset=UTF-8"}, BODY, {415}),
    "no content type": (COMMENT, {}, BODY, {415}),
    "a vendor's JSON": (COMMENT, {"Content-Type": "application/vnd.api+json"}, BODY, {201}),
    "another charset": (COMMENT, {"Content-Type": "application/json; charset=windows-1256"}, BODY, {415}),
    "a compressed body": (COMMENT, {**JSON, "Content-Encoding": "gzip"}, gzip.compress(BODY), {415}),
    "an identical body": (COMMENT, {**JSON, "Content-Encoding": "identity"}, BODY, {201}),
    "Expect": (COMMENT, {**JSON, "Expect": "100-continue"}, BODY, {201}),
    "a body with GET": ("GET /people", JSON, b"{}", {200}),
    "a body with DELETE": ("DELETE /subscriptions/none", JSON, b"{}", {404}),
    # numbers
    "a position beyond counting": ("POST /notifications/read", JSON, f'{{"through": {BIG}}}'.encode(), {422}),
    "a notice beyond counting": (f"POST /notifications/{BIG}/read", {}, None, {404, 422}),
    "a replay beyond counting": (
        "POST /subscriptions/SUBSCRIPTION/replay",
        JSON,
        f'{{"from": {{"position": {BIG}}}, "dryRun": true}}'.encode(),
        {422},
    ),
    "a start beyond counting": (
        "POST /subscriptions",
        JSON,
        f'{{"name": "x", "sink": "https://example.com/h", "startAt": {BIG}}}'.encode(),
        {422},
    ),
    "a number of 5,000 figures": ("POST /notifications/read", JSON, b'{"through": ' + b"9" * 5_000 + b"}", {400}),
    "infinity": ("POST /notifications/read", JSON, b'{"through": 1e999}', {400}),
    "NaN": ("POST /notifications/read", JSON, b'{"through": NaN}', {400}),
    "a pack beyond counting": (f"GET /meetings/MEETING/pack.pdf?version={BIG}", {}, None, {404}),
    "minutes beyond counting": (f"GET /meetings/MEETING/minutes?revision={BIG}", {}, None, {404}),
    # queries
    "a position ahead of the log": ("GET /events?after=999999999999999", {}, None, {200}),
    "Arabic digits of a position": ("GET /events/stream?after=%D9%A5", {}, None, {422}),
    "no position": ("GET /events/stream?after=", {}, None, {422}),
    "a query without a letter": ("GET /people?q=%F0%9F%98%80", {}, None, {200}),
    "a query of tatweel": ("GET /people?q=%D9%80%D9%80", {}, None, {200}),
    "a query that is no UTF-8": ("GET /people?q=%ff%fe", {}, None, {200, 422}),
    "NUL in a query": ("GET /people?q=a%00b", {}, None, {200, 422}),
    "NUL in a query for documents": ("GET /documents?q=a%00b", {}, None, {200, 422}),
    "NUL in a query for campaigns": ("GET /campaigns?q=a%00b", {}, None, {200, 422}),
    "a plus in a query": ("GET /people?q=a+b", {}, None, {200}),
    "half a surrogate in a path": ("GET /people/%ED%A0%80", {}, None, {404, 422}),
    "NUL in a path": ("GET /people/%00", {}, None, {404, 422}),
    "a slash in a path": ("GET /people/a%2Fb", {}, None, {404, 422}),
    "a dotted path": ("GET /people/%2e%2e/people", {}, None, {404}),
    "two slashes": ("GET //people", {}, None, {404}),
    "a slash behind": ("GET /people/", {}, None, {404}),
    "a limit twice": ("GET /people?limit=1&limit=2", {}, None, {422}),
    "an unknown parameter": ("GET /people?limt=5", {}, None, {422}),
    "a limit of nothing": ("GET /people?limit=", {}, None, {422}),
    "a limit of none": ("GET /people?limit=0", {}, None, {422}),
    "a limit in powers": ("GET /people?limit=1e2", {}, None, {422}),
    "a torn cursor": ("GET /people?cursor=%ff%00", {}, None, {422}),
    "yes in capitals": ("GET /notifications?unread=TRUE", {}, None, {200}),
    "neither yes nor no": ("GET /notifications?unread=maybe", {}, None, {422}),
    # days and instants
    "days at the end": ("GET /attendance?since=2026-01-01&until=9999-12-31", {}, None, {200, 422}),
    "days the wrong way round": ("GET /attendance?since=2026-12-31&until=2026-01-01", {}, None, {200, 422}),
    "the first instant": ("GET /rosters?at=0001-01-01T00:00:00%2B04:00", {}, None, {200, 422}),
    "the last instant": ("GET /rosters/D01?at=9999-12-31T23:59:59-12:00", {}, None, {200, 422}),
    "the first day": ("GET /documents/DOCUMENT?at=0001-01-01", {}, None, {200, 422}),
    "a plus that got lost": ("GET /documents/DOCUMENT?at=2026-03-01T00:00:00+04:00", {}, None, {422}),
    # versions
    "any version": ("PATCH /people/PERSON", {**JSON, "If-Match": "*"}, b'{"contact": {"mobile": null}}', {422}),
    "several versions": ("PATCH /people/PERSON", {**JSON, "If-Match": '"1", "99"'}, b"{}", {422}),
    "no version": ("PATCH /people/PERSON", JSON, b"{}", {428}),
    "a day for a version": ("PATCH /people/PERSON", {**JSON, "If-Unmodified-Since": "Sat, 29 Oct 1994 19:43:31 GMT"}, b"{}", {428}),
    "a known version": ("GET /people/PERSON", {"If-None-Match": '"1", W/"2-gzip"'}, None, {304}),
    "whatever version": ("GET /people/PERSON", {"If-None-Match": "*"}, None, {304}),
    "an unknown version": ("GET /people/PERSON", {"If-None-Match": '"999"'}, None, {200}),
    "a day instead of a version": ("GET /people", {"If-Modified-Since": "Sat, 29 Oct 1994 19:43:31 GMT"}, None, {200}),
    "a part of a list": ("GET /people", {"Range": "bytes=0-10"}, None, {200}),
    # what is taken
    "nothing is taken": ("GET /people", {"Accept": "*/*;q=0"}, None, {406}),
    "a page is taken": ("GET /people", {"Accept": "text/html"}, None, {406}),
    "a browser": ("GET /people", {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, None, {200}),
    "Java": ("GET /people", {"Accept": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"}, None, {200}),
    "capitals": ("GET /people", {"Accept": "Application/JSON"}, None, {200}),
    "all but JSON": ("GET /people", {"Accept": "application/json;q=0, */*"}, None, {406}),
    "XML of our own": ("GET /session", {"Accept": "application/xml"}, None, {406}),
    "a page for a change": (COMMENT, {**JSON, "Accept": "text/html"}, BODY, {201}),
    # methods
    "HEAD of a record": ("HEAD /people/PERSON", {}, None, {200}),
    "HEAD of a list": ("HEAD /entities", {}, None, {200}),
    "HEAD of our own": ("HEAD /session", {}, None, {200}),
    "HEAD of a stream": ("HEAD /events/stream", {}, None, {200}),
    "HEAD of nothing": ("HEAD /people/none", {}, None, {404, 422}),
    "HEAD of a verb": ("HEAD /campaigns/CAMPAIGN/launch", {}, None, {405}),
    "OPTIONS of a record": ("OPTIONS /people/PERSON", {}, None, {204}),
    "OPTIONS of nothing": ("OPTIONS /people/a/b/c", {}, None, {404}),
    "PUT of a record": ("PUT /people/PERSON", JSON, b"{}", {405}),
    "a method in a header": ("POST /people/PERSON", {**JSON, "X-HTTP-Method-Override": "PATCH"}, b"{}", {405}),
    "TRACE": ("TRACE /people/PERSON", {}, None, {405}),
    # keys
    "no key": (COMMENT, {**JSON, "Idempotency-Key": ""}, BODY, {422}),
    "a key of 256": (COMMENT, {**JSON, "Idempotency-Key": "k" * 256}, BODY, {422}),
}


@pytest.mark.parametrize("name", CALLS)
async def test_a_call_is_answered_as_it_deserves_and_a_refusal_says_why(platform: Whole, places: dict[str, str], name: str) -> None:
    call, headers, body, statuses = CALLS[name]
    answer = await ask(await platform.as_person(), places, call, headers, body)
    assert answer.status_code in statuses, answer.text
    if call.startswith("HEAD "):
        assert answer.content == b""
    elif answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
    if answer.status_code in (204, 405):
        assert "OPTIONS" in answer.headers["allow"]


async def test_a_query_of_which_nothing_is_left_finds_nobody(platform: Whole, places: dict[str, str]) -> None:
    for q in ("%F0%9F%98%80", "%D9%80%D9%80", "%ff%fe"):
        assert (await ask(await platform.as_person(), places, f"GET /people?q={q}", {}, None)).json().get("items", []) == []


@pytest.mark.parametrize("method", ["OPTIONS", "PROPFIND", "HEAD"])
async def test_a_calendar_program_asks_for_a_feed_without_a_session(platform: Whole, places: dict[str, str], method: str) -> None:
    answer = await ask(await platform.client(), places, f"{method} /calendar-feeds/FEED", {}, None)
    assert answer.status_code == {"OPTIONS": 204, "PROPFIND": 405, "HEAD": 200}[method]
    assert method == "HEAD" or answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("call", ["GET /events/stream?after=999999999999999", "GET /events/stream"])
async def test_a_stream_tells_who_stands_ahead_of_the_log(platform: Whole, places: dict[str, str], call: str) -> None:
    answer = await ask(await platform.as_person(), places, call, {} if "?" in call else {"Last-Event-ID": "9" * 20}, None)
    assert answer.status_code == 200
    assert "event: gap" in answer.text


async def test_a_pull_ahead_of_the_log_is_led_back_to_its_end(platform: Whole, places: dict[str, str]) -> None:
    answer = (await ask(await platform.as_person(), places, "GET /events?after=999999999999999", {}, None)).json()
    assert answer["gap"]["reason"] == "ahead"
    assert answer["next"] == answer["gap"]["last"] < 999_999_999_999_999


async def test_an_arabic_key_makes_one_record(platform: Whole, places: dict[str, str]) -> None:
    me = await platform.as_person()
    first, again = [await ask(me, places, COMMENT, {**JSON, "Idempotency-Key": "مفتاح"}, BODY) for _ in range(2)]
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize(
    ("header", "language"), [("en;q=.1, ar", "ar"), ("en;q=0.1,ar;q=0.2", "ar"), ("EN", "en"), ("fr, *;q=0.5", "ar"), ("ar;q=0, en", "en")]
)
async def test_the_language_is_the_one_that_is_preferred_however_it_is_written(
    platform: Whole, places: dict[str, str], header: str, language: str
) -> None:
    answer = await ask(await platform.as_person(), places, "GET /people/none", {"Accept-Language": header}, None)
    assert answer.headers["content-language"] == language


async def test_a_body_in_pieces_is_taken(platform: Whole, places: dict[str, str]) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield BODY[:5]
        yield BODY[5:]

    me = await platform.as_person()
    answer = await me.post(f"/api/v1/campaigns/{places['CAMPAIGN']}/comments", content=pieces(), headers=JSON)
    assert answer.status_code == 201
