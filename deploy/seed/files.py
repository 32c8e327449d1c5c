"""Reads data/ and holds it against itself: what is wrong is said with its file, its record, its field, and what to do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from . import models, shelves
from .models import Bi, Campaign, Row

FOLDER = Path(__file__).parent / "data"
NAMED_BY = ("key", "post", "code", "entity", "by")
_WHAT_TO_DO = {"missing": "add it", "extra_forbidden": "no such field: correct its name or take it out"}


class Mistake(ValueError):
    """Something in data/ is not as it should be."""


class Data(Row):
    """All records, by their files."""

    words: shelves.Words
    entities: list[models.Entity]
    posts: list[models.Post]
    duty: list[models.Turn]
    pictures: list[shelves.Picture]
    campaigns: list[Campaign]
    documents: list[shelves.Document]
    identities: list[shelves.Identity]
    kits: list[shelves.Kit]
    studio: shelves.Studio
    meetings: shelves.Meetings
    systems: list[shelves.System]

    @cached_property
    def held(self) -> dict[str, models.Post]:
        """The posts that somebody is in."""
        return {one.post: one for one in self.posts if one.name}

    @cached_property
    def pictured(self) -> dict[str, shelves.Picture]:
        """The pictures by their keys."""
        return {one.key: one for one in self.pictures}

    def director_of(self, code: str) -> str:
        """The post of who directs an entity: its director, or who covers for a vacant one."""
        post = next((one.post for one in self.posts if one.entity == code and one.is_of == "director"), "")
        return next((one.post for one in self.posts if post and one.covers == post), post)


def read(folder: Path = FOLDER) -> Data:
    """All of it. Raises Mistake."""
    raw = {name: _load(folder / f"{name}.yaml") for name in Data.model_fields if name != "campaigns"}
    raw["campaigns"] = [one for path in sorted((folder / "campaigns").glob("*.yaml")) for one in _load(path)]
    try:
        data = Data.model_validate(raw)
    except ValidationError as error:
        raise Mistake("\n".join(_told(raw, one["loc"], one["msg"], one["type"]) for one in error.errors())) from error
    if wrong := [*_pointing_nowhere(data), *_named_twice(data), *_said_twice(data)]:
        raise Mistake("\n".join(wrong))
    return data


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise Mistake(f"{path.name}: {error}. Put text with a colon, a question mark or a comma inside braces in quotes") from error


def _told(raw: Any, place: tuple[int | str, ...], message: str, kind: str) -> str:
    """A fault as who wrote the file reads it: numbers of records become their names."""
    at: Any = raw
    way: list[str] = []
    for step in place:
        found: dict[Any, Any] = at if isinstance(at, dict) else dict(enumerate(at)) if isinstance(at, list) else {}
        at = found.get(step)
        named = next((at[key] for key in NAMED_BY if key in at), None) if isinstance(step, int) and isinstance(at, dict) else None
        way.append(str(named or step))
    return f"{way[0]}.yaml: {': '.join(way[1:])}: {message} ({_WHAT_TO_DO.get(kind, 'correct it')})"


# ---- what no record can say of itself ----


def _name(row: Row) -> str:
    return next(str(getattr(row, key)) for key in NAMED_BY if hasattr(row, key))


def named_in(row: Row) -> Iterator[tuple[str, str]]:
    """What a record names of other files, as (file, name)."""
    for field, info in type(row).model_fields.items():
        value = getattr(row, field)
        values = value if isinstance(value, list | tuple) else list(value.values()) if isinstance(value, dict) else [value]
        yield from (pair for one in values if isinstance(one, Row) for pair in named_in(one))
        files = [mark.file for mark in (*info.metadata, *getattr(info.annotation, "__metadata__", ())) if isinstance(mark, models.Names)]
        yield from ((file, one) for file in files for one in values if isinstance(one, str))


def _records(data: Data) -> Iterator[tuple[str, list[Row]]]:
    for file in Data.model_fields:
        found = getattr(data, file)
        for field, rows in (
            {file: found}.items() if isinstance(found, list) else ((one, getattr(found, one)) for one in type(found).model_fields)
        ):
            if isinstance(rows, list) and rows and isinstance(rows[0], Row) and any(hasattr(rows[0], key) for key in NAMED_BY):
                yield field, rows


def _pointing_nowhere(data: Data) -> Iterator[str]:
    known = {file: {_name(row) for row in rows} for file, rows in _records(data)}
    known["units"] = set(data.words.units)
    known["posts"] = set(data.held) | {"host"}
    known["entities with a director"] = {one.code for one in data.entities if data.director_of(one.code) in data.held}
    known["papers"] |= {f"{one.key}@{edition.label}" for one in data.documents for edition in one.editions}
    for file, rows in _records(data):
        for row in rows:
            lost = [(named, name) for named, name in named_in(row) if name not in known[named]]
            yield from (f"{file}: {_name(row)}: there is no {name} in {named}: correct it or add it" for named, name in lost)


def _named_twice(data: Data) -> Iterator[str]:
    for file, rows in _records(data):
        yield from (f"{file}: {name} is there twice: give one of them another name" for name in _repeated(map(_name, rows)))


def sentences(one: Campaign) -> Iterator[Bi]:
    """What a campaign says that no other may say too."""
    yield from (one.title, one.summary, one.message, *one.objectives, *one.audiences, *one.kpis)
    yield from (words for who in one.audiences for words in (who.insight, who.barrier) if words)
    yield from (words for words in (one.because, one.worked, one.did_not, one.would_change, one.citation) if words)


def _said_twice(data: Data) -> Iterator[str]:
    for lang in ("ar", "en"):
        said = _repeated(getattr(words, lang).casefold() for one in data.campaigns for words in sentences(one))
        yield from (f"campaigns: “{text}” is said twice: say what is true of this campaign only" for text in said)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
