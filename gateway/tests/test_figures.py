"""What docs/security.md says of a limit is what is set."""

import importlib
import re
from pathlib import Path

import pytest
from gateway.settings import Settings

TEXT = (Path(__file__).parents[2] / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| [^|]+ \| ([a-z_.]+):(\S+) \| (\d+) \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("module", "name", "figure"), ROWS, ids=[name for _, name, _ in ROWS])
def test_a_figure_of_the_document_is_the_one_that_is_set(module: str, name: str, figure: str) -> None:
    owner, _, field = name.rpartition(".")
    there = importlib.import_module(module)
    found = getattr(there, owner).model_fields[field].default if owner else getattr(there, field)
    assert found == int(figure)


def test_every_limit_of_the_gateway_is_in_the_document() -> None:
    limits = {name for name in Settings.model_fields if name.endswith("_limit") or name.startswith("session_")}
    assert limits <= {name.rpartition(".")[2] for _, name, _ in ROWS}
    assert len(ROWS) == len(re.findall(r"^\| [^|]+ \| [a-z_.]+:", TEXT, re.MULTILINE)) > 0
