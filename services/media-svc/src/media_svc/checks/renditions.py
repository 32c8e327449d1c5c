"""The work that touches untrusted bytes: signature, full decode, sizes without metadata. It runs in the confined process that
media_svc.renditions starts, and speaks to nothing but its folder."""

import json
import resource
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

from PIL import Image

from media_svc.checks.archives.renditions import OLE, ZIP, demand_harmless
from media_svc.checks.pdfs.renditions import begins_as_pdf, demand_still, demand_whole
from media_svc.checks.photos.renditions import photo_of
from media_svc.renditions import Job, Refused

LARGEST_OUTPUT: Final = 64 * 1024**2
HEAD: Final = 1024
_PHOTOS: Final = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
_HEIC: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")  # brands of ISO/IEC 23008-12


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
        _demand_type(job)
        return photo_of(job) if job.kind == "photo" else _file(job)
    except Refused as refused:
        return {"reason": str(refused)}
    except Image.DecompressionBombError:
        return {"reason": "too-many-pixels"}
    except MemoryError:
        return {"reason": "too-heavy"}
    except OSError as error:
        if error.errno is not None:  # a full disk is not the photo's fault; decoders raise without a number
            raise
        return {"reason": "cut-off" if "truncated" in str(error).lower() else "broken"}
    # what decoders raise of a damaged file, each in its own way
    except (ValueError, SyntaxError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError):
        return {"reason": "broken"}


def _demand_type(job: Job) -> None:
    with Path(job.source).open("rb") as file:
        head = file.read(HEAD)
    if not begins_as(job.content_type, head):
        raise Refused("heic" if job.kind == "photo" and head[4:8] == b"ftyp" and head[8:12] in _HEIC else "wrong-type")


def begins_as(content_type: str, head: bytes) -> bool:
    """Whether the first bytes are those of the type. Of a drawing its reader says so."""
    if content_type == "image/webp":
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if content_type == "image/svg+xml":
        return True
    if content_type == "application/pdf":
        return begins_as_pdf(head)
    return head.startswith(_PHOTOS.get(content_type, (ZIP, OLE) if content_type != "application/zip" else ZIP))


def _file(job: Job) -> dict[str, Any]:
    from media_svc.identities.renditions import logo_of  # only what is asked for is loaded
    from media_svc.sources.renditions import read_pdf

    source = Path(job.source)
    if job.content_type == "application/pdf":
        content = source.read_bytes()
        demand_whole(content)
        demand_still(content)
        return read_pdf(source, Path(job.folder))
    if job.content_type.startswith("image/"):
        return logo_of(source, Path(job.folder), job.content_type, job.pixel_limit)
    demand_harmless(source, job.content_type)
    return {}


if __name__ == "__main__":
    main(sys.argv[1])
