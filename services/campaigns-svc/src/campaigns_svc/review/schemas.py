"""The secretariat's reading as it travels."""

from datetime import datetime
from typing import Annotated, Self

from chassis.fields import Lines
from chassis.http import Body
from pydantic import Field, StringConstraints

from campaigns_svc.plan.schemas import Line, line_of
from campaigns_svc.review.model import ChangeRequest, Person, Question, Review

Reason = Annotated[Lines, StringConstraints(min_length=3, max_length=2_000)]


class Submission(Body):
    """What goes along with handing in: answers to open change requests, by their ids."""

    answers: dict[str, Annotated[Lines, StringConstraints(min_length=1, max_length=2_000)]] = Field(default={}, max_length=100)


class AskedField(Body):
    """One question of the reviewer."""

    field: str = Field(min_length=2, max_length=200, description="JSON pointer of the field", examples=["/title/en"])
    note: Lines = Field(min_length=3, max_length=2_000)


class AskedChanges(Body):
    """What the reviewer asks to be changed."""

    requests: list[AskedField] = Field(min_length=1, max_length=50)

    def questions(self) -> list[Question]:
        """As the model takes them."""
        return [Question(one.field, one.note) for one in self.requests]


class Grounds(Body):
    """Why a campaign is taken back, called off, or put back to where it stood."""

    reason: Reason


class PersonRef(Body):
    """Who acted, as they were called then."""

    id: str
    name: Line | None

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(id=person.id, name=line_of(person.name) if person.name else None)


class RequestBody(Body):
    """A change request with its fate."""

    id: str
    field: str
    note: str
    by: PersonRef
    at: datetime
    answer: str | None
    resolved_at: datetime | None

    @classmethod
    def of(cls, request: ChangeRequest) -> Self:
        return cls(
            id=request.id, field=request.field, note=request.note, by=PersonRef.of(request.by), at=request.at,
            answer=request.answer, resolved_at=request.resolved_at,
        )  # fmt: skip


class ReviewBody(Body):
    """The secretariat's reading. What was asked and by whom is told to those who write and those who review; others see when."""

    requests: list[RequestBody]
    submitted_at: datetime | None
    approved_at: datetime | None
    reviewer: PersonRef | None

    @classmethod
    def of(cls, review: Review, *, whole: bool) -> Self | None:
        if review == Review():
            return None
        return cls(
            requests=[RequestBody.of(one) for one in review.requests] if whole else [],
            submitted_at=review.submitted_at,
            approved_at=review.approved_at,
            reviewer=PersonRef.of(review.reviewer) if whole and review.reviewer else None,
        )
