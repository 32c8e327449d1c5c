"""The pack as a PDF in one language."""

import base64
import warnings
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from chassis.clock import DUBAI
from chassis.errors import Language

from meetings_svc.agenda.model import BLANK, AgendaItem, Bi, Presenter, numbers_of
from meetings_svc.errors import PrinterAway
from meetings_svc.model import Meeting
from meetings_svc.pack.model import Pack

WORDS = {
    "pack": Bi("ملف الاجتماع", "Meeting pack"),
    "version": Bi("الإصدار", "Version"),
    "host": Bi("الجهة المستضيفة", "Host entity"),
    "venue": Bi("المكان", "Venue"),
    "when": Bi("الموعد", "Time"),
    "agenda": Bi("جدول الأعمال", "Agenda"),
    "papers": Bi("الوثائق", "Papers"),
    "minutes": Bi("دقيقة", "min"),
    "zone": Bi("بتوقيت دبي", "Dubai time"),
}
FACES = (("IBM Plex Sans", "ibm-plex-sans-latin-wght-normal*.woff2"), ("IBM Plex Sans Arabic", "ibm-plex-sans-arabic-arabic-*.woff2"))
STYLE = """
@page { size: A4; margin: 22mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; color: #526362 } }
body { font-family: "IBM Plex Sans", "IBM Plex Sans Arabic", "Noto Sans Arabic", "Noto Sans", "DejaVu Sans", sans-serif; font-size: 11pt;
  line-height: 1.6; color: #122a2a }
header { border-block-end: 2pt solid #006a67; padding-block-end: 6mm; margin-block-end: 6mm }
h1 { font-size: 20pt; margin: 0; color: #003735 } h2 { font-size: 14pt; color: #003735 }
header p { margin: 1mm 0 0 } header span { color: #526362 }
.item { break-inside: avoid; margin-block-end: 4mm } .part { margin-inline-start: 8mm }
.item h3 { font-size: 12pt; margin: 0 } .muted { color: #526362; font-size: 9.5pt } ul { margin: 1mm 0 0 }
"""


def pdf(meeting: Meeting, pack: Pack, names: Mapping[str, Bi], language: Language, fonts: Path | None) -> bytes:
    """The pack as a PDF, right to left in Arabic; `names` are those of entities by code and of posts by id.

    Raises PrinterAway where the system has no Pango.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it warns of systems whose HarfBuzz cannot cut fonts down
            from weasyprint import CSS, HTML
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher
    except OSError as error:
        raise PrinterAway from error
    nothing = URLFetcher(allowed_protocols=["data"])  # whatever stands in a title, no address is opened
    page, config = HTML(string=_page(meeting, pack, names, language), url_fetcher=nothing), FontConfiguration()
    faces = CSS(string=_faces(fonts), font_config=config, url_fetcher=nothing)
    return page.write_pdf(stylesheets=[faces], font_config=config) or b""


def _page(meeting: Meeting, pack: Pack, names: Mapping[str, Bi], language: Language) -> str:
    outline, direction = meeting.outline, "rtl" if language == "ar" else "ltr"
    start, end = outline.start.astimezone(DUBAI), outline.end.astimezone(DUBAI)
    when = f'<bdi dir="ltr">{start:%Y-%m-%d}</bdi> · <bdi dir="ltr">{start:%H:%M}–{end:%H:%M}</bdi> ({_word("zone", language)})'
    facts = [
        ("when", when),
        ("host", _in(names.get(outline.host_entity or "", BLANK), language)),
        *([("venue", _in(outline.venue.name, language))] if outline.venue else []),
    ]
    items = "".join(_item(item, number, names, language) for number, item in zip(numbers_of(pack.agenda), pack.agenda, strict=True))
    title = _in(outline.title, language)
    about = "".join(f"<p><span>{_word(name, language)}:</span> {value}</p>" for name, value in facts)
    return f"""<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>
<style>{STYLE}</style></head><body><header><p class="muted">{_word("pack", language)} · {_word("version", language)} {pack.version}</p>
<h1>{title}</h1>{about}</header>
<h2>{_word("agenda", language)}</h2>{items}</body></html>"""


def _item(item: AgendaItem, number: str, names: Mapping[str, Bi], language: Language) -> str:
    who = "، " if language == "ar" else ", "
    presenters = who.join(filter(None, (_presenter(one, names, language) for one in item.presenters)))
    minutes = f"{item.planned_minutes} {_word('minutes', language)}" if item.planned_minutes else ""
    papers = "".join(f"<li>{_in(one.title, language)} <span class=muted dir=ltr>{escape(one.file_name)}</span></li>" for one in item.papers)
    listed = f'<p class="muted">{_word("papers", language)}</p><ul>{papers}</ul>' if papers else ""
    line = " · ".join(part for part in (minutes, presenters) if part)
    part = " part" if item.parent else ""
    return f'<section class="item{part}"><h3>{number}. {_in(item.title, language)}</h3><p class="muted">{line}</p>{listed}</section>'


def _presenter(one: Presenter, names: Mapping[str, Bi], language: Language) -> str:
    """A guest by name, a post by its own; nothing for a post that we are told of no more."""
    return _in(one.name or names.get(one.post_id or "", BLANK), language)


def _in(words: Bi, language: Language) -> str:
    return escape(words.ar if language == "ar" else words.en)


def _word(name: str, language: Language) -> str:
    return _in(WORDS[name], language)


@lru_cache(maxsize=2)
def _faces(fonts: Path | None) -> str:
    """The web client's faces as a style sheet that needs no other file."""
    if fonts is None:
        return ""
    rules = []
    for family, pattern in FACES:
        for found in sorted(fonts.glob(pattern)):
            weight = "400" if "-400-" in found.name else "600" if "-600-" in found.name else "100 700"
            content = base64.b64encode(found.read_bytes()).decode()
            face = f'font-family: "{family}"; font-weight: {weight}; src: url("data:font/woff2;base64,{content}") format("woff2")'
            rules.append(f"@font-face {{ {face} }}")
    return "\n".join(rules)
