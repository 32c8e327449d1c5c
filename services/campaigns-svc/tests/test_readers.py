"""Who may read a campaign is said twice, to Mongo and in its events: both say the same of every reader in every state."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any, get_args

import pytest
from campaigns_svc import model
from campaigns_svc.corrections import model as corrections
from campaigns_svc.model import PUBLIC, Campaign, Status, audience_of, readers_of
from campaigns_svc.plan.model import Bi, Classification, Plan
from campaigns_svc.returns import model as returns
from campaigns_svc.review.model import Person, Review
from chassis.audience import reads
from chassis.auth import Actor, Grant

from .conftest import DIRECTOR, SECRETARY, person

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
OF_ENTITIES = ("entity-director", "entity-editor", "viewer", "studio-officer", "entity-reader")
OF_NETWORK = ("network-admin", "secretariat-editor", "reviewer", "studio-officer", "studio-releaser", "ops")
READERS = [
    *(person(f"{role}-{code}", code, (role, code)) for role, code in product(OF_ENTITIES, ("D01", "D02", "D03", "GNGC-SEC"))),
    *(person(f"{role}-network", "GNGC-SEC", (role, "network")) for role in OF_NETWORK),
    *(Actor(f"system-{code}", "service-account", code, grants=(Grant("entity-reader", code),)) for code in ("D01", "D02", "D03")),
    person("seconded", "D02", ("viewer", "D01")),
    Actor("guest", "person"),
]


def campaign(status: Status, classification: Classification = "open", *, launched: bool, handed_in: bool = True) -> Campaign:
    plan = Plan(title=Bi("صيف", "Summer"), classification=classification, partner_entities=("D03",), topic="safety")
    return Campaign(
        f"{status}-{classification}-{launched}-{handed_in}", "GNGC-C-2026-0001", "D01", plan, Person("editor-1"), AT, AT, status=status,
        review=Review(submitted_at=AT if handed_in else None), launched_at=AT if launched else None, launch_at=AT,
    )  # fmt: skip


KNOWN = product(Status, get_args(Classification), (True, False), (True, False))
ALL = [campaign(status, kind, launched=launched, handed_in=handed_in) for status, kind, launched, handed_in in KNOWN]


async def test_mongo_and_the_events_mean_the_same_readers(service: Any) -> None:
    store = service.app.state.stores.campaigns
    for one in ALL:
        await store.add(replace(one, ref=one.id), None)
    for reader in READERS:
        found = {one.id for one in await store.some([one.id for one in ALL], seen_by=reader)}
        assert found == {one.id for one in ALL if reads(reader, readers_of(one))}, reader.id


async def test_an_entitys_system_reads_what_its_authors_read_and_writes_none_of_it(call: Any, drafted: Any) -> None:
    desk = await drafted()
    own, other = READERS[-5], READERS[-4]
    assert (own.entity, other.entity) == ("D01", "D02")
    read = await call(own, "GET", desk.path)
    assert (read.status_code, read.json()["actions"]) == (200, [])
    assert (await call(other, "GET", desk.path)).status_code == 404
    for verb in ("submit", "withdraw"):
        refused = await call(own, "POST", f"{desk.path}/{verb}", version=desk.body["version"], json={"reason": "none"})
        assert refused.status_code == 403
    assert (await call(own, "PATCH", desk.path, version=desk.body["version"], json={"summary": {"en": "x"}})).status_code == 403


def content(fact: Any) -> dict[str, Any]:
    return fact.event.model_dump(by_alias=True)


@pytest.mark.parametrize("status", sorted(model.WAITING | {Status.LIVE}))
def test_a_cancelled_campaign_is_told_to_who_could_read_it_by_id_and_reason_and_stays_with_who_still_may(status: Status) -> None:
    before = campaign(status, launched=status in PUBLIC)
    after, fact = returns.cancel(before, "The event was moved.", by=SECRETARY, at=AT)
    said = content(fact)
    assert set(said["audienceScope"]["readers"]) == readers_of(before)
    assert set(said["audienceScope"]["remaining"]) == (readers_of(after) if status is Status.LIVE else set())
    assert said["reason"] == "The event was moved."
    assert said.keys() == {"campaignId", "changed", "audienceScope", "ref", "leadEntity", "topic", "reason"}


def test_a_campaign_that_is_taken_back_is_told_to_who_could_read_it_and_its_past_follows_who_may() -> None:
    handed_in = campaign(Status.SUBMITTED, launched=False)
    draft, recalled = returns.recall(handed_in, by=DIRECTOR, at=AT)
    assert content(recalled).keys() == {"campaignId", "changed", "audienceScope"}
    assert set(content(recalled)["audienceScope"]["readers"]) == readers_of(handed_in)
    assert set(content(recalled)["audienceScope"]["remaining"]) == readers_of(draft) < readers_of(handed_in)
    again = audience_of(replace(draft, status=Status.SUBMITTED), before=draft)
    assert set(again.readers) == set(again.remaining) == readers_of(handed_in)


def test_a_partner_that_is_left_out_hears_of_it_without_content_and_nothing_of_what_was_before() -> None:
    before = campaign(Status.LIVE, "shared-confidential", launched=True)
    after = replace(before.plan, partner_entities=("D02",))
    _, fact = corrections.correct(before, after, "Another partner.", by=DIRECTOR, at=AT)
    scope = content(fact)["audienceScope"]
    assert {"entity:D02", "entity:D03"} < set(scope["readers"])
    assert "entity:D03" not in scope["remaining"]
    assert content(fact).keys() == {"campaignId", "changed", "audienceScope"}


def test_a_withdrawn_campaign_is_told_so_too_and_one_that_is_not_open_without_its_reason() -> None:
    _, fact = returns.withdraw(campaign(Status.SUBMITTED, launched=False), "a mistake", by=DIRECTOR, at=AT)
    assert content(fact)["reason"] == "a mistake"
    assert "title" not in content(fact)
    _, closed = returns.withdraw(campaign(Status.SUBMITTED, "shared-secret", launched=False), "a mistake", by=DIRECTOR, at=AT)
    assert content(closed).keys() == {"campaignId", "changed", "audienceScope"}
