"""A photo as everybody sees it: decoded in full, upright, sRGB, in the sizes of the platform, without a word of metadata. Runs inside the
confined process of media_svc.renditions."""

import struct
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageOps, PngImagePlugin

from media_svc.checks.png.renditions import write_bare
from media_svc.renditions import Job, Refused

SIZES: Final = (("wide", 1600), ("card", 800), ("thumb", 400))
PRESS: Final = 2400
FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
SMALLEST_SIDE: Final = 64
LONGEST_SIDE: Final = {"webp": 16_383, "jpg": 65_500}  # of the formats themselves
FIRST_PHOTO: Final = datetime(1826, 1, 1, tzinfo=UTC)  # Niépce's view from his window
CLOCK_ASTRAY: Final = timedelta(days=1)
_GENTLE: Final = {"quality": 82, "method": 4}
_JPEG: Final = {"quality": 85, "optimize": True, "progressive": True}
_FULL: Final = {"quality": 92}  # neither progressive nor optimised: both would hold every coefficient of a large photo in memory
_SCAN: Final = b"\xff\xda"
_END: Final = b"\xff\xd9"
_ANYTHING: Final = bytes(range(1, 241)) * 16  # codes of some letters of any JPEG, and no marker
PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = 8 * 1024**2  # a profile of four inks takes some


def photo_of(job: Job) -> dict[str, Any]:
    """`{width, height, renditions, captured_at, hints}` of a photo. Raises Refused, and what decoders raise of a damaged one."""
    Image.MAX_IMAGE_PIXELS = job.pixel_limit
    source = _readable(job)
    with Image.open(source, formats=[FORMATS[job.content_type]]) as image:
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


# ---- what browsers show, decoders take ----


def _readable(job: Job) -> Path:
    """The photo, or a copy of it that a strict decoder reads as browsers read the photo. Raises Refused."""
    source, copy = Path(job.source), Path(job.folder) / "readable"
    if job.content_type == "image/png":
        write_bare(source, copy, with_exif=True)
        return copy
    if job.content_type == "image/webp":
        with source.open("rb") as file:
            announced = int.from_bytes(file.read(8)[4:], "little") + 8
        if announced > source.stat().st_size + 1:  # an odd one may lack the byte that makes it even
            raise Refused("cut-off")
        return source
    return source if _has_its_end(source) else _with_its_end(job, source, copy)


def _has_its_end(source: Path) -> bool:
    """Whether an end mark follows the last scan of a JPEG; neither mark can stand within one (ITU-T T.81, B.1.1.5)."""
    with source.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(_END, max(0, content.rfind(_SCAN))) >= 0


def _with_its_end(job: Job, source: Path, copy: Path) -> Path:
    """A JPEG with the end mark that it lacks, if nothing else is missing: what more of it would say then changes no pixel."""
    content = source.read_bytes()
    seen = []
    for more in (b"", _ANYTHING):
        with Image.open(BytesIO(content + more + _END), formats=["JPEG"]) as image:
            if image.width * image.height > job.pixel_limit:
                raise Refused("too-many-pixels")
            seen.append(hash(image.tobytes()))
    if seen[0] != seen[1]:
        raise Refused("cut-off")
    copy.write_bytes(content + _END)
    return copy


# ---- what the camera says ----

# What a camera wrote badly refuses no photo.
_BAD_TAGS: Final = (ValueError, KeyError, TypeError, OSError, SyntaxError, OverflowError, ArithmeticError, AttributeError, struct.error)


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


def _demand_size(image: Image.Image, pixel_limit: int, *, turned: bool) -> tuple[int, int]:
    """The size as the photo is seen, before any pixel is decoded."""
    width, height = image.size
    if width * height > pixel_limit:
        raise Refused("too-many-pixels")
    if min(width, height) < SMALLEST_SIDE:
        raise Refused("too-small")
    return (height, width) if turned else (width, height)


# ---- the pixels ----


def _plain(image: Image.Image) -> Image.Image:
    """Upright, sRGB, without transparency and without a word of metadata."""
    image.load()
    ImageOps.exif_transpose(image, in_place=True)  # a copy of twelve million pixels is 48 MB
    plain = _without_alpha(_in_srgb(_in_bytes(image)))
    plain.info = {}
    return plain


def _in_bytes(image: Image.Image) -> Image.Image:
    """With eight bits to a channel; a palette and two shades become their colours, so that a profile can be applied to them."""
    profile = {name: value for name, value in image.info.items() if name == "icc_profile"}
    if image.mode.startswith(("I", "F")):
        shown = image.convert("I").point(lambda value: value / 257).convert("L")
    elif image.mode in ("P", "PA", "LA", "La", "1"):
        shown = image.convert("RGBA" if image.has_transparency_data else "L" if image.mode == "1" else "RGB")
    elif image.mode in ("RGB", "L") and image.has_transparency_data:
        shown = image.convert("RGBA")
    else:
        return image
    shown.info = profile
    return shown


def _in_srgb(image: Image.Image) -> Image.Image:
    """A profile that cannot be read, or that is of another kind of colours than the picture, says nothing: the numbers as they are."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        grey = profile[16:20] == b"GRAY" and image.mode in ("RGB", "RGBA")  # a palette of greys, say (ICC.1, 7.2.6)
        with_alpha = image.mode == "RGBA"
        alpha = image.getchannel("A") if with_alpha else None
        colours = image.convert("L") if grey else image.convert("RGB") if with_alpha else image
        converted = ImageCms.profileToProfile(colours, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    if converted and alpha:
        converted.putalpha(alpha)
    return converted or image


def _without_alpha(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        with_alpha = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


# ---- the sizes ----


def _sizes(whole: Image.Image, folder: Path) -> list[dict[str, Any]]:
    """Each size from the one before it, largest first; nothing is enlarged."""
    made, image = [], whole
    for name, width in SIZES:
        image = _fitted(image, whole.size, width, LONGEST_SIDE["webp"])
        made.append(_written(image, folder, name, "webp"))
        if name == "wide":
            made.append(_written(image, folder, "wide-jpeg", "jpg"))
    return made


def _print_sizes(whole: Image.Image, folder: Path) -> list[dict[str, Any]]:
    """Every pixel, and what a page of a newspaper takes."""
    full = _fitted(whole, whole.size, whole.width, LONGEST_SIDE["jpg"])
    made = [_written(full, folder, "full", "jpg", _FULL)]
    if full.width > PRESS:
        made.append(_written(_fitted(full, whole.size, PRESS, LONGEST_SIDE["jpg"]), folder, "press", "jpg", _FULL))
    return made


def _fitted(image: Image.Image, shape: tuple[int, int], width: int, height: int) -> Image.Image:
    """No wider and no higher than that, in the shape of the whole photo."""
    scale = min(width / shape[0], height / shape[1])
    size = (max(1, round(shape[0] * scale)), max(1, min(height, round(shape[1] * scale))))
    if size[0] >= image.width and size[1] >= image.height:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _written(image: Image.Image, folder: Path, name: str, suffix: str, how: Mapping[str, Any] | None = None) -> dict[str, Any]:
    webp, file = suffix == "webp", folder / f"{name}.{suffix}"
    image.save(file, "WEBP" if webp else "JPEG", **(how or (_GENTLE if webp else _JPEG)))
    type_ = "image/webp" if webp else "image/jpeg"
    return {"name": name, "width": image.width, "height": image.height, "type": type_, "bytes": file.stat().st_size}
