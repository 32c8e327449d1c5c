"""A link by which somebody without a sign-in sees one photo in one size until a day. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chassis.errors import FieldError, Invalid, Text

from media_svc.studio.downloads.model import Size

LONGEST: Final = timedelta(days=30)
TOO_LONG: Final = Text("مدة الرابط من ساعة إلى 30 يوماً.", "A link lasts from one hour to 30 days.")


@dataclass(frozen=True, slots=True)
class Link:
    """`id` is the digest of the secret in the address: who reads the database cannot follow it."""

    id: str
    number: str
    size: Size
    made_by: str
    made_at: datetime
    expires_at: datetime

    def is_as(self, other: "Link") -> bool:
        """Whether the same was asked for, now or before."""
        lasting, wanted = self.expires_at - self.made_at, other.expires_at - other.made_at
        return (self.number, self.size, lasting) == (other.number, other.size, wanted)


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(secret: str, number: str, size: Size, *, lasting: timedelta, by: str, at: datetime) -> Link:
    """A link from now on. Raises Invalid for one that lasts too short or too long."""
    if not timedelta(hours=1) <= lasting <= LONGEST:
        raise Invalid(errors=[FieldError("/hours", "out-of-range", TOO_LONG)])
    return Link(digest_of(secret), number, size, by, at, at + lasting)
