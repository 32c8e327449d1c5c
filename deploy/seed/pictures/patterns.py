"""The scenes of architecture: a lattice of eight-pointed stars with light behind it, arches one behind another."""

import math
from random import Random

from PIL import Image, ImageDraw

from .canvas import Colour, H, Line, W, drawn, glow, gradient, mixed
from .scenes import Palette

SPACING = 400


def lattice(rng: Random, palette: Palette) -> Image.Image:
    """A mashrabiya: dark wood, warm light through its openings, the pattern's shadow on the other side."""
    dim, light, wood, edge = palette
    image = gradient((dim, mixed(dim, light, 0.7), light, mixed(dim, light, 0.5)))
    glow(image, (rng.uniform(0.3, 0.7), rng.uniform(0.35, 0.65)), 0.55, mixed(light, (255, 250, 235), 0.75), 0.95)
    for colour, shift, width, alpha, blur in (
        (edge, 26, 46, 0.55, 16),
        (edge, 4, 44, 1.0, 0),
        (wood, 0, 34, 1.0, 0),
        (mixed(wood, light, 0.35), -7, 5, 0.8, 0),
    ):
        drawn(image, colour, lambda pen, shift=shift, width=width: _stars(pen, shift, width), alpha=alpha, blur=blur)
    return image


def _stars(pen: ImageDraw.ImageDraw, shift: float, width: int) -> None:
    """Stars on a square grid, each joined to its neighbours; smaller ones turned between them."""
    for row in range(-1, H // SPACING + 2):
        for column in range(-1, W // SPACING + 2):
            x, y = column * SPACING + shift, row * SPACING + shift
            pen.line(_star(x, y, SPACING * 0.34), fill=255, width=width, joint="curve")
            pen.line(_star(x + SPACING / 2, y + SPACING / 2, SPACING * 0.16), fill=255, width=width // 2, joint="curve")
            for dx, dy in ((1, 0), (0, 1)):
                start, end = SPACING * 0.34, SPACING * 0.66
                pen.line([(x + dx * start, y + dy * start), (x + dx * end, y + dy * end)], fill=255, width=width)
            for dx, dy in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
                near, far = SPACING * 0.24, SPACING * 0.386
                pen.line([(x + dx * near, y + dy * near), (x + dx * far, y + dy * far)], fill=255, width=width // 2)


def _star(x: float, y: float, radius: float) -> Line:
    """The outline of two squares laid over each other."""
    inner = radius * math.cos(math.pi / 4) / math.cos(math.pi / 8)
    points = [(radius if n % 2 == 0 else inner, n * math.pi / 8) for n in range(17)]
    return [(x + r * math.cos(angle), y + r * math.sin(angle)) for r, angle in points]


def arches(rng: Random, palette: Palette) -> Image.Image:
    """A passage of pointed arches that ends in light."""
    outer, inner, end, floor = palette
    image = Image.new("RGB", (W, H), outer)
    vanish = (0.5 + rng.uniform(-0.06, 0.06), 0.56)
    steps = 8
    for step in range(steps):
        size, depth = 0.8**step * 1.15, step / (steps - 1)
        wall = mixed(outer, inner, depth)
        opening = _arch(vanish, size)
        drawn(image, mixed(wall, (0, 0, 0), 0.35), lambda pen, opening=opening: pen.polygon(opening, fill=255), alpha=0.7, blur=18)
        drawn(image, mixed(wall, inner, 0.4), lambda pen, opening=opening: pen.polygon(opening, fill=255))
        drawn(
            image,
            mixed(wall, (255, 244, 220), 0.45),
            lambda pen, opening=opening, size=size: pen.line(opening, fill=255, width=int(16 * size) + 2),
            alpha=0.8,
        )
    _light_at_the_end(image, vanish, end, floor)
    return image


def _light_at_the_end(image: Image.Image, vanish: tuple[float, float], end: Colour, floor: Colour) -> None:
    last = _arch(vanish, 0.8**8 * 1.15)
    drawn(image, end, lambda pen: pen.polygon(last, fill=255))
    glow(image, (vanish[0], vanish[1]), 0.26, mixed(end, (255, 252, 240), 0.6), 0.85)
    spill = [(last[0][0], last[0][1]), (last[-1][0], last[-1][1]), (W * 0.82, H), (W * 0.18, H)]
    drawn(image, mixed(floor, end, 0.55), lambda pen: pen.polygon(spill, fill=255), alpha=0.42, blur=40)


def _arch(vanish: tuple[float, float], size: float) -> Line:
    """A pointed arch standing on the floor, around the vanishing point."""
    x, y, half, tall = vanish[0] * W, vanish[1] * H, W * 0.34 * size, H * 0.36 * size
    foot = y + H * 0.5 * size
    curve = [(n / 20, math.sin(n / 20 * math.pi / 2) ** 0.8) for n in range(21)]
    left = [(x - half * (1 - t), y - tall * 0.1 - tall * rise) for t, rise in curve]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    return [(x - half, foot), *left, *right, (x + half, foot)]
