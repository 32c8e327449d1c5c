"""Whether a PDF is whole and only lies there to be read: no script, nothing that starts a program, no file packed into it. Runs inside the
confined process of media_svc.renditions."""

import re
from io import BytesIO
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from media_svc.renditions import Refused

HEADER_WITHIN: Final = 1024  # bytes, as readers take it (ISO 32000-1, implementation note 13)
_OBJECT: Final = re.compile(rb"\d+\s+\d+\s+obj\b")
_INDIRECT: Final = rb"(?:<<|\[|\d+\s+\d+\s+R)"
_ACTIVE: Final = re.compile(
    rb"/S\s*/(?:JavaScript|Launch|ImportData|GoToE|RichMediaExecute)\b"
    rb"|\bobj\s*/(?:JavaScript|Launch|ImportData|GoToE)\b"
    rb"|/JavaScript\s*" + _INDIRECT + rb"|/EF\s*" + _INDIRECT + rb"|/XFA\s*" + _INDIRECT + rb"|/Subtype\s*/(?:RichMedia|FileAttachment)\b"
    rb"|/Type\s*/EmbeddedFile\b|/EmbeddedFiles\s*(?!<<\s*/Names\s*\[\s*\]\s*>>)" + _INDIRECT
)  # fmt: skip
_HIDDEN: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


def begins_as_pdf(head: bytes) -> bool:
    """Whether a reader finds the header, whatever a mail program put before it."""
    return b"%PDF-" in head[:HEADER_WITHIN]


def demand_whole(content: bytes) -> None:
    """The end mark, and no object behind the last one: whatever padding a mail gateway or a disk put there. Raises Refused."""
    end = content.rfind(b"%%EOF")
    if end < 0 or _OBJECT.search(content, end):
        raise Refused("cut-off")


def demand_still(content: bytes) -> None:
    """Raises Refused where it does something by itself. It is looked at as it stands, and once more as pdfium writes it out, which opens
    what is packed into streams of objects, locked with an empty password, or hidden in names. One that pdfium cannot open is looked at
    once."""
    if _acts(content):
        raise Refused("active-content")
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        return
    with document:
        plain = BytesIO()
        document.save(plain, flags=raw.FPDF_REMOVE_SECURITY)
        if _acts(plain.getvalue()):
            raise Refused("active-content")


def _acts(content: bytes) -> bool:
    if _ACTIVE.search(content):
        return True
    return b"#" in content and bool(_ACTIVE.search(_HIDDEN.sub(lambda found: bytes((int(found[1], 16),)), content)))
