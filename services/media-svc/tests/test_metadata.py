"""What is written into files, read back by another reader; and where IIM cuts."""

import unicodedata
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_svc.metadata import NAMESPACES, Told, _cut, stamped
from PIL import Image, IptcImagePlugin

from .conftest import picture

NUMBER = "GNGC-20260412-STU-0007"
TOLD = Told(
    number=NUMBER, title=(NUMBER, NUMBER), headline=("جولة في الخور", "A tour"), caption=("القوارب <التراثية> & غيرها", "Boats & more"),
    alt=("قاربان", "Two boats"), photographer="مصور الاستوديو " * 5, credit="استوديو الشبكة", copyright="GNGC",
    usage=("للاتصال الحكومي", "For government"), place=("الخور", "The creek"), event=("يوم العلم", "Flag day"),
    persons=[("رئيس الدائرة", "Head of the department")], keywords=["قوارب", "boats"], captured="2026-04-12T09:30:00+04:00",
    digital_source="digital-capture", model_release="not-applicable",
)  # fmt: skip


def xmp_of(content: bytes) -> ElementTree.Element:
    with Image.open(BytesIO(content)) as image:
        image.load()
        return ElementTree.fromstring(image.info["xmp"])


KINDS = [("JPEG", {}), ("JPEG", {"progressive": True}), ("WEBP", {}), ("WEBP", {"lossless": True})]


@pytest.mark.parametrize(("format_", "options"), KINDS)
def test_both_languages_are_in_the_file_and_no_pixel_is_touched(format_: str, options: dict) -> None:
    before = picture(61, 41, format_, **options)
    after = stamped(before, TOLD)
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()
    root = xmp_of(after)
    items = root.iterfind(".//dc:description//rdf:li", NAMESPACES)
    caption = {item.get("{http://www.w3.org/XML/1998/namespace}lang"): item.text for item in items}
    assert caption == {"x-default": TOLD.caption[0], "ar": TOLD.caption[0], "en": TOLD.caption[1]}
    assert root.findtext(".//Iptc4xmpExt:DigImageGUID", namespaces=NAMESPACES) == NUMBER
    assert [li.text for li in root.iterfind(".//Iptc4xmpExt:PersonInImage//rdf:li", NAMESPACES)] == list(TOLD.persons[0])
    for name in ("dc:creator", "dc:rights", "xmpRights:UsageTerms", "Iptc4xmpCore:AltTextAccessibility", "Iptc4xmpExt:Event",
                 "Iptc4xmpExt:LocationShown", "photoshop:Headline", "photoshop:Credit", "plus:ModelReleaseStatus"):  # fmt: skip
        assert root.find(f".//{name}", NAMESPACES) is not None, name


def test_old_readers_find_the_arabic_in_iim_cut_to_its_octets() -> None:
    with Image.open(BytesIO(stamped(picture(61, 41), TOLD))) as image:
        found = IptcImagePlugin.getiptcinfo(image)
    assert found is not None
    assert found[1, 90] == b"\x1b%G"
    assert found[2, 105].decode() == TOLD.headline[0]
    assert found[2, 120].decode() == TOLD.caption[0]
    assert found[2, 55] == b"20260412"
    assert found[2, 60] == b"093000+0400"
    byline = found[2, 80]
    assert 28 <= len(byline) <= 32
    assert TOLD.photographer.startswith(byline.decode())


@given(st.text(alphabet="بتثسشل ABc\u064e\u0651\u0640é👩\u200d", max_size=80), st.integers(0, 64))
def test_a_cut_never_halves_a_letter_nor_takes_its_marks(text: str, octets: int) -> None:
    kept = _cut(text, octets)
    assert len(kept) <= octets
    words = kept.decode()
    assert text.startswith(words)
    if words and len(words) < len(text) and not text[len(words)].isspace():
        assert not unicodedata.combining(text[len(words)])


def test_what_is_neither_jpeg_nor_webp_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        stamped(picture(61, 41, "PNG"), TOLD)
