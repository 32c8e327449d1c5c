"""Every change that takes a reader away says who remains, and tells who lost it no more than that. A change without a row here fails."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from chassis.audience import reads
from chassis.errors import DomainError
from chassis.event import Fact
from chassis.serve import Service
from meetings_svc import model as meetings
from meetings_svc.agenda.model import AgendaItem, Bi
from meetings_svc.life import model as life
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.outcomes import model as outcomes
from meetings_svc.outcomes.model import ActionItem, Decision, Origin
from meetings_svc.pack import model as packs
from meetings_svc.seats import model as seats
from meetings_svc.seats.model import Answer, Post, Seat

from .conftest import NOON, SAID, SECRETARY, Call, Made, facts_of, person, populate
from .test_readers import ALL as READERS
from .test_readers import outline

WHY, TEXT = Bi("سبب", "Reason"), Bi("نص", "Text")
DAY = date(2026, 3, 20)
ALL = [*READERS, replace(person("stand-in-1", "D02"), post="officer-1"), replace(person("officer-2", "D02"), post="officer-2")]
ACT = {"by": SECRETARY, "at": NOON}
GROUPS = ((), ("D02",), ("D03",), ("D01", "D02"))
NETWORK = ("D01", "D02", "D03", "D04")
ITEM = AgendaItem("i-1", TEXT, visibility="all", planned_minutes=5)
POSTS = {name: Post(name, code, "media-officer", "م", "O") for name, code in (("officer-1", "D01"), ("officer-2", "D01"))}
OWNERS = (("D01", "officer-1"), ("D02", "officer-2"), ("D03", "officer-3"))
ANSWERS = (Answer("accepted", "remote"), Answer("delegated", "remote", "officer-1"), Answer("delegated", "remote", "officer-2"))

Row = tuple[Any, Callable[[Any], Any], Callable[[Any], frozenset[str]]]


def a_meeting(status: MeetingStatus, invited: tuple[str, ...]) -> Meeting:
    wide = replace(outline(1, invited), venue=meetings.Venue(TEXT), end=NOON + timedelta(hours=3))
    return Meeting("m", wide, NOON, NOON, status=status, agenda=(ITEM,))


def of_meeting(status: MeetingStatus, invited: tuple[str, ...]) -> dict[str, Callable[[Any], Any]]:
    _ = status
    others: Callable[[Meeting], Any] = lambda one: [  # noqa: E731
        meetings.edit(one, replace(one.outline, invited=group), network=NETWORK, **ACT) for group in GROUPS if group != invited
    ]
    return {
        "edit": others,
        "announce": lambda one: [meetings.announce(one, **ACT)],
        "publish_agenda": lambda one: [meetings.publish_agenda(one, **ACT)],
        "add_item": lambda one: [meetings.add_item(one, replace(ITEM, id="i-2"), order=None, **ACT)],
        "change_item": lambda one: [meetings.change_item(one, replace(ITEM, title=WHY), order=None, **ACT)],
        "remove_item": lambda one: [meetings.remove_item(one, "i-1", **ACT)],
        "reorder_agenda": lambda one: [meetings.reorder_agenda(one, ["i-1"], **ACT)],
        "carry_over": lambda one: [meetings.carry_over(one, at=NOON)],
        "advance": lambda one: [life.advance(one, verb, **ACT) for verb in ("begin", "end", "archive")],
        "undo": lambda one: [life.undo(one, verb, WHY, **ACT) for verb in life.UNDONE if life.UNDONE[verb][0] is one.status],
        "halt": lambda one: [life.halt(one, verb, WHY, **ACT) for verb in ("postpone", "cancel")],
        "correct": lambda one: [life.correct(one, WHY, 9, WHY, **ACT)],
        "reschedule": lambda one: [life.reschedule(one, NOON, NOON + timedelta(hours=3), **ACT)],
        "circulate_minutes": lambda one: [life.circulate_minutes(one, **ACT)],
        "write_minutes": lambda one: [life.write_minutes(one, {"i-1": {"ar": "ن", "en": "T"}}, **ACT)],
    }


def of_decision() -> dict[str, Callable[[Any], Any]]:
    return {
        "amend": lambda one: [outcomes.amend(one, WHY, None, WHY, **ACT)],
        "rescind": lambda one: [outcomes.rescind(one, WHY, **ACT)],
        "reinstate": lambda one: [outcomes.reinstate(one, WHY, **ACT)],
    }


def of_action() -> dict[str, Callable[[Any], Any]]:
    return {
        "start": lambda one: [outcomes.start(one, **ACT)],
        "finish": lambda one: [outcomes.finish(one, "seen", **ACT)],
        "drop": lambda one: [outcomes.drop(one, WHY, **ACT)],
        "amend_action": lambda one: [outcomes.amend_action(one, WHY, DAY, owner, WHY, **ACT) for owner in OWNERS],
        "reopen": lambda one: [outcomes.reopen(one, WHY, **ACT)],
        "fall_overdue": lambda one: [change for change in [outcomes.fall_overdue(one, today=DAY + timedelta(days=1), at=NOON)] if change],
    }


def of_seat(meeting: Meeting) -> dict[str, Callable[[Any], Any]]:
    return {
        "respond": lambda one: [seats.respond(one, meeting, said, POSTS, **ACT) for said in ANSWERS],
        "respond_as_delegate": lambda one: [
            seats.respond_as_delegate(one, meeting, said, by=replace(SECRETARY, post="officer-1"), at=NOON)
            for said in (Answer("accepted"), Answer("declined", excuse="Ill"))
        ],
        "check_in": lambda one: [seats.check_in(one, meeting, "remote", **ACT)],
        "record": lambda one: [seats.record(one, meeting, "present", **ACT)],
    }


def rows() -> list[Row]:
    found: list[Row] = []
    for status, invited in product(MeetingStatus, GROUPS):
        found += [(a_meeting(status, invited), act, meetings.readers_of) for act in of_meeting(status, invited).values()]
    for group, state in product(GROUPS, ("adopted", "rescinded")):
        one = Decision("d", Origin("m", None, "x", NOON, group), TEXT, NOON, NOON, state=state)  # type: ignore[arg-type]
        found += [(one, act, outcomes.readers_of) for act in of_decision().values()]
    for group, owner, state in product(GROUPS, OWNERS, ("open", "overdue", "done", "dropped")):
        one = ActionItem("a", Origin("m", None, "x", NOON, group), TEXT, *owner, DAY, NOON, NOON, state=state)  # type: ignore[arg-type]
        found += [(one, act, outcomes.readers_of) for act in of_action().values()]
    for status, said in product(MeetingStatus, ANSWERS):
        one = Seat("m", "D01", 1, said)
        found += [(one, act, seats.readers_of) for act in of_seat(a_meeting(status, ())).values()]
    return found


def test_every_change_of_the_models_has_a_row() -> None:
    named = {*of_meeting(MeetingStatus.DRAFT, ()), *of_decision(), *of_action(), *of_seat(a_meeting(MeetingStatus.DRAFT, ()))}
    begin = {"draft", "adopt", "assign", "tell", "publish"}  # what begins a record, what the rows call, and a pack, which is its meeting's
    assert {name for module in (meetings, life, outcomes, seats, packs) for name in changes_in(module)} <= named | begin


def changes_in(module: ModuleType) -> set[str]:
    found = {name: one for name, one in vars(module).items() if inspect.isfunction(one) and one.__module__ == module.__name__}
    return {name for name, one in found.items() if not name.startswith("_") and "Fact" in str(inspect.signature(one).return_annotation)}


def told(fact: Fact | None) -> list[Any]:
    return [event for event in (fact.event, fact.also) if event] if fact else []


def test_who_can_read_no_longer_is_told_of_it_without_content_and_of_nothing_that_was_before() -> None:
    taken = given = 0
    for before, act, readers_of in rows():
        try:
            changes = act(before)
        except DomainError:
            continue
        for after, fact in changes:
            was, now = readers_of(before), readers_of(after)
            gone = [reader for reader in ALL if reads(reader, was) and not reads(reader, now)]
            taken += bool(gone)
            given += 1
            assert not gone or set(fact.event.audience_scope.remaining) == now, (act, before)
            for event in told(fact):
                named = [reader.id for reader in gone if reads(reader, event.audience_scope.readers)]
                content = event.model_dump(by_alias=True).keys() - {"audienceScope", "reason", "meetingId", "actionId"}
                assert not (named and content), (event, named)
            assert not told(fact) or set(fact.event.audience_scope.remaining) in (set(), now)
    assert (given, taken) >= (400, 30)


async def test_the_former_owner_of_an_action_item_is_told_that_it_is_for_others_and_why(service: Service, call: Call, held: Made) -> None:
    await populate(service)
    desk = await held(kind="working-group", invited=["D01"])
    asked = {"text": SAID, "ownerPost": "officer-2", "due": "2026-03-20"}
    made = (await call(SECRETARY, "POST", f"{desk.path}/action-items", json=asked)).json()
    other = {"text": {"ar": "جديد", "en": "New"}, "due": "2026-03-20", "ownerPost": "officer-1", "reason": SAID}
    done = await call(SECRETARY, "POST", f"/action-items/{made['id']}/amend", version=1, json=other)
    assert done.status_code == 200, done.text
    former = person("director-2", "D02", ("entity-director", "D02"))
    assert (await call(former, "GET", f"/action-items/{made['id']}")).status_code == 404
    *_, amended, reassigned = (await service.database["outcomes"].find_one({"_id": made["id"]}))["outbox"]
    assert [reads(former, one["content"]["audienceScope"]["readers"]) for one in (amended, reassigned)] == [False, True]
    assert not reads(former, amended["content"]["audienceScope"]["remaining"])
    assert reassigned["content"].keys() == {"meetingId", "actionId", "audienceScope", "reason"}
    assert reassigned["content"]["reason"] == SAID


def test_who_had_to_do_it_and_still_reads_it_as_a_member_is_not_told_that_they_do_not() -> None:
    one = ActionItem("a", Origin("m", None, "x", NOON), TEXT, *OWNERS[1], DAY, NOON, NOON)
    _, fact = outcomes.amend_action(one, TEXT, DAY, OWNERS[0], WHY, **ACT)
    assert fact.also is None
    assert reads(person("director-2", "D02", ("entity-director", "D02")), fact.event.audience_scope.readers)


async def test_an_entity_that_is_no_longer_invited_is_told_so_and_no_more(service: Service, published: Made) -> None:
    desk = await published(kind="working-group", invited=["D02"])
    await desk.act("PATCH", "", {"invited": ["D03"]})
    *_, amended, withdrawn = await facts_of(service, desk.body["id"])
    left_out = person("director-2", "D02", ("entity-director", "D02"))
    assert [reads(left_out, one["content"]["audienceScope"]["readers"]) for one in (amended, withdrawn)] == [False, True]
    assert withdrawn["content"].keys() == {"meetingId", "audienceScope"}
    assert not any(
        reads(one, withdrawn["content"]["audienceScope"]["readers"]) for one in (SECRETARY, person("x", "D03", ("viewer", "D03")))
    )


@pytest.mark.parametrize("group", GROUPS[1:])
async def test_of_a_meeting_for_all_that_becomes_one_for_some_the_others_are_told(
    service: Service, published: Made, group: tuple[str, ...]
) -> None:
    await populate(service)
    desk = await published(kind="working-group")
    await desk.act("PATCH", "", {"invited": list(group)})
    *_, amended, withdrawn = await facts_of(service, desk.body["id"])
    for code in ("D01", "D02", "D03"):
        member, left_out = person(f"x-{code}", code, ("viewer", code)), code not in {*group, "D01"}
        told = [reads(member, one["content"]["audienceScope"]["readers"]) for one in (amended, withdrawn)]
        assert told == [not left_out, left_out], code
        assert reads(member, amended["content"]["audienceScope"]["remaining"]) != left_out
    assert withdrawn["type"] == "meetings.invitation-withdrawn.v1"
    await desk.act("PATCH", "", {"invited": []})
    assert (await facts_of(service, desk.body["id"]))[-1]["type"] == "meetings.meeting-amended.v1"


@pytest.mark.parametrize("said", ANSWERS)
def test_another_answer_takes_the_seat_from_who_stood_in(said: Answer) -> None:
    before = Seat("m", "D01", 1, ANSWERS[1])
    after, fact = seats.respond(before, a_meeting(MeetingStatus.ANNOUNCED, ()), said, POSTS, **ACT)
    stands_in = ALL[-2]
    assert reads(stands_in, seats.readers_of(before))
    stays = said is ANSWERS[1]
    scope = fact.event.audience_scope
    assert (reads(stands_in, scope.readers), set(scope.remaining)) == (stays, set() if stays else seats.readers_of(after))
