"""Keeps the programs of one run: starts each when what it needs is ready, restarts what crashes, stops in order."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from . import processes
from .failure import Failure
from .program import Program
from .run import Run, write

_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before each restart; the last one stays
_WELL = 60.0  # seconds of life after which a program's earlier crashes are forgotten
_LOG_BYTES = 20 << 20
_ASK_EVERY = 15.0  # seconds between two questions to a watched program that is ready
_SILENCES = 4  # unanswered questions in a row after which it is started again


@dataclass
class Status:
    """What `make status` shows of a program; `started` tells this process from a later one with the same number."""

    state: str = "waiting"  # waiting, starting, ready, silent, crashed, stopped
    pid: int | None = None
    started: int | None = None
    ports: Sequence[int] = ()
    restarts: int = 0
    ready_after: float | None = None


@dataclass
class Kept:
    program: Program
    status: Status
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    process: asyncio.subprocess.Process | None = None


class Supervisor:
    """One run's programs and what is known of each; all changes are written to `state.json` for the other commands."""

    def __init__(self, run: Run, programs: Sequence[Program]) -> None:
        self.run = run
        self.phase = "starting"
        self.failure: str | None = None
        self.kept = {p.name: Kept(p, Status(ports=p.ports)) for p in programs}
        self.stopping = asyncio.Event()

    async def keep(self) -> None:
        """Run until told to stop, or until a first start fails; then nothing is left."""
        self._publish()
        tasks = [asyncio.create_task(self._keep_one(kept)) for kept in self.kept.values()]
        starting = asyncio.create_task(self._all_ready())
        try:
            await self.stopping.wait()
        finally:
            starting.cancel()
            await self._stop_all(tasks)

    def stop(self) -> None:
        self.stopping.set()

    # ---- one program ----

    async def _keep_one(self, kept: Kept) -> None:
        program, crashes = kept.program, 0
        try:
            for needed in program.after:
                if needed in self.kept:
                    await self.kept[needed].ready.wait()
            while not self.stopping.is_set():
                lived = await self._live_once(kept)
                crashes = 0 if lived > _WELL else crashes + 1
                await self._pause_after_crash(kept, crashes)
        except Failure as failure:
            self._fail(str(failure))
        except Exception as error:
            self._fail(f"{program.name} could not be started: {error!r}.")
        finally:
            kept.gone.set()

    async def _live_once(self, kept: Kept) -> float:
        """Start, wait until ready, wait for the end; return the seconds it lived."""
        began = time.monotonic()
        await self._start(kept)
        assert kept.process
        try:
            await self._until_ready(kept, began)
            watching = asyncio.create_task(self._watch(kept))
            try:
                code = await kept.process.wait()
            finally:
                watching.cancel()
        finally:
            await processes.finish(kept.process, 0)
        self._say(f"{kept.program.name} ended with {code}")
        return time.monotonic() - began

    async def _start(self, kept: Kept) -> None:
        program = kept.program
        if program.prepare:
            await program.prepare()
        kept.process = await processes.start(program, self._log(program.name))
        kept.status.state = "starting"
        kept.status.pid = kept.process.pid
        kept.status.started = processes.start_time(kept.process.pid)
        self._publish()

    async def _until_ready(self, kept: Kept, began: float) -> None:
        """Ask until it serves; what ends or stays silent at its first start ends the whole start."""
        assert kept.process
        why = "it does not answer"
        while kept.process.returncode is None and not self.stopping.is_set():
            try:
                await kept.program.ready()
            except Exception as error:
                why = f"{type(error).__name__} {error}".strip()
            else:
                self._is_ready(kept, time.monotonic() - began)
                return
            if not kept.ready.is_set() and time.monotonic() - began > kept.program.deadline:
                raise Failure(self._sentence(kept, f"was not ready within {kept.program.deadline:.0f} s ({why})"))
            await asyncio.sleep(0.1)
        if kept.process.returncode is not None and not kept.ready.is_set() and not self.stopping.is_set():
            raise Failure(self._sentence(kept, f"ended while starting (exit {kept.process.returncode})"))

    async def _watch(self, kept: Kept) -> None:
        """Ask a watched program again and again; end it when it stays silent, so that it is started anew."""
        silences = 0
        while kept.program.watched:
            await asyncio.sleep(_ASK_EVERY)
            why = await _silence(kept.program)
            silences = silences + 1 if why else 0
            self._note(kept, "silent" if why else "ready", why)
            if silences == _SILENCES and kept.process:
                self._say(f"{kept.program.name} did not answer {silences} times in a row and is ended")
                await processes.finish(kept.process, kept.program.grace)
                return

    def _note(self, kept: Kept, state: str, why: str | None) -> None:
        if kept.status.state == state:
            return
        self._say(f"{kept.program.name} does not answer ({why})" if why else f"{kept.program.name} answers again")
        kept.status.state = state
        self._publish()

    def _is_ready(self, kept: Kept, seconds: float) -> None:
        kept.status.state = "ready"
        kept.status.ready_after = round(seconds, 1)
        kept.ready.set()
        self._say(f"{kept.program.name} is ready after {seconds:.1f} s")
        self._publish()

    async def _pause_after_crash(self, kept: Kept, crashes: int) -> None:
        if self.stopping.is_set():
            return
        pause = _PAUSES[min(crashes, len(_PAUSES)) - 1] if crashes else _PAUSES[0]
        kept.status.state = "crashed"
        kept.status.pid = kept.status.started = None
        kept.status.restarts += 1
        self._say(f"{kept.program.name} is started again in {pause} s")
        self._publish()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), pause)

    # ---- all programs ----

    async def _all_ready(self) -> None:
        await asyncio.gather(*(kept.ready.wait() for kept in self.kept.values()))
        self.phase = "ready"
        self._publish()

    async def _stop_all(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Stop what nothing running depends on, wave by wave."""
        self.stopping.set()
        self.phase = "stopping"
        self._publish()
        left = dict(self.kept)
        while left:
            wave = [kept for name, kept in left.items() if not _needed(name, left)]
            await asyncio.gather(*(self._stop_one(kept) for kept in wave))
            left = {name: kept for name, kept in left.items() if kept not in wave}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.phase = "failed" if self.failure else "stopped"
        self._publish()

    async def _stop_one(self, kept: Kept) -> None:
        if kept.process:
            await processes.finish(kept.process, kept.program.grace)
        kept.status.state = "stopped"
        kept.status.pid = kept.status.started = None
        self._publish()

    def _fail(self, sentence: str) -> None:
        self.failure = self.failure or sentence
        self._say(sentence)
        self.stop()

    # ---- what others see ----

    def _sentence(self, kept: Kept, what: str) -> str:
        log = self.run.logs(kept.program.name)
        last = next(iter(processes.last_lines(log, 1)), "nothing was logged")
        return f"{kept.program.name} {what}; its last words in {os.path.relpath(log, Path.cwd())}: {last[:300]}"

    def _log(self, name: str) -> Path:
        log = self.run.logs(name)
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > _LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        return log

    def _say(self, text: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)

    def _publish(self) -> None:
        programs: Mapping[str, object] = {name: asdict(kept.status) for name, kept in self.kept.items()}
        me = {"pid": os.getpid(), "started": processes.start_time(os.getpid())}
        state = {"supervisor": me, "phase": self.phase, "failure": self.failure, "programs": programs}
        write(self.run.folder / "state.json", state)


async def _silence(program: Program) -> str | None:
    """Why a program does not answer; None when it does."""
    try:
        async with asyncio.timeout(_ASK_EVERY):
            await program.ready()
    except Exception as error:
        return f"{type(error).__name__} {error}".strip()
    return None


def _needed(name: str, left: Mapping[str, Kept]) -> bool:
    return any(name in kept.program.after for kept in left.values())


async def supervise(run: Run, programs: Sequence[Program]) -> str | None:
    """Keep the programs until SIGTERM or SIGINT; return the sentence of what failed, if anything did."""
    supervisor = Supervisor(run, programs)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, supervisor.stop)
    await supervisor.keep()
    return supervisor.failure
