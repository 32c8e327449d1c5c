"""Occasions at which photos are taken, and persons with the titles they held, each from a day on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chassis.errors import FieldError, Text

from media_svc.model import Bi
from media_svc.studio.errors import DetailsNotAccepted

OVERLAP = Text("يبدأ هذا اللقب قبل انتهاء الذي قبله.", "This title begins before the one before it ends.")
BACKWARDS = Text("ينتهي قبل أن يبدأ.", "It ends before it begins.")


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event at which photos are taken, on days of Dubai."""

    id: str
    title: Bi
    place: Bi
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class DatedTitle:
    """A title from a day on, to the day before the next or to `until` (included)."""

    title: Bi
    since: date
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether it was the title of this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A person that photos show, by a key that never changes."""

    key: str
    name: Bi
    titles: tuple[DatedTitle, ...] = ()
    version: int = 1

    def title_on(self, day: date) -> Bi | None:
        """The title held on a day; None = none is known."""
        return next((one.title for one in self.titles if one.held_on(day)), None)


def check_days(starts_on: date, ends_on: date) -> None:
    """Raises DetailsNotAccepted when the end comes first."""
    if ends_on < starts_on:
        raise DetailsNotAccepted(errors=[FieldError("/endsOn", "backwards", BACKWARDS)])


def check_titles(titles: Sequence[DatedTitle]) -> tuple[DatedTitle, ...]:
    """The titles by their days, one for each day at most. Raises DetailsNotAccepted."""
    ordered = tuple(sorted(titles, key=lambda one: one.since))
    if any(one.until and one.until < one.since for one in ordered):
        raise DetailsNotAccepted(errors=[FieldError("/titles", "backwards", BACKWARDS)])
    if any(one.until is None or one.until >= after.since for one, after in pairwise(ordered)):
        raise DetailsNotAccepted(errors=[FieldError("/titles", "overlap", OVERLAP)])
    return ordered
