"""What is put right after a launch: an amendment each, with its reason, both values and an event; on a real Mongo."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from campaigns_svc import errors
from campaigns_svc.commands import keep_dates
from campaigns_svc.corrections import model
from campaigns_svc.corrections.schemas import Correction
from campaigns_svc.evaluation.commands import ask_for_evaluations
from campaigns_svc.evaluation.model import due_on
from campaigns_svc.outcome.model import MOST_AMENDMENTS, Amendment, Outcome
from campaigns_svc.plan.model import Bi, Plan
from campaigns_svc.review.model import Person

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, PLAN, REVIEWER, SECRETARY, Call, Desk
from .test_evaluation import last_fact
from .test_handlers import hear
from .test_states import AT, campaign_in

Made = Callable[..., Awaitable[Desk]]
WHY = "The host moved the event."
SOON = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
FAMILIES, COVER = {"ar": "الأسر", "en": "Families"}, {"assetId": "p-9", "alt": {"ar": "ظل", "en": "Shade"}}
RUN = {"startsOn": "2026-01-01", "endsOn": SOON, "channels": ["radio"]}


async def test_a_typo_of_a_live_campaign_is_corrected_in_the_open(live: Made, service: Any, call: Call) -> None:
    desk = await live(implementation=RUN)
    frozen = desk.body["targetsHash"]
    await desk.act(DIRECTOR, "correct", {"title": {"en": "A Safer Summer"}, "topic": "health", "reason": WHY})
    assert desk.body["title"] == {"ar": "صيف آمن", "en": "A Safer Summer"}
    assert desk.body["targetsHash"] == frozen
    [amendment] = (await call(OTHER, "GET", desk.path)).json()["outcome"]["amendments"]
    assert (amendment["kind"], amendment["reason"], amendment["by"]["id"], amendment["number"]) == ("content", WHY, "director-1", 1)
    assert amendment["at"]
    assert amendment["changes"] == [
        {"field": "/title/en", "before": "A Safe Summer", "after": "A Safer Summer"},
        {"field": "/topic", "before": "safety", "after": "health"},
    ]
    fact = await last_fact(service, desk)
    assert fact["type"] == "campaigns.campaign-corrected.v1"
    told = fact["content"]
    assert (told["fields"], told["reason"], told["amendment"], told["changed"]) == (["/title/en", "/topic"], WHY, 1, ["title", "topic"])
    assert told["title"]["en"] == "A Safer Summer"
    assert (await call(OTHER, "GET", "/campaigns", params={"q": "safer"})).json()["items"][0]["id"] == desk.body["id"]


@pytest.mark.parametrize(
    ("change", "before", "after", "field"),
    [
        ({"audiences": [{**PLAN["audiences"][0], "segment": FAMILIES}]}, "Workers", "Families", "/audiences/0/segment/en"),
        ({"objectives": [{**PLAN["objectives"][0], "target": 70}]}, 60, 70, "/objectives/0/target"),
        ({"implementation": {"channels": ["tv"]}}, ["radio", "social"], ["tv"], "/implementation/channels"),
        ({"implementation": {"startsOn": "2026-06-02"}}, "2026-06-01", "2026-06-02", "/implementation/startsOn"),
        ({"strategy": {"proposition": {"en": "Shade is nearer"}}}, "Shade is near", "Shade is nearer", "/strategy/proposition/en"),
        ({"cover": COVER}, None, COVER, "/cover"),
        ({"partnerEntities": ["D03"]}, [], ["D03"], "/partnerEntities"),
        ({"tier": "enhanced"}, "basic", "enhanced", "/tier"),
    ],
)  # fmt: skip
async def test_each_field_keeps_both_values(live: Made, change: Any, before: Any, after: Any, field: str) -> None:
    desk = await live()
    await desk.act(DIRECTOR, "correct", {**change, "reason": WHY})
    changes = {one["field"]: (one["before"], one["after"]) for one in desk.body["outcome"]["amendments"][0]["changes"]}
    assert changes[field] == (before, after)


async def test_rows_that_came_or_went_are_kept_as_the_whole_list(live: Made) -> None:
    desk = await live()
    await desk.act(DIRECTOR, "correct", {"audiences": [PLAN["audiences"][0], {"segment": FAMILIES}], "reason": WHY})
    [change] = desk.body["outcome"]["amendments"][0]["changes"]
    assert change["field"] == "/audiences"
    assert [len(change["before"]), len(change["after"])] == [1, 2]


async def test_only_the_director_of_the_lead_corrects(live: Made) -> None:
    desk = await live()
    for actor in (EDITOR, OTHER, REVIEWER, SECRETARY):
        await desk.act(actor, "correct", {"title": {"en": "Mine"}, "reason": WHY}, status=403)


@pytest.mark.parametrize(
    ("body", "type_", "pointer"),
    [
        ({"title": {"en": "A Safe Summer"}, "reason": WHY}, "nothing-corrected", None),
        ({"title": {"en": "Another"}}, "invalid", "/reason"),
        ({"title": {"en": "Another"}, "reason": "  "}, "invalid", "/reason"),
        ({"title": {"en": " "}, "reason": WHY}, "emptied", "/title/en"),
        ({"audiences": [], "reason": WHY}, "emptied", "/audiences"),
        ({"implementation": {"endsOn": "2026-05-31"}, "reason": WHY}, "contradictory", "/implementation/endsOn"),
        ({"partnerEntities": ["D01"], "reason": WHY}, "contradictory", "/partnerEntities"),
        ({"derivedFrom": ["nothing"], "reason": WHY}, "unknown-campaign", "/derivedFrom"),
        ({"kpis": [], "reason": WHY}, "invalid", "/kpis"),
        ({"classification": "of-nobody", "reason": WHY}, "invalid", "/classification"),
        ({"launchedAt": None, "reason": WHY}, "invalid", "/launchedAt"),
        ({"launchedAt": "2126-01-01T00:00:00Z", "reason": WHY}, "contradictory", "/launchedAt"),
        ({"embargoUntil": "2126-01-01T00:00:00Z", "reason": WHY}, "contradictory", "/embargoUntil"),
        ({"launchAt": None, "reason": WHY}, "invalid", "/launchAt"),
    ],
)
async def test_a_correction_that_cannot_be_is_refused_by_its_field_and_changes_nothing(
    live: Made, call: Call, body: Any, type_: str, pointer: str | None
) -> None:
    desk = await live()
    problem = await desk.act(DIRECTOR, "correct", body, status=422)
    assert problem["type"].rsplit("/", 1)[-1] == type_
    assert [error["pointer"] for error in problem.get("errors", [])][:1] == ([pointer] if pointer else [])
    assert (await call(DIRECTOR, "GET", desk.path)).json()["version"] == desk.body["version"]


async def test_a_cover_that_failed_its_check_replaces_none(live: Made, service: Any) -> None:
    desk = await live()
    await hear(service, "media.asset-rejected.v1", {"assetId": "bad", "reason": "not a photo"}, version=2)
    problem = await desk.act(
        DIRECTOR, "correct", {"cover": {"assetId": "bad", "alt": {"ar": "ظل", "en": "Shade"}}, "reason": WHY}, status=422
    )
    assert problem["errors"][0]["pointer"] == "/cover"


async def test_what_was_never_filled_in_stands_in_no_corrections_way(live: Made, service: Any) -> None:
    """One taken over from before the platform may lack what a new one needs."""
    desk = await live()
    await service.database["campaigns"].update_one({"_id": desk.body["id"]}, {"$set": {"plan.summary": {"ar": "", "en": ""}}})
    await desk.act(DIRECTOR, "correct", {"title": {"en": "A Safer Summer"}, "reason": WHY})


async def test_a_moved_end_moves_the_completion_and_the_evaluation(live: Made, service: Any, call: Call) -> None:
    desk, campaigns = await live(implementation=RUN), service.app.state.stores.campaigns
    later = (date.fromisoformat(SOON) + timedelta(days=10)).isoformat()
    await desk.act(DIRECTOR, "correct", {"implementation": {"endsOn": later}, "reason": WHY})
    assert desk.body["status"] == "live"
    over = datetime.fromisoformat(f"{later}T20:00:00+00:00")  # midnight in Dubai
    await keep_dates(campaigns, at=datetime.fromisoformat(f"{SOON}T20:00:00+00:00") + timedelta(days=1))
    await keep_dates(campaigns, at=over - timedelta(milliseconds=1))
    assert (await call(OTHER, "GET", desk.path)).json()["status"] == "live"
    await keep_dates(campaigns, at=over)
    ended = (await call(OTHER, "GET", desk.path)).json()
    assert (ended["status"], ended["implementation"]["endsOn"]) == ("completed", later)
    assert await ask_for_evaluations(campaigns, at=over + timedelta(days=30) - timedelta(seconds=1)) == 0
    assert await ask_for_evaluations(campaigns, at=over + timedelta(days=30)) == 1


async def test_an_end_moved_into_the_past_completes_it_at_once(live: Made) -> None:
    desk = await live(implementation=RUN)
    await desk.act(DIRECTOR, "correct", {"implementation": {"endsOn": "2026-02-01"}, "reason": WHY})
    assert desk.body["status"] == "completed"


async def test_a_completed_campaign_does_not_run_on_by_a_correction_of_its_end(live: Made) -> None:
    desk = await live(implementation=RUN)
    await desk.act(DIRECTOR, "complete")
    later = (date.fromisoformat(SOON) + timedelta(days=1)).isoformat()
    problem = await desk.act(DIRECTOR, "correct", {"implementation": {"endsOn": later}, "reason": WHY}, status=422)
    assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [("/implementation/endsOn", "not-over")]
    await desk.act(DIRECTOR, "correct", {"implementation": {"endsOn": "2026-02-01"}, "reason": WHY})
    assert desk.body["status"] == "completed"


async def test_a_partner_who_is_added_reads_it_and_one_who_is_taken_out_reads_it_no_longer(live: Made, service: Any, call: Call) -> None:
    desk = await live(classification="shared-confidential", partnerEntities=["D02"], implementation=RUN)
    assert [(await call(one, "GET", desk.path)).status_code for one in (OTHER, PARTNER)] == [200, 404]
    await desk.act(DIRECTOR, "correct", {"partnerEntities": ["D03"], "reason": WHY})
    assert [(await call(one, "GET", desk.path)).status_code for one in (OTHER, PARTNER)] == [404, 200]
    told = (await last_fact(service, desk))["content"]
    assert set(told) == {"campaignId", "changed", "audienceScope"}, "who lost it is told that it changed, and nothing of it"
    assert told["audienceScope"]["codes"] == ["D01", "D02", "D03", "GNGC-SEC"]


@pytest.mark.parametrize("class_", ["shared-sensitive", "shared-secret"])
async def test_partners_who_never_read_it_are_not_told_that_they_left(live: Made, service: Any, class_: str) -> None:
    desk = await live(classification=class_, partnerEntities=["D02"], implementation=RUN)
    await desk.act(DIRECTOR, "correct", {"partnerEntities": [], "reason": WHY})
    assert (await last_fact(service, desk))["content"]["audienceScope"]["codes"] == ["D01", "GNGC-SEC"]


@pytest.mark.parametrize(("tier", "status", "due"), [("basic", "evaluation-due", date(2026, 4, 1)), ("comprehensive", "completed", None)])
def test_another_tier_moves_the_day_of_an_evaluation_that_was_asked_for(tier: Any, status: str, due: date | None) -> None:
    owed = campaign_in("evaluation-due")
    plan = replace(owed.plan, tier="enhanced")
    owed = replace(owed, plan=plan)
    after, _ = model.correct(owed, replace(plan, tier=tier), WHY, by=DIRECTOR, at=AT)
    assert (after.status, after.outcome.evaluation_due_on) == (status, due)
    assert due is None or due == due_on(after)


def test_the_list_of_amendments_has_an_end_and_says_what_to_do_then() -> None:
    before = campaign_in("live")
    made = [Amendment(number + 1, WHY, Person("x"), AT, "", "", ()) for number in range(MOST_AMENDMENTS)]
    corrected = replace(before.plan, title=Bi("أخرى", "Another"))
    almost = replace(before, outcome=Outcome(amendments=tuple(made[:-1])))
    after, _ = model.correct(almost, corrected, WHY, by=DIRECTOR, at=AT)
    with pytest.raises(errors.TooManyAmendments, match="Begin a new campaign"):
        model.correct(after, before.plan, WHY, by=DIRECTOR, at=AT)


def test_long_values_end_the_list_of_amendments_before_the_record_grows_too_large_to_read() -> None:
    campaign, texts = campaign_in("live"), (Bi("أ" * 4_000, "a" * 4_000), Bi("ب" * 4_000, "b" * 4_000))

    def rewritten(turn: int) -> Any:
        plan, words = campaign.plan, texts[turn % 2]
        return model.correct(
            campaign, replace(plan, summary=words, strategy=replace(plan.strategy, proposition=words)), WHY, by=DIRECTOR, at=AT
        )

    for turn in range(60):
        campaign, _ = rewritten(turn)
    assert len(campaign.outcome.amendments) == 60
    full = replace(campaign, outcome=replace(campaign.outcome, amendments=campaign.outcome.amendments * 2))
    campaign = full
    with pytest.raises(errors.TooManyAmendments):
        rewritten(60)


@pytest.mark.parametrize("name", ["launch_at", "kpis"])
def test_what_was_fixed_at_the_launch_is_no_matter_of_a_correction(name: str) -> None:
    fixed: dict[str, Any] = {"launch_at": AT, "kpis": ()}
    before = campaign_in("live")
    with pytest.raises(errors.FixedAtLaunch):
        model.correct(before, replace(before.plan, **{name: fixed[name]}), WHY, by=DIRECTOR, at=AT)


def test_every_field_of_a_plan_is_corrected_or_fixed() -> None:
    """A field that is added to the plan has to say which."""
    fixed = {"launch_at", "kpis"}
    assert set(Correction.model_fields) - {"reason", "launched_at"} | fixed == set(Plan.__dataclass_fields__)
