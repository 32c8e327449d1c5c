"""Every command of this service, what it moves and who may. A command without a row fails, and so does a row that the policy denies."""

import importlib
import inspect
from collections.abc import Callable
from pathlib import Path

import members_svc
import pytest
from chassis.auth import Actor, Grant
from members_svc.app import ROUTERS
from members_svc.policy import POLICY

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, SEED, VIEWER

# What a command moves: a person, a role, an owner, a reach; "-" moves none of them.
Row = tuple[str, str, str]
# command: what it moves, the permission of its door, what else whoever does it must hold (each of it is tested where it says)
COMMANDS: dict[str, Row] = {
    "entities.register_entity": ("reach", "entity.register", "-"),
    "entities.edit_entity": ("reach", "entity.edit", "-"),
    "entities.merge_entity": ("person, role, owner", "entity.end", "-"),
    "entities.dissolve_entity": ("role, owner", "entity.end", "-"),
    "entities.restore_entity": ("person, owner", "entity.end", "-"),
    "establishment.create_post": ("role", "post.create", "the right to give the role of its kind; for the network seat post.give-seat"),
    "establishment.edit_post": (
        "role",
        "post.edit",
        "the right to give the roles of both kinds, with nobody in it; the seat: post.give-seat",
    ),
    "establishment.close_post": ("owner", "post.close", "the right to take the role of its kind, with nobody in it"),
    "establishment.reopen_post": ("owner", "post.close", "the right to give the role of its kind"),
    "posts.appoint": (
        "person, role",
        "tenure.start",
        "the right to give its role; not oneself; another entity's person: tenure.start-across",
    ),
    "posts.vacate": ("role", "tenure.end", "tenure.end-others and the right to take every role that ends, but for the own post"),
    "posts.set_cover": ("role", "tenure.start", "the right to give its role; not the own cover"),
    "proposals.propose_appointment": ("-", "tenure.start", "the right to give its role; not oneself"),
    "proposals.accept_appointment": (
        "person, role",
        "tenure.consent",
        "to be asked, by who could appoint today; or what appointing asks for",
    ),
    "proposals.decline_appointment": ("-", "tenure.consent", "to be asked, or tenure.start-across"),
    "proposals.withdraw_appointment": ("-", "tenure.start", "-"),
    "tenures.correct_tenure": ("-", "tenure.correct", "the right to give the role of its kind"),
    "tenures.reinstate_tenure": ("person, role", "tenure.correct", "all that appointing asks for"),
    "people.register_person": ("reach", "person.register", "an address that is nobody's elsewhere"),
    "people.edit_person": ("reach", "person.edit", "person.edit-others and reach over every role held, or the own card; an own address"),
    "people.remove_person": ("person", "person.remove", "what editing asks for; nothing hangs on the card"),
    "roles.grant_role": ("role", "role.change", "the right to give this very role; not oneself; a person of the entity"),
    "roles.revoke_role": ("role", "role.change", "the right to take this very role; not oneself"),
    "reports.report_mistake": ("-", "card.report", "not the own card"),
    "reports.settle_report": ("-", "person.edit", "what editing the card asks for"),
    "reports.reopen_report": ("-", "person.edit", "what editing the card asks for"),
    "roster.assign_duty": ("reach", "roster.change", "a person who works in the entity"),
    "roster.release_duty": ("reach", "roster.change", "-"),
    "openings.record_opening": ("-", "person.read", "written before restricted fields are shown"),
    "credentials.set_password": ("reach", "credential.set", "an address that signs nobody else in"),
    "credentials.check_credentials": ("-", "credential.check", "-"),
}
# What nobody asks for: it follows from a fact or from the clock, and no door calls it.
FOLLOWS = {
    "establishment.reopen_posts": "an entity was restored",
    "posts.declare_vacancy": "a tenure ended",
    "posts.close_posts": "an entity ended",
    "posts.finish_closing": "a tenure in a closed post ended",
    "posts.end_run_out_covers": "the last day of a cover is over",
    "proposals.drop_run_out_proposals": "the time of an offer ran out, or its post closed",
    "people.show_entity_name": "an entity was edited",
    "people.show_post_title": "a post was edited",
    "people.return_to_entity": "an entity was restored",
    "roles.take_seat": "a tenure started",
    "roles.leave_seat": "a tenure ended",
    "roles.outlive_entity": "an entity ended",
}
ACTORS = {
    "admin": ADMIN, "secretary": SECRETARY, "director": DIRECTOR, "editor": EDITOR, "other": OTHER, "viewer": VIEWER, "seed": SEED,
    "gateway": GATEWAY, "account": Actor("account-1", "service-account", entity="D01", grants=(Grant("entity-reader", "D01"),)),
}  # fmt: skip
EVERYBODY = set(ACTORS) - {"seed", "gateway"}
# Who passes the door of a permission for a record of D01; what else is needed stands in the row.
MAY: dict[str, set[str]] = {
    "entity.register": {"admin", "secretary", "seed"},
    "entity.edit": {"admin", "secretary", "seed"},
    "entity.end": {"admin", "seed"},
    "post.create": {"admin", "secretary", "seed", "director"},
    "post.edit": {"admin", "secretary", "seed", "director"},
    "post.close": {"admin", "secretary", "seed", "director"},
    "tenure.start": {"admin", "secretary", "seed", "director"},
    "tenure.end": EVERYBODY | {"seed"},
    "tenure.consent": EVERYBODY | {"seed"},
    "tenure.correct": {"admin", "secretary", "seed", "director"},
    "person.register": {"admin", "secretary", "seed", "director"},
    "person.edit": EVERYBODY | {"seed"},
    "person.remove": {"admin", "secretary", "seed", "director"},
    "person.read": EVERYBODY | {"seed", "gateway"},
    "person.export": EVERYBODY,
    "role.change": {"admin", "secretary", "seed", "director"},
    "card.report": EVERYBODY,
    "roster.change": {"admin", "secretary", "seed", "director"},
    "credential.set": {"seed", "gateway"},
    "credential.check": {"gateway"},
}


def commands() -> dict[str, Callable[..., object]]:
    """Every public function of every commands.py, as the code has it."""
    found = {}
    for path in sorted(Path(next(iter(members_svc.__path__))).glob("*/commands.py")):
        noun = path.parent.name
        module = importlib.import_module(f"members_svc.{noun}.commands")
        own = {name: one for name, one in inspect.getmembers(module, inspect.iscoroutinefunction) if one.__module__ == module.__name__}
        found |= {f"{noun}.{name}": one for name, one in own.items() if not name.startswith("_")}
    return found


def called_from(*layers: str) -> set[str]:
    """The names of functions that some module of these layers mentions."""
    root = Path(next(iter(members_svc.__path__)))
    texts = [path.read_text() for layer in layers for path in root.rglob(f"{layer}.py")]
    return {name for name in commands() if any(f"{name.split('.')[1]}(" in text for text in texts)}


def test_every_command_has_a_row_and_every_row_a_command() -> None:
    assert set(commands()) == set(COMMANDS) | set(FOLLOWS)
    assert not set(COMMANDS) & set(FOLLOWS)


def test_what_follows_by_itself_has_no_door_and_what_somebody_does_has_one() -> None:
    asked = {name for name, one in commands().items() if "by" in inspect.signature(one).parameters}
    assert not asked & set(FOLLOWS)
    assert set(COMMANDS) - asked == {"credentials.set_password", "credentials.check_credentials"}
    assert called_from("routes") >= set(COMMANDS)
    assert called_from("handlers", "app") | {"posts.declare_vacancy"} >= set(FOLLOWS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_door_opens_to_those_of_its_row_and_to_nobody_else(command: str) -> None:
    permission = COMMANDS[command][1]
    assert {name for name, actor in ACTORS.items() if POLICY.allows(actor, permission, "D01")} == MAY[permission]


def test_every_door_asks_for_the_permission_of_its_row() -> None:
    routes = {route.name: route.openapi_extra["x-permission"] for router in ROUTERS for route in router.routes}
    named = {"appoint_to_post": "posts.appoint", "vacate_post": "posts.vacate", "cover_post": "posts.set_cover"}
    doors = {**{command.split(".")[1]: command for command in COMMANDS}, **named}
    for name, permission in routes.items():
        if name in doors:
            assert permission == COMMANDS[doors[name]][1], name
    writes = {route.name for router in ROUTERS for route in router.routes if {"POST", "PATCH", "PUT", "DELETE"} & set(route.methods)}
    assert writes - set(doors) == {"open_card"}
