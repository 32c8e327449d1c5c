"""The shapes of tenures put right."""

from typing import Annotated

from chassis.fields import Count, Day, LastDay, Lines
from chassis.http import Body
from pydantic import Field, StringConstraints

Reason = Annotated[Lines, StringConstraints(min_length=1, max_length=1_000)]


class TenureCorrection(Body):
    """Which tenure of the post, by its number, began or ended on another day, and why that is put right. What is absent stays."""

    number: Count
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    reason: Reason


class Reinstatement(Body):
    """Which tenure of the post, by its number, ended by mistake, and why it goes on; `to` is a new last day of an acting one."""

    number: Count
    to: LastDay = None
    reason: Reason
