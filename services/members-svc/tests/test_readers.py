"""Who is told of a card: those who see on it what the event tells of, whatever its owner holds and wherever they work."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from chassis.audience import reads
from chassis.auth import Actor, Grant
from chassis.errors import Text
from members_svc.openings.model import opening_of
from members_svc.people.model import Card, Contact, EntityRef, Person, Role, Seat, edit, keepers_of, readers_of_roles, seen_by
from members_svc.reports.model import report
from members_svc.roles.model import grant, outlive_entity, revoke, take_seat

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
D01, D02 = EntityRef("D01", Text("أ", "A")), EntityRef("D02", Text("ب", "B"))
CARD = Card(Text("س", "S"), Text("س", "S"), contact=Contact(mobile="+971501234567"))
OF_ENTITIES = ("entity-director", "entity-editor", "viewer", "studio-officer", "entity-reader")
OF_NETWORK = ("network-admin", "secretariat-editor", "reviewer", "studio-officer", "studio-releaser", "ops")
READERS = [
    Actor("owner", "person", "D01"),
    *(Actor(f"{role}-{code}", "person", code, grants=(Grant(role, code),)) for role, code in product(OF_ENTITIES, ("D01", "D02"))),
    *(Actor(f"{role}", "person", "GNGC-SEC", grants=(Grant(role, "network"),)) for role in OF_NETWORK),
    Actor("system", "service-account", "D01", grants=(Grant("entity-reader", "D01"), Grant("entity-editor", "D01"))),
]
ADMIN = READERS[11]
HELD = [(), (Role("entity-editor", "D01"),), (Role("entity-director", "D01"), Role("viewer", "D02")), (Role("reviewer", "network"),)]
people = pytest.mark.parametrize("roles", HELD, ids=lambda roles: "+".join(f"{one.role}@{one.scope}" for one in roles) or "none")


def somebody(roles: tuple[Role, ...], home: EntityRef = D01) -> Person:
    return Person("owner", CARD, home, roles=roles)


def readers(fact: Any) -> tuple[str, ...]:
    return fact.audience_scope.readers


@people
def test_what_waits_on_a_card_is_told_to_who_sees_it_there(roles: tuple[Role, ...]) -> None:
    person = somebody(roles)
    _, confirmed = edit(person, person.card, confirm=True, by=READERS[0], at=AT)
    _, reported = report(person, "r-1", "The number is wrong.", by=READERS[-1], at=AT)
    assert confirmed
    assert reported
    for reader in READERS:
        told = reads(reader, readers(confirmed.event)), reads(reader, readers(reported.event))
        assert told == (seen_by(reader, person).editable,) * 2, reader.id
    assert readers(reported.event) == keepers_of(person).readers


@people
def test_roles_are_told_to_who_sees_them_on_the_card(roles: tuple[Role, ...]) -> None:
    person = somebody(roles)
    given, granted = grant(person, "ops", "network", by=ADMIN, at=AT)
    _, revoked = revoke(given, "ops", "network", by=ADMIN, at=AT)
    assert granted
    assert revoked
    for reader in READERS:
        sees = seen_by(reader, given).roles is not None
        assert (reads(reader, readers(granted.event)), reads(reader, readers(revoked.event))) == (sees, sees), reader.id


def test_a_lost_role_is_told_to_who_saw_it_before_and_to_who_sees_that_it_is_gone() -> None:
    person = somebody((Role("entity-editor", "D01"),))
    moved, lost = outlive_entity(person, "D01", D02, at=AT)
    assert lost
    for reader in READERS:
        sees = any(seen_by(reader, one).roles is not None for one in (person, moved))
        assert reads(reader, readers(lost.event)) == sees, reader.id
    assert readers(lost.event) == readers_of_roles(moved, before=person).readers


def test_who_takes_a_post_elsewhere_is_told_of_there() -> None:
    seat = Seat("post-1", "D02", "director", Text("م", "Director"), "permanent")
    moved, fact = take_seat(somebody(()), seat, D02, at=AT)
    assert fact
    assert [reads(one, readers(fact.event)) for one in READERS] == [seen_by(one, moved).roles is not None for one in READERS]


@pytest.mark.parametrize("reader", READERS[1:], ids=lambda one: one.id)
def test_that_somebody_opened_a_card_is_told_to_its_owner_alone(reader: Actor) -> None:
    card = replace(seen_by(ADMIN, somebody(()), opening=True), opened=("mobile",))
    _, fact = opening_of("o-1", card, "export", by=ADMIN, at=AT)
    assert reads(READERS[0], readers(fact.event))
    assert not reads(reader, readers(fact.event))
