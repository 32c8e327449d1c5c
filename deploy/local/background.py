"""A run's supervisor as a process in the background: started and followed until it serves, found again, stopped."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import psutil

from . import processes, shell
from .failure import Failure
from .run import ROOT, Run

_spawned: list[subprocess.Popen[bytes]] = []  # held, for a forgotten Popen warns that its process lives: it is meant to
_LOOK = 0.1  # seconds between two looks at what the supervisor wrote
_STOPPING = 90.0  # seconds after which stopping in order is given up


def state_of(kind: str) -> dict[str, Any] | None:
    """What the supervisor of this kind of run last wrote."""
    try:
        return json.loads((Run.folder_of(kind) / "state.json").read_text())
    except (OSError, ValueError):
        return None


def alive(kind: str) -> bool:
    """Whether that supervisor still lives."""
    state = state_of(kind)
    return bool(state) and _same(state["supervisor"])


def _same(noted: Mapping[str, Any]) -> bool:
    return processes.is_same(noted["pid"], noted["started"])


def start(run: Run) -> None:
    """Start the run and return when everything in it serves; after a failure or Ctrl-C nothing of it is left."""
    run.save()
    (run.folder / "state.json").unlink(missing_ok=True)
    process = _spawn(run)
    try:
        _follow(run, process)
    except BaseException:
        _end(process.pid, _children(run.kind))
        raise


def _spawn(run: Run) -> subprocess.Popen[bytes]:
    log = run.logs("supervisor")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.local", "keep", run.kind],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    _spawned.append(process)
    return process


def _follow(run: Run, process: subprocess.Popen[bytes]) -> None:
    """The supervisor says how far it is in a file, which is read anew now and then."""
    told: set[str] = set()
    while process.poll() is None:
        state = state_of(run.kind) or {"phase": "starting", "programs": {}}
        _tell(state["programs"], told)
        if state["phase"] == "ready":
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK)
    state = state_of(run.kind) or {}
    last = next(iter(processes.last_lines(run.logs("supervisor"), 1)), "nothing was logged")
    raise Failure(state.get("failure") or f"The supervisor ended while starting: {last}")


def _tell(programs: Mapping[str, Mapping[str, Any]], told: set[str]) -> None:
    for name, status in programs.items():
        if status["state"] == "ready" and name not in told:
            told.add(name)
            shell.say(f"  {name} is ready after {status['ready_after']} s")


def stop(kind: str) -> bool:
    """Stop the run in order; False when nothing ran."""
    state = state_of(kind)
    children = _children(kind)
    if not state or not (_same(state["supervisor"]) or children):
        return False
    _end(state["supervisor"]["pid"] if _same(state["supervisor"]) else None, children)
    return True


def _children(kind: str) -> list[int]:
    """The programs of the run that still live, each the leader of its group."""
    state = state_of(kind) or {"programs": {}}
    return [status["pid"] for status in state["programs"].values() if _same(status)]


def _end(supervisor: int | None, children: list[int]) -> None:
    """Ask the supervisor to stop everything in order; whatever is left after the deadline is killed."""
    if supervisor is not None:
        started = processes.start_time(supervisor)
        with contextlib.suppress(ProcessLookupError):
            os.kill(supervisor, signal.SIGTERM)
        if _gone(supervisor, started):
            return
        processes.kill_group(supervisor)
    for leader in children:
        processes.kill_group(leader)


def _gone(pid: int, started: int | None) -> bool:
    """Whether the supervisor, which is nobody's child here, ends in time."""
    with contextlib.suppress(psutil.NoSuchProcess):
        supervisor = psutil.Process(pid)
        if processes.is_same(pid, started):
            with contextlib.suppress(psutil.TimeoutExpired):
                supervisor.wait(_STOPPING)
    return not processes.is_same(pid, started)


def empty(kind: str, *keep: str) -> None:
    """Remove the run's folder but for the names in `keep`."""
    folder = Run.folder_of(kind)
    for path in folder.iterdir() if folder.exists() else ():
        if path.name in keep:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
