"""What contracts/ knows is written nowhere else by hand, and every list of services names each of them."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from gateway.routing import NAMES, ROUTES
from subscriptions_svc.catalogue.model import TOLD

from contracts import generate
from deploy.local import services

ROOT = Path(__file__).parents[2]
EVENTS = generate.events()
FULL = {event.type for event in EVENTS} | {event.topic for event in EVENTS}
BARE = {event.type.split(".")[1] for event in EVENTS}  # a few are states of records too, so one or two in a file are no list
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
DECLARED = re.compile(r"(^|/)(published|consumed)\.py$|^contracts/|^docs/|(^|/)tests?/|\.test\.ts$|/api/(schema|eventTypes)\.ts$")
ALLOWED = {
    "services/subscriptions-svc/src/subscriptions_svc/catalogue/model.py",  # the table of words, which the contracts are held against
    "services/subscriptions-svc/src/subscriptions_svc/log/former/model.py",  # of events from before an audience was exact: never grows
    "deploy/seed/data/systems.yaml",  # a wish of the demo data, which the service itself refuses where a name is wrong
}
WRITTEN = [name for name in TRACKED if re.search(r"\.(py|ts|tsx|mjs|json|ya?ml|sh|html)$", name) and not DECLARED.search(name)]
QUOTED = re.compile(r"[\"'`]([a-z0-9.-]+)[\"'`]|^\s*-\s+([a-z0-9.-]+)\s*$", re.MULTILINE)


def named_in(text: str) -> tuple[set[str], set[str]]:
    """The types and topics, and the names of facts without their domain, that a text quotes."""
    words = {first or second for first, second in QUOTED.findall(text)}
    return words & FULL, {re.sub(r"\.v\d+$", "", word) for word in words} & BARE


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in ALLOWED])
def test_no_file_keeps_a_list_of_topics_or_types_by_hand(name: str) -> None:
    full, bare = named_in((ROOT / name).read_text())
    assert len(full) <= 1
    assert len(bare) <= 2


def test_such_a_list_would_be_seen_in_whatever_form() -> None:
    assert len(named_in('X = ("members.entity", "members.post")')[0]) == 2
    assert len(named_in("const a = ['kit-released', 'kit-revoked.v1', `version-published`]")[1]) == 3
    assert len(named_in("topics:\n  - members.entity\n  - members.post\n")[0]) == 2


def test_every_type_has_its_words_and_says_whether_it_rings() -> None:
    assert generate.wordless(EVENTS) == []
    assert [name for name, told in TOLD.items() if not told.ar.strip() or not told.en.strip()] == []
    forgotten = generate.wordless(EVENTS[1:])
    assert [problem.partition(":")[0] for problem in forgotten] == [EVENTS[0].type]
    unspoken = type("Unspoken", (), {"type": "members.new-thing.v1"})
    assert [problem.partition(":")[0] for problem in generate.wordless([*EVENTS, unspoken])] == ["members.new-thing.v1"]


@pytest.mark.parametrize("name", sorted(name for name, told in TOLD.items() if told.rings))
def test_a_notice_leads_to_a_record_that_its_event_names(name: str) -> None:
    rings = TOLD[name].rings
    assert rings
    schema = json.loads((ROOT / f"contracts/events/{name}.schema.json").read_text())
    assert schema["properties"][rings.field]["type"] == "string"
    assert rings.field in schema["required"]


def test_the_page_of_the_architecture_names_every_topic() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    assert [topic for topic in sorted({event.topic for event in EVENTS}) if f"`{topic}`" not in page] == []


PARTS = {path.name.removesuffix("-svc") for path in (ROOT / "services").iterdir() if path.is_dir()}


def test_every_list_of_services_names_each_of_them() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    packages = {f"{name}_svc" for name in PARTS}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    image = (ROOT / "deploy/Dockerfile").read_text()
    assert {name.removesuffix("_svc") for name in generate.SERVICES} == PARTS
    assert set(services.SERVICES) == set(NAMES) == set(ROUTES.values()) == PARTS
    assert {f"{name}-svc" for name in PARTS} | {"gateway"} <= compose["services"].keys()
    assert set(compose["services"]["gateway"]["depends_on"]) == {f"{name}-svc" for name in PARTS}
    assert json.loads(compose["services"]["gateway"]["environment"]["SHABAKA_ROUTES"]).keys() == PARTS
    assert [name for name in PARTS if f"COPY services/{name}-svc/pyproject.toml services/{name}-svc/" not in image] == []
    for listed in re.findall(r"^(?:root_packages|(?:source_|forbidden_)?modules) = \[(.*\"gateway\".*)\]$", project, re.MULTILINE):
        assert packages <= set(ast.literal_eval(f"[{listed}]"))


def test_the_image_says_where_its_contracts_are_to_every_part_that_reads_them() -> None:
    from gateway.settings import Settings as OfTheGateway
    from subscriptions_svc.settings import Settings as OfSubscriptions

    told = set(re.findall(r"SHABAKA_(\w+)=", (ROOT / "deploy/Dockerfile").read_text()))
    read = {name.upper() for settings in (OfTheGateway, OfSubscriptions) for name in settings.model_fields if "contracts" in name}
    assert read == {"CONTRACTS_ROOT"}
    assert read <= told


def test_every_counter_that_an_alert_asks_for_is_one_that_the_code_counts() -> None:
    rules = (ROOT / "deploy" / "alerts" / "platform.yaml").read_text()
    asked = set(re.findall(r"\b([a-z_]+)_total\b", rules))
    sources = [name for name in TRACKED if "/src/" in name and name.endswith(".py")]
    counted = re.findall(r"create_counter\(\s*\"([a-z.]+)\"", "\n".join((ROOT / name).read_text() for name in sources))
    assert asked - {name.replace(".", "_") for name in counted} == set()
    assert "consumer_events" in asked
