"""clamd, which looks for malware: the system's own, or Debian's packages unpacked into the cache, which needs no root.

apt checks what it fetches against the signed lists of this machine's release: that is the pin. Where there is neither, nothing
else fails: uploads are not scanned, and `make up` says so.
"""

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from . import cache, shell
from .failure import Failure
from .ports import HOST
from .run import ROOT

WITHOUT = (
    "Uploads are not scanned for malware in this run: there is no clamd here and apt could not bring one. "
    "Install it (`sudo apt-get install clamav-daemon`), then `make down` and `make up`."
)
_OURS = ROOT / "deploy" / "clamd"
_ELSEWHERE = ("User", "TCPSocket", "TCPAddr", "LocalSocket")  # what the container's settings say of where it listens


def program() -> Path | None:
    """The clamd there is on this machine; None = none yet."""
    own = shutil.which("clamd", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin")))
    fetched = _home() / "usr/sbin/clamd"
    return Path(own) if own else fetched if fetched.exists() else None


def environment(of: Path) -> Mapping[str, str]:
    """What it needs to find the libraries that were fetched with it."""
    if not of.is_relative_to(_home()):
        return {}
    machine = f"{platform.machine()}-linux-gnu"
    return {"LD_LIBRARY_PATH": os.pathsep.join(str(_home() / place / machine) for place in ("usr/lib", "lib"))}


def ensure() -> bool:
    """Bring clamd here when it is missing; whether there is one now. Never fails: a machine may well be without."""
    if program() is None and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        try:
            with cache.alone(), shell.Step("clamd: fetching Debian's packages"), cache.filling(_home()) as made:
                _fetch(made)
        except (Failure, OSError) as why:
            shell.say(f"  clamd: {why}")
    found = program()
    return found is not None and _runs(found)


def settings(port: int) -> str:
    """The settings it is run with: ours, on loopback, with the signatures that this repository ships."""
    lines = (_OURS / "clamd.conf").read_text().splitlines()
    kept = [line for line in lines if line and not line.startswith(("#", *_ELSEWHERE))]
    return "\n".join((*kept, f"TCPSocket {port}", f"TCPAddr {HOST}", f"DatabaseDirectory {_OURS}", ""))


def _home() -> Path:
    return cache.home() / f"clamd-{platform.freedesktop_os_release().get('VERSION_CODENAME', 'unknown')}"


def _fetch(folder: Path) -> None:
    """Fetch clamd with every library it needs, as for an empty system, and unpack them; the system's C library stays in use."""
    lists, archives, nothing = folder / "lists", folder / "archives", folder / "status"
    for place in (lists, archives):
        (place / "partial").mkdir(parents=True)
    nothing.touch()
    options = (f"Dir::State::lists={lists}", f"Dir::State::status={nothing}", f"Dir::Cache={folder}",
               f"Dir::Cache::archives={archives}", "APT::Sandbox::User=", "Debug::NoLocking=1")  # fmt: skip
    apt = ["apt-get", "--quiet", "--yes", *(word for option in options for word in ("--option", option))]
    shell.run([*apt, "update"], doing="Asking for Debian's packages")
    shell.run([*apt, "install", "--download-only", "--no-install-recommends", "clamav-daemon"], doing="Fetching clamd")
    for package in archives.glob("*.deb"):
        if package.name.startswith(("clamav-daemon_", "lib")) and not package.name.startswith(("libc6_", "libperl")):
            shell.run(["dpkg-deb", "--extract", package, folder], doing=f"Unpacking {package.name}")
    for place in (lists, archives, *folder.glob("*.bin")):
        shutil.rmtree(place) if place.is_dir() else place.unlink()


def _runs(found: Path) -> bool:
    """Whether it starts at all here: what was unpacked for one system may not fit the next."""
    asked = [found, f"--config-file={_OURS / 'clamd.conf'}", "--version"]  # it reads its settings before it says anything
    return subprocess.run(asked, env=os.environ | environment(found), capture_output=True, check=False).returncode == 0
