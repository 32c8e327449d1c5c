"""Others' facts: what agenda items show of campaigns, to whom, in whatever order the facts come; and the same through a real broker."""

import asyncio
from typing import Any

import pytest
from chassis.event import Fact, Published
from chassis.kafka import Publisher
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service
from chassis.testing import eventually, stop
from meetings_svc.app import build
from meetings_svc.handlers import HANDLERS
from meetings_svc.settings import Settings

from .conftest import DIRECTOR, GUEST, NOON, REVIEWER, SECRETARY, VIEWER, Desk, Made, entry, hear

NETWORK = {"kind": "network", "codes": [], "readers": ["*"]}
ONLY_D01 = {"kind": "entities", "codes": ["D01", "GNGC-SEC"], "readers": ["role:entity-director@D01", "role:reviewer@network"]}
BEFORE = {"kind": "network", "codes": []}
TITLE = {"ar": "صيف آمن", "en": "A Safe Summer"}
OPEN = {"campaignId": "c-1", "changed": ["status"], "audienceScope": NETWORK, "title": TITLE, "unknown": 1}
CLOSED = {"campaignId": "c-1", "changed": ["status"], "audienceScope": ONLY_D01}
LAUNCHED, COMPLETED = "campaigns.campaign-launched.v1", "campaigns.campaign-completed.v1"
CORRECTED = "campaigns.campaign-corrected.v1"
WITHDRAWN, CANCELLED = "campaigns.campaign-withdrawn.v1", "campaigns.campaign-cancelled.v1"


async def linked(published: Made) -> Desk:
    return await published(agenda=[entry("Campaign", kind="campaign-presentation", campaigns=["c-1"])])


async def shown(desk: Desk, by: Any = DIRECTOR) -> tuple[list[dict[str, Any]], bool]:
    item = (await desk.seen(by))["agenda"][0]
    return item["campaigns"], item["calledOff"]


@pytest.mark.parametrize(
    ("type_", "status", "off"),
    [(LAUNCHED, "live", False), (COMPLETED, "completed", False), (CANCELLED, "cancelled", True)],
)
async def test_an_item_shows_how_its_campaign_stands(published: Made, service: Service, type_: str, status: str, off: bool) -> None:
    desk = await linked(published)
    await hear(service, type_, OPEN, version=3)
    assert await shown(desk, VIEWER) == ([{"id": "c-1", "title": TITLE, "status": status}], off)


async def test_a_campaign_nobody_told_of_is_a_link_for_the_secretariat_only(published: Made) -> None:
    desk = await linked(published)
    assert await shown(desk, SECRETARY) == ([{"id": "c-1", "title": None, "status": None}], False)
    assert await shown(desk, DIRECTOR) == ([], False)


async def test_a_campaign_that_is_not_open_gives_no_title_and_only_its_entities_see_the_link(published: Made, service: Service) -> None:
    desk = await linked(published)
    await hear(service, LAUNCHED, CLOSED, version=3)
    untitled = [{"id": "c-1", "title": None, "status": "live"}]
    assert await shown(desk, DIRECTOR) == (untitled, False)
    assert await shown(desk, REVIEWER) == (untitled, False)
    assert await shown(desk, VIEWER) == ([], False)


async def test_a_withdrawn_campaign_marks_the_item_for_those_who_knew_of_it(published: Made, service: Service) -> None:
    desk = await linked(published)
    await hear(service, WITHDRAWN, CLOSED | {"title": TITLE}, version=3)
    assert (await shown(desk, DIRECTOR))[1] is True
    assert (await shown(desk, SECRETARY))[1] is True
    assert await shown(desk, VIEWER) == ([], False)


async def test_a_cancelled_campaign_keeps_its_title_for_who_may_read_it_still(published: Made, service: Service) -> None:
    desk = await linked(published)
    await hear(service, LAUNCHED, OPEN, version=3)
    ended = {"campaignId": "c-1", "audienceScope": {**NETWORK, "remaining": ONLY_D01["readers"]}}
    await hear(service, CANCELLED, ended, version=4)
    assert await shown(desk, DIRECTOR) == ([{"id": "c-1", "title": TITLE, "status": "cancelled"}], True)
    assert await shown(desk, VIEWER) == ([], False)


@pytest.mark.parametrize(("type_", "members"), [(LAUNCHED, True), (CANCELLED, False)])
async def test_of_facts_from_before_there_were_terms_only_what_all_may_read_is_shown(
    published: Made, service: Service, type_: str, members: bool
) -> None:
    desk = await linked(published)
    await hear(service, type_, OPEN | {"audienceScope": BEFORE}, version=3)
    assert bool((await shown(desk, VIEWER))[0]) is members
    assert (await shown(desk, SECRETARY))[0]


async def test_a_guest_of_no_entity_sees_only_what_all_may_know(published: Made, service: Service) -> None:
    desk = await published(agenda=[entry("Campaign", visibility="all", campaigns=["c-1"])])
    await hear(service, LAUNCHED, CLOSED, version=3)
    assert await shown(desk, GUEST) == ([], False)
    await hear(service, COMPLETED, OPEN, version=4)
    assert (await shown(desk, GUEST))[0][0]["status"] == "completed"


async def test_a_corrected_campaign_is_shown_by_its_newest_name_in_the_state_it_had(published: Made, service: Service) -> None:
    desk, newest = await linked(published), {"ar": "صيف آمن للجميع", "en": "A Safe Summer for All"}
    await hear(service, COMPLETED, OPEN, version=3)
    for version, title in ((4, newest), (3, TITLE)):
        await hear(service, CORRECTED, OPEN | {"title": title, "changed": ["title"]}, version=version)
    assert await shown(desk, VIEWER) == ([{"id": "c-1", "title": newest, "status": "completed"}], False)


async def test_a_partner_who_is_added_sees_the_link_and_one_who_left_does_not(published: Made, service: Service) -> None:
    desk = await linked(published)
    await hear(service, LAUNCHED, CLOSED, version=3)
    assert (await shown(desk, DIRECTOR))[0]
    other = {"kind": "entities", "codes": ["D02", "GNGC-SEC"], "readers": ["entity:D02"]}
    await hear(service, CORRECTED, CLOSED | {"audienceScope": other}, version=4)
    assert await shown(desk, DIRECTOR) == ([], False)


async def test_what_was_called_off_or_completed_by_mistake_is_shown_as_it_stands_again(published: Made, service: Service) -> None:
    desk = await linked(published)
    await hear(service, CANCELLED, OPEN, version=3)
    await hear(service, "campaigns.campaign-reinstated.v1", OPEN | {"status": "live"}, version=4)
    assert await shown(desk, VIEWER) == ([{"id": "c-1", "title": TITLE, "status": "live"}], False)
    await hear(service, COMPLETED, OPEN, version=5)
    await hear(service, "campaigns.campaign-reinstated.v1", OPEN | {"status": "exemplar"}, version=6)
    assert (await shown(desk, VIEWER))[0][0]["status"] == "completed"
    await hear(service, "campaigns.campaign-reopened.v1", OPEN, version=7)
    assert (await shown(desk, VIEWER))[0][0]["status"] == "live"


async def test_facts_in_any_order_and_twice_end_in_the_newest(published: Made, service: Service) -> None:
    desk = await linked(published)
    for type_, version in ((CANCELLED, 9), (LAUNCHED, 7), (CANCELLED, 9), (LAUNCHED, 7)):
        await hear(service, type_, OPEN, version=version)
    assert await shown(desk) == ([{"id": "c-1", "title": TITLE, "status": "cancelled"}], True)


async def test_a_campaign_that_closes_loses_its_title_here(published: Made, service: Service) -> None:
    desk = await linked(published)
    await hear(service, LAUNCHED, OPEN, version=7)
    await hear(service, COMPLETED, CLOSED, version=8)
    assert (await shown(desk, SECRETARY))[0][0]["title"] is None
    assert (await shown(desk, VIEWER))[0] == []


@pytest.mark.parametrize(
    ("registered", "edited"),
    [
        ("members.entity-registered.v2", "members.entity-edited.v1"),
        ("members.entity-registered.v1", "members.entity-renamed.v1"),
    ],
)
async def test_a_host_is_shown_by_its_newest_name(published: Made, service: Service, registered: str, edited: str) -> None:
    desk = await linked(published)
    await hear(service, edited, {"code": "D01", "name": {"ar": "الجديدة", "en": "The New"}}, version=2)
    await hear(service, registered, {"code": "D01", "name": {"ar": "القديمة", "en": "The Old"}}, version=1)
    assert (await desk.seen(VIEWER))["hostEntity"] == {"code": "D01", "name": {"ar": "الجديدة", "en": "The New"}}


class Launched(Published, type=LAUNCHED, topic="campaigns.campaign"):
    """The fact as its own service writes it."""

    campaign_id: str
    changed: tuple[str, ...]
    audience_scope: dict[str, Any]
    title: dict[str, str]


async def test_a_fact_travels_from_anothers_outbox_through_the_broker_to_the_agenda(
    settings: Settings, published: Made, service: Service
) -> None:
    desk = await linked(published)
    assert service.database is not None
    elsewhere = service.database["elsewhere"]
    relay = Relay(Publisher(settings), [elsewhere])
    worker = build(settings, roles=frozenset(("worker",)))
    tasks = [asyncio.create_task(work) for work in (relay.run(), worker.consumers[0].run())]
    try:
        event = Launched(**{name: value for name, value in OPEN.items() if name != "unknown"})
        await Outbox(elsewhere, source="urn:test", relay=relay.hand).insert({"_id": "c-1"}, Fact(event, NOON))

        async def live() -> bool:
            return (await shown(desk, VIEWER))[0] == [{"id": "c-1", "title": TITLE, "status": "live"}]

        await eventually(live, within=30)
    finally:
        await stop(*tasks)
        assert worker.database is not None
        worker.database.client.close()


def test_the_table_reads_campaigns_members_and_what_our_own_meetings_leave() -> None:
    assert HANDLERS.topics == {
        "campaigns.campaign",
        "members.entity",
        "members.post",
        "members.person",
        "meetings.outcome",
        "media.document",
    }
