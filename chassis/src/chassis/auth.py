"""Who acts, proven by a short-lived internal token, and the policy table that says what they may do.

Tokens are RFC 9068 access tokens signed with Ed25519 by the gateway for one service. No key ever comes from a token's own header.
"""

import base64
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from chassis.errors import Forbidden, Text, Unauthenticated

ALGORITHM = "Ed25519"
TOKEN_TYPE = "at+jwt"  # noqa: S105 the media type of RFC 9068, no secret
LONGEST = 300
LEEWAY = 30
LARGEST = 8_192
CACHED = 10_000

Kind = Literal["person", "service-account", "system"]


class InvalidToken(Unauthenticated, ar=("رمز غير صالح", "رمز الدخول غير صالح أو منتهي الصلاحية.")):
    """The access token is not valid or has expired."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held somewhere: scope is "network" or an entity code."""

    role: str
    scope: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting, as the token says."""

    id: str
    kind: Kind
    entity: str | None = None
    post: str | None = None
    grants: tuple[Grant, ...] = ()
    scopes: tuple[str, ...] = ()
    name: Text | None = None

    def has(self, role: str, entity: str | None = None) -> bool:
        """Whether the role is held, for this very scope when one is given."""
        return any(grant.role == role and entity in (None, grant.scope) for grant in self.grants)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A part of the platform acting for itself."""
        return cls(id=name, kind="system")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who holds a permission. Rules join with `|`."""

    network_roles: frozenset[str] = frozenset()
    entity_roles: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    anyone_signed_in: bool = False
    anyone: bool = False

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(
            self.network_roles | other.network_roles,
            self.entity_roles | other.entity_roles,
            self.systems | other.systems,
            self.anyone_signed_in or other.anyone_signed_in,
            self.anyone or other.anyone,
        )

    def permits(self, actor: Actor | None) -> bool:
        """Whether the permission could hold for some record."""
        if actor is None or self.anyone:
            return self.anyone
        return self._everywhere(actor) or any(g.role in self.entity_roles and g.scope != "network" for g in actor.grants)

    def holds(self, actor: Actor, entity: str | None) -> bool:
        """Whether it holds for a record of this entity."""
        here = entity is not None and any(g.role in self.entity_roles and g.scope == entity for g in actor.grants)
        return self.anyone or self._everywhere(actor) or here

    def _everywhere(self, actor: Actor) -> bool:
        if actor.kind == "system":
            return actor.id in self.systems
        return self.anyone_signed_in or any(g.role in self.network_roles and g.scope == "network" for g in actor.grants)


def network(*roles: str) -> Rule:
    """Held by these roles over the whole network."""
    return Rule(network_roles=frozenset(roles))


def entity(*roles: str) -> Rule:
    """Held by these roles for the records of their own entity."""
    return Rule(entity_roles=frozenset(roles))


def signed_in() -> Rule:
    """Held by every person and service account."""
    return Rule(anyone_signed_in=True)


def system(*names: str) -> Rule:
    """Held by these parts of the platform, never by people."""
    return Rule(systems=frozenset(names))


def public() -> Rule:
    """Held by everyone, without a token."""
    return Rule(anyone=True)


def any_of(*rules: Rule) -> Rule:
    """The union of rules."""
    return reduce(Rule.__or__, rules, Rule())


class Policy(dict[str, Rule]):
    """The one table of a service: permission → rule. What is not in the table is denied."""

    def permits(self, actor: Actor | None, permission: str) -> bool:
        """Whether the actor could hold the permission for some record; asked by the route."""
        rule = self.get(permission)
        return rule is not None and rule.permits(actor)

    def allows(self, actor: Actor, permission: str, entity: str | None = None) -> bool:
        """Whether the actor holds the permission for a record of this entity."""
        rule = self.get(permission)
        return rule is not None and rule.holds(actor, entity)

    def require(self, actor: Actor, permission: str, entity: str | None = None) -> None:
        """Raise Forbidden unless the actor holds the permission for a record of this entity."""
        if not self.allows(actor, permission, entity):
            raise Forbidden


class TokenSigner:
    """Signs internal tokens; only the gateway and tests hold a private key."""

    def __init__(self, private_jwk: Mapping[str, Any], issuer: str = "gateway") -> None:
        self._key = OKPKey.import_key(dict(private_jwk))
        self._header = {"alg": ALGORITHM, "typ": TOKEN_TYPE, "kid": self._key.kid or self._key.thumbprint()}
        self._issuer = issuer

    def sign(self, actor: Actor, audience: str, ttl: int = LONGEST) -> str:
        """A token for one service, valid for `ttl` seconds from now."""
        if not 0 < ttl <= LONGEST:
            raise ValueError(f"an internal token lives at most {LONGEST} s")
        now = int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + ttl}
        claims = {"iss": self._issuer, "aud": audience, "sub": actor.id, "jti": uuid.uuid4().hex, **times, "actor": _claims_of(actor)}
        return jwt.encode(self._header, claims, self._key, algorithms=[ALGORITHM])

    def jwks(self) -> dict[str, Any]:
        """The public half, as services and /.well-known/jwks.json give it."""
        return {"keys": [{**self._key.as_dict(private=False), "kid": self._header["kid"], "alg": ALGORITHM, "use": "sig"}]}


def generate_jwk() -> dict[str, Any]:
    """A fresh private key as a JWK."""
    return dict(OKPKey.generate_key("Ed25519", private=True).as_dict(private=True))


class TokenVerifier:
    """Checks internal tokens against pinned keys and remembers each until it expires: a verified token costs a look-up."""

    def __init__(self, jwks: Mapping[str, Any], audience: str, issuer: str = "gateway") -> None:
        keys = KeySet.import_key_set({"keys": [dict(key) for key in jwks["keys"]]}).keys if jwks["keys"] else []
        self._keys = {key.kid or key.thumbprint(): key for key in keys}
        essential: dict[str, Any] = {name: {"essential": True} for name in ("exp", "iat", "nbf", "sub", "jti", "actor")}
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY, iss={"essential": True, "value": issuer}, aud={"essential": True, "value": audience}, **essential
        )
        self._known: dict[str, tuple[Actor, float]] = {}

    def verify(self, token: str) -> Actor:
        """The actor a token speaks for. Raises InvalidToken."""
        known = self._known.get(token)
        if known and known[1] > time.time():
            return known[0]
        self._known.pop(token, None)
        claims = self._decode(token)
        return self._remember(token, _actor_from(claims), claims["exp"])

    def _decode(self, token: str) -> dict[str, Any]:
        if len(token) > LARGEST:
            raise InvalidToken
        try:
            decoded = jwt.decode(token, self._keys[_key_id(token)], algorithms=[ALGORITHM])
            self._claims.validate(decoded.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise InvalidToken from error
        if decoded.claims["exp"] - decoded.claims["iat"] > LONGEST:
            raise InvalidToken
        return decoded.claims

    def _remember(self, token: str, actor: Actor, expires: float) -> Actor:
        if len(self._known) >= CACHED:
            self._known.clear()
        self._known[token] = actor, expires
        return actor


def _key_id(token: str) -> str:
    """The header must be exactly ours: no other algorithm, type, critical extension or key of its own."""
    head = token.partition(".")[0]
    header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    if not isinstance(header, dict) or header.keys() != {"alg", "typ", "kid"}:
        raise InvalidToken
    if header["alg"] != ALGORITHM or header["typ"] != TOKEN_TYPE:
        raise InvalidToken
    return header["kid"]


def _claims_of(actor: Actor) -> dict[str, Any]:
    return {
        "kind": actor.kind,
        "entity": actor.entity,
        "post": actor.post,
        "grants": [[grant.role, grant.scope] for grant in actor.grants],
        "scopes": list(actor.scopes),
        "name": actor.name._asdict() if actor.name else None,
    }


def _actor_from(claims: Mapping[str, Any]) -> Actor:
    try:
        actor = claims["actor"]
        return Actor(
            id=claims["sub"],
            kind=actor["kind"],
            entity=actor["entity"],
            post=actor["post"],
            grants=tuple(Grant(role, scope) for role, scope in actor["grants"]),
            scopes=tuple(actor["scopes"]),
            name=Text(**actor["name"]) if actor["name"] else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidToken from error
