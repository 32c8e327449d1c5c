"""Runs other programs' set-up steps; whatever it started ends when the set-up is interrupted."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .failure import Failure

_running: set[subprocess.Popen[str]] = set()
_HEARTBEAT = 20.0  # seconds between two signs of life of a long step


def say(text: str) -> None:
    """One line for the person at the keyboard."""
    print(text, flush=True)


def run(argv: Sequence[str | Path], *, doing: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run to the end and return the output; a failure names `doing` and shows the last lines."""
    process = subprocess.Popen(
        [str(word) for word in argv],
        env=None if env is None else dict(env),
        cwd=cwd,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    _running.add(process)
    try:
        output, _ = process.communicate()
    finally:
        _running.discard(process)
        end(process)
    if process.returncode:
        raise Failure(f"{doing} failed (exit {process.returncode}):\n    " + "\n    ".join(output.splitlines()[-12:]))
    return output


def end(process: subprocess.Popen[str]) -> None:
    """Kill what is left of a step's process group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def end_all() -> None:
    """Kill every step that is under way, in whichever thread."""
    for process in list(_running):
        end(process)


class Step:
    """`with Step("minio: building"):` says when a step begins, that it still goes on, and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.began = 0.0
        self.over = threading.Event()

    def __enter__(self) -> "Step":
        self.began = time.monotonic()
        say(f"  {self.what} …")
        threading.Thread(target=self._heartbeat, daemon=True).start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.over.set()
        if kind is None:
            say(f"  {self.what}: done in {self.seconds:.0f} s")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def _heartbeat(self) -> None:
        while not self.over.wait(_HEARTBEAT):
            say(f"  {self.what}: {self.seconds:.0f} s so far")
