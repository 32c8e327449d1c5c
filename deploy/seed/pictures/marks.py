"""Marks of the demonstration identities, drawn as polygons in a square. None is a real emblem."""

import math
from io import BytesIO

from PIL import Image, ImageDraw

Shape = list[tuple[float, float]]
SIZE = 240


def drawn(mark: str, paint: str) -> bytes:
    """The mark as SVG."""
    paths = "".join(f'<path d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in shape)} Z"/>' for shape in MARKS[mark])
    box = f"0 0 {SIZE} {SIZE}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g fill="{paint}" fill-rule="evenodd">{paths}</g></svg>'.encode()


def painted(mark: str, paint: str) -> bytes:
    """The mark as PNG on nothing, painted larger than shown so that edges come out smooth."""
    image = Image.new("RGBA", (SIZE * 8, SIZE * 8))
    for shape in MARKS[mark]:
        ImageDraw.Draw(image).polygon([(8 * x, 8 * y) for x, y in shape], fill=paint)
    file = BytesIO()
    image.resize((SIZE * 4, SIZE * 4), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _star(outer: float, inner: float, turn: float = 0.0) -> Shape:
    angles = [(turn + math.pi * point / 8, (outer, inner)[point % 2]) for point in range(16)]
    return [(SIZE / 2 + radius * math.cos(angle), SIZE / 2 + radius * math.sin(angle)) for angle, radius in angles]


def _gate(width: float, height: float) -> Shape:
    top = 210 - height
    return [(120 - width, 210), (120 - width, top), (120, top - width), (120 + width, top), (120 + width, 210)]


def _wave(top: float) -> Shape:
    upper = [(x, top + 16 * math.sin(x / 34)) for x in range(15, 226, 3)]
    return [*upper, *((x, y + 26) for x, y in reversed(upper))]


MARKS: dict[str, list[Shape]] = {
    "gates": [_gate(90, 70), _gate(46, 40)],
    "star": [_star(105, 72), _star(52, 36, math.pi / 8)],
    "waves": [_wave(45.0), _wave(107.0), _wave(169.0)],
}
