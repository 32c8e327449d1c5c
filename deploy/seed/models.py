"""The records that the files of data/ hold, as a content person writes them: the network and its campaigns. Days count from planting."""

import re
from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

ARABIC, LATIN = re.compile(r"[\u0621-\u064a]"), re.compile(r"[A-Za-z]")
SIGNS = frozenset(("٪", "%"))  # the same in every language


class Names(NamedTuple):
    """What a text names: a record of another file, which must be there."""

    file: str


def _arabic(text: str) -> str:
    if text not in SIGNS and (LATIN.search(text) or not ARABIC.search(text)):
        raise ValueError("this is not Arabic: write it in Arabic letters, with no Latin ones in it")
    return text


def _english(text: str) -> str:
    if ARABIC.search(text) or not text.strip():
        raise ValueError("this is not English: write it without Arabic letters")
    return text


Arabic = Annotated[str, AfterValidator(_arabic)]
English = Annotated[str, AfterValidator(_english)]
EntityCode = Annotated[str, Names("entities")]
Directed = Annotated[str, Names("entities with a director")]  # who acts for it
PostKey = Annotated[str, Names("posts")]
Days = int
Class = Literal["open", "shared-confidential", "shared-sensitive", "shared-secret"]


class Row(BaseModel):
    """Something written in a file; a field that is not of it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: to_camel(name.rstrip("_")))


class Bi(Row):
    """The same words in both languages."""

    ar: Arabic
    en: English

    def both(self, mark: "Bi | None" = None) -> dict[str, str]:
        """As the API takes them, with the mark of demonstration data behind them if there is one."""
        return {lang: text + (f" ({getattr(mark, lang)})" if mark else "") for lang, text in (("ar", self.ar), ("en", self.en))}


class Entity(Row):
    code: str
    kind: str
    sectors: list[str]
    name: Bi
    parent: EntityCode | None = None


class Post(Row):
    """A post, such as D01/director, with who is in it; without a name it is vacant."""

    post: str
    kind: str | None = None
    title: Bi | None = None
    name: Bi | None = None
    languages: list[str] = []
    expertise: list[str] = []
    since: date | None = None
    confirmed: bool = True
    roles: list[str] = []
    signs_in: str | None = None
    covers: str | None = None

    @property
    def entity(self) -> str:
        """The code of its entity."""
        return self.post.partition("/")[0]

    @property
    def is_of(self) -> str:
        """What kind of post it is."""
        return self.kind or self.post.partition("/")[2]


class Turn(Row):
    by: PostKey
    from_: Days
    to: Days
    note: str | None = None


class Objective(Bi):
    type: str
    from_: float
    to: float
    unit: Annotated[str | Bi, Names("units")]


class Audience(Bi):
    size: int
    languages: list[str]
    mode: Literal["include", "exclude"] = "include"
    insight: Bi
    barrier: Bi | None = None


class Kpi(Bi):
    """An indicator; what it `reached` over the days that it ran, the last is what it stands at."""

    stage: str
    metric: str = ""
    unit: Annotated[str | Bi, Names("units")]
    from_: float
    to: float
    reached: list[float] = []
    source: Bi | None = None
    sure: Literal["low", "medium", "high"] | None = None


class Amended(Row):
    kpi: int
    to: float
    reason: str


class Asked(Row):
    field: str
    note: str


class Remark(Row):
    """A comment; `{to}` in it is the name of whom it addresses."""

    by: PostKey
    to: PostKey | None = None
    text: str


LEARNT = frozenset(("evaluated", "exemplar", "superseded"))
RAN = LEARNT | {"live", "completed", "cancelled"}


class Campaign(Row):
    """A campaign with what came of it and what is said of it."""

    key: str
    lead: Directed
    partners: Annotated[list[str], Names("entities")] = []
    topic: str
    state: str
    class_: Class = "open"
    runs: tuple[Days, Days]
    embargo: Days | None = None
    launches: Days | None = None
    tier: str
    budget: str
    channels: list[str]
    cover: Annotated[str, Names("pictures")]
    builds_on: Annotated[list[str], Names("campaigns")] = []
    successor: Annotated[str | None, Names("campaigns")] = None
    title: Bi
    summary: Bi
    message: Bi
    because: Bi | None = None
    objectives: list[Objective] = Field(min_length=1)
    audiences: list[Audience] = Field(min_length=1)
    kpis: list[Kpi] = Field(min_length=1)
    worked: Bi | None = None
    did_not: Bi | None = None
    would_change: Bi | None = None
    citation: Bi | None = None
    amended: Amended | None = None
    asked: list[Asked] = []
    reason: str | None = None
    endorsed: Annotated[list[str], Names("entities with a director")] = []
    kept: Annotated[list[str], Names("posts")] = []
    comments: list[Remark] = []

    @model_validator(mode="after")
    def _is_finished(self) -> Self:
        """What its state needs is there."""
        unreported = not all(kpi.reached and kpi.source and kpi.sure for kpi in self.kpis)
        needed = {
            "worked, didNot, wouldChange": self.state in LEARNT and not (self.worked and self.did_not and self.would_change),
            "citation": self.state == "exemplar" and not self.citation,
            "successor": self.state == "superseded" and not self.successor,
            "reason": self.state in ("withdrawn", "cancelled") and not self.reason,
            "asked": self.state == "changes-requested" and not self.asked,
            "reached, source and sure of each indicator": self.state in RAN and unreported,
        }
        if lacks := [name for name, lacking in needed.items() if lacking]:
            raise ValueError(f"it is {self.state}, so add {', '.join(lacks)}")
        return self
