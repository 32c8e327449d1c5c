"""A state that was reached by mistake: reopened, revoked or reinstated, in the open; on a real Mongo."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from campaigns_svc import errors
from campaigns_svc.commands import keep_dates
from campaigns_svc.corrections import model
from campaigns_svc.evaluation.commands import ask_for_evaluations
from campaigns_svc.model import Status

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, SECRETARY, Call, Desk
from .test_corrections import RUN, SOON, WHY
from .test_evaluation import CITATION, LEARNING, RESULT, evaluated, last_fact
from .test_states import AT, campaign_in

Made = Callable[..., Awaitable[Desk]]


async def test_a_campaign_completed_by_mistake_runs_on(live: Made, service: Any, call: Call) -> None:
    desk = await live(implementation=RUN)
    await desk.act(DIRECTOR, "complete")
    await desk.act(EDITOR, "reopen", {"reason": WHY}, status=403)
    await desk.act(DIRECTOR, "reopen", {"reason": WHY})
    assert (desk.body["status"], desk.body["completedAt"]) == ("live", None)
    [amendment] = desk.body["outcome"]["amendments"]
    assert (amendment["kind"], amendment["changes"]) == ("status", [{"field": "/status", "before": "completed", "after": "live"}])
    assert (await last_fact(service, desk))["type"] == "campaigns.campaign-reopened.v1"
    await keep_dates(service.app.state.stores.campaigns, at=datetime.now(UTC))
    assert (await call(OTHER, "GET", desk.path)).json()["status"] == "live"


async def test_one_whose_last_day_is_over_runs_on_only_until_another(live: Made, service: Any) -> None:
    desk, campaigns = await live(implementation={**RUN, "endsOn": "2026-02-01"}), service.app.state.stores.campaigns
    await keep_dates(campaigns, at=datetime.now(UTC))
    await ask_for_evaluations(campaigns, at=datetime.now(UTC) + timedelta(days=40))
    desk.body["version"] += 2
    problem = await desk.act(SECRETARY, "reopen", {"reason": WHY}, status=422)
    assert problem["errors"][0]["pointer"] == "/endsOn"
    await desk.act(SECRETARY, "reopen", {"reason": WHY, "endsOn": SOON})
    assert (desk.body["status"], desk.body["implementation"]["endsOn"]) == ("live", SOON)
    assert desk.body["outcome"]["evaluationDueOn"] is None
    assert [one["field"] for one in desk.body["outcome"]["amendments"][0]["changes"]] == ["/status", "/implementation/endsOn"]


@pytest.mark.parametrize(("milliseconds", "refused"), [(-1, False), (0, True)])
def test_the_last_day_on_which_it_can_run_on_ends_in_dubai(milliseconds: int, refused: bool) -> None:
    over = campaign_in("completed")
    run = replace(over.plan.implementation, starts_on=None, ends_on=date(2026, 5, 1))
    over = replace(over, plan=replace(over.plan, implementation=run))
    at = datetime(2026, 5, 1, 20, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    if refused:
        with pytest.raises(errors.Contradictory):
            model.reopen(over, WHY, ends_on=None, by=DIRECTOR, at=at)
    else:
        assert model.reopen(over, WHY, ends_on=None, by=DIRECTOR, at=at)[0].status is Status.LIVE


async def test_an_evaluation_closed_by_mistake_opens_again_and_keeps_what_it_said(live: Made, service: Any) -> None:
    desk = await evaluated(live)
    await desk.act(SECRETARY, "reopen-evaluation", {"reason": WHY}, status=403)
    await desk.act(DIRECTOR, "reopen-evaluation", {"reason": WHY})
    assert (desk.body["status"], desk.body["outcome"]["learning"], desk.body["outcome"]["evaluatedAt"]) == ("completed", None, None)
    changes = {one["field"]: one["before"] for one in desk.body["outcome"]["amendments"][0]["changes"]}
    assert changes["/status"] == "evaluated"
    assert changes["/learning/didNot"] == LEARNING["didNot"]
    assert (await last_fact(service, desk))["type"] == "campaigns.evaluation-reopened.v1"
    await desk.act(EDITOR, "", {"kpis": [{**RESULT["kpis"][0], "actual": 46}]})
    await desk.act(DIRECTOR, "evaluate", {"learning": LEARNING})
    assert desk.body["status"] == "evaluated"


async def test_a_mark_of_exemplar_is_taken_away_in_the_open(live: Made, service: Any) -> None:
    desk = await evaluated(live)
    await desk.act(SECRETARY, "mark-exemplar", CITATION)
    await desk.act(DIRECTOR, "reopen-evaluation", {"reason": WHY}, status=409)
    await desk.act(DIRECTOR, "revoke-exemplar", {"reason": WHY}, status=403)
    await desk.act(SECRETARY, "revoke-exemplar", {"reason": WHY})
    assert (desk.body["status"], desk.body["outcome"]["citation"]) == ("evaluated", None)
    assert desk.body["outcome"]["amendments"][0]["changes"][-1] == {"field": "/citation", "before": CITATION["citation"], "after": None}
    assert (await last_fact(service, desk))["type"] == "campaigns.exemplar-revoked.v1"


@pytest.mark.parametrize("state", ["live", "completed", "evaluation-due", "evaluated", "exemplar"])
def test_what_was_superseded_by_mistake_stands_again_as_it_did(state: str) -> None:
    gone = replace(campaign_in(state), status=Status.SUPERSEDED, outcome=replace(campaign_in(state).outcome, successor="2"))
    after, fact = model.reinstate(gone, WHY, by=SECRETARY, at=AT)
    assert (after.status, after.outcome.successor) == (state, None)
    assert fact
    assert (fact.event.status, fact.event.reason) == (state, WHY)


async def test_what_was_cancelled_while_live_is_reinstated_and_seen_again(live: Made, service: Any, call: Call) -> None:
    desk = await live(classification="shared-confidential", partnerEntities=["D03"], implementation=RUN)
    await desk.act(DIRECTOR, "cancel", {"reason": "By mistake"})
    assert (await call(PARTNER, "GET", desk.path)).status_code == 404
    await desk.act(DIRECTOR, "restore", status=409)
    await desk.act(SECRETARY, "reinstate", {"reason": WHY})
    assert (desk.body["status"], desk.body["reason"]) == ("live", None)
    assert (await call(PARTNER, "GET", desk.path)).status_code == 200
    fact = await last_fact(service, desk)
    assert fact["content"]["status"] == "live"
    assert "reason" not in fact["content"]
