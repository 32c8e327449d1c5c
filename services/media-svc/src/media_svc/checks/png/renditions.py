"""A PNG as its chunks (PNG 3rd edition, 5.3): only what says how the pixels look is handed on, whatever a program wrote beside them.
Runs inside the confined process of media_svc.renditions."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from media_svc.renditions import Refused

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LOOKS: Final = frozenset(
    (
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"sBIT",
        b"pHYs", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
_LARGEST: Final = 2**31 - 1


def write_bare(source: Path, target: Path, *, with_exif: bool = False) -> None:
    """Write the PNG without words, places, dates and previews; with the tags of a camera where asked. A chunk whose checksum is wrong is
    left out unless the pixels need it, as browsers do; what stands behind the end is dropped, and a missing end mark is put there.

    Raises Refused: `cut-off` when there are no pixels, or a chunk that they need ends too early; `broken` when its checksum is wrong.
    """
    kept = _LOOKS | {b"eXIf"} if with_exif else _LOOKS
    seen: set[bytes] = set()
    with source.open("rb") as file, target.open("wb") as bare:
        bare.write(file.read(len(SIGNATURE)))
        for kind, content, whole in _chunks(file):
            needed = not kind[0] & 0x20  # an upper-case letter begins the name of what a picture cannot be shown without
            if needed and not whole:
                raise Refused("broken")
            if kind in kept and whole and kind != b"IEND":
                seen.add(kind)
                bare.write(_chunk(kind, content))
        bare.write(_chunk(b"IEND", b""))
    if not {b"IHDR", b"IDAT"} <= seen:
        raise Refused("cut-off")


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes, bool]]:
    """Name, content and whether its checksum fits, up to the end mark or the end of the file."""
    while len(head := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        if size > _LARGEST or not kind.isalpha():
            raise Refused("broken")
        content, told = file.read(size), file.read(4)
        if len(content) < size or len(told) < 4:
            if kind in (b"IHDR", b"PLTE", b"IDAT"):
                raise Refused("cut-off")
            return
        yield kind, content, zlib.crc32(kind + content) == int.from_bytes(told, "big")
        if kind == b"IEND":
            return


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
