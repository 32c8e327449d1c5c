"""The calendar, on a real Mongo: launches and completions happen once, at their instant."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from campaigns_svc.commands import keep_dates

from .conftest import DIRECTOR, REVIEWER, Call, Desk

Drafted = Callable[..., Awaitable[Desk]]
LAUNCH = datetime(2126, 1, 1, 4, tzinfo=UTC)


async def scheduled(drafted: Drafted) -> Desk:
    desk = await drafted(launchAt=LAUNCH.isoformat())
    await desk.act(DIRECTOR, "submit")
    await desk.act(REVIEWER, "start-review")
    await desk.act(REVIEWER, "approve")
    return desk


async def test_the_calendar_launches_at_the_instant_and_not_before(drafted: Drafted, call: Call, service: Any) -> None:
    desk, campaigns = await scheduled(drafted), service.app.state.stores.campaigns
    assert await keep_dates(campaigns, at=datetime(2126, 1, 1, 3, 59, 59, tzinfo=UTC)) == 0
    await keep_dates(campaigns, at=LAUNCH)
    shown = (await call(DIRECTOR, "GET", desk.path)).json()
    assert (shown["status"], shown["launchedAt"]) == ("live", "2126-01-01T04:00:00Z")


async def test_two_calendars_at_once_launch_it_once(drafted: Drafted, service: Any) -> None:
    desk, campaigns = await scheduled(drafted), service.app.state.stores.campaigns
    await asyncio.gather(*(keep_dates(campaigns, at=LAUNCH) for _ in range(5)))
    document = await service.database["campaigns"].find_one({"_id": desk.body["id"]})
    assert [fact["type"] for fact in document["outbox"]].count("campaigns.campaign-launched.v1") == 1


async def test_a_campaign_completes_the_day_after_its_last(live: Drafted, call: Call, service: Any) -> None:
    desk, campaigns = await live(), service.app.state.stores.campaigns
    await keep_dates(campaigns, at=datetime(2126, 9, 1, tzinfo=UTC))
    assert (await call(DIRECTOR, "GET", desk.path)).json()["status"] == "completed"
