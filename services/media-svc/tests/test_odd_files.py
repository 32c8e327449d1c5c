"""PDFs, documents of Office and archives as programs write them: what readers open is taken, what acts by itself or leads astray is not."""

import struct
import zipfile
import zlib
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from .bench import PDF, WORD, ZIP, Bench, archive
from .shelf import pdf

OFFICE = WORD.rpartition("wordprocessingml")[0]
SHEET, SLIDES = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}presentationml.presentation"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
WHOLE = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>" * 500}


def made(*objects: bytes, trailer: bytes = b"", shows: bytes = b"") -> bytes:
    """A PDF of one page whose catalogue is object 1; `objects` are 1, 4, 5 and so on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]%b>>" % shows
    parts = [objects[0], b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, *objects[1:]]
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, trailer, len(content))
    return content + head + table + end


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%b>>"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def packed(script: bytes) -> bytes:
    """The action within a stream of objects, as PDF 1.5 packs them, with the table as a stream."""
    inner = b"4 0 " + script
    body = zlib.compress(inner)
    content, places = b"%PDF-1.7\n", {}
    for number, one in (
        (1, CATALOGUE % b"/OpenAction 4 0 R"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"),
        (5, b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(body), body)),
    ):
        places[number] = len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = struct.pack(">BHB", 0, 0, 255)
    rows += b"".join(struct.pack(">BHB", 2, 5, 0) if number == 4 else struct.pack(">BHB", 1, places[number], 0) for number in range(1, 6))
    rows += struct.pack(">BHB", 1, len(content), 0)
    table = b"<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream" % (len(rows), rows)
    return content + b"6 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(content))


ACTIVE = {
    "a script as it opens": made(CATALOGUE % b"/OpenAction 4 0 R", SCRIPT),
    "a script among the names": made(CATALOGUE % b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", SCRIPT),
    "a script of a page": made(CATALOGUE % b"/AA<</WC 4 0 R>>", SCRIPT),
    "a script whose name is hidden": made(CATALOGUE % b"/OpenAction<</S/#4aavaScript/JS(x)>>"),
    "a script packed away": packed(SCRIPT),
    "a kind that stands elsewhere": made(CATALOGUE % b"/OpenAction<</S 4 0 R/JS(x)>>", b"/JavaScript"),
    "a program": made(CATALOGUE % b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
    "a program with blanks between": made(CATALOGUE % b"/OpenAction<</S\r\n /Launch /F (cmd.exe)>>"),
    "a packed file": made(CATALOGUE % b"/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>", b"<</Type/Filespec/EF<</F 5 0 R>>>>", b"<<>>"),
    "a file pinned to a page": made(CATALOGUE % b"", b"<</Type/Annot/Subtype/FileAttachment/FS<</F(a)>>>>"),
    "a form that runs": made(CATALOGUE % b"/AcroForm<</XFA[(a) 4 0 R]>>", b"<<>>"),
    "a document within": made(CATALOGUE % b"/OpenAction<</S/GoToE/T<<>>>>"),
    "a film": made(CATALOGUE % b"", b"<</Type/Annot/Subtype/RichMedia>>"),
    "a script behind blanks": b"\r\n\r\n" + made(CATALOGUE % b"/OpenAction 4 0 R", SCRIPT),
}


@pytest.mark.parametrize("kind", ACTIVE)
async def test_a_pdf_that_acts_by_itself_is_refused_on_its_own_and_within_an_archive(bench: Bench, kind: str) -> None:
    assert await bench.refusal(ACTIVE[kind], PDF) == "active-content"
    assert await bench.refusal(archive({"papers/agenda.pdf": ACTIVE[kind]}), ZIP) == "active-content"


STILL = {
    "a place to begin at": made(CATALOGUE % b"/OpenAction[3 0 R/Fit]"),
    "an action that goes there": made(CATALOGUE % b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"),
    "an address": made(CATALOGUE % b"", b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.ae)>>>>"),
    "an empty list of files": made(CATALOGUE % b"/Names<</EmbeddedFiles<</Names[]>>>>"),
    "words about scripts": made(CATALOGUE % b"", b"(On /JavaScript and /Launch in PDF)"),
    "a form to fill in": made(CATALOGUE % b"/AcroForm<</Fields[]>>"),
    "objects packed away": packed(b"<</S/GoTo/D[3 0 R/Fit]>>"),
}


@pytest.mark.parametrize("kind", STILL)
async def test_a_pdf_that_is_only_read_is_taken(bench: Bench, kind: str) -> None:
    assert (await bench.examine(STILL[kind], PDF))["reading"]["pages"] == 1


def saved_by_pdfium(content: bytes) -> bytes:
    file = BytesIO()
    with pdfium.PdfDocument(content) as document:
        document.save(file)
    return file.getvalue()


async def test_what_stands_before_and_behind_a_pdf_does_not_matter(bench: Bench) -> None:
    whole = pdf("words")
    for content in (b"MIME-Version: 1.0\r\n" + whole, b"x" * 1000 + whole, whole + b"\r\n--boundary--\r\n" * 300, saved_by_pdfium(whole)):
        assert "words" in (await bench.examine(content, PDF))["reading"]["text"]
    assert await bench.refusal(b"x" * 1100 + whole, PDF) == "wrong-type"


async def test_one_whose_first_part_has_an_end_of_its_own_is_still_cut_off(bench: Bench) -> None:
    """A linearised one says that it ends behind its first page."""
    whole = made(CATALOGUE % b"")
    update = b"4 0 obj\n<<>>\nendobj\n"
    assert await bench.refusal(whole + update, PDF) == "cut-off"


async def test_a_pdf_that_is_locked_says_so(bench: Bench) -> None:
    locked = made(
        CATALOGUE % b"", b"<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>" % (b"ab" * 32, b"cd" * 32), trailer=b"/Encrypt 4 0 R/ID[<00><00>]"
    )
    assert await bench.refusal(locked, PDF) == "locked"


# ---- Office ----


@pytest.mark.parametrize(
    ("type_", "part"), [(WORD, "word/document.xml"), (SHEET, "xl/workbook.xml"), (SLIDES, "ppt/presentation.xml")]
)  # fmt: skip
async def test_documents_of_office_are_taken_however_their_parts_are_written(bench: Bench, type_: str, part: str) -> None:
    for types, name in (
        ("[Content_Types].xml", part),
        ("[Content_Types].xml", part.replace("/", "\\")),
        ("[content_types].xml", part.upper()),
    ):
        assert await bench.examine(archive({types: b"<Types/>", name: b"<x/>"}), type_) == {}
    chart = archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})
    holding = {"[Content_Types].xml": b"<Types/>", part: b"<x/>", f"{part.partition('/')[0]}/embeddings/Sheet1.xlsx": chart}
    assert await bench.examine(archive(holding), type_) == {}
    assert await bench.refusal(archive({"[Content_Types].xml": b"<Types/>", "other/a.xml": b""}), type_) == "wrong-type"


def compound(*streams: str) -> bytes:
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "locked"),
        (compound("WordDocument"), "wrong-type"),
        (archive({**WHOLE, "word/vbaProject.bin": b"x"}), "has-macros"),
        (archive({**WHOLE, "word\\VBAPROJECT.BIN": b"x"}), "has-macros"),
        (archive({**WHOLE, "[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}), "has-macros"),
        (archive({**WHOLE, "word/embeddings/oleObject1.bin": compound("\x01Ole10Native")}), "active-content"),
        (archive({**WHOLE, "word/embeddings/old.doc": compound("_VBA_PROJECT")}), "active-content"),
        (archive({**WHOLE, "word/embeddings/a.docm": archive({"word/vbaProject.bin": b""})}), "has-macros"),
        (archive({**WHOLE, "../../evil": b""}), "unsafe-names"),
    ],
)
async def test_a_document_of_office_that_is_locked_old_or_acts_says_which(bench: Bench, content: bytes, reason: str) -> None:
    assert await bench.refusal(content, WORD) == reason


async def test_an_equation_or_a_drawing_within_a_document_is_taken(bench: Bench) -> None:
    assert await bench.examine(archive({**WHOLE, "word/embeddings/oleObject1.bin": compound("Equation Native")}), WORD) == {}


# ---- archives ----


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "..\\a", "/etc/passwd", "\\\\host\\share", "C:\\a", "c:/a", "a\\..\\..\\b"]
)  # fmt: skip
async def test_a_name_that_leads_out_of_an_archive_is_refused_also_within_another(bench: Bench, name: str) -> None:
    assert await bench.refusal(archive({name: b"x"}), ZIP) == "unsafe-names"
    assert await bench.refusal(archive({"inner.zip": archive({name: b"x"})}), ZIP) == "unsafe-names"


async def test_a_link_in_an_archive_is_refused(bench: Bench) -> None:
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made_:
        made_.writestr(link, "/etc/passwd")
    assert await bench.refusal(file.getvalue(), ZIP) == "unsafe-names"


def nested(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = archive({"inner.zip": content})
    return content


async def test_archives_within_archives_are_taken_to_a_depth_and_counted_together(bench: Bench) -> None:
    plain = archive({"a.txt": b"words"})
    assert await bench.examine(nested(plain, 2), ZIP) == {}
    assert await bench.refusal(nested(plain, 3), ZIP) == "too-much-inside"
    heavy = archive({"zeros": bytes(300 * 1024**2)})
    assert await bench.refusal(archive({"1.zip": heavy, "2.zip": heavy}), ZIP) == "too-much-inside"


async def test_a_member_longer_than_it_says_is_refused(bench: Bench) -> None:
    lies = archive({"a": bytes(5000)}).replace(struct.pack("<I", 5000), struct.pack("<I", 50))
    assert await bench.refusal(lies, ZIP) in ("too-much-inside", "broken")


async def test_archives_of_every_common_packer_are_taken(bench: Bench) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert await bench.examine(archive({"ملف.txt": b"words" * 90, "empty/": b""}, method), ZIP) == {}
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made_, made_.open("a", "w", force_zip64=True) as entry:
        entry.write(b"words")
    assert await bench.examine(file.getvalue(), ZIP) == {}


def of_method(content: bytes, packed_: bytes, method: int) -> bytes:
    """An archive of one member that says it is packed in this way."""
    plain = archive({"a": content}, zipfile.ZIP_STORED).replace(content, packed_)
    sizes = struct.pack("<II", len(content), len(content)), struct.pack("<II", len(packed_), len(content))
    plain = plain.replace(*sizes)
    end = plain.rindex(b"PK\x05\x06")
    at = plain.index(b"PK\x01\x02")
    head = bytearray(plain)
    head[8:10] = struct.pack("<H", method)
    head[at + 10 : at + 12] = struct.pack("<H", method)
    head[end + 16 : end + 20] = struct.pack("<I", at)
    return bytes(head)


async def test_what_explorer_packs_by_deflate64_is_looked_into_and_an_unknown_packing_is_named(bench: Bench) -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b"words " * 20
    small = deflate.compress(content) + deflate.flush()
    assert await bench.examine(of_method(content, small, 9), ZIP) == {}
    assert await bench.refusal(of_method(content, small[:-2] + b"xx", 9), ZIP) == "broken"
    assert await bench.refusal(of_method(content, small, 98), ZIP) == "unknown-packing"
    evil = archive({"../a": b"x"})
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    assert await bench.refusal(of_method(evil, deflate.compress(evil) + deflate.flush(), 9), ZIP) == "unsafe-names"
