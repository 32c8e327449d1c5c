"""Sample photos of the Studio: a cut of a painted scene, with persons drawn into it where their frames will be."""

from io import BytesIO

from PIL import Image, ImageEnhance, ImageOps

from deploy.seed.photos.paint import paint

from .data import Sample
from .figures import DRESSES, stand

SIZES = {"landscape": (1200, 800), "portrait": (720, 960), "square": (900, 900), "panorama": (1280, 560)}


def picture(sample: Sample) -> tuple[bytes, list[dict[str, float]]]:
    """The JPEG, and the frame of each person in it as shares of its size."""
    with Image.open(BytesIO(paint(sample.scene))) as scene:
        image = ImageOps.fit(scene, SIZES[sample.shape], centering=(0.2 + sample.turn % 4 * 0.2, 0.6))
    if sample.turn % 2:
        image = ImageOps.mirror(image)
    image = ImageEnhance.Color(image).enhance(0.75 + sample.turn % 5 * 0.12)
    frames = [_person(image, place, len(sample.persons), sample.turn) for place in range(len(sample.persons))]
    file = BytesIO()
    image.save(file, "JPEG", quality=86)
    return file.getvalue(), frames


def _person(image: Image.Image, place: int, of: int, index: int) -> dict[str, float]:
    """A figure standing on the lower edge; its frame holds head and shoulders."""
    width, height = image.size
    tall = height * (0.56 + (index + place) % 3 * 0.05)
    head = min(tall * 0.082, width / (of + 1) / 3.4)
    x, top = width * (place + 1) / (of + 1), height * 1.02 - tall
    stand(image, DRESSES[(index + 2 * place) % len(DRESSES)], x=x, top=top, head=head, sun=-1 if index % 2 else 1)
    left, upper, across = max(0.0, (x - head * 2.3) / width), max(0.0, (top - head * 0.7) / height), head * 4.6 / width
    return {
        "x": round(left, 4),
        "y": round(upper, 4),
        "width": round(min(1 - left, across), 4),
        "height": round(min(1 - upper, head * 5 / height), 4),
    }
