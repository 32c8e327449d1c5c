"""Every state of a campaign, every act on it, everybody: the whole table, on the rules alone and once more through the door."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from campaigns_svc import errors, model
from campaigns_svc.actions.model import actions_for
from campaigns_svc.corrections import model as corrections
from campaigns_svc.evaluation import model as evaluation
from campaigns_svc.model import Campaign, Status
from campaigns_svc.outcome.model import Learning, Outcome
from campaigns_svc.plan.model import Bi, Plan, targets_hash
from campaigns_svc.plan.schemas import PlanBody
from campaigns_svc.policy import CLOCK
from campaigns_svc.returns import model as returns
from campaigns_svc.review.model import Person, Question, Review
from campaigns_svc.store import _fields
from chassis.auth import Actor
from chassis.errors import Forbidden

from .conftest import ADMIN, DIRECTOR, EDITOR, OPS, OTHER, PARTNER, PLAN, REVIEWER, SECRETARY, SYSTEM, Call

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
AUTHOR_WHO_REVIEWS = replace(REVIEWER, id="author")
AT_THE_DOOR = (DIRECTOR, EDITOR, OTHER, REVIEWER, SECRETARY, SYSTEM)
PEOPLE = (*AT_THE_DOOR, PARTNER, ADMIN, OPS, AUTHOR_WHO_REVIEWS)
LEARNT = Learning(Bi("نجح", "worked"), Bi("لم ينجح", "did not"), Bi("نغيّر", "would change"))
CITED = Bi("لأنها", "because")
ENDED = datetime(2026, 3, 2, 8, tzinfo=UTC)
WHY = "it was a mistake"
# A state as the tables see it: whether a cancelled campaign had been live decides what can be done with it.
STATES: dict[str, tuple[Status, bool]] = {
    **{status.value: (status, status in model.PUBLIC) for status in Status},
    "cancelled-live": (Status.CANCELLED, True),
}
CHANGED = {**PLAN, "title": {"ar": "صيف آمن للجميع", "en": "A Safe Summer for All"}}
VERBS: dict[str, Any] = {
    "edit": lambda campaign, **who: model.edit(campaign, edited(campaign), **who),
    "submit": model.submit,
    "delete": returns.delete,
    "recall": returns.recall,
    "start-review": model.start_review,
    "request-changes": lambda campaign, **who: model.request_changes(campaign, [Question("/title", "Why?")], **who),
    "approve": model.approve,
    "schedule": lambda campaign, **who: model.schedule(campaign, AT, **who),
    "unschedule": returns.unschedule,
    "launch": model.launch,
    "complete": model.complete,
    "reopen": lambda campaign, **who: corrections.reopen(campaign, WHY, ends_on=None, **who),
    "withdraw": lambda campaign, **who: returns.withdraw(campaign, WHY, **who),
    "cancel": lambda campaign, **who: returns.cancel(campaign, WHY, **who),
    "restore": returns.restore,
    "correct": lambda campaign, **who: corrections.correct(campaign, with_title(campaign.plan), WHY, **who),
    "amend": lambda campaign, **who: evaluation.amend(campaign, with_target(campaign.plan, 50.0), WHY, **who),
    "evaluate": lambda campaign, **who: evaluation.evaluate(campaign, LEARNT, **who),
    "reopen-evaluation": lambda campaign, **who: corrections.reopen_evaluation(campaign, WHY, **who),
    "mark-exemplar": lambda campaign, **who: evaluation.mark_exemplar(campaign, CITED, **who),
    "revoke-exemplar": lambda campaign, **who: corrections.revoke_exemplar(campaign, WHY, **who),
    "supersede": lambda campaign, **who: evaluation.supersede(campaign, replace(campaign, id="2"), **who),
    "reinstate": lambda campaign, **who: corrections.reinstate(campaign, WHY, **who),
}
BODIES: Mapping[str, Any] = {
    "request-changes": {"requests": [{"field": "/title", "note": "Why?"}]},
    "schedule": {"launchAt": "2126-01-01T00:00:00Z"},
    **{verb: {"reason": WHY} for verb in ("withdraw", "cancel", "reopen", "reopen-evaluation", "revoke-exemplar", "reinstate")},
    "correct": {"title": CHANGED["title"], "reason": WHY},
    "amend": {"kpis": [{**PLAN["kpis"][0], "actual": 1.0, "target": 50}], "reason": WHY},
    "evaluate": {"learning": {name: {"ar": "نعم", "en": "yes"} for name in ("worked", "didNot", "wouldChange")}},
    "mark-exemplar": {"citation": {"ar": "لأنها", "en": "because"}},
    "supersede": {"successor": "successor"},
}  # fmt: skip
# Who ends up where, written down apart from the code: the table of acts that people read.
AFTER: Mapping[str, Mapping[str, str]] = {
    "submit": {"draft": "submitted", "changes-requested": "submitted"},
    "recall": {"submitted": "draft", "in-review": "draft", "approved": "draft", "scheduled": "draft"},
    "start-review": {"submitted": "in-review"},
    "request-changes": dict.fromkeys(("in-review", "approved", "scheduled"), "changes-requested"),
    "approve": {"in-review": "approved"},
    "schedule": {"approved": "scheduled", "scheduled": "scheduled"},
    "unschedule": {"scheduled": "approved"},
    "launch": {"approved": "live", "scheduled": "live"},
    "complete": {"live": "completed"},
    "reopen": {"completed": "live", "evaluation-due": "live"},
    "withdraw": dict.fromkeys(("draft", "submitted", "in-review", "changes-requested", "approved", "scheduled"), "withdrawn"),
    "cancel": {"approved": "cancelled", "scheduled": "cancelled", "live": "cancelled"},
    "restore": {"withdrawn": "draft", "cancelled": "draft"},
    "delete": {"draft": "draft"},
    "edit": {one: one for one in ("draft", "changes-requested", "live", "completed", "evaluation-due")},
    "correct": {one: one for one in ("live", "completed", "evaluation-due", "evaluated", "exemplar")},
    "amend": {one: one for one in ("live", "completed", "evaluation-due")},
    "evaluate": {"completed": "evaluated", "evaluation-due": "evaluated"},
    "reopen-evaluation": {"evaluated": "evaluation-due"},
    "mark-exemplar": {"evaluated": "exemplar"},
    "revoke-exemplar": {"exemplar": "evaluated"},
    "supersede": dict.fromkeys(("live", "completed", "evaluation-due", "evaluated", "exemplar"), "superseded"),
    "reinstate": {"superseded": "exemplar", "cancelled-live": "live"},
}
DIRECTORS, AUTHORS = {DIRECTOR}, {DIRECTOR, EDITOR}
REVIEWERS, SECRETARIES = {REVIEWER, SECRETARY}, {SECRETARY}
MAY: Mapping[str, set[Actor]] = {
    **dict.fromkeys(("edit", "submit", "delete", "recall"), AUTHORS),
    **dict.fromkeys(("start-review", "request-changes", "approve"), REVIEWERS),
    **dict.fromkeys(("schedule", "unschedule", "launch", "complete"), DIRECTORS | SECRETARIES | {CLOCK}),
    **dict.fromkeys(("reopen", "withdraw", "cancel"), DIRECTORS | SECRETARIES),
    **dict.fromkeys(("restore", "correct", "amend", "evaluate", "reopen-evaluation"), DIRECTORS),
    **dict.fromkeys(("mark-exemplar", "revoke-exemplar", "supersede", "reinstate"), SECRETARIES),
}  # fmt: skip


def succeeds(state: str, verb: str, actor: Actor) -> bool:
    """What the tables above say."""
    if verb == "recall" and state in ("approved", "scheduled"):
        return actor in DIRECTORS
    return state in AFTER[verb] and actor in MAY[verb]


def with_title(plan: Plan) -> Plan:
    return replace(plan, title=Bi("صيف آمن للجميع", "A Safe Summer for All"))


def with_target(plan: Plan, target: float) -> Plan:
    return replace(plan, kpis=tuple(replace(kpi, target=target) for kpi in plan.kpis))


def edited(campaign: Campaign) -> Plan:
    """Before the launch another title, after it another result."""
    plan = campaign.plan
    return replace(plan, kpis=tuple(replace(kpi, actual=2.0) for kpi in plan.kpis)) if campaign.launched_at else with_title(plan)


def campaign_in(state: str, id_: str = "1", number: int = 1) -> Campaign:
    """A campaign of D01 in a state, with all that its way there left behind."""
    status, launched = STATES[state]
    plan = PlanBody.model_validate({**PLAN, "kpis": [{**PLAN["kpis"][0], "actual": 1.0}], "partnerEntities": ["D03"]}).plan()
    plan = replace(plan, implementation=replace(plan.implementation, starts_on=date(2026, 6, 1), ends_on=date(2199, 8, 31)))
    asked_for = launched and status not in (Status.LIVE, Status.COMPLETED, Status.CANCELLED)
    given = status in (Status.EVALUATED, Status.EXEMPLAR, Status.SUPERSEDED)
    cited = status in (Status.EXEMPLAR, Status.SUPERSEDED)
    outcome = Outcome(
        evaluation_due_on=date(2026, 4, 1) if asked_for else None,
        learning=LEARNT if given else None,
        evaluated_at=AT if given else None,
        citation=CITED if cited else None,
        exemplar_at=AT if cited else None,
    )
    return Campaign(
        id_, f"GNGC-C-2026-{number:04d}", "D01", plan, Person("author"), AT, AT, status=status, outcome=outcome,
        review=Review(submitted_at=None if status is Status.DRAFT else AT), launch_at=AT if status is Status.SCHEDULED else None,
        launched_at=AT if launched else None, frozen=targets_hash(plan) if launched else None,
        completed_at=ENDED if launched and status not in (Status.LIVE, Status.CANCELLED) else None,
    )  # fmt: skip


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("state", sorted(STATES))
def test_an_act_succeeds_exactly_where_and_for_whom_the_table_says_and_is_offered_there_alone(state: str, verb: str) -> None:
    before = campaign_in(state)
    for actor in (*PEOPLE, CLOCK):
        expected = succeeds(state, verb, actor)
        assert (verb in actions_for(before, actor)) == expected, actor
        if not expected:
            with pytest.raises((Forbidden, errors.Conflict)):
                VERBS[verb](before, by=actor, at=AT)
            continue
        after, fact = VERBS[verb](before, by=actor, at=AT)
        assert after.status == AFTER[verb][state]
        assert after.updated_at == AT
        assert fact is None or (fact.at, fact.event.campaign_id) == (AT, before.id)


def test_the_tables_name_every_state_and_every_act_that_is_offered() -> None:
    assert {status for status, _ in STATES.values()} == set(Status)
    offered = {verb for state in STATES for actor in PEOPLE for verb in actions_for(campaign_in(state), actor)}
    assert offered == set(VERBS) == set(AFTER) == set(MAY)


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_state_has_a_way_to_correct_it_and_a_way_back(state: str) -> None:
    """An end is no trap either: it is taken up again as a draft, or reinstated."""
    people = {verb for verb in AFTER if state in AFTER[verb] and (MAY[verb] - {CLOCK})}
    correct = {"edit", "correct", "recall", "request-changes", "restore", "reinstate"}
    back = {"recall", "request-changes", "unschedule", "withdraw", "cancel", "reopen", "reopen-evaluation", "revoke-exemplar",
            "restore", "reinstate"}  # fmt: skip
    assert people & correct
    assert people & back


WHO = {DIRECTOR: "director", EDITOR: "editor", REVIEWER: "reviewer", SECRETARY: "secretariat", CLOCK: "clock"}
TABLE = Path(__file__).parents[3] / "docs" / "campaign-states.md"


def row_of(state: str) -> str:
    """A state's line in the table that people read: every act, by whom, and where it leads."""
    acts = []
    for verb in (verb for verb in VERBS if state in AFTER[verb]):
        sees = [actor for actor in WHO if actor is CLOCK or read_by(actor, campaign_in(state))]
        may = [WHO[actor] for actor in sees if succeeds(state, verb, actor)]
        leads = {"reinstate": "as it was", "delete": "gone"}.get(verb, AFTER[verb][state])
        acts.append(f"{verb} ({', '.join(may)})" + (f" → {leads}" if leads != state else ""))
    return f"| {state} | {'; '.join(acts)} |"


@pytest.mark.parametrize("state", STATES)
def test_the_table_that_people_read_says_the_same(state: str) -> None:
    assert row_of(state) in TABLE.read_text().splitlines()


def read_by(actor: Actor, campaign: Campaign) -> bool:
    """Who may read it, in other words than the store's."""
    if actor in (DIRECTOR, EDITOR):
        return True
    if actor in (REVIEWER, SECRETARY):
        return campaign.status is not Status.DRAFT
    return campaign.status in model.PUBLIC  # an open one


async def test_the_door_answers_as_the_table_says_in_every_state_for_everybody(call: Call, service: Any) -> None:
    """404 for who may not read it, 403 or 409 for who may not do it now, never anything else but success."""
    cases = [(state, verb, actor) for state in STATES for verb in VERBS for actor in AT_THE_DOOR]
    made = [(f"c{number}", *case) for number, case in enumerate(cases, start=1)]
    campaigns = [campaign_in(state, id_, int(id_[1:])) for id_, state, *_ in made] + [campaign_in("live", "successor", 0)]
    documents = [{"_id": one.id, "version": 1, "outbox": [], "seen": [], **_fields(one)} for one in campaigns]
    await service.database["campaigns"].insert_many(documents)
    wrong = await asyncio.gather(*(_asked(call, made[start::12]) for start in range(12)))
    assert [one for some in wrong for one in some] == []
    assert len(made) == len(STATES) * len(VERBS) * len(AT_THE_DOOR)


async def _asked(call: Call, cases: list[tuple[str, str, str, Actor]]) -> list[tuple[Any, ...]]:
    wrong = []
    for id_, state, verb, actor in cases:
        answer = await _sent(call, id_, state, verb, actor)
        allowed = {204 if verb == "delete" else 200} if succeeds(state, verb, actor) else {403, 409}
        expected = allowed if read_by(actor, campaign_in(state)) else {403, 404}
        if answer.status_code not in expected:
            wrong.append((state, verb, actor.id, answer.status_code, answer.text))
    return wrong


async def _sent(call: Call, id_: str, state: str, verb: str, actor: Actor) -> Any:
    path = f"/campaigns/{id_}"
    if verb == "edit":
        launched = STATES[state][1]
        body = {"kpis": [{**PLAN["kpis"][0], "actual": 2.0}]} if launched else {"title": CHANGED["title"]}
        return await call(actor, "PATCH", path, version=1, json=body)
    if verb == "delete":
        return await call(actor, "DELETE", path, version=1)
    return await call(actor, "POST", f"{path}/{verb}", version=1, json=BODIES.get(verb))
