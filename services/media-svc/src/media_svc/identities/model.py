"""An entity's identity: logos by background and format, colours, fonts, what to do and what not. Frozen values, no I/O and no clock.

What is published is not edited: it is corrected with a reason, by who may publish.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from chassis.audience import EVERYONE, scope_of
from chassis.auth import Actor
from chassis.event import Fact, Published

from media_svc.amendments.model import Amendments, amended, told_of
from media_svc.identities import errors
from media_svc.identities.published import IdentityCorrected, IdentityPublished, IdentityWithdrawn
from media_svc.model import Bi
from media_svc.policy import POLICY, SECRETARIAT, insiders
from media_svc.published import Words

Variant = Literal["full", "mark", "wordmark"]
Ground = Literal["light", "dark", "colour"]
IdentityAct = Literal["edit", "publish", "correct", "withdraw", "discard"]
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
    amendments: Amendments = ()
    version: int = 1

    def logo(self, id_: str) -> Logo:
        """Raises LogoNotFound."""
        found = next((one for one in self.logos if one.id == id_), None)
        if found is None:
            raise errors.LogoNotFound
        return found


Change = tuple[Identity, Fact | None]


@dataclass(frozen=True, slots=True)
class Correction:
    """Fields of a published identity, logos to put in and to take out, and why."""

    fields: Mapping[str, Any]
    added: tuple[Logo, ...]
    dropped: tuple[str, ...]
    reason: str


def begin(identity: Identity, *, by: Actor) -> Identity:
    """A new identity. Raises Forbidden."""
    POLICY.require(by, "identity.write", identity.entity)
    return identity


def describe(identity: Identity, described: Mapping[str, Any], *, by: Actor, at: datetime) -> Change:
    """Change words, colours, fonts, dos and don'ts of what is not published. Raises Forbidden, IdentityPublic."""
    POLICY.require(by, "identity.write", identity.entity)
    return replace(_unpublished(identity), **described, updated_at=at), None


def add_logo(identity: Identity, logo: Logo, *, by: Actor, at: datetime) -> Change:
    """Put a logo in, in place of one of the same variant and background. Raises Forbidden, IdentityPublic."""
    POLICY.require(by, "identity.write", identity.entity)
    return replace(_with(_unpublished(identity), logo), updated_at=at), None


def drop_logo(identity: Identity, logo_id: str, *, by: Actor, at: datetime) -> Change:
    """Take a logo out. Raises Forbidden, IdentityPublic, LogoNotFound."""
    POLICY.require(by, "identity.write", identity.entity)
    return replace(_without(_unpublished(identity), logo_id), updated_at=at), None


def publish(identity: Identity, *, by: Actor, at: datetime) -> Change:
    """Let every member use it, and read again what was told of it before it was taken back. Raises Forbidden, IdentityEmpty."""
    POLICY.require(by, "identity.publish", identity.entity)
    out = replace(_whole(identity), published=True, withdrawal=None, updated_at=at)
    if identity.published:
        return out, None
    again = (EVERYONE,) if identity.withdrawal else ()
    return out, _fact(IdentityPublished, out, at, remaining=again, title=Words(**out.name._asdict()))


def correct(identity: Identity, given: Correction, *, by: Actor, at: datetime) -> Change:
    """Put right what everybody uses, as an amendment.

    Raises Forbidden, IdentityNotPublished, LogoNotFound, IdentityEmpty, NothingCorrected, TooManyAmendments.
    """
    POLICY.require(by, "identity.publish", identity.entity)
    if not identity.published:
        raise errors.IdentityNotPublished
    after = replace(identity, **given.fields, updated_at=at)
    for logo_id in given.dropped:
        after = _without(after, logo_id)
    for logo in given.added:
        after = _with(after, logo)
    names = (*given.fields, "logos")
    amendments = amended(identity.amendments, _values(identity, names), _values(_whole(after), names), given.reason, by=by, at=at)
    after = replace(after, amendments=amendments)
    return after, _fact(IdentityCorrected, after, at, title=Words(**after.name._asdict()), **told_of(amendments))


def withdraw(identity: Identity, reason: Bi, *, by: Actor, at: datetime) -> Change:
    """Take it back from its readers; it is published again as it was. Raises Forbidden, IdentityNotPublished."""
    POLICY.require(by, "identity.publish", identity.entity)
    if not identity.published:
        raise errors.IdentityNotPublished
    gone = replace(identity, published=False, withdrawal=Withdrawal(reason, by.id, at), updated_at=at)
    return gone, _fact(IdentityWithdrawn, gone, at, remaining=insiders(gone.entity), reason=Words(**reason._asdict()))


def may_discard(identity: Identity, *, by: Actor) -> None:
    """Whether a draft may be deleted. Raises Forbidden, IdentityNotDraft."""
    POLICY.require(by, "identity.write", identity.entity)
    if identity.published or identity.withdrawal or identity.logos:
        raise errors.IdentityNotDraft


def acts_on_identity(identity: Identity, by: Actor) -> list[IdentityAct]:
    """What the actor may do with it now."""
    writes, publishes = (POLICY.allows(by, f"identity.{verb}", identity.entity) for verb in ("write", "publish"))
    possible: dict[IdentityAct, bool] = {
        "edit": writes and not identity.published,
        "publish": publishes and not identity.published and bool(identity.logos and identity.colours),
        "correct": publishes and identity.published,
        "withdraw": publishes and identity.published,
        "discard": writes and not (identity.published or identity.withdrawal or identity.logos),
    }
    return [act for act, may in possible.items() if may]


def _unpublished(identity: Identity) -> Identity:
    if identity.published:
        raise errors.IdentityPublic
    return identity


def _whole(identity: Identity) -> Identity:
    if not identity.logos or not identity.colours:
        raise errors.IdentityEmpty
    return identity


def _with(identity: Identity, logo: Logo) -> Identity:
    kept = tuple(one for one in identity.logos if (one.variant, one.ground) != (logo.variant, logo.ground))
    return replace(identity, logos=(*kept, logo))


def _without(identity: Identity, logo_id: str) -> Identity:
    gone = identity.logo(logo_id)
    return replace(identity, logos=tuple(one for one in identity.logos if one is not gone))


def _values(identity: Identity, names: Iterable[str]) -> dict[str, Any]:
    """What an amendment compares and keeps: logos by their id, so that one that came or went is told by itself."""
    whole = asdict(identity)
    logos = {one["id"]: {name: one[name] for name in ("name", "variant", "ground", "files")} for one in whole["logos"]}
    return {**{name: whole[name] for name in names}, "logos": logos}


def _fact(event: type[Published], identity: Identity, at: datetime, *, remaining: Iterable[str] = (), **told: Any) -> Fact:
    """The fact with what every fact of an identity says: its audience is everybody, also of one that was published until now."""
    scope = scope_of((EVERYONE,), home=SECRETARIAT, remaining=remaining)
    about = {"identity_id": f"identity-{identity.entity}", "owner_entity": identity.entity, "audience_scope": scope}
    return Fact(event(**about, **told), at)
