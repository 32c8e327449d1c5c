"""Series of meetings: meetings of one kind that follow each other, until the series ends. Frozen values, pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from chassis.auth import Actor

from meetings_svc.agenda.model import Bi, name_of
from meetings_svc.errors import NotEnded, SeriesEnded
from meetings_svc.policy import POLICY
from meetings_svc.published import MeetingKind


@dataclass(frozen=True, slots=True)
class Ended:
    """That a series ended: by whom, when and why. `name` is what they were called then."""

    by: str
    at: datetime
    reason: Bi
    name: Bi | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one kind that follow each other. `closing` while some of its meetings are still to be cancelled."""

    id: str
    kind: MeetingKind
    name: Bi
    created_at: datetime
    version: int = 1
    ended: Ended | None = None
    closing: bool = False


def rename(series: Series, name: Bi, *, by: Actor) -> Series:
    """Another name, for meetings of the past as well: they are found by it."""
    POLICY.require(by, "series.write")
    return replace(series, name=name)


def end(series: Series, reason: Bi, *, by: Actor, at: datetime) -> Series:
    """No meeting joins it any more; those that members wait for are cancelled. Raises SeriesEnded."""
    POLICY.require(by, "series.write")
    refuse_ended(series)
    return replace(series, ended=Ended(by.id, at, reason, name_of(by)), closing=True)


def resume(series: Series, *, by: Actor) -> Series:
    """Take its end back. Meetings that were cancelled are reinstated one by one. Raises NotEnded."""
    POLICY.require(by, "series.write")
    if series.ended is None:
        raise NotEnded
    return replace(series, ended=None, closing=False)


def refuse_ended(series: Series) -> None:
    """Raise SeriesEnded unless it goes on."""
    if series.ended is not None:
        raise SeriesEnded


def actions_for(series: Series, actor: Actor) -> list[str]:
    """The verbs this reader may use on it now."""
    return ["edit", "resume" if series.ended else "end"] if POLICY.allows(actor, "series.write") else []
