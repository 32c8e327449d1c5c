"""The rules of a campaign's life, without a server."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from campaigns_svc import errors, model
from campaigns_svc.actions.model import actions_for
from campaigns_svc.evaluation import model as evaluation
from campaigns_svc.model import Campaign, Status, is_due, is_late
from campaigns_svc.outcome.model import Learning
from campaigns_svc.plan.model import Bi, Kpi, Plan, targets_hash
from campaigns_svc.plan.schemas import PlanBody
from campaigns_svc.policy import CLOCK
from campaigns_svc.review.model import Person, Question, Review
from chassis.errors import Forbidden
from hypothesis import given
from hypothesis import strategies as st

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, PLAN, REVIEWER, SECRETARY

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
PEOPLE = (DIRECTOR, EDITOR, OTHER, PARTNER, REVIEWER, SECRETARY, CLOCK)
VERBS: dict[str, Any] = {
    "submit": model.submit,
    "start-review": model.start_review,
    "request-changes": lambda campaign, **who: model.request_changes(campaign, [Question("/title", "Why?")], **who),
    "approve": model.approve,
    "schedule": lambda campaign, **who: model.schedule(campaign, AT, **who),
    "launch": model.launch,
    "complete": model.complete,
    "withdraw": lambda campaign, **who: model.withdraw(campaign, "no longer needed", **who),
    "cancel": lambda campaign, **who: model.cancel(campaign, "no longer needed", **who),
    "amend": lambda campaign, **who: evaluation.amend(campaign, with_target(campaign.plan, 50.0), "the audience grew", **who),
    "evaluate": lambda campaign, **who: evaluation.evaluate(with_results(campaign), LEARNT, **who),
    "mark-exemplar": lambda campaign, **who: evaluation.mark_exemplar(campaign, Bi("لأنها", "because"), **who),
    "supersede": lambda campaign, **who: evaluation.supersede(campaign, replace(campaign, id="2"), **who),
}
LEARNT = Learning(Bi("نجح", "worked"), Bi("لم ينجح", "did not"), Bi("نغيّر", "would change"))


def with_target(plan: Plan, target: float) -> Plan:
    return replace(plan, kpis=tuple(replace(kpi, target=target) for kpi in plan.kpis))


def with_results(campaign: Campaign) -> Campaign:
    return replace(campaign, plan=replace(campaign.plan, kpis=tuple(replace(kpi, actual=1.0) for kpi in campaign.plan.kpis)))


def campaign(status: Status = Status.DRAFT, **changes: Any) -> Campaign:
    plan = PlanBody.model_validate(PLAN).plan()
    launched = AT if status in model.PUBLIC else None
    made = Campaign("1", "GNGC-C-2026-0001", "D01", plan, Person("author"), AT, AT, status=status, launched_at=launched)
    return replace(made, **changes)


@given(st.sampled_from(Status), st.sampled_from(sorted(VERBS)), st.sampled_from(PEOPLE))
def test_the_offered_actions_are_exactly_those_that_succeed(status: Status, verb: str, actor: Any) -> None:
    before = campaign(status)
    if verb in actions_for(before, actor):
        after, fact = VERBS[verb](before, by=actor, at=AT)
        assert after.status != before.status or verb in ("schedule", "amend")
        assert fact is None or fact.at == AT
    else:
        with pytest.raises((Forbidden, errors.Conflict)):
            VERBS[verb](before, by=actor, at=AT)


@given(st.sampled_from(sorted(set(Status) - model.WRITING - model.PUBLIC)))
def test_while_others_read_it_nobody_edits_it(status: Status) -> None:
    with pytest.raises(errors.NotEditable):
        model.edit(campaign(status), Plan(title=Bi("أ", "a")), by=DIRECTOR, at=AT)


def test_the_hash_of_the_targets_ignores_results_and_notices_targets() -> None:
    plan = Plan(kpis=(Kpi("reach", target=100.0),))
    assert targets_hash(plan) == targets_hash(Plan(kpis=(Kpi("reach", target=100.0, actual=7.0, as_of=date(2026, 6, 1)),)))
    assert targets_hash(plan) != targets_hash(Plan(kpis=(Kpi("reach", target=99.0),)))


def test_the_last_day_ends_in_dubai() -> None:
    live = campaign(Status.LIVE)
    assert not is_late(live, datetime(2026, 8, 31, 19, 59, tzinfo=UTC))
    assert is_late(live, datetime(2026, 8, 31, 20, 0, tzinfo=UTC))


def test_a_launch_is_due_at_its_instant_and_not_before() -> None:
    waiting = campaign(Status.SCHEDULED, launch_at=AT)
    assert is_due(waiting, AT)
    assert not is_due(waiting, AT - timedelta(milliseconds=1))


def test_before_the_launch_only_the_lead_and_the_secretariat_are_told() -> None:
    _, submitted = model.submit(campaign(), by=DIRECTOR, at=AT)
    _, launched = model.launch(campaign(Status.APPROVED), by=CLOCK, at=AT)
    assert submitted
    assert launched
    assert submitted.event.audience_scope.codes == ("D01", "GNGC-SEC")
    assert launched.event.audience_scope.kind == "network"


def test_a_draft_that_nobody_read_is_withdrawn_in_silence() -> None:
    _, silent = model.withdraw(campaign(), "a mistake", by=DIRECTOR, at=AT)
    _, told = model.withdraw(campaign(Status.SUBMITTED, review=Review(submitted_at=AT)), "a mistake", by=DIRECTOR, at=AT)
    assert silent is None
    assert told


def test_a_question_about_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(errors.UnknownField) as refused:
        model.request_changes(campaign(Status.IN_REVIEW), [Question("/titel", "?"), Question("/kpis/7", "?")], by=REVIEWER, at=AT)
    assert [error.pointer for error in refused.value.errors] == ["/requests/0/field", "/requests/1/field"]
