"""The text of a PDF's page as people read it. Runs inside the confined process of media_svc.renditions.

What a PDF holds are glyphs in places. Where a line is of right-to-left letters its reading order is found from the places, for programs
write such lines from either end, by words or by letters, and name the letters of a ligature in either order (docs/adr/0011-pdf.md).
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

_RIGHT: Final = ("AL", "R")
_FORMS: Final = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))  # presentation forms, many of them of several letters
_LIGATURES: Final = frozenset(form for code in _FORMS if len(form := unicodedata.normalize("NFKC", chr(code)).strip()) > 1)
_GAP: Final = 0.15  # of the height of a letter: more lies between two words only
_SAME: Final = 0.02
_NEXT_LINE: Final = 0.5
_TURNED: Final = 0.1  # the sine of its angle: a line that leans more has no base line of its own
# Letters and figures that are read from the left within a line that is read from the right, with the marks that belong to them.
_LEFT_LETTERS: Final = r"[A-Za-z0-9\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9]"
_RIGHT_LETTERS: Final = r"[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# Runs of letters of one direction with what stands between them.
_FROM_LEFT: Final = re.compile(rf"{_LEFT_LETTERS}(?:(?:(?!{_RIGHT_LETTERS}).)*{_LEFT_LETTERS})?")
_FROM_RIGHT: Final = re.compile(rf"{_RIGHT_LETTERS}(?:(?:(?!{_LEFT_LETTERS}).)*{_RIGHT_LETTERS})?")
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class _Glyph(NamedTuple):
    """Its letters as the reader gave them, the left and right end of its box, its base line and height."""

    text: str
    left: float
    right: float
    line: float
    height: float


def page_text(page: pdfium.PdfTextPage, most: int) -> str:
    """The words of a page of so many characters at most, line by line."""
    found = "\n".join(_read(line) for line in _lines(_glyphs(page, min(page.count_chars(), most))))
    return unicodedata.normalize("NFKC", sayable(found))


def sayable(text: str) -> str:
    """What was read, without what is no letter: pairs of surrogates are joined, single ones and control characters fall away. So does
    U+0002, by which pdfium marks a hyphen at the end of a line: the word goes on."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").replace("\x02\n", "")
    return "".join(letter for letter in joined if letter in "\n\r\t\f" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn"))


def _glyphs(page: pdfium.PdfTextPage, count: int) -> Iterator[_Glyph]:
    """The glyphs in the order of the reader. The letters of a ligature have one place. Marks above and below letters are left out: they
    have places of their own, which say nothing of the order, and no search asks for them."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    letters, place = "", _Glyph("", 0, 0, 0, 0)
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(page, index))
        if unicodedata.category(letter) == "Mn":
            continue
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        raw.FPDFText_GetLooseCharBox(page, index, box)
        upright = abs(math.sin(raw.FPDFText_GetCharAngle(page, index))) < _TURNED
        here = _Glyph("", min(box.left, box.right), max(box.left, box.right), y.value if upright else math.nan, abs(box.top - box.bottom))
        if letters and here != place:
            yield place._replace(text=letters)
            letters = ""
        letters, place = letters + letter, here
    if letters:
        yield place._replace(text=letters)


def _lines(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """Glyphs of one base line that follow each other. What breaks a line for the reader breaks none here while the base line goes on."""
    line: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace() and not glyph.height:  # the reader put it there: of the line, where it goes on
            line.append(glyph)
            continue
        last = next((one for one in reversed(line) if one.height), None)
        if last and abs(last.line - glyph.line) > _NEXT_LINE * max(last.height, glyph.height):
            yield line
            line = []
        line.append(glyph)
    yield line


def _read(line: Sequence[_Glyph]) -> str:
    if not any(_is_from_right(glyph.text) for glyph in line) or any(math.isnan(glyph.line) for glyph in line):
        return "".join(_in_order(glyph.text) for glyph in line).strip("\r\n")
    seen, end = "", None
    for glyph in _from_left([one for one in line if one.height]):
        if end is not None and glyph.left - end > _GAP * glyph.height and not seen.endswith(" "):
            seen += " "
        seen += _in_order(glyph.text)[::-1] if _is_from_right(glyph.text) else glyph.text
        end = glyph.right if end is None else max(end, glyph.right)
    return _from_places(seen)


def _from_left(line: Sequence[_Glyph]) -> list[_Glyph]:
    """By their left end. Two that begin in one place, as lam and alef that are drawn into each other, are as the reader has them: from the
    right."""
    found: list[tuple[int, _Glyph]] = []
    for index, glyph in sorted(enumerate(line), key=lambda one: (one[1].left, -one[0])):
        last = found[-1] if found else None
        if last and glyph.left - last[1].left < _SAME * glyph.height and index > last[0]:
            found.insert(-1, (index, glyph))
        else:
            found.append((index, glyph))
    return [glyph for _, glyph in found]


def _from_places(seen: str) -> str:
    """A line as it is seen from the left, as it is read: from the right, unless more of its words are read from the left."""
    rightward = sum(map(_is_from_right, seen))
    if 2 * rightward < sum(letter.isalpha() for letter in seen):
        return _FROM_RIGHT.sub(lambda run: run[0][::-1].translate(_MIRRORED), seen)
    return _FROM_LEFT.sub(lambda run: run[0][::-1].translate(_MIRRORED), seen)[::-1].translate(_MIRRORED)


def _is_from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _RIGHT for letter in text)


def _in_order(glyph: str) -> str:
    """The letters of a glyph as they are read. pdfium turns those of a right-to-left ligature around that a font names in their order, and
    puts those of a presentation form in order itself; which it was, the ligatures of Unicode tell."""
    if len(glyph) < 2 or not all(unicodedata.bidirectional(letter) in _RIGHT for letter in glyph):
        return glyph
    turned = glyph[::-1]
    return glyph if glyph in _LIGATURES and turned not in _LIGATURES else turned
