"""What the alerts look at is really reported, by a platform at which nothing is wrong."""

import json
import re
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
import yaml
from chassis.testing import eventually

from .conftest import Platform

RULES = Path(__file__).parents[2] / "deploy" / "alerts" / "platform.yaml"
OPERATORS = {"max", "min", "sum", "by", "rate", "increase", "absent", "and"}
COUNTED = ("_total", "_count")  # reported from the first time on; tests/architecture holds their names against the code


def gauges() -> set[str]:
    """The figures that the alerts ask for and that are reported all the time."""
    asked = [rule["expr"] for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
    words = {word for expr in asked for word in re.findall(r"\b[a-z][a-z_]+\b", re.sub(r"\{[^}]*\}|\([a-z_]+\)(?= \()", "", expr))}
    return {word for word in words if "_" in word and not word.endswith((*COUNTED, "_name"))} - OPERATORS


def reported(system: Platform, name: str) -> bool:
    query = urllib.parse.urlencode({"query": name})
    with urllib.request.urlopen(f"{system.figures}/api/v1/query?{query}", timeout=5) as answer:
        return bool(json.load(answer)["data"]["result"])


@pytest.mark.smoke
async def test_every_figure_that_an_alert_asks_for_is_reported_and_none_of_them_fires(system: Platform) -> None:
    asked = gauges()
    assert {"outbox_age_seconds", "dispatcher_heartbeat_age_seconds", "watching_program_answers"} <= asked
    for name in sorted(asked):
        assert await eventually(lambda name=name: reported(system, name), within=60, every=1), name
    with urllib.request.urlopen(f"{system.alerts}/api/v1/alerts", timeout=5) as answer:
        alerts = json.load(answer)["data"]["alerts"]
    # what is counted may be owed to another test, which brought it about
    assert [one["annotations"] for one in alerts if one["state"] == "firing" and not any(end in one["expression"] for end in COUNTED)] == []
