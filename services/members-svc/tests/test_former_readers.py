"""Whatever moves a person to another entity leaves what was told of their card to who sees something of it there."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from chassis.audience import reads
from members_svc.people import model as people
from members_svc.people.model import Person, Role, Seat, keepers_of, readers_of_roles
from members_svc.roles import model as roles

from .test_readers import ADMIN, AT, D01, D02, HELD, READERS, somebody

SEATS = [Seat("post-1", code, "media-officer", D01.name, tenure) for code, tenure in product(("D01", "D02"), ("permanent", "acting"))]
ENTITIES = {"D01": D01, "D02": D02}
# Each change of a person that can tell something, tried in every way.
CHANGES: Mapping[str, Callable[[Person], list[Any]]] = {
    "edit": lambda one: [people.edit(one, one.card, confirm=True, by=READERS[0], at=AT)],
    "grant": lambda one: [roles.grant(one, "viewer", "D01", by=ADMIN, at=AT), roles.grant(one, "ops", "network", by=ADMIN, at=AT)],
    "revoke": lambda one: [roles.revoke(one, held.role, held.scope, by=ADMIN, at=AT) for held in one.roles],
    "take_seat": lambda one: [roles.take_seat(one, seat, ENTITIES[seat.entity], at=AT) for seat in SEATS],
    "leave_seat": lambda one: [roles.leave_seat(one, "post-1", at=AT)],
    "outlive_entity": lambda one: [roles.outlive_entity(one, "D01", to, at=AT) for to in (D02, None)],
    "see_entity_renamed": lambda one: [people.see_entity_renamed(one, D01)],
    "return_to": lambda one: [people.return_to(replace(one, moved_from="D02"), D02, "D01", at=AT)],
    "see_post_retitled": lambda one: [people.see_post_retitled(one, "post-1", D01.name)],
}


def test_every_change_of_a_person_has_a_row() -> None:
    found = {
        name
        for module in (people, roles)
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
        and "members_svc.people.model.Person" in str(inspect.signature(one).return_annotation)
        and "Fact" in str(inspect.signature(one).return_annotation)
    }  # fmt: skip
    assert found - {"register"} == CHANGES.keys()  # nobody has heard of a new card


@pytest.mark.parametrize("held", [*HELD, (Role("entity-editor", "D02", "post-1"),)], ids=str)
@pytest.mark.parametrize("change", CHANGES)
def test_who_sees_nothing_of_a_card_any_more_is_left_nothing_that_was_told_of_it(change: str, held: tuple[Role, ...]) -> None:
    before = somebody(held)
    for after, fact in CHANGES[change](before):
        was, now = sees_something(before), sees_something(after)
        gone = [one for one in READERS if reads(one, was) and not reads(one, now)]
        assert (before.entity.code != after.entity.code) >= bool(gone)
        if not gone:
            continue
        assert fact, "told nobody"
        last = fact.also or fact.event
        assert set(last.audience_scope.remaining) == now
        assert not any(reads(one, last.audience_scope.remaining) for one in gone)


def sees_something(person: Person) -> set[str]:
    return {*keepers_of(person).readers, *readers_of_roles(person).readers}


@pytest.mark.parametrize(("change", "way"), [("outlive_entity", 0), ("return_to", 0), ("take_seat", 2)])
def test_a_move_that_leaves_the_roles_as_they_are_is_told_to_both_sides(change: str, way: int) -> None:
    before = somebody((Role("entity-editor", "D02"),))
    after, fact = CHANGES[change](before)[way]
    assert fact
    told = fact.event.model_dump()
    assert (told["person_id"], told["was"], told["entity"]) == ("owner", "D01", "D02") == (after.id, before.entity.code, after.entity.code)
    both = sees_something(before) | sees_something(after)
    assert {one.id for one in READERS if reads(one, fact.event.audience_scope.readers)} <= {one.id for one in READERS if reads(one, both)}
    assert reads(READERS[1], fact.event.audience_scope.readers)
    assert not reads(READERS[1], fact.event.audience_scope.remaining)
