"""The rules of people, their seats and their roles, without any storage."""

from datetime import UTC, datetime

import pytest
from chassis.auth import Actor, Policy
from chassis.errors import Forbidden, Text
from members_svc import errors
from members_svc.people import model as people
from members_svc.people.model import Card, EntityRef, Person, Role, Seat
from members_svc.policy import NETWORK_ROLES, POLICY, ROLE_OF_POST
from members_svc.roles import model as roles

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, SEED, VIEWER

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
NAME = Text("دائرة", "Department")
PERSON = Person("someone", Card(Text("موظف", "Officer"), Text("م", "O")), EntityRef("D01", NAME))


def seated(role: str = "reviewer", scope: str = "network") -> Person:
    seat = Seat("p1", "D01", "media-officer", NAME, "permanent")
    person, _ = roles.take_seat(PERSON, seat, EntityRef("D01", NAME), at=AT)
    return roles.grant(person, role, scope, by=ADMIN, at=AT)[0]


@pytest.mark.parametrize(
    ("by", "role", "scope", "refusal"),
    [
        (ADMIN, "network-admin", "network", None),
        (ADMIN, "entity-director", "D02", None),
        (SEED, "network-admin", "network", None),
        (SECRETARY, "reviewer", "network", Forbidden),
        (SECRETARY, "entity-director", "D01", None),
        (DIRECTOR, "entity-editor", "D01", None),
        (DIRECTOR, "viewer", "D01", None),
        (DIRECTOR, "entity-director", "D01", Forbidden),
        (DIRECTOR, "reviewer", "network", Forbidden),
        (DIRECTOR, "entity-editor", "D02", Forbidden),
        (OTHER, "entity-editor", "D01", Forbidden),
        (OTHER, "entity-editor", "D02", errors.NotOfThisEntity),
        (EDITOR, "viewer", "D01", Forbidden),
        (GATEWAY, "viewer", "D01", Forbidden),
        (ADMIN, "reviewer", "D01", errors.RoleOutOfScope),
        (ADMIN, "entity-editor", "network", errors.RoleOutOfScope),
    ],
)
def test_who_gives_which_role_where(by: Actor, role, scope: str, refusal: type[Exception] | None) -> None:
    if refusal:
        with pytest.raises(refusal):
            roles.grant(PERSON, role, scope, by=by, at=AT)
    else:
        granted, fact = roles.grant(PERSON, role, scope, by=by, at=AT)
        assert granted.roles == (Role(role, scope),)
        assert fact


def test_nobody_changes_the_own_roles() -> None:
    for actor in (ADMIN, DIRECTOR):
        own = Person(actor.id, PERSON.card, EntityRef(actor.entity or "", NAME), roles=(Role("viewer", "D01"),))
        with pytest.raises(errors.OwnRoles):
            roles.grant(own, "viewer", "D01", by=actor, at=AT)
        with pytest.raises(errors.OwnRoles):
            roles.revoke(own, "viewer", "D01", by=actor, at=AT)


def test_a_role_that_is_held_is_not_announced_again() -> None:
    person = seated()
    assert roles.grant(person, "reviewer", "network", by=ADMIN, at=AT) == (person, None)


def test_a_role_that_is_not_held_is_not_revoked() -> None:
    with pytest.raises(errors.RoleNotHeld):
        roles.revoke(PERSON, "reviewer", "network", by=ADMIN, at=AT)


def test_a_role_given_in_a_post_ends_with_it_and_one_given_before_stays() -> None:
    early, _ = roles.grant(PERSON, "viewer", "D02", by=ADMIN, at=AT)
    late, _ = roles.take_seat(early, Seat("p1", "D01", "director", NAME, "permanent"), EntityRef("D01", NAME), at=AT)
    late, _ = roles.grant(late, "studio-officer", "network", by=ADMIN, at=AT)
    left, fact = roles.leave_seat(late, "p1", at=AT)
    assert left.roles == (Role("viewer", "D02"),)
    assert fact
    assert {role["scope"] for role in fact.event.model_dump()["revoked"]} == {"D01", "network"}


def test_a_permanent_post_says_where_one_works_and_an_acting_one_does_not() -> None:
    there = EntityRef("D02", NAME)
    assert roles.take_seat(PERSON, Seat("p2", "D02", "director", NAME, "acting"), there, at=AT)[0].entity.code == "D01"
    assert roles.take_seat(PERSON, Seat("p2", "D02", "director", NAME, "permanent"), there, at=AT)[0].entity.code == "D02"


def test_the_first_permanent_seat_is_shown_before_an_acting_one() -> None:
    acting = Seat("p2", "D02", "director", NAME, "acting")
    permanent = Seat("p1", "D01", "deputy", NAME, "permanent")
    assert Person("x", PERSON.card, PERSON.entity, seats=(acting, permanent)).seat == permanent


def test_one_confirms_the_own_card_and_a_stranger_touches_it_not() -> None:
    own = Actor("someone", "person", entity="D01")
    confirmed, fact = people.edit(PERSON, PERSON.card, confirm=True, by=own, at=AT)
    assert (confirmed.confirmed_at, people.edit(PERSON, PERSON.card, confirm=False, by=own, at=AT)[1]) == (AT, None)
    assert fact
    assert fact.event.type == "members.card-confirmed.v1"
    for stranger in (EDITOR, OTHER, GATEWAY):
        with pytest.raises(Forbidden):
            people.edit(PERSON, PERSON.card, confirm=True, by=stranger, at=AT)


def test_every_network_role_is_one_that_exists_and_every_post_brings_an_entity_role() -> None:
    assert not NETWORK_ROLES & set(ROLE_OF_POST.values())
    assert set(ROLE_OF_POST) == {"director", "deputy", "media-officer", "brand-officer", "studio-officer", "duty-contact"}


def test_losing_a_role_never_adds_a_right() -> None:
    """Over the whole table: whatever an actor with one role less may do, the actor with it may do too."""
    assert isinstance(POLICY, Policy)
    for actor in (ADMIN, SECRETARY, DIRECTOR, EDITOR, VIEWER):
        bare = Actor(actor.id, "person", entity=actor.entity)
        for permission in POLICY:
            for code in ("D01", "D02", None):
                assert POLICY.allows(actor, permission, code) or not POLICY.allows(bare, permission, code)
