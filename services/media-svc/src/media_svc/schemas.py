"""Photos and files as they travel."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal, Self

from chassis.errors import Language
from chassis.fields import OneLine, Ordinal, visible_on_one_line
from chassis.http import BiText, Body
from pydantic import BeforeValidator, Field, StringConstraints

from media_svc.errors import REASONS
from media_svc.model import Asset, Bi, Rendition, Status, Wish
from media_svc.objects import Form
from media_svc.published import Hint, ReasonCode

PhotoPurpose = Literal["campaign-cover", "studio", "media-kit"]
FilePurpose = Literal["document", "media-kit"]
FileName = Annotated[
    str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^/\\\x00-\x1f]+$"), BeforeValidator(visible_on_one_line)
]
AddressOf = Callable[[Rendition], str]


class _NewUpload(Body):
    file_name: FileName
    content_type: str = Field(max_length=120, examples=["image/jpeg"])
    size: Ordinal = Field(description="Exact number of bytes: the store refuses any other.")


class AltText(BiText):
    """What a photo shows, for those who cannot see it."""

    ar: OneLine = Field(max_length=500)
    en: OneLine = Field(max_length=500)


class NewPhoto(_NewUpload):
    """A photo that is about to be uploaded."""

    purpose: PhotoPurpose
    alt: AltText | None = None

    def wish(self) -> Wish:
        """As the model takes it."""
        alt = Bi(self.alt.ar, self.alt.en) if self.alt else None
        return Wish("photo", self.purpose, self.file_name, self.content_type, self.size, alt)


class NewFile(_NewUpload):
    """A file that is about to be uploaded."""

    purpose: FilePurpose = "document"

    def wish(self) -> Wish:
        """As the model takes it."""
        return Wish("file", self.purpose, self.file_name, self.content_type, self.size)


class UploadForm(Body):
    """A form to post to `url`: all `fields` first, then the bytes as `file`."""

    url: str
    fields: dict[str, str]
    expires_at: datetime

    @classmethod
    def of(cls, form: Form) -> Self:
        return cls(url=form.url, fields=form.fields, expires_at=form.expires_at)


class UploadTicket(Body):
    """Room for an upload; without a form once its bytes have been reported."""

    id: str
    status: Status
    upload: UploadForm | None


class UploadState(Body):
    """Where an upload stands."""

    id: str
    status: Status


class RenditionBody(Body):
    """One size of a photo; the address works for less than a minute."""

    name: str = Field(examples=["card"])
    width: int
    height: int
    type: str = Field(examples=["image/webp"])
    url: str


class _AssetBody(Body):
    id: str
    version: int
    status: Status
    file_name: str
    content_type: str
    size: int
    owner_entity: str
    created_at: datetime
    sha256: str | None
    delayed: bool = Field(description="Whether its check waits for a part of the platform; it goes on by itself.")
    reason: str | None = Field(description="Why it was rejected, in the reader's language.")
    reason_code: ReasonCode | None
    reason_text: BiText | None = Field(description="The same in both languages.")


class PhotoBody(_AssetBody):
    """A photo, with the sizes in which it can be shown once it is ready."""

    purpose: PhotoPurpose
    alt: BiText | None
    width: int | None
    height: int | None
    renditions: list[RenditionBody]
    hints: list[Hint] = Field(description="What its people should look at, such as a date of the camera that cannot be right.")
    used_by: list[str] = Field(description="Ids of campaigns that show it to every member.")

    @classmethod
    def of(cls, asset: Asset, address_of: AddressOf, language: Language) -> Self:
        found = asset.findings
        return cls(
            **_shared(asset, language),  # type: ignore[arg-type]  # pydantic checks each field
            purpose=asset.wish.purpose,  # type: ignore[arg-type]  # a photo has one of these
            alt=BiText(ar=asset.wish.alt.ar, en=asset.wish.alt.en) if asset.wish.alt else None,
            width=found.width if found else None,
            height=found.height if found else None,
            renditions=[_rendition(one, address_of) for one in found.renditions] if found else [],
            hints=list(found.hints) if found else [],
            used_by=list(asset.used_by),
        )


class FileBody(_AssetBody):
    """A file."""

    purpose: FilePurpose

    @classmethod
    def of(cls, asset: Asset, language: Language) -> Self:
        return cls(**_shared(asset, language), purpose=asset.wish.purpose)  # type: ignore[arg-type]  # pydantic checks each field


class Download(Body):
    """Where the file can be fetched within the next minutes."""

    url: str
    expires_at: datetime


def _rendition(one: Rendition, address_of: AddressOf) -> RenditionBody:
    return RenditionBody(name=one.name, width=one.width, height=one.height, type=one.type, url=address_of(one))


def _shared(asset: Asset, language: Language) -> dict[str, object]:
    words = REASONS[asset.reason] if asset.reason else None
    return {
        "id": asset.id,
        "version": asset.version,
        "status": asset.status,
        "file_name": asset.wish.file_name,
        "content_type": asset.wish.content_type,
        "size": asset.wish.size,
        "owner_entity": asset.owner,
        "created_at": asset.created_at,
        "sha256": asset.findings.sha256 if asset.findings else None,
        "delayed": asset.delayed,
        "reason": words.say(language) if words else None,
        "reason_code": asset.reason,
        "reason_text": BiText.of(words) if words else None,
    }
