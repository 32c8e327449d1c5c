"""Who answers for an entity at an instant: by turns of duty set beforehand, else by its posts. Pure: no clock, no storage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import Final, Literal

from chassis.auth import Actor
from chassis.clock import DUBAI
from chassis.event import Fact

from members_svc.errors import DutyNotFound, DutyOverlaps, DutyTimes, RosterFull
from members_svc.policy import POLICY
from members_svc.posts.model import Post
from members_svc.published import DutyAssigned, DutyReleased, PostKind

LONGEST: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=366)
KEPT: Final = timedelta(days=90)
MOST: Final = 200
# Without a turn of duty, these posts answer, in this order.
CHAIN: Final[tuple[PostKind, ...]] = ("duty-contact", "director", "deputy")

Through = Literal["roster", "duty-contact", "director", "deputy"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's turn, from an instant until before another."""

    id: str
    person: str
    from_: datetime
    until: datetime
    note: str | None = None

    def covers(self, at: datetime) -> bool:
        """Whether the turn runs at this instant."""
        return self.from_ <= at < self.until


@dataclass(frozen=True, slots=True)
class Roster:
    """The turns of one entity, by their beginning; no two run at once. Version 0 = nothing was ever set."""

    entity: str
    duties: tuple[Duty, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers, why, and until when that is known (for turns and covers that have an end)."""

    person: str
    through: Through
    acting: bool = False
    until: datetime | None = None
    note: str | None = None


Change = tuple[Roster, Fact]


def assign(roster: Roster, duty: Duty, *, by: Actor, at: datetime) -> Change:
    """Set a turn. Raises DutyTimes, DutyOverlaps, RosterFull."""
    POLICY.require(by, "roster.change", roster.entity)
    if not (at < duty.until and duty.from_ < duty.until <= duty.from_ + LONGEST and duty.from_ <= at + AHEAD):
        raise DutyTimes
    if any(duty.from_ < other.until and other.from_ < duty.until for other in roster.duties):
        raise DutyOverlaps
    kept = [other for other in roster.duties if other.until > at - KEPT]
    if sum(other.until > at for other in kept) >= MOST:
        raise RosterFull
    duties = tuple(sorted((*kept, duty), key=lambda one: one.from_))
    return replace(roster, duties=duties), Fact(_told(DutyAssigned, roster, duty), at)


def release(roster: Roster, duty_id: str, *, by: Actor, at: datetime) -> Change:
    """Take back a turn that has not ended; of one that runs, what is over stays. Raises DutyNotFound."""
    POLICY.require(by, "roster.change", roster.entity)
    duty = next((one for one in roster.duties if one.id == duty_id and one.until > at), None)
    if duty is None:
        raise DutyNotFound
    ended = replace(duty, until=max(duty.from_, at))
    left = tuple(ended if one is duty else one for one in roster.duties if one is not duty or ended.until > ended.from_)
    return replace(roster, duties=left), Fact(_told(DutyReleased, roster, ended), at)


def ahead(roster: Roster, at: datetime) -> tuple[Duty, ...]:
    """The turns that run or are to come."""
    return tuple(duty for duty in roster.duties if duty.until > at)


def candidates(roster: Roster, posts: Sequence[Post], at: datetime) -> list[Answering]:
    """Who may answer at this instant, the first first: the turn of duty, then each post of the chain, who acts before who is acted for."""
    turns = [Answering(duty.person, "roster", until=duty.until, note=duty.note) for duty in roster.duties if duty.covers(at)]
    return [*turns, *(answering for kind in CHAIN for post in posts if post.kind == kind for answering in _of_post(post))]


def _of_post(post: Post) -> Iterable[Answering]:
    for kind in ("acting", "permanent"):
        if tenure := post.present(kind):
            yield Answering(tenure.person, post.kind, acting=kind == "acting", until=_end_of(tenure.to))  # type: ignore[arg-type]  # one of CHAIN


def _end_of(day: date | None) -> datetime | None:
    """The instant at which a day in Dubai is over; None without one, and for days at the calendar's own end: they stand for no end."""
    if day is None or day.year >= MAXYEAR:
        return None
    return datetime.combine(day + timedelta(days=1), time(), DUBAI).astimezone(UTC)


def _told(event: type[DutyAssigned | DutyReleased], roster: Roster, duty: Duty) -> DutyAssigned | DutyReleased:
    times = {"from": duty.from_, "until": duty.until}
    return event.model_validate({"entity": roster.entity, "person_id": duty.person, **times})
