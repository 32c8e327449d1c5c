"""Occasions at which photos are taken, and persons with the titles they held, each from a day on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from chassis.audience import EVERYONE, scope_of
from chassis.auth import Actor
from chassis.errors import FieldError, Text
from chassis.event import Fact

from media_svc.amendments.model import Amendments, amended, told_of
from media_svc.model import Bi
from media_svc.policy import POLICY, SECRETARIAT
from media_svc.published import Words
from media_svc.studio.errors import DetailsNotAccepted
from media_svc.studio.register.published import OccasionAmended

OVERLAP = Text("يبدأ هذا اللقب قبل انتهاء الذي قبله.", "This title begins before the one before it ends.")
BACKWARDS = Text("ينتهي قبل أن يبدأ.", "It ends before it begins.")


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event at which photos are taken, on days of Dubai. `untold` says that its photos do not have its present title yet."""

    id: str
    title: Bi
    place: Bi
    starts_on: date
    ends_on: date
    amendments: Amendments = ()
    untold: bool = False
    version: int = 1


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


def amend(
    occasion: Occasion, fields: Mapping[str, Any], reason: str, *, shown: bool, by: Actor, at: datetime
) -> tuple[Occasion, Fact | None]:
    """Put its title, place or days right. Members are told when something released shows it, for else they do not know of it.

    Raises Forbidden, DetailsNotAccepted, NothingCorrected, TooManyAmendments.
    """
    POLICY.require(by, "studio-register.write")
    after = replace(occasion, **fields)
    check_days(after.starts_on, after.ends_on)
    before = {name: getattr(occasion, name) for name in fields}
    after = replace(after, amendments=amended(occasion.amendments, before, fields, reason, by=by, at=at), untold=True)
    fact = OccasionAmended(
        occasion_id=after.id,
        title=Words(**after.title._asdict()),
        starts_on=after.starts_on,
        ends_on=after.ends_on,
        audience_scope=scope_of((EVERYONE,), home=SECRETARIAT),
        **told_of(after.amendments),
    )
    return after, Fact(fact, at) if shown else None


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
