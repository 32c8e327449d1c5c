"""The one way out: requests to addresses that others chose, none of which may lead inside.

A URL's form is checked, then every address its name resolves to; the connection goes to exactly a checked address, with the name's SNI and
Host. Path and query are asked for byte for byte as they were written, letters beyond ASCII in percent. No redirects, no proxies, no
cookies, no decompression, at most 64 kB of the answer, and of its head as much as curl takes.
"""

import asyncio
import re
import socket
import string
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from chassis.errors import Invalid, Text, Unavailable
from opentelemetry import propagate
from opentelemetry.instrumentation.utils import suppress_http_instrumentation
from yarl import URL

LONGEST_URL = 2_048
MOST_READ = 64 * 1024
CONNECT, TOTAL = 5.0, 15.0
LONGEST_FIELD, MOST_FIELDS = 100 * 1024, 5_000
LOOKUPS_AT_ONCE = 32

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
Address = IPv4Address | IPv6Address

# The standard library's `is_global` lets several of these pass, so they are spelled out. In IPv6 only 2000::/3 is public at all.
PUBLIC_V6 = ip_network("2000::/3")
FORBIDDEN = [
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
        *("192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),  # the last: a cloud's metadata at a public address
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"),
    )
]
LOOPBACK = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
ISATAP = (0x00005EFE, 0x02005EFE)
_threads = ThreadPoolExecutor(LOOKUPS_AT_ONCE, thread_name_prefix="lookup")  # starts none before the first look-up
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
ORIGIN = re.compile(r"[^:/?#]+://[^/?]*")
HAS_CONTENT = re.compile(rb"\r\n(content-length: *[1-9]|transfer-encoding)", re.IGNORECASE)
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
INSIDE = frozenset({"localhost", "local", "internal", "intranet", "lan", "corp", "home", "arpa", "onion", "alt", "localdomain", "private"})

PLAIN = {  # the first that fits
    TimeoutError: "timeout",
    aiohttp.ClientConnectorCertificateError: "certificate",
    aiohttp.ClientSSLError: "tls",
    aiohttp.ClientConnectorError: "no connection",
    aiohttp.ServerDisconnectedError: "disconnected",
    OSError: "reset",
}
REASONS = {
    "form": Text("ليس عنوان ويب صحيحاً", "it is not a well-formed web address"),
    "scheme": Text("يلزم https", "it must begin with https"),
    "userinfo": Text("لا يُسمح باسم مستخدم أو كلمة مرور في العنوان", "it may hold no user name or password"),
    "port": Text("المنفذ غير مسموح", "the port is not allowed"),
    "host": Text("اسم المضيف غير مسموح", "the host name is not allowed"),
    "address": Text("يقود إلى شبكة داخلية أو خاصة", "it leads to an internal or private network"),
    "unresolvable": Text("تعذر العثور على عنوان لهذا الاسم", "no address was found for its name"),
}


class UrlNotAllowed(Invalid, ar=("عنوان غير مسموح", "لا يمكن الإرسال إلى هذا العنوان: {reason}.")):
    """Nothing can be sent to this address: {reason}."""

    def __init__(self, because: str) -> None:
        self.because = because
        super().__init__(reason=REASONS[because])


class Unreachable(Unavailable, ar=("تعذر الوصول إلى المستقبل", "تعذر الوصول إلى المستقبل: {reason}.")):
    """The receiver could not be reached: {reason}."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: header names in lower case, at most 64 kB of the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def is_forbidden(address: str, *, loopback: bool = False) -> bool:
    """Whether a request to this address would stay inside, or cannot be told. `loopback` opens 127.0.0.0/8 and ::1 and nothing else."""
    try:
        found: Address = ip_address(address)
    except ValueError:
        return True
    if loopback and any(found in network for network in LOOPBACK):
        return False
    if isinstance(found, IPv6Address) and (found not in PUBLIC_V6 or found.scope_id or (int(found) >> 32 & 0xFFFFFFFF) in ISATAP):
        return True
    return any(found in network for network in FORBIDDEN)


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """Every address of a name, in threads of its own: a dead name server must not stop other work. Raises OSError."""
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in await asyncio.get_running_loop().run_in_executor(_threads, ask)]


class Outbound:
    """The client; connections are kept per host name and port. Over https only port 443 is allowed.

    `loopback=True` (a local run, never production) also opens http and any port, but only on this machine.
    `lookup` and `tls` are for tests.
    """

    def __init__(self, *, loopback: bool = False, lookup: Lookup = system_lookup, tls: SSLContext | None = None) -> None:
        self._loopback = loopback
        self._lookup = lookup
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    def check(self, url: str) -> URL:
        """The URL, normal in form, if that is allowed. Raises UrlNotAllowed. Asks no name server."""
        target = _parsed(url)
        host, here = target.raw_host or "", self._loopback and _is_here(target.raw_host or "")
        if target.scheme not in (("https", "http") if here else ("https",)):
            raise UrlNotAllowed("scheme")
        if target.raw_user is not None or target.raw_password is not None or "@" in target.raw_authority:
            raise UrlNotAllowed("userinfo")
        if not here and target.port != 443:
            raise UrlNotAllowed("port")
        if not here:
            _check_host(host)
        return target

    async def vet(self, url: str) -> None:
        """The whole check without a request, for the moment a URL is saved. Raises UrlNotAllowed."""
        target = self.check(url)
        await self.addresses(target.raw_host or "", target.port or 443)

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Every address of the host; one bad one spoils all. Raises UrlNotAllowed."""
        try:
            async with asyncio.timeout(CONNECT):
                found = [host] if _literal(host) else await self._lookup(host, port)
        except (OSError, TimeoutError, UnicodeError) as error:
            raise UrlNotAllowed("unresolvable") from error
        if not found:
            raise UrlNotAllowed("unresolvable")
        if any(is_forbidden(address, loopback=self._loopback and _is_here(host)) for address in found):
            raise UrlNotAllowed("address")
        return found

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], *, total: float = TOTAL) -> Answer:
        """Send once, or twice when a kept connection turned out closed. The current trace goes along. Raises UrlNotAllowed, Unreachable."""
        target, carried = as_written(self.check(url), url), dict(headers)
        propagate.inject(carried)
        with suppress_http_instrumentation():  # it would write whole URLs, tokens and all, into spans
            try:
                async with asyncio.timeout(total):
                    try:
                        return await self._once(target, body, carried)
                    except aiohttp.ServerDisconnectedError:
                        return await self._once(target, body, carried)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                raise Unreachable(reason=_plain_reason(error)) from error

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session:
            await self._session.close()

    async def _once(self, target: URL, body: bytes, headers: Mapping[str, str]) -> Answer:
        async with self._opened().post(target, data=body, headers=headers, allow_redirects=False) as response:
            return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, await _read(response))

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver, tls = _Checked(self), self._tls or True
            connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=0, ssl=tls, socket_factory=self._socket)
            connector._factory = partial(_Tolerant, loop=asyncio.get_running_loop())  # type: ignore[assignment]  # one of its own kind
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_line_size=LONGEST_FIELD,
                max_field_size=LONGEST_FIELD,
                max_headers=MOST_FIELDS,
                trust_env=False,
                headers={"User-Agent": "Shabaka/1", "Accept-Encoding": "identity"},
            )
        return self._session

    def _socket(self, info: Any) -> socket.socket:
        """Called with the very address about to be connected to: nothing comes between this look and the connection."""
        if is_forbidden(str(info[4][0]), loopback=self._loopback):
            raise UrlNotAllowed("address")
        return socket.socket(info[0], info[1], info[2])


class _Tolerant(ResponseHandler):
    """Takes a 204 that has content, which it may not have (RFC 9110, 15.3.5), as one without, and asks nothing more on its connection."""

    def data_received(self, data: bytes) -> None:
        if data[9:12] == b"204" and data.startswith(b"HTTP/1."):
            head, end, rest = data.partition(b"\r\n\r\n")
            if rest or HAS_CONTENT.search(head):
                self.force_close()
                data = head + end
        super().data_received(data)


class _Checked(AbstractResolver):
    """The connector's resolver: it gives only addresses that passed."""

    def __init__(self, owner: Outbound) -> None:
        self._owner = owner

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        found = await self._owner.addresses(host, port)
        kinds = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in found]
        shared = {"hostname": host, "port": port, "proto": 0, "flags": socket.AI_NUMERICHOST}
        return [ResolveResult(host=address, family=kind, **shared) for address, kind in zip(found, kinds, strict=True)]

    async def close(self) -> None:
        return


def as_written(checked: URL, url: str) -> URL:
    """The checked URL with path and query in the very bytes that its owner wrote."""
    origin = ORIGIN.match(url)
    written = quote(url[origin.end() :].partition("#")[0] if origin else "", safe=string.printable)
    return URL(f"{checked.scheme}://{checked.raw_authority}{written if written.startswith('/') else f'/{written}'}", encoded=True)


def _parsed(url: str) -> URL:
    if len(url) > LONGEST_URL or not url.isprintable() or any(letter.isspace() or letter == "\\" for letter in url):
        raise UrlNotAllowed("form")
    try:
        target = URL(url)
        port = target.port
    except ValueError as error:
        raise UrlNotAllowed("form") from error
    if not target.scheme or not target.raw_host or port == 0 or target.raw_fragment:
        raise UrlNotAllowed("form")
    return target


def _check_host(host: str) -> None:
    if literal := _literal(host):
        if is_forbidden(str(literal)):
            raise UrlNotAllowed("address")
        return
    labels = host.lower().split(".")
    named = len(host) <= 253 and len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)
    if not named or NUMBER.fullmatch(labels[-1]) or labels[-1] in INSIDE:  # 0x7f.1 and the like are numbers to a resolver
        raise UrlNotAllowed("host")


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_here(host: str) -> bool:
    literal = _literal(host)
    return host == "localhost" if literal is None else any(literal in network for network in LOOPBACK)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(8_192):
        body += chunk
        if len(body) >= MOST_READ:
            response.close()
            break
    return bytes(body[:MOST_READ])


def _plain_reason(error: Exception) -> str:
    """A short English word for the log of attempts; never an address that only we can see."""
    return next((word for kind, word in PLAIN.items() if isinstance(error, kind)), "broken answer")
