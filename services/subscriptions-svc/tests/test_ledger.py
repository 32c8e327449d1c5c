"""What came of deliveries is written in the end, whatever the database does meanwhile; and secrets sign no longer than promised."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from chassis.clock import now
from chassis.testing import eventually, stop
from hypothesis import given
from hypothesis import strategies as st
from motor.motor_asyncio import AsyncIOMotorCollection
from pymongo.errors import AutoReconnect
from standardwebhooks import Webhook
from subscriptions_svc.deliveries.model import SCHEDULE, Attempt, State, Verdict, judge, wait_after
from subscriptions_svc.deliveries.signatures import signed_headers
from subscriptions_svc.deliveries.store import Outcome
from subscriptions_svc.deliveries.worker import Ledger
from subscriptions_svc.lanes.model import ENOUGH, Place, is_hopeless, warning_due
from subscriptions_svc.subscriptions.secrets import new_secret

from .conftest import DIRECTOR, event

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


# ---- the ledger ----


@pytest.fixture
async def entries(stores, happen):
    await happen(*(event(f"c-{number}") for number in range(1, 7)))
    return stores.log.since(0) or ()


def outcome(entry: Any, state: State, failed: int = 0) -> Outcome:
    attempt = Attempt(now(), 1.0, 204 if state is State.DELIVERED else 500)
    return Outcome("s-1", entry, entry.position, False, Verdict(state, failed, None), attempt)


@pytest.fixture
def refused(monkeypatch):
    """`refused(times)`: so many next writes of rows find no database; what they were is kept."""
    write, kept = AsyncIOMotorCollection.bulk_write, []

    def refuse(times: int) -> list[Any]:
        def flaky(collection, operations, **how):
            if collection.name == "deliveries" and len(kept) < times:
                kept.append(operations)
                raise AutoReconnect("injected")
            return write(collection, operations, **how)

        monkeypatch.setattr(AsyncIOMotorCollection, "bulk_write", flaky)
        return kept

    return refuse


async def test_outcomes_that_the_database_did_not_take_are_written_once_it_is_back(stores, entries, refused) -> None:
    ledger, kept = Ledger(stores.deliveries), refused(2)
    running = asyncio.create_task(ledger.run())
    early = [ledger.write(outcome(entry, State.DELIVERED)) for entry in entries[:3]]
    await eventually(lambda: kept)
    assert not any(written.done() for written in early), "nobody is told that it is written before it is"
    late = [ledger.write(outcome(entry, State.FAILED, 1)) for entry in entries[3:]]
    await asyncio.gather(*early, *late)
    states = [(await stores.deliveries.get("s-1", entry.position)).state for entry in entries]
    assert states == [State.DELIVERED] * 3 + [State.FAILED] * 3
    await stop(running)


async def test_what_was_not_written_when_the_ledger_ends_is_written_then(stores, entries, refused) -> None:
    ledger, kept = Ledger(stores.deliveries), refused(1)
    running = asyncio.create_task(ledger.run())
    ledger.write(outcome(entries[0], State.DELIVERED))
    await eventually(lambda: kept)
    ledger.write(outcome(entries[1], State.FAILED, 1))
    await stop(running)
    assert [(await stores.deliveries.get("s-1", position)).state for position in (1, 2)] == [State.DELIVERED, State.FAILED]


async def test_of_two_outcomes_of_one_delivery_the_later_one_stands_and_both_attempts_are_kept(stores, entries) -> None:
    await stores.deliveries.record([outcome(entries[0], State.FAILED, 1), outcome(entries[1], State.FAILED, 1)])
    await stores.deliveries.record([outcome(entries[0], State.FAILED, 2), outcome(entries[0], State.DELIVERED)])
    first, second = [await stores.deliveries.get("s-1", position) for position in (1, 2)]
    assert (first.state, [one.status for one in first.attempts]) == (State.DELIVERED, [500, 500, 204])
    assert second.state is State.FAILED
    assert await stores.deliveries.blocked("s-1") == {"c-2"}


# ---- the schedule, at both ends of every range ----


@given(st.integers(0, len(SCHEDULE) + 2), st.floats(0, 1, exclude_max=True), st.sampled_from([None, 199, 200, 299, 300, 410, 500]))
def test_after_any_attempt_a_delivery_is_delivered_due_again_or_dead_and_never_two_of_them(before: int, chance: float, status) -> None:
    verdict = judge(Attempt(AT, 1.0, status, None if status else "no connection"), before, chance=chance)
    taken = status is not None and 200 <= status < 300
    dead = not taken and before >= len(SCHEDULE)
    assert verdict.state is (State.DELIVERED if taken else State.DEAD if dead else State.FAILED)
    assert verdict.failed == (0 if taken else before + 1)
    assert (verdict.next_attempt_at is None) == (taken or dead)
    if verdict.next_attempt_at:
        waited = verdict.next_attempt_at - AT
        assert SCHEDULE[before] <= waited <= SCHEDULE[before] * 1.2


def test_the_jitter_is_nothing_at_one_end_and_a_fifth_at_the_other() -> None:
    for failed, planned in enumerate(SCHEDULE, 1):
        assert wait_after(failed, chance=0.0) == planned
        assert wait_after(failed, chance=1 - 1e-9) > planned * 1.199
    assert wait_after(99, chance=0.0) == SCHEDULE[-1], "a handshake goes on at the last pace"


def test_warnings_and_the_end_come_at_the_very_instant_and_not_before() -> None:
    place = Place(0, failing_since=AT)
    for percent in (50, 70, 90):
        reached, warned = AT + ENOUGH * percent / 100, {50: 0, 70: 50, 90: 70}[percent]
        before = Place(0, failing_since=AT, warned=warned)
        assert warning_due(before, reached) == percent
        assert warning_due(before, reached - MOMENT) is None
        assert warning_due(Place(0, failing_since=AT, warned=percent), reached) is None
    assert is_hopeless(place, AT + ENOUGH)
    assert not is_hopeless(place, AT + ENOUGH - MOMENT)


# ---- signatures ----


@given(st.integers(1, 5), st.text(max_size=50), st.integers(0, 4))
def test_each_secret_that_signs_verifies_alone_and_no_other_does(count: int, said: str, which: int) -> None:
    secrets, stranger, body = [new_secret() for _ in range(count)], new_secret(), said.encode()
    headers = signed_headers(secrets, "e-1", datetime.now(UTC), body)
    assert len(headers["webhook-signature"].split()) == count
    assert _verifies(secrets[which % count], body, headers)
    for changed in ({"webhook-id": "e-2"}, {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 1)}):
        assert not _verifies(secrets[0], body, {**headers, **changed})
    assert not _verifies(stranger, body, headers)
    assert not _verifies(secrets[0], body + b".", headers)


def _verifies(secret: str, body: bytes, headers: dict[str, str]) -> bool:
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    expected = Webhook(secret).sign(headers["webhook-id"], at, body.decode())
    return expected in headers["webhook-signature"].split()


async def test_a_former_secret_signs_until_the_promised_instant_and_not_after_it(
    receivers, subscribe, happen, call, clock, delivering
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    path, secrets = f"/subscriptions/{made['id']}/rotate-secret", [made["secret"]]
    for version, hours in ((1, 48), (2, 1)):
        secrets.append((await call(DIRECTOR, "POST", path, version=version, json={"overlapHours": hours})).json()["secret"])

    async def signers(subject: str) -> list[int]:
        await happen(event(subject))
        await eventually(lambda: receiver.of(subject))
        headers, body, _ = next(one for one in receiver.requests if one[2]["subject"] == subject)
        return [number for number, secret in enumerate(secrets) if _verifies(secret, body, headers)]

    assert await signers("c-1") == [0, 1, 2]
    clock.ahead = timedelta(hours=1, seconds=1)
    assert await signers("c-2") == [0, 2], "the second was promised an hour, the first two days"
    clock.ahead = timedelta(hours=48, seconds=1)
    assert await signers("c-3") == [2]


# ---- lanes ----


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_a_receiver_refuses_each_subject_comes_in_order_and_whole(
    receivers, subscribe, happen, clock, delivering, seed
) -> None:
    chance, receiver = random.Random(seed), await receivers()
    stubborn = {(f"c-{subject}", version): chance.choice((0, 0, 0, 1, 2)) for subject in range(6) for version in range(1, 7)}
    taken: list[tuple[str, int, int]] = []

    def answer(told: dict[str, Any]) -> web.Response | None:
        key = (told["subject"], int(told.get("sequence", 0)))
        if stubborn.get(key, 0):
            stubborn[key] -= 1
            return web.Response(status=chance.choice((500, 503, 302)))
        if key in stubborn:
            taken.append((*key, told["subscriptionseq"]))
        return None

    receiver.answer = answer
    await subscribe(receiver)
    order = sorted(stubborn, key=lambda key: (key[1], chance.random()))
    for key in order:
        await happen(event(*key))

    def all_taken() -> bool:
        clock.ahead += timedelta(seconds=3)  # what is to be retried falls due
        return {one[:2] for one in taken} == set(stubborn)

    await eventually(all_taken, within=30, every=0.05)
    for subject in {key[0] for key in stubborn}:
        first = dict.fromkeys(version for name, version, _ in taken if name == subject)
        assert list(first) == [1, 2, 3, 4, 5, 6]
    assert {seq for *_, seq in taken} == set(range(1, len(stubborn) + 1))
