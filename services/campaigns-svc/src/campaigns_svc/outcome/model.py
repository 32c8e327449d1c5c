"""What is known of a campaign after its launch: amendments, what was learnt, and the secretariat's citation."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from campaigns_svc.errors import TooManyAmendments
from campaigns_svc.plan.model import Bi, Kpi, Plan, targets_of
from campaigns_svc.review.model import Person

MOST_READINGS = 600
MOST_AMENDMENTS = 200
LONGEST_HISTORY = 2_000_000  # letters of all values that amendments replaced: the record stays one that a page can read
AmendmentKind = Literal["targets", "content", "status"]


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that an amendment replaced; `field` is a JSON pointer (RFC 6901), a whole list when rows came or went."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change after the launch with its reason: of frozen targets, of what the campaign says, or of its state taken back. `before`
    and `after` are the digests of the targets on both sides of it."""

    number: int
    reason: str
    by: Person
    at: datetime
    before: str
    after: str
    changes: tuple[Changed, ...]
    kind: AmendmentKind = "targets"


@dataclass(frozen=True, slots=True)
class Learning:
    """What the campaign taught. `would_change` is what one would not do again."""

    worked: Bi
    did_not: Bi
    would_change: Bi


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator had reached on a day, as somebody reported it; None takes an earlier figure back."""

    metric: str
    name: Bi
    actual: float | None
    as_of: date | None
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it; empty before the launch."""

    amendments: tuple[Amendment, ...] = ()
    evaluation_due_on: date | None = None
    learning: Learning | None = None
    evaluated_at: datetime | None = None
    evaluated_by: Person | None = None
    citation: Bi | None = None
    exemplar_at: datetime | None = None
    successor: str | None = None
    readings: tuple[Reading, ...] = ()


def amended(outcome: Outcome, made: Amendment) -> Outcome:
    """With this amendment, the newest last: nothing is replaced in silence. Raises TooManyAmendments."""
    amendments = (*outcome.amendments, made)
    size = sum(len(str(change.before)) + len(str(change.after)) for one in amendments for change in one.changes)
    if len(amendments) > MOST_AMENDMENTS or size > LONGEST_HISTORY:
        raise TooManyAmendments
    return replace(outcome, amendments=amendments)


def reported(before: Plan, after: Plan) -> list[Kpi]:
    """The indicators whose result was reported or corrected."""
    pairs = zip(before.kpis, after.kpis, strict=True)
    return [new for old, new in pairs if (old.actual, old.as_of) != (new.actual, new.as_of)]


def noted(outcome: Outcome, kpis: Sequence[Kpi], *, by: Person, at: datetime) -> Outcome:
    """With these results at the end of all that were reported; the oldest make room."""
    new = tuple(Reading(kpi.metric, kpi.name, kpi.actual, kpi.as_of, by, at) for kpi in kpis)
    return replace(outcome, readings=(*outcome.readings, *new)[-MOST_READINGS:])


def differences(before: Plan, after: Plan) -> tuple[Changed, ...]:
    """What differs between the frozen parts of two plans, indicator by indicator."""
    return tuple(_differences(targets_of(before), targets_of(after)))


def _differences(before: tuple[Kpi, ...], after: tuple[Kpi, ...]) -> Iterator[Changed]:
    for index in range(max(len(before), len(after))):
        old = asdict(before[index]) if index < len(before) else None
        new = asdict(after[index]) if index < len(after) else None
        if old is None or new is None:
            yield Changed(f"/kpis/{index}", _name(old), _name(new))
        else:
            yield from (Changed(f"/kpis/{index}/{name}", old[name], new[name]) for name in old if old[name] != new[name])


def _name(kpi: dict[str, Any] | None) -> Any:
    return kpi["name"] if kpi else None
