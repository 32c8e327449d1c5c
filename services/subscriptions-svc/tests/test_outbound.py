"""No address that others choose leads inside, whatever it says and whatever its name resolves to."""

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from ssl import PROTOCOL_TLS_SERVER, SSLContext, create_default_context

import pytest
from aiohttp import web
from subscriptions_svc.deliveries.outbound import MOST_READ, Outbound, Unreachable, UrlNotAllowed, as_written, is_forbidden

Hook = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def no_lookup(_host: str, _port: int) -> list[str]:
    raise AssertionError("no name server may be asked")


def resolving(*answers: list[str]):
    """A name server that answers one thing after the other, then the last one for ever."""
    waiting = list(answers)

    async def lookup(_host: str, _port: int) -> list[str]:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return lookup


async def refusal(outbound: Outbound, url: str) -> str:
    with pytest.raises(UrlNotAllowed) as refused:
        await outbound.vet(url)
    return refused.value.because


@pytest.mark.parametrize(
    ("url", "because"),
    [
        ("http://hooks.example.com/x", "scheme"),
        ("ftp://hooks.example.com/x", "scheme"),
        ("file:///etc/passwd", "form"),
        ("hooks.example.com", "form"),
        ("https://hooks.example.com/a b", "form"),
        ("https://hooks.example.com\\@127.0.0.1/", "form"),
        ("https://hooks.example.com/#part", "form"),
        ("https://hooks.example.com:99999/", "form"),
        ("https://" + "a" * 2_100, "form"),
        ("https://user:word@hooks.example.com/", "userinfo"),
        ("https://hooks.example.com:8443/", "port"),
        ("https://localhost/", "host"),
        ("https://store.internal/", "host"),
        ("https://mongod/", "host"),
        ("https://0x7f.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://127.0.0.1/", "address"),
        ("https://[::1]/", "address"),
        ("https://[::ffff:127.0.0.1]/", "address"),
    ],
)
async def test_the_form_of_a_url_is_judged_without_asking_a_name_server(url: str, because: str) -> None:
    assert await refusal(Outbound(lookup=no_lookup), url) == because


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "168.63.129.16", "192.0.2.7", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "64:ff9b::7f00:1"),
        *("::ffff:10.0.0.1", "2002:7f00:1::", "2001:db8::1", "2606:4700::5efe:7f00:1", "fe80::1%eth0", "not an address"),
    ],
)
def test_what_is_not_public_is_forbidden(address: str) -> None:
    assert is_forbidden(address)
    assert address in {"127.0.0.1", "::1"} or is_forbidden(address, loopback=True)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "2606:4700::1111"])
def test_what_is_public_is_allowed(address: str) -> None:
    assert not is_forbidden(address)


async def test_one_private_address_among_public_ones_spoils_the_name() -> None:
    assert await refusal(Outbound(lookup=resolving(["8.8.8.8", "10.0.0.5"])), "https://hooks.example.com/") == "address"


async def test_a_name_without_an_address_is_refused() -> None:
    async def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    assert await refusal(Outbound(lookup=nowhere), "https://hooks.example.com/") == "unresolvable"
    assert await refusal(Outbound(lookup=resolving([])), "https://hooks.example.com/") == "unresolvable"


async def test_a_name_that_moves_inside_after_it_was_saved_is_refused_at_the_connection() -> None:
    outbound = Outbound(lookup=resolving(["8.8.8.8"], ["127.0.0.1"]))
    await outbound.vet("https://hooks.example.com/")
    with pytest.raises(UrlNotAllowed):
        await outbound.post("https://hooks.example.com/", b"{}", {})
    await outbound.close()


async def test_loopback_opens_this_machine_and_nothing_else() -> None:
    local = Outbound(loopback=True, lookup=resolving(["10.0.0.5"]))
    assert str(local.check("http://127.0.0.1:9000/hook")) == "http://127.0.0.1:9000/hook"
    assert await refusal(local, "http://hooks.example.com/") == "scheme"
    assert await refusal(local, "https://hooks.example.com/") == "address"
    assert await refusal(local, "https://192.168.0.1/") == "address"


# ---- answers ----


@pytest.fixture
async def listen() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """`await listen(hook)`: a server on this machine; its address."""
    runners: list[web.AppRunner] = []

    async def start(hook: Hook, tls: SSLContext | None = None) -> str:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", hook)
        runners.append(runner := web.AppRunner(app, shutdown_timeout=0.1))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        return f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}/hook"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def outbound() -> AsyncIterator[Outbound]:
    found = Outbound(loopback=True)
    yield found
    await found.close()


async def test_the_answer_comes_back_with_status_headers_and_body(listen, outbound: Outbound) -> None:
    async def hook(request: web.Request) -> web.Response:
        return web.Response(status=202, body=await request.read(), headers={"X-Said": request.headers["X-Say"]})

    answer = await outbound.post(await listen(hook), b"hello", {"X-Say": "yes"})
    assert (answer.status, answer.headers["x-said"], answer.body) == (202, "yes", b"hello")


async def test_a_redirect_is_an_answer_not_a_way(listen, outbound: Outbound) -> None:
    asked = []

    async def hook(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    assert (await outbound.post(await listen(hook), b"", {})).status == 302
    assert asked == ["/hook"]


async def test_no_more_than_64_kb_of_an_endless_answer_are_read(listen, outbound: Outbound) -> None:
    async def hook(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)

    assert len((await outbound.post(await listen(hook), b"", {})).body) == MOST_READ


async def test_a_receiver_that_does_not_answer_in_time_is_unreachable(listen, outbound: Outbound) -> None:
    async def hook(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(Unreachable, match="timeout"):
        await outbound.post(await listen(hook), b"", {}, total=0.1)


async def test_nobody_listening_is_unreachable(outbound: Outbound) -> None:
    with pytest.raises(Unreachable, match="no connection"):
        await outbound.post("http://127.0.0.1:1/hook", b"", {})


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("tls")
    key, chain = str(folder / "key.pem"), str(folder / "chain.pem")
    name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", *name]
    subprocess.run([*made, "-keyout", key, "-out", chain], check=True, capture_output=True)
    return chain, key


async def test_a_certificate_is_checked(listen, outbound: Outbound, certificate: tuple[str, str]) -> None:
    async def hook(_: web.Request) -> web.Response:
        return web.Response(status=204)

    server = SSLContext(PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*certificate)
    url = await listen(hook, server)
    with pytest.raises(Unreachable, match="certificate"):
        await outbound.post(url, b"", {})
    trusting = Outbound(loopback=True, tls=create_default_context(cafile=certificate[0]))
    assert (await trusting.post(url, b"", {})).status == 204
    await trusting.close()


# ---- what receivers do that they should not ----


@pytest.fixture
async def raw() -> AsyncIterator[Callable[[bytes], Awaitable[str]]]:
    """`await raw(answer)`: the address of a server that answers every request with these bytes, and keeps the connection."""
    servers: list[asyncio.Server] = []

    async def start(answer: bytes) -> str:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                while head := await reader.readuntil(b"\r\n\r\n"):
                    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
                    await reader.readexactly(int(length.partition(b":")[2]))
                    writer.write(answer.replace(b"TARGET", head.split(b" ")[1]))
                    await writer.drain()
            writer.close()

        servers.append(await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**20))
        return f"http://127.0.0.1:{servers[-1].sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


MANY = b"".join(b"X-%d: %d\r\n" % (number, number) for number in range(600))


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello", 204),
        (b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 204),
        (b"HTTP/1.1 204 No Content\r\n\r\n<html>", 204),
        (b"HTTP/1.1 204 No Content\r\n" + MANY + b"\r\n", 204),
        (b"HTTP/1.1 204 No Content\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n", 204),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 204),
        (b"HTTP/1.1 204 No Content\r\nX-Served-By: caf\xe9\r\n\r\n", 204),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nlie", 200),
    ],
)
async def test_an_odd_answer_is_taken_as_curl_takes_it_each_time(raw, outbound: Outbound, answer: bytes, status: int) -> None:
    url = await raw(answer)
    for _ in range(3):
        assert (await outbound.post(f"{url}/hook", b"{}", {})).status == status


async def test_what_can_be_read_in_two_ways_is_no_answer(raw, outbound: Outbound) -> None:
    url = await raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok")
    with pytest.raises(Unreachable):
        await outbound.post(url, b"{}", {})


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/hook?a=%2F&b=%7e&c=+&d=[x]", "/hook?a=%2F&b=%7e&c=+&d=[x]"),
        ("/hook?q=أحمد", "/hook?q=%D8%A3%D8%AD%D9%85%D8%AF"),
        ("/hook?q=%D8%A3", "/hook?q=%D8%A3"),
        ("/خطاف/%41", "/%D8%AE%D8%B7%D8%A7%D9%81/%41"),
        ("/a/../b/./c//d", "/a/../b/./c//d"),
        ("/Hook;p=1?q='x'&r=%zz", "/Hook;p=1?q='x'&r=%zz"),
        ("?q=1", "/?q=1"),
        ("", "/"),
    ],
)
async def test_an_address_is_asked_for_byte_for_byte_as_it_was_written(raw, outbound: Outbound, written: str, asked: str) -> None:
    url = await raw(b"HTTP/1.1 200 OK\r\nX-Target: TARGET\r\nContent-Length: 0\r\n\r\n")
    assert (await outbound.post(url + written, b"{}", {})).headers["x-target"] == asked


@pytest.mark.parametrize(
    ("url", "because"),
    [
        ("https://[2606:2800:220:1::1]/hook", None), ("https://1.1.1.1/hook", None), ("https://EXAMPLE.com:443/Hook", None),
        ("https://[fe80::1%25eth0]/hook", "address"), ("https://example.com/hook#part", "form"),
    ],
)  # fmt: skip
def test_addresses_as_people_write_them_are_judged_by_where_they_lead(url: str, because: str | None) -> None:
    outbound = Outbound()
    if because is None:
        assert as_written(outbound.check(url), url).host == outbound.check(url).host
    else:
        with pytest.raises(UrlNotAllowed) as refused:
            outbound.check(url)
        assert refused.value.because == because
