"""What is sent to take over a campaign from before this platform."""

from datetime import datetime, time

from chassis.auth import Actor
from chassis.clock import DUBAI
from chassis.fields import Day, Instant
from chassis.http import Body
from pydantic import Field

from campaigns_svc.model import Status
from campaigns_svc.outcome.model import Outcome, Reading
from campaigns_svc.outcome.schemas import LearningBody
from campaigns_svc.past.commands import History
from campaigns_svc.plan.model import Bi
from campaigns_svc.plan.schemas import Code, Figure, Line, PlanBody
from campaigns_svc.review.model import Person


class TakenReading(Body):
    """What an indicator of the plan had reached on a day; `kpi` is its place in the plan."""

    kpi: int = Field(ge=0, lt=30)
    actual: Figure
    as_of: Day


class TakenOutcome(Body):
    """What came of it, as far as it got."""

    readings: list[TakenReading] = Field(default=[], max_length=300)
    learning: LearningBody | None = None
    evaluated_at: Instant | None = None
    citation: Line | None = None
    exemplar_at: Instant | None = None


class TakenOver(Body):
    """A campaign from before this platform."""

    lead_entity: Code
    status: Status
    created_at: Instant
    launched_at: Instant | None = None
    completed_at: Instant | None = None
    plan: PlanBody
    outcome: TakenOutcome = TakenOutcome()

    def history(self, by: Actor) -> History:
        """As the command takes it."""
        return History(
            self.lead_entity, self.plan.plan(), self.status, self.created_at, self.launched_at, self.completed_at, self._outcome(by)
        )

    def _outcome(self, by: Actor) -> Outcome:
        told, person = self.outcome, Person.of(by)
        return Outcome(
            learning=told.learning.learning() if told.learning else None,
            evaluated_at=told.evaluated_at,
            citation=Bi(told.citation.ar, told.citation.en) if told.citation else None,
            exemplar_at=told.exemplar_at,
            readings=tuple(self._reading(one, person) for one in told.readings if one.kpi < len(self.plan.kpis)),
        )

    def _reading(self, told: TakenReading, by: Person) -> Reading:
        kpi = self.plan.kpis[told.kpi]
        noon = datetime.combine(told.as_of, time(12), DUBAI)
        return Reading(kpi.metric, Bi(kpi.name.ar, kpi.name.en), told.actual, told.as_of, by, noon)
