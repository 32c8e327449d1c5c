"""Writes what is told about a photo into its files without touching a pixel: XMP as the master, IIM as a shadow for old readers.

Photos here are our own renditions: JPEG and WebP files as Pillow writes them, without any metadata of before.
"""

import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MODEL_RELEASES: Final = {
    "none": "MR-NON",
    "not-applicable": "MR-NAP",
    "unlimited": "MR-UMR",
    "limited": "MR-LMR",
}
SOURCE_CODES: Final = {"digital-capture": "digitalCapture", "negative-film": "negativeFilm", "print": "print"}
XMP_HEAD: Final = b"http://ns.adobe.com/xap/1.0/\0"
IIM_HEAD: Final = b"Photoshop 3.0\0"
LONGEST_SEGMENT: Final = 65_533
Pair = tuple[str, str]  # Arabic, English


@dataclass(frozen=True, slots=True)
class Told:
    """What goes into a file; pairs are (Arabic, English)."""

    number: str
    title: Pair
    headline: Pair
    caption: Pair
    alt: Pair
    photographer: str
    credit: str
    copyright: str
    usage: Pair
    place: Pair
    event: Pair
    persons: Sequence[Pair]
    keywords: Sequence[str]
    captured: str
    digital_source: str
    model_release: str


def fits(told: Told) -> bool:
    """Whether these words, escaped as XMP wants them, go into the segments of a JPEG."""
    return max(len(payload) for _, payload in _payloads(told)) <= LONGEST_SEGMENT


def stamped(content: bytes, told: Told) -> bytes:
    """The same picture with its metadata. Raises ValueError for what is neither JPEG nor WebP, or words too long for a segment."""
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(_jpeg_segments(told)) + content[2:]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp_with(content, packet(told))
    raise ValueError("neither JPEG nor WebP")


def _jpeg_segments(told: Told) -> Iterator[bytes]:
    for marker, payload in _payloads(told):
        if len(payload) > LONGEST_SEGMENT:
            raise ValueError("the words are too long for a JPEG segment")
        yield marker + struct.pack(">H", len(payload) + 2) + payload


def _payloads(told: Told) -> tuple[tuple[bytes, bytes], ...]:
    """APP1 with the XMP packet (XMP part 3), APP13 with the IIM datasets as image resource 0x0404."""
    records = iim(told)
    resource = b"8BIM" + struct.pack(">HH", 0x0404, 0) + struct.pack(">I", len(records)) + records + b"\0" * (len(records) % 2)
    return (b"\xff\xe1", XMP_HEAD + packet(told)), (b"\xff\xed", IIM_HEAD + resource)


def _webp_with(content: bytes, xmp: bytes) -> bytes:
    """An extended WebP file (RFC 9649): VP8X says that XMP is there, the picture's own chunks follow, the XMP chunk ends it."""
    chunks = dict(_webp_chunks(content[12:]))
    kind = next(name for name in (b"VP8 ", b"VP8L") if name in chunks)
    width, height = _webp_size(kind, chunks[kind])
    head = struct.pack("<B3x", 0x04) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"".join(_webp_chunk(*one) for one in ((b"VP8X", head), (kind, chunks[kind]), (b"XMP ", xmp)))
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(body):
        name, size = body[place : place + 4], struct.unpack_from("<I", body, place + 4)[0]
        yield name, body[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _webp_chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _webp_size(kind: bytes, payload: bytes) -> tuple[int, int]:
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", payload, 6)
        return width & 0x3FFF, height & 0x3FFF
    bits = struct.unpack_from("<I", payload, 1)[0]
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


# ---- XMP ----


def packet(told: Told) -> bytes:
    """The XMP packet (ISO 16684-1), UTF-8."""
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    body = "".join(_properties(told))
    description = f'<rdf:Description rdf:about="">{body}</rdf:Description>'
    text = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>{description}</rdf:RDF></x:xmpmeta>'
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{text}<?xpacket end="r"?>'.encode()


def _properties(told: Told) -> Iterator[str]:
    yield from _languages({"dc:title": told.title, "dc:description": told.caption, "xmpRights:UsageTerms": told.usage})
    yield from _languages({"Iptc4xmpCore:AltTextAccessibility": told.alt, "Iptc4xmpExt:Event": told.event})
    yield from _languages({"dc:rights": (told.copyright, told.copyright)})
    yield _listed("dc:creator", "Seq", [told.photographer])
    yield _listed("dc:subject", "Bag", told.keywords)
    yield _listed("Iptc4xmpExt:PersonInImage", "Bag", [name for pair in told.persons for name in pair])
    yield from _plain(
        {
            "photoshop:Headline": told.headline[0],
            "photoshop:Credit": told.credit,
            "photoshop:Instructions": told.usage[0],
            "photoshop:DateCreated": told.captured,
            "Iptc4xmpExt:DigImageGUID": told.number,
            "Iptc4xmpExt:DigitalSourceType": SOURCE_TYPES + SOURCE_CODES[told.digital_source],
            "plus:ModelReleaseStatus": f"http://ns.useplus.org/ldf/vocab/{MODEL_RELEASES[told.model_release]}",
        }
    )
    if any(told.place):
        place = "".join(_languages({"Iptc4xmpExt:LocationName": told.place}))
        yield f'<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource">{place}</rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>'


def _languages(texts: Mapping[str, Pair]) -> Iterator[str]:
    """Language alternatives; Arabic is the record and so the default."""
    for name, (ar, en) in texts.items():
        if ar or en:
            items = [("x-default", ar or en), *((code, text) for code, text in (("ar", ar), ("en", en)) if text)]
            alternatives = "".join(f'<rdf:li xml:lang="{code}">{_safe(text)}</rdf:li>' for code, text in items)
            yield f"<{name}><rdf:Alt>{alternatives}</rdf:Alt></{name}>"


def _listed(name: str, kind: str, values: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{_safe(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _plain(values: Mapping[str, str]) -> Iterator[str]:
    yield from (f"<{name}>{_safe(value)}</{name}>" for name, value in values.items() if value)


def _safe(text: str) -> str:
    """Escaped, and without the characters that XML 1.0 does not allow."""
    return escape("".join(letter for letter in text if letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff")))


# ---- IIM ----


def iim(told: Told) -> bytes:
    """IPTC-IIM 4.2 datasets in UTF-8, each cut to its limit in octets. It says in Arabic what one language can say."""
    day, _, clock = told.captured.partition("T")
    datasets = [
        (1, 90, b"\x1b%G"),
        (2, 0, b"\x00\x04"),
        (2, 5, _cut(told.title[0], 64)),
        *((2, 25, _cut(word, 64)) for word in told.keywords),
        (2, 40, _cut(told.usage[0], 256)),
        (2, 55, day.replace("-", "").encode()),
        (2, 60, clock.replace(":", "").encode()),
        (2, 80, _cut(told.photographer, 32)),
        (2, 92, _cut(told.place[0], 32)),
        (2, 105, _cut(told.headline[0], 256)),
        (2, 110, _cut(told.credit, 32)),
        (2, 116, _cut(told.copyright, 128)),
        (2, 120, _cut(told.caption[0], 2000)),
    ]
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in datasets if value)


def _cut(text: str, octets: int) -> bytes:
    """At most so many octets of UTF-8, ending between letters: no letter loses its marks, none is halved."""
    whole = text.encode()
    if len(whole) <= octets:
        return whole
    kept = whole[:octets].decode(errors="ignore")
    following = text[len(kept)]
    while kept and (unicodedata.combining(following) or following in "\u200d\ufe0f" or kept[-1] == "\u200d"):
        following, kept = kept[-1], kept[:-1]
    return kept.rstrip().encode()
