"""What takes too long is refused or closed, and what is more than the server can hold."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from chassis.testing import eventually
from gateway.settings import Settings

from .conftest import Behind, Gateway, running
from .wire import WITHIN, ask, closed, connected, get, said

FEW = {"head_deadline": 0.3, "body_deadline": 0.3, "idle_timeout": 0.3}


@pytest_asyncio.fixture(loop_scope="session")
async def hasty(settings: Settings) -> AsyncIterator[Gateway]:
    """A gateway with short deadlines."""
    async with running(settings.model_copy(update=FEW)) as found:
        yield found


async def drip(writer: asyncio.StreamWriter, content: bytes) -> None:
    """Send for ever, a byte now and then."""
    writer.write(content)
    async with asyncio.timeout(WITHIN):
        await eventually(partial(writer.write, b"a"), within=WITHIN, every=0.02)  # which answers nothing, and so never comes true


@asynccontextmanager
async def dripping(writer: asyncio.StreamWriter, content: bytes) -> AsyncIterator[None]:
    task = asyncio.create_task(drip(writer, content))
    try:
        yield
    finally:
        task.cancel()


async def test_a_slow_head_is_refused_however_steadily_it_drips(hasty: Gateway) -> None:
    async with connected(hasty.url) as (reader, writer), dripping(writer, b"GET / HTTP/1.1\r\nX: "):
        assert (await said(reader))[0] == 408
        assert await closed(reader)


@pytest.mark.parametrize("path", ["/api/v1/campaigns", "/api/v1/session", "/api/v1/token", "/api/v1/service-accounts"])
@pytest.mark.parametrize("line", ["Content-Length: 100000", "Transfer-Encoding: chunked"])
async def test_a_slow_body_is_ended_whoever_was_to_read_it(hasty: Gateway, behind: Behind, path: str, line: str) -> None:
    await hasty.sign_in()
    cookie = f"Cookie: session={hasty.client.cookies['session']}"
    chunk = "" if line.startswith("Content") else "ffff\r\n"
    sent = get(cookie, line, "Sec-Fetch-Site: same-origin", "Content-Type: application/json", path=path).replace(b"GET", b"POST", 1)
    before = len(behind.asked)
    async with connected(hasty.url) as (reader, writer), dripping(writer, sent + chunk.encode()):
        assert (await said(reader))[0] in (408, 422)
        assert await closed(reader)
    assert len(behind.asked) == before


async def test_a_body_that_goes_on_after_its_answer_keeps_no_connection(hasty: Gateway) -> None:
    sent = get("Content-Length: 100000").replace(b"GET", b"POST", 1)
    async with connected(hasty.url) as (reader, writer), dripping(writer, sent):
        assert (await said(reader))[0] == 403
        assert await closed(reader)


@pytest.mark.parametrize("sent", [b"", b"\r\n", get(path="/healthz")], ids=["nothing", "an empty line", "after an answer"])
async def test_a_connection_that_lies_idle_is_closed(hasty: Gateway, sent: bytes) -> None:
    async with connected(hasty.url) as (reader, writer):
        writer.write(sent)
        if len(sent) > 2:
            assert (await said(reader))[0] == 200
        assert await closed(reader)


async def test_an_answer_that_nobody_reads_does_not_stay_for_ever(settings: Settings, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, b"y" * 30_000_000)
    async with running(settings.model_copy(update={"unread_timeout": 0.3})) as gateway:
        await gateway.sign_in()
        asked = get(f"Cookie: session={gateway.client.cookies['session']}", path="/api/v1/campaigns")
        await gateway.client.aclose()
        with socket.create_connection((urlsplit(gateway.url).hostname, urlsplit(gateway.url).port)) as deaf:
            deaf.sendall(asked)
            await eventually(lambda: any(seen["path"] == "/campaigns" for seen in behind.asked), within=WITHIN)
            await eventually(lambda: not gateway.server.server_state.connections, within=WITHIN)


async def test_a_long_request_and_a_stream_outlive_every_deadline(hasty: Gateway, behind: Behind) -> None:
    await hasty.sign_in()
    cookie = f"Cookie: session={hasty.client.cookies['session']}"
    async with connected(hasty.url) as (reader, writer):
        writer.write(get(cookie, path="/api/v1/events/stream"))
        await reader.readuntil(b"\r\n\r\n")
        for _ in range(2):  # idle connections beside it come and go
            async with connected(hasty.url) as (other, _):
                assert await closed(other)
        behind.events.put_nowait(b"id: 1\ndata: {}\n\n")
        async with asyncio.timeout(WITHIN):
            assert b"id: 1" in await reader.readuntil(b"\n\n")


# ---- more than it can hold ----


async def test_when_full_the_longest_idle_connection_makes_room_and_no_other(settings: Settings, behind: Behind) -> None:
    behind.held.add("/campaigns")
    async with running(settings.model_copy(update={"max_connections": 3})) as gateway:
        await gateway.sign_in()
        cookie = f"Cookie: session={gateway.client.cookies['session']}"
        await gateway.client.aclose()
        async with connected(gateway.url) as busy, connected(gateway.url) as first, connected(gateway.url) as second:
            busy[1].write(get(cookie, path="/api/v1/campaigns"))
            for reader, writer in (first, second):
                writer.write(get(path="/healthz"))
                assert (await said(reader))[0] == 200
            async with connected(gateway.url) as third:
                third[1].write(get(path="/healthz"))
                assert (await said(third[0]))[0] == 200
                assert await closed(first[0])
                second[1].write(get(path="/healthz"))
                assert (await said(second[0]))[0] == 200
                assert not busy[0].at_eof()


async def test_when_full_of_requests_under_way_one_more_is_asked_to_wait(settings: Settings, behind: Behind) -> None:
    behind.held.add("/campaigns")
    async with running(settings.model_copy(update={"max_connections": 2})) as gateway:
        await gateway.sign_in()
        asked = get(f"Cookie: session={gateway.client.cookies['session']}", path="/api/v1/campaigns")
        await gateway.client.aclose()
        async with connected(gateway.url) as one, connected(gateway.url) as two:
            for _, writer in (one, two):
                writer.write(asked)
            await eventually(lambda: [seen["path"] for seen in behind.asked].count("/campaigns") == 2, within=WITHIN)
            status, headers, _ = await ask(gateway.url, get(path="/healthz"))
            assert (status, headers["connection"]) == (503, ["close"])
