"""What is sent to put a launched campaign right."""

from datetime import datetime

from chassis.fields import Day, Instant
from chassis.http import Body
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from campaigns_svc.plan.model import Classification, Plan
from campaigns_svc.plan.schemas import PublishedBody
from campaigns_svc.review.schemas import Reason


class Correction(PublishedBody):
    """The fields to correct, as in an edit (RFC 7396), and why. Targets are not among them: they are amended."""

    reason: Reason
    classification: Classification = Field(default="open", description="Another class: others read it from now on, or fewer.")
    embargo_until: Instant | None = Field(default=None, description="When its embargo had ended: not after the launch.")
    launched_at: Instant | None = Field(default=None, description="When it was launched: an instant that has passed, never null.")

    @field_validator("launched_at")
    @classmethod
    def _is_told(cls, launched_at: datetime | None) -> datetime | None:
        """What was launched keeps an instant of launch: one that was sent is not empty."""
        if launched_at is None:
            raise PydanticCustomError("datetime_parsing", "Write an instant with its offset, such as 2026-03-01T09:00:00+04:00")
        return launched_at

    def applied_to(self, plan: Plan) -> Plan:
        """The plan with what was sent."""
        return self.merged_into(plan, besides=frozenset(("reason", "launched_at")))


class Reopening(Body):
    """Why a completed campaign runs on, and until when."""

    reason: Reason
    ends_on: Day | None = Field(default=None, description="Its last day from now on; needed when the one it has is over.")
