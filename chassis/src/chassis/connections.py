"""What a server refuses of a connection before any application is asked: heads too large or too slow, requests that can be read in two
ways, bodies that do not come, connections that lie idle, and more connections than it can hold.

A subclass of uvicorn's protocol on httptools. Bytes are counted before they are parsed, for the parser keeps what it has not understood
yet; deadlines are looked after by one timer for all connections, so that a request costs none.
"""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from chassis.errors import DomainError
from chassis.problems import language_of, problem
from chassis.refusals import AddressTooLong, AmbiguousRequest, HeadTooLarge, RequestTooSlow, TooManyConnections, UnreadableRequest

MOST_FRAMING = 9  # bytes on the wire for each of a body that comes in chunks of one
Pairs = Sequence[tuple[bytes, bytes]]
_ABSOLUTE = re.compile(rb"https?://([^/?#]*)", re.IGNORECASE)
_ONCE = frozenset(
    (
        b"host", b"authorization", b"content-length", b"transfer-encoding", b"content-type", b"cookie", b"origin", b"sec-fetch-site",
        b"if-match", b"if-none-match", b"idempotency-key", b"last-event-id", b"expect", b"traceparent",
    )
)  # fmt: skip


class Phase(Enum):
    """What of a request is being read."""

    IDLE = "idle"
    HEAD = "head"
    BODY = "body"


@dataclass(frozen=True)
class Bounds:
    """How much, in bytes and pieces, and for how long, in seconds. `headers` are those of answers that no application gave."""

    line: int = 16_384
    head: int = 65_536
    fields: int = 100
    head_within: float = 10
    body_within: float = 20
    idle: float = 15
    unread: float = 30
    linger: float = 2
    connections: int = 4_096
    headers: Pairs = ()

    @property
    def every(self) -> float:
        """How often deadlines are looked after."""
        return min(1.0, self.head_within / 4, self.body_within / 4, self.idle / 4, self.unread / 4, self.linger / 2)


class Watch:
    """Looks after the deadlines of one server's connections for as long as there are any."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._next: asyncio.TimerHandle | None = None

    def begin(self, connections: "set[Any]", loop: asyncio.AbstractEventLoop) -> None:
        """Look soon, unless that is planned already."""
        if self._next is None:
            self._next = loop.call_later(self.bounds.every, self._look, connections, loop)

    def _look(self, connections: "set[Any]", loop: asyncio.AbstractEventLoop) -> None:
        self._next = None
        for one in list(connections):
            one.check(loop.time())
        if connections:
            self.begin(connections, loop)


def within(bounds: Bounds) -> "type[asyncio.Protocol]":
    """The protocol of one server, as uvicorn's `http` takes it."""
    return cast("type[asyncio.Protocol]", partial(Connection, watch=Watch(bounds)))


class Connection(HttpToolsProtocol):
    """One connection within bounds."""

    def __init__(self, *, watch: Watch, **given: Any) -> None:
        super().__init__(**given)
        self.bounds, self._watch = watch.bounds, watch
        self._phase, self._since, self._answered = Phase.IDLE, self.loop.time(), 0.0
        self._head, self._heads, self._fields, self._framing = 0, 0, 0, 0
        self._refusal: DomainError | None = None
        self._unread_since: float | None = None
        self._over: float | None = None

    # ---- a connection comes ----

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Make room by closing what lies idle longest; without any such, refuse."""
        super().connection_made(transport)
        self._watch.begin(self.connections, self.loop)
        if len(self.connections) > self.bounds.connections and not self._make_room():
            self._say(TooManyConnections())

    def _make_room(self) -> bool:
        others = [one for one in self.connections if isinstance(one, Connection) and one is not self and not one.transport.is_closing()]
        idle = [one for one in others if one.at_rest] or [one for one in others if one._phase is Phase.HEAD and not one.answering]
        if len(others) < self.bounds.connections:
            return True
        if idle:
            min(idle, key=lambda one: one.quiet_since).close()
        return bool(idle)

    @property
    def answering(self) -> bool:
        """Whether a request waits for its answer."""
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def at_rest(self) -> bool:
        """Whether nothing is asked and nothing is under way."""
        return self._phase is Phase.IDLE and not self.answering

    @property
    def quiet_since(self) -> float:
        """When the last thing happened here."""
        return max(self._since, self._answered)

    def close(self) -> None:
        """Close; what was written still goes out."""
        self._over = self.loop.time()
        self.transport.close()

    # ---- bytes come ----

    def data_received(self, data: bytes) -> None:
        """Parse no more of a head than is allowed, and of what frames a body no more than it needs."""
        while data and self._over is None:
            heads, in_body = self._heads, self._phase is Phase.BODY
            room = len(data) if in_body else max(1, self.bounds.head - self._head)
            piece, data = data[:room], data[room:]
            self._head, self._framing = (0, self._framing + len(piece)) if in_body else (self._head + len(piece), 0)
            super().data_received(piece)
            if self._heads != heads:
                self._head = 0
            if max(self._head, self._framing) >= self.bounds.head and self._over is None:
                self._refuse(HeadTooLarge())

    def on_body(self, body: bytes) -> None:
        self._framing -= MOST_FRAMING * len(body)
        super().on_body(body)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._phase, self._since, self._fields = Phase.HEAD, self.loop.time(), 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.bounds.line:
            self._fail(AddressTooLong())

    def on_header(self, name: bytes, value: bytes) -> None:
        self._fields += 1
        if self._fields > self.bounds.fields or len(name) + len(value) > self.bounds.line:
            self._fail(HeadTooLarge())
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Raise, and with it refuse, what two readers could understand in two ways."""
        self._heads += 1
        names = [name for name, _ in self.headers if name in _ONCE]
        if len(names) != len(set(names)):
            self._fail(AmbiguousRequest())
        if self.url[:1] != b"/":
            self._origin_form(dict(self.headers).get(b"host", b""))
        upgrade = self.parser is not None and self.parser.should_upgrade()
        if upgrade and (b"content-length" in names or b"transfer-encoding" in names):
            self._fail(AmbiguousRequest())
        super().on_headers_complete()
        self._phase, self._since = Phase.BODY, self.loop.time()
        if upgrade:
            self.cycle.keep_alive = False  # what follows is not parsed any more

    def _origin_form(self, host: bytes) -> None:
        """An absolute address is taken when it names the very host that the header names (RFC 9112, 3.2.2)."""
        found = _ABSOLUTE.match(self.url)
        if found is None or found[1].lower() != host.strip().lower():
            self._fail(AmbiguousRequest())
            return
        self.url = self.url[found.end() :] or b"/"
        self.url = self.url if self.url.startswith(b"/") else b"/" + self.url

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._phase, self._since = Phase.IDLE, self.loop.time()

    def on_response_complete(self) -> None:
        self._answered = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        self._unread_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        self._unread_since = None
        super().resume_writing()

    # ---- time passes ----

    def check(self, now: float) -> None:
        """Close or refuse what has taken too long."""
        bounds = self.bounds
        heard = self._over is not None and not self.answering and now - self._over > bounds.linger
        if heard or (self._unread_since is not None and now - self._unread_since > bounds.unread):
            self.transport.abort()
        elif self._over is not None or self.transport.is_closing():
            return
        elif self._phase is Phase.HEAD and now - self._since > bounds.head_within:
            self._refuse(RequestTooSlow())
        elif self._phase is Phase.BODY:
            self._check_body(now)
        elif self.at_rest and now - self.quiet_since > bounds.idle:
            self.close()

    def _check_body(self, now: float) -> None:
        """A body that goes on after its answer is heard for a moment, so that its sender can read the answer."""
        if self.answering:
            if now - self._since > self.bounds.body_within:
                self._refuse(RequestTooSlow())
        elif now - self._answered > self.bounds.linger:
            self.close()

    # ---- refusals ----

    def _fail(self, refusal: DomainError) -> None:
        """End the parsing: what is raised in a callback reaches send_400_response."""
        self._refusal = refusal
        raise ValueError(refusal.code)

    def send_400_response(self, msg: str) -> None:
        """uvicorn's answer to what it cannot parse, in our form."""
        self._refuse(self._refusal or UnreadableRequest())

    def _refuse(self, refusal: DomainError) -> None:
        """Say why and close. Answers to earlier requests come first and end it; one whose own body fails is cut off."""
        if self._over is not None:
            return
        self._over = self.loop.time()
        if not self.answering:
            self._say(refusal)
        elif self._phase is not Phase.BODY:
            self.cycle.keep_alive = False
        elif self.cycle.response_started or self.pipeline:
            self.transport.close()
        else:
            self._say(refusal)

    def _say(self, refusal: DomainError) -> None:
        """Write the answer and hear the rest for a moment: closed at once, the sender would get a reset instead of it."""
        self._over = self.loop.time()
        given: Mapping[bytes, bytes] = dict(self.headers or ())
        language = language_of(given.get(b"accept-language", b"").decode("latin-1"))
        body = json.dumps(problem(refusal, language=language, instance=""), ensure_ascii=False).encode()
        told = [
            *self.bounds.headers,
            (b"content-type", b"application/problem+json"),
            (b"content-language", language.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in told)
        if self.answering:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self.cycle.response_complete = True
        self.flow.resume_reading()
        self.transport.write(STATUS_LINE[refusal.status] + lines + b"\r\n" + body)
        self.transport.write_eof()
