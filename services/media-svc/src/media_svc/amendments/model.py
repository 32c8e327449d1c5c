"""What was put right after a publication: who did it, when and why, and both values of every field. Frozen values, no I/O and no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from chassis.auth import Actor
from pydantic.alias_generators import to_camel

from media_svc.amendments.errors import NothingCorrected, TooManyAmendments
from media_svc.model import Bi

MOST_AMENDMENTS: Final = 200
LONGEST_HISTORY: Final = 2_000_000  # letters of all values that were replaced: the record stays one that a page can read


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that was replaced; `field` is a JSON pointer (RFC 6901), a whole list when rows came or went."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction with its reason; `name` is what its author was called then."""

    number: int
    reason: str
    by: str
    name: Bi | None
    at: datetime
    changes: tuple[Changed, ...]


Amendments = tuple[Amendment, ...]


def amended(
    past: Amendments, before: Mapping[str, Any], after: Mapping[str, Any], reason: str, *, by: Actor, at: datetime
) -> Amendments:  # fmt: skip
    """The list with one more amendment, of all fields that differ. Raises NothingCorrected, TooManyAmendments."""
    changes = tuple(_differences("", plain(before), plain(after)))
    if not changes:
        raise NothingCorrected
    name = Bi(*by.name) if by.name else None
    made = (*past, Amendment(len(past) + 1, reason, by.id, name, at, changes))
    size = sum(len(str(change.before)) + len(str(change.after)) for one in made for change in one.changes)
    if len(made) > MOST_AMENDMENTS or size > LONGEST_HISTORY:
        raise TooManyAmendments
    return made


def told_of(amendments: Amendments) -> dict[str, Any]:
    """What the event of the last amendment says of it."""
    last = amendments[-1]
    return {"amendment": last.number, "fields": tuple(change.field for change in last.changes), "reason": last.reason}


def _differences(at: str, before: Any, after: Any) -> Iterator[Changed]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in (*before, *(one for one in after if one not in before)):
            shown = to_camel(name) if "_" in name else name  # an id stays as it is
            yield from _differences(f"{at}/{shown}", before.get(name), after.get(name))
    else:
        yield Changed(at, before, after)


def plain(value: Any) -> Any:
    """As it is stored: words by language, lists, and days and instants as text."""
    if isinstance(value, Bi):
        return value._asdict()
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
