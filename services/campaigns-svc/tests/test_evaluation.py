"""After the launch: results, amendments, evaluation, exemplars, lineage; on a real Mongo."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from campaigns_svc.checklist.model import CHECKS, answers_of
from campaigns_svc.evaluation.commands import ask_for_evaluations
from campaigns_svc.plan.model import Plan
from campaigns_svc.plan.schemas import PlanBody

from .conftest import DIRECTOR, EDITOR, OTHER, PLAN, REVIEWER, SECRETARY, Call, Desk

Made = Callable[..., Awaitable[Desk]]
LEARNING = {
    "worked": {"ar": "الظل", "en": "Shade"},
    "didNot": {"ar": "المنشورات", "en": "Leaflets"},
    "wouldChange": {"ar": "نبدأ أبكر", "en": "Start earlier"},
}
RESULT = {
    "kpis": [{**PLAN["kpis"][0], "actual": 47, "asOf": "2026-09-10", "source": {"ar": "استطلاع", "en": "Survey"}, "confidence": "high"}]
}
CITATION = {"citation": {"ar": "قاست أثرها", "en": "It measured its effect"}}


async def last_fact(service: Any, desk: Desk) -> dict[str, Any]:
    document = await service.database["campaigns"].find_one({"_id": desk.body["id"]})
    return document["outbox"][-1]


async def evaluated(live: Made) -> Desk:
    desk = await live()
    await desk.act(EDITOR, "", RESULT)
    await desk.act(DIRECTOR, "complete")
    await desk.act(DIRECTOR, "evaluate", {"learning": LEARNING})
    return desk


async def test_reported_results_are_announced_with_their_targets(live: Made, service: Any) -> None:
    desk = await live()
    await desk.act(EDITOR, "", RESULT)
    fact = await last_fact(service, desk)
    assert fact["type"] == "campaigns.kpi-reported.v1"
    assert [(one["actual"], one["target"]) for one in fact["content"]["results"]] == [(47, 45)]


async def test_every_result_is_kept_with_its_day_and_who_reported_it(live: Made, call: Call) -> None:
    desk = await live()
    for actual, day in ((30, "2026-07-01"), (41, "2026-08-01"), (41, "2026-08-01"), (None, None)):
        await desk.act(EDITOR, "", {"kpis": [{**PLAN["kpis"][0], "actual": actual, "asOf": day}]})
    readings = (await call(OTHER, "GET", desk.path)).json()["outcome"]["readings"]
    assert [(one["metric"], one["actual"], one["asOf"], one["by"]["id"]) for one in readings] == [
        ("recall", 30, "2026-07-01", "editor-1"),
        ("recall", 41, "2026-08-01", "editor-1"),
        ("recall", None, None, "editor-1"),
    ]


async def test_an_amendment_says_what_it_replaced_and_why_and_both_hashes_prove_it(live: Made, service: Any) -> None:
    desk = await live()
    before = desk.body["targetsHash"]
    amended = {"kpis": [{**PLAN["kpis"][0], "target": 60}], "reason": "The audience doubled."}
    await desk.act(EDITOR, "amend", amended, status=403)
    await desk.act(DIRECTOR, "amend", amended)
    [amendment] = desk.body["outcome"]["amendments"]
    assert amendment["changes"] == [{"field": "/kpis/0/target", "before": 45, "after": 60}]
    assert (amendment["before"], amendment["after"]) == (before, desk.body["targetsHash"])
    assert before != desk.body["targetsHash"]
    content = (await last_fact(service, desk))["content"]
    assert (content["previousTargetsHash"], content["targetsHash"]) == (before, desk.body["targetsHash"])


async def test_an_amendment_of_nothing_or_without_a_reason_is_refused(live: Made) -> None:
    desk = await live()
    same = {"kpis": PLAN["kpis"], "reason": "No reason at all."}
    assert (await desk.act(DIRECTOR, "amend", same, status=422))["type"].endswith("nothing-amended")
    silent = {"kpis": [{**PLAN["kpis"][0], "target": 60}], "reason": ""}
    problem = await desk.act(DIRECTOR, "amend", silent, status=422)
    assert [error["pointer"] for error in problem["errors"]] == ["/reason"]


async def test_an_evaluation_needs_results_and_all_that_was_learnt(live: Made) -> None:
    desk = await live()
    await desk.act(DIRECTOR, "complete")
    problem = await desk.act(DIRECTOR, "evaluate", {"learning": {**LEARNING, "wouldChange": {"ar": "نبدأ أبكر", "en": " "}}}, status=422)
    assert [error["pointer"] for error in problem["errors"]] == ["/kpis/0/actual", "/learning/wouldChange/en"]


async def test_only_the_secretariat_marks_an_evaluated_campaign_as_an_exemplar(live: Made, service: Any) -> None:
    desk = await evaluated(live)
    assert "edit" not in desk.body["actions"]
    await desk.act(DIRECTOR, "mark-exemplar", CITATION, status=403)
    await desk.act(REVIEWER, "mark-exemplar", CITATION, status=403)
    for bad in ("", "x" * 601):
        await desk.act(SECRETARY, "mark-exemplar", {"citation": {"ar": "لأنها", "en": bad}}, status=422)
    await desk.act(SECRETARY, "mark-exemplar", CITATION)
    assert desk.body["status"] == "exemplar"
    assert desk.body["outcome"]["learning"]["wouldChange"]["en"] == "Start earlier"
    assert (await last_fact(service, desk))["content"]["citation"]["en"] == "It measured its effect"


async def test_the_longest_citation_is_given_back_whole(live: Made) -> None:
    desk = await evaluated(live)
    longest = {"ar": "ح" * 600, "en": "c" * 600}
    await desk.act(SECRETARY, "mark-exemplar", {"citation": longest})
    assert desk.body["outcome"]["citation"] == longest


@pytest.mark.parametrize(("tier", "days"), [("basic", 30), ("enhanced", 60), ("comprehensive", 90)])
async def test_the_evaluation_falls_due_by_tier_on_its_day_in_dubai(live: Made, service: Any, call: Call, tier: str, days: int) -> None:
    desk = await live(tier=tier)
    await desk.act(DIRECTOR, "complete")
    ended = datetime(2026, 3, 1, 21, tzinfo=UTC)  # the 2nd of March in Dubai
    await service.database["campaigns"].update_one({"_id": desk.body["id"]}, {"$set": {"completed_at": ended}})
    campaigns = service.app.state.stores.campaigns
    edge = datetime(2026, 3, 1, 20, tzinfo=UTC) + timedelta(days=days)
    assert await ask_for_evaluations(campaigns, at=edge - timedelta(seconds=1)) == 0
    assert await ask_for_evaluations(campaigns, at=edge) == 1
    assert await ask_for_evaluations(campaigns, at=edge) == 0
    shown = (await call(OTHER, "GET", desk.path)).json()
    assert (shown["status"], shown["outcome"]["evaluationDueOn"]) == ("evaluation-due", (edge + timedelta(hours=4)).date().isoformat())


async def test_many_that_wait_for_a_later_day_hold_none_back(live: Made, service: Any, call: Call) -> None:
    desk, late = await live(), await live(tier="comprehensive")
    for one in (desk, late):
        await one.act(DIRECTOR, "complete")
    campaigns, at = service.database["campaigns"], datetime(2026, 6, 1, tzinfo=UTC)
    await campaigns.update_many({}, {"$set": {"completed_at": at - timedelta(days=40)}})
    document = await campaigns.find_one({"_id": late.body["id"]})
    await campaigns.insert_many([{**document, "_id": f"late-{number}", "ref": f"late-{number}"} for number in range(150)])
    assert await ask_for_evaluations(service.app.state.stores.campaigns, at=at) == 1
    assert (await call(OTHER, "GET", desk.path)).json()["status"] == "evaluation-due"


async def test_a_successor_must_exist_for_the_one_who_names_it_and_be_another(live: Made, drafted: Made) -> None:
    old, new, hidden = await live(), await live(), await drafted()
    for successor in ("nothing", old.body["id"], hidden.body["id"]):
        problem = await old.act(SECRETARY, "supersede", {"successor": successor}, status=422)
        assert problem["type"].endswith("unknown-campaign")
    await old.act(SECRETARY, "supersede", {"successor": new.body["id"]})
    assert old.body["status"] == "superseded"


async def test_a_campaign_begun_after_the_model_of_another_says_so_on_both(live: Made, call: Call) -> None:
    example = await evaluated(live)
    made = await call(OTHER, "POST", "/campaigns", json={"title": {"ar": "شتاء", "en": "Winter"}, "derivedFrom": example.body["id"]})
    begun = made.json()
    assert begun["derivedFrom"] == [example.body["id"]]
    assert begun["strategy"]["proposition"]["en"] == "Shade is near"
    assert [(kpi["metric"], kpi["target"], kpi["actual"]) for kpi in begun["kpis"]] == [("recall", None, None)]
    back = (await call(OTHER, "GET", f"/campaigns/{begun['id']}/lineage")).json()
    assert [one["id"] for one in back["derivedFrom"]] == [example.body["id"]]
    for reader, expected in ((OTHER, [begun["id"]]), (DIRECTOR, [])):
        forth = (await call(reader, "GET", f"{example.path}/lineage")).json()
        assert [one["id"] for one in forth["inspired"]] == expected


async def test_nobody_builds_on_what_they_may_not_see(drafted: Made, call: Call) -> None:
    hidden = await drafted()
    made = await call(OTHER, "POST", "/campaigns", json={"title": {"ar": "شتاء", "en": "Winter"}, "derivedFrom": hidden.body["id"]})
    assert made.status_code == 422
    assert made.json()["type"].endswith("unknown-campaign")


def test_the_checklist_asks_eight_questions_and_an_empty_plan_answers_none() -> None:
    assert len(CHECKS) == 8
    assert not [answer.check.code for answer in answers_of(Plan()) if answer.met]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"objectives": [{**PLAN["objectives"][0], "deadline": "2026-08-31"}]}, "measurable-objectives"),
        ({"kpis": [{**PLAN["kpis"][0], "baseline": 20}]}, "baselines"),
        ({"audiences": [{**PLAN["audiences"][0], "insight": {"ar": "يعملون نهاراً", "en": "They work by day"}}]}, "audience-insight"),
        ({"strategy": {**PLAN["strategy"], "theoryOfChange": {"ar": "لأن", "en": "Because"}}}, "theory-of-change"),
        ({"kpis": [{**PLAN["kpis"][0], "stage": "outcomes"}]}, "outcome-indicators"),
        ({"kpis": [{**PLAN["kpis"][0], "stage": stage} for stage in ("outputs", "outtakes", "impact")]}, "evaluation-plan"),
        ({"cover": {"assetId": "7", "alt": {"ar": "عامل", "en": "A worker"}}}, "accessibility"),
        ({"strategy": {"proposition": {"ar": "الظل قريب", "en": ""}}}, "both-languages"),
    ],
)
def test_each_question_is_answered_by_its_own_fields(change: dict[str, Any], code: str) -> None:
    def met(plan: dict[str, Any]) -> bool:
        return next(answer.met for answer in answers_of(PlanBody.model_validate(plan).plan()) if answer.check.code == code)

    assert met({**PLAN, **change}) != met(PLAN)
