"""The files of deploy/seed/data as content people keep them: whole, true to themselves, and plain about what is wrong."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local.credentials import SIGN_INS
from deploy.seed.campaigns import record_of
from deploy.seed.files import FOLDER, Data, Mistake, read, sentences
from deploy.seed.models import ARABIC, RAN, Campaign
from deploy.seed.network import card_of
from deploy.seed.planter import Planter

DATA = read()
TODAY = date(2026, 3, 2)
STATES = {
    "draft", "submitted", "in-review", "changes-requested", "approved", "scheduled", "live", "completed", "evaluated", "exemplar",
    "superseded", "withdrawn", "cancelled",
}  # fmt: skip
each_campaign = pytest.mark.parametrize("one", DATA.campaigns, ids=lambda one: one.key)


def planter() -> Planter:
    made = Planter(None, DATA, TODAY)  # type: ignore[arg-type]  # nothing is sent
    made.campaigns = {one.key: one.key for one in DATA.campaigns}
    return made


def test_there_are_44_campaigns_in_every_state_and_some_are_not_for_everybody() -> None:
    assert len(DATA.campaigns) == 44
    assert {one.state for one in DATA.campaigns} == STATES
    assert sum(one.class_ != "open" for one in DATA.campaigns) >= 4
    assert {one.class_ for one in DATA.campaigns} == {"open", "shared-confidential", "shared-sensitive", "shared-secret"}
    assert sum(one.embargo is not None and one.embargo > 0 for one in DATA.campaigns) >= 3
    assert {one.topic for one in DATA.campaigns} == {"awareness", "services", "heritage", "health", "safety", "sustainability", "digital"}


def test_some_completed_campaigns_owe_their_evaluation_already_and_some_do_not_yet() -> None:
    days = {"basic": 30, "enhanced": 60, "comprehensive": 90}
    owed = {-one.runs[1] - 1 >= days[one.tier] for one in DATA.campaigns if one.state == "completed"}
    assert owed == {True, False}


def test_no_sentence_is_said_of_two_campaigns() -> None:
    for lang in ("ar", "en"):
        said = [getattr(words, lang) for one in DATA.campaigns for words in sentences(one)]
        assert len(said) == len(set(said)) > 500


@each_campaign
def test_a_campaign_runs_when_its_state_says_so(one: Campaign) -> None:
    start, end = one.runs
    assert start < end
    assert (start <= 0) == (one.state in RAN)
    if one.state in ("live", "cancelled"):
        assert end > 0
    elif one.state in RAN:
        assert end < 0
    if one.embargo is not None:
        assert one.embargo == one.launches == start


@each_campaign
def test_what_a_campaign_reached_is_possible(one: Campaign) -> None:
    for kpi in one.kpis:
        assert kpi.from_ != kpi.to, kpi.en
        if kpi.unit == "percent":
            assert all(0 <= value <= 100 for value in (kpi.from_, kpi.to, *kpi.reached)), kpi.en
        low, high = sorted((kpi.from_, kpi.to))
        width = high - low
        assert all(low - width / 2 <= value <= high + width / 2 for value in kpi.reached), kpi.en
    assert len({kpi.stage for kpi in one.kpis}) >= (1 if one.state == "draft" else 2)


@each_campaign
def test_what_was_reached_was_read_while_it_ran_and_names_its_source_as_demonstration_data(one: Campaign) -> None:
    record = record_of(planter(), one, 0)
    run, plan = record["plan"]["implementation"], record["plan"]
    for reading in record["outcome"]["readings"]:
        assert run["startsOn"] <= reading["asOf"] <= min(run["endsOn"], TODAY.isoformat())
    for kpi in plan["kpis"]:
        assert "source" not in kpi or kpi["source"]["ar"].endswith(f"({DATA.words.mark.ar})")
    assert plan["summary"]["en"].endswith(f"({DATA.words.mark.en})")
    assert all(begin["from"] <= begin["to"] for begin in run["phases"])


def test_a_campaign_builds_on_those_that_began_before_it() -> None:
    begun = {one.key: one.runs for one in DATA.campaigns}
    assert all(begun[key] < one.runs for one in DATA.campaigns for key in one.builds_on)


def test_people_have_names_and_posts_have_titles() -> None:
    titles = {words.ar for words in DATA.words.titles.values()} | {one.title.ar for one in DATA.posts if one.title}
    assert not {one.name.ar for one in DATA.posts if one.name} & titles
    assert all(len(one.name.en.split()) == 2 == len(one.name.ar.split()) for one in DATA.posts if one.name)
    assert sum(one.is_of == "duty-contact" for one in DATA.posts if one.kind is None) >= 5


def test_nobody_shares_an_address_or_a_telephone_number() -> None:
    numbers = [value for one in DATA.held.values() for value in card_of(one)["contact"].values()]
    assert len(numbers) == len(set(numbers))


def test_everybody_who_may_sign_in_is_somebody_of_the_network() -> None:
    assert {one.signs_in: card_of(one)["contact"]["email"] for one in DATA.posts if one.signs_in} == {email: email for email in SIGN_INS}


def test_comments_address_people_by_a_place_for_their_name() -> None:
    for one in DATA.campaigns:
        for said in one.comments:
            assert ("{to}" in said.text) == (said.to is not None), said.text
            assert said.by != said.to


# ---- what is wrong is said so that it can be mended ----


def rows(folder: Path, file: str, change: Callable[[Any], None]) -> None:
    path = folder / f"{file}.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


WRONG: dict[str, tuple[str, Callable[[Any], Any], list[str]]] = {
    "no English": ("campaigns/health", lambda all_: all_[0]["title"].pop("en"), ["campaigns", "flu", "title", "en", "add it"]),
    "Latin letters in Arabic": (
        "campaigns/health", lambda all_: all_[1]["message"].update(ar="موعد lorem"), ["breast-screening", "message", "Arabic letters"],
    ),
    "an unknown field": ("kits", lambda all_: all_[0].update(ownr="D01"), ["kits", "summer-safety", "ownr", "correct its name"]),
    "an entity that is not there": ("campaigns/digital", lambda all_: all_[0].update(lead="D99"), ["digital-id", "no D99 in entities"]),
    "a post that is vacant": (
        "campaigns/digital", lambda all_: all_[0].update(kept=["D23/director"]), ["digital-id", "no D23/director in posts"],
    ),
    "an entity whom nobody directs": (
        "campaigns/digital", lambda all_: all_[0].update(endorsed=["D23"]), ["digital-id", "no D23 in entities with a director"],
    ),
    "a picture that is not there": ("campaigns/digital", lambda all_: all_[0].update(cover="moon"), ["digital-id", "no moon in pictures"]),
    "a paper that is not there": (
        "meetings", lambda all_: all_["meetings"][0]["agenda"][0].update(papers=["x@9"]), ["network-11", "no x@9 in papers"],
    ),
    "an unknown unit": ("campaigns/digital", lambda all_: all_[0]["kpis"][0].update(unit="miles"), ["digital-id", "no miles in units"]),
    "the same key twice": ("documents", lambda all_: all_[1].update(key=all_[0]["key"]), ["documents", "government-identity", "twice"]),
    "a sentence said twice": (
        "campaigns/heritage",
        lambda all_: all_[0]["kpis"][0].update(ar=all_[1]["kpis"][0]["ar"]),
        ["متاجر تعرض الكلمات العربية", "said twice"],
    ),
    "an exemplar without a citation": ("campaigns/safety", lambda all_: all_[0].pop("citation"), ["school-road", "add citation"]),
    "a result without a source": ("campaigns/safety", lambda all_: all_[0]["kpis"][0].pop("source"), ["school-road", "source"]),
    "withdrawn without a reason": ("campaigns/services", lambda all_: all_[6].pop("reason"), ["pension", "add reason"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_names_file_record_field_and_remedy(name: str, tmp_path: Path) -> None:
    file, change, told = WRONG[name]
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    rows(folder, file, change)
    with pytest.raises(Mistake) as caught:
        read(folder)
    assert [part for part in told if part not in str(caught.value)] == []


def test_a_file_that_cannot_be_read_says_where_and_what_to_quote(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    (folder / "kits.yaml").write_text("- title: {ar: لماذا, en: Why: because}\n", encoding="utf-8")
    with pytest.raises(Mistake, match=r"kits\.yaml(.|\n)*line 1(.|\n)*in quotes"):
        read(folder)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def test_no_file_holds_filler_or_a_placeholder() -> None:
    for path in FOLDER.rglob("*.yaml"):
        for text in texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
            assert not any(word in text.casefold() for word in ("lorem", "xxx", "tbd", "نص تجريبي")), (path.name, text)
            assert not (ARABIC.search(text) and "  " in text), (path.name, text)


def test_every_record_is_read_into_the_data() -> None:
    assert all(getattr(DATA, name) for name in Data.model_fields)
