"""Subscriptions follow the roles of who owns them and end with their entity, their post's holder, or their account."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.clock import now
from chassis.event import Cause, Envelope, because_of
from subscriptions_svc.app import build
from subscriptions_svc.catalogue.store import NoContracts
from subscriptions_svc.consumed import EntityDissolved, PostFellVacant, RoleHeld, RoleRevoked, TenureEnded, TenureStarted
from subscriptions_svc.handlers import (
    on_entity_closed,
    on_events,
    on_post_fell_vacant,
    on_roles_changed,
    on_tenure_ended,
    on_tenure_started,
)
from subscriptions_svc.log.model import Reader
from subscriptions_svc.subscriptions.commands import narrow_former

from contracts.generate import events

from .conftest import DIRECTOR, OTHER, REVIEWER, event

WISH = {"name": "Mirror", "sink": "http://127.0.0.1:9/hook"}
CAUSE = Cause("e-1", "members.role-revoked.v1", "reviewer-1", 3, "journey", now())


@pytest.fixture
async def made(call):
    return [(await call(REVIEWER, "POST", "/subscriptions", json=WISH)).json() for _ in range(2)]


async def test_an_owner_who_lost_a_role_is_told_less_in_all_their_subscriptions_once(made, stores) -> None:
    lost = RoleRevoked(person_id="reviewer-1", left=(RoleHeld(role="viewer", scope="GNGC-SEC"),))
    for _ in range(2):
        with because_of(CAUSE):
            await on_roles_changed(lost, CAUSE, stores)
    for one in made:
        found = await stores.subscriptions.current(one["id"])
        assert found.reader == Reader.of(replace(REVIEWER, grants=(Grant("viewer", "GNGC-SEC"),)))
        assert found.version == 2


IN_POST = replace(DIRECTOR, post="post-1")


def began(person: str, kind: str = "permanent") -> TenureStarted:
    return TenureStarted(post_id="post-1", post_kind="director", person_id=person, kind=kind)


async def test_a_subscription_stops_with_its_post_vacant_and_goes_on_from_its_place_with_the_successor(call, stores) -> None:
    made = (await call(IN_POST, "POST", "/subscriptions", json=WISH)).json()
    await on_roles_changed(RoleRevoked(person_id=IN_POST.id, left=()), CAUSE, stores)
    stopped = await stores.subscriptions.current(made["id"])
    assert (stopped.status, stopped.reason) == ("disabled", "owner-left")
    for _ in range(2):
        await on_tenure_started(began("successor"), CAUSE, stores)
    found = await stores.subscriptions.current(made["id"])
    assert (found.status, found.reason, found.owner, found.version) == ("active", None, "successor", stopped.version + 1)
    assert (found.reader, found.start_after) == (Reader.of(replace(IN_POST, id="successor")), stopped.start_after)
    await on_roles_changed(RoleRevoked(person_id=IN_POST.id, left=()), CAUSE, stores)
    assert (await stores.subscriptions.current(made["id"])).status == "active", "the one before has no part in it any more"


async def test_who_acts_takes_over_only_what_has_no_owner_and_another_post_nothing(call, stores) -> None:
    made = (await call(IN_POST, "POST", "/subscriptions", json=WISH)).json()
    await on_tenure_started(began("cover", "acting"), CAUSE, stores)
    await on_tenure_started(TenureStarted(post_id="post-2", post_kind="deputy", person_id="other", kind="permanent"), CAUSE, stores)
    assert (await stores.subscriptions.current(made["id"])).owner == IN_POST.id
    await on_roles_changed(RoleRevoked(person_id=IN_POST.id, left=()), CAUSE, stores)
    await on_tenure_started(began("cover", "acting"), CAUSE, stores)
    found = await stores.subscriptions.current(made["id"])
    assert (found.owner, found.status) == ("cover", "active")


async def test_what_somebody_paused_or_a_receiver_lost_stays_so_for_the_successor(call, stores) -> None:
    made = (await call(IN_POST, "POST", "/subscriptions", json=WISH)).json()
    await call(IN_POST, "POST", f"/subscriptions/{made['id']}/pause", version=1)
    await on_tenure_started(began("successor"), CAUSE, stores)
    found = await stores.subscriptions.current(made["id"])
    assert (found.owner, found.status) == ("successor", "paused")


async def test_a_closed_entity_is_told_nothing_more(made, stores) -> None:
    await on_entity_closed(EntityDissolved(code="GNGC-SEC"), CAUSE, stores)
    assert {(await stores.subscriptions.current(one["id"])).reason for one in made} == {"entity-closed"}


async def test_events_are_kept_under_the_type_that_outsiders_know(service, stores) -> None:
    known = replace(stores, type_prefix="org.example.")
    await on_events([event("c-1"), event("c-2", type_="org.example.campaigns.campaign-launched.v1")], known)
    kept = [json.loads(entry.body)["type"] for entry in stores.log.since(0) or ()]
    assert kept == ["org.example.campaigns.campaign-launched.v1"] * 2


def test_every_topic_is_read_once_by_the_consumer_of_its_domain(service, settings) -> None:
    *log, roles = service.consumers
    topics = sorted({event.topic for event in events()})
    assert sorted(topic for one in log for topic in one.topics) == topics
    assert all(topic.startswith(f"{one.group.removeprefix('subscriptions-svc-')}.") for one in log for topic in one.topics)
    assert roles.topics <= set(topics)


def test_nothing_starts_without_the_contracts(settings, tmp_path) -> None:
    with pytest.raises(NoContracts):
        build(settings.model_copy(update={"contracts_root": tmp_path}), roles=frozenset(("worker",)))


async def test_a_post_that_falls_vacant_stops_what_it_subscribed_to_although_its_holder_keeps_other_roles(call, stores) -> None:
    made = (await call(IN_POST, "POST", "/subscriptions", json=WISH)).json()
    await on_roles_changed(RoleRevoked(person_id=IN_POST.id, left=(RoleHeld(role="viewer", scope="D01"),)), CAUSE, stores)
    await on_tenure_ended(TenureEnded(post_id="post-1", post_kind="director", person_id=IN_POST.id), CAUSE, stores)
    left = await stores.subscriptions.current(made["id"])
    assert (left.owner, left.status) == ("", "active"), "perhaps somebody acts in the post"
    for _ in range(2):
        await on_post_fell_vacant(PostFellVacant(post_id="post-1"), CAUSE, stores)
    stopped = await stores.subscriptions.current(made["id"])
    assert (stopped.status, stopped.reason, stopped.version) == ("disabled", "owner-left", left.version + 1)
    await on_tenure_started(began("successor"), CAUSE, stores)
    assert (await stores.subscriptions.current(made["id"])).owner == "successor"


SYSTEM = Actor("account-1", "service-account", entity="D01", grants=(Grant("entity-editor", "D01"),), scopes=("events",))
GATEWAY = Actor.system("gateway")


def living(*ids: str, after: float = 5) -> dict[str, Any]:
    return {"json": {"ids": ids, "knownAt": (now() + timedelta(seconds=after)).isoformat()}}


async def test_what_belongs_to_an_account_stops_once_the_account_is_not_named_any_more(call, stores) -> None:
    made, other = [(await call(by, "POST", "/subscriptions", json=WISH)).json() for by in (SYSTEM, DIRECTOR)]
    assert (await call(GATEWAY, "PUT", "/service-accounts", **living("account-1", "account-2"))).status_code == 204
    assert (await stores.subscriptions.current(made["id"])).status == "active"
    assert (await call(GATEWAY, "PUT", "/service-accounts", **living("account-2", after=-60))).status_code == 204
    assert (await stores.subscriptions.current(made["id"])).status == "active", "the list is older than the subscription"
    for _ in range(2):
        assert (await call(GATEWAY, "PUT", "/service-accounts", **living("account-2"))).status_code == 204
    stopped = await stores.subscriptions.current(made["id"])
    assert (stopped.status, stopped.reason, stopped.version) == ("disabled", "owner-left", 2)
    assert (await stores.subscriptions.current(other["id"])).status == "active"


async def test_nobody_but_the_gateway_says_which_accounts_live(call) -> None:
    for by in (DIRECTOR, REVIEWER, SYSTEM, Actor.system("clock")):
        assert (await call(by, "PUT", "/service-accounts", **living())).status_code == 403


def roles(person_id: str, version: int, *left: tuple[str, str]) -> Envelope:
    held = [{"role": role, "scope": scope} for role, scope in left]
    return event(person_id, version, "members.role-granted.v1", personId=person_id, left=held)


async def test_subscriptions_from_before_get_what_their_owner_holds_and_who_pressed_a_button_gives_nothing(call, stores, happen, database):
    editor = Actor("editor-9", "person", "GNGC-SEC", "post-sec", (Grant("secretariat-editor", "network"),))
    mine, taken, secretariats, systems = [
        (await call(by, "POST", "/subscriptions", json=WISH)).json()["id"] for by in (DIRECTOR, OTHER, REVIEWER, SYSTEM)
    ]
    wide = {"reader": {"everything": True, "entities": ["D01", "D02"]}}
    await database["subscriptions"].update_many({}, {"$unset": {"grants": "", "kind": ""}, "$set": wide})
    await database["subscriptions"].update_one({"_id": taken}, {"$set": {"owner": editor.id, "post": editor.post}})
    await happen(
        roles(DIRECTOR.id, 1, ("viewer", "D01")),
        roles(DIRECTOR.id, 2, ("entity-director", "D01"), ("viewer", "D03")),
        roles(editor.id, 1, ("secretariat-editor", "network")),
        roles(REVIEWER.id, 1, ("reviewer", "network")),
    )
    assert await narrow_former(stores.subscriptions, stores.log, at=now()) == 4
    assert await narrow_former(stores.subscriptions, stores.log, at=now()) == 0
    read = {id_: await stores.subscriptions.current(id_) for id_ in (mine, taken, secretariats, systems)}
    assert (read[mine].owner, read[mine].grants) == (DIRECTOR.id, (Grant("entity-director", "D01"), Grant("viewer", "D03")))
    assert (read[taken].owner, read[taken].grants, read[taken].version) == ("", (Grant("entity-editor", "D02"),), 2)
    assert read[secretariats].reader == Reader.of(REVIEWER)
    assert (read[systems].kind, read[systems].grants) == ("service-account", (Grant("entity-editor", "D01"),))
