"""The confined process: what it refuses, what it makes, and that it is ended when it takes too much."""

import os
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from media_svc.renditions import Inconclusive, Job, Refused, examine
from PIL import Image

from .conftest import picture

GB = 1024**3
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Bench:
    """Examines bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def examine(self, content: bytes, type_: str = "image/jpeg", **limits: Any) -> dict[str, Any]:
        source = self.folder / "source"
        source.write_bytes(content)
        kind = "photo" if type_.startswith("image/") else "file"
        within = limits.pop("within", 30)
        asked = {"pixel_limit": 50_000_000, "memory": GB, "seconds": 20, **limits}
        return await examine(Job(str(source), str(self.folder), kind, type_, **asked), within=within)

    async def refusal(self, content: bytes, type_: str = "image/jpeg", **limits: Any) -> str:
        with pytest.raises(Refused) as refused:
            await self.examine(content, type_, **limits)
        return str(refused.value)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


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
    assert await bench.refusal(b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>") == "broken"
    assert await bench.refusal(picture(200, 200, "PNG"), "image/jpeg") == "wrong-type"


async def test_a_photo_of_a_few_pixels_is_refused(bench: Bench) -> None:
    assert await bench.refusal(picture(63, 400)) == "too-small"


async def test_who_takes_more_memory_than_allowed_is_refused(bench: Bench) -> None:
    content = picture(6000, 5000, "PNG", compress_level=1)
    assert await bench.refusal(content, "image/png", memory=160 * 1024**2) == "too-heavy"


async def test_who_takes_too_long_is_ended(bench: Bench) -> None:
    with pytest.raises(Inconclusive):
        await bench.examine(picture(6000, 5000), within=0.05)
    assert not [one for one in children() if "media_svc.renditions" in one]


async def test_a_fault_of_the_machine_is_not_held_against_the_content(bench: Bench, tmp_path: Path) -> None:
    """Once, packages were being installed while a photo was checked: it was rejected as damaged, for good."""
    await bench.examine(picture(200, 150))
    gone = Job(str(tmp_path / "gone"), str(tmp_path), "photo", "image/jpeg", 50_000_000, GB, 20)
    with pytest.raises(Inconclusive, match="FileNotFoundError"):
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
    assert await bench.refusal(b"%PDF-1.7\nhalf", "application/pdf") == "broken"


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
