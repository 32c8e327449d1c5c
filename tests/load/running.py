"""Parts of the platform as processes of a benchmark, each on a core of its own, gone afterwards."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from urllib.request import urlopen

CORES = sorted(os.sched_getaffinity(0))


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@asynccontextmanager
async def running(argv: Sequence[str], env: Mapping[str, str], *, ready: str, core: int | None = None) -> AsyncIterator[None]:
    """Inside, the program serves `ready`; it runs on one core when one is named."""
    process = await asyncio.create_subprocess_exec(*argv, env={**os.environ, **env}, stdout=asyncio.subprocess.DEVNULL)
    if core is not None:
        os.sched_setaffinity(process.pid, {CORES[core % len(CORES)]})
    try:
        await _serves(ready, process)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def _serves(address: str, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(90):
        while process.returncode is None:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(lambda: urlopen(address, timeout=2).close())
                return
            await asyncio.sleep(0.1)
    raise RuntimeError(f"what should serve {address} ended with {process.returncode}")


def module(name: str, *words: str) -> list[str]:
    """The command of one of our programs."""
    return [sys.executable, "-m", name, *words]


@contextmanager
def pinned(pid: int, core: int) -> Iterator[None]:
    """A process with all its threads on one core, and where it was afterwards."""
    threads = [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    for thread in threads:
        os.sched_setaffinity(thread, {CORES[core % len(CORES)]})
    try:
        yield
    finally:
        for thread in threads:
            with contextlib.suppress(ProcessLookupError):  # a pool's thread may have ended
                os.sched_setaffinity(thread, CORES)
