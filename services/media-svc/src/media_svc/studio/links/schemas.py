"""Links as they travel."""

from datetime import datetime
from typing import Self

from chassis.http import Body
from pydantic import Field

from media_svc.studio.details.schemas import DetailsShown, WordsBody
from media_svc.studio.downloads.model import Size
from media_svc.studio.links.model import Link
from media_svc.studio.model import Photo


class NewLink(Body):
    """A link to a photo in one size."""

    size: Size = Size.WEB
    hours: int = Field(default=7 * 24, ge=1, le=30 * 24)


class LinkBody(Body):
    """A link that was just made; its secret is told only now."""

    secret: str
    expires_at: datetime


class LinkMade(Body):
    """A link that still works, for who made it; its secret is told no more."""

    id: str
    number: str
    headline: WordsBody
    size: Size
    made_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, link: Link, photo: Photo) -> Self:
        headline = WordsBody.of(photo.details.headline)
        return cls(id=link.id, number=link.number, headline=headline, size=link.size, made_at=link.made_at, expires_at=link.expires_at)


class SharedPhoto(Body):
    """What a link leads to."""

    number: str
    details: DetailsShown
    width: int
    height: int
    preview_url: str
    download_url: str
    expires_at: datetime
