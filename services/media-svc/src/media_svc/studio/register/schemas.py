"""The register as it travels, and what the gallery can be narrowed to."""

from datetime import date
from typing import Self

from chassis.fields import Day, LastDay
from chassis.http import BiText, Body
from pydantic import Field

from media_svc.amendments.schemas import AmendmentBody, Reason, amendments_of
from media_svc.model import Bi
from media_svc.studio.details.schemas import Line, PersonKey
from media_svc.studio.model import Ratio
from media_svc.studio.register.commands import Amending
from media_svc.studio.register.model import DatedTitle, Occasion, RegisteredPerson


class Name(BiText):
    """A name in both languages."""

    ar: Line = Field(min_length=2)
    en: Line = Field(min_length=2)

    @property
    def bi(self) -> Bi:
        return Bi(self.ar, self.en)


class NewOccasion(Body):
    """An event at which photos are taken; the days are those of Dubai, the last included."""

    title: Name
    place: Name
    starts_on: Day
    ends_on: Day


class OccasionCorrection(Body):
    """The fields to put right of an occasion, and why."""

    title: Name | None = None
    place: Name | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    reason: Reason

    def amending(self) -> Amending:
        """As the command takes it."""
        sent = {name: getattr(self, name) for name in self.model_fields_set if name != "reason"}
        fields = {name: value.bi if isinstance(value, Name) else value for name, value in sent.items() if value is not None}
        return Amending(fields, self.reason)


class OccasionBody(Body):
    """An event at which photos were taken."""

    id: str
    version: int
    title: BiText
    place: BiText
    starts_on: date
    ends_on: date
    amendments: list[AmendmentBody] = Field(description="What was put right after it was entered, oldest first.")

    @classmethod
    def of(cls, one: Occasion) -> Self:
        plain = {name: getattr(one, name) for name in ("id", "version", "starts_on", "ends_on")}
        return cls(**plain, title=_text(one.title), place=_text(one.place), amendments=amendments_of(one.amendments))


class TitleBody(Body):
    """A title from a day on, to `until` (included) or to today."""

    title: Name
    since: Day
    until: LastDay = None


class PersonWritten(Body):
    """A person that photos show, with dated titles."""

    name: Name
    titles: list[TitleBody] = Field(default=[], max_length=50)

    def person(self, key: str) -> RegisteredPerson:
        """As the model takes it."""
        return RegisteredPerson(key, self.name.bi, tuple(DatedTitle(one.title.bi, one.since, one.until) for one in self.titles))


class NewPerson(PersonWritten):
    """A person under a key that never changes."""

    key: PersonKey = Field(examples=["head-of-department"])


class RegisteredPersonBody(Body):
    """A person of the register."""

    key: str
    version: int
    name: BiText
    titles: list[TitleBody]

    @classmethod
    def of(cls, one: RegisteredPerson) -> Self:
        titles = [TitleBody(title=Name(ar=each.title.ar, en=each.title.en), since=each.since, until=each.until) for each in one.titles]
        return cls(key=one.key, version=one.version, name=_text(one.name), titles=titles)


class PersonFacet(Body):
    """A person whom some released photo shows."""

    key: str
    name: BiText


class GalleryFacets(Body):
    """What the gallery can be narrowed to: only what finds something."""

    persons: list[PersonFacet]
    occasions: list[OccasionBody]
    years: list[int]
    ratios: list[Ratio]


def _text(bi: Bi) -> BiText:
    return BiText(ar=bi.ar, en=bi.en)
