"""The rules of subscriptions, without any server."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from chassis.auth import Actor, Grant
from hypothesis import given
from hypothesis import strategies as st
from subscriptions_svc.errors import AlreadyActive, EntityClosed, NoEntity, NotActive, NotOfItsEntity, ReadsMoreThanYou, TooManySecrets
from subscriptions_svc.log.model import Reader
from subscriptions_svc.policy import readers_of
from subscriptions_svc.subscriptions import model
from subscriptions_svc.subscriptions.model import Status, Wish

from .conftest import DIRECTOR, OTHER, REVIEWER, VIEWER

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
KEY = base64.b64encode(bytes(range(32))).decode()
MADE, CREATED = model.create("s-1", Wish("Mirror", "https://hooks.example.com/x"), by=DIRECTOR, secret="sealed", start_after=7, at=AT)


# ---- subscriptions ----


def test_a_subscription_belongs_to_the_entity_and_reads_with_its_owners_rights() -> None:
    assert (MADE.entity, MADE.owner, MADE.reader) == ("D01", "director-1", Reader.of(DIRECTOR))
    assert CREATED
    scope = CREATED.event.model_dump()["audience_scope"]
    assert (scope["kind"], scope["codes"]) == ("entities", ("D01", "GNGC-SEC"))
    assert set(scope["readers"]) == readers_of("D01")
    assert model.create("s", MADE.wish, by=REVIEWER, secret="x", start_after=0, at=AT)[0].reader == Reader.of(REVIEWER)


def test_who_belongs_to_no_entity_cannot_subscribe() -> None:
    with pytest.raises(NoEntity):
        model.home_of(Actor("service-9", "service-account"))


def test_no_fact_ever_holds_an_address_or_a_secret() -> None:
    edited = model.edit(MADE, Wish("Other", "https://secret.example.com/token"), by=DIRECTOR, at=AT)
    rotated = model.rotate(MADE, "whsec_x", by=DIRECTOR, at=AT)
    for _, fact in (edited, rotated, model.delete(MADE, at=AT), model.disable(MADE, reason="gone", at=AT), (MADE, CREATED)):
        assert fact
        said = fact.event.model_dump_json()
        assert "example.com" not in said
        assert "sealed" not in said
        assert "whsec" not in said


def test_pausing_twice_and_resuming_what_runs_are_conflicts() -> None:
    paused, _ = model.pause(MADE, at=AT)
    with pytest.raises(NotActive):
        model.pause(paused, at=AT)
    with pytest.raises(AlreadyActive):
        model.resume(MADE, by=DIRECTOR, at=AT)
    assert model.resume(paused, by=DIRECTOR, at=AT)[0].status is Status.ACTIVE


BUTTONS = {
    "edit": lambda found, by: model.edit(found, replace(found.wish, name="Other"), by=by, at=AT),
    "resume": lambda found, by: model.resume(model.pause(found, at=AT)[0], by=by, at=AT),
    "resume-failing": lambda found, by: model.resume(model.disable(found, reason="failing", at=AT)[0], by=by, at=AT),
    "resume-gone": lambda found, by: model.resume(model.disable(found, reason="gone", at=AT)[0], by=by, at=AT),
}
EDITOR = Actor("editor-9", "person", "GNGC-SEC", "post-sec", (Grant("secretariat-editor", "network"),))


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize("by", [EDITOR, REVIEWER, OTHER, replace(DIRECTOR, id="director-1b")], ids=lambda by: by.id)
def test_it_reads_what_its_owner_may_whoever_presses_a_button(button: str, by: Actor) -> None:
    changed, fact = BUTTONS[button](MADE, by)
    assert fact
    assert (changed.owner, changed.kind, changed.grants, changed.post) == (MADE.owner, MADE.kind, MADE.grants, MADE.post)
    assert changed.reader == Reader.of(DIRECTOR)
    assert changed.wanted.reader == Reader.of(DIRECTOR)


def test_what_lost_its_owner_is_resumed_by_its_own_entity_only_and_is_then_theirs() -> None:
    left, _ = model.disable(MADE, reason="owner-left", at=AT)
    for outsider in (EDITOR, OTHER):
        with pytest.raises(NotOfItsEntity):
            model.resume(left, by=outsider, at=AT)
    successor = replace(DIRECTOR, id="director-7", grants=(Grant("entity-editor", "D01"),))
    resumed, _ = model.resume(left, by=successor, at=AT)
    assert (resumed.owner, resumed.reader, resumed.reason) == ("director-7", Reader.of(successor), None)


def test_what_a_closed_entity_left_is_resumed_by_nobody() -> None:
    closed, _ = model.disable(MADE, reason="entity-closed", at=AT)
    for by in (DIRECTOR, EDITOR):
        with pytest.raises(EntityClosed):
            model.resume(closed, by=by, at=AT)


def test_what_somebody_from_outside_had_taken_over_is_narrowed_and_found_by_its_people() -> None:
    narrowed, fact = model.narrow(replace(MADE, owner=EDITOR.id, grants=EDITOR.grants, post=EDITOR.post), at=AT)
    assert fact
    assert fact.event.model_dump()["changed"] == ("reach",)
    assert "role:secretariat-editor@network" not in narrowed.reader.terms
    assert "post:post-sec" not in narrowed.reader.terms
    assert model.edit(narrowed, replace(MADE.wish, name="x"), by=EDITOR, at=AT)[0].owner == model.NOBODY
    assert model.edit(narrowed, replace(MADE.wish, name="x"), by=DIRECTOR, at=AT)[0].owner == DIRECTOR.id


def test_who_leaves_a_post_leaves_it_its_subscriptions_and_no_rights_of_their_own() -> None:
    held = replace(MADE, post="post-1", grants=(Grant("entity-director", "D01"), Grant("reviewer", "network")))
    left, _ = model.leave_post(held, DIRECTOR.id, "director", at=AT)
    assert (left.owner, left.grants, left.status) == (model.NOBODY, (Grant("entity-director", "D01"),), Status.ACTIVE)
    assert model.leave_post(held, "somebody-else", "director", at=AT) == (held, None)


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (DIRECTOR, True),
        (EDITOR, False),
        (REVIEWER, False),
        (replace(EDITOR, grants=(*EDITOR.grants, *DIRECTOR.grants)), False),  # not what is told of the owner alone
        (replace(DIRECTOR, kind="service-account"), False),
    ],
)
def test_only_who_reads_all_that_it_tells_says_where_to_and_how_it_is_signed(by: Actor, may: bool) -> None:
    moved = replace(MADE.wish, sink="https://elsewhere.example.com/x")
    assert model.may_redirect(MADE, by) is may
    for act in (partial(model.edit, MADE, moved), partial(model.rotate, MADE, "new")):
        try:
            act(by=by, at=AT)
        except ReadsMoreThanYou:
            assert not may
        else:
            assert may
    assert model.edit(MADE, replace(MADE.wish, name="Renamed"), by=by, at=AT)[0].wish.name == "Renamed"


def test_what_has_no_owner_is_taken_over_in_its_entity_alone() -> None:
    narrowed, _ = model.narrow(MADE, at=AT)
    assert [model.may_redirect(narrowed, by) for by in (DIRECTOR, EDITOR, OTHER, REVIEWER)] == [True, False, False, False]


def test_the_subscription_of_a_system_is_redirected_by_the_system_and_its_entitys_director() -> None:
    account = Actor("account-1", "service-account", "D01", None, (Grant("entity-reader", "D01"),), scopes=("events",))
    held, _ = model.create("s-2", MADE.wish, by=account, secret="sealed", start_after=0, at=AT)
    assert [model.may_redirect(held, by) for by in (account, DIRECTOR, EDITOR, OTHER, REVIEWER)] == [True, True, False, False, False]


def test_an_edit_that_changes_nothing_says_nothing() -> None:
    assert model.edit(MADE, MADE.wish, by=DIRECTOR, at=AT) == (MADE, None)


def test_an_old_secret_signs_along_until_its_time_is_over() -> None:
    rotated, _ = model.rotate(MADE, "new", by=DIRECTOR, overlap=timedelta(hours=1), at=AT)
    last = AT + timedelta(hours=1) - timedelta(microseconds=1)
    assert [one.sealed for one in rotated.secrets_at(last)] == ["new", "sealed"]
    assert [one.sealed for one in rotated.secrets_at(AT + timedelta(hours=1))] == ["new"]


@given(st.lists(st.tuples(st.integers(0, 168), st.integers(0, 200)), max_size=12), st.integers(0, 400))
def test_every_former_secret_signs_as_long_as_was_promised_and_no_longer(turns: list[tuple[int, int]], later: int) -> None:
    found, at, promised = MADE, AT, {"sealed": datetime.max.replace(tzinfo=UTC)}
    for number, (overlap, pause) in enumerate(turns):
        newest = found.secrets[0].sealed
        try:
            found, _ = model.rotate(found, f"secret-{number}", by=DIRECTOR, overlap=timedelta(hours=overlap), at=at)
        except TooManySecrets:
            assert len(found.secrets_at(at)) == model.MOST_SECRETS
        else:
            promised |= {newest: at + timedelta(hours=overlap), f"secret-{number}": datetime.max.replace(tzinfo=UTC)}
        assert len(found.secrets_at(at)) <= model.MOST_SECRETS
        at += timedelta(hours=pause)
    for instant in (at, at + timedelta(hours=later)):
        assert {one.sealed for one in found.secrets_at(instant)} == {name for name, until in promised.items() if until > instant}


def test_one_more_secret_than_may_sign_at_once_is_refused_and_without_overlap_it_goes() -> None:
    found = MADE
    for number in range(model.MOST_SECRETS - 1):
        found, _ = model.rotate(found, f"secret-{number}", by=DIRECTOR, at=AT + timedelta(hours=number))
    with pytest.raises(TooManySecrets) as refused:
        model.rotate(found, "one-too-many", by=DIRECTOR, at=AT + timedelta(hours=5))
    assert refused.value.facts["until"] == "2026-03-02T08:00:00.000Z"
    assert model.rotate(found, "at-once", by=DIRECTOR, overlap=timedelta(), at=AT + timedelta(hours=5))[0].secrets[0].sealed == "at-once"
    assert model.rotate(found, "in-time", by=DIRECTOR, at=AT + timedelta(hours=24))[0].secrets[0].sealed == "in-time"


def test_an_owner_who_loses_a_role_reads_less_and_without_any_the_subscription_stops() -> None:
    wide, _ = model.create("s", MADE.wish, by=REVIEWER, secret="x", start_after=0, at=AT)
    narrowed, fact = model.follow_roles(wide, REVIEWER.id, [Grant("viewer", "GNGC-SEC")], at=AT)
    assert fact
    assert narrowed.reader == Reader.of(replace(REVIEWER, grants=(Grant("viewer", "GNGC-SEC"),)))
    stopped, _ = model.follow_roles(MADE, DIRECTOR.id, [], at=AT)
    assert (stopped.status, stopped.reason) == (Status.DISABLED, "owner-left")
    assert model.follow_roles(MADE, DIRECTOR.id, [Grant("entity-director", "D01")], at=AT) == (MADE, None)
    assert model.follow_roles(MADE, "the-one-before", [], at=AT) == (MADE, None)


def test_a_viewer_has_no_say_over_subscriptions() -> None:
    from subscriptions_svc.policy import POLICY

    assert not POLICY.permits(VIEWER, "subscription.create")
    assert POLICY.permits(VIEWER, "event.read")
