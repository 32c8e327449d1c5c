"""The rules of a campaign's life, without a server."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from campaigns_svc import errors, model
from campaigns_svc.model import Campaign, Status, is_due, is_late
from campaigns_svc.plan.model import Bi, Implementation, Kpi, Plan, targets_hash
from campaigns_svc.plan.schemas import PlanBody
from campaigns_svc.policy import CLOCK
from campaigns_svc.returns import model as returns
from campaigns_svc.review.model import Person, Question, Review

from .conftest import DIRECTOR, PLAN, REVIEWER

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def campaign(status: Status = Status.DRAFT, **changes: Any) -> Campaign:
    plan = PlanBody.model_validate(PLAN).plan()
    launched = AT if status in model.PUBLIC else None
    made = Campaign("1", "GNGC-C-2026-0001", "D01", plan, Person("author"), AT, AT, status=status, launched_at=launched)
    return replace(made, **changes)


@pytest.mark.parametrize("status", sorted(set(Status) - model.WRITING - model.REPORTING))
def test_what_cannot_be_edited_now_is_refused_with_what_one_can_do_instead(status: Status) -> None:
    with pytest.raises(errors.NotEditable) as refused:
        model.edit(campaign(status), Plan(title=Bi("أ", "a")), by=DIRECTOR, at=AT)
    words = refused.value.say("en")
    assert errors.STATUS_NAMES[status].en in words
    ways = {errors.WithTheSecretariat: "take it back", errors.AlreadyEvaluated: "reopen", errors.AlreadyEnded: "bring it back"}
    assert ways[type(refused.value)] in words


@pytest.mark.parametrize(
    ("change", "refusal", "pointers"),
    [
        ({"title": Bi("أ", "a"), "partner_entities": ("D03",)}, errors.CorrectInstead, ["/title", "/partnerEntities"]),
        ({"implementation": Implementation(ends_on=date(2026, 9, 30))}, errors.CorrectInstead, ["/implementation"]),
        ({"classification": "shared-secret"}, errors.CorrectInstead, ["/classification"]),
        ({"embargo_until": AT}, errors.CorrectInstead, ["/embargoUntil"]),
        ({"launch_at": AT}, errors.FixedAtLaunch, ["/launchAt"]),
        ({"kpis": ()}, errors.TargetsFrozen, []),
    ],
)
@pytest.mark.parametrize("status", sorted(model.REPORTING))
def test_an_edit_after_the_launch_is_refused_in_words_about_what_was_tried(
    status: Status, change: dict[str, Any], refusal: type[errors.Conflict], pointers: list[str]
) -> None:
    live = campaign(status)
    with pytest.raises(refusal) as refused:
        model.edit(live, replace(live.plan, **change), by=DIRECTOR, at=AT)
    assert type(refused.value) is refusal
    assert [error.pointer for error in refused.value.errors] == pointers


def test_the_hash_of_the_targets_ignores_results_and_notices_targets() -> None:
    plan = Plan(kpis=(Kpi("reach", target=100.0),))
    assert targets_hash(plan) == targets_hash(Plan(kpis=(Kpi("reach", target=100.0, actual=7.0, as_of=date(2026, 6, 1)),)))
    assert targets_hash(plan) != targets_hash(Plan(kpis=(Kpi("reach", target=99.0),)))


RESULTS = {"actual": 7.0, "as_of": date(2026, 6, 1), "source": Bi("س", "s"), "confidence": "high"}
FROZEN = {"metric": "recall", "name": Bi("أ", "a"), "stage": "impact", "baseline": 1.0, "target": 99.0, "unit": Bi("٪", "%")}


@pytest.mark.parametrize("field", [one.name for one in fields(Kpi)])
def test_every_field_of_an_indicator_is_a_result_or_frozen(field: str) -> None:
    before = Plan(kpis=(Kpi("reach", target=100.0),))
    after = Plan(kpis=(replace(before.kpis[0], **{field: (RESULTS | FROZEN)[field]}),))
    assert (targets_hash(before) == targets_hash(after)) == (field in RESULTS)


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
    _, silent = returns.withdraw(campaign(), "a mistake", by=DIRECTOR, at=AT)
    _, told = returns.withdraw(campaign(Status.SUBMITTED, review=Review(submitted_at=AT)), "a mistake", by=DIRECTOR, at=AT)
    assert silent is None
    assert told


def test_a_question_about_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(errors.UnknownField) as refused:
        model.request_changes(campaign(Status.IN_REVIEW), [Question("/titel", "?"), Question("/kpis/7", "?")], by=REVIEWER, at=AT)
    assert [error.pointer for error in refused.value.errors] == ["/requests/0/field", "/requests/1/field"]
