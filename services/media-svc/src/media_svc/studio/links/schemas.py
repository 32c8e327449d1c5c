"""Links as they travel."""

from datetime import datetime

from chassis.http import Body
from pydantic import Field

from media_svc.studio.details.schemas import DetailsShown
from media_svc.studio.downloads.model import Size


class NewLink(Body):
    """A link to a photo in one size."""

    size: Size = Size.WEB
    hours: int = Field(default=7 * 24, ge=1, le=30 * 24)


class LinkBody(Body):
    """A link that was just made; its secret is told only now."""

    secret: str
    expires_at: datetime


class SharedPhoto(Body):
    """What a link leads to."""

    number: str
    details: DetailsShown
    width: int
    height: int
    preview_url: str
    download_url: str
    expires_at: datetime
