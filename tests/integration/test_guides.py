"""Every command of the guides works word for word: those of the guide for systems are run, of the others each names what is there."""

import asyncio
import json
import os
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from chassis.testing import eventually
from standardwebhooks import WebhookVerificationError

from tests.integration.whole import DIRECTOR, PASSWORD, Receiver, Whole
from tests.oracle import scenes

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/guides/subscribe.md"
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
FROM_ANSWER = re.compile(r"^(\w+)=…  # `(\w+)` of the answer$", re.MULTILINE)
LAUNCHED = "campaigns.campaign-launched.v1"
CURLRC = "silent\nshow-error\nfail-with-body\n"  # so that a refusal ends the shell


@dataclass
class Reader:
    """Somebody who types a guide into a shell. `answers` are those of the last block."""

    folder: Path
    values: dict[str, str]
    answers: list[Any] = field(default_factory=list)
    said: str = ""

    async def type(self, block: str) -> None:
        """Run a block of shell; what it says in place of values is as this reader has them."""
        for name, value in self.values.items():
            block = re.sub(rf"^{name}=https?://\S+$|^{name}=\S+@\S+$", f"{name}={value}", block, flags=re.MULTILINE)
        block = FROM_ANSWER.sub(lambda found: f"{found[1]}={shlex.quote(str(self.answers[-1][found[2]]))}", block)
        assert "…" not in block, block
        script = f"set -aeu\ncd {shlex.quote(str(self.folder))}\n[ ! -f kept ] || . ./kept\n{block}\ndeclare -p >kept.new 2>/dev/null\n"
        keep = r"grep -E '^declare -x [A-Z]+=' kept.new | grep -vE '^declare -x (PWD|OLDPWD|SHLVL|PATH|HOME)=' >kept"
        shell = await asyncio.create_subprocess_exec(
            "bash", "-c", script + keep, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "NO_PROXY": "*"},
        )  # fmt: skip
        out, err = await shell.communicate(f"{PASSWORD}\n".encode())
        self.said = out.decode()
        assert shell.returncode == 0, f"{block}\n{self.said}\n{err.decode()}"
        self.answers = list(objects_in(self.said)) or self.answers


def objects_in(text: str) -> Iterator[Any]:
    """The JSON objects in what a shell printed."""
    decoder, place = json.JSONDecoder(), text.find("{")
    while place >= 0:
        try:
            found, place = decoder.raw_decode(text, place)
            yield found
        except ValueError:
            place += 1
        place = text.find("{", place)


def refuse_other_shape(shown: Any, answered: Any) -> None:
    """What a guide shows of an answer is there, and says the same where the guide says anything."""
    for name, value in shown.items():
        assert name in answered, f"{name} is not in {answered}"
        if isinstance(value, str) and "…" in value:
            assert str(answered[name]).startswith(value.partition("…")[0])
        elif value and not isinstance(value, int | list):
            assert answered[name] == value
        else:
            assert type(answered[name]) is type(value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".curlrc").write_text(CURLRC)
    return tmp_path


async def launched(platform: Whole) -> AsyncIterator[None]:
    async for _ in scenes.campaigns(platform.world, "open", "complete"):
        pass
    await platform.world.announce()
    yield None


async def test_the_guide_for_systems_works_word_for_word(platform: Whole, receiver: Receiver, folder: Path) -> None:
    await anext(launched(platform))
    reader = Reader(folder, {"SHABAKA": platform.url, "EMAIL": DIRECTOR, "HOOK": receiver.url})
    ran, secret = 0, ""
    for language, block in FENCE.findall(GUIDE.read_text()):
        if language == "sh":
            await reader.type(block)
            ran += len(re.findall(r"^curl ", block, re.MULTILINE))
            secret = next((answer["secret"] for answer in reversed(reader.answers) if "secret" in answer), secret)
        elif language == "json":
            refuse_other_shape(json.loads(block), reader.answers[-1])
        elif language == "python":
            await eventually(lambda: receiver.taken)
            headers, body = receiver.taken[-1]
            scope: dict[str, Any] = {"secret": secret, "body": body, "headers": headers}
            exec(block, scope)
            assert scope["event"] == json.loads(body)
            with pytest.raises(WebhookVerificationError):
                exec(block, {**scope, "body": body.replace(b"{", b"{ ", 1)})
        else:
            raise AssertionError(f"a block of {language or 'nothing'} is not run: {block}")
        if "/replay" in block:
            await eventually(lambda: {one["type"] for one in receiver.events()} == {LAUNCHED})
            assert receiver.taken[-1][0]["webhook-replay"] == "true"
        if "Last-Event-ID" in block:
            assert f"event: {LAUNCHED}" in reader.said
        if "after=earliest" in block:
            assert {one["type"] for one in reader.answers[-1]["items"]} == {LAUNCHED}
    assert ran >= 18
    token = re.search(r'TOKEN="(.*)"', (folder / "kept").read_text())
    assert token
    stranger = await platform.client(headers={"Authorization": f"Bearer {token[1]}"})
    assert (await stranger.get("/api/v1/campaigns")).status_code == 401, "the last call of the guide deletes the account"


# ---- the other guides ----

DOCS = [path for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))) if path != GUIDE]
TYPED = r"(?:make|npm run|(?:\.venv/bin/)?python -m|curl) "
BEFORE = r"(?:BACKEND=\w+ |PORT=\d+ |cd web && |\$\()*"
IN_BLOCK, IN_SENTENCE = re.compile(rf"^ *{BEFORE}({TYPED}[^#)]+)"), re.compile(rf"`{BEFORE}({TYPED}[^`]+)`")


def commands_of(path: Path) -> list[str]:
    """What this document tells its reader to type: in blocks, and inside sentences between backticks."""
    text = path.read_text()
    lines = [line for language, block in FENCE.findall(text) if language in ("", "sh") for line in block.splitlines()]
    typed = [found[1].strip() for line in lines if (found := IN_BLOCK.match(line.removeprefix('eval "')))]
    return typed + IN_SENTENCE.findall(FENCE.sub("", text))


def is_there(command: str) -> bool:
    """Whether what a command names exists here."""
    words = command.replace(".venv/bin/", "").split()
    if words[0] == "make":
        targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        return all(word in targets for word in words[1:] if "=" not in word and word.isalpha())
    if words[0] == "npm":
        return words[2] in json.loads((ROOT / "web/package.json").read_text())["scripts"]
    package = words[2].partition(".")[0]
    if package in ("deploy", "contracts"):
        file = ROOT / words[2].replace(".", "/")
        source = (file / "__main__.py" if file.is_dir() else file.with_suffix(".py")).read_text()
        return all(f'"{word}"' in source for word in words[3:] if re.fullmatch(r"--?[a-z-]+|[a-z]+-[a-z]+", word))
    if package == "pytest":
        return all((ROOT / word).exists() for word in words[3:] if "/" in word)
    roles = (ROOT / "chassis/src/chassis/serve.py").read_text()
    return (ROOT / "services" / package.replace("_svc", "-svc")).is_dir() and f'"{words[3]}"' in roles


@pytest.mark.parametrize("path", [path for path in DOCS if commands_of(path)], ids=lambda path: path.name)
def test_every_command_that_a_document_tells_exists(path: Path) -> None:
    assert not [command for command in commands_of(path) if not is_there(command)]


def test_only_the_guide_for_systems_makes_requests() -> None:
    assert not [path.name for path in DOCS for command in commands_of(path) if command.startswith("curl")]
