"""A delivery: one event for one subscription, with every attempt. When the next one is due, and what an answer means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from subscriptions_svc.errors import NothingToRetry

# 75 h 35 m in all; the jitter is added on top, so that it never shortens the window.
SCHEDULE = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400))
JITTER = 0.2
SNIPPET = 2_048
ASKS_TO_WAIT = frozenset((429, 502, 503, 504))
GONE = 410
LONGEST_WAIT = timedelta(days=10)
SECONDS = re.compile(r"\d+(\.\d*)?", re.ASCII)


class State(StrEnum):
    """Where a delivery stands. Dead, it holds back what follows of its subject until somebody retries or skips it."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"
    DEAD = "dead"
    SKIPPED = "skipped"
    WITHHELD = "withheld"


OPEN = (State.PENDING, State.FAILED, State.DEAD)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request and what came of it: a status, or an error when there was no answer."""

    at: datetime
    duration_ms: float
    status: int | None = None
    error: str | None = None
    response: str | None = None
    trace_id: str | None = None
    replay: bool = False
    retry_after: timedelta | None = None
    allowed_rate: int | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one subscription. `failed` counts the failures since the last success, retry or replay."""

    subscription: str
    position: int
    event_id: str
    type: str
    subject: str
    seq: int | None
    state: State
    failed: int = 0
    replay: bool = False
    next_attempt_at: datetime | None = None
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """How a receiver fares: its last attempts, the latest first; how much waits for it and how much of that is dead."""

    attempts: tuple[Attempt, ...]
    waiting: int
    dead: int
    next_attempt_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an attempt makes of its delivery."""

    state: State
    failed: int
    next_attempt_at: datetime | None = None


def judge(attempt: Attempt, failed_before: int, *, chance: float) -> Verdict:
    """After an attempt: delivered, again later, or dead. `chance` in [0, 1) spreads the retries."""
    if attempt.taken:
        return Verdict(State.DELIVERED, 0)
    failed = failed_before + 1
    if failed > len(SCHEDULE):
        return Verdict(State.DEAD, failed)
    return Verdict(State.FAILED, failed, attempt.at + wait_after(failed, attempt.retry_after, chance=chance))


def wait_after(failed: int, retry_after: timedelta | None = None, *, chance: float) -> timedelta:
    """How long to wait after so many failures: the schedule, or longer where the receiver asks for it."""
    planned = SCHEDULE[min(failed, len(SCHEDULE)) - 1] * (1 + JITTER * chance)
    return max(planned, retry_after or timedelta())


def retry_after_of(status: int, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """The wait a receiver asks for, in seconds or as a date, `LONGEST_WAIT` at most; None when it asks for none that can be read."""
    asked = headers.get("retry-after", "").strip() if status in ASKS_TO_WAIT else ""
    if SECONDS.fullmatch(asked):
        whole = asked.partition(".")[0].lstrip("0") or "0"
        return min(timedelta(seconds=int(whole[:9])), LONGEST_WAIT) if len(whole) < 9 else LONGEST_WAIT
    try:
        until = parsedate_to_datetime(asked)
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError):
        return None
    return min(max(wait, timedelta()), LONGEST_WAIT)


def allowed_rate_of(headers: Mapping[str, str]) -> int | None:
    """Requests a minute that a receiver allows (`WebHook-Allowed-Rate`); None means as many as one likes."""
    said = headers.get("webhook-allowed-rate", "").strip()
    return max(1, int(said)) if said.isdecimal() and len(said) < 10 else None


def require_open(state: State) -> None:
    """Raise NothingToRetry unless the delivery still waits."""
    if state not in OPEN:
        raise NothingToRetry
