"""Corrections of what was published, as they travel."""

from datetime import datetime
from typing import Annotated, Any, Self

from chassis.errors import Text
from chassis.fields import Lines
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints

from media_svc.amendments.model import Amendment, Amendments

Reason = Annotated[Lines, StringConstraints(min_length=3, max_length=2_000)]


class Grounds(Body):
    """Why something published is put right, for everybody who reads it."""

    reason: Reason


class ChangedBody(Body):
    """One value that was replaced; `field` is a JSON pointer."""

    field: str
    before: Any
    after: Any


class AmendmentBody(Body):
    """A correction: who made it, when and why, and both values of each field."""

    number: int
    reason: str
    by: str
    name: BiText | None = Field(description="What its author was called then.")
    at: datetime
    changes: list[ChangedBody]

    @classmethod
    def of(cls, one: Amendment) -> Self:
        changes = [ChangedBody(field=each.field, before=each.before, after=each.after) for each in one.changes]
        name = BiText.of(Text(*one.name)) if one.name else None
        return cls(number=one.number, reason=one.reason, by=one.by, name=name, at=one.at, changes=changes)


def amendments_of(amendments: Amendments) -> list[AmendmentBody]:
    """All of them, oldest first."""
    return [AmendmentBody.of(one) for one in amendments]
