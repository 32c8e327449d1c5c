"""The rules of entities, posts and tenures, without any storage."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from chassis.errors import Forbidden, Text
from hypothesis import given
from hypothesis import strategies as st
from members_svc import errors
from members_svc.entities import model as entities
from members_svc.entities.model import Entity, Particulars
from members_svc.establishment import model as establishment
from members_svc.policy import CLOCK
from members_svc.posts import model as posts
from members_svc.posts.model import Post, Tenure
from members_svc.published import EntityKind

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, VIEWER

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
TODAY = date(2026, 3, 1)
NAME = Text("دائرة", "Department")
D01 = Entity("D01", NAME, "department", TODAY)
D02 = Entity("D02", NAME, "department", TODAY)
POST = Post("p1", "D01", "media-officer", Text("مسؤول الإعلام", "Media Officer"))


# ---- entities ----


def test_only_a_network_administrator_ends_an_entity() -> None:
    for actor in (SECRETARY, DIRECTOR, VIEWER, GATEWAY):
        with pytest.raises(Forbidden):
            entities.dissolve(D01, by=actor, at=AT)
    assert entities.dissolve(D01, by=ADMIN, at=AT)[0].status == "dissolved"


def test_an_entity_that_ended_changes_no_more() -> None:
    ended, _ = entities.merge(D01, D02, by=ADMIN, at=AT)
    assert (ended.merged_into, ended.valid_to) == ("D02", TODAY)
    for act in (
        lambda: entities.dissolve(ended, by=ADMIN, at=AT),
        lambda: entities.merge(ended, D02, by=ADMIN, at=AT),
        lambda: entities.merge(D02, ended, by=ADMIN, at=AT),
        lambda: entities.edit(ended, Particulars.of(ended), ancestors=[], by=ADMIN, at=AT),
    ):
        with pytest.raises(errors.EntityNotActive):
            act()


def test_an_entity_is_not_merged_into_itself() -> None:
    with pytest.raises(errors.MergedIntoItself):
        entities.merge(D01, D01, by=ADMIN, at=AT)


def test_an_edit_is_announced_with_what_is_otherwise_now_and_a_new_name_in_the_former_form_too() -> None:
    _, fact = entities.edit(D01, Particulars(NAME, "authority", None, ("culture",)), ancestors=[], by=SECRETARY, at=AT)
    assert fact
    assert fact.event.model_dump()["changed"] == ("kind", "sectors")
    assert fact.also is None
    _, fact = entities.edit(D01, Particulars(Text("ه", "H"), "department", None, ()), ancestors=[], by=SECRETARY, at=AT)
    assert fact
    assert fact.event.model_dump()["changed"] == ("name",)
    assert fact.also
    assert fact.also.model_dump()["was"] == NAME._asdict()
    assert entities.edit(D01, Particulars.of(D01), ancestors=[], by=SECRETARY, at=AT) == (D01, None)


@pytest.mark.parametrize("kind", get_args(EntityKind))
def test_an_entity_of_any_kind_is_announced_and_in_the_former_form_when_it_knows_the_kind(kind: EntityKind) -> None:
    entity, fact = entities.register("D01", Particulars(NAME, kind, "D02", ("culture",)), by=SECRETARY, at=AT)
    assert (entity.kind, entity.parent, entity.sectors) == (kind, "D02", ("culture",))
    assert fact
    assert fact.event.model_dump()["kind"] == kind
    assert (fact.also is None) == (kind in {"centre", "free-zone"})
    assert fact.also is None or fact.also.model_dump() == fact.event.model_dump()


def test_only_the_secretariat_registers_entities() -> None:
    for actor in (DIRECTOR, EDITOR, VIEWER, GATEWAY):
        with pytest.raises(Forbidden):
            entities.register("D09", Particulars.of(D01), by=actor, at=AT)


def test_an_entity_is_not_under_its_own_branch() -> None:
    with pytest.raises(errors.ParentWouldCircle):
        entities.edit(D01, Particulars(NAME, "department", "D02", ()), ancestors=["D02", "D01"], by=SECRETARY, at=AT)


# ---- posts ----


@given(
    st.lists(
        st.tuples(st.sampled_from(["appoint", "vacate"]), st.sampled_from(["a", "b", "c"]), st.sampled_from(["permanent", "acting"])),
        max_size=20,
    )
)
def test_whatever_is_tried_one_of_a_kind_runs_and_history_only_grows(steps: list[tuple[str, str, str]]) -> None:
    post, vacant_facts = POST, 0
    for act, who, kind in steps:
        before = post
        try:
            if act == "appoint":
                post, fact = posts.appoint(post, Tenure(who, kind, TODAY), home="D01", by=DIRECTOR, at=AT)
            else:
                post, fact = posts.end_tenure(post, kind, None, by=DIRECTOR, at=AT)
            assert fact
        except (errors.PostHeld, errors.AlreadyInPost, errors.NobodyInPost):
            assert post is before
        running = [tenure for tenure in post.tenures if not tenure.ended]
        assert len({tenure.kind for tenure in running}) == len(running)
        assert len({tenure.person for tenure in running}) == len(running)
        assert len(post.tenures) >= len(before.tenures)
        post, fact = posts.declare_vacant(post, at=AT)
        vacant_facts += fact is not None
        assert (post.vacant_since is not None) == (not running and bool(post.tenures))
        assert posts.declare_vacant(post, at=AT) == (post, None)


@pytest.mark.parametrize(
    ("tenure", "sound"),
    [
        (Tenure("a", "permanent", TODAY), True),
        (Tenure("a", "permanent", TODAY + timedelta(days=1)), False),
        (Tenure("a", "permanent", TODAY, TODAY), False),
        (Tenure("a", "acting", TODAY, TODAY), True),
        (Tenure("a", "acting", TODAY, TODAY - timedelta(days=1)), False),
    ],
)
def test_a_tenure_starts_by_today_and_only_an_acting_one_has_its_end_fixed(tenure: Tenure, sound: bool) -> None:
    if sound:
        assert posts.appoint(POST, tenure, home="D01", by=DIRECTOR, at=AT)[0].holder == tenure
    else:
        with pytest.raises(errors.TenureDays):
            posts.appoint(POST, tenure, home="D01", by=DIRECTOR, at=AT)


@pytest.mark.parametrize(("start", "refused"), [(TODAY - timedelta(days=1), True), (TODAY, False)])
def test_a_tenure_does_not_reach_back_into_an_earlier_one_of_its_kind(start: date, refused: bool) -> None:
    held, _ = posts.appoint(POST, Tenure("a", "permanent", TODAY - timedelta(days=90)), home="D01", by=DIRECTOR, at=AT)
    vacant, _ = posts.end_tenure(held, None, "Keys", by=DIRECTOR, at=AT)
    acting, _ = posts.appoint(vacant, Tenure("b", "acting", TODAY - timedelta(days=9)), home="D01", by=DIRECTOR, at=AT)
    assert acting.present("acting")
    if refused:
        with pytest.raises(errors.TenuresOverlap):
            posts.appoint(acting, Tenure("c", "permanent", start), home="D01", by=DIRECTOR, at=AT)
    else:
        assert posts.appoint(acting, Tenure("c", "permanent", start), home="D01", by=DIRECTOR, at=AT)[0].present("permanent")


def test_a_cover_is_given_another_last_day_by_who_may_appoint() -> None:
    covered, _ = posts.appoint(POST, Tenure("a", "acting", TODAY, TODAY), home="D01", by=DIRECTOR, at=AT)
    longer, fact = posts.set_cover(covered, TODAY + timedelta(days=7), by=DIRECTOR, at=AT)
    assert (longer.tenures[0].to, posts.set_cover(longer, longer.tenures[0].to, by=DIRECTOR, at=AT)) == (date(2026, 3, 8), (longer, None))
    assert fact
    assert fact.event.type == "members.acting-cover-set.v1"
    with pytest.raises(errors.TenureDays):
        posts.set_cover(covered, TODAY - timedelta(days=1), by=DIRECTOR, at=AT)
    with pytest.raises(errors.NobodyActing):
        posts.set_cover(POST, TODAY, by=DIRECTOR, at=AT)
    for actor in (OTHER, EDITOR, VIEWER):
        with pytest.raises(Forbidden):
            posts.set_cover(covered, None, by=actor, at=AT)


def test_the_day_is_that_of_dubai() -> None:
    late = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    started, _ = posts.appoint(POST, Tenure("a", "permanent", date(2026, 3, 2)), home="D01", by=DIRECTOR, at=late)
    assert started.holder


def test_a_director_appoints_in_the_own_entity_only_and_an_editor_nowhere() -> None:
    for actor in (OTHER, EDITOR, VIEWER, GATEWAY):
        with pytest.raises(Forbidden):
            posts.appoint(POST, Tenure("a", "permanent", TODAY), home="D01", by=actor, at=AT)


def test_a_network_seat_is_the_secretariats_to_give() -> None:
    with pytest.raises(Forbidden):
        establishment.create("p", "D01", "director", NAME, is_network_seat=True, by=DIRECTOR)
    assert establishment.create("p", "D01", "director", NAME, is_network_seat=True, by=SECRETARY)[0].is_network_seat


@pytest.mark.parametrize(("day", "over"), [(TODAY - timedelta(days=1), True), (TODAY, False), (TODAY + timedelta(days=1), False)])
def test_an_acting_tenure_runs_through_its_last_day(day: date, over: bool) -> None:
    assert posts.has_run_out(Tenure("a", "acting", day - timedelta(days=9), day), TODAY) is over


def test_a_cover_ended_by_the_clock_ended_on_its_last_day() -> None:
    covered = Post("p", "D01", "director", NAME, tenures=(Tenure("a", "acting", date(2026, 1, 1), date(2026, 2, 1)),))
    ended, _ = posts.end_tenure(covered, "acting", None, by=CLOCK, at=AT)
    assert ended.tenures[0].to == date(2026, 2, 1)
