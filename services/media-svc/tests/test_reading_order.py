"""The text of PDFs in reading order, however a program laid its glyphs down and whatever it says of a ligature."""

from pathlib import Path
from typing import Any, Final

import pytest
from media_svc.sources.renditions import read_pdf
from media_svc.sources.texts.model import Reading

from .test_odd_files import CATALOGUE, made

LINE: Final = "الإصدار لا يجوز للاتصال"
WIDTH: Final = 10.0
LIGATURES: Final = {"لا": "\ufefb", "لإ": "\ufef9", "لأ": "\ufef7"}
Placed = list[tuple[str, float]]


def glyphs_of(line: str) -> list[str]:
    """Letter by letter as they are read, lam and alef as one."""
    found: list[str] = []
    for letter in line:
        if found and found[-1] + letter in LIGATURES:
            found[-1] += letter
        else:
            found.append(letter)
    return found


def seen(line: str) -> Placed:
    """The glyphs with their places from the left, in the order in which they are read."""
    glyphs = glyphs_of(line)
    return [(glyph, 300 - WIDTH * (index + 1)) for index, glyph in enumerate(glyphs)]


def drawn(placed: Placed, named: dict[str, str], *, y: float = 100) -> bytes:
    """A PDF that draws these glyphs where they are, in this order; `named` is what its font says they are."""
    codes = {glyph: code for code, glyph in enumerate(dict.fromkeys(glyph for glyph, _ in placed), 65)}
    shown = "".join(f"1 0 0 1 {x} {y} Tm <{codes[glyph]:02X}> Tj\n" for glyph, x in placed)
    content = f"BT /F1 10 Tf\n{shown}ET".encode()
    rows = "".join(f"<{code:02X}> <{named.get(glyph, glyph).encode('utf-16-be').hex()}>\n" for glyph, code in codes.items())
    table = f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{rows}endbfchar\n".encode()
    widths = b"/FirstChar 65/LastChar %d/Widths[%b]" % (64 + len(codes), b" 1000" * len(codes))
    return made(
        CATALOGUE % b"",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%b/ToUnicode 6 0 R>>" % widths,
        b"<</Length %d>>stream\n%b\nendstream" % (len(table), table),
        shows=b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>",
    )


def read(folder: Path, content: bytes) -> str:
    source = folder / "source"
    source.write_bytes(content)
    return read_pdf(source, folder)["reading"]["text"].strip()


ORDERS: Final = {
    "from the right": lambda placed: placed,
    "from the left": lambda placed: placed[::-1],
    "word by word": lambda placed: sorted(placed, key=lambda one: (-(one[1] // 60), one[1])),
}
NAMES: Final[dict[str, Any]] = {
    "in the order of reading": {},
    "in the order of the eye": {ligature: ligature[::-1] for ligature in LIGATURES},
    "as a presentation form": LIGATURES,
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_read_from_the_right_in_whatever_order_its_glyphs_come(tmp_path: Path, order: str, name: str) -> None:
    text = read(tmp_path, drawn(ORDERS[order](seen(LINE)), NAMES[name]))
    assert text == LINE


@pytest.mark.parametrize("order", ORDERS)
def test_letters_of_other_forms_become_the_letters_people_search_for(tmp_path: Path, order: str) -> None:
    forms = {"ي": "\ufef2", "ك": "\ufeda", "د": "\ufea9", "ل": "\ufedf"}
    text = read(tmp_path, drawn(ORDERS[order](seen("دليل كل")), forms))
    assert text == "دليل كل"
    assert "دليل" in Reading.of(text, 1).words


@pytest.mark.parametrize("line", ["دلیل المملکة", "ہماری ذمہ داری"])
def test_letters_of_other_keyboards_stay_and_are_found_as_arabic_ones(tmp_path: Path, line: str) -> None:
    text = read(tmp_path, drawn(seen(line), {}))
    assert text == line


def from_left(words: str, at: float) -> Placed:
    return [(letter, at + WIDTH * index) for index, letter in enumerate(words)]


def test_figures_and_addresses_within_a_line_are_read_from_the_left(tmp_path: Path) -> None:
    placed = [*seen("القرار"), *from_left("142", 190), *[(letter, x - 130) for letter, x in seen("لسنة")], *from_left("a@b.ae", 50)]
    assert read(tmp_path, drawn(placed, {})) == "القرار 142 لسنة a@b.ae"
    assert read(tmp_path, drawn(placed[::-1], {})) == "القرار 142 لسنة a@b.ae"


def test_an_arabic_word_in_a_line_that_is_read_from_the_left_is_turned_alone(tmp_path: Path) -> None:
    arabic = [(letter, x - 160) for letter, x in seen("دليل")]
    placed = [*from_left("Guide", 10), *arabic, *from_left("version", 150)]
    assert read(tmp_path, drawn(placed, {})) == "Guide دليل version"


def test_lam_and_alef_that_are_drawn_into_each_other_are_read_as_the_reader_has_them(tmp_path: Path) -> None:
    placed = [("ا", 90.0), ("ل", 80.0), ("ا", 80.0), ("ن", 70.0)]
    assert read(tmp_path, drawn(placed, {})) == "الان"


def test_marks_break_no_word(tmp_path: Path) -> None:
    placed = [("م", 90.0), ("\u064f", 93.0), ("ن", 80.0), ("\u0650", 86.0), ("ح", 70.0)]
    assert read(tmp_path, drawn(placed, {})) == "منح"


def test_a_line_of_latin_letters_is_as_the_reader_has_it(tmp_path: Path) -> None:
    assert read(tmp_path, drawn(from_left("effect", 10), {"f": "f"})) == "effect"
    assert read(tmp_path, drawn([("ﬁ", 10.0), ("t", 20.0)], {})) == "fit"
