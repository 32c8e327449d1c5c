"""Paints a sample photo: the same bytes for the same number, on any machine with the same libraries."""

from functools import cache
from io import BytesIO
from random import Random

from .canvas import developed, rgb
from .data import SAMPLES
from .patterns import arches, lattice
from .scenes import Scene, dunes, mountains, night, palms, sea, shore, skyline

SCENES: dict[str, Scene] = {one.__name__: one for one in (dunes, night, mountains, sea, shore, skyline, palms, lattice, arches)}


@cache
def paint(index: int) -> bytes:
    """The photo of this place in `SAMPLES` as a JPEG of 1600 × 1067; kept, for the Studio's photos are cut from the same."""
    sample, rng = SAMPLES[index], Random(f"photo {index}")  # noqa: S311  a picture, not a secret
    sky, haze, ground, shade = (rgb(colour) for colour in sample.colours.split())
    image = developed(SCENES[sample.scene](rng, (sky, haze, ground, shade)), rng)
    file = BytesIO()
    image.save(file, "JPEG", quality=88, optimize=True)
    return file.getvalue()
