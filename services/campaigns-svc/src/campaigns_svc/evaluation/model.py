"""What happens to a campaign after it was live: results, amendments, evaluation, the secretariat's mark of an exemplar. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import FieldError, Text

from campaigns_svc import errors
from campaigns_svc.model import Campaign, Change, Status, demand, fact_of
from campaigns_svc.outcome.model import Amendment, Learning, amended, differences
from campaigns_svc.plan.model import Bi, Plan, Tier, contradictions_in, targets_hash
from campaigns_svc.policy import POLICY
from campaigns_svc.published import (
    CampaignAmended,
    CampaignEvaluated,
    CampaignSuperseded,
    EvaluationFellDue,
    ExemplarMarked,
    Words,
)
from campaigns_svc.review.model import Person

DAYS: Mapping[Tier, int] = {"basic": 30, "enhanced": 60, "comprehensive": 90}
AMENDABLE = frozenset((Status.LIVE, Status.COMPLETED, Status.EVALUATION_DUE))
OPEN_TO_EVALUATION = frozenset((Status.COMPLETED, Status.EVALUATION_DUE))
SUPERSEDABLE = frozenset((Status.LIVE, Status.COMPLETED, Status.EVALUATION_DUE, Status.EVALUATED, Status.EXEMPLAR))

NO_RESULT = Text("أدخل المتحقق لهذا المؤشر قبل التقييم.", "Report this indicator's actual figure before the evaluation.")
NO_LEARNING = Text("هذا الحقل مطلوب في التقييم.", "The evaluation needs this field.")
SAME = Text("الحملة لا تحل محل نفسها.", "A campaign does not succeed itself.")


def amend(campaign: Campaign, plan: Plan, reason: str, *, by: Actor, at: datetime) -> Change:
    """Change frozen indicators, openly and with a reason. Raises NotAmendable, NothingAmended, Contradictory."""
    POLICY.require(by, "campaign.amend", campaign.lead)
    demand(campaign, AMENDABLE, errors.NotAmendable)
    if found := contradictions_in(plan, lead=campaign.lead):
        raise errors.Contradictory(errors=found)
    changes = differences(campaign.plan, plan)
    if not changes:
        raise errors.NothingAmended
    before, frozen = campaign.frozen or targets_hash(campaign.plan), targets_hash(plan)
    number = len(campaign.outcome.amendments) + 1
    outcome = amended(campaign.outcome, Amendment(number, reason, Person.of(by), at, before, frozen, changes))
    after = replace(campaign, plan=plan, frozen=frozen, outcome=outcome, updated_at=at)
    told = {"amendment": number, "targets_hash": frozen, "previous_targets_hash": before}
    return after, fact_of(CampaignAmended, after, ("kpis",), at=at, **told)


def due_on(campaign: Campaign, days: Mapping[Tier, int] = DAYS) -> date | None:
    """The day from which its evaluation is owed: so many days after it ended, by its tier."""
    return dubai_day(campaign.completed_at) + timedelta(days=days[campaign.plan.tier]) if campaign.completed_at else None


def latest_end(tier: Tier, at: datetime, days: Mapping[Tier, int] = DAYS) -> datetime:
    """Nothing of this tier that was completed after this instant can owe its evaluation now."""
    return at - timedelta(days=days[tier] - 1)


def is_owed(campaign: Campaign, at: datetime, days: Mapping[Tier, int] = DAYS) -> bool:
    """Whether the clock asks for its evaluation now."""
    due = due_on(campaign, days)
    return campaign.status is Status.COMPLETED and due is not None and due <= dubai_day(at)


def fall_due(campaign: Campaign, *, by: Actor, at: datetime, days: Mapping[Tier, int] = DAYS) -> Change:
    """Ask for the evaluation of a completed campaign. Raises NotCompleted."""
    POLICY.require(by, "campaign.ask-evaluation", campaign.lead)
    demand(campaign, {Status.COMPLETED}, errors.NotCompleted)
    due = due_on(campaign, days)
    after = replace(campaign, status=Status.EVALUATION_DUE, outcome=replace(campaign.outcome, evaluation_due_on=due), updated_at=at)
    return after, fact_of(EvaluationFellDue, after, ("status",), at=at, due_on=due)


def evaluate(campaign: Campaign, learning: Learning, *, by: Actor, at: datetime) -> Change:
    """Close it with its results and what it taught. Raises NotCompleted, Unevaluable with what is missing."""
    POLICY.require(by, "campaign.evaluate", campaign.lead)
    demand(campaign, OPEN_TO_EVALUATION, errors.NotCompleted)
    if missing := _missing(campaign.plan, learning):
        raise errors.Unevaluable(errors=missing)
    outcome = replace(campaign.outcome, learning=learning, evaluated_at=at, evaluated_by=Person.of(by))
    after = replace(campaign, status=Status.EVALUATED, outcome=outcome, updated_at=at)
    return after, fact_of(CampaignEvaluated, after, ("status", "learning"), at=at, evaluated_at=at)


def _missing(plan: Plan, learning: Learning) -> list[FieldError]:
    results = [FieldError(f"/kpis/{index}/actual", "missing", NO_RESULT) for index, kpi in enumerate(plan.kpis) if kpi.actual is None]
    words = {"worked": learning.worked, "didNot": learning.did_not, "wouldChange": learning.would_change}
    told = [
        FieldError(f"/learning/{name}/{language}", "missing", NO_LEARNING)
        for name, said in words.items()
        for language, text in (("ar", said.ar), ("en", said.en))
        if not text.strip()
    ]
    return results + told


def mark_exemplar(campaign: Campaign, citation: Bi, *, by: Actor, at: datetime) -> Change:
    """Recommend it to the network, saying why. Raises NotEvaluated."""
    POLICY.require(by, "campaign.mark-exemplar")
    demand(campaign, {Status.EVALUATED}, errors.NotEvaluated)
    after = replace(campaign, status=Status.EXEMPLAR, outcome=replace(campaign.outcome, citation=citation, exemplar_at=at), updated_at=at)
    return after, fact_of(ExemplarMarked, after, ("status", "citation"), at=at, citation=Words(ar=citation.ar, en=citation.en))


def supersede(campaign: Campaign, successor: Campaign, *, by: Actor, at: datetime) -> Change:
    """Let another campaign take its place. Raises NotSupersedable, UnknownCampaign for one that cannot."""
    POLICY.require(by, "campaign.supersede")
    demand(campaign, SUPERSEDABLE, errors.NotSupersedable)
    if successor.id == campaign.id:
        raise errors.UnknownCampaign(errors=[FieldError("/successor", "same", SAME)])
    after = replace(campaign, status=Status.SUPERSEDED, outcome=replace(campaign.outcome, successor=successor.id), updated_at=at)
    return after, fact_of(CampaignSuperseded, after, ("status",), at=at, successor_id=successor.id)
