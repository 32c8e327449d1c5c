"""The sample identities: marks that this file draws itself, colours, fonts and rules. None is a real emblem."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from .plant import Hand

Bi = tuple[str, str]
Point = tuple[float, float]
SIZE = 240
GROUNDS = ("light", "dark", "colour")


@dataclass(frozen=True, slots=True)
class Look:
    """An identity: its mark as polygons in a square of 240, two colours for light grounds, and what goes with it."""

    entity: str
    name: Bi
    intro: Bi
    shapes: Callable[[], list[list[Point]]]
    colours: tuple[tuple[str, Bi, str], ...]


def _ring(points: int, outer: float, inner: float, turn: float = 0.0) -> list[Point]:
    """A star; with equal radii a polygon."""
    middle = SIZE / 2
    radii = (outer, inner)
    return [
        (middle + radii[i % 2] * math.cos(turn + math.pi * i / points), middle + radii[i % 2] * math.sin(turn + math.pi * i / points))
        for i in range(2 * points)
    ]


def _gates() -> list[list[Point]]:
    return [[(120 - w, 210), (120 - w, 210 - h), (120, 210 - h - w), (120 + w, 210 - h), (120 + w, 210)] for w, h in ((90, 70), (46, 40))]


def _star() -> list[list[Point]]:
    return [_ring(8, 105, 72), _ring(8, 52, 36, math.pi / 8)]


def _waves() -> list[list[Point]]:
    def band(top: float) -> list[Point]:
        upper = [(x, top + 16 * math.sin(x / 34)) for x in range(15, 226, 3)]
        return [*upper, *((x, y + 26) for x, y in reversed(upper))]

    return [band(45.0), band(107.0), band(169.0)]


LOOKS = (
    Look(
        "GNGC-SEC",
        ("هوية الشبكة", "Identity of the network"),
        ("بوابات متداخلة: لكل جهة باب، والطريق واحد.", "Nested gates: a door for each entity, one way through."),
        _gates,
        (
            ("#006A67", ("الأخضر المائي", "Teal"), "primary"),
            ("#B68A35", ("الذهبي", "Gold"), "accent"),
            ("#00201F", ("الليلي", "Night"), "neutral"),
        ),
    ),
    Look(
        "D01",
        ("هوية دائرة الخدمات الثقافية", "Identity of the Department of Culture Services"),
        ("نجمة ثمانية تجمع الخدمات حول المتعامل.", "An eight-pointed star that gathers services around people."),
        _star,
        (
            ("#125A80", ("الأزرق", "Blue"), "primary"),
            ("#CBA344", ("الرملي", "Sand"), "secondary"),
            ("#122A2A", ("الحبر", "Ink"), "neutral"),
        ),
    ),
    Look(
        "D02",
        ("هوية دائرة الخدمات البلدية", "Identity of the Department of Municipal Services"),
        ("ثلاث موجات: البحر والرمل والهواء.", "Three waves: sea, sand and air."),
        _waves,
        (
            ("#0F5F4B", ("الأخضر", "Green"), "primary"),
            ("#E3C983", ("الضوء", "Light"), "accent"),
            ("#526362", ("الرمادي", "Grey"), "neutral"),
        ),
    ),
)
NAMES: dict[str, Bi] = {
    "light": ("على خلفية فاتحة", "On a light background"),
    "dark": ("على خلفية داكنة", "On a dark background"),
    "colour": ("على لون الهوية", "On the colour of the identity"),
}
FONTS = [
    {"family": "Alexandria", "use": {"ar": "العناوين", "en": "Headings"}, "weights": [600], "licence": "OFL-1.1"},
    {"family": "IBM Plex Sans Arabic", "use": {"ar": "النصوص", "en": "Text"}, "weights": [400, 600], "licence": "OFL-1.1"},
]
DOS = [
    {"ar": "اترك حول الشعار مساحة خالية بارتفاع نصفه.", "en": "Leave free space of half its height around the logo."},
    {
        "ar": "استخدم نسخة الخلفية الداكنة على الصور والألوان الغامقة.",
        "en": "Use the version for dark backgrounds on photos and deep colours.",
    },
    {"ar": "استخدم ملف المتجهات في الطباعة.", "en": "Use the vector file in print."},
]
DONTS = [
    {"ar": "لا تغيّر ألوان الشعار ولا نسبه.", "en": "Do not change the logo’s colours or proportions."},
    {"ar": "لا تضع الشعار على خلفية مزدحمة.", "en": "Do not put the logo on a busy background."},
    {"ar": "لا تُضف إليه ظلاً ولا إطاراً.", "en": "Do not add a shadow or a frame."},
]


async def plant(hand: Hand) -> list[str]:
    """The sample identities, published; the entities' codes."""
    for look in LOOKS:
        await _identity(hand, look)
    return [look.entity for look in LOOKS]


async def _identity(hand: Hand, look: Look) -> None:
    new = {"entity": look.entity, "name": _bi(look.name), "intro": _bi(look.intro)}
    identity = await hand("POST", "/identities", json=new, key=f"identities/{look.entity}")
    path = f"/identities/{look.entity}"
    identity = await hand("GET", path)
    for ground in GROUNDS[len(identity["logos"]) :]:
        identity = await _logo(hand, look, ground, identity)
    if not identity["published"]:
        rest: dict[str, Any] = {"colours": [_colour(*one) for one in look.colours], "fonts": FONTS, "dos": DOS, "donts": DONTS}
        identity = await hand("PATCH", path, json=rest, if_match=identity["version"])
        await hand("POST", f"{path}/publish", if_match=identity["version"])


async def _logo(hand: Hand, look: Look, ground: str, identity: dict[str, Any]) -> dict[str, Any]:
    paint = look.colours[0][0] if ground == "light" else "#FFFFFF"
    key, name = f"identities/{look.entity}/{ground}", f"{look.entity}-{ground}"
    files = [
        await hand.upload(drawn(look, paint), f"{name}.svg", "image/svg+xml", "media-kit", f"{key}/svg"),
        await hand.upload(painted(look, paint), f"{name}.png", "image/png", "media-kit", f"{key}/png"),
    ]
    logo = {"name": _bi(NAMES[ground]), "variant": "mark", "ground": ground, "assetIds": files}
    return await hand("POST", f"/identities/{look.entity}/logos", json=logo, if_match=identity["version"])


def drawn(look: Look, paint: str) -> bytes:
    """The mark as SVG."""
    paths = "".join(f'<path d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in shape)} Z"/>' for shape in look.shapes())
    box = f"0 0 {SIZE} {SIZE}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g fill="{paint}" fill-rule="evenodd">{paths}</g></svg>'.encode()


def painted(look: Look, paint: str) -> bytes:
    """The mark as PNG on nothing, painted larger than shown so that edges come out smooth."""
    image = Image.new("RGBA", (SIZE * 8, SIZE * 8))
    for shape in look.shapes():
        ImageDraw.Draw(image).polygon([(8 * x, 8 * y) for x, y in shape], fill=paint)
    file = BytesIO()
    image.resize((SIZE * 4, SIZE * 4), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _colour(hex_: str, name: Bi, role: str) -> dict[str, Any]:
    return {"hex": hex_, "name": _bi(name), "role": role}


def _bi(words: Bi) -> dict[str, str]:
    return {"ar": words[0], "en": words[1]}
