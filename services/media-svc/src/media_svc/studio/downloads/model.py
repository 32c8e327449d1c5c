"""Sizes, terms of use, and what a download is. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from chassis.errors import Text

from media_svc.model import Rendition
from media_svc.studio import errors
from media_svc.studio.model import Photo

TERMS_VERSION: Final = 1
TERMS: Final = Text(
    "تُستخدم الصور الرسمية في الاتصال الحكومي فقط، مع ذكر المصدر كما ورد، ومن غير تعديل على المحتوى، وضمن مدة الحقوق المذكورة مع كل صورة. "
    "إذا سُحبت صورة فعلى من نزّلها إزالتها من قنواته.",
    "Official photos are for government communication only, with the credit as given, without any change of their content, and within the "
    "term of the rights told with each. When a photo is withdrawn, whoever downloaded it takes it down from their channels.",
)


class Size(StrEnum):
    """What members may take, smallest first."""

    WEB = "web"
    PRESS = "press"
    ORIGINAL = "original"


_RENDITION_OF: Final = {Size.WEB: "wide-jpeg", Size.PRESS: "press", Size.ORIGINAL: "full"}


@dataclass(frozen=True, slots=True)
class Download:
    """Somebody took a photo in a size."""

    id: str
    number: str
    size: Size
    by: str
    entity: str | None
    at: datetime


def rendition_of(photo: Photo, size: Size) -> Rendition:
    """The file of a size; a photo that is smaller than a size has no file of it. Raises NoSuchSize."""
    for one in photo.picture.renditions:
        if one.name == _RENDITION_OF[size]:
            return one
    raise errors.NoSuchSize


def nearest(photo: Photo, size: Size) -> Rendition:
    """The file of a size, or the photo in full where it is smaller than that."""
    try:
        return rendition_of(photo, size)
    except errors.NoSuchSize:
        return rendition_of(photo, Size.ORIGINAL)


def sizes_of(photo: Photo) -> list[tuple[Size, Rendition]]:
    """Every size that there is."""
    names = {name: size for size, name in _RENDITION_OF.items()}
    return sorted(((names[one.name], one) for one in photo.picture.renditions if one.name in names), key=lambda pair: pair[1].width)


def file_name(photo: Photo, size: Size) -> str:
    """What a downloaded file is called."""
    return f"{photo.number}-{size}.jpg"
