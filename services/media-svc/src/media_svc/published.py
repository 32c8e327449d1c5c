"""The published language of media: how the check of a photo or a file ended. Only its owner and the secretariat are told."""

from typing import Literal

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import BaseModel, ConfigDict, Field

TOPIC = "media.asset"

Kind = Literal["photo", "file"]
Purpose = Literal["campaign-cover", "studio", "document", "media-kit"]
ReasonOfBefore = Literal[
    "wrong-type", "broken", "too-many-pixels", "too-small", "too-much-inside", "has-macros", "locked", "too-heavy", "never-arrived",
    "malware",
]  # fmt: skip
ReasonCode = Literal[
    ReasonOfBefore, "not-checked", "cut-off", "heic", "active-content", "unsafe-names", "unknown-packing",
]  # fmt: skip
Hint = Literal["date-unusable"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """The same words in both languages."""

    ar: str
    en: str


class Size(_Part):
    """A size in which a photo exists; its address is given by the API, for less than a minute."""

    name: str = Field(examples=["card"])
    width: int = Field(ge=1, examples=[800])
    height: int = Field(ge=1, examples=[533])
    type: str = Field(examples=["image/webp"])


class _AssetFact(Published):
    asset_id: str = Field(examples=["0195500d-0000-7000-8000-000000000007"])
    kind: Kind
    purpose: Purpose
    owner_entity: str = Field(examples=["D01"])
    audience_scope: AudienceScope


class AssetAccepted(_AssetFact, type="media.asset-accepted.v1", topic=TOPIC):
    """A photo or file passed its check and can be used. Width, height and renditions are those of a photo."""

    content_type: str = Field(examples=["image/jpeg"])
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", examples=["0" * 64], description="Of the bytes as they were uploaded.")
    width: int | None = Field(default=None, examples=[4000])
    height: int | None = Field(default=None, examples=[2667])
    renditions: tuple[Size, ...] = ()


class _Rejected(_AssetFact):
    explanation: Words


class AssetRejected(_Rejected, type="media.asset-rejected.v2", topic=TOPIC):
    """A photo or file did not pass its check, or could not be checked; its content is deleted. The title is its file name."""

    reason: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$", examples=["broken"], description="A code; more of them may come.")
    title: Words


class AssetRejectedBefore(_Rejected, type="media.asset-rejected.v1", topic=TOPIC):
    """As version 2, for the reasons that were known before it. Told beside it until 31 December 2027."""

    reason: ReasonOfBefore


class AssetRemoved(_AssetFact, type="media.asset-removed.v1", topic=TOPIC):
    """A photo or file that had passed its check was removed by its people, or given up with what alone held it; its content is deleted."""
