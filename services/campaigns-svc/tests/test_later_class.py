"""Class, embargo and instant of the launch, corrected after the launch: who reads from then on, and what cannot be true."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any, get_args

import pytest
from campaigns_svc import errors
from campaigns_svc.corrections import model
from campaigns_svc.model import readers_of
from campaigns_svc.plan.model import Classification

from .conftest import DIRECTOR, OTHER, PARTNER, SECRETARY, Call, Desk
from .test_corrections import RUN, WHY
from .test_evaluation import last_fact
from .test_readers import READERS
from .test_states import AT, campaign_in

Made = Callable[..., Awaitable[Desk]]
BEFORE = AT - timedelta(days=2)
CLASSES = get_args(Classification)
MILLISECOND = timedelta(milliseconds=1)


async def test_a_class_that_was_too_open_hides_it_from_the_others_at_once(live: Made, service: Any, call: Call) -> None:
    desk = await live(partnerEntities=["D03"], implementation=RUN)
    await desk.act(DIRECTOR, "correct", {"classification": "shared-confidential", "reason": WHY})
    seen = [(await call(one, "GET", desk.path)).status_code for one in (DIRECTOR, PARTNER, SECRETARY, OTHER)]
    assert seen == [200, 200, 200, 404]
    assert (await call(OTHER, "GET", "/campaigns")).json()["items"] == []
    fact = await last_fact(service, desk)
    told = fact["content"]
    assert set(told) == {"campaignId", "changed", "audienceScope"}, "who lost it is told that it changed, and nothing of it"
    assert (fact["class"], told["changed"]) == ("shared-confidential", ["classification"])
    assert (told["audienceScope"]["readers"], "*" in told["audienceScope"]["remaining"]) == (["*"], False)
    [amendment] = desk.body["outcome"]["amendments"]
    assert amendment["changes"] == [{"field": "/classification", "before": "open", "after": "shared-confidential"}]


async def test_a_class_that_was_too_close_shows_it_and_what_it_says(live: Made, service: Any, call: Call) -> None:
    desk = await live(classification="shared-secret", implementation=RUN)
    assert (await call(OTHER, "GET", desk.path)).status_code == 404
    await desk.act(DIRECTOR, "correct", {"classification": "open", "reason": WHY})
    assert (await call(OTHER, "GET", desk.path)).json()["classification"] == "open"
    told = (await last_fact(service, desk))["content"]
    assert (told["title"]["en"], told["fields"], told["audienceScope"]["readers"]) == ("A Safe Summer", ["/classification"], ["*"])


@pytest.mark.parametrize(("was", "is_now"), list(permutations(CLASSES, 2)))
def test_of_another_class_those_are_told_who_read_it_before_or_after_and_the_past_is_for_who_still_does(was: Any, is_now: Any) -> None:
    before = campaign_in("live")
    before = replace(before, plan=replace(before.plan, classification=was))
    after, fact = model.correct(before, replace(before.plan, classification=is_now), WHY, by=DIRECTOR, at=AT)
    assert fact is not None
    scope, now, then = fact.event.audience_scope, readers_of(after), readers_of(before)
    assert set(scope.readers) == ({"*"} if "*" in now | then else now | then)
    assert set(scope.remaining) == now
    assert ("title" in fact.event.model_dump()) == (is_now == "open")
    assert len(READERS) > 20


async def test_the_instant_of_a_launch_is_corrected_to_another_that_has_passed(live: Made, service: Any, call: Call) -> None:
    desk = await live(implementation=RUN)
    first = desk.body["launchedAt"]
    await desk.act(DIRECTOR, "correct", {"launchedAt": "2025-12-31T23:59:00+04:00", "reason": WHY})
    assert desk.body["launchedAt"] == "2025-12-31T19:59:00Z"
    assert (desk.body["status"], desk.body["targetsHash"] is not None) == ("live", True)
    [amendment] = desk.body["outcome"]["amendments"]
    change = amendment["changes"][0]
    assert (change["field"], change["after"]) == ("/launchedAt", "2025-12-31T19:59:00+00:00")
    assert datetime.fromisoformat(change["before"]) == datetime.fromisoformat(first)
    told = (await last_fact(service, desk))["content"]
    assert (told["launchedAt"], told["fields"], told["changed"]) == ("2025-12-31T19:59:00Z", ["/launchedAt"], ["launchedAt"])
    in_2025 = (await call(OTHER, "GET", "/campaigns", params={"year": 2025})).json()["items"]
    assert [one["id"] for one in in_2025] == [desk.body["id"]]


async def test_no_instant_of_launch_is_told_of_a_campaign_that_is_not_open(live: Made, service: Any) -> None:
    desk = await live(classification="shared-confidential", implementation=RUN)
    await desk.act(DIRECTOR, "correct", {"launchedAt": "2026-01-01T00:00:00Z", "reason": WHY})
    assert set((await last_fact(service, desk))["content"]) == {"campaignId", "changed", "audienceScope"}


def corrected(state: str, *, launched: datetime | None = None, embargo: datetime | None = None, had: datetime | None = None) -> list[Any]:
    """The wrong fields of a correction: pointer and code."""
    before = campaign_in(state)
    before = replace(before, plan=replace(before.plan, embargo_until=had))
    try:
        model.correct(before, replace(before.plan, embargo_until=embargo), WHY, launched_at=launched, by=DIRECTOR, at=AT + MILLISECOND)
    except errors.Contradictory as refused:
        return [(one.pointer, one.code) for one in refused.errors]
    return []


@pytest.mark.parametrize(
    ("launched", "wrong"),
    [
        (AT + MILLISECOND, []),
        (AT + 2 * MILLISECOND, [("/launchedAt", "to-come")]),
        (datetime(1999, 1, 1, tzinfo=UTC), []),
    ],
)
def test_a_launch_lies_in_the_past(launched: datetime, wrong: list[Any]) -> None:
    assert corrected("live", launched=launched) == wrong


@pytest.mark.parametrize("state", ["completed", "evaluation-due", "evaluated", "exemplar"])
def test_a_launch_lies_before_the_end(state: str) -> None:
    ended = campaign_in(state).completed_at
    assert ended
    assert corrected(state, launched=ended) == []
    assert corrected(state, launched=ended + MILLISECOND) == [("/launchedAt", "after-end")]


def test_an_embargo_that_was_lifted_is_put_right_or_struck_and_never_set_again() -> None:
    assert corrected("live", embargo=AT) == []
    assert corrected("live", had=BEFORE, embargo=BEFORE + timedelta(days=1)) == []
    assert corrected("live", had=BEFORE, embargo=None) == []
    assert corrected("live", embargo=AT + MILLISECOND) == [("/embargoUntil", "lifted")]
    assert corrected("live", embargo=datetime(2126, 1, 1, tzinfo=UTC)) == [("/embargoUntil", "lifted")]


def test_a_launch_does_not_move_before_the_end_of_the_embargo_unless_both_do() -> None:
    assert corrected("live", had=BEFORE, embargo=BEFORE, launched=BEFORE) == []
    assert corrected("live", had=BEFORE, embargo=BEFORE, launched=BEFORE - MILLISECOND) == [("/launchedAt", "embargoed")]
    early = BEFORE - timedelta(days=1)
    assert corrected("live", had=BEFORE, embargo=early, launched=early) == []
    assert corrected("live", had=BEFORE, embargo=early, launched=early - MILLISECOND) == [("/embargoUntil", "lifted")]


def test_one_taken_over_whose_record_is_out_of_order_is_corrected_elsewhere_all_the_same() -> None:
    before = campaign_in("live")
    before = replace(before, plan=replace(before.plan, embargo_until=AT + timedelta(days=9)))
    after, _ = model.correct(before, replace(before.plan, topic="health"), WHY, by=DIRECTOR, at=AT)
    assert after.plan.topic == "health"
