"""The work that touches untrusted bytes: signature, full decode, sizes without metadata. It runs in a process of its own.

`examine` starts `python -I -m media_svc.renditions` with limits on memory and processor time, and kills it when it overruns.
It imports nothing of this service and has no environment, so that it starts fast and holds no secret.
"""

import asyncio
import json
import resource
import signal
import struct
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageOps

SIZES: Final = (("wide", 1600), ("card", 800), ("thumb", 400))
PRESS: Final = 2400
FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
SMALLEST_SIDE: Final = 64
MOST_MEMBERS: Final = 5_000
MOST_INSIDE: Final = 500 * 1024**2
LARGEST_OUTPUT: Final = 64 * 1024**2
_ZIP: Final = b"PK\x03\x04"
_OFFICE_PARTS: Final = {"wordprocessingml.document": "word/", "presentationml.presentation": "ppt/", "spreadsheetml.sheet": "xl/"}
_GENTLE: Final = {"quality": 82, "method": 4}
_JPEG: Final = {"quality": 85, "optimize": True, "progressive": True}
_FULL: Final = {"quality": 92}  # neither progressive nor optimised: both would hold every coefficient of a large photo in memory


@dataclass(frozen=True, slots=True)
class Job:
    """What to examine: `folder` takes the renditions; limits in pixels, bytes and seconds of processor time.
    `in_full` asks also for the sizes of print, which need every pixel."""

    source: str
    folder: str
    kind: str
    content_type: str
    pixel_limit: int
    memory: int
    seconds: int
    in_full: bool = False


class Refused(Exception):
    """The content fails its check; the argument is the reason's code."""


class Inconclusive(Exception):
    """The check did not come to its end: it took too long and was killed, or its process died. The content need not be to blame."""


# ---- outside: start it, wait, kill it ----


async def examine(job: Job, *, within: float) -> dict[str, Any]:
    """`{width, height, renditions: [{name, width, height, type}]}` of a photo, `{}` of a file; `within` in seconds.

    Raises Refused, Inconclusive.
    """
    program = (sys.executable, "-I", "-m", __name__, json.dumps(asdict(job)))
    process = await asyncio.create_subprocess_exec(
        *program,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={},
        cwd=job.folder,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(within):
            answer, words = await process.communicate()
    except TimeoutError as error:
        raise Inconclusive(f"not within {within} s") from error
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return _verdict(process.returncode or 0, answer, words)


def _verdict(code: int, answer: bytes, words: bytes) -> dict[str, Any]:
    if code == -signal.SIGXCPU:
        raise Refused("too-heavy")
    if code in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT):  # a decoder crashed on what it read
        raise Refused("broken")
    if code != 0:
        raise Inconclusive(f"the process ended with {code}: {words[-300:].decode(errors='replace')}")
    found = json.loads(answer)
    if reason := found.get("reason"):
        raise Refused(reason)
    return found


# ---- inside: everything below runs in the confined process ----


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
        width, height = _demand_size(image, job.pixel_limit)
        captured = _captured(image)
        if not job.in_full:  # a JPEG decoder can halve while it decodes; it still reads every byte
            image.draft("RGB", (SIZES[0][1], max(1, SIZES[0][1] * image.height // image.width)))
        whole = _plain(image)
    made = [*(_print_sizes(whole, Path(job.folder)) if job.in_full else []), *_sizes(whole, Path(job.folder))]
    return {"width": width, "height": height, "renditions": made, "captured_at": captured}


def _captured(image: Image.Image) -> str | None:
    """When the camera says the photo was taken, ISO 8601; without a zone of its own that is the hour of Dubai (UTC+4, no summer time)."""
    with suppress(ValueError, KeyError, TypeError, OSError, struct.error):  # what a camera wrote badly refuses no photo
        told = image.getexif().get_ifd(ExifTags.IFD.Exif)
        moment, zone = (str(told.get(tag, "")).strip("\0 ") for tag in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal))
        taken = datetime.strptime(moment, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 the zone follows
        return datetime.fromisoformat(f"{taken.isoformat()}{zone or '+04:00'}").isoformat()
    return None


def _demand_size(image: Image.Image, pixel_limit: int) -> tuple[int, int]:
    """The size as the photo is seen, before any pixel is decoded."""
    width, height = image.size
    if width * height > pixel_limit:
        raise Refused("too-many-pixels")
    if min(width, height) < SMALLEST_SIDE:
        raise Refused("too-small")
    turned = image.getexif().get(0x0112, 1) >= 5
    return (height, width) if turned else (width, height)


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
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - 2048))
        if b"%%EOF" not in file.read():
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
