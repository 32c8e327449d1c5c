"""How far a subscription has come in the log, how its receiver fares, and what it gets again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ENOUGH = timedelta(days=5)
WARNINGS = (90, 70, 50)


@dataclass(frozen=True, slots=True)
class Replay:
    """What is still to be sent again: what stands behind `after`, up to `until`."""

    after: int
    until: int


@dataclass(frozen=True, slots=True)
class Missed:
    """What a subscription could not be sent: it stood behind `after`, and the log had nothing there any more, or not yet again."""

    reason: Literal["gone", "ahead"]
    after: int
    next: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Everything up to `after` has a row or is not wanted; `seq` counts what was wanted up to there."""

    after: int
    seq: int = 0
    failing_since: datetime | None = None
    warned: int = 0
    confirmed: str | None = None
    checked_at: datetime | None = None
    check_error: str | None = None
    rate: int | None = None
    replay: Replay | None = None
    missed: Missed | None = None


def is_hopeless(place: Place, at: datetime) -> bool:
    """Whether the receiver has failed for so long that one should stop trying."""
    return place.failing_since is not None and at - place.failing_since >= ENOUGH


def warning_due(place: Place, at: datetime) -> int | None:
    """The percentage of that time that has passed, when it is one to warn at and nobody was warned yet."""
    if place.failing_since is None:
        return None
    passed = 100 * ((at - place.failing_since) / ENOUGH)
    reached = next((percent for percent in WARNINGS if passed >= percent), 0)
    return reached if reached > place.warned else None


@dataclass(frozen=True, slots=True)
class Working:
    """How a dispatcher fares: its lanes, those that do nothing although they should, and in seconds
    the age of the oldest event not yet tried and how long it has not looked what should run."""

    lanes: int
    stalled: int
    untried: float
    silent: float
