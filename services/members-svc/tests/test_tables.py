"""Every state of an entity, a post, a tenure and a card, every act on it, everybody: the whole tables. Written apart from the rules."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, get_args

import pytest
from chassis.auth import Actor, Grant
from chassis.errors import DomainError, Forbidden, Text
from members_svc.entities import model as entities
from members_svc.entities.model import Entity, Particulars
from members_svc.establishment import model as establishment
from members_svc.people import model as people
from members_svc.people.model import Card, Contact, EntityRef, Person, Role, Seat
from members_svc.policy import ENTITY_ROLES, NETWORK_ROLES
from members_svc.posts import model as posts
from members_svc.posts.model import Post, Proposal, Tenure
from members_svc.published import PostKind, RoleName
from members_svc.roles import model as roles
from members_svc.tenures import model as tenures

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, SEED, VIEWER

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
TODAY = date(2026, 3, 1)
NAME = Text("دائرة", "Department")
ACCOUNT = Actor("account-1", "service-account", entity="D01", grants=(Grant("entity-reader", "D01"),))
CLOCK, EVENTS = Actor.system("clock"), Actor.system("events")
EVERYBODY = (ADMIN, SECRETARY, SEED, DIRECTOR, EDITOR, OTHER, VIEWER, GATEWAY, ACCOUNT)
ADMINS, KEEPERS = {ADMIN, SEED}, {ADMIN, SEED, SECRETARY}
LEADERS = KEEPERS | {DIRECTOR}
Act = Callable[[Any, Actor], Any]


def came(act: Callable[[], Any]) -> str:
    """What came of an act: done, forbidden for want of a right, or refused for what is."""
    try:
        act()
    except Forbidden:
        return "forbidden"
    except DomainError:
        return "refused"
    return "done"


def expected(may: bool, can: bool) -> str:
    return "forbidden" if not may else "done" if can else "refused"


# ---- entities ----

ENTITIES = {
    "active": Entity("D01", NAME, "department", TODAY),
    "merged": Entity("D01", NAME, "department", TODAY, status="merged", merged_into="D02", valid_to=TODAY),
    "dissolved": Entity("D01", NAME, "department", TODAY, status="dissolved", valid_to=TODAY),
}
NEIGHBOUR = Entity("D02", NAME, "department", TODAY)
ENTITY_ACTS: Mapping[str, tuple[Act, set[Actor], set[str]]] = {
    "edit": (
        lambda one, by: entities.edit(one, Particulars(Text("أ", "Another"), "department", None, ()), ancestors=(), by=by, at=AT),
        KEEPERS,
        {"active"},
    ),
    "merge": (lambda one, by: entities.merge(one, NEIGHBOUR, by=by, at=AT), ADMINS, {"active"}),
    "dissolve": (lambda one, by: entities.dissolve(one, by=by, at=AT), ADMINS, {"active"}),
    "restore": (lambda one, by: entities.restore(one, "a mistake", above=None, by=by, at=AT), ADMINS, {"merged", "dissolved"}),
}


@pytest.mark.parametrize(("state", "act"), list(product(ENTITIES, ENTITY_ACTS)))
def test_an_entity_in_every_state_for_everybody(state: str, act: str) -> None:
    do, may, states = ENTITY_ACTS[act]
    for actor in EVERYBODY:
        assert came(lambda actor=actor: do(ENTITIES[state], actor)) == expected(actor in may, state in states), actor.id
        offered = act in entities.acts(ENTITIES[state], by=actor)
        assert offered == (actor in may and state in states), actor.id


def test_every_state_of_an_entity_has_a_way_back() -> None:
    for state in ENTITIES:
        assert [act for act, (_, _, states) in ENTITY_ACTS.items() if state in states]


# ---- posts ----

HELD = Tenure("holder", "permanent", TODAY - timedelta(days=9))
COVERED = Tenure("cover", "acting", TODAY - timedelta(days=9), TODAY)
OVER = Tenure("before", "permanent", TODAY - timedelta(days=90), TODAY - timedelta(days=30), ended=True)
OFFER = Proposal("o", "asked", "permanent", "director-1", AT, AT + timedelta(days=9))
POSTS: Mapping[str, dict[str, Any]] = {
    "vacant": {},
    "vacant again": {"tenures": (OVER,), "vacant_since": TODAY},
    "offered": {"proposals": (OFFER,)},
    "held": {"tenures": (HELD,)},
    "covered": {"tenures": (COVERED,)},
    "held and covered": {"tenures": (HELD, COVERED)},
    "closed": {"closed": True, "tenures": (OVER,)},
    "closed with its entity": {"closed": True, "closed_with_entity": True, "tenures": (OVER,)},
}
EMPTY = {"vacant", "vacant again"}
OPEN = {*POSTS} - {"closed", "closed with its entity"}
HAS_HOLDER, HAS_COVER = {"held", "held and covered"}, {"covered", "held and covered"}
POST_ACTS: Mapping[str, tuple[Act, set[str]]] = {
    "edit": (lambda one, by: establishment.edit(one, Text("م", "New"), one.kind, is_network_seat=False, by=by, at=AT), OPEN),
    "close": (lambda one, by: establishment.abolish(one, by=by, at=AT), EMPTY),
    "reopen": (lambda one, by: establishment.reopen(one, by=by, at=AT), {*POSTS} - OPEN),
    "appoint": (
        lambda one, by: posts.appoint(one, Tenure("new", "permanent", TODAY), home="D01", by=by, at=AT),
        EMPTY | {"covered"},
    ),
    "appoint, acting": (
        lambda one, by: posts.appoint(one, Tenure("new", "acting", TODAY, TODAY), home="D01", by=by, at=AT),
        OPEN - HAS_COVER,
    ),
    "cover": (lambda one, by: posts.set_cover(one, TODAY + timedelta(days=1), by=by, at=AT), HAS_COVER),
    "vacate": (lambda one, by: posts.end_tenure(one, "permanent", "keys", by=by, at=AT), HAS_HOLDER),
    "end the cover": (lambda one, by: posts.end_tenure(one, "acting", "keys", by=by, at=AT), HAS_COVER),
}
OFFERED_AS = {"appoint, acting": "appoint", "vacate": "vacate-permanent", "end the cover": "vacate-acting"}


def keepers(kind: PostKind) -> set[Actor]:
    """Who keeps posts of a kind: whoever could give the role that comes with it."""
    return KEEPERS if kind in ("director", "deputy") else LEADERS


@pytest.mark.parametrize(("kind", "state", "act"), list(product(get_args(PostKind), POSTS, POST_ACTS)))
def test_a_post_in_every_state_for_everybody(kind: PostKind, state: str, act: str) -> None:
    post, (do, states) = Post("p1", "D01", kind, NAME, **POSTS[state]), POST_ACTS[act]
    for actor in EVERYBODY:
        may, can = actor in keepers(kind), state in states
        there = came(lambda actor=actor: do(post, actor))
        if can or may:
            assert there == expected(may, can), actor.id
        else:
            assert there != "done", actor.id
        named = OFFERED_AS.get(act, act)
        if act not in ("appoint", "appoint, acting"):
            assert (named in posts.acts(post, {}, by=actor, at=AT)) == (may and can), actor.id


@pytest.mark.parametrize("kind", get_args(PostKind))
def test_who_is_in_a_post_leaves_it_and_does_nothing_else_with_it_by_that(kind: PostKind) -> None:
    for actor in EVERYBODY:
        own = Tenure(actor.id, "permanent", TODAY - timedelta(days=9))
        post = Post("p1", "D01", kind, NAME, tenures=(own,))
        leaves = came(lambda post=post, actor=actor: posts.end_tenure(post, "permanent", "keys", by=actor, at=AT))
        assert leaves == "done", actor.id
        assert (came(lambda post=post, actor=actor: POST_ACTS["edit"][0](post, actor)) == "done") == (actor in keepers(kind))


@pytest.mark.parametrize(("kind", "seat"), list(product(get_args(PostKind), (True, False))))
def test_a_post_is_made_by_who_could_give_its_role_and_a_network_seat_by_the_secretariat(kind: PostKind, seat: bool) -> None:
    for actor in EVERYBODY:
        may = actor in (KEEPERS if seat else keepers(kind))
        made = came(lambda actor=actor: establishment.create("p", "D01", kind, NAME, is_network_seat=seat, by=actor))
        assert made == expected(may, can=True), actor.id
        given = came(
            lambda actor=actor: establishment.edit(Post("p", "D01", kind, NAME), NAME, kind, is_network_seat=seat, by=actor, at=AT)
        )
        assert given == expected(may, can=True), actor.id


@pytest.mark.parametrize(("before", "after"), list(product(get_args(PostKind), repeat=2)))
def test_the_kind_of_a_post_is_changed_by_who_keeps_both_kinds(before: PostKind, after: PostKind) -> None:
    for actor in EVERYBODY:
        changed = came(
            lambda actor=actor: establishment.edit(Post("p", "D01", before, NAME), NAME, after, is_network_seat=False, by=actor, at=AT)
        )
        assert changed == expected(actor in keepers(before) & keepers(after), can=True), actor.id


# ---- tenures ----

TENURES: Mapping[str, tuple[Tenure, ...]] = {
    "running": (OVER, HELD),
    "ended": (OVER, Tenure("holder", "permanent", TODAY - timedelta(days=20), TODAY - timedelta(days=2), ended=True)),
    "ended, another runs": (
        Tenure("holder", "permanent", TODAY - timedelta(days=20), TODAY - timedelta(days=10), ended=True),
        Tenure("new", "permanent", TODAY - timedelta(days=10)),
    ),
}
TENURE_ACTS: Mapping[str, tuple[Act, set[str]]] = {
    "correct": (
        lambda post, by: tenures.correct(
            post, number(post), post.tenures[number(post)].from_ + timedelta(days=1), post.tenures[number(post)].to, "a typo", by=by, at=AT
        ),
        {*TENURES},
    ),
    "reinstate": (lambda post, by: tenures.reinstate(post, number(post), None, "a mistake", home="D01", by=by, at=AT), {"ended"}),
}


def number(post: Post) -> int:
    return next(place for place, one in enumerate(post.tenures) if one.person == "holder")


@pytest.mark.parametrize(("kind", "state", "act"), list(product(get_args(PostKind), TENURES, TENURE_ACTS)))
def test_a_tenure_in_every_state_for_everybody(kind: PostKind, state: str, act: str) -> None:
    post, (do, states) = Post("p1", "D01", kind, NAME, tenures=TENURES[state]), TENURE_ACTS[act]
    for actor in EVERYBODY:
        assert came(lambda actor=actor: do(post, actor)) == expected(actor in keepers(kind), state in states), actor.id


@pytest.mark.parametrize("kind", get_args(PostKind))
def test_nobody_reinstates_the_own_tenure_and_only_the_secretariat_one_of_another_entitys_person(kind: PostKind) -> None:
    for actor in EVERYBODY:
        own = Tenure(actor.id, "permanent", TODAY - timedelta(days=20), TODAY - timedelta(days=2), ended=True)
        mine = Post("p1", "D01", kind, NAME, tenures=(own,))
        assert came(lambda actor=actor, mine=mine: tenures.reinstate(mine, 0, None, "x", home="D01", by=actor, at=AT)) == "forbidden"
        theirs = Post("p1", "D01", kind, NAME, tenures=TENURES["ended"])
        across = came(lambda actor=actor, theirs=theirs: tenures.reinstate(theirs, 1, None, "x", home="D02", by=actor, at=AT))
        assert (across == "done") == (actor in KEEPERS), actor.id


# ---- cards ----

CARD = Card(Text("موظف", "Officer"), Text("م", "O"), contact=Contact(email="a@d.example"))
OTHER_CARD = Card(Text("موظفة", "Officer"), Text("م", "O"), contact=Contact(email="a@d.example"))
D01, SEATED = EntityRef("D01", NAME), Seat("p1", "D01", "media-officer", NAME, "permanent")
HOLDS: Mapping[str, tuple[dict[str, Any], set[Actor]]] = {
    "nothing": ({}, LEADERS),
    "a role here": ({"roles": (Role("viewer", "D01", None),)}, LEADERS),
    "the director's role here": ({"roles": (Role("entity-director", "D01", None),)}, LEADERS),
    "a role elsewhere": ({"roles": (Role("viewer", "D02", None),)}, KEEPERS),
    "the director's role elsewhere": ({"roles": (Role("entity-director", "D02", None),)}, KEEPERS),
    "a role over the network": ({"roles": (Role("reviewer", "network", None),)}, ADMINS),
    "a post": ({"seats": (SEATED,)}, LEADERS),
}


@pytest.mark.parametrize("holds", HOLDS)
@pytest.mark.parametrize("confirm", [True, False])
def test_a_card_is_edited_and_confirmed_by_who_reaches_every_role_on_it_and_by_its_owner(holds: str, confirm: bool) -> None:
    fields, may = HOLDS[holds]
    for actor in EVERYBODY:
        theirs, own = Person("someone", CARD, D01, **fields), Person(actor.id, CARD, D01, **fields)
        edited = came(lambda actor=actor, theirs=theirs: people.edit(theirs, OTHER_CARD, confirm=confirm, by=actor, at=AT))
        assert edited == expected(actor in may, can=True), actor.id
        assert people.edit(own, OTHER_CARD, confirm=confirm, by=actor, at=AT)[0].card == OTHER_CARD


@pytest.mark.parametrize("holds", HOLDS)
def test_a_card_is_removed_by_who_could_edit_it_once_nothing_hangs_on_it(holds: str) -> None:
    fields, may = HOLDS[holds]
    for actor in EVERYBODY:
        theirs = Person("someone", CARD, D01, **fields)
        gone = came(lambda actor=actor, theirs=theirs: people.demand_that_it_can_go(theirs, actor))
        assert gone == expected(actor in may, can=holds == "nothing"), actor.id
        own = Person(actor.id, CARD, D01, **fields)
        assert came(lambda actor=actor, own=own: people.demand_that_it_can_go(own, actor)) != "done"


def test_a_card_is_registered_by_who_leads_the_entity_and_the_secretariat() -> None:
    for actor in EVERYBODY:
        assert came(lambda actor=actor: people.register("p", CARD, D01, by=actor)) == expected(actor in LEADERS, can=True), actor.id


# ---- roles ----


def givers(role: RoleName, scope: str, home: str) -> set[Actor]:
    """Who gives a role in a scope to a person who works in the entity `home`."""
    if (scope == "network") != (role in NETWORK_ROLES):
        return set()
    if scope == "network":
        return ADMINS
    if role == "entity-director" or home != scope:
        return KEEPERS
    return KEEPERS | {one for one in (DIRECTOR, OTHER) if one.has("entity-director", scope)}


@pytest.mark.parametrize(
    ("role", "scope", "home"), list(product(sorted(NETWORK_ROLES | ENTITY_ROLES), ("network", "D01", "D02"), ("D01", "D02")))
)
def test_a_role_is_given_and_taken_by_the_same_people_wherever_it_is_held(role: RoleName, scope: str, home: str) -> None:
    without = Person("someone", CARD, EntityRef(home, NAME))
    having = Person("someone", CARD, EntityRef(home, NAME), roles=(Role(role, scope, None),))
    for actor in (*EVERYBODY, CLOCK, EVENTS):
        may = actor in givers(role, scope, home)
        if actor not in (CLOCK, EVENTS):
            given = came(lambda actor=actor: roles.grant(without, role, scope, by=actor, at=AT))
            assert (given == "done") == may, actor.id
            taken = came(lambda actor=actor: roles.revoke(having, role, scope, by=actor, at=AT))
            assert (taken == "done") == may, actor.id
            nothing = came(lambda actor=actor: roles.revoke(without, role, scope, by=actor, at=AT))
            assert nothing != "done", actor.id
        own = Person(actor.id, CARD, EntityRef(home, NAME), roles=(Role(role, scope, None),))
        assert came(lambda actor=actor, own=own: roles.revoke(own, role, scope, by=actor, at=AT)) != "done"
        assert came(lambda actor=actor, own=own: roles.grant(own, role, scope, by=actor, at=AT)) != "done"
