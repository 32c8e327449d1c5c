"""What is put right after a launch, each time as an amendment with its reason and both values: what the campaign says, and a state
that was reached by mistake. Targets are amended in evaluation/. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import FieldError, Text
from pydantic.alias_generators import to_camel

from campaigns_svc import errors
from campaigns_svc.evaluation.model import due_on
from campaigns_svc.model import FIXED, Campaign, Change, Status, bare_fact_of, demand, fact_of
from campaigns_svc.outcome.model import Amendment, AmendmentKind, Changed, Learning, amended
from campaigns_svc.plan.model import Plan, contradictions_in, missing_in, public_form, targets_hash
from campaigns_svc.policy import POLICY
from campaigns_svc.published import (
    CampaignCorrected,
    CampaignReinstated,
    CampaignReopened,
    EvaluationReopened,
    ExemplarRevoked,
)
from campaigns_svc.review.model import Person

CORRECTABLE = frozenset((Status.LIVE, Status.COMPLETED, Status.EVALUATION_DUE, Status.EVALUATED, Status.EXEMPLAR))
REOPENABLE = frozenset((Status.COMPLETED, Status.EVALUATION_DUE))

PUBLISHED = Text("لا يُترك هذا الحقل فارغاً بعد الإطلاق.", "This field cannot be left empty after the launch.")
NOT_OVER = Text("الحملة مكتملة؛ أعد فتحها إن كانت مستمرة حتى هذا اليوم.", "The campaign is completed: reopen it if it runs until this day.")
EMBARGOED = Text(
    "رُفع حظر النشر عند الإطلاق واطّلع الأعضاء على الحملة؛ لا يُمدَّد إلى ما بعد الإطلاق. لتقييد الاطلاع صحّح التصنيف.",
    "The embargo ended at the launch and members have read the campaign: it cannot reach beyond the launch. To limit who reads it, "
    "correct the classification.",
)
BEFORE_EMBARGO = Text(
    "لحظة الإطلاق تسبق نهاية حظر النشر؛ صحّح نهاية الحظر أيضاً.", "The launch would lie before the embargo's end: correct that as well."
)
TO_COME = Text("أُطلقت الحملة فعلاً؛ حدّد لحظة مضت.", "The campaign was launched already: name an instant that has passed.")
AFTER_END = Text("لحظة الإطلاق بعد اكتمال الحملة.", "The launch would lie after the campaign's completion.")
OVER = Text("انقضى آخر أيام الحملة؛ حدّد يوماً لم ينقضِ بعد.", "Its last day has passed: name one that has not.")


def correct(campaign: Campaign, plan: Plan, reason: str, *, launched_at: datetime | None = None, by: Actor, at: datetime) -> Change:
    """Another wording, other dates or partners, another class, or another instant of the launch, openly and with a reason.
    Raises NotCorrectable, FixedAtLaunch, Contradictory, Emptied, NothingCorrected."""
    POLICY.require(by, "campaign.correct", campaign.lead)
    demand(campaign, CORRECTABLE, errors.NotCorrectable)
    after = replace(campaign, plan=plan, launched_at=launched_at or campaign.launched_at)
    changes = tuple(_differences("", _public_form(campaign), _public_form(after)))
    _sound(campaign, plan, changes, dubai_day(at))
    _in_order(campaign, after, at)
    if plan.tier != campaign.plan.tier:
        after = _with_its_due_day(after, dubai_day(at))
    told = {"launched_at": after.launched_at} if after.launched_at != campaign.launched_at and plan.is_open else {}
    return _amended(CampaignCorrected, campaign, after, changes, reason, by=by, at=at, **told)


def _sound(campaign: Campaign, plan: Plan, changes: tuple[Changed, ...], today: date) -> None:
    if fixed := sorted({change.field for change in changes if _member(change) in FIXED}):
        raise errors.FixedAtLaunch(errors=[FieldError(pointer, "fixed", errors.FIXED_AT_LAUNCH) for pointer in fixed])
    if found := contradictions_in(plan, lead=campaign.lead):
        raise errors.Contradictory(errors=found)
    if emptied := [pointer for pointer in missing_in(plan) if pointer not in missing_in(campaign.plan)]:
        raise errors.Emptied(errors=[FieldError(pointer, "missing", PUBLISHED) for pointer in emptied])
    if not changes:
        raise errors.NothingCorrected
    ends = plan.implementation.ends_on
    if campaign.status is not Status.LIVE and ends and ends >= today and ends != campaign.plan.implementation.ends_on:
        raise errors.Contradictory(errors=[FieldError("/implementation/endsOn", "not-over", NOT_OVER)])


def _in_order(before: Campaign, after: Campaign, at: datetime) -> None:
    """Raises Contradictory when the launch would lie in the future, after the end, or before the end of the embargo."""
    launched, embargo = after.launched_at, after.plan.embargo_until
    if launched is None or (launched, embargo) == (before.launched_at, before.plan.embargo_until):
        return
    moved = launched != before.launched_at
    found = (
        ("/launchedAt", "to-come", TO_COME, moved and launched > at),
        ("/launchedAt", "after-end", AFTER_END, moved and after.completed_at is not None and launched > after.completed_at),
        ("/launchedAt", "embargoed", BEFORE_EMBARGO, embargo is not None and launched < embargo == before.plan.embargo_until),
        ("/embargoUntil", "lifted", EMBARGOED, embargo is not None and launched < embargo != before.plan.embargo_until),
    )
    if wrong := [FieldError(pointer, code, text) for pointer, code, text, is_so in found if is_so]:
        raise errors.Contradictory(errors=wrong)


def _public_form(campaign: Campaign) -> dict[str, Any]:
    return public_form(campaign.plan) | {"launchedAt": campaign.launched_at}


def _with_its_due_day(campaign: Campaign, today: date) -> Campaign:
    """By another tier an evaluation that is asked for is owed from another day on, perhaps one to come."""
    due = due_on(campaign)
    if campaign.status is not Status.EVALUATION_DUE or due is None:
        return campaign
    if due <= today:
        return replace(campaign, outcome=replace(campaign.outcome, evaluation_due_on=due))
    return replace(campaign, status=Status.COMPLETED, outcome=replace(campaign.outcome, evaluation_due_on=None))


def reopen(campaign: Campaign, reason: str, *, ends_on: date | None, by: Actor, at: datetime) -> Change:
    """Let a campaign that was completed by mistake or too early run on, perhaps until another day. Raises NotReopenable, Contradictory."""
    POLICY.require(by, "campaign.reopen", campaign.lead)
    demand(campaign, REOPENABLE, errors.NotReopenable)
    run = campaign.plan.implementation
    plan = replace(campaign.plan, implementation=replace(run, ends_on=ends_on or run.ends_on))
    last = plan.implementation.ends_on
    if last is not None and last < dubai_day(at):
        raise errors.Contradictory(errors=[FieldError("/endsOn", "over", OVER)])
    outcome = replace(campaign.outcome, evaluation_due_on=None)
    after = replace(campaign, plan=plan, status=Status.LIVE, completed_at=None, outcome=outcome)
    moved = tuple(_differences("", public_form(campaign.plan), public_form(plan)))
    return _amended(CampaignReopened, campaign, after, moved, reason, by=by, at=at)


def reopen_evaluation(campaign: Campaign, reason: str, *, by: Actor, at: datetime) -> Change:
    """Open an evaluation that was closed by mistake. What was learnt goes into the list of amendments. Raises NoClosedEvaluation."""
    POLICY.require(by, "campaign.reopen-evaluation", campaign.lead)
    demand(campaign, {Status.EVALUATED}, errors.NoClosedEvaluation)
    outcome = replace(campaign.outcome, learning=None, evaluated_at=None, evaluated_by=None)
    after = replace(campaign, outcome=outcome)
    learnt = tuple(_lessons(campaign.outcome.learning))
    return _amended(EvaluationReopened, campaign, replace(after, status=standing_of(after)), learnt, reason, by=by, at=at)


def revoke_exemplar(campaign: Campaign, reason: str, *, by: Actor, at: datetime) -> Change:
    """Recommend it no longer; it stays evaluated. Raises NotAnExemplar."""
    POLICY.require(by, "campaign.revoke-exemplar")
    demand(campaign, {Status.EXEMPLAR}, errors.NotAnExemplar)
    cited = campaign.outcome.citation
    outcome = replace(campaign.outcome, citation=None, exemplar_at=None)
    gone = (Changed("/citation", asdict(cited), None),) if cited else ()
    return _amended(ExemplarRevoked, campaign, replace(campaign, status=Status.EVALUATED, outcome=outcome), gone, reason, by=by, at=at)


def reinstate(campaign: Campaign, reason: str, *, by: Actor, at: datetime) -> Change:
    """Let one that was superseded, or cancelled while it was live, stand again as it did. Raises NotReinstatable."""
    POLICY.require(by, "campaign.reinstate")
    if not is_reinstatable(campaign):
        raise errors.NotReinstatable(status=errors.STATUS_NAMES[campaign.status])
    outcome = replace(campaign.outcome, successor=None)
    after = replace(campaign, reason=None, outcome=outcome, status=standing_of(campaign))
    return _amended(CampaignReinstated, campaign, after, (), reason, by=by, at=at, status=after.status.value)


def is_reinstatable(campaign: Campaign) -> bool:
    """Whether it was before the members and ended."""
    return campaign.status in (Status.SUPERSEDED, Status.CANCELLED) and campaign.launched_at is not None


def standing_of(campaign: Campaign) -> Status:
    """The state that a launched campaign had reached, read from what is known of it."""
    outcome = campaign.outcome
    reached = (
        (Status.EXEMPLAR, outcome.exemplar_at),
        (Status.EVALUATED, outcome.evaluated_at),
        (Status.EVALUATION_DUE, outcome.evaluation_due_on),
        (Status.COMPLETED, campaign.completed_at),
    )
    return next((status for status, since in reached if since), Status.LIVE)


def _amended(
    event: type[Any],
    before: Campaign,
    after: Campaign,
    changes: tuple[Changed, ...],
    reason: str,
    *,
    by: Actor,
    at: datetime,
    **always: Any,
) -> Change:
    """The amendment and its fact; a state that changed with it is one of its values."""
    kind: AmendmentKind = "content"
    if after.status is not before.status:
        changes, kind = (Changed("/status", before.status.value, after.status.value), *changes), "status"
    digest, number = after.frozen or targets_hash(after.plan), len(before.outcome.amendments) + 1
    made = Amendment(number, reason, Person.of(by), at, digest, digest, changes, kind)
    after = replace(after, outcome=amended(after.outcome, made), updated_at=at)
    changed, fields = tuple(dict.fromkeys(map(_member, changes))), tuple(change.field for change in changes)
    if after.plan.is_open:
        return after, fact_of(event, after, changed, at=at, before=before, amendment=number, fields=fields, reason=reason, **always)
    return after, bare_fact_of(event, before, after, changed, at=at, **always)


def _member(change: Changed) -> str:
    return change.field.split("/")[1]


def _lessons(learning: Learning | None) -> Iterator[Changed]:
    for name, words in asdict(learning).items() if learning else ():
        yield Changed(f"/learning/{to_camel(name)}", words, None)


def _differences(at: str, before: Any, after: Any) -> Iterator[Changed]:
    """What differs between two values of the public form, as near to the leaf as rows allow that came or went."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before:
            yield from _differences(f"{at}/{name}", before[name], after[name])
    elif _same_rows(before, after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differences(f"{at}/{index}", old, new)
    else:
        yield Changed(at, _plain(before), _plain(after))


def _same_rows(before: Any, after: Any) -> bool:
    rows = isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after)
    return rows and all(isinstance(one, dict) for one in (*before, *after))


def _plain(value: Any) -> Any:
    """As it is stored: lists, and days and instants as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
