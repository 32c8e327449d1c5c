"""The confined process: what it refuses, what it makes, and that it is ended when it takes too much."""

import os
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from media_svc.checks.photos.renditions import taken_at
from media_svc.renditions import CONFINED, Crashed, Job, Overran, examine
from media_svc.sources.texts.renditions import sayable
from PIL import ExifTags, Image

from .bench import GB, WORD, Bench, archive
from .conftest import picture
from .shelf import pdf


def children() -> Iterator[str]:
    """What other processes were started with, by us."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"\nPPid:\t{os.getpid()}\n" in (place.parent / "status").read_text():
                yield place.read_bytes().decode(errors="replace")
        except OSError:
            continue


async def test_a_small_photo_is_not_enlarged(bench: Bench) -> None:
    made = (await bench.examine(picture(500, 300)))["renditions"]
    assert {one["name"]: one["width"] for one in made} == {"wide": 500, "wide-jpeg": 500, "card": 500, "thumb": 400}


async def test_transparency_becomes_white(bench: Bench, tmp_path: Path) -> None:
    file = BytesIO()
    Image.new("RGBA", (200, 200), (255, 0, 0, 0)).save(file, "PNG")
    await bench.examine(file.getvalue(), "image/png")
    with Image.open(tmp_path / "wide-jpeg.jpg") as shown:
        assert shown.getpixel((100, 100)) == (255, 255, 255)


@pytest.mark.parametrize(("mode", "format_"), [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("I;16", "PNG"), ("LA", "PNG"), ("1", "PNG")])
async def test_every_way_of_storing_colours_becomes_plain_rgb(bench: Bench, tmp_path: Path, mode: str, format_: str) -> None:
    file = BytesIO()
    Image.new(mode, (120, 90)).save(file, format_)
    await bench.examine(file.getvalue(), f"image/{format_.lower()}")
    with Image.open(tmp_path / "wide.webp") as shown:
        assert shown.mode == "RGB"


async def test_a_signature_before_something_else_is_no_photo(bench: Bench) -> None:
    assert await bench.refusal(b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>") == "cut-off"
    assert await bench.refusal(picture(200, 200, "PNG"), "image/jpeg") == "wrong-type"


async def test_a_photo_of_a_few_pixels_is_refused(bench: Bench) -> None:
    assert await bench.refusal(picture(63, 400)) == "too-small"


async def test_who_takes_more_memory_than_allowed_is_refused(bench: Bench) -> None:
    content = picture(6000, 5000, "PNG", compress_level=1)
    assert await bench.refusal(content, "image/png", memory=160 * 1024**2) == "too-heavy"


async def test_who_takes_too_long_is_ended(bench: Bench) -> None:
    with pytest.raises(Overran):
        await bench.examine(picture(6000, 5000), within=0.05)
    assert not [one for one in children() if CONFINED in one]


async def test_a_fault_of_the_machine_is_not_held_against_the_content(bench: Bench, tmp_path: Path) -> None:
    """Once, packages were being installed while a photo was checked: it was rejected as damaged, for good."""
    await bench.examine(picture(200, 150))
    gone = Job(str(tmp_path / "gone"), str(tmp_path), "photo", "image/jpeg", 50_000_000, GB, 20)
    with pytest.raises(Crashed, match="FileNotFoundError"):
        await examine(gone, within=30)


async def test_the_process_inherits_no_secret(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is empty, so importing with a broken PYTHONPATH or reading our keys is impossible."""
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert (await bench.examine(picture(200, 100)))["width"] == 200


async def test_a_whole_document_passes_and_half_of_it_does_not(bench: Bench) -> None:
    content = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>" * 500})
    assert await bench.examine(content, WORD) == {}
    assert await bench.refusal(content[: len(content) // 2], WORD) == "broken"
    assert await bench.refusal(b"%PDF-1.7\nhalf", "application/pdf") == "cut-off"


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"word/document.xml": b"x"}, "wrong-type"),
        ({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}, "wrong-type"),
        ({"[Content_Types].xml": b"x", "word/document.xml": b"x", "word/vbaProject.bin": b"x"}, "has-macros"),
        ({str(one): b"" for one in range(5001)}, "too-much-inside"),
    ],
)
async def test_an_archive_that_is_not_what_it_says_is_refused(bench: Bench, members: dict[str, bytes], reason: str) -> None:
    assert await bench.refusal(archive(members), WORD) == reason


async def test_a_zip_bomb_is_refused_unopened(bench: Bench) -> None:
    inner = archive({"zeros": bytes(1024**2)})
    declared = (600 * 1024**2).to_bytes(4, "little")
    bomb = inner.replace((1024**2).to_bytes(4, "little"), declared)
    assert await bench.refusal(bomb, "application/zip") == "too-much-inside"


async def test_a_locked_archive_is_refused(bench: Bench) -> None:
    content = bytearray(archive({"a": b"x"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert await bench.refusal(bytes(content), "application/zip") == "locked"


def dated(moment: str, zone: str = "", **tags: Any) -> bytes:
    """A photo whose camera wrote this date, and other tags by their number."""
    exif = Image.Exif()
    told = exif.get_ifd(ExifTags.IFD.Exif)
    told[ExifTags.Base.DateTimeOriginal] = moment
    if zone:
        told[ExifTags.Base.OffsetTimeOriginal] = zone
    return picture(300, 200, exif=exif)


@pytest.mark.parametrize(
    ("moment", "zone", "taken"),
    [
        ("2026:04:12 09:30:00", "", "2026-04-12T05:30:00+00:00"),
        ("2026:04:12 09:30:00", "+02:00", "2026-04-12T07:30:00+00:00"),
        ("1826:01:01 04:00:00", "", "1826-01-01T00:00:00+00:00"),
        ("1826:01:01 03:59:59", "", None),
        ("0001:01:01 00:00:00", "", None),
        ("9999:12:31 12:00:00", "", None),
        ("9999:12:31 23:59:59", "-12:00", None),
        ("2026-04-12 09:30:00", "", None),
        ("2016:02:02 24:28:33", "", None),
        ("0000:00:00 00:00:00", "", None),
        ("2026:04:12 09:30:00", "+99:99", None),
    ],
)
async def test_a_date_that_cannot_be_right_is_left_out_with_a_hint(bench: Bench, moment: str, zone: str, taken: str | None) -> None:
    found = await bench.examine(dated(moment, zone))
    assert (found["captured_at"], found["hints"]) == (taken, [] if taken else ["date-unusable"])


async def test_a_photo_of_tomorrow_is_dated_and_one_of_the_day_after_is_not() -> None:
    now = datetime(2026, 4, 12, 9, 30, tzinfo=UTC)
    for ahead, known in ((timedelta(), True), (timedelta(seconds=1), False)):
        moment = (now + ahead).strftime("%Y:%m:%d %H:%M:%S")
        assert (taken_at(moment, "+00:00", before=now) is not None) is known


async def test_a_camera_that_says_nothing_of_the_date_gets_no_hint(bench: Bench) -> None:
    assert (await bench.examine(picture(300, 200)))["hints"] == []
    assert (await bench.examine(dated("   ")))["hints"] == []


def turned(orientation: object, *, tag_type: int = 3, extra: bytes = b"") -> bytes:
    """A JPEG of 300 × 200 whose orientation is written as this type of TIFF, with another entry that nobody can write again."""
    value = struct.pack("<HH", orientation, 0) if isinstance(orientation, int) else str(orientation).encode().ljust(4, b"\0")
    entry = struct.pack("<HHI", 0x0112, tag_type, 1 if isinstance(orientation, int) else 2) + value
    tiff = b"II*\0" + struct.pack("<IH", 8, 1 + bool(extra)) + entry + extra + struct.pack("<I", 0)
    segment = b"Exif\0\0" + tiff
    whole = picture(300, 200)
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + whole[2:]


WIDE, TALL = (300, 200), (200, 300)


@pytest.mark.parametrize(
    ("orientation", "tag_type", "size"), [(1, 3, WIDE), (6, 3, TALL), (8, 3, TALL), (3, 3, WIDE), (99, 3, WIDE), ("6", 2, WIDE)]
)
async def test_a_photo_is_shown_upright_whatever_was_written_of_it(bench: Bench, tmp_path: Path, orientation, tag_type, size) -> None:
    for extra in (b"", struct.pack("<HHI", 0x9201, 10, 1) + b"abcd"):
        found = await bench.examine(turned(orientation, tag_type=tag_type, extra=extra))
        assert (found["width"], found["height"]) == size
        with Image.open(tmp_path / "wide.webp") as shown:
            assert shown.size == size


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("guide\ud83d", "guide"),
        ("\ud83d\ude00 a", "\U0001f600 a"),
        ("\ude00\ud83d", ""),
        ("a\0b", "ab"),
        ("commu\x02nication", "communication"),
        ("سطر\nآخر\f", "سطر\nآخر\f"),
        ("می\u200cشود", "می\u200cشود"),
    ],
)
def test_what_is_read_in_a_pdf_is_letters(read: str, said: str) -> None:
    assert sayable(read) == said


async def test_a_pdf_may_have_blanks_before_it_and_zeros_behind_it(bench: Bench) -> None:
    whole = pdf("words")
    for content in (b"\n" + whole, b"\xef\xbb\xbf" + whole, whole + bytes(80_000), whole + b"\r\n" * 3000):
        assert "words" in (await bench.examine(content, "application/pdf"))["reading"]["text"]
    for cut in (whole[: len(whole) // 2], whole[: len(whole) // 2] + bytes(4000)):
        assert await bench.refusal(cut, "application/pdf") == "cut-off"
