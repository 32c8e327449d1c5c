"""A Chromium for the tests that look at pages: the machine's own, or Debian's when we may install it."""

import os
import shutil

from . import shell
from .failure import Failure

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-core")


def ensure() -> str:
    """The browser's path. Raises Failure with the one line to run when it is not ours to install."""
    if found := _found():
        return found
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failure(f"There is no Chromium: run `sudo {' '.join(_INSTALL)}`, or name one in SHABAKA_CHROMIUM.")
    with shell.Step("Chromium: installing from the system's packages"):
        shell.run(["apt-get", "update"], doing="Reading the list of packages")
        shell.run(_INSTALL, doing="Installing Chromium", env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    return _found() or ""


def _found() -> str | None:
    return os.environ.get("SHABAKA_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
