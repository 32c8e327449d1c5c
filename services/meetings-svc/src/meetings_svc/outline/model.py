"""What an announcement is about: when, where, for whom, and which meetings follow each other. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.errors import FieldError
from pydantic import TypeAdapter

from meetings_svc import errors
from meetings_svc.agenda.model import BLANK, Bi
from meetings_svc.published import MeetingKind

LONGEST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Venue:
    """Where it takes place, and how to join from afar."""

    name: Bi = BLANK
    join_url: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What an announcement is about. `number` counts the meetings of a kind; `invited` names the entities with a seat, all when empty."""

    kind: MeetingKind
    start: datetime
    end: datetime
    number: int | None = None
    title: Bi = BLANK
    host_entity: str | None = None
    venue: Venue | None = None
    series: str | None = None
    invited: tuple[str, ...] = ()

    @property
    def seats(self) -> tuple[str, ...]:
        """Who has a seat when some are named: these and the host. None are named = everybody has."""
        host = self.host_entity or next(iter(self.invited), "")
        return tuple(sorted({*self.invited, host})) if self.invited else ()


OUTLINE = TypeAdapter(Outline)


def series_of(outline: Outline) -> str:
    """Which meetings follow each other: those of a series, else those of a kind. What one leaves open the next takes up."""
    return outline.series or outline.kind


def refuse_contradictions(outline: Outline) -> None:
    """Raise Contradictory unless it ends after it starts, within three days."""
    if outline.end <= outline.start:
        raise errors.Contradictory(errors=[FieldError("/end", "ends-before-it-starts", errors.ENDS_BEFORE_IT_STARTS)])
    if outline.end - outline.start > LONGEST:
        raise errors.Contradictory(errors=[FieldError("/end", "too-long", errors.TOO_LONG)])
