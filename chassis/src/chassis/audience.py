"""Who may read what, in terms: the rule of a record names terms, an actor holds terms, and whoever holds one that is named reads.

A service puts the terms of a record into each of its events, so that the log lets exactly those read an event who may read its record.
"""

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from chassis.auth import Actor

EVERYONE: Final = "*"
ANY_ENTITY: Final = "entity:*"
GONE: Final = "nobody"  # no actor holds it: what remains of a record that is gone
NETWORK: Final = "network"
ENTITY_READER: Final = "entity-reader"  # held by an entity's own systems: they read what its authors read and write nothing by it


class AudienceScope(BaseModel):
    """Who may be told: the whole network, or only the entities named by code. `readers` says it exactly: holding any of them is enough."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["network", "entities"]
    codes: tuple[str, ...] = Field(default=(), examples=[["D01", "GNGC-SEC"]])
    readers: tuple[str, ...] = Field(
        default=(),
        examples=[["role:entity-director@D01", "role:reviewer@network"]],
        description="Who may read the record now: `*` everybody, `entity:` who belongs to one, `role:…@…`, `post:` or `person:`.",
    )
    remaining: tuple[str, ...] = Field(
        default=(),
        examples=[["role:entity-director@D01"]],
        description="When others may read the record from now on than before: these. What was told of it earlier is for them alone.",
    )


def entity_term(code: str) -> str:
    """Held by who belongs to the entity, by membership or by a role of any kind."""
    return f"entity:{code}"


def role_terms(names: Iterable[str], scope: str = NETWORK) -> frozenset[str]:
    """Held by who has one of these roles, over the network or for an entity."""
    return frozenset(f"role:{name}@{scope}" for name in names)


def post_term(id_: str) -> str:
    """Held by who is in the post."""
    return f"post:{id_}"


def person_term(id_: str) -> str:
    """Held by one person."""
    return f"person:{id_}"


def belongs_to(actor: Actor) -> frozenset[str]:
    """The entities the actor is part of, by membership or by a role of any kind."""
    return frozenset(grant.scope for grant in actor.grants if grant.scope != NETWORK) | ({actor.entity} if actor.entity else frozenset())


def terms_of(actor: Actor) -> frozenset[str]:
    """All that an actor holds. Parts of the platform hold nothing: what they may do stands in the policies."""
    if actor.kind == "system":
        return frozenset()
    homes = belongs_to(actor)
    held = {EVERYONE, *(entity_term(code) for code in homes), *([ANY_ENTITY] if homes else [])}
    held |= {f"role:{grant.role}@{grant.scope}" for grant in actor.grants}
    held |= {post_term(actor.post)} if actor.post else set()
    return frozenset(held | {person_term(actor.id)} if actor.kind == "person" else held)


def reads(actor: Actor, readers: Iterable[str]) -> bool:
    """Whether the actor holds one of these terms. The platform's own parts read everything."""
    return actor.kind == "system" or not terms_of(actor).isdisjoint(readers)


def scope_after(before: Iterable[str], now: Iterable[str], *, home: str) -> AudienceScope:
    """The audience of a change with content: who may read the record now. When others could before, what was told earlier follows."""
    were, are = frozenset(before), frozenset(now)
    return scope_of(are, home=home, remaining=are if were != are else ())


def former_readers(before: Iterable[str], now: Iterable[str], *, home: str) -> AudienceScope | None:
    """The audience of what is told without content to those who can read a record no longer; None when nobody loses it. Whoever belongs to
    an entity that still reads is among its readers, in whichever post."""
    were, are = frozenset(before), frozenset(now)
    gone = were - are if are.isdisjoint((EVERYONE, ANY_ENTITY)) else frozenset()
    if not any(term.startswith("entity:") for term in gone):
        return None
    return scope_of(gone, home=home)


def scope_of(readers: Iterable[str], *, home: str, remaining: Iterable[str] = ()) -> AudienceScope:
    """The audience of an event. Its coarse form names the entities behind the terms; roles over the network are those of `home`."""
    named = frozenset(readers)
    everybody = not named.isdisjoint((EVERYONE, ANY_ENTITY))
    places = {term.rpartition("@" if "@" in term else ":")[2] for term in named if term.startswith(("role:", "entity:"))}
    return AudienceScope(
        kind="network" if everybody else "entities",
        codes=() if everybody else tuple(sorted({home if place == NETWORK else place for place in places})),
        readers=(EVERYONE,) if EVERYONE in named else tuple(sorted(named)),
        remaining=tuple(sorted(set(remaining))),
    )
