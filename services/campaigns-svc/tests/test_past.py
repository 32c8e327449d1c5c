"""Campaigns from before this platform, with what came of them; on a real Mongo."""

from typing import Any

import pytest

from .conftest import DIRECTOR, OTHER, PLAN, SECRETARY, SEED, Call

LEARNING = {
    "worked": {"ar": "الظل", "en": "Shade"},
    "didNot": {"ar": "المنشورات", "en": "Leaflets"},
    "wouldChange": {"ar": "نبدأ أبكر", "en": "Start earlier"},
}
OUTCOME = {
    "readings": [{"kpi": 0, "actual": 38, "asOf": "2025-02-15"}, {"kpi": 0, "actual": 47, "asOf": "2025-03-01"}],
    "learning": LEARNING,
    "evaluatedAt": "2025-04-01T08:00:00Z",
    "citation": {"ar": "قاست أثرها", "en": "It measured its effect"},
    "exemplarAt": "2025-05-01T08:00:00Z",
}
PAST: dict[str, Any] = {
    "leadEntity": "D01", "status": "completed", "createdAt": "2025-01-01T08:00:00Z", "launchedAt": "2025-02-01T08:00:00Z",
    "completedAt": "2025-03-01T08:00:00Z", "plan": PLAN,
}  # fmt: skip


async def taken(call: Call, **changes: Any) -> Any:
    return await call(SEED, "POST", "/campaigns/take-over", json={**PAST, **changes})


async def test_a_past_campaign_is_taken_over_once_with_its_own_dates(call: Call) -> None:
    once = {"Idempotency-Key": "one"}
    first = await call(SEED, "POST", "/campaigns/take-over", json=PAST, headers=once)
    again = await call(SEED, "POST", "/campaigns/take-over", json=PAST, headers=once)
    assert first.status_code == 201, first.text
    assert first.json() == again.json()
    assert first.json()["ref"].startswith("GNGC-C-2025-")
    assert (await call(OTHER, "GET", f"/campaigns/{first.json()['id']}")).json()["completedAt"] == "2025-03-01T08:00:00Z"


@pytest.mark.parametrize("actor", [DIRECTOR, SECRETARY])
async def test_no_person_takes_campaigns_over(call: Call, actor: Any) -> None:
    assert (await call(actor, "POST", "/campaigns/take-over", json=PAST)).status_code == 403
    assert (await call(SECRETARY, "GET", "/campaigns/count")).json()["count"] == 0


async def test_a_past_exemplar_keeps_what_came_of_it_and_when(call: Call, service: Any) -> None:
    made = await taken(call, status="exemplar", outcome=OUTCOME)
    assert made.status_code == 201, made.text
    outcome = (await call(OTHER, "GET", f"/campaigns/{made.json()['id']}")).json()["outcome"]
    assert outcome["citation"]["en"] == "It measured its effect"
    assert outcome["learning"]["wouldChange"]["en"] == "Start earlier"
    assert (outcome["evaluatedAt"], outcome["exemplarAt"]) == ("2025-04-01T08:00:00Z", "2025-05-01T08:00:00Z")
    assert [(one["metric"], one["actual"], one["asOf"]) for one in outcome["readings"]] == [
        ("recall", 38, "2025-02-15"),
        ("recall", 47, "2025-03-01"),
    ]
    [fact] = (await service.database["campaigns"].find_one({"_id": made.json()["id"]}))["outbox"]
    assert fact["type"] == "campaigns.exemplar-marked.v1"
    assert fact["content"]["citation"]["en"] == "It measured its effect"


@pytest.mark.parametrize(
    ("status", "type_"),
    [
        ("live", "campaign-launched"), ("completed", "campaign-completed"), ("evaluated", "campaign-evaluated"),
        ("exemplar", "exemplar-marked"), ("draft", None), ("withdrawn", None),
    ],
)  # fmt: skip
async def test_of_a_past_campaign_the_last_public_fact_is_announced(call: Call, service: Any, status: str, type_: str | None) -> None:
    made = await taken(call, status=status, outcome=OUTCOME)
    facts = (await service.database["campaigns"].find_one({"_id": made.json()["id"]}))["outbox"]
    assert [fact["type"] for fact in facts] == ([f"campaigns.{type_}.v1"] if type_ else [])


@pytest.mark.parametrize(
    ("status", "missing", "pointer"),
    [
        ("live", "launchedAt", "/launchedAt"),
        ("completed", "completedAt", "/completedAt"),
        ("evaluated", "learning", "/outcome/learning"),
        ("evaluated", "evaluatedAt", "/outcome/evaluatedAt"),
        ("exemplar", "citation", "/outcome/citation"),
        ("exemplar", "exemplarAt", "/outcome/exemplarAt"),
    ],
)
async def test_a_history_without_what_its_state_needs_is_refused(call: Call, status: str, missing: str, pointer: str) -> None:
    history: dict[str, Any] = {**PAST, "status": status, "outcome": {**OUTCOME}}
    for part in (history, history["outcome"]):
        part.pop(missing, None)
    refused = await call(SEED, "POST", "/campaigns/take-over", json=history)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert (await call(SECRETARY, "GET", "/campaigns/count")).json()["count"] == 0
