"""The shape that docs/architecture.md promises: same files in every service, small modules, no business in the chassis."""

import ast
import re
import subprocess
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if path.is_dir())
SAME_FILES = {
    "app",
    "settings",
    "__main__",
    "routes",
    "schemas",
    "handlers",
    "consumed",
    "commands",
    "store",
    "model",
    "policy",
    "published",
    "errors",
}
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
PYTHON = [ROOT / name for name in TRACKED if name.endswith(".py") and (ROOT / name).exists()]
SOURCES = [path for path in PYTHON if "/src/" in str(path)]


def package_of(service: str) -> Path:
    return ROOT / "services" / service / "src" / service.replace("-", "_")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_the_same_files_as_every_other(service: str) -> None:
    package = package_of(service)
    found = {path.stem for path in package.rglob("*.py")}
    assert found >= SAME_FILES, sorted(SAME_FILES - found)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_no_placeholder_files(service: str) -> None:
    empty = [path.name for path in package_of(service).rglob("*.py") if path.stem != "__init__" and len(path.read_text().splitlines()) < 3]
    assert not empty


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    text = path.read_text()
    assert path.stem == "__init__" or ast.get_docstring(ast.parse(text))


NOT_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def lines_of_code(path: Path) -> int:
    """Lines that are neither blank nor comment nor docstring."""
    with path.open("rb") as source:
        tokens = [token for token in tokenize.tokenize(source.readline) if token.type not in NOT_CODE]
    told = [token for token in tokens if not (token.type == tokenize.STRING and token.line.lstrip().startswith('"""'))]
    return len({row for token in told[1:] for row in range(token.start[0], token.end[0] + 1)})


def test_the_chassis_is_small() -> None:
    runs_in_a_service = [path for path in (ROOT / "chassis/src").rglob("*.py") if path.name != "testing.py"]
    assert sum(lines_of_code(path) for path in runs_in_a_service) <= 3_300


def test_the_chassis_knows_no_business_word() -> None:
    business = re.compile(r"\b(members?|campaigns?|meetings?|photos?)\b", re.IGNORECASE)
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in (ROOT / "chassis/src").rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if business.search(line)
    ]
    assert not found


def function_lengths() -> list[int]:
    return sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_functions_are_short() -> None:
    lengths = function_lengths()
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "manager", "base", "data", "process", "misc"}
    assert not [path for path in SOURCES if path.stem in vague]


def test_no_file_holds_a_path_of_somebodys_machine_or_a_registrys_host() -> None:
    forbidden = re.compile(r"/(root|home/\w+|work)/|pypi\.org|registry\.npmjs|repo1?\.maven|proxy\.golang|deb\.debian")
    found = []
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in {".png", ".jpg", ".woff2", ".ttf", ".ico"} or not path.is_file() or path == Path(__file__):
            continue
        found += [f"{name}:{number}" for number, line in enumerate(path.read_text().splitlines(), 1) if forbidden.search(line)]
    assert not found


def test_every_decision_has_a_number_of_its_own() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == list(range(1, len(records) + 1))
    assert [int(path.read_text().removeprefix("# ").partition(".")[0]) for path in records] == numbers
