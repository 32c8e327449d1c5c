"""Drawings of the programs that designers use: cleaned of what runs or fetches, with every line they drew."""

from pathlib import Path

import pytest
from media_svc.identities.renditions import LARGEST, cleaned, harmless_style
from media_svc.renditions import Refused

NS = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
PATH = '<path d="M10 50L60 10l50 40z"/>'
ALONE = f"<svg {NS}>{PATH}</svg>"


def clean(tmp_path: Path, drawing: str | bytes) -> str:
    source = tmp_path / "x.svg"
    source.write_bytes(drawing if isinstance(drawing, bytes) else drawing.encode())
    return cleaned(source).decode()


def refusal(tmp_path: Path, drawing: str | bytes) -> str:
    with pytest.raises(Refused) as refused:
        clean(tmp_path, drawing)
    return str(refused.value)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<script><![CDATA[alert(1)]]></script>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script/></body></foreignObject>',
        '<animate attributeName="href" values="javascript:alert(1)" onbegin="alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">A name</rdf:RDF></metadata>',
        '<html:iframe xmlns:html="http://www.w3.org/1999/xhtml" src="https://elsewhere.example"/>',
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><g/></sodipodi:namedview>',
        '<feImage href="https://elsewhere.example/x.png"/>',
        "<!-- a comment --><?php echo 1 ?><?xml-stylesheet href='https://elsewhere.example'?>",
        '<handler xmlns="http://www.w3.org/2001/xml-events" event="load">alert(1)</handler>',
    ],
)
def test_what_is_no_line_of_the_drawing_is_left_out_whole(tmp_path: Path, inside: str) -> None:
    assert clean(tmp_path, f"<svg {NS}>{inside}{PATH}</svg>") == ALONE


@pytest.mark.parametrize(
    ("element", "left"),
    [
        ('<path d="M0 0" onclick="alert(1)" ONLOAD="x"/>', '<path d="M0 0"/>'),
        ('<use href="https://elsewhere.example/x.svg#a"/>', "<use/>"),
        ('<use href="#a"/>', '<use href="#a"/>'),
        ('<image href="https://elsewhere.example/x.png" width="5"/>', '<image width="5"/>'),
        ('<image href="data:image/png;base64,iVBORw0K"/>', '<image href="data:image/png;base64,iVBORw0K"/>'),
        ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "<image/>"),
        ('<image href="data:text/html,x"/>', "<image/>"),
        ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', '<a><path d="M0 0"/></a>'),
        ('<a href=" java&#x09;script:alert(1)"><path/></a>', "<a><path/></a>"),
        ('<rect fill="url(#a)"/>', '<rect fill="url(#a)"/>'),
        ('<rect fill="url(https://elsewhere.example/x)"/>', "<rect/>"),
        ('<rect fill="url(#a) url(//elsewhere.example)"/>', "<rect/>"),
        ('<rect style="fill:url(#a);stroke:none"/>', '<rect style="fill:url(#a);stroke:none"/>'),
        ('<rect style="fill:url(//elsewhere.example)"/>', '<rect style="fill:none"/>'),
        ('<rect style="fill:u\\72l(//elsewhere.example)"/>', '<rect style="fill:u72l(//elsewhere.example)"/>'),
        ("<style>@import url(https://elsewhere.example);.a{fill:#006A67}</style>", "<style>.a{fill:#006A67}</style>"),
        ("<style><![CDATA[@font-face{src:url(x)} .a{fill:red}]]></style>", "<style> .a{fill:red}</style>"),
        ("<style>.a{fill:URL('https://elsewhere.example')}</style>", "<style>.a{fill:none}</style>"),
        ("<style>@imp/**/ort 'x';.a{}</style>", "<style>.a{}</style>"),
        ("<text>نص &lt; &amp; A</text>", "<text>نص &lt; &amp; A</text>"),
        ('<g xml:base="https://elsewhere.example"><path/></g>', "<g><path/></g>"),
        ('<g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:label="Layer"><path/></g>', "<g><path/></g>"),
    ],
)
def test_of_an_element_only_what_neither_runs_nor_fetches_stays(tmp_path: Path, element: str, left: str) -> None:
    assert clean(tmp_path, f"<svg {NS}>{element}</svg>") == f"<svg {NS}>{left}</svg>"


ILLUSTRATOR = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: an export plug-in -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
  <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
]>
<svg xmlns:i="&ns_ai;" xmlns="&ns_svg;" {XLINK} i:viewOrigin="0 0" style="enable-background:new 0 0 9 9;"><switch>
<foreignObject requiredExtensions="&ns_ai;"><i:pgf>coded</i:pgf></foreignObject><g i:extraneous="self"><use xlink:href="#a"/>{PATH}</g>
</switch></svg>"""


def test_what_illustrator_writes_keeps_its_lines_and_loses_its_own_words(tmp_path: Path) -> None:
    shown = clean(tmp_path, ILLUSTRATOR)
    assert PATH in shown
    assert f'<use {NS} {XLINK} xlink:href="#a"/>' in shown
    assert not [word for word in ("adobe", "pgf", "DOCTYPE", "foreignObject", "ENTITY") if word in shown]


@pytest.mark.parametrize("before", ["\ufeff", "\ufeff<!-- first -->", "\n  ", '<?xml version="1.0" standalone="no"?>\n<!-- a -->\n'])
def test_a_mark_a_comment_or_blanks_may_come_first(tmp_path: Path, before: str) -> None:
    assert clean(tmp_path, before + ALONE) == ALONE


def test_other_ways_to_write_the_same_letters_are_read(tmp_path: Path) -> None:
    word = f"<svg {NS}><text>شعار</text></svg>"
    assert clean(tmp_path, word.encode("utf-16")) == word
    assert clean(tmp_path, f'<?xml version="1.0" encoding="UTF-16"?>{word}'.encode("utf-16")) == word
    assert clean(tmp_path, f"<svg>{PATH}</svg>") == ALONE  # without its namespace no browser would draw it


def test_filters_and_gradients_of_figma_stay(tmp_path: Path) -> None:
    drawing = (
        f'<svg {NS}><g filter="url(#f)">{PATH}</g><defs><filter id="f"><feFlood flood-opacity="0"/><feGaussianBlur stdDeviation="2"/>'
        '</filter><linearGradient id="g"><stop stop-color="#006A67"/></linearGradient><clipPath id="c"><rect/></clipPath></defs></svg>'
    )
    assert clean(tmp_path, drawing) == drawing


BILLION = "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "lol"}{"&l" + str(n - 1) + ";" if n else "lol"}">' for n in range(30))


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        (f"<!DOCTYPE svg [{BILLION}]><svg {NS}><text>&l29;</text></svg>", "too-much-inside"),
        (f'<!DOCTYPE svg [<!ENTITY % p SYSTEM "file:///etc/passwd">]><svg {NS}/>', "too-much-inside"),
        (f"<svg {NS}><path</svg>", "broken"),
        (f"<svg {NS}><path>", "broken"),
        ("<html><svg/></html>", "wrong-type"),
        ("GIF89a", "wrong-type"),
        ("", "wrong-type"),
        (b"\x1f\x8b\x08\x00packed", "wrong-type"),
        (f"<svg {NS}>{' ' * LARGEST}</svg>", "too-much-inside"),
    ],
)
def test_what_is_no_drawing_or_grows_is_refused(tmp_path: Path, drawing: str | bytes, reason: str) -> None:
    assert refusal(tmp_path, drawing) == reason


def test_an_entity_never_reads_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    for kind in ("SYSTEM", 'PUBLIC "x"'):
        drawing = f'<!DOCTYPE svg [<!ENTITY a {kind} "file://{secret}">]><svg {NS}><text>&a;</text></svg>'
        assert "secret" not in clean(tmp_path, drawing)


def test_cleaning_a_style_leaves_nothing_that_appears_once_something_else_is_gone() -> None:
    for style in ("ururl(x)l(//elsewhere)", "@im@import 'x';port 'y';", "expr/**/ession(alert(1))", "javajavascript:script:x"):
        left = harmless_style(style).lower()
        assert not [one for one in ("url(", "@import", "expression(", "javascript:") if one in left], left
