"""What is sent to put a launched campaign right."""

from chassis.fields import Day
from chassis.http import Body
from pydantic import Field

from campaigns_svc.plan.model import Plan
from campaigns_svc.plan.schemas import PublishedBody
from campaigns_svc.review.schemas import Reason


class Correction(PublishedBody):
    """The fields to correct, as in an edit (RFC 7396), and why. What was fixed at the launch is not among them."""

    reason: Reason

    def applied_to(self, plan: Plan) -> Plan:
        """The plan with what was sent."""
        return self.merged_into(plan, besides=frozenset(("reason",)))


class Reopening(Body):
    """Why a completed campaign runs on, and until when."""

    reason: Reason
    ends_on: Day | None = Field(default=None, description="Its last day from now on; needed when the one it has is over.")
