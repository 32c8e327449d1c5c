"""What the scenes are painted with: gradients, glows, ridges, grain. Painted twice as large as shown, so that edges come out smooth."""

import math
from collections.abc import Callable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

WIDTH, HEIGHT, SCALE = 1600, 1067, 2
W, H = WIDTH * SCALE, HEIGHT * SCALE

Colour = tuple[int, int, int]
Point = tuple[float, float]
Line = list[Point]


def rgb(text: str) -> Colour:
    """`e8b06a` as numbers."""
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """Between two colours: 0 is the first, 1 the second."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]  # three in, three out


def gradient(stops: Sequence[Colour], size: tuple[int, int] = (W, H)) -> Image.Image:
    """From the first colour at the top to the last at the bottom."""
    rows = 256
    column = Image.new("RGB", (1, rows))
    for row in range(rows):
        place = row / (rows - 1) * (len(stops) - 1)
        at = min(int(place), len(stops) - 2)
        column.putpixel((0, row), mixed(stops[at], stops[at + 1], place - at))
    return column.resize(size, Image.Resampling.BICUBIC)


def glow(image: Image.Image, at: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
    """Light around a point, fading to nothing at the radius (shares of the width)."""
    r = int(radius * W)
    mask = Image.radial_gradient("L").resize((2 * r, 2 * r), Image.Resampling.BICUBIC)
    mask = mask.point([int(max(0.0, 1 - v / 181) ** 2 * 255 * strength) for v in range(256)])
    image.paste(colour, (int(at[0] * W) - r, int(at[1] * H) - r), mask)


def disc(image: Image.Image, at: Point, radius: float, colour: Colour) -> None:
    """A sun or a moon."""
    x, y, r = at[0] * W, at[1] * H, radius * W
    ImageDraw.Draw(image).ellipse((x - r, y - r, x + r, y + r), fill=colour)


def ridge(rng: Random, base: float, rise: float, waves: float, roughness: float = 0.5) -> Line:
    """A skyline of hills from left to right: sines over sines; `base` and `rise` are shares of the height."""
    parts = [(rng.uniform(0.7, 1.3) * waves * 2**n, rng.uniform(0, math.tau), roughness**n) for n in range(5)]
    total = sum(weight for _, _, weight in parts)
    return [(x, (base - rise * _height(parts, x / W) / total) * H) for x in range(0, W + 8, 8)]


def _height(parts: Sequence[tuple[float, float, float]], at: float) -> float:
    return sum(weight * math.sin(at * waves * math.tau + phase) for waves, phase, weight in parts)


def below(line: Line) -> Image.Image:
    """The mask of everything under a line."""
    mask = Image.new("L", (W, H))
    ImageDraw.Draw(mask).polygon([*line, (W, H), (0, H)], fill=255)
    return mask


def land(image: Image.Image, line: Line, top: Colour, bottom: Colour) -> None:
    """Ground under a line, lighter or darker towards the viewer."""
    start = int(min(y for _, y in line))
    ground = Image.new("RGB", (W, H), bottom)
    ground.paste(gradient((top, bottom), (W, max(1, H - start))), (0, start))
    image.paste(ground, mask=below(line))


def lit(image: Image.Image, line: Line, light: Colour, shadow: Colour, strength: float) -> None:
    """Sand under a line: the slopes that face left are lit, the others lie in shadow, both slanting and fading downwards."""
    start = min(y for _, y in line)
    row_light, row_shadow = Image.new("L", (len(line), 1)), Image.new("L", (len(line), 1))
    for index in range(1, len(line)):
        slope = (line[index - 1][1] - line[index][1]) / 8
        row_light.putpixel((index, 0), int(min(1.0, max(0.0, slope) * 3) * 255 * strength))
        row_shadow.putpixel((index, 0), int(min(1.0, max(0.0, -slope) * 3) * 255 * strength))
    mask, fade = below(line), _fade(line)
    for row, colour in ((row_light, light), (row_shadow, shadow)):
        soft = _slanting(row.filter(ImageFilter.GaussianBlur(5)), start)
        image.paste(colour, mask=ImageChops.multiply(ImageChops.multiply(soft, mask), fade))


def _slanting(row: Image.Image, start: float) -> Image.Image:
    """A row of brightness drawn down the picture, to the right from `start` on; mirrored at the left so that nothing is missing there."""
    wide = Image.new("L", (row.width * 2, 1))
    wide.paste(ImageOps.mirror(row), (0, 0))
    wide.paste(row, (row.width, 0))
    tall = wide.resize((W * 2, H), Image.Resampling.BICUBIC)
    return tall.transform((W, H), Image.Transform.AFFINE, (1, -0.8, W + 0.8 * start, 0, 1, 0))


def _fade(line: Line) -> Image.Image:
    """Full at the line's top, nothing 0.4 of the height further down."""
    start = int(min(y for _, y in line))
    fade = Image.new("L", (W, H))
    fade.paste(Image.linear_gradient("L").rotate(180).resize((W, int(0.4 * H))), (0, start))
    return fade


def drawn(image: Image.Image, colour: Colour, draw: Callable[[ImageDraw.ImageDraw], None], *, alpha: float = 1.0, blur: float = 0) -> None:
    """Whatever `draw` draws (with fill 255) in one colour, let through or blurred."""
    mask = Image.new("L", (W, H))
    draw(ImageDraw.Draw(mask))
    if blur:
        mask = mask.reduce(4).filter(ImageFilter.GaussianBlur(blur / 4)).resize((W, H), Image.Resampling.BICUBIC)
    image.paste(colour, mask=mask.point([int(v * alpha) for v in range(256)]))


def developed(image: Image.Image, rng: Random) -> Image.Image:
    """As shown: smooth, a little darker at the edges, with the grain of a film."""
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    edge = (
        Image.radial_gradient("L")
        .resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        .point([int(max(0, v - 90) ** 2 / 400) for v in range(256)])
    )
    small.paste((0, 0, 0), mask=edge)
    grain = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), rng.randbytes((WIDTH // 2) * (HEIGHT // 2)))
    soft = grain.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).convert("RGB")
    return Image.blend(small, ImageChops.soft_light(small, soft), 0.1)
