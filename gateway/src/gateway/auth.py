"""Who calls, whether the request may come from where it comes from, and the token that tells a service."""

import time
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from chassis.auth import LONGEST, Actor, TokenSigner
from chassis.clock import Clock

from gateway.errors import CrossSiteRequest
from gateway.store import TOKEN, Accounts, Caller, Sessions

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
RENEWED_BEFORE = 60
MOST_KEPT = 50_000


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
        token = self._signer.sign(actor, service)
        self._kept[actor, service] = time.monotonic() + LONGEST - RENEWED_BEFORE, token
        return token


class Callers:
    """Finds the caller of a request by its cookie or its bearer token."""

    def __init__(self, sessions: Sessions, accounts: Accounts, *, cookie: str, origin: str, clock: Clock) -> None:
        self._sessions, self._accounts = sessions, accounts
        self._cookie, self._origin, self._clock = cookie, origin.rstrip("/"), clock

    def secret(self, headers: Mapping[str, str]) -> str | None:
        """The session's secret in the cookie."""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return None
        return morsel.value if morsel else None

    async def of(self, headers: Mapping[str, str], method: str) -> Caller | None:
        """Who calls, if known. Raises CrossSiteRequest for a change that another site's page asks for in a person's name."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token.startswith(TOKEN):
            return await self._accounts.find(token)
        secret = self.secret(headers)
        if not secret:
            return None
        self.refuse_other_sites(headers, method)
        return await self._sessions.find(secret, at=self._clock())

    def refuse_other_sites(self, headers: Mapping[str, str], method: str) -> None:
        """Raise CrossSiteRequest unless our own page, or no page at all, asks for the change."""
        if method in SAFE:
            return
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            raise CrossSiteRequest
        if origin is not None and origin.rstrip("/") != self._origin:
            raise CrossSiteRequest
        if site is None and origin is None:
            raise CrossSiteRequest
