"""The pack of a meeting: what members read before it, as one thing with versions, and what changed from one to another. Pure."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from meetings_svc.agenda.model import Agenda, AgendaItem, Bi, without

MOST_PACKS = 40
How = Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Pack:
    """One version: the agenda as members saw it, with its papers by reference."""

    version: int
    agenda: Agenda
    at: datetime

    def without(self, hidden: Collection[str]) -> "Pack":
        """The same without what was hidden since."""
        return replace(self, agenda=without(self.agenda, hidden))


Packs = tuple[Pack, ...]
PACKS = TypeAdapter(Packs)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an item or a paper between two versions; `what` is its title."""

    how: How
    item: str
    what: Bi
    paper: str | None = None


def digest_of(item: AgendaItem) -> str:
    """SHA-256 of the item as canonical JSON."""
    text = json.dumps(asdict(item), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def changes(before: Pack, after: Pack) -> list[Change]:
    """What a reader of one version finds otherwise in another: items by title, then their papers."""
    old, new = {one.id: one for one in before.agenda}, {one.id: one for one in after.agenda}
    found = [Change("new", id_, item.title) for id_, item in new.items() if id_ not in old]
    for id_ in [id_ for id_ in new if id_ in old]:
        found += _within(old[id_], new[id_])
    return [*found, *(Change("gone", id_, item.title) for id_, item in old.items() if id_ not in new)]


def _within(old: AgendaItem, new: AgendaItem) -> Iterator[Change]:
    papers: Mapping[str, str] = {one.id: one.ref for one in old.papers}
    for paper in new.papers:
        if paper.id not in papers:
            yield Change("new", new.id, paper.title, paper.id)
        elif papers[paper.id] != paper.ref:
            yield Change("changed", new.id, paper.title, paper.id)
    kept = {one.id for one in new.papers}
    yield from (Change("gone", new.id, one.title, one.id) for one in old.papers if one.id not in kept)
    if (old.title, old.planned_minutes, old.presenters) != (new.title, new.planned_minutes, new.presenters):
        yield Change("changed", new.id, new.title)
