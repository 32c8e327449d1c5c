"""An entity's identity: logos by background and format, colours, fonts, what to do and what not. Frozen values, no I/O and no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from chassis.auth import Actor

from media_svc.identities import errors
from media_svc.model import Bi
from media_svc.policy import POLICY

Variant = Literal["full", "mark", "wordmark"]
Ground = Literal["light", "dark", "colour"]
Role = Literal["primary", "secondary", "accent", "neutral"]


@dataclass(frozen=True, slots=True)
class LogoFile:
    """A logo in one format; its id is that of the upload."""

    id: str
    name: str
    content_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo for a background, in its formats."""

    id: str
    name: Bi
    variant: Variant
    ground: Ground
    files: tuple[LogoFile, ...]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour: `hex` is sRGB, `#RRGGBB`; what printers need as they write it."""

    name: Bi
    hex: str
    role: Role
    cmyk: str | None = None
    pantone: str | None = None


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface and what it is for."""

    family: str
    use: Bi
    weights: tuple[int, ...]
    licence: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of an entity, whose code is its id."""

    entity: str
    name: Bi
    intro: Bi
    updated_at: datetime
    logos: tuple[Logo, ...] = ()
    colours: tuple[Colour, ...] = ()
    fonts: tuple[Font, ...] = ()
    dos: tuple[Bi, ...] = ()
    donts: tuple[Bi, ...] = ()
    published: bool = False
    version: int = 1

    def logo(self, id_: str) -> Logo:
        """Raises LogoNotFound."""
        found = next((one for one in self.logos if one.id == id_), None)
        if found is None:
            raise errors.LogoNotFound
        return found


def begin(identity: Identity, *, by: Actor) -> Identity:
    """A new identity. Raises Forbidden."""
    POLICY.require(by, "identity.write", identity.entity)
    return identity


def describe(identity: Identity, described: Mapping[str, Any], *, by: Actor, at: datetime) -> Identity:
    """Change its words, colours, fonts, dos and don'ts. Raises Forbidden."""
    POLICY.require(by, "identity.write", identity.entity)
    return replace(identity, **described, updated_at=at)


def add_logo(identity: Identity, logo: Logo, *, by: Actor, at: datetime) -> Identity:
    """Put a logo in, in place of one of the same variant and background. Raises Forbidden."""
    POLICY.require(by, "identity.write", identity.entity)
    kept = tuple(one for one in identity.logos if (one.variant, one.ground) != (logo.variant, logo.ground))
    return replace(identity, logos=(*kept, logo), updated_at=at)


def drop_logo(identity: Identity, logo_id: str, *, by: Actor, at: datetime) -> Identity:
    """Take a logo out. Raises Forbidden, LogoNotFound."""
    POLICY.require(by, "identity.write", identity.entity)
    gone = identity.logo(logo_id)
    return replace(identity, logos=tuple(one for one in identity.logos if one is not gone), updated_at=at)


def publish(identity: Identity, *, by: Actor, at: datetime) -> Identity:
    """Let every member use it. Raises Forbidden, IdentityEmpty."""
    POLICY.require(by, "identity.publish", identity.entity)
    if not identity.logos or not identity.colours:
        raise errors.IdentityEmpty
    return replace(identity, published=True, updated_at=at)
