"""Documents and the calendar, pure: which version is in force when, whatever was done to the document before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import DUBAI
from chassis.errors import Conflict, DomainError, Forbidden, Invalid
from hypothesis import given
from hypothesis import strategies as st
from media_svc.model import Bi
from media_svc.sources import model
from media_svc.sources.life import model as life
from media_svc.sources.model import Document, Version, VersionFile, VersionState, begins, in_force_at, in_force_on

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER, person

REVIEWER = person("reviewer-1", "GNGC-SEC", ("reviewer", "network"))
DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
SEED = Actor.system("seed")
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
TODAY = date(2026, 3, 1)
ARABIC = VersionFile("file-ar", "ar", "دليل.pdf", "application/pdf", "a" * 64, 1000, 3)
ENGLISH = VersionFile("file-en", "en", "guide.pdf", "application/pdf", "b" * 64, 1000, 3)


def document(**more: Any) -> Document:
    return Document("doc-1", "D01", "identity-guide", Bi("دليل", "Guide"), Bi("", ""), "editor-1", NOW, NOW, **more)


def draft(id_: str, day: date | None = TODAY, **more: Any) -> dict[str, Any]:
    return {"id_": id_, "fields": {"label": id_, "effective_from": day, **more}}


def through(found: Document, id_: str, *, at: datetime = NOW) -> Document:
    """From a draft without files to published."""
    found, _ = life.attach(found, id_, replace(ARABIC, id=f"{id_}-ar"), by=EDITOR, at=at)
    found, _ = life.submit(found, id_, by=EDITOR, at=at)
    found, _ = life.approve(found, id_, by=REVIEWER, at=at)
    return life.publish(found, id_, by=SECRETARY, at=at)[0]


def published(found: Document, id_: str, day: date, *, at: datetime = NOW, **more: Any) -> Document:
    found, _ = life.add_version(found, **draft(id_, day, **more), by=EDITOR, at=at)
    return through(found, id_, at=at)


def test_a_version_walks_from_draft_to_superseded() -> None:
    found = published(document(), "v1", TODAY)
    found = published(found, "v2", TODAY + timedelta(days=10), transition_ends_on=TODAY + timedelta(days=20))

    def states(at: datetime) -> list[str]:
        return [one.state.value for one in model.settled(found, at).versions]

    assert states(NOW) == ["in-force", "published"]
    edge = begins(TODAY + timedelta(days=10))
    assert states(edge - timedelta(milliseconds=1)) == ["in-force", "published"]
    assert states(edge) == ["in-transition", "in-force"]
    end = begins(TODAY + timedelta(days=21))
    assert states(end - timedelta(milliseconds=1)) == ["in-transition", "in-force"]
    assert states(end) == ["superseded", "in-force"]


def test_a_day_begins_in_dubai() -> None:
    assert begins(date(2024, 3, 1)) == datetime(2024, 2, 29, 20, tzinfo=UTC)
    assert begins(date(2024, 3, 1)).astimezone(DUBAI).hour == 0


def test_the_version_of_a_day_is_the_one_that_took_effect_on_it() -> None:
    found = published(document(), "v1", TODAY)
    found = published(found, "v2", TODAY + timedelta(days=10))
    found = model.settled(found, NOW + timedelta(days=365))

    def name(day: date) -> str | None:
        return getattr(in_force_on(found, day), "id", None)

    assert name(TODAY - timedelta(days=1)) is None
    assert name(TODAY) == "v1"
    assert name(TODAY + timedelta(days=9)) == "v1"
    assert name(TODAY + timedelta(days=10)) == "v2"
    assert name(TODAY + timedelta(days=4000)) == "v2"


def test_what_is_published_counts_for_a_coming_day_and_a_draft_does_not() -> None:
    found = published(document(), "v1", TODAY + timedelta(days=3))
    found, _ = life.add_version(found, **draft("v2", TODAY + timedelta(days=5)), by=EDITOR, at=NOW)
    assert in_force_on(found, TODAY) is None
    assert in_force_on(found, TODAY + timedelta(days=9)).id == "v1"


def test_without_a_transition_the_old_version_is_superseded_at_once_and_both_facts_are_told() -> None:
    found = published(document(), "v1", TODAY)
    found, _ = life.keep_date(found, at=NOW)
    found = published(found, "v2", TODAY + timedelta(days=1))
    later = NOW + timedelta(days=2)
    told = []
    while change := life.keep_date(found, at=later):
        found, fact = change
        told.append((fact.event.type, fact.event.version_id))
    assert told == [("media.version-took-effect.v1", "v2"), ("media.version-superseded.v1", "v1")]


@pytest.mark.parametrize("days", [-1, -400])
def test_nobody_publishes_into_a_past_in_which_another_version_held(days: int) -> None:
    held = model.settled(published(document(), "v1", TODAY), NOW)
    found, _ = life.add_version(held, **draft("v2", TODAY + timedelta(days=days)), by=EDITOR, at=NOW)
    with pytest.raises(Invalid, match="Another version was in force"):
        through(found, "v2")


@pytest.mark.parametrize("days", [-1, -400])
def test_a_first_version_holds_since_its_day_in_the_past(days: int) -> None:
    day = TODAY + timedelta(days=days)
    found = model.settled(published(document(), "v1", day), NOW)
    assert (found.versions[0].state, found.versions[0].since) == (VersionState.IN_FORCE, model.begins(day))


def test_two_versions_cannot_take_effect_on_one_day() -> None:
    found = published(document(), "v1", TODAY + timedelta(days=5))
    with pytest.raises(Conflict, match="same day"):
        published(found, "v2", TODAY + timedelta(days=5))


def test_a_version_takes_effect_after_the_one_in_force() -> None:
    found = published(document(), "v1", TODAY)
    found = model.settled(published(found, "v2", TODAY + timedelta(days=5)), NOW + timedelta(days=6))
    with pytest.raises(DomainError):
        published(found, "v3", TODAY + timedelta(days=4), at=NOW + timedelta(days=3))


def test_a_version_published_on_its_own_day_is_in_force_from_that_moment() -> None:
    found = model.settled(published(document(), "v1", TODAY), NOW)
    assert found.versions[0].since == NOW
    assert in_force_at(found, NOW - timedelta(seconds=1)) is None
    assert in_force_on(found, TODAY).id == "v1"


def test_a_draft_without_arabic_text_label_or_day_is_not_handed_in() -> None:
    found, _ = life.add_version(document(), id_="v1", fields={"label": " "}, by=EDITOR, at=NOW)
    found, _ = life.attach(found, "v1", ENGLISH, by=EDITOR, at=NOW)
    with pytest.raises(Invalid) as refused:
        life.submit(found, "v1", by=EDITOR, at=NOW)
    assert [one.pointer for one in refused.value.errors] == ["/label", "/effectiveFrom", "/files"]


def test_english_is_older_once_the_arabic_changed_and_whole_again_once_it_follows() -> None:
    found, _ = life.add_version(document(), **draft("v1"), by=EDITOR, at=NOW)

    def parity() -> str:
        return found.versions[0].parity

    assert parity() == "none"
    found, _ = life.attach(found, "v1", ARABIC, by=EDITOR, at=NOW)
    assert parity() == "english-missing"
    found, _ = life.attach(found, "v1", ENGLISH, by=EDITOR, at=NOW)
    assert parity() == "both"
    found, _ = life.attach(found, "v1", replace(ARABIC, id="newer"), by=EDITOR, at=NOW)
    assert parity() == "english-older"
    assert [one.id for one in found.versions[0].files] == ["file-en", "newer"]
    found, _ = life.attach(found, "v1", replace(ENGLISH, id="newer-en"), by=EDITOR, at=NOW)
    assert parity() == "both"
    found, _ = life.detach(found, "v1", "newer", by=EDITOR, at=NOW)
    assert parity() == "arabic-missing"


def test_a_published_version_takes_no_other_file_and_no_other_word() -> None:
    found = published(document(), "v1", TODAY)
    for act, given_ in (
        (life.attach, {"file": ENGLISH}),
        (life.edit_version, {"fields": {"label": "9"}}),
        (life.detach, {"file_id": "v1-ar"}),
    ):
        with pytest.raises(Conflict):
            act(found, "v1", **given_, by=EDITOR, at=NOW)


def test_a_withdrawn_version_is_in_force_no_longer_and_was_until_then() -> None:
    found = model.settled(published(document(), "v1", TODAY), NOW)
    later = NOW + timedelta(days=3)
    found, fact = life.withdraw(found, "v1", Bi("خطأ", "An error"), "doc-2", by=SECRETARY, at=later)
    assert fact is not None
    assert in_force_at(found, later) is None
    assert in_force_at(found, later - timedelta(milliseconds=1)).id == "v1"


def test_withdrawing_what_was_never_public_is_not_spoken_of() -> None:
    found, _ = life.add_version(document(), **draft("v1"), by=EDITOR, at=NOW)
    assert life.withdraw(found, "v1", Bi("خطأ", "An error"), None, by=SECRETARY, at=NOW)[1] is None


def test_what_is_not_open_announces_ids_only() -> None:
    found, _ = life.add_version(document(classification="shared-confidential"), **draft("v1"), by=EDITOR, at=NOW)
    found, _ = life.attach(found, "v1", ARABIC, by=EDITOR, at=NOW)
    found, _ = life.submit(found, "v1", by=EDITOR, at=NOW)
    found, _ = life.approve(found, "v1", by=REVIEWER, at=NOW)
    _, fact = life.publish(found, "v1", by=SECRETARY, at=NOW)
    told = fact.event.model_dump(exclude_none=True)
    assert told.keys() == {"document_id", "version_id", "kind", "owner_entity", "audience_scope"}
    assert (told["audience_scope"]["kind"], told["audience_scope"]["codes"]) == ("entities", ("D01", "GNGC-SEC"))
    assert fact.classification == "shared-confidential"


ACTS: dict[str, Any] = {
    "submit": lambda found, who: life.submit(found, "v1", by=who, at=NOW),
    "send-back": lambda found, who: life.send_back(found, "v1", "why", by=who, at=NOW),
    "approve": lambda found, who: life.approve(found, "v1", by=who, at=NOW),
    "publish": lambda found, who: life.publish(found, "v1", by=who, at=NOW),
    "withdraw": lambda found, who: life.withdraw(found, "v1", Bi("", ""), None, by=who, at=NOW),
}
STATES_FOR = {
    "submit": {VersionState.DRAFT},
    "send-back": {VersionState.IN_REVIEW, VersionState.APPROVED},
    "approve": {VersionState.IN_REVIEW},
    "publish": {VersionState.APPROVED},
    "withdraw": set(VersionState) - {VersionState.SUPERSEDED, VersionState.WITHDRAWN},
}
MAY = {
    "submit": {"editor-1", "director-1", "secretary-1"},
    "send-back": {"reviewer-1", "secretary-1"},
    "approve": {"reviewer-1", "secretary-1"},
    "publish": {"secretary-1"},
    "withdraw": {"secretary-1"},
}


@pytest.mark.parametrize("who", [EDITOR, DIRECTOR, OTHER, VIEWER, SECRETARY, REVIEWER], ids=lambda who: who.id)
@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_needs_its_role_and_its_state(act: str, state: VersionState, who: Actor) -> None:
    version = Version("v1", 1, "1", effective_from=TODAY, files=(ARABIC,), state=state)
    found = document(versions=(version,))
    if who.id not in MAY[act]:
        with pytest.raises(Forbidden):
            ACTS[act](found, who)
    elif state not in STATES_FOR[act]:
        with pytest.raises(Conflict):
            ACTS[act](found, who)
    else:
        assert ACTS[act](found, who)[0].versions[0].state is not state


@given(
    plan=st.lists(
        st.tuples(st.sampled_from(["publish", "withdraw", "wait"]), st.integers(0, 30), st.integers(0, 40), st.integers(0, 5)), max_size=12
    )
)
def test_whatever_is_done_at_most_one_version_is_in_force_and_the_calendar_agrees_with_the_record(
    plan: list[tuple[str, int, int, int]],
) -> None:
    found, at = document(), NOW
    for number, (what, ahead, transition, pause) in enumerate(plan):
        at += timedelta(hours=7 * pause)
        found = model.settled(found, at)
        day = at.astimezone(DUBAI).date() + timedelta(days=ahead)
        try:
            if what == "publish":
                found = published(found, f"v{number}", day, at=at, transition_ends_on=day + timedelta(days=transition))
            elif what == "withdraw" and found.versions:
                found, _ = life.withdraw(found, found.versions[ahead % len(found.versions)].id, Bi("", ""), None, by=SECRETARY, at=at)
        except DomainError:
            continue
    end = model.settled(found, at + timedelta(days=100))
    assert sum(one.state is VersionState.IN_FORCE for one in end.versions) <= 1
    forever = at + timedelta(days=1000)
    spans = sorted((one.since, one.until or forever) for one in end.versions if one.since)
    for (_, until), (since, _) in pairwise(spans):
        assert until <= since
    for since, until in spans:  # withdrawn in the instant it was published, a version was in force for no time at all
        assert since <= until
        assert since == until or in_force_at(found, since) is not None
