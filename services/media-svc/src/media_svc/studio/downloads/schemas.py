"""Terms and downloads as they travel."""

from datetime import datetime

from chassis.http import BiText, Body

from media_svc.studio.downloads.model import Size


class TermsBody(Body):
    """The terms of use, and when the reader accepted them."""

    version: int
    text: BiText
    accepted_at: datetime | None


class WantedSize(Body):
    """Which size is wanted."""

    size: Size


class PhotoFile(Body):
    """Where the file can be fetched within the next minutes."""

    url: str
    expires_at: datetime
