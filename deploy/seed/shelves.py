"""The records of data/ beside the network and its campaigns: the library, the Studio, meetings, and the planter's own words."""

from datetime import time
from typing import Annotated, Literal

from .models import Arabic, Bi, Class, Days, Directed, EntityCode, Names, PostKey, Row


class Edition(Row):
    """A version: when it takes effect, for how long its predecessor may be used beside it, what is new."""

    label: str
    starts: Days
    beside: Days | None = None
    notes: Bi | None = None
    english: bool = True
    stays: Literal["published", "in-review", "withdrawn"] = "published"
    reason: Bi | None = None


class Section(Row):
    head: Bi
    text: Bi


class Document(Row):
    key: str
    owner: Directed
    kind: str
    class_: Class = "open"
    subjects: list[str]
    title: Bi
    summary: Bi
    basis: Bi | None = None
    sections: list[Section]
    editions: list[Edition]


class Colour(Bi):
    hex: str
    role: str


class Identity(Row):
    entity: Directed
    mark: Literal["gates", "star", "waves"]
    name: Bi
    intro: Bi
    colours: list[Colour]


class KitItem(Row):
    kind: str
    title: Bi
    text: Bi


class Kit(Row):
    key: str
    owner: Directed
    campaign: Annotated[str | None, Names("campaigns")] = None
    audience: Annotated[tuple[str, ...], Names("entities")] = ()
    embargo: Days | None = None
    closes: Days | None = None
    title: Bi
    summary: Bi
    hashtags: list[str]
    photos: Annotated[list[str], Names("pictures")]
    items: list[KitItem]


class Picture(Bi):
    """A scene to paint; four colours from sky to ground."""

    key: str
    scene: str
    colours: str


class Title(Bi):
    until: Days | None = None


class Shown(Row):
    key: str
    name: Bi
    titles: list[Title]


class Occasion(Row):
    key: str
    day: Days
    title: Bi
    place: Bi
    pictures: Annotated[list[str], Names("pictures")]
    photos: list[Bi]


class Studio(Row):
    people: list[Shown]
    occasions: list[Occasion]


class Series(Bi):
    key: str
    kind: str


class Paper(Bi):
    """A private file, printed in Arabic."""

    key: str
    visibility: str = "all"
    sections: list[tuple[Arabic, Arabic]]


class Item(Bi):
    """An item of an agenda. `by` is "host", a post or a name; a `part` belongs to the item before it; `said` is in the minutes."""

    kind: str
    minutes: int
    by: Annotated[str | Bi | None, Names("posts")] = None
    visibility: str = "members"
    campaigns: Annotated[tuple[str, ...], Names("campaigns")] = ()
    papers: Annotated[tuple[str, ...], Names("papers")] = ()
    part: bool = False
    said: Bi | None = None
    corrected: Arabic | None = None


class Change(Row):
    text: Bi
    reason: Bi


class Decision(Bi):
    from_: Days | None = None
    amended: Change | None = None


class Action(Bi):
    """Something an entity has to do; `done` is the evidence that closes it."""

    owner: EntityCode
    due: Days
    done: str | None = None
    started: bool = False


class Meeting(Row):
    key: str
    kind: str
    number: int
    series: Annotated[str | None, Names("series")] = None
    day: Days
    at: time
    minutes: int
    host: Directed
    stays: str = "archived"
    title: Bi
    venue: Bi
    agenda: list[Item]
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()


class Meetings(Row):
    series: list[Series]
    carried: Bi
    excuses: list[Arabic]
    papers: list[Paper]
    meetings: list[Meeting]


class System(Row):
    key: str
    by: PostKey
    name: str
    types: list[str]


class Cover(Bi):
    paint: str


class Font(Bi):
    family: str
    weights: list[int]


class PhotoWords(Row):
    photographer: Arabic
    credit: Arabic
    usage: Bi
    withdrawn: Bi
    kit: Bi
    seen: list[Bi]


class Words(Row):
    """Words that the planter itself adds."""

    mark: Bi
    titles: dict[str, Bi]
    grounds: dict[str, Bi]
    dos: list[Bi]
    donts: list[Bi]
    fonts: list[Font]
    photo: PhotoWords
    kinds: dict[str, Cover]
    printed: dict[str, Bi]
    months: list[Bi]
    sections: list[Section]
    units: dict[str, Bi]

    def unit(self, unit: str | Bi) -> dict[str, str]:
        """A unit by its short name or in full."""
        return (self.units[unit] if isinstance(unit, str) else unit).both()
