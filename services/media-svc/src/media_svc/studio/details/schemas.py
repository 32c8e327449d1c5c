"""What is told about a photo as it travels: every member has a value before anybody filled it in, so that a patch may name a few."""

from datetime import date, datetime
from typing import Annotated, Self

from chassis.fields import Day, Instant, LastDay, Lines, OneLine
from chassis.http import Body
from pydantic import Field, StringConstraints

from media_svc.studio.details.model import AS_VALUES, Details, DigitalSource, ModelRelease, Words

Line = Annotated[OneLine, StringConstraints(max_length=300)]
Word = Annotated[OneLine, StringConstraints(min_length=1, max_length=64)]
PersonKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,59}$")]


class LineBody(Body):
    """A short text in both languages."""

    ar: Line = ""
    en: Line = ""


class ProseBody(Body):
    """A text in both languages."""

    ar: Lines = Field(default="", max_length=3_000)
    en: Lines = Field(default="", max_length=3_000)


class RegionBody(Body):
    """Where somebody is seen: shares of the photo's width and height, from its upper left corner."""

    x: float = Field(ge=0, le=1, allow_inf_nan=False)
    y: float = Field(ge=0, le=1, allow_inf_nan=False)
    width: float = Field(gt=0, le=1, allow_inf_nan=False)
    height: float = Field(gt=0, le=1, allow_inf_nan=False)


class ShownBody(Body):
    """A person in the photo. Without a title, the register's for the day it was taken is filled in."""

    person_key: PersonKey = Field(examples=["head-of-department"])
    title_at_date: LineBody = LineBody()
    region: RegionBody | None = None


class KeywordsBody(Body):
    """Words by which it is found."""

    ar: list[Word] = Field(default=[], max_length=30)
    en: list[Word] = Field(default=[], max_length=30)


class RightsBody(Body):
    """Who is named, and what may be done where until when."""

    credit: Line = ""
    copyright: Line = ""
    usage: ProseBody = ProseBody()
    allowed_uses: list[Word] = Field(default=[], max_length=20)
    territories: list[Word] = Field(default=[], max_length=50)
    valid_from: Day | None = None
    valid_to: LastDay = None
    model_release: ModelRelease = ModelRelease.NONE


class DetailsBody(Body):
    """What somebody says about a photo; `occasion` is the id of one in the register."""

    captured_at: Instant | None = None
    place: LineBody = LineBody()
    occasion: str | None = Field(default=None, max_length=64)
    photographer: Line = ""
    persons: list[ShownBody] = Field(default=[], max_length=50)
    headline: LineBody = LineBody()
    caption: ProseBody = ProseBody()
    alt: LineBody = LineBody()
    keywords: KeywordsBody = KeywordsBody()
    rights: RightsBody = RightsBody()
    digital_source: DigitalSource = DigitalSource.CAPTURE

    def merged_into(self, details: Details) -> Details:
        """The details with the members that were sent (RFC 7396: objects merge, lists and values replace)."""
        return self.merged(details, besides=set())

    def merged(self, details: Details, *, besides: set[str]) -> Details:
        """The details with the members that were sent, but for these."""
        sent = self.model_dump(exclude_unset=True, exclude=besides)
        return AS_VALUES.validate_python(_merge(AS_VALUES.dump_python(details), sent))


class WordsBody(Body):
    """A text in both languages; whether the Arabic was changed after the English was written."""

    ar: str
    en: str
    english_is_older: bool

    @classmethod
    def of(cls, words: Words) -> Self:
        return cls(ar=words.ar, en=words.en, english_is_older=words.english_is_older)


class PersonShown(Body):
    """A person in the photo with the title of the day it was taken."""

    person_key: str
    name: WordsBody
    title_at_date: WordsBody
    region: RegionBody | None


class RightsShown(Body):
    """Who is named, and what may be done where until when."""

    credit: str
    copyright: str
    usage: WordsBody
    allowed_uses: list[str]
    territories: list[str]
    valid_from: date | None
    valid_to: date | None
    model_release: ModelRelease


class DetailsShown(Body):
    """All that is told about a photo."""

    captured_at: datetime | None
    place: WordsBody
    occasion: str | None
    photographer: str
    persons: list[PersonShown]
    headline: WordsBody
    caption: WordsBody
    alt: WordsBody
    keywords: KeywordsBody
    rights: RightsShown
    digital_source: DigitalSource

    @classmethod
    def of(cls, told: Details) -> Self:
        rights = told.rights
        return cls(
            captured_at=told.captured_at,
            place=WordsBody.of(told.place),
            occasion=told.occasion,
            photographer=told.photographer,
            persons=[_person(one.person_key, one.name, one.title_at_date, one.region) for one in told.persons],
            headline=WordsBody.of(told.headline),
            caption=WordsBody.of(told.caption),
            alt=WordsBody.of(told.alt),
            keywords=KeywordsBody(ar=list(told.keywords.ar), en=list(told.keywords.en)),
            rights=RightsShown(
                credit=rights.credit,
                copyright=rights.copyright,
                usage=WordsBody.of(rights.usage),
                allowed_uses=list(rights.allowed_uses),
                territories=list(rights.territories),
                valid_from=rights.valid_from,
                valid_to=rights.valid_to,
                model_release=rights.model_release,
            ),
            digital_source=told.digital_source,
        )


def _person(key: str, name: Words, title: Words, region: object) -> PersonShown:
    frame = RegionBody.model_validate(region, from_attributes=True) if region else None
    return PersonShown(person_key=key, name=WordsBody.of(name), title_at_date=WordsBody.of(title), region=frame)


def _merge(before: dict[str, object], patch: dict[str, object]) -> dict[str, object]:
    """A merge patch; members that are lists come whole."""
    return {**before, **{name: _member(before.get(name), value) for name, value in patch.items()}}


def _member(before: object, after: object) -> object:
    return _merge(before, after) if isinstance(before, dict) and isinstance(after, dict) else after
