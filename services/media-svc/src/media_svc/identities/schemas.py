"""Identities as they travel."""

from datetime import datetime
from typing import Annotated, Any, Self

from chassis.auth import Actor
from chassis.fields import OneLine, not_removable
from chassis.http import BiText, Body
from pydantic import Field, field_validator

from media_svc.amendments.schemas import AmendmentBody, Reason, amendments_of
from media_svc.identities.model import Colour, Font, Ground, Identity, IdentityAct, Logo, LogoFile, Role, Variant, acts_on_identity
from media_svc.identities.store import makes
from media_svc.policy import POLICY
from media_svc.sources.schemas import Code, Title, bi, both

Weight = Annotated[int, Field(ge=1, le=1000)]


class ColourBody(Body):
    """A colour; the notations are made from `hex`."""

    name: Title
    hex: str = Field(pattern=r"^#[0-9A-F]{6}$", examples=["#006A67"])
    role: Role
    cmyk: OneLine | None = Field(default=None, max_length=40, examples=["100 0 45 40"])
    pantone: OneLine | None = Field(default=None, max_length=40)


class FontBody(Body):
    """A typeface and what it is for."""

    family: OneLine = Field(min_length=1, max_length=80)
    use: Title
    weights: list[Weight] = Field(default=[400], max_length=9)
    licence: OneLine = Field(max_length=80, examples=["OFL-1.1"])


class IdentityPatch(Body):
    """What is to change. Lists are sent whole; null empties one."""

    name: Title | None = None
    intro: BiText | None = None
    colours: list[ColourBody] | None = Field(default=None, max_length=24)
    fonts: list[FontBody] | None = Field(default=None, max_length=8)
    dos: list[Title] | None = Field(default=None, max_length=20)
    donts: list[Title] | None = Field(default=None, max_length=20)

    _kept = field_validator("name", "intro", mode="before")(not_removable)

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        sent = {name: getattr(self, name) for name in self.model_fields_set if name in IdentityPatch.model_fields}
        return {name: _as_kept([] if value is None else value) for name, value in sent.items()}


def _as_kept(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_as_kept(one) for one in value)
    if isinstance(value, BiText):
        return bi(value)
    if isinstance(value, ColourBody):
        return Colour(bi(value.name), value.hex, value.role, value.cmyk, value.pantone)
    return Font(value.family, bi(value.use), tuple(value.weights), value.licence)


class IdentityWithdrawn(Body):
    """Why a published identity is taken back."""

    reason: Title


class WithdrawalShown(Body):
    """Why and when it was taken back, for those who make it."""

    reason: BiText
    by: str
    at: datetime


class NewLogo(Body):
    """A logo for a background, in its formats: one checked upload of each."""

    name: Title
    variant: Variant
    ground: Ground
    asset_ids: list[str] = Field(min_length=1, max_length=3)


class IdentityCorrection(IdentityPatch):
    """The fields to correct of a published identity (RFC 7396), logos to put in and to take out, and why."""

    add_logos: list[NewLogo] = Field(default=[], max_length=9)
    drop_logos: list[str] = Field(default=[], max_length=9, description="Ids of logos.")
    reason: Reason


class NewIdentity(Body):
    """What begins an identity."""

    entity: Code
    name: Title
    intro: BiText = BiText(ar="", en="")


class LogoFileBody(Body):
    """A logo in one format."""

    id: str
    name: str
    content_type: str
    sha256: str
    bytes: int


class LogoBody(Body):
    """A logo; the address of its picture works for less than a minute."""

    id: str
    name: BiText
    variant: Variant
    ground: Ground
    files: list[LogoFileBody]
    picture: str | None


class IdentitySummary(Body):
    """An identity in a list."""

    entity: str
    version: int
    name: BiText
    intro: BiText
    published: bool
    updated_at: datetime
    logo: LogoBody | None
    colours: list[ColourBody]

    @classmethod
    def of(cls, identity: Identity, address_of: Any) -> Self:
        return cls(**_summary(identity, address_of))


class IdentityBody(IdentitySummary):
    """An identity with all that belongs to it."""

    logos: list[LogoBody]
    fonts: list[FontBody]
    dos: list[BiText]
    donts: list[BiText]
    may_write: bool
    may_publish: bool
    may_see_downloads: bool
    withdrawal: WithdrawalShown | None
    actions: list[IdentityAct] = Field(description="What this reader may do with it now.")
    amendments: list[AmendmentBody] = Field(description="What was corrected while it was published, oldest first.")

    @classmethod
    def shown(cls, identity: Identity, address_of: Any, by: Actor) -> Self:
        """As this reader sees it."""
        gone = identity.withdrawal
        return cls(
            **_summary(identity, address_of),
            logos=[_logo(one, address_of) for one in identity.logos],
            fonts=[_font(one) for one in identity.fonts],
            dos=[both(one) for one in identity.dos],
            donts=[both(one) for one in identity.donts],
            may_write=POLICY.allows(by, "identity.write", identity.entity),
            may_publish=POLICY.allows(by, "identity.publish", identity.entity),
            may_see_downloads=makes(by, identity),
            withdrawal=WithdrawalShown(reason=both(gone.reason), by=gone.by, at=gone.at) if gone else None,
            actions=acts_on_identity(identity, by),
            amendments=amendments_of(identity.amendments),
        )


def _summary(identity: Identity, address_of: Any) -> dict[str, Any]:
    return {
        "entity": identity.entity,
        "version": identity.version,
        "name": both(identity.name),
        "intro": both(identity.intro),
        "published": identity.published,
        "updated_at": identity.updated_at,
        "logo": _logo(identity.logos[0], address_of) if identity.logos else None,
        "colours": [_colour(one) for one in identity.colours],
    }


def _colour(one: Colour) -> ColourBody:
    return ColourBody(name=Title(**one.name._asdict()), hex=one.hex, role=one.role, cmyk=one.cmyk, pantone=one.pantone)


def _font(one: Font) -> FontBody:
    return FontBody(family=one.family, use=Title(**one.use._asdict()), weights=list(one.weights), licence=one.licence)


def _logo(one: Logo, address_of: Any) -> LogoBody:
    files = [_file(file) for file in one.files]
    return LogoBody(id=one.id, name=both(one.name), variant=one.variant, ground=one.ground, files=files, picture=address_of(one))


def _file(file: LogoFile) -> LogoFileBody:
    return LogoFileBody(**{name: getattr(file, name) for name in ("id", "name", "content_type", "sha256", "bytes")})
