"""What is known after the launch, as it travels."""

from datetime import date, datetime
from typing import Any, Self

from chassis.http import Body
from pydantic import Field

from campaigns_svc.outcome.model import Amendment, AmendmentKind, Learning, Outcome, Reading
from campaigns_svc.plan.model import Bi
from campaigns_svc.plan.schemas import Line, Prose, line_of
from campaigns_svc.review.schemas import PersonRef


class ChangedBody(Body):
    """One value that an amendment replaced."""

    field: str = Field(description="JSON pointer (RFC 6901)", examples=["/kpis/0/target"])
    before: Any
    after: Any


class AmendmentBody(Body):
    """A change after the launch, with its reason."""

    number: int
    kind: AmendmentKind = Field(description="Of frozen targets, of what the campaign says, or of its state taken back.")
    reason: str
    by: PersonRef
    at: datetime
    before: str = Field(description="The digest of the targets before it.")
    after: str = Field(description="The digest of the targets after it; the same where no target was touched.")
    changes: list[ChangedBody]

    @classmethod
    def of(cls, amendment: Amendment) -> Self:
        return cls(
            number=amendment.number, kind=amendment.kind, reason=amendment.reason, by=PersonRef.of(amendment.by), at=amendment.at,
            before=amendment.before, after=amendment.after,
            changes=[ChangedBody(field=one.field, before=one.before, after=one.after) for one in amendment.changes],
        )  # fmt: skip


class LearningBody(Body):
    """What the campaign taught; `wouldChange` is what one would not do again."""

    worked: Prose = Prose()
    did_not: Prose = Prose()
    would_change: Prose = Prose()

    def learning(self) -> Learning:
        """As the model takes it."""
        return Learning(_bi(self.worked), _bi(self.did_not), _bi(self.would_change))

    @classmethod
    def of(cls, learning: Learning) -> Self:
        return cls(worked=_prose(learning.worked), did_not=_prose(learning.did_not), would_change=_prose(learning.would_change))


class ReadingBody(Body):
    """What an indicator had reached on a day, as it was reported."""

    metric: str
    name: Line
    actual: float | None
    as_of: date | None
    by: PersonRef
    at: datetime

    @classmethod
    def of(cls, reading: Reading) -> Self:
        return cls(
            metric=reading.metric, name=line_of(reading.name), actual=reading.actual, as_of=reading.as_of,
            by=PersonRef.of(reading.by), at=reading.at,
        )  # fmt: skip


class OutcomeBody(Body):
    """All of it."""

    amendments: list[AmendmentBody]
    evaluation_due_on: date | None
    learning: LearningBody | None
    evaluated_at: datetime | None
    evaluated_by: PersonRef | None
    citation: Prose | None
    exemplar_at: datetime | None
    readings: list[ReadingBody] = Field(description="In the order in which they were reported.")

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        return cls(
            amendments=[AmendmentBody.of(one) for one in outcome.amendments],
            evaluation_due_on=outcome.evaluation_due_on,
            learning=LearningBody.of(outcome.learning) if outcome.learning else None,
            evaluated_at=outcome.evaluated_at,
            evaluated_by=PersonRef.of(outcome.evaluated_by) if outcome.evaluated_by else None,
            citation=_prose(outcome.citation) if outcome.citation else None,
            exemplar_at=outcome.exemplar_at,
            readings=[ReadingBody.of(one) for one in outcome.readings],
        )


def _bi(prose: Prose) -> Bi:
    return Bi(prose.ar.strip(), prose.en.strip())


def _prose(words: Bi) -> Prose:
    return Prose(ar=words.ar, en=words.en)
