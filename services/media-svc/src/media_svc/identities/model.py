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
IdentityAct = Literal["edit", "publish", "withdraw", "discard"]
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
    """A logo for a background, in its formats. `asked` is a digest of the request that put it in."""

    id: str
    name: Bi
    variant: Variant
    ground: Ground
    files: tuple[LogoFile, ...]
    asked: str | None = None


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
class Withdrawal:
    """Why and by whom a published identity was taken back."""

    reason: Bi
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of an entity, whose code is its id. With a `withdrawal` it was published and is no longer."""

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
    withdrawal: Withdrawal | None = None
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
    return replace(identity, published=True, withdrawal=None, updated_at=at)


def withdraw(identity: Identity, reason: Bi, *, by: Actor, at: datetime) -> Identity:
    """Take it back from its readers; it is published again as it was. Raises Forbidden, IdentityNotPublished."""
    POLICY.require(by, "identity.publish", identity.entity)
    if not identity.published:
        raise errors.IdentityNotPublished
    return replace(identity, published=False, withdrawal=Withdrawal(reason, by.id, at), updated_at=at)


def may_discard(identity: Identity, *, by: Actor) -> None:
    """Whether a draft may be deleted. Raises Forbidden, IdentityNotDraft."""
    POLICY.require(by, "identity.write", identity.entity)
    if identity.published or identity.withdrawal or identity.logos:
        raise errors.IdentityNotDraft


def acts_on_identity(identity: Identity, by: Actor) -> list[IdentityAct]:
    """What the actor may do with it now."""
    writes, publishes = (POLICY.allows(by, f"identity.{verb}", identity.entity) for verb in ("write", "publish"))
    possible: dict[IdentityAct, bool] = {
        "edit": writes,
        "publish": publishes and not identity.published and bool(identity.logos and identity.colours),
        "withdraw": publishes and identity.published,
        "discard": writes and not (identity.published or identity.withdrawal or identity.logos),
    }
    return [act for act, may in possible.items() if may]
