"""Taking over what ran before this platform did; safe to run again."""

from dataclasses import dataclass
from datetime import datetime

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.outbox import AlreadyExists

from campaigns_svc.model import Campaign, Status
from campaigns_svc.outcome.model import Outcome
from campaigns_svc.past import model
from campaigns_svc.plan.model import Plan
from campaigns_svc.review.model import Person, Review
from campaigns_svc.store import CampaignStore


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a campaign from before this platform."""

    lead: str
    plan: Plan
    status: Status
    created_at: datetime
    launched_at: datetime | None
    completed_at: datetime | None
    outcome: Outcome

    @property
    def last_change(self) -> datetime:
        """The latest of its instants."""
        instants = (self.launched_at, self.completed_at, self.outcome.evaluated_at, self.outcome.exemplar_at)
        return max((one for one in instants if one), default=self.created_at)


async def take_over_campaign(campaigns: CampaignStore, id_: str, history: History, *, by: Actor, at: datetime) -> Campaign:
    """Enter a campaign that ran before this platform did. The same id again gives what the first time made."""
    ref = await campaigns.next_ref(dubai_day(history.created_at).year)
    before = Campaign(
        id_,
        ref,
        history.lead,
        history.plan,
        Person.of(by),
        history.created_at,
        min(history.last_change, at),
        status=history.status,
        review=Review(submitted_at=None if history.status is Status.DRAFT else history.created_at),
        launch_at=history.plan.launch_at,
        launched_at=history.launched_at,
        completed_at=history.completed_at,
        outcome=history.outcome,
    )
    try:
        return await campaigns.add(*model.take_over(before, by=by))
    except AlreadyExists:
        return await campaigns.get(id_, seen_by=by)
