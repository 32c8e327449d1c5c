"""Webhooks: in order per subject, apart from each other, again when they fail, and never to who may not know."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from chassis.testing import eventually
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from standardwebhooks import Webhook
from subscriptions_svc.deliveries.model import SCHEDULE

from .conftest import DIRECTOR, LAUNCHED, ONLY_D01, OTHER, REVIEWER, SUBMITTED, event

pytestmark = pytest.mark.usefixtures("delivering")


@pytest.fixture
def rows(call):
    """`await rows(subscription)`: its deliveries, the oldest first."""

    async def read(made: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        found = await call(REVIEWER, "GET", f"/subscriptions/{made['id']}/deliveries", params={"limit": 100, **query})
        assert found.status_code == 200, found.text
        return found.json()["items"][::-1]

    return read


@pytest.fixture
def states(rows):
    async def read(made: dict[str, Any]) -> list[str]:
        return [row["state"] for row in await rows(made)]

    return read


def failing(*subjects: str, status: int = 500, **headers: str):
    def answer(told: dict[str, Any]) -> web.Response | None:
        return web.Response(status=status, text="no room", headers=headers) if told["subject"] in subjects else None

    return answer


async def test_an_event_arrives_signed_with_its_id_and_the_log_shows_the_attempt(receivers, subscribe, happen, rows) -> None:
    receiver = await receivers()
    receiver.answer = lambda _: web.Response(status=202, text="thanks")
    made = await subscribe(receiver)
    fact = event("c-1")
    await happen(fact)
    await eventually(lambda: receiver.events)
    headers, body, _ = receiver.requests[-1]
    assert headers["webhook-id"] == Webhook(made["secret"]).verify(body, headers)["id"] == fact.id
    assert "webhook-replay" not in headers
    row = (await eventually(lambda: rows(made, state="delivered")))[0]
    assert (row["eventId"], row["position"], row["subscriptionseq"]) == (fact.id, 1, 1)
    attempt = row["attempts"][0]
    assert (attempt["status"], attempt["responseSnippet"], attempt["error"]) == (202, "thanks", None)
    assert attempt["durationMs"] > 0


async def test_what_was_sent_is_counted_without_a_hole_whatever_was_not_wanted(receivers, subscribe, happen) -> None:
    receiver = await receivers()
    await subscribe(receiver, by=OTHER, types=[LAUNCHED], filters={"entity": "D02", "topic": "health"})
    wanted = {"leadEntity": "D02", "topic": "health"}
    await happen(
        event("c-1", **wanted),
        event("c-2", type_=SUBMITTED, **wanted),
        event("c-3", **wanted, scope=ONLY_D01),
        event("c-4", leadEntity="D01", topic="health"),
        event("c-5", leadEntity="D02", topic="safety"),
        event("c-6", **wanted),
    )
    await eventually(lambda: len(receiver.events) == 2)
    assert {one["subject"]: (one["position"], one["subscriptionseq"]) for one in receiver.events} == {"c-1": (1, 1), "c-6": (6, 2)}


async def test_the_order_of_a_subject_holds_while_others_overtake(receivers, subscribe, happen, states) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1")
    made = await subscribe(receiver)
    await happen(event("c-1", 1), event("c-2", 1), event("c-1", 2), event("c-2", 2), event("c-1", 3))
    await eventually(lambda: receiver.of("c-2") == [1, 2])

    async def lined_up() -> bool:
        return await states(made) == ["failed", "delivered", "pending", "delivered", "pending"]

    await eventually(lined_up)
    assert receiver.of("c-1") == [1]


async def test_what_failed_is_tried_again_and_what_waited_behind_it_follows(receivers, subscribe, happen, rows, clock) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1")
    made = await subscribe(receiver)
    await happen(event("c-1", 1), event("c-1", 2))
    await eventually(lambda: rows(made, state="failed"))
    receiver.answer = lambda _: None
    clock.ahead = timedelta(seconds=6.1)
    await eventually(lambda: receiver.of("c-1") == [1, 1, 2])
    delivered = await eventually(lambda: _when(rows(made, state="delivered"), 2))
    assert [attempt["status"] for attempt in delivered[0]["attempts"]] == [500, 204]
    await happen(event("c-1", 3))
    await eventually(lambda: receiver.of("c-1") == [1, 1, 2, 3])


async def _when(found, length: int):
    rows = await found
    return rows if len(rows) == length else None


async def test_a_receiver_that_asks_to_wait_is_left_alone_that_long(receivers, subscribe, happen, rows) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1", status=429, **{"Retry-After": "7200"})
    made = await subscribe(receiver)
    await happen(event("c-1"))
    row = (await eventually(lambda: rows(made, state="failed")))[0]
    waits = datetime.fromisoformat(row["nextAttemptAt"]) - datetime.fromisoformat(row["attempts"][0]["at"])
    assert timedelta(hours=2) <= waits < timedelta(hours=2, seconds=1)


async def test_a_slow_receiver_delays_nobody_else(receivers, subscribe, happen) -> None:
    slow, quick = await receivers(), await receivers()
    slow.hold = asyncio.Event()
    await subscribe(slow)
    await subscribe(quick, by=OTHER)
    await eventually(lambda: slow.requests and quick.requests)
    await happen(*(event(f"c-{number}") for number in range(100)))
    await eventually(lambda: len(quick.events) == 100, within=5)
    assert len(slow.events) <= 16
    slow.hold.set()


async def test_a_dead_delivery_is_told_and_holds_its_subject_until_somebody_retries_it(
    receivers, subscribe, happen, rows, call, clock, database
) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1")
    made = await subscribe(receiver)
    await happen(event("c-1", 1), event("c-1", 2))
    for failures in range(1, 10):
        await eventually(lambda failures=failures: _attempted(rows(made), failures))
        clock.ahead += SCHEDULE[failures - 1] * 1.21
    dead = (await eventually(lambda: rows(made, state="dead")))[0]
    assert len(dead["attempts"]) == 10
    facts = (await database["subscriptions"].find_one({"_id": made["id"]}))["outbox"]
    told = [fact["content"] for fact in facts if fact["type"] == "subscriptions.delivery-dead-lettered.v1"]
    assert [(one["subscriptionId"], one["position"]) for one in told] == [(made["id"], 1)]
    assert "role:entity-director@D01" in told[0]["audienceScope"]["readers"]
    assert dead["nextAttemptAt"] is None
    receiver.answer = lambda _: None
    retried = await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/deliveries/1/retry")
    assert retried.status_code == 204
    await eventually(lambda: receiver.of("c-1")[-2:] == [1, 2])


async def _attempted(found, times: int) -> bool:
    return any(len(row["attempts"]) >= times for row in await found)


async def test_skipping_lets_the_subject_go_on_without_what_was_skipped(receivers, subscribe, happen, rows, call) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1")
    made = await subscribe(receiver)
    await happen(event("c-1", 1), event("c-1", 2))
    await eventually(lambda: rows(made, state="pending"))
    receiver.answer = lambda _: None
    skip = f"/subscriptions/{made['id']}/deliveries/1/skip"
    assert (await call(OTHER, "POST", skip)).status_code == 404
    assert (await call(DIRECTOR, "POST", skip)).status_code == 204
    await eventually(lambda: receiver.of("c-1") == [1, 2])
    assert (await call(DIRECTOR, "POST", skip)).json()["type"].endswith("nothing-to-retry")
    assert (await rows(made))[0]["state"] == "skipped"


async def test_a_receiver_that_is_gone_disables_the_subscription_at_once(receivers, subscribe, happen, call, stores) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1", status=410)
    made = await subscribe(receiver)
    await happen(event("c-1", 1))

    async def disabled() -> bool:
        found = (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()
        return (found["status"], found["reason"]) == ("disabled", "gone")

    await eventually(disabled)
    await happen(event("c-2", 1))
    resumed = (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()
    assert "c-2" not in [one["subject"] for one in receiver.events]
    receiver.answer = lambda _: None
    assert (await call(DIRECTOR, "POST", f"/subscriptions/{made['id']}/resume", version=resumed["version"])).status_code == 200
    await eventually(lambda: receiver.of("c-2") == [1])


async def test_a_receiver_that_fails_for_five_days_is_warned_of_and_disabled_and_keeps_its_place(
    receivers, subscribe, happen, call, clock, database
) -> None:
    receiver = await receivers()
    receiver.answer = failing("c-1")
    made = await subscribe(receiver)
    await happen(event("c-1"))
    await eventually(lambda: receiver.of("c-1"))

    async def told(type_: str, *percents: int) -> bool:
        found = await database["subscriptions"].find_one({"_id": made["id"]})
        facts = [fact["content"] for fact in found["outbox"] if fact["type"].startswith(f"subscriptions.subscription-{type_}")]
        return bool(facts) and [one.get("percent") for one in facts][-len(percents) :] == list(percents or [None])

    for days, percents in ((2.6, (50,)), (3.6, (50, 70)), (4.6, (50, 70, 90))):
        clock.ahead = timedelta(days=days)
        await eventually(lambda percents=percents: told("failing", *percents))
    clock.ahead = timedelta(days=6)
    await eventually(lambda: told("disabled"))
    found = (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()
    assert (found["status"], found["reason"]) == ("disabled", "failing")


async def test_a_replay_sends_everything_again_and_says_so(receivers, subscribe, happen, call, rows) -> None:
    receiver = await receivers()
    await happen(*(event(f"c-{number}") for number in range(1, 4)))
    made = await subscribe(receiver)
    await happen(event("c-4"), event("c-5", scope={"kind": "entities", "codes": ["D09"]}))
    await eventually(lambda: receiver.of("c-4"))
    replay = f"/subscriptions/{made['id']}/replay"
    counted = (await call(DIRECTOR, "POST", replay, json={"from": {"position": 2}, "dryRun": True})).json()
    assert (counted["count"], counted["started"]) == (3, False)
    assert len(receiver.events) == 1
    assert (await call(DIRECTOR, "POST", replay, json={"from": {"position": 2}})).status_code == 202
    await eventually(lambda: len(receiver.events) == 4)
    again = [(headers, told) for headers, _, told in receiver.requests if headers.get("webhook-replay") == "true"]
    assert sorted(told["position"] for _, told in again) == [2, 3, 4]
    fourth = next(row for row in await eventually(lambda: _when(rows(made), 3)) if row["position"] == 4)
    assert [attempt["replay"] for attempt in fourth["attempts"]] == [False, True]

    async def over() -> bool:
        return not (await call(DIRECTOR, "GET", f"/subscriptions/{made['id']}")).json()["replaying"]

    await eventually(over)


async def test_a_webhook_continues_the_trace_of_its_event(receivers, subscribe, happen, rows) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    provider = TracerProvider()
    with provider.get_tracer("test").start_as_current_span("the browser's click") as span:
        found = span.get_span_context()
        origin = f"00-{found.trace_id:032x}-{found.span_id:016x}-01"
    await happen(replace(event("c-1"), traceparent=origin))
    await eventually(lambda: receiver.of("c-1"))
    headers, _, told = receiver.requests[-1]
    assert told["traceparent"] == origin
    assert headers["traceparent"].split("-")[1] == f"{found.trace_id:032x}"
    attempt = (await eventually(lambda: rows(made, state="delivered")))[0]["attempts"][0]
    assert attempt["traceId"] == f"{found.trace_id:032x}"
    assert trace.get_current_span() is trace.INVALID_SPAN


async def test_an_address_that_leads_inside_by_now_is_not_sent_to(receivers, subscribe, happen, rows, stores, database) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    await eventually(lambda: database["places"].find_one({"_id": made["id"], "confirmed": {"$ne": None}}))
    inside = "https://10.0.0.5/hook"
    await database["places"].update_one({"_id": made["id"]}, {"$set": {"confirmed": inside}})
    await database["subscriptions"].update_one({"_id": made["id"]}, {"$set": {"wish.sink": inside}})
    stores.subscriptions.changed.set()

    async def refused() -> list[dict[str, Any]]:
        await happen(event(uuid4().hex))
        return await rows(made, state="failed")

    row = (await eventually(refused, every=0.2))[0]
    assert (row["attempts"][0]["status"], row["attempts"][0]["error"]) == (None, "not allowed: address")
