"""The published language of the Studio: what members may know of official photos, from the release on. Before it, nothing is announced."""

from datetime import datetime

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import Field

from media_svc.published import Words

TOPIC = "media.official-photo"
EVERYONE = AudienceScope(kind="network", readers=("*",))


class _PhotoFact(Published):
    number: str = Field(examples=["GNGC-20260412-STU-0007"])
    owner_entity: str = Field(examples=["GNGC-SEC"])
    audience_scope: AudienceScope = EVERYONE


class PhotoReleased(_PhotoFact, type="media.photo-released.v1", topic=TOPIC):
    """Two persons released an official photo; members may see and take it."""

    headline: Words
    captured_at: datetime
    occasion: str | None = Field(default=None, examples=["0195500d-0000-7000-8000-000000000008"])
    persons: tuple[str, ...] = Field(default=(), examples=[["head-of-department"]], description="Keys of the persons shown.")


class PhotoCorrected(_PhotoFact, type="media.photo-corrected.v1", topic=TOPIC):
    """What members are told of a released photo was corrected. `fields` are JSON pointers; both values stay with the photo."""

    headline: Words
    amendment: int = Field(ge=1)
    fields: tuple[str, ...] = Field(examples=[["/caption/en"]])
    reason: str = Field(examples=["A name was misspelt"])


class PhotoWithdrawn(_PhotoFact, type="media.photo-withdrawn.v1", topic=TOPIC):
    """A released photo may be used no longer; who took it is to take it down."""

    reason: Words


class PhotoSuperseded(_PhotoFact, type="media.photo-superseded.v1", topic=TOPIC):
    """Another photo took the place of a released one."""

    by: str = Field(examples=["GNGC-20260413-STU-0001"])
