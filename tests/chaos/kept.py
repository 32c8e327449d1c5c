"""Programs that are started again when they are killed, as a supervisor does it in production."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path


class Kept:
    """One role of one service, alive until told otherwise."""

    def __init__(self, module: str, role: str, env: Mapping[str, str], log: Path) -> None:
        self.name = f"{module} {role}"
        self._argv = (sys.executable, "-m", module, role)
        self._env = {**os.environ, **env}
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self.lives = 0

    def kill(self) -> None:
        """SIGKILL: nothing can be finished, nothing flushed."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGKILL)

    async def keep(self) -> None:
        """Start it again whenever it ends."""
        try:
            while True:
                await self._live()
        finally:
            if self._process and self._process.returncode is None:
                self.kill()
                await asyncio.shield(self._process.wait())

    async def _live(self) -> None:
        self.lives += 1
        with self._log.open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(*self._argv, env=self._env, stdout=out, stderr=out)
        await self._process.wait()


@asynccontextmanager
async def kept_alive(*programs: Kept) -> AsyncIterator[None]:
    """Inside, all of them run."""
    tasks = [asyncio.create_task(program.keep()) for program in programs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
