"""Paints the pictures of the demonstration data: the same bytes for the same picture, on any machine with the same libraries."""

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageEnhance, ImageOps

from deploy.seed.shelves import Picture

from .canvas import developed, rgb
from .figures import DRESSES, stand
from .patterns import arches, lattice
from .scenes import Scene, dunes, mountains, night, palms, sea, shore, skyline

SCENES: dict[str, Scene] = {one.__name__: one for one in (dunes, night, mountains, sea, shore, skyline, palms, lattice, arches)}
SIZES = {"landscape": (1200, 800), "portrait": (720, 960), "square": (900, 900), "panorama": (1280, 560)}


def paint(picture: Picture) -> bytes:
    """The picture as a JPEG of 1600 × 1067; kept, for the Studio's photos are cut from the same."""
    return _painted(picture.key, picture.scene, picture.colours)


@cache
def _painted(key: str, scene: str, colours: str) -> bytes:
    rng = Random(f"photo {key}")  # noqa: S311  a picture, not a secret
    sky, haze, ground, shade = (rgb(colour) for colour in colours.split())
    file = BytesIO()
    developed(SCENES[scene](rng, (sky, haze, ground, shade)), rng).save(file, "JPEG", quality=88, optimize=True)
    return file.getvalue()


def cut(picture: Picture, shape: str, turn: int, persons: int) -> tuple[bytes, list[dict[str, float]]]:
    """A photo cut from a picture, with so many persons drawn into it: the JPEG, and their frames as shares of its size."""
    with Image.open(BytesIO(paint(picture))) as scene:
        image = ImageOps.fit(scene, SIZES[shape], centering=(0.2 + turn % 4 * 0.2, 0.6))
    if turn % 2:
        image = ImageOps.mirror(image)
    image = ImageEnhance.Color(image).enhance(0.75 + turn % 5 * 0.12)
    frames = [_person(image, place, persons, turn) for place in range(persons)]
    file = BytesIO()
    image.save(file, "JPEG", quality=86)
    return file.getvalue(), frames


def _person(image: Image.Image, place: int, of: int, turn: int) -> dict[str, float]:
    """A figure standing on the lower edge; its frame holds head and shoulders."""
    width, height = image.size
    tall = height * (0.56 + (turn + place) % 3 * 0.05)
    head = min(tall * 0.082, width / (of + 1) / 3.4)
    x, top = width * (place + 1) / (of + 1), height * 1.02 - tall
    stand(image, DRESSES[(turn + 2 * place) % len(DRESSES)], x=x, top=top, head=head, sun=-1 if turn % 2 else 1)
    left, upper = max(0.0, (x - head * 2.3) / width), max(0.0, (top - head * 0.7) / height)
    across, down = min(1 - left, head * 4.6 / width), min(1 - upper, head * 5 / height)
    return {"x": round(left, 4), "y": round(upper, 4), "width": round(across, 4), "height": round(down, 4)}
