"""Whether a drawing is only a drawing: no script, no foreign content, nothing fetched. Runs inside the confined process of
media_svc.renditions; an allow-list, for what a browser may run in SVG grows every year."""

from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError, iterparse

from PIL import Image

LARGEST: Final = 2 * 1024**2
_ELEMENTS: Final = frozenset(
    (
        "svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
        "tspan", "use", "symbol", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker",
    )
)  # fmt: skip


def logo_of(source: Path, content_type: str, pixel_limit: int) -> dict[str, str]:
    """`{}` for a whole bitmap without camera tags or a drawing without script, for a logo is handed on as it came; else `{reason}`."""
    if content_type == "image/svg+xml":
        return {} if is_only_a_drawing(source) else {"reason": "wrong-type"}
    Image.MAX_IMAGE_PIXELS = pixel_limit
    with Image.open(source, formats=["PNG"]) as image:
        if image.width * image.height > pixel_limit:
            return {"reason": "too-many-pixels"}
        image.load()
        return {"reason": "broken"} if image.getexif() else {}


def is_only_a_drawing(source: Path) -> bool:
    """Whether it is well-formed SVG of known elements without handlers, addresses, styles or entities."""
    if source.stat().st_size > LARGEST:
        return False
    content = source.read_bytes().removeprefix(b"<?xml ").replace(b"<!--", b"")
    if b"<!" in content or b"<?" in content:
        return False
    try:
        elements = [element for _, element in iterparse(source)]  # noqa: S314 no DOCTYPE, so no entities; memory is bounded from outside
    except ParseError:
        return False
    named = [_local(element.tag) for element in elements]
    return bool(named) and named[-1] == "svg" and _ELEMENTS.issuperset(named) and all(map(_harmless, elements))


def _harmless(element: Any) -> bool:
    return all(_plain(_local(name).lower(), value) for name, value in element.attrib.items())


def _plain(name: str, value: str) -> bool:
    """An address may only name a part of the same drawing."""
    if name.startswith("on") or name == "style":
        return False
    if name in ("href", "src"):
        return value.startswith("#")
    return "javascript:" not in value.lower() and "url(" not in value.lower().replace("url(#", "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
