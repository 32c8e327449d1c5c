"""Meetings as they travel."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal, Self

from chassis.auth import Actor
from chassis.http import Body
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from meetings_svc.agenda.schemas import UNSENT, AgendaItemBody, Line, merged
from meetings_svc.model import OUTLINE, Meeting, MeetingStatus, Outline, Venue, actions_for
from meetings_svc.published import MeetingKind
from meetings_svc.told.store import Known

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$")]
Instant = Annotated[AwareDatetime, AfterValidator(lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000))]
Number = Annotated[int, Field(ge=1, le=100_000, description="Counts the meetings of this kind")]
JoinUrl = Annotated[str, StringConstraints(pattern=r"^https://[^\s/@]+(/\S*)?$", max_length=1_000)]
When = Literal["upcoming", "past"]


class VenueBody(Body):
    """Where it takes place, and how to join from afar."""

    name: Line = Line()
    join_url: JoinUrl | None = None

    @classmethod
    def of(cls, venue: Venue) -> Self:
        return cls(name=Line.of(venue.name), join_url=venue.join_url)


class NewMeeting(Body):
    """What begins a draft."""

    kind: MeetingKind
    start: Instant
    end: Instant
    number: Number | None = None
    title: Line = Line()
    host_entity: Code | None = None
    venue: VenueBody | None = None

    def outline(self) -> Outline:
        """The outline it describes."""
        return OUTLINE.validate_python(self.model_dump())


class MeetingPatch(Body):
    """What is to change of a meeting (RFC 7396)."""

    kind: MeetingKind = UNSENT
    start: Instant = UNSENT
    end: Instant = UNSENT
    number: Number | None = None
    title: Line = UNSENT
    host_entity: Code | None = None
    venue: VenueBody | None = None

    @property
    def merge(self) -> Callable[[Outline], Outline]:
        """Applies it to an outline."""
        sent = self.model_dump(exclude_unset=True)
        return lambda outline: OUTLINE.validate_python(merged(OUTLINE.dump_python(outline), sent))


class EntityRef(Body):
    """An entity by code and name."""

    code: str
    name: Line


class MeetingBody(Body):
    """A meeting as this reader sees it, with the verbs they may use on it now."""

    id: str
    version: int
    kind: MeetingKind
    status: MeetingStatus
    number: int | None
    title: Line
    host_entity: EntityRef | None
    venue: VenueBody | None
    start: datetime
    end: datetime
    agenda: list[AgendaItemBody]
    created_at: datetime
    updated_at: datetime
    actions: list[str]

    @classmethod
    def of(cls, meeting: Meeting, known: Known, reader: Actor) -> Self:
        outline = meeting.outline
        return cls(
            id=meeting.id,
            version=meeting.version,
            kind=outline.kind,
            status=meeting.status,
            number=outline.number,
            title=Line.of(outline.title),
            host_entity=_entity(outline.host_entity, known) if outline.host_entity else None,
            venue=VenueBody.of(outline.venue) if outline.venue else None,
            start=outline.start,
            end=outline.end,
            agenda=[AgendaItemBody.of(item, order, known) for order, item in enumerate(meeting.agenda, 1)],
            created_at=meeting.created_at,
            updated_at=meeting.updated_at,
            actions=actions_for(meeting, reader),
        )


def _entity(code: str, known: Known) -> EntityRef:
    return EntityRef(code=code, name=Line.of(known.name_of(code)))
