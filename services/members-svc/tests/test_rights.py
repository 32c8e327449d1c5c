"""A role is given and taken by the same people at every door: by decision, with a post, with its cover, with its end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from chassis.auth import Actor, Grant
from chassis.errors import DomainError, Forbidden, Text
from members_svc import errors
from members_svc.establishment import model as establishment
from members_svc.people import model as people
from members_svc.people.model import Card, Contact, EntityRef, Person, Role, Seat
from members_svc.policy import CLOCK, EVENTS, NETWORK, ROLE_OF_POST
from members_svc.posts import model as posts
from members_svc.posts.model import Post, Tenure
from members_svc.published import PostKind
from members_svc.roles import model as roles

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, SEED, VIEWER

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
TODAY = date(2026, 3, 1)
NAME = Text("دائرة", "Department")
D01 = EntityRef("D01", NAME)
PERSON = Person("someone", Card(Text("موظف", "Officer"), Text("م", "O"), contact=Contact(email="a@d.example")), D01)
ACTORS = (ADMIN, SECRETARY, SEED, DIRECTOR, EDITOR, OTHER, VIEWER, GATEWAY)


def post(kind: PostKind, *tenures: Tenure) -> Post:
    return Post("p1", "D01", kind, NAME, tenures=tenures)


def gives(act: Callable[[], object]) -> bool:
    """Whether an act is carried out; it may be refused for want of a right alone."""
    try:
        act()
    except Forbidden:
        return False
    return True


def acting(until: int = 0) -> Tenure:
    return Tenure("someone", "acting", TODAY, TODAY + timedelta(days=until))


DOORS: dict[str, Callable[[PostKind, Actor], object]] = {
    "grant": lambda kind, by: roles.grant(PERSON, ROLE_OF_POST[kind], "D01", by=by, at=AT),
    "create": lambda kind, by: establishment.create("p", "D01", kind, NAME, is_network_seat=False, by=by),
    "appoint": lambda kind, by: posts.appoint(post(kind), Tenure("someone", "permanent", TODAY), home="D01", by=by, at=AT),
    "appoint, acting": lambda kind, by: posts.appoint(post(kind), acting(), home="D01", by=by, at=AT),
    "cover": lambda kind, by: posts.set_cover(post(kind, acting()), None, by=by, at=AT),
    "vacate": lambda kind, by: posts.end_tenure(post(kind, acting()), None, "x", by=by, at=AT),
}


@pytest.mark.parametrize("kind", get_args(PostKind))
@pytest.mark.parametrize("door", DOORS)
def test_every_door_gives_a_role_to_those_who_could_grant_it_and_to_nobody_else(door: str, kind: PostKind) -> None:
    keeps = {ADMIN, SECRETARY, SEED} | ({DIRECTOR} if ROLE_OF_POST[kind] != "entity-director" else set())
    assert {actor for actor in ACTORS if gives(lambda actor=actor: DOORS[door](kind, actor))} == keeps


def test_nobody_takes_or_keeps_a_post_by_the_own_hand_but_everybody_may_leave_it() -> None:
    for actor in (ADMIN, SECRETARY, DIRECTOR):
        own = Tenure(actor.id, "acting", TODAY, TODAY)
        with pytest.raises(errors.OwnRoles):
            posts.appoint(post("media-officer"), own, home="D01", by=actor, at=AT)
        with pytest.raises(errors.OwnRoles):
            posts.set_cover(post("media-officer", own), None, by=actor, at=AT)
    for actor in (VIEWER, EDITOR, DIRECTOR):
        assert posts.end_tenure(post("director", Tenure(actor.id, "permanent", TODAY)), None, "x", by=actor, at=AT)[0].holder is None


def test_a_person_of_another_entity_is_placed_by_the_secretariat_only() -> None:
    for actor in (ADMIN, SECRETARY, SEED):
        assert posts.appoint(post("media-officer"), Tenure("someone", "permanent", TODAY), home="D02", by=actor, at=AT)[0].holder
    for kind in ("permanent", "acting"):
        with pytest.raises(errors.ConsentNeeded):
            posts.appoint(post("media-officer"), Tenure("someone", kind, TODAY), home="D02", by=DIRECTOR, at=AT)


@pytest.mark.parametrize(
    ("role", "scope", "enders"),
    [
        ("entity-editor", "D01", {ADMIN, SECRETARY, SEED, DIRECTOR}),
        ("entity-director", "D01", {ADMIN, SECRETARY, SEED}),
        ("reviewer", NETWORK, {ADMIN, SEED}),
        ("network-admin", NETWORK, {ADMIN, SEED}),
    ],
)
def test_who_ends_a_tenure_could_take_every_role_that_ends_with_it(role: str, scope: str, enders: set[Actor]) -> None:
    held = post("media-officer", Tenure("someone", "permanent", TODAY))
    ended = {one for one in ACTORS if gives(lambda one=one: posts.end_tenure(held, None, "x", roles=[(role, scope)], by=one, at=AT))}
    assert ended == enders
    for follows in (CLOCK, EVENTS):
        assert posts.end_tenure(held, None, None, roles=[(role, scope)], by=follows, at=AT)[0].holder is None


@pytest.mark.parametrize(
    ("held", "editors"),
    [
        ([], {ADMIN, SECRETARY, SEED, DIRECTOR}),
        ([Role("entity-director", "D01")], {ADMIN, SECRETARY, SEED, DIRECTOR}),
        ([Role("entity-editor", "D02")], {ADMIN, SECRETARY, SEED}),
        ([Role("reviewer", NETWORK)], {ADMIN, SEED}),
        ([Role("network-admin", NETWORK)], {ADMIN, SEED}),
        ([Role("entity-editor", "D01"), Role("secretariat-editor", NETWORK)], {ADMIN, SEED}),
    ],
)
def test_an_account_with_roles_beyond_ones_reach_is_not_ones_to_edit(held: list[Role], editors: set[Actor]) -> None:
    person = Person("someone", PERSON.card, D01, roles=tuple(held))
    other = Card(PERSON.card.name, PERSON.card.initials, contact=Contact(email="mine@d.example"))
    assert {one for one in ACTORS if gives(lambda one=one: people.edit(person, other, confirm=False, by=one, at=AT))} == editors
    for actor in ACTORS:
        assert people.seen_by(actor, person).editable == (actor in editors), actor.id
    own = Actor("someone", "person", entity="D01")
    assert people.edit(person, other, confirm=False, by=own, at=AT)[0].card == other


def test_what_only_the_owner_sees_only_the_owner_changes() -> None:
    private = Card(PERSON.card.name, PERSON.card.initials, contact=Contact(email="a@d.example", private_email="home@p.example"))
    for actor in (ADMIN, SECRETARY, DIRECTOR):
        with pytest.raises(errors.OwnersField):
            people.edit(PERSON, private, confirm=False, by=actor, at=AT)
    assert people.edit(PERSON, private, confirm=False, by=Actor("someone", "person"), at=AT)[0].card == private


def test_who_moves_to_another_entity_keeps_no_role_in_the_one_left_but_those_of_posts_still_held_there() -> None:
    seat = Seat("p-old", "D01", "media-officer", NAME, "permanent")
    held = (Role("viewer", "D01"), Role("entity-editor", "D01", "p-old"), Role("reviewer", NETWORK), Role("viewer", "D03"))
    person = Person("someone", PERSON.card, D01, seats=(seat,), roles=held)
    moved, fact = roles.take_seat(person, Seat("p-new", "D02", "director", NAME, "permanent"), EntityRef("D02", NAME), at=AT)
    assert set(moved.roles) == {*held[1:], Role("entity-director", "D02", "p-new")}
    assert fact
    assert fact.also
    told = [fact.event.model_dump(), fact.also.model_dump()]
    assert (told[0]["role"], told[1]["revoked"]) == ("entity-director", ({"role": "viewer", "scope": "D01"},))
    assert told[0]["left"] == told[1]["left"]
    stayed, _ = roles.take_seat(person, Seat("p-new", "D02", "director", NAME, "acting"), EntityRef("D02", NAME), at=AT)
    assert set(stayed.roles) == {*held, Role("entity-director", "D02", "p-new")}


def test_every_refusal_for_want_of_a_right_says_so_in_both_languages() -> None:
    for refusal in (errors.RoleNotYoursToGive, errors.AccountOutOfReach, errors.OwnersField, errors.ConsentNeeded, errors.OwnRoles):
        assert issubclass(refusal, DomainError)
        assert refusal.detail.ar
        assert refusal.detail.en


def test_a_service_account_of_an_entity_gives_nothing() -> None:
    account = Actor("account-1", "service-account", entity="D01", grants=(Grant("viewer", "D01"),))
    assert not any(gives(lambda door=door: door("media-officer", account)) for door in DOORS.values())
