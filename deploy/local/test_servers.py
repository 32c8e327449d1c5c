"""The servers that tests run on: bare, empty at each start, on ports of their own, beside any running platform."""

import contextlib
import json
import os
import shlex
import subprocess
from collections.abc import Iterator, Sequence

from . import background, install, ports
from .run import Run

KIND = "test"


def up(parts: Sequence[str] = install.SERVERS) -> bool:
    """Start those of `parts` that do not run yet; False when all of them already did."""
    running = running_parts()
    if set(parts) <= running:
        return False
    there = install.install(name for name in install.SERVERS if name in running | set(parts))
    if set(there) <= running:
        return False
    down()
    background.empty(KIND)
    background.start(Run(KIND, ports.for_own_run(_port_names()), there))
    return True


def down() -> bool:
    return background.stop(KIND)


def running_parts() -> set[str]:
    run = Run.load(KIND)
    return set(run.parts) if run and background.alive(KIND) else set()


def environment() -> dict[str, str]:
    """What chassis.testing reads."""
    run = Run.load(KIND)
    if run is None:
        return {}
    user, password = run.credentials.minio_root
    store = {"endpoint": f"{ports.HOST}:{run.ports['minio']}", "access_key": user, "secret_key": password}
    values = {
        "mongod": ("SHABAKA_TEST_MONGO_URL", f"mongodb://{ports.HOST}:{run.ports['mongod']}/?replicaSet=rs0"),
        "kafka": ("SHABAKA_TEST_KAFKA", f"{ports.HOST}:{run.ports['kafka']}"),
        "minio": ("SHABAKA_TEST_MINIO", json.dumps(store)),
        "clamd": ("SHABAKA_TEST_CLAMD", f"tcp://{ports.HOST}:{run.ports['clamd']}"),
    }
    return dict(values[name] for name in run.parts)


def exports() -> str:
    """The same for a shell."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment().items())


def run_on(parts: Sequence[str], command: Sequence[str]) -> int:
    """Run a command with the servers up; stop them afterwards when they were started for it."""
    with _lent(parts):
        return _wait_through_ctrl_c(subprocess.Popen(command, env=os.environ | environment()))


@contextlib.contextmanager
def _lent(parts: Sequence[str]) -> Iterator[None]:
    ours = up(parts)
    try:
        yield
    finally:
        if ours:
            down()


def _wait_through_ctrl_c(process: subprocess.Popen[bytes]) -> int:
    """A terminal's Ctrl-C reaches the command too; let it end by itself before the servers are taken away."""
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        try:
            return process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _port_names() -> list[str]:
    return [*install.SERVERS, "kafka-controller"]
