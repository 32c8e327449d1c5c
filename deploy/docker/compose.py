"""Speaks to Docker Compose about one run: the environment file it reads, and its commands."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from deploy.local import services, shell
from deploy.local.failure import Failure
from deploy.local.run import ROOT, Run

KIND = "docker"
SERVERS = ("mongo", "kafka", "minio", "clamd", "zipkin", "victoria", "vmalert", "collector")
PARTS = (*SERVERS, *services.NAMES)
PUBLISHED = ("web", *services.SERVICES, "minio", "zipkin", "victoria", "vmalert")


def environment_file() -> Path:
    return Run.folder_of(KIND) / "env"


def write_environment(run: Run) -> None:
    """Ports and credentials as docker-compose.yml names them, for its owner only."""
    (root, root_password), (app, app_password) = run.credentials.minio_root, run.credentials.minio_app
    lines = {f"PORT_{name.upper()}": run.ports[name] for name in PUBLISHED} | {
        "SHABAKA_PUBLIC_URL": run.web_url,
        "SHABAKA_SECRETS": run.credentials.folder,
        "SHABAKA_CURSOR_KEY": run.credentials.cursor_key,
        "SHABAKA_SECRETS_KEY": run.credentials.secrets_key,
        "MINIO_ROOT_USER": root,
        "MINIO_ROOT_PASSWORD": root_password,
        "MINIO_APP_USER": app,
        "MINIO_APP_PASSWORD": app_password,
    }
    with os.fdopen(os.open(environment_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in lines.items())
    _let_containers_read(run.credentials.jwks, run.credentials.private_jwk)


def settle_trace_archive() -> bool:
    """Whether the collector's image can keep traces in files; one that cannot is started with its first settings alone."""
    known = run("run", "--rm", "--no-deps", "--quiet-pull", "collector", "components", doing="Asking the collector what it can do")
    able = "name: file\n" in known
    if not able:
        with environment_file().open("a") as file:
            file.write("TRACE_ARCHIVE_CONFIG=/etc/collector.yaml\n")
    return able


def _let_containers_read(*keys: Path) -> None:
    """Containers run as a user of their own; on this machine the folder, mode 700, keeps everybody else out."""
    for key in keys:
        key.parent.chmod(0o700)
        key.chmod(0o644)


def run(*words: str, doing: str) -> str:
    """A compose command that must succeed. Raises Failure with its last lines."""
    return shell.run([*_command(), *words], doing=doing, cwd=ROOT)


def show(*words: str) -> int:
    """A compose command whose output is for the person at the keyboard."""
    return subprocess.call([*_command(), *words], cwd=ROOT)


def running() -> Sequence[str]:
    """The names of the parts that run."""
    if not environment_file().exists():
        return ()
    return run("ps", "--services", "--status", "running", doing="Asking Docker what runs").split()


def need_engine() -> None:
    """Say in one sentence what is missing."""
    try:
        answer = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        engine = subprocess.run(["docker", "info"], capture_output=True, check=False)
    except FileNotFoundError:
        raise Failure("Docker is not installed: install it, or run it without by BACKEND=local.") from None
    if answer.returncode:
        raise Failure("Docker has no compose: install the compose plugin, or run it without Docker by BACKEND=local.")
    if engine.returncode:
        raise Failure("No Docker engine answers: start it, or run it without Docker by BACKEND=local.")


def _command() -> list[str]:
    return ["docker", "compose", "--env-file", str(environment_file()), "--file", str(ROOT / "docker-compose.yml")]
