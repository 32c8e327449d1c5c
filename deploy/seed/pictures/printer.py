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
  footer: context align(center, text(9pt, fill: rgb("#526362"))[#told.title · #counter(page).display() #if told.mark != "" [· #told.mark]]),
)
#set text(font: "IBM Plex Sans Arabic", size: 11.5pt, lang: told.language, dir: if arabic { rtl } else { ltr }, fill: rgb("#122a2a"))
#set par(leading: 0.95em, spacing: 1.3em, justify: false)
#show heading: it => block(above: 1.8em, below: 0.9em, text(weight: "semibold", fill: rgb("#006a67"), it.body))

#let gold = rgb("#d7bc6d")
#let gate(width, height) = curve(
  stroke: 1.6pt + gold.transparentize(35%),
  curve.move((0cm, height)),
  curve.line((0cm, width / 2)),
  curve.cubic((0cm, 0cm), (width, 0cm), (width, width / 2)),
  curve.line((width, height)),
)
#page(margin: 0pt, footer: none, fill: rgb(told.paint))[
  #place(top + start, dx: if arabic { -2.2cm } else { 2.2cm }, dy: 2.4cm, rect(width: 4.2cm, height: 6pt, fill: gold))
  #for size in range(1, 6) {
    let width = size * 2.9cm
    place(bottom + center, gate(width, width * 0.82))
  }
  #pad(x: 2.2cm, top: 4.4cm)[
    #text(24pt, fill: gold)[#told.kind]
    #v(0.1em)
    #set par(leading: 0.6em)
    #text(54pt, weight: "semibold", fill: white)[#told.title]
    #v(0.4em)
    #text(28pt, fill: rgb("#d0f5f4"))[#told.version]
    #v(0.1em)
    #text(18pt, fill: rgb("#d0f5f4"))[#told.day]
    #v(0.1em)
    #text(14pt, fill: gold)[#told.mark]
  ]
]
#for section in told.sections [
  #heading(level: 1, section.at(0))
  #section.at(1)
]
"""


def printed(*, sections: Sequence[tuple[str, str]], **said: str) -> bytes:
    """A PDF: a cover in its paint with kind, title, version, day and mark, and its sections, in the direction of its language."""
    told = {"mark": "", **said, "sections": [list(one) for one in sections]}
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.compile(_SHEET.encode(), font_paths=fonts, sys_inputs=inputs)
