"""Asks the programs that watch the platform (traces, figures, alerts) for what operations ask of them, and reads what is alerted now.

Nobody notices when a watching program stops: its process lives and its port answers. So each is asked a real question.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
from chassis.clock import Clock
from opentelemetry import metrics
from opentelemetry.instrumentation.utils import suppress_instrumentation
from opentelemetry.metrics import CallbackOptions, Observation

ASK_EVERY_SECONDS = 15.0
PATIENCE = aiohttp.ClientTimeout(total=5)
ALERTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class State:
    """Whether a program answers, and since when it has been so."""

    answers: bool
    since: datetime


class Watching:
    """`programs` is name to the address of a question that it answers with 200; `alerts` the address of vmalert's list of alerts."""

    def __init__(self, programs: Mapping[str, str], alerts: str, clock: Clock, *, every: float = ASK_EVERY_SECONDS) -> None:
        self._programs = dict(programs)
        self._alerts = alerts
        self._clock = clock
        self._every = every
        self._states: dict[str, State] = {}
        metrics.get_meter("gateway").create_observable_gauge(
            "watching_program_answers", [self.observed], description="1 while a program that watches the platform answers, else 0"
        )

    async def run(self) -> None:
        """Ask every program again and again, until cancelled."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as http:
            while True:
                with suppress_instrumentation():  # looking is nobody's request
                    await asyncio.gather(*(self._ask(http, name, url) for name, url in self._programs.items()))
                await asyncio.sleep(self._every)

    async def _ask(self, http: aiohttp.ClientSession, name: str, url: str) -> None:
        try:
            async with http.get(url) as answer:
                await answer.read()
                answers = answer.ok
        except (aiohttp.ClientError, TimeoutError):
            answers = False
        before = self._states.get(name)
        if before is None or before.answers != answers:
            self._states[name] = State(answers, self._clock())

    def programs(self) -> list[dict[str, Any]]:
        """Every program with whether it answers and since when; null before it was asked the first time."""
        known = ((name, self._states.get(name)) for name in self._programs)
        return [{"name": name, "answers": state and state.answers, "since": state and state.since.isoformat()} for name, state in known]

    async def alerts(self) -> list[dict[str, Any]] | None:
        """What is alerted now, the oldest first; None when that cannot be known."""
        if not self._alerts:
            return []
        try:
            async with aiohttp.ClientSession(timeout=PATIENCE) as http, http.get(self._alerts) as answer:
                told = (await answer.json())["data"]["alerts"] if answer.ok else None
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
            return None
        return None if told is None else sorted(map(_alert, _firing(told)), key=lambda one: one["since"])[:ALERTS_SHOWN]

    def observed(self, _: CallbackOptions | None = None) -> list[Observation]:
        """The figure of each program that was asked: 1 while it answers, else 0."""
        return [Observation(int(state.answers), {"program": name}) for name, state in list(self._states.items())]


def _firing(told: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (one for one in told if one.get("state") == "firing")


def _alert(one: Mapping[str, Any]) -> dict[str, Any]:
    labels, annotations = one.get("labels") or {}, one.get("annotations") or {}
    return {
        "name": one.get("name", ""),
        "severity": labels.get("severity", ""),
        "summary": annotations.get("summary", ""),
        "advice": annotations.get("description", ""),
        "since": one.get("activeAt", ""),
    }
