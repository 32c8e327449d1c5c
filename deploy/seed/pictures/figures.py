"""Persons as the sample photos show them: painted figures in the dress of the country, nobody's likeness."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Placed = Callable[[list[Point]], list[Point]]
FINE: Final = 3  # painted larger and then reduced, so that edges are smooth
ACROSS: Final = 7.0  # the width of a figure's own canvas, in heads


class Dress(NamedTuple):
    """Colours of one figure."""

    robe: tuple[int, int, int]
    scarf: tuple[int, int, int]
    skin: tuple[int, int, int]
    band: tuple[int, int, int]
    abaya: bool


DRESSES: Final = (
    Dress((244, 241, 234), (250, 248, 244), (166, 122, 90), (34, 32, 34), abaya=False),
    Dress((38, 40, 50), (30, 32, 41), (196, 152, 120), (176, 146, 86), abaya=True),
    Dress((226, 216, 200), (248, 244, 238), (142, 101, 73), (34, 32, 34), abaya=False),
    Dress((208, 214, 220), (238, 240, 242), (152, 110, 82), (34, 32, 34), abaya=False),
    Dress((62, 44, 54), (54, 37, 47), (184, 138, 106), (188, 160, 104), abaya=True),
)


def stand(image: Image.Image, dress: Dress, *, x: float, top: float, head: float, sun: float) -> None:
    """Paint a figure into the picture, from `top` to its lower edge; `sun` = -1 lit from the left, 1 from the right."""
    unit, height = head * FINE, round((image.height - top + head) * FINE)
    layer = Image.new("RGBA", (round(ACROSS * unit), height))
    _paint(layer, dress, unit)
    lit = _lit(layer, sun, _mood(image, x, top))
    small = lit.resize((round(lit.width / FINE), round(lit.height / FINE)), Image.Resampling.LANCZOS)
    image.paste(small, (round(x - small.width / 2), round(top - head)), small)


def _paint(layer: Image.Image, dress: Dress, unit: float) -> None:
    pen, middle, foot = ImageDraw.Draw(layer), layer.width / 2, layer.height / unit

    def at(points: list[Point]) -> list[Point]:
        return [(middle + px * unit, (py + 1) * unit) for px, py in points]

    def both(points: list[Point]) -> list[Point]:
        return at([*points, *((-px, py) for px, py in reversed(points))])

    def oval(rx: float, above: float, below: float, colour: tuple[int, ...]) -> None:
        (left, upper), (right, lower) = at([(-rx, above), (rx, below)])
        pen.ellipse((left, upper, right, lower), fill=colour)

    spread = 2.5 if dress.abaya else 2.15
    shoulder, sleeve = _curve((0.5, 2.35), (1.35, 2.75), (2.0, 2.9), (2.1, 4.0)), _curve((2.1, 4.0), (2.3, 6.0), (2.4, 7.2), (spread, 9.0))
    pen.polygon(both([(0.0, 1.2), (1.0, 1.4), (1.35, 2.95), (0.0, 3.2)]), fill=_shade(dress.scarf, 0.78))
    pen.polygon(both([(0.0, 2.3), *shoulder, *sleeve, (spread + 0.2, foot)]), fill=dress.robe)
    _folds(layer, at, dress, foot)
    oval(1.06, -0.3, 2.1, dress.scarf)
    if dress.abaya:
        pen.polygon(both([(0.0, -0.2), *_curve((0.9, 0.1), (1.35, 1.5), (1.5, 2.4), (1.7, 3.4)), (0.0, 4.6)]), fill=dress.scarf)
        oval(0.66, 0.36, 2.02, dress.skin)
        wrap = _curve((-0.7, 1.9), (0.0, 2.5), (0.5, 2.3), (1.0, 1.5))
        pen.polygon(at([(-1.0, 1.55), *wrap, (1.5, 3.2), (-0.6, 4.2)]), fill=dress.scarf)
        return
    oval(0.42, 1.6, 2.7, _shade(dress.skin, 0.86))
    oval(0.74, 0.3, 2.2, dress.skin)
    _beard(layer, at, dress)
    for sign in (-1, 1):
        outer, inner = _curve((0.95, 0.2), (1.25, 1.2), (1.2, 2.0), (1.75, 3.3)), _curve((0.8, 2.6), (0.72, 1.8), (0.82, 1.0), (0.6, 0.5))
        drape = [(px * sign, py) for px, py in ((0.2, 0.02), *outer, (0.95, 3.55), *inner)]
        pen.polygon(at(drape), fill=_shade(dress.scarf, 1.0 if sign < 0 else 0.95))
    for y in (0.16, 0.36):
        arc = list(_curve((-0.98, y + 0.2), (-0.5, y - 0.06), (0.5, y - 0.06), (0.98, y + 0.2)))
        pen.line(at(arc), fill=dress.band, width=max(2, round(unit * 0.15)))


def _beard(layer: Image.Image, at: Placed, dress: Dress) -> None:
    soft = Image.new("L", layer.size)
    jaw, mouth = _curve((-0.66, 1.9), (-0.3, 2.24), (0.3, 2.24), (0.66, 1.9)), _curve((0.4, 1.75), (0.2, 1.62), (-0.2, 1.62), (-0.4, 1.75))
    ImageDraw.Draw(soft).polygon(at([(-0.7, 1.25), *jaw, (0.7, 1.25), *mouth]), fill=150)
    dark = Image.new("RGBA", layer.size, (*_shade(dress.skin, 0.34), 255))
    layer.paste(dark, (0, 0), soft.filter(ImageFilter.GaussianBlur(layer.width * 0.006)))


def _folds(layer: Image.Image, at: Placed, dress: Dress, foot: float) -> None:
    """The arms, the folds of the cloth and, on an abaya, its edge."""
    dark = Image.new("L", layer.size)
    pen, wide = ImageDraw.Draw(dark), layer.width / 90
    for begin, end in (((-1.4, 4.3), (-1.55, 8.2)), ((1.4, 4.3), (1.55, 8.2)), ((-0.8, 6.5), (-1.0, foot)), ((0.7, 7.0), (0.9, foot))):
        pen.line(at([begin, end]), fill=130, width=round(wide * 1.6))
    layer_alpha = layer.getchannel("A")
    shadow = ImageChops.multiply(dark.filter(ImageFilter.GaussianBlur(wide * 1.8)), layer_alpha)
    layer.paste(Image.new("RGBA", layer.size, (*_shade(dress.robe, 0.55), 255)), (0, 0), shadow)
    edge = ImageDraw.Draw(layer)
    if dress.abaya:
        edge.line(at([(0.1, 4.4), (0.25, foot)]), fill=dress.band, width=max(2, round(wide * 0.7)))
    else:
        edge.line(at([(0.0, 2.9), (0.0, 5.2)]), fill=_shade(dress.robe, 0.86), width=max(2, round(wide * 0.6)))


def _lit(layer: Image.Image, sun: float, mood: tuple[int, int, int]) -> Image.Image:
    """Lighter towards the sun, darker away from it and towards the ground, all in the colour of the hour."""
    across = Image.linear_gradient("L").rotate(90 if sun < 0 else -90).resize(layer.size)
    down = Image.linear_gradient("L").resize(layer.size)
    sunward, upward = [192 + v * 63 // 255 for v in range(256)], [255 - v * 50 // 255 for v in range(256)]
    shade = ImageChops.multiply(across.point(sunward), down.point(upward))
    plain = Image.blend(layer.convert("RGB"), Image.new("RGB", layer.size, mood), 0.12)
    lit = ImageChops.multiply(plain, Image.merge("RGB", (shade, shade, shade)))
    lit.putalpha(layer.getchannel("A"))
    return lit


def _mood(image: Image.Image, x: float, top: float) -> tuple[int, int, int]:
    reach = image.height // 3
    part = image.crop((max(0, int(x) - reach), max(0, int(top) - reach // 2), min(image.width, int(x) + reach), image.height))
    return part.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[return-value]  # three numbers of an RGB image


def _shade(colour: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (min(255, round(value * share)) for value in colour)
    return red, green, blue


def _curve(a: Point, b: Point, c: Point, d: Point, steps: int = 14) -> Iterator[Point]:
    """Points of a cubic Bézier curve."""
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        yield tuple(sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))  # type: ignore[misc]  # of two axes
