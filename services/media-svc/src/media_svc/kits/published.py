"""The published language of media kits. A kit under embargo is not spoken of before its instant; one revoked before it, never."""

from datetime import datetime

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import Field

from media_svc.published import Words

TOPIC = "media.kit"


class _KitFact(Published):
    kit_id: str = Field(examples=["0195500d-0000-7000-8000-000000000009"])
    owner_entity: str = Field(examples=["D01"])
    title: Words
    audience_scope: AudienceScope
    campaign_id: str | None = Field(default=None, examples=["0195500d-0000-7000-8000-000000000042"])


class KitReleased(_KitFact, type="media.kit-released.v1", topic=TOPIC):
    """A media kit is open to its audience."""

    items: int = Field(ge=1, examples=[7])


class KitRevoked(_KitFact, type="media.kit-revoked.v1", topic=TOPIC):
    """A media kit that was open was taken back: every link to it is dead, and what was taken is not to be used. Its title is told no more:
    `title` says only that it was a media kit."""

    reason: Words


class KitClosed(_KitFact, type="media.kit-closed.v1", topic=TOPIC):
    """An open media kit came to its end: it exists no more for its audience, and every link to it is dead. Its title is told no more:
    `title` says only that it was a media kit."""

    closed_at: datetime


class KitCorrected(_KitFact, type="media.kit-corrected.v1", topic=TOPIC):
    """What an open media kit says, or until when it is open, was corrected. `fields` are JSON pointers; both values stay with the kit."""

    amendment: int = Field(ge=1)
    fields: tuple[str, ...] = Field(examples=[["/title/en"]])
    reason: str = Field(examples=["It stays open for another week"])
