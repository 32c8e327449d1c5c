"""Bytes on the wire, against the server that runs: what is refused before anybody is asked, and what is closed."""

import pytest

from .conftest import Gateway
from .test_door import EVERYWHERE
from .wire import ask, closed, connected, get, said

# ---- requests that can be read in two ways ----

TWICE = (
    "Authorization: Bearer shb_x",
    "Host: 127.0.0.1",
    "Cookie: session=a",
    'If-Match: "1"',
    'If-None-Match: "1"',
    "Idempotency-Key: k",
    "Content-Type: application/json",
    "Origin: http://127.0.0.1",
    "Sec-Fetch-Site: same-origin",
    "Last-Event-ID: 5",
    "Content-Length: 0",
    "Transfer-Encoding: chunked",
)


@pytest.mark.parametrize("line", TWICE)
async def test_a_header_that_decides_and_comes_twice_is_refused(gateway: Gateway, line: str) -> None:
    name, _, value = line.partition(": ")
    for second in (line, f"{name.upper()}: {value}", f"{name}: other"):
        status, headers, _ = await ask(gateway.url, get(line, second, host="" if name == "Host" else "Host: 127.0.0.1"))
        assert (status, headers["content-type"]) == (400, ["application/problem+json"])


@pytest.mark.parametrize(
    "target",
    ["http://evil.example/api/v1/session", "https://evil.example:443/", "HTTP://127.0.0.1.evil.example/", "http://u@127.0.0.1/", "http:///x",
     "http://127.0.0.1:1/api/v1/session", "*", "127.0.0.1:80", "ftp://127.0.0.1/"],
)  # fmt: skip
async def test_an_absolute_address_of_another_host_is_refused(gateway: Gateway, target: str) -> None:
    status, headers, _ = await ask(gateway.url, get(path=target))
    assert (status, headers["content-type"]) == (400, ["application/problem+json"])


async def test_an_absolute_address_of_the_very_host_is_its_path(gateway: Gateway) -> None:
    assert (await ask(gateway.url, get(path="http://127.0.0.1/api/v1/session")))[0] == 401
    assert (await ask(gateway.url, get(path="http://127.0.0.1")))[0] == 200
    foreign = get(path="http://evil.example/api/v1/session", host="Host: evil.example")
    assert (await ask(gateway.url, foreign))[0] == 400


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
        ("Content-Length: 4, 4",),
        ("Content-Length: +4",),
        ("Content-Length: 0x4",),
        ("Content-Length: 4 4",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding : chunked",),
        ("X: a", " Transfer-Encoding: chunked"),
        ("Connection: Upgrade", "Upgrade: h2c", "Content-Length: 4"),
        ("Connection: Upgrade", "Upgrade: websocket", "Transfer-Encoding: chunked"),
        ("Host: 127.0.0.1 ", "Host : 127.0.0.1"),
        ("X-Nul: a\x00b",),
    ],
)
async def test_framing_that_two_readers_could_see_in_two_ways_is_refused_and_nothing_behind_it_is_answered(
    gateway: Gateway, lines: tuple[str, ...]
) -> None:
    async with connected(gateway.url) as (reader, writer):
        writer.write(get(*lines).replace(b"GET", b"POST", 1) + b"0\r\n\r\n" + get(path="/healthz"))
        assert (await said(reader))[0] == 400
        assert await closed(reader)


async def test_what_is_no_http_is_refused_in_our_form(gateway: Gateway) -> None:
    status, headers, body = await ask(gateway.url, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
    assert (status, headers["content-type"]) == (400, ["application/problem+json"])
    assert b"unreadable-request" in body


# ---- heads too large ----


async def test_heads_within_the_bounds_are_answered(gateway: Gateway) -> None:
    for lines in (
        [f"X-{number}: 1" for number in range(99)],
        [f"X-Long: {'a' * 16_000}"],
        [f"X-{number}: {'a' * 15_000}" for number in range(4)],
    ):
        assert (await ask(gateway.url, get(*lines)))[0] == 401
    assert (await ask(gateway.url, get(path="/api/v1/people?" + "q" * 16_000)))[0] == 401


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (get(*[f"X-{number}: 1" for number in range(100)]), 431),
        (get(f"X-Long: {'a' * 16_384}"), 431),
        (get(f"{'X' * 16_384}: a"), 431),
        (get(*[f"X-{number}: {'a' * 15_000}" for number in range(5)]), 431),
        (get(path="/api/v1/session?" + "q" * 16_400), 414),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 3_000_000, 431),
        (b"GET /" + b"a" * 3_000_000, 414),
        (b"\r\n" * 40_000, 431),
    ],
    ids=["fields", "line", "name", "all", "address", "endless line", "endless address", "empty lines"],
)  # fmt: skip
async def test_a_head_beyond_the_bounds_is_refused_in_words(gateway: Gateway, content: bytes, status: int) -> None:
    async with connected(gateway.url) as (reader, writer):
        writer.write(content)
        found, headers, body = await said(reader)
        assert (found, headers["content-type"], headers["connection"]) == (status, ["application/problem+json"], ["close"])
        assert b'"title"' in body
        assert await closed(reader)


async def test_the_end_of_a_body_in_chunks_has_the_bounds_of_a_head(gateway: Gateway) -> None:
    lines = ("Transfer-Encoding: chunked", "Sec-Fetch-Site: same-origin", "Content-Type: application/json")
    begun = get(*lines).replace(b"GET", b"POST", 1) + b"1\r\n{\r\n0\r\n"
    assert (await ask(gateway.url, begun + b"X: " + b"a" * 3_000_000))[0] == 431
    assert (await ask(gateway.url, begun + b"X: 1\r\n" * 200 + b"\r\n"))[0] == 431
    pieces = b"1\r\n \r\n" * 100_000
    assert (await ask(gateway.url, begun.removesuffix(b"0\r\n") + pieces + b"0\r\n\r\n"))[0] == 400, "small pieces are a body like any"


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_a_refusal_before_the_application_speaks_the_readers_language_with_every_security_header(
    gateway: Gateway, language: str
) -> None:
    status, headers, _ = await ask(gateway.url, get(f"Accept-Language: {language}", "Host: other"))
    assert (status, headers["content-language"]) == (400, [language])
    for name, value in EVERYWHERE.items():
        assert headers[name] == [value]


# ---- one connection, several requests ----


async def test_requests_sent_at_once_are_answered_in_order_up_to_the_one_that_is_refused(gateway: Gateway) -> None:
    async with connected(gateway.url) as (reader, writer):
        writer.write(get(path="/healthz") + get(path="/api/v1/nothing") + get("Host: 127.0.0.1") + get(path="/healthz"))
        assert [(await said(reader))[0] for _ in range(2)] == [200, 404]
        assert (await said(reader))[0] in (0, 400)
        assert await closed(reader)


async def test_an_upgrade_that_nobody_serves_is_answered_as_http_and_ends_the_connection(gateway: Gateway) -> None:
    async with connected(gateway.url) as (reader, writer):
        writer.write(get("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", path="/healthz") + get(path="/healthz"))
        assert (await said(reader))[0] == 200
        assert await closed(reader)
