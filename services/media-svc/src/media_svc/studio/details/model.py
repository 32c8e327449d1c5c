"""What is told about an official photo: words in both languages, who is shown where, and what may be done with it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from chassis.errors import FieldError, Text
from pydantic import TypeAdapter

from media_svc.studio import errors

MISSING: Final = Text("مطلوب قبل المراجعة.", "Needed before the review.")
OUTSIDE: Final = Text("الإطار خارج الصورة.", "The frame reaches out of the photo.")
AHEAD: Final = Text("لم يحن هذا الوقت بعد؛ اكتب وقت التقاط الصورة.", "This instant is still to come: write when the photo was taken.")
CLOCKS_DIFFER: Final = timedelta(days=1)  # a camera that was set in another time zone, and says nothing of it
TWICE: Final = Text("هذه الشخصية مذكورة من قبل في الصورة.", "This person is named in the photo already.")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages. Arabic is the record: the English belongs to revision `en_of` of it."""

    ar: str = ""
    en: str = ""
    ar_rev: int = 0
    en_of: int = 0

    @property
    def english_is_older(self) -> bool:
        """Whether the Arabic was changed after the English was written."""
        return bool(self.en) and self.en_of < self.ar_rev

    @property
    def whole(self) -> bool:
        """Whether both languages are there."""
        return bool(self.ar and self.en)


@dataclass(frozen=True, slots=True)
class Region:
    """Where somebody is seen, as shares of the photo's width and height from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def inside(self) -> bool:
        """Whether it is a frame within the photo."""
        whole = 1 + 1e-6
        return min(self.x, self.y) >= 0 < min(self.width, self.height) and self.x + self.width <= whole and self.y + self.height <= whole


@dataclass(frozen=True, slots=True)
class Shown:
    """A person in the photo, with the name and the title of the day it was taken."""

    person_key: str
    name: Words = Words()
    title_at_date: Words = Words()
    region: Region | None = None


class Ratio(StrEnum):
    """What shape a photo has."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"
    SQUARE = "square"
    PANORAMA = "panorama"

    @classmethod
    def of(cls, width: int, height: int) -> "Ratio":
        """Within five percent of a square is a square; twice as wide as high, or more, a panorama."""
        share = width / height
        if share >= 2:
            return cls.PANORAMA
        if 0.95 <= share <= 1.05:
            return cls.SQUARE
        return cls.LANDSCAPE if share > 1 else cls.PORTRAIT


class ModelRelease(StrEnum):
    """Whether those shown agreed to it (PLUS Model Release Status, as far as it concerns official photos)."""

    NONE = "none"
    NOT_APPLICABLE = "not-applicable"
    UNLIMITED = "unlimited"
    LIMITED = "limited"


class DigitalSource(StrEnum):
    """How the picture came to be (IPTC Digital Source Type); generated pictures are no official photos."""

    CAPTURE = "digital-capture"
    NEGATIVE = "negative-film"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Rights:
    """Who is named, and what may be done where until when."""

    credit: str = ""
    copyright: str = ""
    usage: Words = Words()
    allowed_uses: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    model_release: ModelRelease = ModelRelease.NONE

    def cover(self, day: date) -> bool:
        """Whether they are valid on a day of Dubai; both ends are included, and no end is no limit."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Keywords:
    """Words by which it is found, per language."""

    ar: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """All of it. `occasion` is the id of an event in the Studio's register."""

    captured_at: datetime | None = None
    place: Words = Words()
    occasion: str | None = None
    photographer: str = ""
    persons: tuple[Shown, ...] = ()
    headline: Words = Words()
    caption: Words = Words()
    alt: Words = Words()
    keywords: Keywords = Keywords()
    rights: Rights = field(default_factory=Rights)
    digital_source: DigitalSource = DigitalSource.CAPTURE


AS_VALUES: Final = TypeAdapter(Details)
_WORDED: Final = ("place", "headline", "caption", "alt")


def reworded(before: Details, after: Details, *, at: datetime) -> Details:
    """The details after an edit, each text counted anew. Raises DetailsNotAccepted for persons that cannot be where they are said to be,
    and for a photo that is still to be taken."""
    faults = list(_person_faults(after.persons))
    if after.captured_at and after.captured_at > at + CLOCKS_DIFFER and after.captured_at != before.captured_at:
        faults.append(FieldError("/capturedAt", "still-to-come", AHEAD))
    if faults:
        raise errors.DetailsNotAccepted(errors=faults)
    counted = {name: _counted(getattr(before, name), getattr(after, name)) for name in _WORDED}
    rights = replace(after.rights, usage=_counted(before.rights.usage, after.rights.usage))
    return replace(after, **counted, rights=rights)


def _counted(before: Words, after: Words) -> Words:
    ar_rev = before.ar_rev + (after.ar != before.ar)
    en_of = ar_rev if after.en != before.en else before.en_of
    return Words(after.ar, after.en, ar_rev, en_of)


def _person_faults(persons: Sequence[Shown]) -> Iterator[FieldError]:
    known: set[str] = set()
    for index, person in enumerate(persons):
        if person.person_key in known:
            yield FieldError(f"/persons/{index}/personKey", "named-twice", TWICE)
        if person.region and not person.region.inside:
            yield FieldError(f"/persons/{index}/region", "outside", OUTSIDE)
        known.add(person.person_key)


def incomplete(details: Details) -> list[FieldError]:
    """What is still to be said before a photo counts as captioned."""
    there = {
        "/capturedAt": details.captured_at is not None,
        "/photographer": bool(details.photographer),
        "/rights/credit": bool(details.rights.credit),
        **{f"/{name}/{language}": bool(getattr(getattr(details, name), language)) for name in _WORDED for language in ("ar", "en")},
    }
    return [FieldError(pointer, "missing", MISSING) for pointer, said in there.items() if not said]
