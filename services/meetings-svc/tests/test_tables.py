"""A seat, a decision and the minutes in every state of their meeting, every act, everybody: the whole tables, apart from the rules."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.errors import DomainError, Forbidden
from meetings_svc.agenda.model import Bi
from meetings_svc.life import model as life
from meetings_svc.model import MeetingStatus
from meetings_svc.outcomes import model as outcomes
from meetings_svc.outcomes.model import ActionItem, Decision, Origin
from meetings_svc.seats import model as seats
from meetings_svc.seats.model import Answer, Post, Seat

from .conftest import DIRECTOR, NOON, READERS, SECRETARY, SEED, STRANGER
from .test_life import a_meeting

WHY, TEXT = Bi("سبب", "Reason"), Bi("نص آخر", "Another text")
DELEGATE = Actor("officer", "person", entity="D01", post="officer-1", grants=(Grant("viewer", "D01"),))
OTHER = Actor("director-2", "person", entity="D02", grants=(Grant("entity-director", "D02"),))
EVERYBODY = (*READERS, DELEGATE, OTHER, SEED, STRANGER)
ANSWERS, WRITES = {DIRECTOR, SECRETARY, SEED}, {SECRETARY, SEED}
POSTS = {"officer-1": Post("officer-1", "D01", "media-officer", "م", "O")}
DELEGATED = Seat("m", "D01", version=1, answer=Answer("delegated", "remote", "officer-1"))
ACCEPTED = Seat("m", "D01", version=1, answer=Answer("accepted", "remote"))
SEATS: Mapping[str, Seat] = {"untouched": Seat("m", "D01"), "accepted": ACCEPTED, "delegated": DELEGATED}
S = MeetingStatus
SEAT_ACTS: Mapping[str, tuple[Callable[[Seat, Any, Actor], Any], set[MeetingStatus]]] = {
    "answer": (
        lambda seat, meeting, by: seats.respond(seat, meeting, Answer("accepted", "in-person"), POSTS, by=by, at=NOON),
        {S.ANNOUNCED, S.AGENDA_PUBLISHED},
    ),
    "delegate": (
        lambda seat, meeting, by: seats.respond(seat, meeting, Answer("delegated", "remote", "officer-1"), POSTS, by=by, at=NOON),
        {S.ANNOUNCED, S.AGENDA_PUBLISHED},
    ),
    "check in": (lambda seat, meeting, by: seats.check_in(seat, meeting, "in-person", by=by, at=NOON), {S.IN_SESSION}),
    "record": (
        lambda seat, meeting, by: seats.record(seat, meeting, "present", by=by, at=NOON),
        {S.IN_SESSION, S.MINUTES_DRAFT, S.CIRCULATED},
    ),
}


def came(act: Callable[[], Any]) -> str:
    """What came of an act: done, forbidden for want of a right, or refused for what is."""
    try:
        act()
    except Forbidden:
        return "forbidden"
    except DomainError:
        return "refused"
    return "done"


def may_sit(act: str, seat: str) -> set[Actor]:
    """Who does what with a seat of D01."""
    if act == "record":
        return WRITES
    return ANSWERS | ({DELEGATE} if act == "check in" and seat == "delegated" else set())


@pytest.mark.parametrize(("status", "seat", "act"), list(product(S, SEATS, SEAT_ACTS)))
def test_a_seat_in_every_state_of_its_meeting_for_everybody(status: MeetingStatus, seat: str, act: str) -> None:
    do, statuses = SEAT_ACTS[act]
    for actor in EVERYBODY:
        expected = "forbidden" if actor not in may_sit(act, seat) else "done" if status in statuses else "refused"
        assert came(lambda actor=actor: do(SEATS[seat], a_meeting(status), actor)) == expected, actor.id


@pytest.mark.parametrize(
    "post",
    [
        None,
        replace(POSTS["officer-1"], vacant=True),
        replace(POSTS["officer-1"], closed=True),
        replace(POSTS["officer-1"], entity="D02"),
    ],
    ids=["unknown", "vacant", "given up", "of another entity"],
)
def test_a_seat_is_delegated_to_a_post_that_is_there_with_somebody_in_it(post: Post | None) -> None:
    wish, known = Answer("delegated", "remote", "officer-1"), {"officer-1": post} if post else {}
    with pytest.raises(DomainError, match="post"):
        seats.respond(SEATS["untouched"], a_meeting(S.ANNOUNCED), wish, known, by=DIRECTOR, at=NOON)


ORIGIN = Origin("m", None, "network-meeting", NOON)
DECISION = Decision("d", ORIGIN, WHY, NOON, NOON)
DECISION_ACTS: Mapping[str, tuple[Any, set[str]]] = {
    "amend": (lambda one, by: outcomes.amend(one, TEXT, None, WHY, by=by, at=NOON), {"adopted", "amended"}),
    "rescind": (lambda one, by: outcomes.rescind(one, WHY, by=by, at=NOON), {"adopted", "amended"}),
    "reinstate": (lambda one, by: outcomes.reinstate(one, WHY, by=by, at=NOON), {"rescinded"}),
}


@pytest.mark.parametrize(("state", "act"), list(product(("adopted", "amended", "rescinded"), DECISION_ACTS)))
def test_a_decision_in_every_state_for_everybody(state: Any, act: str) -> None:
    do, states = DECISION_ACTS[act]
    one = replace(DECISION, state=state)
    for actor in EVERYBODY:
        expected = "forbidden" if actor not in WRITES else "done" if state in states else "refused"
        assert came(lambda actor=actor: do(one, actor)) == expected, actor.id
        assert (act in outcomes.verbs_for(one, actor)) == (expected == "done"), actor.id


ACTION = ActionItem("a", ORIGIN, WHY, "D01", "officer-1", date(2026, 3, 20), NOON, NOON)
WORKS, UNDONE = ANSWERS | {DELEGATE}, {"open", "in-progress", "overdue"}
ACTION_ACTS: Mapping[str, tuple[Any, dict[str, set[Actor]]]] = {
    "start": (lambda one, by: outcomes.start(one, by=by, at=NOON), {"open": WORKS}),
    "finish": (lambda one, by: outcomes.finish(one, "seen", by=by, at=NOON), dict.fromkeys(UNDONE, WORKS)),
    "drop": (lambda one, by: outcomes.drop(one, WHY, by=by, at=NOON), dict.fromkeys(UNDONE, WRITES)),
    "amend": (
        lambda one, by: outcomes.amend_action(one, TEXT, one.due, ("D02", "officer-2"), WHY, by=by, at=NOON),
        dict.fromkeys(UNDONE, WRITES),
    ),
    "reopen": (lambda one, by: outcomes.reopen(one, WHY, by=by, at=NOON), {"done": WORKS, "dropped": WRITES}),
}


@pytest.mark.parametrize(("state", "act"), list(product((*sorted(UNDONE), "done", "dropped"), ACTION_ACTS)))
def test_an_action_item_in_every_state_for_everybody(state: Any, act: str) -> None:
    do, may = ACTION_ACTS[act]
    one = replace(ACTION, state=state)
    for actor in EVERYBODY:
        done = came(lambda actor=actor: do(one, actor)) == "done"
        assert done == (actor in may.get(state, set())), actor.id
        assert (act in outcomes.verbs_for(one, actor)) == done, actor.id


@pytest.mark.parametrize("status", S)
def test_outcomes_come_and_minutes_are_written_from_the_session_on_by_the_secretariat(status: MeetingStatus) -> None:
    written, open_now = {"open": {"ar": "ن", "en": "T"}}, status in (S.IN_SESSION, S.MINUTES_DRAFT, S.CIRCULATED)
    for actor in EVERYBODY:
        expected = "forbidden" if actor not in WRITES else "done" if open_now else "refused"
        assert came(lambda actor=actor: outcomes.origin_in(a_meeting(status), None, by=actor)) == expected, actor.id
        assert came(lambda actor=actor: life.write_minutes(a_meeting(status), written, by=actor, at=NOON)) == expected, actor.id
