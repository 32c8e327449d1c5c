"""Photos as cameras, phones and programs write them: what browsers show is taken and shown as it is, the rest is named as what it is."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from .bench import Bench
from .conftest import picture

PNG = "image/png"
SIZE = (200, 160)


def ramp(mode: str = "RGB") -> Image.Image:
    """Red grows to the right, blue downwards."""
    across = Image.linear_gradient("L").rotate(90).resize(SIZE)
    down = Image.linear_gradient("L").resize(SIZE)
    return Image.merge("RGB", (across, Image.new("L", SIZE, 40), down)).convert(mode)


def saved(image: Image.Image, format_: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def shown(folder: Path, name: str = "wide-jpeg.jpg") -> Image.Image:
    with Image.open(folder / name) as image:
        image.load()
        return image


def differs(one: Image.Image, other: Image.Image) -> int:
    """The largest mean difference of a channel."""
    pairs = zip(one.convert("RGB").resize((40, 32)).tobytes(), other.convert("RGB").resize((40, 32)).tobytes(), strict=True)
    return round(sum(abs(a - b) for a, b in pairs) / (40 * 32 * 3))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(png: bytes, made: bytes) -> bytes:
    """The PNG with another chunk behind its head."""
    return png[:33] + made + png[33:]


# ---- pixels ----


async def test_a_ramp_of_sixteen_bits_stays_a_ramp(bench: Bench, tmp_path: Path) -> None:
    rows = b"".join(b"\0" + b"".join(struct.pack(">H", x * 65535 // 255) for x in range(256)) for _ in range(100))
    head = struct.pack(">IIBBBBB", 256, 100, 16, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    await bench.examine(png, PNG)
    image = shown(tmp_path)
    values = [image.getpixel((x, 50))[0] for x in range(0, 256, 15)]  # type: ignore[index]  # a pixel of RGB is three numbers
    assert all(abs(value - x) <= 3 for value, x in zip(values, range(0, 256, 15), strict=True)), values


def profile_with_swapped_colours() -> bytes:
    """sRGB whose red and green are each other's, so that it shows whether a profile was applied."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * int.from_bytes(content[128:132], "big"), 12):
        if (name := bytes(content[at : at + 4])) in (b"rXYZ", b"gXYZ"):
            content[at : at + 4] = b"gXYZ" if name == b"rXYZ" else b"rXYZ"
    return bytes(content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "P with a hole"])
async def test_a_profile_is_applied_in_every_mode(bench: Bench, tmp_path: Path, mode: str) -> None:
    plain = Image.new("RGB", SIZE, (220, 20, 20))
    made = plain.convert("RGBA") if mode == "RGBA" else plain.quantize(4) if mode.startswith("P") else plain
    hole = {"transparency": 7} if "hole" in mode else {}
    await bench.examine(saved(made, icc_profile=profile_with_swapped_colours(), **hole), PNG)
    red, green, _ = shown(tmp_path).getpixel((100, 80))  # type: ignore[misc]  # a pixel of RGB is three numbers
    assert green > 200 > 40 > red


@pytest.mark.parametrize("mode", ["L", "LA", "1", "P", "CMYK"])
async def test_a_profile_of_another_kind_of_colours_says_nothing(bench: Bench, tmp_path: Path, mode: str) -> None:
    image = ramp("L" if mode in ("L", "LA", "1") else "RGB").convert(mode)
    other = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    format_, type_ = ("JPEG", "image/jpeg") if mode == "CMYK" else ("PNG", PNG)
    await bench.examine(saved(image, format_, icc_profile=other), type_)
    assert differs(shown(tmp_path), image.convert("RGB")) <= 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
@pytest.mark.parametrize("options", [{}, {"interlace": True}])
async def test_every_kind_of_png_shows_its_colours(bench: Bench, tmp_path: Path, mode: str, options: dict[str, Any]) -> None:
    image = ramp().convert(mode)
    await bench.examine(saved(image, **options), PNG)
    assert differs(shown(tmp_path), image) <= 4


@pytest.mark.parametrize("inverted", [False, True])
async def test_four_inks_are_no_negative_whether_adobe_wrote_them_or_not(bench: Bench, tmp_path: Path, inverted: bool) -> None:
    image = Image.new("CMYK", SIZE, (0, 0, 0, 0))
    content = saved(image, "JPEG")
    assert b"Adobe" in content
    if not inverted:
        at = content.index(b"\xff\xee")
        content = content[:at] + content[at + 2 + int.from_bytes(content[at + 2 : at + 4], "big") :]
    found = await bench.examine(content)
    assert (found["width"], found["height"]) == SIZE
    red = shown(tmp_path).getpixel((5, 5))[0]  # type: ignore[index]  # a pixel of RGB is three numbers
    assert red > 240


async def test_a_palette_with_a_hole_is_white_there(bench: Bench, tmp_path: Path) -> None:
    image = Image.new("P", SIZE, 3)
    image.putpalette([0, 0, 0] * 4)
    await bench.examine(saved(image, transparency=3), PNG)
    assert shown(tmp_path).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(("format_", "type_"), [("WEBP", "image/webp"), ("PNG", PNG)])
async def test_of_a_moving_picture_the_first_frame_is_taken(bench: Bench, tmp_path: Path, format_: str, type_: str) -> None:
    first, second = Image.new("RGB", SIZE, "red"), Image.new("RGB", SIZE, "blue")
    await bench.examine(saved(first, format_, save_all=True, append_images=[second], duration=50), type_)
    red, _, blue = shown(tmp_path).getpixel((9, 9))  # type: ignore[misc]  # a pixel of RGB is three numbers
    assert red > 200 > 50 > blue


@pytest.mark.parametrize("size", [(300, 17_000), (64, 20_000), (70, 66_000), (17_000, 300)])
@pytest.mark.parametrize("in_full", [False, True])
async def test_a_tall_picture_is_scaled_to_what_its_sizes_can_hold(
    bench: Bench, tmp_path: Path, size: tuple[int, int], in_full: bool
) -> None:  # fmt: skip
    found = await bench.examine(saved(Image.new("L", size, 90)), PNG, in_full=in_full)
    assert (found["width"], found["height"]) == size
    for one in found["renditions"]:
        limit = 65_500 if one["name"] in ("full", "press") else 16_383
        suffix = "webp" if one["type"] == "image/webp" else "jpg"
        assert shown(tmp_path, f"{one['name']}.{suffix}").size == (one["width"], one["height"])
        assert max(one["width"], one["height"]) <= limit
        assert abs(one["height"] * size[0] - one["width"] * size[1]) <= max(size) * 2


# ---- ends and wholeness ----


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_rows": 2}])
async def test_a_jpeg_without_its_end_mark_is_shown_as_browsers_show_it(
    bench: Bench, tmp_path: Path, options: dict[str, Any]
) -> None:  # fmt: skip
    whole = saved(ramp(), "JPEG", quality=90, **options)
    assert whole.endswith(b"\xff\xd9")
    await bench.examine(whole[:-2])
    assert differs(shown(tmp_path), ramp()) <= 4
    assert await bench.refusal(whole[: len(whole) // 2]) == "cut-off"
    assert await bench.refusal(whole[:-200]) == "cut-off"


async def test_what_a_phone_puts_behind_a_jpeg_or_a_second_picture_in_it_changes_nothing(bench: Bench) -> None:
    whole = picture(300, 200)
    for content in (whole + b"MotionPhoto" + bytes(9000), whole + picture(80, 60), whole + bytes(3)):
        assert (await bench.examine(content))["width"] == 300


async def test_two_views_in_one_file_are_the_first_of_them(bench: Bench) -> None:
    file = BytesIO()
    Image.new("RGB", (300, 200), "red").save(file, "MPO", save_all=True, append_images=[Image.new("RGB", (150, 100), "blue")])
    found = await bench.examine(file.getvalue())
    assert (found["width"], found["height"]) == (300, 200)


@pytest.mark.parametrize(("format_", "type_"), [("PNG", PNG), ("WEBP", "image/webp"), ("JPEG", "image/jpeg")])
async def test_what_was_cut_off_is_called_so(bench: Bench, format_: str, type_: str) -> None:
    whole = saved(ramp(), format_)
    for share in (0.3, 0.6, 0.9):
        assert await bench.refusal(whole[: int(len(whole) * share)], type_) == "cut-off", share


async def test_a_png_without_its_end_or_with_more_behind_it_is_shown(bench: Bench) -> None:
    whole = saved(ramp())
    for content in (whole[:-12], whole[:-4], whole + b"more", whole + whole):
        assert (await bench.examine(content, PNG))["width"] == SIZE[0]


async def test_what_a_program_wrote_into_a_png_refuses_none(bench: Bench) -> None:
    whole = saved(ramp())
    long = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"<x/>" * 5_000_000)
    for made in (
        chunk(b"iTXt", long),
        chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 9\nzz")),
        chunk(b"eXIf", b"II*\0\xff\xff\xff\xff"),
        chunk(b"tEXt", b"Comment\0GIMP")[:-1] + b"x",
        chunk(b"prVW", bytes(70_000)),
        chunk(b"iCCP", b"bad\0\0" + zlib.compress(b"no profile")),
    ):
        assert (await bench.examine(with_chunk(whole, made), PNG))["width"] == SIZE[0], made[4:8]
    assert await bench.refusal(whole[:40] + b"x" + whole[41:], PNG) in ("broken", "cut-off")


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
async def test_a_photo_of_a_phone_under_another_name_is_called_heic(bench: Bench, brand: bytes) -> None:
    content = b"\0\0\0\x18ftyp" + brand + bytes(400)
    assert await bench.refusal(content) == "heic"
    assert await bench.refusal(content, PNG) == "heic"
    assert await bench.refusal(b"GIF89a" + bytes(400)) == "wrong-type"


# ---- what cameras write ----


def exif(*entries: tuple[int, int, int, bytes]) -> bytes:
    """A TIFF block of entries as they stand: tag, type, count, four bytes."""
    body = b"".join(struct.pack("<HHI", *one[:3]) + one[3].ljust(4, b"\0")[:4] for one in entries)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, len(entries)) + body + struct.pack("<I", 0)


ODD_TAGS = {
    "a type that does not exist": exif((0x0110, 99, 1, b"abcd")),
    "a value beyond the end": exif((0x010F, 2, 4000, struct.pack("<I", 900_000))),
    "more entries than there are": b"Exif\0\0II*\0" + struct.pack("<IH", 8, 5000),
    "a block that leads to itself": exif((0x8769, 4, 1, struct.pack("<I", 8))),
    "a rational over nothing": exif((0x011A, 5, 1, struct.pack("<I", 26))) + struct.pack("<II", 72, 0),
    "a direction of zero": exif((0x0112, 3, 1, struct.pack("<H", 0))),
    "a direction as a float": exif((0x0112, 11, 1, struct.pack("<f", 6.0))),
    "two directions": exif((0x0112, 3, 2, struct.pack("<HH", 6, 3))),
    "a direction of nothing": exif((0x0112, 3, 0, b"")),
    "no byte order": b"Exif\0\0XX*\0" + bytes(20),
    "nothing but its name": b"Exif\0\0",
    "places that are no numbers": exif((0x8825, 2, 4, b"here")),
    "a note of a maker without end": exif((0x927C, 7, 2**31, struct.pack("<I", 8))),
}


@pytest.mark.parametrize("odd", ODD_TAGS)
async def test_tags_of_any_oddness_refuse_no_photo(bench: Bench, odd: str) -> None:
    whole, segment = picture(300, 200), ODD_TAGS[odd]
    content = whole[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + whole[2:]
    found = await bench.examine(content, in_full=True)
    assert {found["width"], found["height"]} == {300, 200}


async def test_no_size_tells_the_place_or_the_author(bench: Bench, tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x013B] = "A photographer"
    tags.get_ifd(0x8825)[2] = (25.0, 12.0, 0.0)
    words = PngImagePlugin.PngInfo()
    words.add_itxt("XML:com.adobe.xmp", "<exif:GPSLatitude>25,12N</exif:GPSLatitude>")
    for content, type_ in (
        (saved(ramp(), "JPEG", exif=tags, comment=b"GPSLatitude", xmp=b"<exif:GPSLatitude/>"), "image/jpeg"),
        (saved(ramp(), exif=tags, pnginfo=words), PNG),
    ):
        await bench.examine(content, type_, in_full=True)
        for file in (*tmp_path.glob("*.jpg"), *tmp_path.glob("*.webp")):
            assert not [word for word in (b"GPS", b"photographer", b"Exif", b"xmp") if word in file.read_bytes()], file.name


async def test_a_logo_is_handed_on_without_words_and_places_and_with_every_pixel(bench: Bench, tmp_path: Path) -> None:
    image, words, tags = ramp("RGBA"), PngImagePlugin.PngInfo(), Image.Exif()
    words.add_itxt("XML:com.adobe.xmp", "<exif:GPSLatitude>25,12N</exif:GPSLatitude>" * 2000)
    words.add_text("Author", "A designer")
    tags[0x013B] = "A designer"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    whole = saved(image, exif=tags, pnginfo=words, icc_profile=profile, dpi=(300, 300))
    assert await bench.examine(whole, PNG, kind="file") == {"cleaned": "cleaned"}
    content = (tmp_path / "cleaned").read_bytes()
    assert not [word for word in (b"GPS", b"designer", b"eXIf", b"tIME", b"Author") if word in content]
    with Image.open(BytesIO(content)) as left:
        assert left.tobytes() == image.tobytes()
        assert left.info["icc_profile"] == profile
        assert round(left.info["dpi"][0]) == 300
    assert await bench.refusal(whole[:-3000], PNG, kind="file") == "cut-off"
    assert await bench.refusal(saved(Image.new("L", (900, 900))), PNG, kind="file", pixel_limit=800_000) == "too-many-pixels"
