"""A body means one thing or is refused in words that say why."""

import json
from typing import Any

import httpx2
import pytest
from chassis.application import create_app
from chassis.auth import Actor, Policy, signed_in
from chassis.bodies import MalformedRequest, parse
from chassis.http import Body, IfMatch, Router
from chassis.settings import ServiceSettings
from chassis.testing import Client, Tokens
from hypothesis import given
from hypothesis import strategies as st

READER = Actor("reader", "person", "D01")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a": 1, "a": 2}', "a name comes twice"),
        (b'{"b": {"a": 1, "a": 1}}', "a name comes twice"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
        ('{"a": 1}'.encode("utf-16-le"), "UTF-8"),
        ('{"a": 1}'.encode("utf-16-be"), "UTF-8"),
        ('{"a": 1}'.encode("utf-32"), "UTF-8"),
        ('{"a": "é"}'.encode("latin-1"), "UTF-8"),
        (b'{"a": "\\u0000"}', "characters that cannot be kept"),
        (b'{"\\u0000": 1}', "characters that cannot be kept"),
        (b'{"a": "\\\\\\u0000"}', "characters that cannot be kept"),
        (b'{"a": "\\ud800"}', "characters that cannot be kept"),
        (b'{"a": ["x", "\\uDFFF\\uD800"]}', "characters that cannot be kept"),
        (b'{"a": "\x00"}', "not valid JSON"),
        (b'{"a": "\x0b"}', "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a": NaN}', "a number that"),
        (b'{"a": -Infinity}', "a number that"),
        (b'{"a": 1e400}', "a number that"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a number that"),
        (b'{"a": 1,}', "not valid JSON"),
        (b"{'a': 1}", "not valid JSON"),
        (b'{"a": 1} {"a": 2}', "not valid JSON"),
        (b"", "not valid JSON"),
    ],
)
def test_what_means_nothing_or_two_things_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(MalformedRequest, match=reason):
        parse(body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'{"a": "\\\\u0000"}', {"a": "\\u0000"}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        (b'{"a": "\\u000b"}', {"a": "\x0b"}),
        (b'[{"a": 1}, {"a": 1}]', [{"a": 1}, {"a": 1}]),
        (b' {"a": 1.5e3} \n', {"a": 1500.0}),
    ],
)
def test_what_means_one_thing_is_read(body: bytes, value: Any) -> None:
    assert parse(body) == value


texts = st.text().map(lambda text: text.replace("\0", ""))
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values, st.booleans())
def test_whatever_a_program_writes_is_read_as_it_was_meant(value: Any, ascii_only: bool) -> None:
    assert parse(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "replace")) == json.loads(json.dumps(value))


class Thing(Body):
    name: str


@pytest.fixture
async def things(client: Client, tokens: Tokens) -> httpx2.AsyncClient:
    router = Router(Policy({"thing.write": signed_in()}))

    @router.post("/things", permission="thing.write", response_model=Thing)
    async def make_thing(body: Thing) -> Any:
        return body

    @router.get("/things", permission="thing.write")
    async def list_things(limit: int = 1) -> list[int]:
        return [limit]

    @router.post("/things/{thing}/pause", permission="thing.write", response_model=Thing)
    async def pause_thing(thing: str, expected: IfMatch) -> Any:
        return Thing(name=f"{thing} {expected}")

    settings = ServiceSettings(service="things-svc", internal_jwks=tokens.jwks())
    return await client(create_app(settings, title="Things", routers=[router]), headers=tokens.headers(READER, "things-svc"))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; charset=UTF-8", 200),
        ('application/json;charset="utf-8"', 200),
        ("application/json;odata.metadata=minimal", 200),
        ("application/merge-patch+json", 200),
        ("application/vnd.api+json", 200),
        ("application/json; charset=windows-1256", 415),
        ("application/json; charset=utf-16", 415),
        ("text/json", 415),
        ("text/plain;charset=UTF-8", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("json", 415),
        ("", 415),
    ],
)
async def test_a_body_is_json_by_its_content_type(things: httpx2.AsyncClient, kind: str, status: int) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = await things.post("/api/v1/things", content=b'{"name": "a"}', headers=headers)
    assert answer.status_code == status
    assert status == 200 or answer.json()["type"] == "/problems/unsupported-media-type"


async def test_a_verb_without_a_body_takes_whatever_a_program_sends_along(things: httpx2.AsyncClient) -> None:
    for kind, content in (("application/json", b"{}"), ("text/plain", b"x"), ("", b"")):
        headers = {"If-Match": '"7"', **({"Content-Type": kind} if kind else {})}
        assert (await things.post("/api/v1/things/1/pause", content=content, headers=headers)).json() == {"name": "1 7"}


@pytest.mark.parametrize(
    ("sent", "version"),
    [
        ('"7"', 7), ('W/"7"', 7), ('"7-gzip"', 7), ('W/"7-gzip"', 7), ('"7-br"', 7), ('"7--gzip"', 7), ('"7;gzip"', 7), ('"7", "7"', 7),
        ('"7", W/"7-gzip"', 7), ("*", None), ('"7", "8"', None), ('"7", *', None), ("7", None), ('"seven"', None), ("", None),
        ('"7",', None),
        ('"-7"', None), ('"7.0"', None), ('"٧"', None), ('"7777777777777"', None),
    ],
)  # fmt: skip
async def test_if_match_names_one_version_however_it_was_sent_on(things: httpx2.AsyncClient, sent: str, version: int | None) -> None:
    answer = await things.post("/api/v1/things/1/pause", headers=[("If-Match", sent.encode())])
    if version is None:
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "malformed-etag")
    else:
        assert answer.json() == {"name": f"1 {version}"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=2", None),
        ("limt=2", "unknown-parameter"),
        ("limit=2&limit=3", "repeated-parameter"),
        ("_=123", "unknown-parameter"),
        ("", None),
    ],
)
async def test_no_parameter_is_passed_over(things: httpx2.AsyncClient, query: str, code: str | None) -> None:
    answer = await things.get(f"/api/v1/things?{query}")
    assert answer.status_code == (422 if code else 200)
    assert code is None or [one["code"] for one in answer.json()["errors"]] == [code]


async def test_an_address_says_all_the_methods_that_it_takes(things: httpx2.AsyncClient) -> None:
    asked = await things.request("OPTIONS", "/api/v1/things")
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    refused = await things.put("/api/v1/things")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert (await things.request("OPTIONS", "/api/v1/nothing")).status_code == 404
