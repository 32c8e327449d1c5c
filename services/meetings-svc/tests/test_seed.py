"""The sample meetings, entered through this service's own door."""

from datetime import date, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.serve import Service

from deploy.seed.meetings.agendas import AGENDAS
from deploy.seed.meetings.plant import NotPlanted, plant

from .conftest import DIRECTOR, NOON, REVIEWER, SECRETARY, SEED, Call

TODAY = NOON.date()
CAMPAIGNS = [f"c-{place}" for place in range(40)]


def speaker(call: Call, actor: Actor = SEED, fail_after: int = 10_000) -> Any:
    left = fail_after

    async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            return 503, {}, None
        headers = {"Idempotency-Key": key} if key else {}
        answer = await call(actor, method, path, version=if_match, json=json, headers=headers)
        return answer.status_code, answer.json(), None

    return speak


async def listed(call: Call, actor: Actor = REVIEWER) -> list[dict[str, Any]]:
    return (await call(actor, "GET", "/meetings?limit=100")).json()["items"]


async def test_eight_meetings_are_planted_two_of_them_ahead(call: Call) -> None:
    ids = await plant(speaker(call), CAMPAIGNS, TODAY)
    meetings = await listed(call)
    assert {meeting["id"] for meeting in meetings} == set(ids)
    assert [meeting["status"] for meeting in meetings] == ["agenda-published"] * 8
    ahead = (await call(DIRECTOR, "GET", "/meetings?when=upcoming")).json()["items"]
    assert [len(meeting["agenda"]) >= 6 for meeting in ahead] == [True, True]
    assert sum(len(meeting["agenda"]) for meeting in meetings) == sum(map(len, AGENDAS.values()))
    assert any(item["campaigns"] for item in meetings[0]["agenda"])


async def test_planting_again_on_another_day_changes_nothing(call: Call) -> None:
    await plant(speaker(call), CAMPAIGNS, TODAY)
    before = await listed(call)
    await plant(speaker(call, SECRETARY), CAMPAIGNS, TODAY + timedelta(days=1))
    assert await listed(call) == before


async def test_an_interrupted_planting_is_finished_by_the_next(call: Call, service: Service) -> None:
    for steps in (2, 4, 30):
        with pytest.raises(NotPlanted):
            await plant(speaker(call, fail_after=steps), CAMPAIGNS, TODAY)
    await plant(speaker(call), CAMPAIGNS, TODAY)
    assert [len(meeting["agenda"]) for meeting in reversed(await listed(call))] == [len(agenda) for agenda in AGENDAS.values()]


@pytest.mark.parametrize("shift", range(7))
def test_no_sample_meeting_falls_on_a_weekend(shift: int) -> None:
    from deploy.seed.meetings.data import meetings

    days = [date.fromisoformat(one["outline"]["start"][:10]).weekday() for one in meetings(TODAY + timedelta(days=shift), [])]
    assert max(days) <= 3
