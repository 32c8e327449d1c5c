"""The published language of the Studio's register: what members may know of an occasion, once something of it is released."""

from datetime import date

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import Field

from media_svc.published import Words

TOPIC = "media.photo-occasion"


class OccasionAmended(Published, type="media.occasion-amended.v1", topic=TOPIC):
    """The title, the place or the days of an occasion that released photos show were put right. `fields` are JSON pointers; both values
    stay with the occasion."""

    occasion_id: str = Field(examples=["0195500d-0000-7000-8000-000000000008"])
    title: Words
    starts_on: date
    ends_on: date
    audience_scope: AudienceScope
    amendment: int = Field(ge=1)
    fields: tuple[str, ...] = Field(examples=[["/title/en"]])
    reason: str = Field(examples=["The host changed the name"])
