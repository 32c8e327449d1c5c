"""The folder outside the repository that keeps what was built or fetched once, a folder per version."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def home() -> Path:
    """`$XDG_CACHE_HOME/shabaka`, made when absent."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "shabaka"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def filling(final: Path) -> Iterator[Path]:
    """A folder beside `final` that takes its name only when the block succeeds, so that half a part is never seen."""
    with tempfile.TemporaryDirectory(dir=final.parent, prefix="unfinished-") as beside:
        made = Path(beside, "made")
        made.mkdir()
        yield made
        made.rename(final)


@contextmanager
def alone() -> Iterator[None]:
    """One installer at a time, also between two checkouts; clears what a killed one left."""
    with (home() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for rest in home().glob("unfinished-*"):
            shutil.rmtree(rest, ignore_errors=True)
        yield
