"""The work that touches untrusted bytes: signature, full decode, sizes without metadata. It runs in the confined process that
media_svc.renditions starts, and speaks to nothing but its folder."""

import json
import resource
import struct
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageOps

from media_svc.renditions import Job, Refused

SIZES: Final = (("wide", 1600), ("card", 800), ("thumb", 400))
PRESS: Final = 2400
FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
SMALLEST_SIDE: Final = 64
MOST_MEMBERS: Final = 5_000
MOST_INSIDE: Final = 500 * 1024**2
LARGEST_OUTPUT: Final = 64 * 1024**2
FIRST_PHOTO: Final = datetime(1826, 1, 1, tzinfo=UTC)  # Niépce's view from his window
CLOCK_ASTRAY: Final = timedelta(days=1)
_ZIP: Final = b"PK\x03\x04"
_OFFICE_PARTS: Final = {"wordprocessingml.document": "word/", "presentationml.presentation": "ppt/", "spreadsheetml.sheet": "xl/"}
_GENTLE: Final = {"quality": 82, "method": 4}
_JPEG: Final = {"quality": 85, "optimize": True, "progressive": True}
_FULL: Final = {"quality": 92}  # neither progressive nor optimised: both would hold every coefficient of a large photo in memory


def main(argument: str) -> None:
    """Examine one job and print what was found."""
    job = Job(**json.loads(argument))
    _confine(job)
    sys.stdout.write(json.dumps(_found(job)))


def _confine(job: Job) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (job.memory, job.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (job.seconds, job.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _found(job: Job) -> dict[str, Any]:
    try:
        return _photo(job) if job.kind == "photo" else _file(job)
    except Refused as refused:
        return {"reason": str(refused)}
    except Image.DecompressionBombError:
        return {"reason": "too-many-pixels"}
    except MemoryError:
        return {"reason": "too-heavy"}
    except OSError as error:
        if error.errno is not None:  # a full disk is not the photo's fault; decoders raise without a number
            raise
        return {"reason": "broken"}
    # what decoders raise of a damaged file, each in its own way
    except (ValueError, SyntaxError, zipfile.BadZipFile, RuntimeError, EOFError):
        return {"reason": "broken"}


def begins_as(content_type: str, head: bytes) -> bool:
    """Whether the first 16 bytes are those of the type."""
    if content_type == "image/webp":
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if content_type == "image/svg+xml":
        return head.startswith((b"<svg", b"<?xml "))
    if content_type == "application/pdf":
        head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    known = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}
    return head.startswith(known.get(content_type, _ZIP))


def _demand_type(job: Job) -> None:
    with Path(job.source).open("rb") as file:
        if not begins_as(job.content_type, file.read(16)):
            raise Refused("wrong-type")


def _photo(job: Job) -> dict[str, Any]:
    _demand_type(job)
    Image.MAX_IMAGE_PIXELS = job.pixel_limit
    with Image.open(job.source, formats=[FORMATS[job.content_type]]) as image:
        turned = _settled_orientation(image) >= 5
        width, height = _demand_size(image, job.pixel_limit, turned=turned)
        said = _said_date(image)
        captured = taken_at(*said, before=datetime.now(UTC) + CLOCK_ASTRAY)
        if not job.in_full:  # a JPEG decoder can halve while it decodes; it still reads every byte
            image.draft("RGB", (SIZES[0][1], max(1, SIZES[0][1] * image.height // image.width)))
        whole = _plain(image)
    made = [*(_print_sizes(whole, Path(job.folder)) if job.in_full else []), *_sizes(whole, Path(job.folder))]
    hints = ["date-unusable"] if said[0] and captured is None else []
    return {"width": width, "height": height, "renditions": made, "captured_at": captured, "hints": hints}


# What a camera wrote badly refuses no photo.
_BAD_TAGS: Final = (ValueError, KeyError, TypeError, OSError, SyntaxError, OverflowError, struct.error)


def _said_date(image: Image.Image) -> tuple[str, str]:
    """When the camera says the photo was taken and its zone, as it wrote them; empty where it says nothing."""
    with suppress(*_BAD_TAGS):
        told = image.getexif().get_ifd(ExifTags.IFD.Exif)
        tags = (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal)
        moment, zone = (str(told.get(tag, "")).strip("\0 ") for tag in tags)
        return moment, zone
    return "", ""


def taken_at(moment: str, zone: str, *, before: datetime) -> str | None:
    """The instant in UTC, ISO 8601; without a zone of its own it is an hour of Dubai (UTC+4, no summer time).

    None = it cannot be read, or it is no day on which photos were taken: a camera whose clock was never set says the year 1 or 0.
    """
    with suppress(ValueError, OverflowError):
        told = datetime.strptime(moment, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 the zone follows
        taken = datetime.fromisoformat(f"{told.isoformat()}{zone or '+04:00'}").astimezone(UTC)
        if FIRST_PHOTO <= taken <= before:
            return taken.isoformat()
    return None


def _demand_size(image: Image.Image, pixel_limit: int, *, turned: bool) -> tuple[int, int]:
    """The size as the photo is seen, before any pixel is decoded."""
    width, height = image.size
    if width * height > pixel_limit:
        raise Refused("too-many-pixels")
    if min(width, height) < SMALLEST_SIDE:
        raise Refused("too-small")
    return (height, width) if turned else (width, height)


def _settled_orientation(image: Image.Image) -> int:
    """How the picture is turned, 1 to 8 (EXIF 2.32, 4.6.4 A). What is no such number means upright, as in browsers. The tags are never
    written again, for what a camera wrote badly cannot be."""
    turned = 1
    with suppress(*_BAD_TAGS):
        tags = image.getexif()
        said = tags.get(ExifTags.Base.Orientation, 1)
        turned = said if isinstance(said, int) and 1 <= said <= 8 else 1
        tags[ExifTags.Base.Orientation] = turned
    for written in ("exif", "Raw profile type exif", "xmp", "XML:com.adobe.xmp"):
        image.info.pop(written, None)
    return turned


def _plain(image: Image.Image) -> Image.Image:
    """Upright, sRGB, without transparency and without a word of metadata."""
    image.load()
    ImageOps.exif_transpose(image, in_place=True)  # a copy of twelve million pixels is 48 MB
    plain = _without_alpha(_in_srgb(image))
    plain.info = {}
    return plain


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        converted = ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile that cannot be read: the numbers as they are
    return converted or image


def _without_alpha(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        with_alpha = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def _sizes(whole: Image.Image, folder: Path) -> list[dict[str, Any]]:
    """Each size from the one before it, largest first; nothing is enlarged."""
    made, image = [], whole
    for name, width in SIZES:
        if image.width > width:
            image = image.resize((width, max(1, round(whole.height * width / whole.width))), Image.Resampling.LANCZOS, reducing_gap=2.0)
        made.append(_written(image, folder, name, "webp"))
        if name == "wide":
            made.append(_written(image, folder, "wide-jpeg", "jpg"))
    return made


def _print_sizes(whole: Image.Image, folder: Path) -> list[dict[str, Any]]:
    """Every pixel, and what a page of a newspaper takes."""
    made = [_written(whole, folder, "full", "jpg", _FULL)]
    if whole.width > PRESS:
        height = max(1, round(whole.height * PRESS / whole.width))
        made.append(_written(whole.resize((PRESS, height), Image.Resampling.LANCZOS, reducing_gap=2.0), folder, "press", "jpg", _FULL))
    return made


def _written(image: Image.Image, folder: Path, name: str, suffix: str, how: Mapping[str, Any] | None = None) -> dict[str, Any]:
    webp, file = suffix == "webp", folder / f"{name}.{suffix}"
    image.save(file, "WEBP" if webp else "JPEG", **(how or (_GENTLE if webp else _JPEG)))
    type_ = "image/webp" if webp else "image/jpeg"
    return {"name": name, "width": image.width, "height": image.height, "type": type_, "bytes": file.stat().st_size}


def _file(job: Job) -> dict[str, Any]:
    from media_svc.identities.renditions import logo_of  # only the confined process needs their libraries
    from media_svc.sources.renditions import read_pdf

    _demand_type(job)
    if job.content_type == "application/pdf":
        _demand_whole_pdf(Path(job.source))
        return read_pdf(Path(job.source), Path(job.folder))
    if job.content_type.startswith("image/"):
        return logo_of(Path(job.source), job.content_type, job.pixel_limit)
    with zipfile.ZipFile(job.source) as archive:
        _demand_harmless(archive, job.content_type)
    return {}


def _demand_whole_pdf(source: Path) -> None:
    """The end mark within its last two kilobytes, whatever padding of zeros and blanks a mail gateway or a disk put behind it."""
    if b"%%EOF" not in source.read_bytes().rstrip(b"\0 \t\r\n")[-2048:]:
        raise Refused("broken")


def _demand_harmless(archive: zipfile.ZipFile, content_type: str) -> None:
    """Few enough, small enough, whole, no macros, no password; an Office document has the parts of its kind."""
    members = archive.infolist()
    if any(one.flag_bits & 1 for one in members):
        raise Refused("locked")
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_INSIDE:
        raise Refused("too-much-inside")
    names = [one.filename for one in members]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("has-macros")
    part = _OFFICE_PARTS.get(content_type.rpartition("officedocument.")[2])
    if part and not ("[Content_Types].xml" in names and any(name.startswith(part) for name in names)):
        raise Refused("wrong-type")
    if archive.testzip() is not None:
        raise Refused("broken")


if __name__ == "__main__":
    main(sys.argv[1])
