"""Who may read a meeting, a seat or an outcome is said twice, to Mongo and in events: both say the same of every reader in every state."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from chassis.audience import reads
from chassis.auth import Actor, Grant
from chassis.serve import Service
from meetings_svc.agenda.model import AgendaItem, Bi
from meetings_svc.app import build
from meetings_svc.model import Meeting, MeetingStatus, as_seen_by, readers_of
from meetings_svc.outcomes import model as outcomes
from meetings_svc.outcomes.model import ActionItem, Decision, Origin
from meetings_svc.outline.model import Outline
from meetings_svc.seats import commands
from meetings_svc.seats import model as seats
from meetings_svc.seats.model import Answer, Seat

from .conftest import ADMIN, GUEST, NOON, OPS, READERS, REVIEWER, SECRETARY, Call, Made, answer, person, populate

NAMES = Bi("اجتماع", "Meeting")
SYSTEMS = [Actor(f"system-{code}", "service-account", code, grants=(Grant("entity-reader", code),)) for code in ("D01", "D02", "D03")]
OF_ENTITIES = ("entity-editor", "viewer", "studio-officer")
MORE = [
    *(
        person(f"{role}-{code}", code, (role, code))
        for role, code in product(("entity-editor", "viewer", "studio-officer"), ("D01", "D02", "D03"))
    ),
    person("releaser", "GNGC-SEC", ("studio-releaser", "network")),
    replace(person("stand-in", "D03"), post="post-2"),
    person("seconded", "D03", ("viewer", "D02")),
]
ALL = [*READERS, *SYSTEMS, *MORE]
GROUP = ("D02",)
DAY = date(2026, 4, 1)


def outline(number: int, invited: tuple[str, ...]) -> Outline:
    return Outline("working-group", NOON, NOON.replace(hour=10), number, NAMES, "D01", None, None, invited)


def meetings() -> list[Meeting]:
    pairs = enumerate(product(MeetingStatus, ((), GROUP)), 1)
    return [Meeting(f"m-{n}", outline(n, invited), NOON, NOON, status=status) for n, (status, invited) in pairs]


async def test_mongo_and_the_events_mean_the_same_readers_of_a_meeting(service: Service) -> None:
    store, made = service.app.state.stores.meetings, meetings()
    for one in made:
        await store.add(one, None)
    for reader in ALL:
        seen = {one.id for one in await store.between(NOON, NOON.replace(hour=23), seen_by=reader)}
        assert seen == {one.id for one in made if reads(reader, readers_of(one))}, reader.id


async def test_mongo_and_the_events_mean_the_same_readers_of_an_outcome(service: Service) -> None:
    store = service.app.state.stores.outcomes
    made: list[Any] = []
    for group in ((), ("D01", "D02")):
        origin = Origin("m-1", None, "working-group", NOON, group)
        made += [
            Decision(f"d-{len(group)}", origin, NAMES, NOON, NOON),
            ActionItem(f"a-{len(group)}", origin, NAMES, "D02", "post-2", DAY, NOON, NOON),
            ActionItem(f"b-{len(group)}", origin, NAMES, "D03", "post-3", DAY, NOON, NOON),
        ]
    for one in made:
        _, fact = outcomes.adopt(one.id, one.origin, NAMES, None, at=NOON)
        await store.add(one, fact)
    for reader in ALL:
        seen = {one.id for one in await store.of_meeting("m-1", seen_by=reader)}
        assert seen == {one.id for one in made if reads(reader, outcomes.readers_of(one))}, reader.id


@pytest.mark.parametrize("invited", [(), GROUP])
async def test_a_seat_is_read_by_those_whom_its_event_names(
    service: Service, call: Call, published: Made, invited: tuple[str, ...]
) -> None:
    await populate(service)
    desk = await published(kind="working-group", invited=list(invited))
    await answer(desk, {"status": "accepted", "mode": "remote"}, version=0, by=SECRETARY, entity="D02")
    found = await service.database["seats"].find_one({"_id": f"{desk.body['id']}/D02"})
    told = found["outbox"][-1]["content"]["audienceScope"]["readers"]
    for reader in ALL:
        shown = (await call(reader, "GET", f"{desk.path}/seats/D02")).status_code == 200
        assert shown == reads(reader, told), reader.id


async def test_a_seat_is_also_its_stand_ins(service: Service) -> None:
    one = Seat("m-1", "D01", 1, Answer("delegated", delegate_post="post-2"))
    assert commands.may_see(one, MORE[-2])
    assert not commands.may_see(replace(one, answer=None), MORE[-2])
    assert reads(MORE[-2], seats.readers_of(one))


async def test_an_uninvited_entity_sees_nothing_of_a_working_group(service: Service, call: Call, held: Made) -> None:
    await populate(service)
    desk = await held(kind="working-group", invited=["D02"])
    said = {"ar": "نص", "en": "Text"}
    made = (await call(SECRETARY, "POST", f"{desk.path}/decisions", json={"text": said})).json()
    outside, inside = person("director-3", "D03", ("entity-director", "D03")), person("director-2", "D02", ("entity-director", "D02"))
    paths = (
        desk.path,
        f"{desk.path}/minutes",
        f"{desk.path}/seats",
        f"{desk.path}/outcomes",
        f"{desk.path}/calendar",
        f"/decisions/{made['id']}",
    )
    for path in paths:
        assert ((await call(outside, "GET", path)).status_code, (await call(inside, "GET", path)).status_code) == (404, 200), path
    for query in ("/meetings", "/meetings/count", "/attendance?since=2026-03-01&until=2026-03-30", "/action-items"):
        shown = (await call(outside, "GET", query)).json()
        assert [shown.get(name) for name in ("items", "count", "meetings") if shown.get(name)] == [], query
    [fact, *_] = (await service.database["meetings"].find_one({"_id": desk.body["id"]}))["outbox"]
    assert (fact["content"]["audienceScope"]["kind"], fact["content"]["audienceScope"]["codes"]) == ("entities", ["D01", "D02", "GNGC-SEC"])


async def test_whom_a_meeting_is_for_can_change_and_what_was_told_of_it_follows(service: Service, published: Made) -> None:
    desk = await published(kind="working-group", invited=["D02"])
    await desk.act("PATCH", "", {"invited": ["D03"]})
    await desk.act("PATCH", "", {"title": {"ar": "آخر", "en": "Another"}})
    told = (await service.database["meetings"].find_one({"_id": desk.body["id"]}))["outbox"]
    scopes = [fact["content"]["audienceScope"] for fact in told if fact["type"].endswith("meeting-amended.v1")]
    assert ["entity:D02" in scope["readers"] for scope in scopes] == [False, False]
    assert ["entity:D03" in scope["remaining"] for scope in scopes] == [True, False]
    assert scopes[1]["remaining"] == []


@pytest.mark.parametrize(("second", "guests"), [("all", True), ("members", False)])
async def test_guests_hear_of_an_agenda_only_when_they_see_all_that_is_told_of_it(
    published: Made, service: Service, second: str, guests: bool
) -> None:
    agenda = [{"title": {"ar": "بند", "en": "Item"}, "plannedMinutes": 5, "visibility": seen} for seen in ("all", second, "secretariat")]
    desk = await published(agenda=agenda)
    told = (await service.database["meetings"].find_one({"_id": desk.body["id"]}))["outbox"][-1]["content"]
    assert reads(GUEST, told["audienceScope"]["readers"]) == guests == (len(await desk.titles(GUEST)) == len(told["agenda"]))
    assert all(reads(one, told["audienceScope"]["readers"]) for one in (SECRETARY, REVIEWER, ADMIN, OPS, *SYSTEMS))


async def test_what_came_of_a_group_before_outcomes_knew_it_is_kept_from_others_at_the_next_start_and_once(
    service: Service, settings: Any, held: Made, call: Call
) -> None:
    await populate(service)
    desk = await held(kind="working-group", invited=["D02"])
    made = (await call(SECRETARY, "POST", f"{desk.path}/decisions", json={"text": {"ar": "نص", "en": "Text"}})).json()
    await service.database["outcomes"].update_many({}, {"$unset": {"origin.seats": ""}})
    outside = person("director-3", "D03", ("entity-director", "D03"))
    for _ in range(2):
        again = build(settings, roles=frozenset(("api",)), clock=lambda: NOON)
        await again.open()
        again.database.client.close()
        assert (await call(outside, "GET", f"/decisions/{made['id']}")).status_code == 404
    stored = await service.database["outcomes"].find_one({"_id": made["id"]})
    assert stored["origin"]["seats"] == ["D01", "D02"]


def test_what_a_draft_holds_is_nobodys_but_the_secretariats() -> None:
    item = AgendaItem("i-1", NAMES, visibility="all")
    draft = Meeting("m-1", outline(1, ()), NOON, NOON, agenda=(item,))
    assert as_seen_by(draft, OPS).agenda == ()
    assert {one.id for one in ALL if reads(one, readers_of(draft))} == {"secretary-1", "reviewer-1", "admin-1"}
