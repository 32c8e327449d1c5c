"""Sample photos of the Studio: a cut of a painted scene, with persons drawn into it where their frames will be."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from deploy.seed.photos.paint import paint

from .data import Sample

SIZES = {"landscape": (1200, 800), "portrait": (720, 960), "square": (900, 900), "panorama": (1280, 560)}
_ROBES = ((246, 243, 236), (232, 226, 214), (58, 64, 74))
_SKIN = (150, 108, 78)


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
    """A figure in a robe and a headscarf, standing on the lower edge; its frame holds head and shoulders."""
    width, height = image.size
    tall = height * (0.52 + (index + place) % 3 * 0.04)
    x, top, head = width * (place + 1) / (of + 1), height * 1.02 - tall, tall * 0.075
    robe = _ROBES[(index + place) % 2]
    pen = ImageDraw.Draw(image)
    shoulder = head * 2.1
    pen.polygon(
        [(x - shoulder, top + head * 3), (x + shoulder, top + head * 3), (x + head * 2.9, height), (x - head * 2.9, height)], fill=robe
    )
    pen.pieslice((x - shoulder, top + head * 2, x + shoulder, top + head * 5), 180, 360, fill=robe)
    pen.polygon([(x - head * 1.35, top + head * 3.1), (x, top - head * 0.3), (x + head * 1.35, top + head * 3.1)], fill=(252, 250, 246))
    pen.ellipse((x - head * 1.15, top - head * 0.35, x + head * 1.15, top + head * 1.9), fill=(252, 250, 246))
    pen.ellipse((x - head * 0.75, top + head * 0.3, x + head * 0.75, top + head * 2.2), fill=_SKIN)
    pen.line((x - head * 1.05, top + head * 0.35, x + head * 1.05, top + head * 0.35), fill=_ROBES[2], width=max(2, int(head * 0.28)))
    left, upper = max(0.0, (x - shoulder * 1.1) / width), max(0.0, (top - head * 0.6) / height)
    return {
        "x": round(left, 4),
        "y": round(upper, 4),
        "width": round(min(1 - left, shoulder * 2.2 / width), 4),
        "height": round(min(1 - upper, head * 6 / height), 4),
    }
