"""Meetings as they travel."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal, Self

from chassis.auth import Actor
from chassis.fields import Instant, Lines
from chassis.http import Body
from pydantic import Field, StringConstraints

from meetings_svc.agenda.model import Bi, numbers_of
from meetings_svc.agenda.schemas import UNSENT, AgendaItemBody, EntityRef, Id, Line, merged
from meetings_svc.corrections.model import Correction
from meetings_svc.life.model import actions_for
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.outline.model import OUTLINE, Outline, Venue
from meetings_svc.published import MeetingKind
from meetings_svc.told.store import Known

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$")]
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
    series: Id | None = None
    invited: list[Code] = Field(default=[], max_length=100, description="Entities with a seat; all when empty")

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
    series: Id | None = None
    invited: list[Code] = Field(default=UNSENT, max_length=100)

    @property
    def merge(self) -> Callable[[Outline], Outline]:
        """Applies it to an outline."""
        sent = self.model_dump(exclude_unset=True)
        return lambda outline: OUTLINE.validate_python(merged(OUTLINE.dump_python(outline), sent))


class Said(Body):
    """Words that everybody reads, in both languages."""

    ar: Annotated[Lines, StringConstraints(min_length=1, max_length=1_000)]
    en: Annotated[Lines, StringConstraints(min_length=1, max_length=1_000)]

    def words(self) -> Bi:
        """As the model has them."""
        return Bi(self.ar, self.en)


class Reason(Body):
    """Why a meeting is postponed or cancelled, or a step taken back."""

    reason: Said


class NewTime(Body):
    """When a postponed meeting takes place."""

    start: Instant
    end: Instant


class RecordBody(Body):
    """What was said of one item. The English is stale when it translates an older revision of the Arabic."""

    item: str
    ar: str
    en: str
    ar_revision: int
    en_of: int
    stale: bool


class Written(Body):
    """What is written of one item; a language that is not sent stays as it is. English that is sent translates the Arabic beside it."""

    ar: Annotated[Lines, StringConstraints(max_length=4_000)] = UNSENT
    en: Annotated[Lines, StringConstraints(max_length=4_000)] = UNSENT


class MinutesPatch(Body):
    """What is written, by item."""

    texts: dict[Id, Written] = Field(min_length=1, max_length=60)

    def words(self) -> dict[str, dict[str, str]]:
        """As the model takes them."""
        return {item: text.model_dump(exclude_unset=True) for item, text in self.texts.items()}


class RevisionBody(Body):
    """A revision that members got."""

    revision: int
    at: datetime


class MinutesBody(Body):
    """The minutes as this reader may read them: members those that were circulated. Arabic is the record."""

    version: int
    status: MeetingStatus
    revision: int
    circulated: list[RevisionBody]
    texts: list[RecordBody]
    actions: list[str]

    @classmethod
    def of(cls, meeting: Meeting, reader: Actor, revision: int | None = None) -> Self:
        minutes = meeting.minutes
        texts = minutes.texts_of(revision)
        order = {item.id: place for place, item in enumerate(meeting.agenda)}
        return cls(
            version=meeting.version,
            status=meeting.status,
            revision=minutes.revision if revision is None else revision,
            circulated=[RevisionBody(revision=one.revision, at=one.at) for one in minutes.circulated],
            texts=[
                RecordBody(item=item, ar=one.ar, en=one.en, ar_revision=one.ar_rev, en_of=one.en_of, stale=one.is_stale)
                for item, one in sorted(texts.items(), key=lambda pair: order.get(pair[0], len(order)))
            ],
            actions=[verb for verb in actions_for(meeting, reader) if verb.endswith("minutes")],
        )


class MeetingCorrection(Body):
    """The title or number to put right (RFC 7396), and why."""

    title: Line = UNSENT
    number: Number = UNSENT
    reason: Said

    @property
    def details(self) -> Callable[[Outline], Outline]:
        """Applies it to an outline."""
        sent = self.model_dump(exclude_unset=True, exclude={"reason"})
        return lambda outline: OUTLINE.validate_python(merged(OUTLINE.dump_python(outline), sent))


class MeetingDetails(Body):
    """What names a meeting."""

    title: Line
    number: int | None


class CorrectionBody(Body):
    """A step that was taken back, or a title or number that was put right: then `before` and `after` hold both values."""

    at: datetime
    by: str
    name: Line | None = Field(description="What its author was called then")
    was: MeetingStatus
    now: MeetingStatus
    reason: Line
    before: MeetingDetails | None
    after: MeetingDetails | None

    @classmethod
    def of(cls, one: Correction) -> Self:
        before, after = (MeetingDetails(title=Line.of(it.title), number=it.number) if it else None for it in (one.before, one.after))
        was, now, name = MeetingStatus(one.was), MeetingStatus(one.now), Line.of(one.name) if one.name else None
        return cls(at=one.at, by=one.by, name=name, was=was, now=now, reason=Line.of(one.reason), before=before, after=after)


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
    series: str | None
    invited: list[str] = Field(description="Entities with a seat; all when empty")
    sequence: int = Field(description="Counts what the invited were told (RFC 5545, SEQUENCE)")
    reason: Line | None = Field(description="Why it was postponed or cancelled")
    corrections: list[CorrectionBody] = Field(description="Steps taken back, titles and numbers put right, the oldest first")
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
            series=outline.series,
            invited=list(outline.invited),
            sequence=meeting.sequence,
            reason=Line.of(meeting.reason) if meeting.reason else None,
            corrections=[CorrectionBody.of(one) for one in meeting.corrections],
            agenda=[
                AgendaItemBody.of(item, order, number, known)
                for order, (item, number) in enumerate(zip(meeting.agenda, numbers_of(meeting.agenda), strict=True), 1)
            ],
            created_at=meeting.created_at,
            updated_at=meeting.updated_at,
            actions=actions_for(meeting, reader),
        )


def _entity(code: str, known: Known) -> EntityRef:
    return EntityRef(code=code, name=Line.of(known.name_of(code)))
