"""The scenes: dunes, night, mountains, sea, shore, skyline, palms, lattice, arches. Each takes four colours, from sky to ground."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from .canvas import Colour, H, Line, W, disc, drawn, glow, gradient, land, lit, mixed, ridge

Palette = tuple[Colour, Colour, Colour, Colour]
Scene = Callable[[Random, Palette], Image.Image]


def dunes(rng: Random, palette: Palette) -> Image.Image:
    """Sand to the horizon, lit from the left."""
    sky, haze, sand, shade = palette
    image = gradient((sky, mixed(sky, haze, 0.6), haze, haze))
    glow(image, (rng.uniform(0.15, 0.35), 0.36), 0.34, mixed(haze, (255, 246, 224), 0.8), 0.9)
    for step in range(6):
        near = step / 5
        line = ridge(rng, 0.44 + near * 0.42, 0.035 + near * 0.09, 0.9 + (1 - near) * 1.5, 0.22)
        body = mixed(haze, sand, 0.35 + near * 0.65)
        land(image, line, body, mixed(body, shade, 0.45))
        lit(image, line, mixed(sand, (255, 240, 214), 0.55), shade, 0.75 * (0.4 + near * 0.6))
    _ripples(image, rng, shade)
    return image


def _ripples(image: Image.Image, rng: Random, shade: Colour) -> None:
    phase = rng.uniform(0, math.tau)

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for row in range(46):
            y = H * (0.88 + 0.12 * (row / 46) ** 1.4)
            line = [(x, y + math.sin(x / W * 9 + phase + row * 0.14) * H * 0.006) for x in range(0, W + 40, 40)]
            pen.line(line, fill=255, width=2 + row // 9)

    drawn(image, shade, draw, alpha=0.1, blur=3)


def night(rng: Random, palette: Palette) -> Image.Image:
    """Stars over dark dunes."""
    sky, haze, sand, shade = palette
    image = gradient((sky, mixed(sky, haze, 0.35), haze))
    for step in range(9):
        glow(image, (0.1 + step * 0.1, 0.62 - step * 0.065), rng.uniform(0.09, 0.16), mixed(haze, (220, 210, 235), 0.5), 0.34)
    for size, count, alpha in ((1, 900, 0.55), (2, 260, 0.8), (4, 36, 1.0)):
        places = [(rng.uniform(0, W), rng.uniform(0, H * 0.8)) for _ in range(count)]
        drawn(image, (255, 250, 238), lambda pen, places=places, size=size: _dots(pen, places, size), alpha=alpha)
    for step in range(4):
        line = ridge(rng, 0.7 + step * 0.1, 0.05 + step * 0.02, 1.5 - step * 0.25, 0.22)
        land(image, line, mixed(haze, sand, 0.3 + step * 0.2), shade)
        lit(image, line, mixed(sand, haze, 0.4), shade, 0.5)
    return image


def _dots(pen: ImageDraw.ImageDraw, places: Line, size: float) -> None:
    for x, y in places:
        pen.ellipse((x - size, y - size, x + size, y + size), fill=255)


def mountains(rng: Random, palette: Palette) -> Image.Image:
    """Ridge behind ridge in morning mist."""
    sky, haze, rock, shade = palette
    image = gradient((sky, haze, mixed(haze, (255, 255, 255), 0.3)))
    sun = (rng.uniform(0.55, 0.8), 0.3)
    glow(image, sun, 0.3, (255, 244, 220), 0.85)
    disc(image, sun, 0.022, (255, 248, 230))
    for step in range(7):
        near = step / 6
        line = ridge(rng, 0.42 + near * 0.5, 0.1 + near * 0.05, 1.6 + near, 0.56)
        body = mixed(haze, mixed(rock, shade, near), 0.15 + near * 0.85)
        land(image, line, body, mixed(body, haze, 0.62 - near * 0.5))
    return image


def sea(rng: Random, palette: Palette) -> Image.Image:
    """The sun low over open water, a sail or two far out."""
    sky, haze, water, deep = palette
    image = gradient((sky, mixed(sky, haze, 0.55), haze))
    sun = (rng.uniform(0.3, 0.7), 0.47)
    glow(image, sun, 0.36, (255, 226, 176), 0.95)
    disc(image, sun, 0.034, (255, 246, 222))
    horizon = int(H * 0.55)
    image.paste(gradient((mixed(water, haze, 0.45), water, deep), (W, H - horizon)), (0, horizon))
    _glitter(image, rng, sun[0], horizon)
    for _ in range(2):
        _sail(image, rng.uniform(0.12, 0.88), horizon, rng.uniform(0.03, 0.06), mixed(deep, haze, 0.25))
    return image


def _glitter(image: Image.Image, rng: Random, at: float, horizon: int) -> None:
    """The path of light below the sun, wider and coarser towards the viewer; darker strokes beside it."""
    for colour, spread, count, alpha in (((0, 0, 20), 0.9, 900, 0.13), ((255, 236, 200), 0.09, 1500, 0.5)):
        strokes = []
        for _ in range(count):
            depth = rng.random() ** 1.6
            y, reach = horizon + depth * (H - horizon), 6 + depth * 130
            x = (at + rng.gauss(0, 1) * spread * (0.25 + depth)) * W
            strokes.append((x, y, reach * rng.uniform(0.4, 1), 1 + depth * 8))
        drawn(image, colour, lambda pen, strokes=strokes: _strokes(pen, strokes), alpha=alpha, blur=2)


def _strokes(pen: ImageDraw.ImageDraw, strokes: list[tuple[float, float, float, float]]) -> None:
    for x, y, reach, thick in strokes:
        pen.ellipse((x - reach, y - thick / 2, x + reach, y + thick / 2), fill=255)


def _sail(image: Image.Image, at: float, horizon: int, size: float, colour: Colour) -> None:
    x, h = at * W, size * W
    hull = [
        (x - h * 0.6, horizon - h * 0.08),
        (x + h * 0.7, horizon - h * 0.14),
        (x + h * 0.45, horizon + h * 0.07),
        (x - h * 0.45, horizon + h * 0.07),
    ]
    curve = [
        (x - h * 0.35 + h * 0.9 * t, horizon - h * (0.12 + 1.1 * t + 0.25 * math.sin(t * math.pi))) for t in [n / 12 for n in range(13)]
    ]
    drawn(image, colour, lambda pen: _fill(pen, [hull, [*curve, (x + h * 0.35, horizon - h * 0.14)]]))


def shore(rng: Random, palette: Palette) -> Image.Image:
    """A beach from above: foam between sand and shallow water."""
    shallow, deep, sand, wet = palette
    image = gradient((mixed(deep, (0, 20, 40), 0.25), deep, shallow, shallow))
    foam = (250, 252, 248)
    for step in range(9):
        line = ridge(rng, 0.16 + step * 0.052, 0.02, 2.2, 0.5)
        land(image, line, mixed(deep, shallow, step / 8), mixed(deep, shallow, min(1.0, step / 8 + 0.15)))
        if step % 2:
            drawn(image, foam, lambda pen, line=line: pen.line(line, fill=255, width=14), alpha=0.35, blur=8)
    edge = ridge(rng, 0.66, 0.035, 1.6, 0.45)
    for offset, thick, alpha, blur in ((-34, 60, 0.5, 22), (-8, 40, 0.75, 10), (6, 14, 0.95, 3)):
        shifted = [(x, y + offset + rng.uniform(-4, 4)) for x, y in edge]
        drawn(image, foam, lambda pen, shifted=shifted, thick=thick: pen.line(shifted, fill=255, width=thick), alpha=alpha, blur=blur)
    land(image, [(x, y + 8) for x, y in edge], wet, mixed(wet, sand, 0.6))
    land(image, [(x, y + 110 + 20 * math.sin(x / 160)) for x, y in edge], mixed(wet, sand, 0.5), sand)
    grains = [(rng.uniform(0, W), rng.uniform(H * 0.74, H)) for _ in range(2600)]
    drawn(image, mixed(wet, (60, 40, 20), 0.3), lambda pen: _dots(pen, grains, 2), alpha=0.35)
    return image


def skyline(rng: Random, palette: Palette) -> Image.Image:
    """Towers at dusk and their reflection in still water."""
    sky, haze, far, near = palette
    image = gradient((sky, mixed(sky, haze, 0.5), haze, haze))
    glow(image, (rng.uniform(0.3, 0.7), 0.6), 0.5, mixed(haze, (255, 220, 170), 0.7), 0.9)
    water = int(H * 0.68)
    for layer, (colour, tallest) in enumerate(((mixed(far, haze, 0.55), 0.24), (far, 0.34), (near, 0.46))):
        _towers(image, rng, water, colour, tallest, windows=layer > 0)
    upside = ImageOps.flip(image.crop((0, water - (H - water), W, water))).filter(ImageFilter.BoxBlur((3, 26)))
    image.paste(Image.blend(upside, Image.new("RGB", upside.size, mixed(near, sky, 0.4)), 0.3), (0, water))
    waves = [(rng.uniform(0, W), water + rng.random() ** 1.5 * (H - water), rng.uniform(40, 260), rng.uniform(1, 5)) for _ in range(420)]
    drawn(image, mixed(haze, (255, 235, 205), 0.5), lambda pen: _strokes(pen, waves), alpha=0.22, blur=2)
    return image


def _towers(image: Image.Image, rng: Random, water: int, colour: Colour, tallest: float, *, windows: bool) -> None:
    shapes: list[Line] = []
    lights: Line = []
    x = -rng.uniform(0, 80)
    while x < W:
        wide = rng.uniform(70, 190)
        middle = math.exp(-(((x + wide / 2) / W - 0.5) ** 2) * 5)
        top = water - H * tallest * middle * rng.uniform(0.35, 1.0)
        shapes.append(_tower(rng, x, wide, top, water))
        if windows:
            lights += [
                (wx, wy)
                for wx in range(int(x) + 14, int(x + wide) - 10, 18)
                for wy in range(int(top) + 40, water, 26)
                if rng.random() < 0.2
            ]
        x += wide * rng.uniform(0.8, 1.5)
    drawn(image, colour, lambda pen: _fill(pen, shapes))
    drawn(image, (255, 222, 160), lambda pen: _dots(pen, lights, 3), alpha=0.8)


def _fill(pen: ImageDraw.ImageDraw, shapes: list[Line]) -> None:
    for shape in shapes:
        pen.polygon(shape, fill=255)


def _tower(rng: Random, x: float, wide: float, top: float, water: int) -> Line:
    """A box, a slanted roof, steps, or a spire."""
    right, kind = x + wide, rng.randrange(4)
    if kind == 0:
        roof = [(x, top), (right, top + wide * rng.uniform(0.1, 0.6))]
    elif kind == 1:
        roof = [
            (x, top + 70),
            (x + wide * 0.22, top + 70),
            (x + wide * 0.22, top),
            (right - wide * 0.22, top),
            (right - wide * 0.22, top + 70),
            (right, top + 70),
        ]
    elif kind == 2:
        roof = [
            (x, top + 40),
            (x + wide * 0.42, top),
            (x + wide * 0.48, top - wide),
            (x + wide * 0.52, top - wide),
            (x + wide * 0.58, top),
            (right, top + 40),
        ]
    else:
        roof = [(x, top), (right, top)]
    return [(x, water), *roof, (right, water)]


def palms(rng: Random, palette: Palette) -> Image.Image:
    """Palm shapes before a low sun."""
    sky, haze, ground, shape = palette
    image = gradient((sky, mixed(sky, haze, 0.55), haze, mixed(haze, (255, 230, 180), 0.4)))
    sun = (rng.uniform(0.35, 0.65), 0.6)
    glow(image, sun, 0.4, (255, 232, 184), 0.95)
    disc(image, sun, 0.055, (255, 244, 214))
    land(image, ridge(rng, 0.8, 0.03, 2.2, 0.4), mixed(haze, ground, 0.55), ground)
    for step in range(7):
        near = step / 6
        at = (rng.uniform(0.04, 0.3) if step % 2 else rng.uniform(0.7, 0.97), 0.86 + near * 0.1)
        _palm(image, rng, at, 0.26 + near * 0.34, mixed(mixed(haze, shape, 0.55), shape, near))
    land(image, ridge(rng, 0.93, 0.015, 3, 0.5), mixed(ground, shape, 0.7), shape)
    return image


def _palm(image: Image.Image, rng: Random, at: tuple[float, float], tall: float, colour: Colour) -> None:
    x, foot, h, lean = at[0] * W, at[1] * H, tall * H, rng.uniform(-0.16, 0.16)
    trunk = [(x + lean * h * t * t, foot - h * t) for t in [n / 14 for n in range(15)]]
    crown = trunk[-1]
    fronds = [(angle + rng.uniform(-0.12, 0.12), h * rng.uniform(0.34, 0.46)) for angle in [n / 15 * math.tau for n in range(15)]]

    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.line(trunk, fill=255, width=max(6, int(h * 0.022)), joint="curve")
        for angle, reach in fronds:
            _frond(pen, crown, angle, reach)

    drawn(image, colour, draw)


def _frond(pen: ImageDraw.ImageDraw, crown: tuple[float, float], angle: float, reach: float) -> None:
    """A rib that bends under its weight, with leaflets on both sides, shorter towards the tip."""
    rib = [
        (crown[0] + math.cos(angle) * reach * t, crown[1] + math.sin(angle) * reach * 0.62 * t + reach * 0.5 * t * t)
        for t in [n / 30 for n in range(31)]
    ]
    pen.line(rib, fill=255, width=max(3, int(reach * 0.014)))
    for index in range(3, len(rib)):
        (x, y), (px, py) = rib[index], rib[index - 1]
        along, length = math.atan2(y - py, x - px), reach * 0.22 * (1 - index / 36)
        for side in (-1, 1):
            tip = along + side * 0.85
            pen.line(
                [(x, y), (x + math.cos(tip) * length, y + math.sin(tip) * length + length * 0.35)],
                fill=255,
                width=max(2, int(reach * 0.012)),
            )
