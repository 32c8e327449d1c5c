"""Starting and ending processes without leaving or hitting a wrong one: each leads a group, each is known by its
number and its start time."""

import asyncio
import contextlib
import ctypes
import os
import signal
from pathlib import Path

from .program import Program

_PR_SET_PDEATHSIG = 1
_KEPT = ("PATH", "HOME", "LANG", "TZ", "USER", "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR")
_libc = ctypes.CDLL(None)


def _die_with_parent() -> None:
    """The kernel ends this process when the supervisor is killed, so that even kill -9 leaves nothing behind."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


async def start(program: Program, log: Path) -> asyncio.subprocess.Process:
    """Start in a session of its own, so that Ctrl-C reaches the supervisor alone; output goes to `log`."""
    inherited = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with log.open("ab") as out:
        return await asyncio.create_subprocess_exec(
            *program.argv,
            env=inherited | dict(program.env),
            cwd=program.cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )


async def finish(process: asyncio.subprocess.Process, grace: float) -> None:
    """Ask it to end, wait up to `grace` seconds, then kill it with all that it started."""
    with contextlib.suppress(ProcessLookupError, TimeoutError):
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), grace)
    kill_group(process.pid)
    await process.wait()


def kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def start_time(pid: int) -> int | None:
    """When the kernel started it, in ticks; None when there is no such process or it is a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def is_same(pid: int | None, started: int | None) -> bool:
    """Whether the process noted under this number still is that process."""
    return pid is not None and started is not None and start_time(pid) == started


def last_lines(log: Path, count: int) -> list[str]:
    """The last lines of a log that say something."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 20_000))
            text = file.read().decode(errors="replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if line.strip()][-count:]
