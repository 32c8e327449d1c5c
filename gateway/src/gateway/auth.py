"""Who calls, whether the request may come from where it comes from, and the token that tells a service."""

import time
from collections.abc import Mapping

from chassis.auth import LONGEST, Actor, TokenSigner
from chassis.clock import Clock

from gateway.errors import CrossSiteRequest, InsufficientScope
from gateway.memory import Caller
from gateway.store import ACCESS, CAMPAIGNS_WRITE, SOURCES_WRITE, TOKEN, Accounts, Sessions

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
OWN_PAGES = frozenset(("same-origin", "none"))
RENEWED_BEFORE = 60
MOST_KEPT = 50_000
_EVENTS = frozenset(("events", "event-types", "subscriptions", "delivery-health", "notifications"))
_WRITABLE = {
    "campaigns": {CAMPAIGNS_WRITE},
    "documents": {SOURCES_WRITE},
    "identities": {SOURCES_WRITE},
    "kits": {SOURCES_WRITE},
    "photos": {CAMPAIGNS_WRITE, SOURCES_WRITE},
    "assets": {CAMPAIGNS_WRITE, SOURCES_WRITE},
}


class Tokens:
    """Internal tokens, one per caller and service, kept until shortly before they expire: signing is not on every request's way."""

    def __init__(self, signer: TokenSigner) -> None:
        self._signer = signer
        self._kept: dict[tuple[Actor, str], tuple[float, str]] = {}

    def for_service(self, actor: Actor, service: str) -> str:
        """A token with which the actor may be spoken for at this service."""
        kept = self._kept.get((actor, service))
        if kept and kept[0] > time.monotonic():
            return kept[1]
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        token = self._signer.sign(actor, f"{service}-svc")
        self._kept[actor, service] = time.monotonic() + LONGEST - RENEWED_BEFORE, token
        return token


class Callers:
    """Finds the caller of a request by its cookie or its bearer token. `origin` is where our own pages are."""

    def __init__(self, sessions: Sessions, accounts: Accounts, *, cookie: str, origin: str, clock: Clock) -> None:
        self._sessions, self._accounts = sessions, accounts
        self._cookie, self._origin, self._clock = cookie, origin.rstrip("/"), clock
        self._scheme = origin.partition("://")[0]

    def secret(self, headers: Mapping[str, str]) -> str | None:
        """The session's secret in the cookie."""
        for pair in headers.get("cookie", "").split(";"):
            name, _, value = pair.strip().partition("=")
            if name == self._cookie and value:
                return value
        return None

    async def of(self, headers: Mapping[str, str], *, watching: bool = False) -> Caller | None:
        """Who calls, if known. A stream that only watches does not keep a session awake. Raises DatabaseAway."""
        if token := bearer(headers):
            return await self._accounts.find(token, at=self._clock())
        secret = self.secret(headers)
        return await self._sessions.find(secret, at=self._clock(), seen=not watching) if secret else None

    def refuse_other_sites(self, headers: Mapping[str, str], method: str) -> None:
        """Raise CrossSiteRequest unless one of our own pages asks for the change. Browsers send both headers and let no page set them;
        over plain http they leave the first one out. Where both are there both must be ours, by any name that the door knows."""
        if method in SAFE or bearer(headers):
            return
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        own = origin is not None and (origin == self._origin or origin == f"{self._scheme}://{headers.get('host', '').lower()}")
        if not (own if site is None else site in OWN_PAGES and (own or origin is None)):
            raise CrossSiteRequest


def bearer(headers: Mapping[str, str]) -> str | None:
    """The token of a system, if the request carries one of ours."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token.startswith((TOKEN, ACCESS)) else None


def require_scope(actor: Actor, method: str, segment: str) -> None:
    """Raise InsufficientScope unless a system's token covers the request. People are bound by their roles alone."""
    if actor.kind == "person":
        return
    if segment in _EVENTS:
        enough = {"events"}
    elif method in SAFE:
        enough = {"read"}
    else:
        enough = _WRITABLE.get(segment, set())
    if enough.isdisjoint(actor.scopes):
        raise InsufficientScope


def address_of(peer: tuple[str, int] | None, headers: Mapping[str, str], trusted: int) -> str:
    """Where the request comes from. Of X-Forwarded-For only what our own proxies appended is believed: the last `trusted` entries."""
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return peer[0] if peer else "unknown"
