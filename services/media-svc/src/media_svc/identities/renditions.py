"""Logos as they are handed on: a bitmap without words and places, a drawing without anything but its lines. Runs inside the confined
process of media_svc.renditions.

What may stay in a drawing is listed, for what a browser may run in SVG grows every year. expat reads it: it fetches nothing, expands what a
DOCTYPE of Illustrator names, and ends what grows beyond measure. A cleaner for HTML would turn the names of SVG into small letters.
"""

import re
from pathlib import Path
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from media_svc.checks.png.renditions import write_bare
from media_svc.renditions import CLEANED, Refused

LARGEST: Final = 4 * 1024**2
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_SHAPES: Final = frozenset(
    (
        "svg", "g", "a", "switch", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
        "tspan", "textPath", "use", "symbol", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "image",
        "style", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feFuncA",
        "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile", "feTurbulence",
        "feDisplacementMap",
    )
)  # fmt: skip
_WORDS: Final = ("title", "desc", "text", "tspan", "textPath", "style")
_BITMAP: Final = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_ADDRESS: Final = re.compile(r"""url\(\s*(?!["']?\s*#)(?:"[^"]*"|'[^']*'|[^)]*)\)?""", re.IGNORECASE)
_AT: Final = re.compile(r"@[\w-]+[^;{}]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|$)")  # @import, @font-face and the like, with what is in them
_RUNS: Final = re.compile(
    r"(?:java|vb)script\s*:|expression\s*\(|(?:-moz-binding|behavior)\s*:[^;}]*|image-set\s*\(|(?<![\w-])src\s*\(", re.IGNORECASE
)


def logo_of(source: Path, folder: Path, content_type: str, pixel_limit: int) -> dict[str, str]:
    """`{cleaned}`: the name in the folder of what is served. Raises Refused, and what decoders raise of a damaged bitmap."""
    target = folder / CLEANED
    if content_type == "image/svg+xml":
        target.write_bytes(cleaned(source))
        return {"cleaned": CLEANED}
    write_bare(source, target)
    Image.MAX_IMAGE_PIXELS = pixel_limit
    with Image.open(target, formats=["PNG"]) as image:
        if image.width * image.height > pixel_limit:
            raise Refused("too-many-pixels")
        image.load()
    return {"cleaned": CLEANED}


def cleaned(source: Path) -> bytes:
    """The drawing with known elements alone, and of their attributes those that neither run nor fetch anything. Raises Refused."""
    if source.stat().st_size > LARGEST:
        raise Refused("too-much-inside")
    drawing = _Drawing()
    try:
        return drawing.read(source.read_bytes())
    except expat.ExpatError as error:
        raise Refused("broken" if drawing.begun else "wrong-type") from error


class _Drawing:
    """Writes what may stay of a drawing while it is read."""

    def __init__(self) -> None:
        self.begun = False
        self._written: list[str] = []
        self._size = 0
        self._open: list[str] = []
        self._unclosed = False  # the last tag has no end yet, and may be written as an empty one
        self._dropped = 0  # how deep within something that does not stay
        self._style: list[str] = []

    def read(self, content: bytes) -> bytes:
        """Raises ExpatError, Refused."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = _demand_plain
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.Parse(content, True)
        return "".join(self._written).encode()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.begun and (local != "svg" or space not in ("", _SVG)):
            raise Refused("wrong-type")
        if self._dropped or space not in ("", _SVG) or local not in _SHAPES:
            self._dropped += 1
            return
        spaces = f' xmlns="{_SVG}" xmlns:xlink="{_XLINK}"' if _names_xlink(attributes, local) else f' xmlns="{_SVG}"'
        kept = "".join(f" {name}={quoteattr(value)}" for name, value in _attributes(local, attributes))
        self._write(f"<{local}{'' if self.begun and 'xlink' not in spaces else spaces}{kept}")
        self.begun, self._unclosed = True, True
        self._open.append(local)

    def _end(self, name: str) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        local = self._open.pop()
        if local == "style":
            self._style, style = [], "".join(self._style)
            self._write(escape(harmless_style(style)), within=True)
        if self._unclosed:
            self._written.append("/>")
            self._unclosed = False
        else:
            self._write(f"</{local}>")

    def _text(self, text: str) -> None:
        if self._dropped or not self._open:
            return
        if self._open[-1] == "style":
            self._style.append(text)
        elif self._open[-1] in _WORDS or text.isspace():
            self._write(escape(text), within=True)

    def _write(self, markup: str, *, within: bool = False) -> None:
        if within and not markup:
            return
        if self._unclosed:
            self._written.append(">")
            self._unclosed = False
        self._size += len(markup)
        if self._size > 2 * LARGEST:
            raise Refused("too-much-inside")
        self._written.append(markup)


def _demand_plain(name: str, is_parameter: int, value: str | None, *_: object) -> None:
    """An entity is a short word for one address, as Illustrator writes them, and holds no other. Raises Refused."""
    if is_parameter or (value and ("&" in value or len(value) > 1_000)):
        raise Refused("too-much-inside")


def _names_xlink(attributes: dict[str, str], local: str) -> bool:
    return any(name.startswith("xlink:") for name, _ in _attributes(local, attributes))


def _attributes(element: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
    """Those that stay, as they are written."""
    found = []
    for name, value in attributes.items():
        space, _, local = name.rpartition(" ")
        written = {"": local, _XML: f"xml:{local}", _XLINK: f"xlink:{local}"}.get(space)
        if (
            written is None
            or local.lower().startswith("on")
            or (space == _XLINK and local != "href")
            or (space == _XML and local == "base")
        ):
            continue
        if local.lower() in ("href", "src"):
            if value.startswith("#") or (element == "image" and _BITMAP.fullmatch(value)):
                found.append((written, value))
        elif local == "style":
            found += [(written, style)] if (style := harmless_style(value)).strip() else []
        elif not _ADDRESS.search(value) and not _RUNS.search(value):
            found.append((written, value))
    return found


def harmless_style(style: str) -> str:
    """Style sheets and declarations that fetch and run nothing: an address may only name a part of the same drawing. Backslashes, by which
    CSS hides letters, go."""
    plain = re.sub(r"/\*.*?(?:\*/|$)", "", style.replace("\\", ""), flags=re.DOTALL)
    while True:
        safer = _RUNS.sub("", _ADDRESS.sub("none", _AT.sub("", plain)))
        if safer == plain:
            return safer
        plain = safer
