"""Minutes: what was said of each item, by revision. Arabic is the record; English names the revision it translates. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.errors import FieldError

from meetings_svc import errors

MOST_CIRCULATED = 20


@dataclass(frozen=True, slots=True)
class Record:
    """The words on one item. `ar_rev` is the revision in which the Arabic changed last, `en_of` the one the English translates."""

    ar: str = ""
    en: str = ""
    ar_rev: int = 0
    en_of: int = 0

    @property
    def is_stale(self) -> bool:
        """Whether the English is older than the Arabic."""
        return self.en_of < self.ar_rev

    def write(self, words: Mapping[str, str], revision: int) -> "Record":
        """With these words; English that is sent translates the Arabic beside it."""
        after = self
        if words.get("ar", self.ar) != self.ar:
            after = replace(after, ar=words["ar"], ar_rev=revision)
        return replace(after, en=words["en"], en_of=after.ar_rev) if "en" in words else after


@dataclass(frozen=True, slots=True)
class Circulated:
    """The minutes as members got them at an instant."""

    revision: int
    texts: Mapping[str, Record]
    at: datetime


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that was written, by item id, and what of it was sent. Every change is a revision."""

    revision: int = 0
    texts: Mapping[str, Record] = field(default_factory=dict)
    circulated: tuple[Circulated, ...] = ()

    @property
    def last_circulated(self) -> int:
        """The revision that members have; 0 before the first."""
        return self.circulated[-1].revision if self.circulated else 0

    @property
    def is_new(self) -> bool:
        """Whether there is something that members have not got."""
        return self.revision > self.last_circulated

    def texts_of(self, revision: int | None) -> Mapping[str, Record]:
        """As they stand, or as one revision was circulated. Raises RevisionNotFound."""
        if revision in (None, self.revision):
            return self.texts
        for one in self.circulated:
            if one.revision == revision:
                return one.texts
        raise errors.RevisionNotFound

    def write(self, texts: Mapping[str, Mapping[str, str]]) -> "Minutes":
        """With these words by item and language; what changes nothing is no revision."""
        revision = self.revision + 1
        after = {**self.texts, **{item: self.texts.get(item, Record()).write(words, revision) for item, words in texts.items()}}
        return self if after == {**{item: Record() for item in texts}, **self.texts} else replace(self, revision=revision, texts=after)

    def circulate(self, at: datetime) -> "Minutes":
        """Sent as they stand. Raises NothingNew; Incomplete when an item has English only, or none has anything."""
        if not self.is_new or len(self.circulated) >= MOST_CIRCULATED:
            raise errors.NothingNew
        lacking = [FieldError(f"/texts/{item}/ar", "missing", errors.NO_ARABIC) for item, one in self.texts.items() if _lacks(one)]
        if not any(one.ar.strip() for one in self.texts.values()):
            lacking.append(FieldError("/texts", "empty", errors.NO_ARABIC))
        if lacking:
            raise errors.Incomplete(errors=lacking)
        return replace(self, circulated=(*self.circulated, Circulated(self.revision, self.texts, at)))

    def as_circulated(self, items: Collection[str]) -> "Minutes":
        """What members know: the revisions that were sent, of the items they may see."""
        if not self.circulated:
            return Minutes()
        seen = tuple(replace(one, texts={item: text for item, text in one.texts.items() if item in items}) for one in self.circulated)
        return Minutes(seen[-1].revision, seen[-1].texts, seen)


UNWRITTEN = Minutes()


def _lacks(one: Record) -> bool:
    return bool(one.en.strip()) and not one.ar.strip()
