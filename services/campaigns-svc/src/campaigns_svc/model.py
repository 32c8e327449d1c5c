"""A campaign from draft to completion: who may do what in which state, and the fact each change causes. Pure: no clock, no storage.

What follows completion is in evaluation/, what ran before this platform in past/.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chassis.audience import AudienceScope, scope_of
from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import DomainError, FieldError
from chassis.event import Fact

from campaigns_svc import errors
from campaigns_svc.outcome.model import Outcome, noted, reported
from campaigns_svc.plan.model import Bi, Kpi, Plan, after_the_model_of, contradictions_in, missing_in, public_form, targets_hash, targets_of
from campaigns_svc.policy import POLICY, SECRETARIAT, Reach, readers
from campaigns_svc.published import (
    CampaignApproved,
    CampaignCompleted,
    CampaignLaunched,
    CampaignScheduled,
    CampaignSubmitted,
    ChangesRequested,
    KpiReported,
    Result,
    ReviewStarted,
    Words,
)
from campaigns_svc.review.model import Person, Question, Review, ask, open_requests, settle


class Status(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    CHANGES_REQUESTED = "changes-requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    LIVE = "live"
    COMPLETED = "completed"
    EVALUATION_DUE = "evaluation-due"
    EVALUATED = "evaluated"
    EXEMPLAR = "exemplar"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


WRITING = frozenset((Status.DRAFT, Status.CHANGES_REQUESTED))
READING = frozenset((Status.SUBMITTED, Status.IN_REVIEW))
WAITING = frozenset((Status.APPROVED, Status.SCHEDULED))
RETURNABLE = WAITING | {Status.IN_REVIEW}
REPORTING = frozenset((Status.LIVE, Status.COMPLETED, Status.EVALUATION_DUE))
PUBLIC = REPORTING | {Status.EVALUATED, Status.EXEMPLAR, Status.SUPERSEDED}
FIXED = frozenset(("kpis", "launchAt"))
"""What no correction after the launch touches: indicators are amended or reported; the launch that was wished for has happened."""
_NOT_EDITABLE: Mapping[Status, type[DomainError]] = {
    **dict.fromkeys(READING | WAITING, errors.WithTheSecretariat),
    **dict.fromkeys((Status.EVALUATED, Status.EXEMPLAR), errors.AlreadyEvaluated),
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign. `launch_at` is the instant the approval fixed, `plan.launch_at` the author's wish."""

    id: str
    ref: str
    lead: str
    plan: Plan
    created_by: Person
    created_at: datetime
    updated_at: datetime
    version: int = 1
    status: Status = Status.DRAFT
    review: Review = field(default_factory=Review)
    launch_at: datetime | None = None
    launched_at: datetime | None = None
    completed_at: datetime | None = None
    frozen: str | None = None
    reason: str | None = None
    outcome: Outcome = field(default_factory=Outcome)


Change = tuple[Campaign, Fact | None]


def draft(id_: str, ref: str, title: Bi, *, lead: str, by: Actor, at: datetime, example: "Campaign | None" = None) -> Change:
    """A new campaign; nothing is announced before it is handed in. An example gives its approach, not its dates, results or photo."""
    POLICY.require(by, "campaign.create", lead)
    plan = replace(after_the_model_of(example.plan, example.id), title=title) if example else Plan(title=title)
    return Campaign(id_, ref, lead, plan, Person.of(by), at, at), None


def edit(campaign: Campaign, plan: Plan, *, by: Actor, at: datetime) -> Change:
    """Another plan. After the launch only the indicators' results may differ, and they are announced."""
    POLICY.require(by, "campaign.edit", campaign.lead)
    if found := contradictions_in(plan, lead=campaign.lead):
        raise errors.Contradictory(errors=found)
    demand(campaign, WRITING | REPORTING, _NOT_EDITABLE.get(campaign.status, errors.AlreadyEnded))
    after = replace(campaign, plan=plan, updated_at=at)
    if campaign.status in WRITING:
        return after, None
    _only_results_differ(campaign.plan, plan)
    news = reported(campaign.plan, plan)
    after = replace(after, outcome=noted(campaign.outcome, news, by=Person.of(by), at=at))
    return after, fact_of(KpiReported, after, ("kpis",), at=at, results=tuple(map(_result, news))) if news else None


def _only_results_differ(before: Plan, after: Plan) -> None:
    """Raises TargetsFrozen, FixedAtLaunch or CorrectInstead, with the fields that are not results."""
    if targets_of(before) != targets_of(after):
        raise errors.TargetsFrozen
    old, new = public_form(replace(before, kpis=())), public_form(replace(after, kpis=()))
    others = [name for name in old if old[name] != new[name]]
    if fixed := [name for name in others if name in FIXED]:
        raise errors.FixedAtLaunch(errors=[FieldError(f"/{name}", "fixed", errors.FIXED_AT_LAUNCH) for name in fixed])
    if others:
        raise errors.CorrectInstead(errors=[FieldError(f"/{name}", "correct", errors.CORRECTABLE) for name in others])


def _result(kpi: Kpi) -> Result:
    return Result(metric=kpi.metric, name=_words(kpi.name), target=kpi.target, actual=kpi.actual, as_of=kpi.as_of)


def submit(campaign: Campaign, *, by: Actor, at: datetime, answers: dict[str, str] | None = None) -> Change:
    """Hand the campaign to the secretariat, for the first time or again. Raises NotADraft, Incomplete."""
    POLICY.require(by, "campaign.submit", campaign.lead)
    demand(campaign, WRITING, errors.NotADraft)
    if missing := missing_in(campaign.plan):
        raise errors.Incomplete(errors=[FieldError(pointer, "missing", errors.MISSING) for pointer in missing])
    review = replace(settle(campaign.review, campaign.plan, answers=answers or {}, at=at), submitted_at=at)
    if unanswered := list(open_requests(review)):
        raise errors.Incomplete(errors=[FieldError(request.field, "change-requested", errors.UNANSWERED) for request in unanswered])
    after = replace(campaign, status=Status.SUBMITTED, review=review, updated_at=at)
    again = campaign if campaign.review.submitted_at else None
    return after, fact_of(CampaignSubmitted, after, ("status",), at=at, before=again)


def start_review(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """Take a submitted campaign into review. Raises NotSubmitted, OwnCampaign."""
    _may_review(campaign, by, "campaign.review")
    demand(campaign, {Status.SUBMITTED}, errors.NotSubmitted)
    after = replace(campaign, status=Status.IN_REVIEW, review=replace(campaign.review, reviewer=Person.of(by)), updated_at=at)
    return after, fact_of(ReviewStarted, after, ("status",), at=at)


def request_changes(campaign: Campaign, questions: Sequence[Question], *, by: Actor, at: datetime) -> Change:
    """Ask the author about fields; the campaign goes back to its authors, an approval is void. Raises NotReturnable, UnknownField."""
    _may_review(campaign, by, "campaign.review")
    demand(campaign, RETURNABLE, errors.NotReturnable)
    review = replace(ask(campaign.review, questions, campaign.plan, by=Person.of(by), at=at), approved_at=None)
    after = replace(campaign, status=Status.CHANGES_REQUESTED, review=review, launch_at=None, updated_at=at)
    asked = tuple(dict.fromkeys(question.field for question in questions))
    return after, fact_of(ChangesRequested, after, ("status", "review"), at=at, fields=asked)


def approve(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """Accept it; it goes live at the instant its author wished, or at once. Raises NotInReview, OwnCampaign."""
    _may_review(campaign, by, "campaign.approve")
    demand(campaign, {Status.IN_REVIEW}, errors.NotInReview)
    launch_at = max(filter(None, (campaign.plan.launch_at, campaign.plan.embargo_until, at)))
    review = replace(campaign.review, approved_at=at, reviewer=Person.of(by))
    after = replace(campaign, status=Status.APPROVED, review=review, launch_at=launch_at, updated_at=at)
    return after, fact_of(CampaignApproved, after, ("status", "launchAt"), at=at, launch_at=launch_at)


def schedule(campaign: Campaign, launch_at: datetime, *, by: Actor, at: datetime) -> Change:
    """Fix the instant of launch, or another one; one in the past means at once. Raises NotApproved, UnderEmbargo."""
    POLICY.require(by, "campaign.schedule", campaign.lead)
    demand(campaign, WAITING, errors.NotApproved)
    _after_embargo(campaign, launch_at)
    after = replace(campaign, status=Status.SCHEDULED, launch_at=launch_at, updated_at=at)
    return after, fact_of(CampaignScheduled, after, ("status", "launchAt"), at=at, launch_at=launch_at)


def launch(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """Go live: members see it, its targets freeze. Raises NotApproved, UnderEmbargo."""
    POLICY.require(by, "campaign.launch", campaign.lead)
    demand(campaign, WAITING, errors.NotApproved)
    _after_embargo(campaign, at)
    frozen = targets_hash(campaign.plan)
    after = replace(campaign, status=Status.LIVE, launched_at=at, frozen=frozen, updated_at=at)
    return after, fact_of(CampaignLaunched, after, ("status",), at=at, launched_at=at, targets_hash=frozen)


def complete(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """End a live campaign. Raises NotLive."""
    POLICY.require(by, "campaign.complete", campaign.lead)
    demand(campaign, {Status.LIVE}, errors.NotLive)
    after = replace(campaign, status=Status.COMPLETED, completed_at=at, updated_at=at)
    return after, fact_of(CampaignCompleted, after, ("status",), at=at, completed_at=at)


def is_due(campaign: Campaign, at: datetime) -> bool:
    """Whether the clock launches it now."""
    return campaign.status in WAITING and campaign.launch_at is not None and campaign.launch_at <= at


def is_over(campaign: Campaign, today: date) -> bool:
    """Whether its last day, in Dubai, has passed."""
    last = campaign.plan.implementation.ends_on
    return campaign.status is Status.LIVE and last is not None and last < today


def is_late(campaign: Campaign, at: datetime) -> bool:
    """Whether the clock completes it now."""
    return is_over(campaign, dubai_day(at))


def _may_review(campaign: Campaign, by: Actor, permission: str) -> None:
    POLICY.require(by, permission, campaign.lead)
    if campaign.created_by.id == by.id:
        raise errors.OwnCampaign


def demand(campaign: Campaign, states: frozenset[Status] | set[Status], refusal: type[DomainError]) -> None:
    """Raises the refusal, with the name of the state, when the campaign is in none of these."""
    if campaign.status not in states:
        raise refusal(status=errors.STATUS_NAMES[campaign.status])


def _after_embargo(campaign: Campaign, instant: datetime) -> None:
    embargo = campaign.plan.embargo_until
    if embargo is not None and instant < embargo:
        raise errors.UnderEmbargo


def fact_of(
    event: type[Any], campaign: Campaign, changed: tuple[str, ...], *, at: datetime, before: Campaign | None = None, **own: Any
) -> Fact:
    """The fact with its content, or, when the campaign is not open, without. With what it was `before`, those who can read it anew also
    have again what was told of it earlier."""
    return bare_fact_of(event, before or campaign, campaign, changed, at=at, **(_content(campaign) | own if campaign.plan.is_open else {}))


def bare_fact_of(event: type[Any], before: Campaign, after: Campaign, changed: tuple[str, ...], *, at: datetime, **always: Any) -> Fact:
    """The fact with nothing that the campaign says, only what may be told of any: also for those who can read it no longer. What was told
    of it earlier is from now on for those who can."""
    scope = audience_of(after, before=before)
    return Fact(event(campaign_id=after.id, changed=changed, audience_scope=scope, **always), at, after.plan.classification)


def readers_of(campaign: Campaign) -> frozenset[str]:
    """Who may read it as it stands, as terms; `store.visible_to` asks Mongo the same."""
    by_class: dict[str, Reach] = {"open": "everybody", "shared-confidential": "partners", "shared-sensitive": "lead"}
    is_public = campaign.launched_at is not None and campaign.status in PUBLIC
    handed_in = campaign.review.submitted_at is not None and campaign.status is not Status.DRAFT
    reach = by_class.get(campaign.plan.classification, "insiders") if is_public else "insiders"
    return readers(campaign.lead, campaign.plan.partner_entities, reach, handed_in=handed_in)


def audience_of(campaign: Campaign, *, before: Campaign | None = None) -> AudienceScope:
    """Who may be told of it: those who may read it. With what it was `before`, those who could read it then too, and who still may."""
    now = readers_of(campaign)
    was = readers_of(before) if before else now
    return scope_of(was | now, home=SECRETARIAT, remaining=now if was != now else ())


def _content(campaign: Campaign) -> dict[str, Any]:
    plan, run = campaign.plan, campaign.plan.implementation
    return {
        "ref": campaign.ref,
        "title": _words(plan.title),
        "lead_entity": campaign.lead,
        "partner_entities": plan.partner_entities,
        "theme": plan.topic,
        "audiences": tuple(_words(one.segment) for one in plan.audiences if one.mode == "include"),
        "channels": run.channels,
        "cover_asset_id": plan.cover.asset_id if plan.cover else None,
        "starts_on": run.starts_on,
        "ends_on": run.ends_on,
    }


def _words(words: Bi) -> Words:
    return Words(ar=words.ar, en=words.en)
