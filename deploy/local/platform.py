"""The whole platform as one run: what `make up`, `down`, `status`, `logs` and `reset` do without Docker."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import background, clamd, client, install, ports, servers, services, shell
from .failure import Failure
from .program import Program
from .run import ROOT, Run

KIND = "up"
PARTS = (*install.SERVERS, *install.OBSERVERS, *services.NAMES, services.RECEIVER)


def programs(run: Run) -> list[Program]:
    """Everything this run wants, servers first."""
    return [*servers.programs(run), *services.programs(run)]


def up(port: int, parts: Sequence[str]) -> None:
    """Start what is not running, fill in the demo data, say where it is and who may sign in."""
    if background.alive(KIND):
        shell.say("It is already running.")
        running = Run.load(KIND)
        if running:
            services.seed(running)  # what an earlier start could not plant
        show_status()
        return
    background.stop(KIND)  # what a killed supervisor may have left
    table = ports.for_web(port)
    ports.refuse_busy(table)
    run = Run(KIND, table, install.install(parts))
    if "gateway" in parts:
        client.build()
    shell.say("Starting:")
    background.start(run)
    services.seed(run)
    say_where(run)
    if "clamd" in parts and "clamd" not in run.parts:
        shell.say(f"\n  {clamd.WITHOUT}")


def down() -> bool:
    return background.stop(KIND)


def say_where(run: Run) -> None:
    lines = {
        "web": ("gateway", run.web_url), "traces": ("zipkin", f"{run.url('zipkin')}/zipkin"),
        "dashboards": ("victoria", f"{run.url('victoria')}/vmui/#/dashboards"), "alerts": ("vmalert", f"{run.url('vmalert')}/vmalert"),
    }  # fmt: skip
    shell.say("")
    for what, (part, url) in lines.items():
        if part in run.parts:
            shell.say(f"  {what:<11} {url}")
    if "gateway" in run.parts:
        shell.say("\n  sign in as (demo people of this machine only):")
        for email, password in run.credentials.sign_ins().items():
            shell.say(f"  {email:<30} {password}")
    shell.say("\n  make status · make logs · make down")


def show_status() -> int:
    """A line per program; 3 when nothing runs, 1 when something is not ready."""
    run, state = Run.load(KIND), background.state_of(KIND)
    if run is None or state is None or not background.alive(KIND):
        shell.say("Nothing is running.")
        return 3
    for name, status in state["programs"].items():
        where = ", ".join(str(port) for port in status["ports"])
        again = f", restarted {status['restarts']}×" if status["restarts"] else ""
        shell.say(f"  {name:<18} {status['state']:<9} {where}{again}")
    if "gateway" in run.parts:
        shell.say(f"  {run.web_url}")
    return 0 if all(status["state"] == "ready" for status in state["programs"].values()) else 1


def follow_logs(names: Sequence[str]) -> int:
    """Show the last lines of the logs and what is added, until Ctrl-C."""
    folder = Run.folder_of(KIND) / "logs"
    logs = [folder / f"{name}.log" for name in names] or sorted(folder.glob("*.log"))
    if missing := [log.stem for log in logs if not log.exists()] or ([] if logs else ["any program"]):
        known = ", ".join(log.stem for log in sorted(folder.glob("*.log"))) or "none yet"
        raise Failure(f"There is no log of {', '.join(missing)}; there are: {known}.")
    return subprocess.call(["tail", "-n", "20", "-F", *(os.path.relpath(log, Path.cwd()) for log in logs)])


def reset(*, sure: bool) -> None:
    """Stop, then remove the platform's data, secrets and logs."""
    folder = Run.folder_of(KIND)
    if not folder.exists():
        shell.say("There is nothing to remove.")
        return
    if not sure and not agreed(f"Remove all data of the platform in {os.path.relpath(folder, ROOT)}? [y/N] "):
        raise Failure("Nothing was removed.")
    down()
    background.empty(KIND)
    folder.rmdir()
    shell.say("removed; `make up` begins afresh")


def agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise Failure("Nobody is there to ask: `make reset SURE=1` removes the data without asking.")
    return input(question).strip().lower() in ("y", "yes")
