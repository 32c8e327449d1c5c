"""The directory as rows: the columns of CSV and XLSX, in both languages. What a cell may show was decided before, in `Seen`."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter
from chassis.errors import Language, Text
from chassis.reading import readable

from members_svc.directory.model import EXPERTISE
from members_svc.people.model import Seen

MOST_IN_A_SHEET: Final = 10_000
# Spreadsheets run what begins so as a formula (OWASP, CSV injection); a telephone number in E.164 form is none.
_FORMULA: Final = ("=", "-", "@", "\t", "\r")

COLUMNS: Final = (
    Text("اللقب بالعربية", "Honorific (Arabic)"),
    Text("الاسم بالعربية", "Name (Arabic)"),
    Text("اللقب بالإنجليزية", "Honorific (English)"),
    Text("الاسم بالإنجليزية", "Name (English)"),
    Text("المنصب بالعربية", "Post (Arabic)"),
    Text("المنصب بالإنجليزية", "Post (English)"),
    Text("رمز الجهة", "Entity code"),
    Text("الجهة بالعربية", "Entity (Arabic)"),
    Text("الجهة بالإنجليزية", "Entity (English)"),
    Text("البريد الإلكتروني", "E-mail"),
    Text("هاتف المكتب", "Office telephone"),
    Text("الهاتف المتحرك", "Mobile"),
    Text("هاتف المناوبة", "Duty telephone"),
    Text("البريد الخاص", "Private e-mail"),
    Text("اللغات", "Languages"),
    Text("الخبرات", "Expertise"),
    Text("تأكيد البطاقة", "Card confirmed"),
)
Row = tuple[str, ...]


def rows_of(cards: Iterable[Seen]) -> list[Row]:
    """A row per card, in the order of COLUMNS; what is not shown is empty."""
    return readable(cards, _row)


def csv_head(language: Language) -> str:
    """The first line; the mark before it tells Excel that this is UTF-8."""
    return "\ufeff" + csv_lines([tuple(column.say(language) for column in COLUMNS)])


def csv_lines(rows: Iterable[Row]) -> str:
    """Lines of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def sheet(rows: Sequence[Row], language: Language) -> bytes:
    """A workbook of one sheet, right to left in Arabic. Takes a second for some thousands of rows: never on the event loop."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("الدليل" if language == "ar" else "Directory")
        if language == "ar":
            page.right_to_left()
        bold = book.add_format({"bold": True})
        page.write_row(0, 0, [column.say(language) for column in COLUMNS], bold)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
        page.set_column(0, len(COLUMNS) - 1, 24)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell)
    return out.getvalue()


def _row(seen: Seen) -> Row:
    person, card, contact = seen.person, seen.person.card, seen.contact
    honorific, title = card.honorific or Text("", ""), person.seat.title if person.seat else Text("", "")
    ways = (contact.email, contact.office_phone, contact.mobile, contact.duty_phone, contact.private_email)
    return (
        honorific.ar, card.name.ar, honorific.en, card.name.en, title.ar, title.en,
        person.entity.code, person.entity.name.ar, person.entity.name.en,
        *(way or "" for way in ways),
        ", ".join(card.languages),
        ", ".join(EXPERTISE[one].en for one in card.expertise),
        person.confirmed_at.date().isoformat() if person.confirmed_at else "",
    )  # fmt: skip


def _harmless(cell: str) -> str:
    formula = cell.startswith(_FORMULA) or (cell.startswith("+") and not cell[1:].isdecimal())
    return f"'{cell}" if formula else cell
