"""The local run's supervisor asks its programs for as long as they run, not only when they start."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from chassis.testing import eventually

from deploy.local import run as runs
from deploy.local import supervisor
from deploy.local.program import Program
from deploy.local.run import Run
from deploy.local.supervisor import Kept, Supervisor

ALIVE = (sys.executable, "-c", "import signal; signal.pause()")


class Silent(Exception):
    """It does not answer."""


class Answers:
    """What a program's users get: an answer, or none for as long as `silent`."""

    def __init__(self) -> None:
        self.silent = False
        self.asked = 0

    async def __call__(self) -> None:
        self.asked += 1
        if self.silent:
            raise Silent("no answer")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(runs, "ROOT", tmp_path)
    monkeypatch.setattr(supervisor, "_ASK_EVERY", 0.02)
    monkeypatch.setattr(supervisor, "_PAUSES", (0.01,))


@asynccontextmanager
async def kept(**watched: Answers) -> AsyncIterator[dict[str, Kept]]:
    """A program for each name under one supervisor, all ready; those whose name begins with `watched` are watched."""
    run = Run("test", {}, tuple(watched))
    run.save()
    programs = [Program(name, ALIVE, ready=one, watched=name.startswith("watched"), grace=1) for name, one in watched.items()]
    keeper = Supervisor(run, programs)
    keeping = asyncio.create_task(keeper.keep())
    try:
        await eventually(lambda: keeper.phase == "ready")
        yield keeper.kept
    finally:
        keeper.stop()
        await keeping


async def test_a_watched_program_that_falls_silent_is_started_again() -> None:
    answers = Answers()
    async with kept(watched=answers) as programs:
        one = programs["watched"]
        first = one.status.pid
        answers.silent = True
        await eventually(lambda: one.status.restarts == 1)
        answers.silent = False
        await eventually(lambda: one.status.state == "ready" and one.status.pid != first)


async def test_a_watched_program_that_misses_one_question_is_shown_silent_and_left_alone() -> None:
    answers = Answers()
    async with kept(watched=answers) as programs:
        one = programs["watched"]
        first = one.status.pid
        answers.silent = True
        await eventually(lambda: one.status.state == "silent", every=0.001)
        answers.silent = False
        await eventually(lambda: one.status.state == "ready")
        assert (one.status.pid, one.status.restarts) == (first, 0)


async def test_a_program_that_is_not_watched_is_asked_no_more_once_it_is_ready() -> None:
    watched, other = Answers(), Answers()
    async with kept(watched=watched, other=other):
        asked = other.asked
        until = watched.asked + 10
        await eventually(lambda: watched.asked >= until)
        assert other.asked == asked
