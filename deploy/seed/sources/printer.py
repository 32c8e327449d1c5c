"""Prints the sample documents: real PDFs with shaped Arabic, by Typst with the fonts that lie beside this file."""

import json
from collections.abc import Sequence
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts"
_SHEET = """
#let told = json(bytes(sys.inputs.told))
#let arabic = told.language == "ar"
#set document(title: told.title)
#set page(
  paper: "a4",
  margin: (x: 2.2cm, top: 2.6cm, bottom: 2.2cm),
  footer: context align(center, text(9pt, fill: rgb("#526362"))[#told.title · #told.version · #counter(page).display()]),
)
#set text(font: "IBM Plex Sans Arabic", size: 11.5pt, lang: told.language, dir: if arabic { rtl } else { ltr }, fill: rgb("#122a2a"))
#set par(leading: 0.95em, spacing: 1.3em, justify: false)
#show heading: it => block(above: 1.8em, below: 0.9em, text(font: "IBM Plex Sans Arabic SemiBold", fill: rgb("#006a67"), it.body))

#page(margin: 0pt, footer: none, fill: rgb("#00201f"))[
  #place(top + start, dx: if arabic { -2.2cm } else { 2.2cm }, dy: 2.4cm, rect(width: 3.2cm, height: 4pt, fill: rgb("#d7bc6d")))
  #pad(x: 2.2cm, top: 9.5cm)[
    #text(12pt, fill: rgb("#d7bc6d"))[#told.kind]
    #v(0.3em)
    #text(30pt, font: "IBM Plex Sans Arabic SemiBold", fill: white)[#told.title]
    #v(0.8em)
    #text(14pt, fill: rgb("#d0f5f4"))[#told.version]
    #v(0.2em)
    #text(12pt, fill: rgb("#d0f5f4"))[#told.day]
  ]
]
#for section in told.sections [
  #heading(level: 1, section.at(0))
  #section.at(1)
]
"""


def printed(*, language: str, kind: str, title: str, version: str, day: str, sections: Sequence[tuple[str, str]]) -> bytes:
    """A PDF: a cover and its sections, in the direction of its language."""
    told = {"language": language, "kind": kind, "title": title, "version": version, "day": day, "sections": [list(one) for one in sections]}
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.compile(_SHEET.encode(), font_paths=fonts, sys_inputs=inputs)
