"""What `make up`, `down`, `status`, `logs` and `reset` do with Docker."""

import asyncio
import os
from collections.abc import Sequence

from deploy.local import background, object_store, platform, ports, services, shell
from deploy.local.failure import Failure
from deploy.local.run import ROOT, Run

from . import compose
from .compose import KIND, PARTS, SERVERS


def up(port: int, parts: Sequence[str] = PARTS) -> None:
    """Build the image, start everything, fill in the demo data, say where it is and who may sign in."""
    compose.need_engine()
    run = Run(KIND, ports.for_web(port), tuple(parts))
    _refuse_busy(run)
    run.save()
    compose.write_environment(run)
    with shell.Step("the platform's image: building, some minutes the first time"):
        compose.run("build", "members-svc", doing="Building the image")
    if "collector" in parts and not compose.settle_trace_archive():
        shell.say("  this collector's image cannot write files: traces are kept by Zipkin alone, as long as its memory lasts")
    _start("the servers", [part for part in parts if part in SERVERS])
    if "minio" in parts:
        asyncio.run(object_store.ready(run))
    _start("the services", parts)
    services.seed(run)
    platform.say_where(run)


def _refuse_busy(run: Run) -> None:
    """Ports may be taken, but by this platform only."""
    before = Run.load(KIND)
    if compose.running() and before and before.ports == run.ports:
        return
    ports.refuse_busy({name: run.ports[name] for name in compose.PUBLISHED})


def _start(what: str, parts: Sequence[str]) -> None:
    with shell.Step(f"{what}: starting"):
        compose.run("up", "--detach", "--no-build", "--wait", "--wait-timeout", "600", *parts, doing=f"Starting {what}")


def down() -> bool:
    """Stop everything in order; the data stays."""
    if not compose.environment_file().exists():
        return False
    ran = bool(compose.running())
    compose.run("down", "--timeout", "30", doing="Stopping the platform")
    return ran


def show_status() -> int:
    """A line per container; 3 when nothing runs."""
    if not compose.running():
        shell.say("Nothing is running.")
        return 3
    return compose.show("ps", "--all", "--format", "table {{.Service}}\t{{.Status}}\t{{.Ports}}")


def follow_logs(names: Sequence[str]) -> int:
    if not compose.environment_file().exists():
        raise Failure("There are no logs yet: `make up` starts the platform.")
    return compose.show("logs", "--follow", "--tail", "20", *names)


def reset(*, sure: bool) -> None:
    """Stop, then remove volumes, secrets and settings."""
    folder = Run.folder_of(KIND)
    if not folder.exists():
        shell.say("There is nothing to remove.")
        return
    if not sure and not platform.agreed(f"Remove all data of the platform in Docker and {os.path.relpath(folder, ROOT)}? [y/N] "):
        raise Failure("Nothing was removed.")
    compose.run("down", "--volumes", "--timeout", "30", doing="Removing the platform's data")
    background.empty(KIND)
    folder.rmdir()
    shell.say("removed; `make up` begins afresh")
