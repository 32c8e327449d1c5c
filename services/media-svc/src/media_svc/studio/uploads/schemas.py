"""Uploads in parts as they travel."""

from chassis.fields import Ordinal
from chassis.http import BiText, Body
from pydantic import Field

from media_svc.model import Status, Wish
from media_svc.published import Hint, ReasonCode
from media_svc.schemas import FileName, UploadForm


class NewStudioUpload(Body):
    """A photo that is about to be uploaded in parts."""

    file_name: FileName
    content_type: str = Field(max_length=120, examples=["image/jpeg"])
    size: Ordinal

    def wish(self) -> Wish:
        """As the model takes it."""
        return Wish("photo", "studio", self.file_name, self.content_type, self.size)


class PartForm(Body):
    """A part that is still to come: `size` bytes from `offset` on."""

    number: int
    offset: int
    size: int
    form: UploadForm


class StudioUpload(Body):
    """Where an upload stands, and how to send what is missing of it."""

    id: str
    status: Status
    file_name: str
    size: int
    arrived: int = Field(description="Bytes in the store already.")
    missing: list[PartForm]
    delayed: bool = Field(description="Whether its check waits for a part of the platform; it goes on by itself.")
    hints: list[Hint] = Field(description="What its people should look at, such as a date of the camera that cannot be right.")
    number: str | None = Field(description="Of the official photo it became.")
    reason_code: ReasonCode | None
    reason: BiText | None
