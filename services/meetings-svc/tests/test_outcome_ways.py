"""No dead ends: a decision and an action item have a way on or back from every state, and what a closed entity has to do goes on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from chassis.errors import Forbidden
from chassis.serve import Service
from meetings_svc import errors
from meetings_svc.agenda.model import Bi
from meetings_svc.outcomes import model as outcomes
from meetings_svc.outcomes.model import ActionItem, Decision, Origin

from .conftest import (
    DIRECTOR,
    NOON,
    READERS,
    REVIEWER,
    SAID,
    SECRETARY,
    Call,
    Desk,
    Made,
    hear,
    populate,
)

WHY = Bi("سبب", "Reason")
ORIGIN = Origin("m", None, "network-meeting", NOON)

DECISION = Decision("d", ORIGIN, WHY, NOON, NOON)
ACTION = ActionItem("a", ORIGIN, WHY, "D01", "officer-1", date(2026, 3, 20), NOON, NOON)
OWNER = ("D02", "officer-2")
TEXT = Bi("نص آخر", "Another text")
ACTION_WAYS = {
    "open": {"start", "finish", "amend", "drop"},
    "in-progress": {"finish", "amend", "drop"},
    "overdue": {"finish", "amend", "drop"},
    "done": {"reopen"},
    "dropped": {"reopen"},
}
DECISION_WAYS = {"adopted": {"amend", "rescind"}, "amended": {"amend", "rescind"}, "rescinded": {"reinstate"}}
ACTION_ACTS: dict[str, Any] = {
    "start": lambda one, by: outcomes.start(one, by=by, at=NOON),
    "finish": lambda one, by: outcomes.finish(one, "seen", by=by, at=NOON),
    "drop": lambda one, by: outcomes.drop(one, WHY, by=by, at=NOON),
    "amend": lambda one, by: outcomes.amend_action(one, TEXT, one.due, OWNER, WHY, by=by, at=NOON),
    "reopen": lambda one, by: outcomes.reopen(one, WHY, by=by, at=NOON),
}
DECISION_ACTS: dict[str, Any] = {
    "amend": lambda one, by: outcomes.amend(one, TEXT, None, WHY, by=by, at=NOON),
    "rescind": lambda one, by: outcomes.rescind(one, WHY, by=by, at=NOON),
    "reinstate": lambda one, by: outcomes.reinstate(one, WHY, by=by, at=NOON),
}
REFUSED = (errors.NotOpen, errors.NotClosed)


@pytest.mark.parametrize("state", ACTION_WAYS)
@pytest.mark.parametrize("verb", ACTION_ACTS)
def test_an_action_item_goes_the_ways_of_the_table_and_no_other(state: Any, verb: str) -> None:
    one = replace(ACTION, state=state)
    assert set(outcomes.verbs_for(one, SECRETARY)) == ACTION_WAYS[state]
    if verb in ACTION_WAYS[state]:
        after, fact = ACTION_ACTS[verb](one, SECRETARY)
        assert after != one
        assert fact.event.action_id == "a"
    else:
        with pytest.raises(REFUSED):
            ACTION_ACTS[verb](one, SECRETARY)


@pytest.mark.parametrize("state", DECISION_WAYS)
@pytest.mark.parametrize("verb", DECISION_ACTS)
def test_a_decision_goes_the_ways_of_the_table_and_no_other(state: Any, verb: str) -> None:
    one = replace(DECISION, state=state)
    assert set(outcomes.verbs_for(one, SECRETARY)) == DECISION_WAYS[state]
    if verb in DECISION_WAYS[state]:
        assert DECISION_ACTS[verb](one, SECRETARY)[0] != one
    else:
        with pytest.raises(REFUSED):
            DECISION_ACTS[verb](one, SECRETARY)


@pytest.mark.parametrize("state", ACTION_WAYS)
@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.id)
def test_what_a_reader_is_offered_of_an_action_is_what_they_may(state: Any, reader: Any) -> None:
    one = replace(ACTION, state=state)
    for verb in ACTION_WAYS[state]:
        if verb in outcomes.verbs_for(one, reader):
            assert ACTION_ACTS[verb](one, reader)
        else:
            with pytest.raises(Forbidden):
                ACTION_ACTS[verb](one, reader)


def test_its_post_reopens_what_it_called_done_but_not_what_the_secretariat_dropped() -> None:
    assert outcomes.verbs_for(replace(ACTION, state="done"), DIRECTOR) == ["reopen"]
    assert outcomes.verbs_for(replace(ACTION, state="dropped"), DIRECTOR) == []
    assert outcomes.verbs_for(replace(ACTION, state="done"), REVIEWER) == []


def test_an_overdue_action_that_gets_a_later_day_is_not_overdue_and_keeps_the_day_it_had() -> None:
    late = replace(ACTION, state="overdue")
    after, fact = outcomes.amend_action(late, late.text, date(2026, 4, 1), ("D01", "officer-1"), WHY, by=SECRETARY, at=NOON)
    assert (after.state, after.due, after.earlier[0].due, after.earlier[0].by) == (
        "in-progress",
        date(2026, 4, 1),
        ACTION.due,
        SECRETARY.id,
    )
    told: Any = fact.event
    assert (told.changed, told.was_due, told.reason.en) == (("due",), ACTION.due, "Reason")
    with pytest.raises(errors.NothingAmended):
        outcomes.amend_action(late, late.text, late.due, ("D01", "officer-1"), WHY, by=SECRETARY, at=NOON)


def test_a_reinstated_decision_is_what_it_was_before_it_was_rescinded() -> None:
    amended, _ = outcomes.amend(DECISION, TEXT, None, WHY, by=SECRETARY, at=NOON)
    for before in (DECISION, amended):
        rescinded, _ = outcomes.rescind(before, WHY, by=SECRETARY, at=NOON)
        assert outcomes.reinstate(rescinded, WHY, by=SECRETARY, at=NOON)[0] == before


async def act(call: Call, one: dict[str, Any], verb: str, body: Any, *, by: Any = SECRETARY, status: int = 200) -> dict[str, Any]:
    done = await call(by, "POST", f"/action-items/{one['id']}/{verb}", version=one["version"], json=body)
    assert done.status_code == status, done.text
    return done.json()


async def opened(desk: Desk, **changes: Any) -> dict[str, Any]:
    body = {"text": SAID, "ownerPost": "officer-1", "due": "2026-03-20", **changes}
    made = await desk.call(SECRETARY, "POST", f"{desk.path}/action-items", json=body)
    assert made.status_code == 201, made.text
    return made.json()


async def test_an_action_is_given_to_another_post_and_shows_whose_it_was(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    assert (await act(call, one, "amend", {"ownerPost": "nobody", "reason": SAID}, status=422))["type"].endswith("unknown-owner")
    await act(call, one, "amend", {"ownerPost": "officer-2", "reason": SAID}, by=DIRECTOR, status=403)
    moved = await act(call, one, "amend", {"ownerPost": "officer-2", "reason": SAID})
    assert (moved["owner"]["code"], moved["ownerPost"]["id"], moved["due"]) == ("D02", "officer-2", "2026-03-20")
    assert (moved["earlier"][0]["owner"]["code"], moved["earlier"][0]["ownerPost"]["id"], moved["earlier"][0]["reason"]) == (
        "D01",
        "officer-1",
        SAID,
    )
    mine = (await call(DIRECTOR, "GET", "/action-items", params={"mine": True})).json()
    assert mine["items"] == []


async def test_what_a_merged_entity_has_to_do_goes_to_the_same_kind_of_post_of_its_successor(
    held: Made, call: Call, service: Service
) -> None:
    await populate(service)
    desk = await held()
    one, done = await opened(desk), await opened(desk)
    await act(call, done, "finish", {"evidence": "a report"})
    for _ in range(2):
        await hear(service, "members.entity-merged.v1", {"code": "D01", "mergedInto": "D02"}, version=5)
    moved = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    assert (moved["owner"]["code"], moved["ownerPost"]["id"], moved["version"]) == ("D02", "officer-2", one["version"] + 1)
    kept = (await call(SECRETARY, "GET", f"/action-items/{done['id']}")).json()
    assert (kept["owner"]["code"], kept["state"]) == ("D01", "done")


async def test_what_a_dissolved_entity_has_to_do_is_the_secretariats_to_settle(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    await hear(service, "members.entity-dissolved.v1", {"code": "D01"}, version=5)
    moved = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    assert (moved["owner"]["code"], moved["earlier"][0]["owner"]["code"]) == ("GNGC-SEC", "D01")
    assert moved["earlier"][0]["reason"]["en"] == "The entity was dissolved."


MERGED, RESTORED = "members.entity-merged.v1", "members.entity-restored.v1"
NAMED = {"code": "D01", "name": {"ar": "جهة D01", "en": "Entity D01"}}


async def owner_of(call: Call, one: dict[str, Any]) -> tuple[str, str]:
    found = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    return found["owner"]["code"], found["ownerPost"]["id"]


@pytest.mark.parametrize(("ended", "told"), [(MERGED, {"mergedInto": "D02"}), ("members.entity-dissolved.v1", {})])
async def test_a_restored_entity_has_its_seat_and_what_it_had_to_do_back(
    held: Made, published: Made, call: Call, service: Service, ended: str, told: dict[str, str]
) -> None:
    await populate(service)
    desk = await held()
    kept, moved, reworded = await opened(desk), await opened(desk), await opened(desk)
    ahead = await published(number=14)
    await hear(service, ended, {"code": "D01", **told}, version=5)
    assert (await owner_of(call, kept))[0] != "D01"
    assert "D01" not in [one["entity"]["code"] for one in (await call(SECRETARY, "GET", f"{ahead.path}/seats")).json()["items"]]
    now = [(await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json() for one in (moved, reworded)]
    await act(call, now[0], "amend", {"ownerPost": "deputy-1", "reason": SAID})
    await act(call, now[1], "amend", {"due": "2026-04-01", "reason": SAID})
    for _ in range(2):
        await hear(service, RESTORED, NAMED, version=6)
    assert await owner_of(call, kept) == ("D01", "officer-1")
    assert await owner_of(call, reworded) == ("D01", "officer-1"), "another day is no other owner"
    assert await owner_of(call, moved) == ("D01", "deputy-1"), "what somebody gave away since stays there"
    found = (await call(SECRETARY, "GET", f"/action-items/{kept['id']}")).json()
    assert found["earlier"][-1]["reason"]["en"] == "The entity that had to do it was restored."
    assert len(found["earlier"]) == 2
    assert "D01" in [one["entity"]["code"] for one in (await call(SECRETARY, "GET", f"{ahead.path}/seats")).json()["items"]]


async def test_what_somebody_gave_to_others_since_stays_with_them(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    await hear(service, "members.entity-dissolved.v1", {"code": "D01"}, version=5)
    taken = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    await act(call, taken, "amend", {"ownerPost": "officer-2", "reason": SAID})
    await hear(service, RESTORED, NAMED, version=6)
    assert await owner_of(call, one) == ("D02", "officer-2")


async def test_a_merger_that_is_heard_after_the_restoration_takes_nothing(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    await hear(service, RESTORED, NAMED, version=6)
    await hear(service, MERGED, {"code": "D01", "mergedInto": "D02"}, version=5)
    assert await owner_of(call, one) == ("D01", "officer-1")


async def test_what_was_taken_over_before_the_successors_posts_were_known_finds_its_post(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    await hear(service, MERGED, {"code": "D01", "mergedInto": "D09"}, version=5)
    assert await owner_of(call, one) == ("D09", "officer-1")
    post = {"entity": "D09", "postTitle": {"ar": "مسؤول", "en": "Officer"}}
    await hear(service, "members.tenure-started.v1", {**post, "postId": "deputy-9", "postKind": "deputy"}, version=2)
    assert await owner_of(call, one) == ("D09", "officer-1"), "a deputy is no heir of a media officer"
    for _ in range(2):
        await hear(service, "members.tenure-started.v1", {**post, "postId": "officer-9", "postKind": "media-officer"}, version=2)
    assert await owner_of(call, one) == ("D09", "officer-9")


async def test_a_post_that_was_given_up_gets_nothing_to_do_until_it_is_there_again(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    desk = await held()
    one = await opened(desk)
    post = {"postId": "officer-2", "entity": "D02", "postKind": "media-officer", "postTitle": {"ar": "م", "en": "Officer"}}
    await hear(service, "members.post-closed.v1", post, version=5)
    assert (await act(call, one, "amend", {"ownerPost": "officer-2", "reason": SAID}, status=422))["type"].endswith("unknown-owner")
    wish = {"text": SAID, "ownerPost": "officer-2", "due": "2026-03-20"}
    assert (await call(SECRETARY, "POST", f"{desk.path}/action-items", json=wish)).status_code == 422
    await hear(service, "members.post-reopened.v1", post, version=6)
    await act(call, one, "amend", {"ownerPost": "officer-2", "reason": SAID})


async def test_a_post_is_shown_by_its_newest_title(held: Made, call: Call, service: Service) -> None:
    await populate(service)
    one = await opened(await held())
    renamed = {"ar": "مسؤول الاتصال", "en": "Communication Officer"}
    post = {"postId": "officer-1", "entity": "D01", "postKind": "media-officer", "postTitle": renamed}
    await hear(service, "members.post-edited.v1", post, version=5)
    found = (await call(SECRETARY, "GET", f"/action-items/{one['id']}")).json()
    assert found["ownerPost"]["title"] == renamed
