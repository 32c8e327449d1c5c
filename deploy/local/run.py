"""One run of the system: its kind, its folder under `.local/`, its ports and its secrets."""

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import ports
from .credentials import Credentials

ROOT = Path(__file__).parents[2]
# For people, without and with Docker; the tests' servers, kept; a whole system for the tests; servers to be killed.
KINDS = ("up", "docker", "test", "suite", "chaos")


@dataclass(frozen=True)
class Run:
    """`parts` are the names of the programs that this run wants."""

    kind: str
    ports: ports.Ports
    parts: tuple[str, ...]

    @staticmethod
    def folder_of(kind: str) -> Path:
        return ROOT / ".local" / kind

    @property
    def folder(self) -> Path:
        return self.folder_of(self.kind)

    @cached_property
    def credentials(self) -> Credentials:
        return Credentials(self.folder / "secrets")

    def url(self, name: str) -> str:
        return f"http://{ports.HOST}:{self.ports[name]}"

    @property
    def web_url(self) -> str:
        """By the name `localhost`, which browsers take for a secure place."""
        return f"http://localhost:{self.ports['web']}"

    def logs(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def place(self, *names: str) -> Path:
        """A folder for a program's own files."""
        folder = self.folder.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def save(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write(self.folder / "run.json", {"kind": self.kind, "ports": dict(self.ports), "parts": list(self.parts)})

    @classmethod
    def load(cls, kind: str) -> "Run | None":
        """The run as it was last started."""
        try:
            saved = json.loads((cls.folder_of(kind) / "run.json").read_text())
        except (OSError, ValueError):
            return None
        return cls(kind, ports.BASE | saved["ports"], tuple(saved["parts"]))  # a run may be older than a row of the table


def write(path: Path, content: object) -> None:
    """Replace a JSON file in one step, so that a reader never sees half of it."""
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(content, indent=1))
    os.replace(beside, path)
