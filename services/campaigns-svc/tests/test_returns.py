"""The ways back before a launch; on a real Mongo."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from campaigns_svc.commands import keep_dates

from .conftest import DIRECTOR, EDITOR, REVIEWER, SECRETARY, Call, Desk
from .test_evaluation import last_fact

Made = Callable[..., Awaitable[Desk]]
LATER = {"launchAt": "2126-01-01T04:00:00Z"}


async def submitted(drafted: Made, *, steps: tuple[str, ...] = (), **changes: Any) -> Desk:
    desk = await drafted(**changes)
    await desk.act(EDITOR, "submit")
    for step in steps:
        await desk.act(REVIEWER, step)
    return desk


async def test_an_editor_takes_a_submission_back_and_hands_it_in_again(drafted: Made, service: Any, call: Call) -> None:
    for steps in ((), ("start-review",)):
        desk = await submitted(drafted, steps=steps)
        await desk.act(EDITOR, "recall")
        assert desk.body["status"] == "draft"
        assert (await call(REVIEWER, "GET", desk.path)).status_code == 404
        fact = await last_fact(service, desk)
        assert fact["type"] == "campaigns.campaign-recalled.v1"
        assert set(fact["content"]) == {"campaignId", "changed", "audienceScope"}, "the secretariat no longer reads it"
        assert fact["content"]["audienceScope"]["codes"] == ["D01", "GNGC-SEC"]
        await desk.act(EDITOR, "", {"title": {"en": "Better"}})
        await desk.act(EDITOR, "submit")
        assert (await call(REVIEWER, "GET", desk.path)).json()["title"]["en"] == "Better"


async def test_what_was_approved_is_taken_back_by_a_director_and_needs_approval_anew(drafted: Made) -> None:
    desk = await submitted(drafted, steps=("start-review", "approve"), **LATER)
    assert desk.body["status"] == "scheduled"
    await desk.act(EDITOR, "recall", status=403)
    await desk.act(DIRECTOR, "recall")
    assert (desk.body["status"], desk.body["review"]["approvedAt"]) == ("draft", None)
    await desk.act(DIRECTOR, "launch", status=409)


async def test_the_secretariat_asks_for_changes_of_what_it_approved_while_it_is_not_live(drafted: Made, service: Any) -> None:
    desk = await submitted(drafted, steps=("start-review", "approve"), **LATER)
    asked = {"requests": [{"field": "/title/en", "note": "The name is taken."}]}
    await desk.act(REVIEWER, "request-changes", asked)
    assert (desk.body["status"], desk.body["review"]["approvedAt"]) == ("changes-requested", None)
    assert await keep_dates(service.app.state.stores.campaigns, at=datetime(2127, 1, 1, tzinfo=UTC)) == 0
    await desk.act(DIRECTOR, "", {"title": {"en": "Another Name"}})
    await desk.act(DIRECTOR, "submit")
    assert desk.body["status"] == "submitted"


async def test_a_launch_time_given_up_is_kept_by_no_clock_until_there_is_another(drafted: Made, service: Any, call: Call) -> None:
    desk, campaigns = await submitted(drafted, steps=("start-review", "approve"), **LATER), service.app.state.stores.campaigns
    await desk.act(DIRECTOR, "unschedule")
    assert desk.body["status"] == "approved"
    assert (await last_fact(service, desk))["type"] == "campaigns.campaign-unscheduled.v1"
    assert await keep_dates(campaigns, at=datetime(2127, 1, 1, tzinfo=UTC)) == 0
    assert (await call(DIRECTOR, "GET", desk.path)).json()["status"] == "approved"
    await desk.act(SECRETARY, "schedule", {"launchAt": "2126-02-01T04:00:00Z"})
    assert desk.body["status"] == "scheduled"


@pytest.mark.parametrize(("ending", "steps"), [("withdraw", ()), ("withdraw", ("start-review",)), ("cancel", ("start-review", "approve"))])
async def test_what_ended_by_mistake_before_its_launch_becomes_a_draft_again(
    drafted: Made, service: Any, ending: str, steps: tuple[str, ...]
) -> None:
    desk = await submitted(drafted, steps=steps, **LATER)
    await desk.act(DIRECTOR, ending, {"reason": "By mistake"})
    await desk.act(DIRECTOR, "", {"title": {"en": "x"}}, status=409)
    await desk.act(SECRETARY, "restore", status=403)
    await desk.act(DIRECTOR, "restore")
    assert (desk.body["status"], desk.body["reason"]) == ("draft", None)
    fact = await last_fact(service, desk)
    assert (fact["type"], set(fact["content"])) == ("campaigns.campaign-restored.v1", {"campaignId", "changed", "audienceScope"})
    await desk.act(DIRECTOR, "launch", status=409)
    await desk.act(DIRECTOR, "submit")


async def test_a_draft_that_nobody_read_comes_and_goes_in_silence(drafted: Made, service: Any, call: Call) -> None:
    desk = await drafted()
    await desk.act(DIRECTOR, "withdraw", {"reason": "Not now"})
    assert (await call(SECRETARY, "GET", desk.path)).status_code == 404, "it was never handed in"
    await desk.act(DIRECTOR, "restore")
    document = await service.database["campaigns"].find_one({"_id": desk.body["id"]})
    assert document["outbox"] == []


async def test_requests_that_were_open_when_it_was_withdrawn_are_open_again(drafted: Made) -> None:
    desk = await submitted(drafted, steps=("start-review",))
    await desk.act(REVIEWER, "request-changes", {"requests": [{"field": "/summary", "note": "Why now?"}]})
    await desk.act(DIRECTOR, "withdraw", {"reason": "Not now"})
    await desk.act(DIRECTOR, "restore")
    refused = await desk.act(DIRECTOR, "submit", status=422)
    assert refused["errors"][0]["pointer"] == "/summary"
    await desk.act(DIRECTOR, "submit", {"answers": {"1": "Because the season begins."}})
