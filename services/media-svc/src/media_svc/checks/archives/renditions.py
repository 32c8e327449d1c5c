"""What lies in an archive or a document of Office, which is one: nothing that leads out of it, grows beyond measure or acts by itself. Runs
inside the confined process of media_svc.renditions."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from media_svc.checks.pdfs.renditions import begins_as_pdf, demand_still
from media_svc.renditions import Refused

MOST_MEMBERS: Final = 5_000
MOST_INSIDE: Final = 500 * 1024**2
DEEPEST: Final = 3  # archives within archives
LARGEST_HELD: Final = 100 * 1024**2  # of a member that is looked into itself
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # a compound file: Office of before 2007, or what Office locked with a password
ZIP: Final = b"PK\x03\x04"
_PIECE: Final = 64 * 1024
_DEFLATE64: Final = 9  # as Explorer packs what is large (APPNOTE 4.4.5)
_OFFICE_PARTS: Final = {"wordprocessingml.document": "word/", "presentationml.presentation": "ppt/", "spreadsheetml.sheet": "xl/"}
_MACROS: Final = b"macroEnabled"  # in the types of the parts, whatever the file is called
_LOCKED: Final = ("EncryptedPackage", "EncryptionInfo")  # streams of what Office locked (MS-OFFCRYPTO 2.3.4)
_TYPES: Final = "[content_types].xml"


@dataclass(frozen=True, slots=True)
class _Room:
    """What may still come out of an archive, in bytes, and how deep it lies."""

    left: int = MOST_INSIDE
    depth: int = 1


def demand_harmless(source: Path, content_type: str) -> None:
    """Raises Refused, and what zipfile raises of a damaged archive."""
    with source.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            raise Refused("locked" if any(_says(source.read_bytes(), one) for one in _LOCKED) else "wrong-type")
    with zipfile.ZipFile(source) as archive:
        _demand(archive, _Room(), content_type)


def _demand(archive: zipfile.ZipFile, room: _Room, content_type: str = "") -> int:
    """How many bytes came out of it."""
    members = archive.infolist()
    if any(one.flag_bits & 1 for one in members):
        raise Refused("locked")
    if room.depth > DEEPEST or len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > room.left:
        raise Refused("too-much-inside")
    names = [_name_of(one) for one in members]
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("has-macros")
    part = _OFFICE_PARTS.get(content_type.rpartition("officedocument.")[2])
    if part and not (_TYPES in names and any(name.startswith(part) for name in names)):
        raise Refused("wrong-type")
    taken = 0
    for one, name in zip(members, names, strict=True):
        taken += _look_into(archive, one, name, replace(room, left=room.left - taken))
    return taken


def _name_of(member: zipfile.ZipInfo) -> str:
    """As Office compares names: with slashes, whatever their case. Raises Refused for one that leads out of the archive, and for a link."""
    name = member.orig_filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("unsafe-names")
    return name.lower()


def _look_into(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, room: _Room) -> int:
    """Read it to its end, and what can be opened itself once more; how many bytes it and they are."""
    taken, held, opened = 0, bytearray(), False
    for piece in _pieces(archive, member):
        if not taken:
            opened = piece.startswith((ZIP, OLE)) or begins_as_pdf(piece) or name == _TYPES
        taken += len(piece)
        if taken > room.left or taken > member.file_size or (opened and taken > LARGEST_HELD):
            raise Refused("too-much-inside")
        if opened:
            held += piece
    if taken != member.file_size:
        raise zipfile.BadZipFile(member.filename)
    return taken + (_look_at(bytes(held), name, replace(room, left=room.left - taken, depth=room.depth + 1)) if opened else 0)


def _look_at(content: bytes, name: str, room: _Room) -> int:
    if name == _TYPES:
        if _MACROS in content:
            raise Refused("has-macros")
        return 0
    if content.startswith(OLE):
        if _says(content, "\x01Ole10Native") or _says(content, "_VBA_PROJECT"):  # a file packed into a document; macros of before 2007
            raise Refused("active-content")
        return 0
    if content.startswith(ZIP):
        with zipfile.ZipFile(BytesIO(content)) as inner:
            return _demand(inner, room)
    demand_still(content)
    return 0


def _says(content: bytes, name: str) -> bool:
    """Whether a compound file has a stream of this name (MS-CFB 2.6.1)."""
    return name.encode("utf-16-le") in content


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Its content, with its checksum compared. Raises Refused when nothing here unpacks it."""
    if member.compress_type == _DEFLATE64:
        yield from _inflated(archive, member)
        return
    try:
        file = archive.open(member)
    except NotImplementedError as error:
        raise Refused("unknown-packing") from error
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """By Deflate64, or by Deflate, which some programs call the other. Raises BadZipFile when neither gives what was packed."""
    for unpacker in (_by_deflate64, _by_deflate):
        size, checksum = 0, 0
        for piece in unpacker(archive, member):
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
            if size > member.file_size:
                break
        if (size, checksum) == (member.file_size, member.CRC):
            yield from unpacker(archive, member)
            return
    raise zipfile.BadZipFile(member.filename)


def _by_deflate64(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    from inflate64 import Inflater  # hardly any archive asks for it

    inflater = Inflater()
    return (inflater.inflate(packed) for packed in _packed(archive, member))


def _by_deflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    return (inflater.decompress(packed) for packed in _packed(archive, member))


def _packed(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    file: IO[bytes] | None = archive.fp
    assert file is not None  # it is open
    file.seek(member.header_offset)
    head = file.read(30)
    file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    left = member.compress_size
    while left and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        yield packed
