"""Subscriptions follow the roles of who owns them and end with their entity."""

import json

import pytest
from chassis.clock import now
from chassis.event import Cause, because_of
from subscriptions_svc.consumed import TOPICS, EntityDissolved, RoleHeld, RoleRevoked
from subscriptions_svc.handlers import HANDLERS, LOG, on_entity_closed, on_events, on_roles_changed
from subscriptions_svc.log.model import Reader

from .conftest import REVIEWER, event

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
        assert found.reader == Reader(False, frozenset(["GNGC-SEC"]))
        assert found.version == 2


async def test_a_closed_entity_is_told_nothing_more(made, stores) -> None:
    await on_entity_closed(EntityDissolved(code="GNGC-SEC"), CAUSE, stores)
    assert {(await stores.subscriptions.current(one["id"])).reason for one in made} == {"entity-closed"}


async def test_events_are_kept_under_the_type_that_outsiders_know(service, stores) -> None:
    from dataclasses import replace

    known = replace(stores, type_prefix="org.example.")
    await on_events([event("c-1"), event("c-2", type_="org.example.campaigns.campaign-launched.v1")], known)
    kept = [json.loads(entry.body)["type"] for entry in stores.log.since(0)]
    assert kept == ["org.example.campaigns.campaign-launched.v1"] * 2


def test_every_topic_is_read() -> None:
    assert LOG.topics == frozenset(TOPICS)
    assert HANDLERS.topics <= LOG.topics
