"""What is read in a PDF: its pages, its text, a picture of the first page. Runs inside the confined process of media_svc.renditions."""

from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium

from media_svc.sources.texts.renditions import page_text

MOST_PAGES: Final = 2_000
READ: Final = 200  # pages whose text is searched
LONGEST: Final = 300_000  # characters
WIDTH: Final = 640
FIRST_PAGE: Final = "first-page.webp"
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD of fpdfview.h


def read_pdf(source: Path, folder: Path) -> dict[str, Any]:
    """`{reading: {pages, text, picture}}`, the name of a picture of the first page in the folder; `{reading: null}` when no reader
    opens it; `{reason}` when it is refused. A form feed stands between pages."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        return {"reason": "locked"} if getattr(error, "err_code", None) == _PASSWORD else {"reading": None}
    with document:
        pages = len(document)
        if pages > MOST_PAGES:
            return {"reason": "too-much-inside"}
        if pages == 0:
            return {"reading": None}
        _picture(document[0], folder)
        return {"reading": {"pages": pages, "text": _text(document), "picture": FIRST_PAGE}}


def _text(document: pdfium.PdfDocument) -> str:
    text = ""
    for index in range(min(len(document), READ)):
        text += ("\f" if index else "") + page_text(document[index].get_textpage(), LONGEST).replace("\f", "\n")
        if len(text) > LONGEST:
            break
    return text[:LONGEST]


def _picture(page: pdfium.PdfPage, folder: Path) -> None:
    """As wide as a card shows it twice over; a page of any shape, within a square of twice its width."""
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), 2 * WIDTH / max(height, 1))
    page.render(scale=scale).to_pil().convert("RGB").save(folder / FIRST_PAGE, "WEBP", quality=80)
