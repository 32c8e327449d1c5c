"""Every state of a media kit, every act, everybody: on the rules alone and once more through the door."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import now
from media_svc.kits import model
from media_svc.kits.model import Item, Kit, KitState, is_open
from media_svc.kits.returns import model as returns
from media_svc.kits.returns.model import Correction, acts_on_kit
from media_svc.model import Bi
from media_svc.store import Stores

from .conftest import EDITOR, REVIEWER, SECRETARY, SEED, Call
from .tables import ADMIN, DIRECTOR, PEOPLE, REFUSED, SYSTEM_OF_D01, is_on_the_page, wrong_at_the_door

AT = now()
LATE = datetime(2190, 1, 1, tzinfo=UTC)
WORDS, OTHER_WORDS, WHY = Bi("حقيبة", "Kit"), Bi("حقيبة أخرى", "Another kit"), Bi("خطأ", "A mistake")
DAY = timedelta(days=1)
OUT = {"state": KitState.RELEASED, "copied": True, "edition": 2}
# A state as the tables see it: the clock and who has heard of it decide what can be done.
STATES: dict[str, dict[str, Any]] = {
    "draft": {},
    "released, under embargo": {**OUT, "embargo_until": LATE, "opens_at": LATE},
    "open": {**OUT, "opens_at": AT - DAY, "told": True},
    "closed": {**OUT, "opens_at": AT - 9 * DAY, "closes_at": AT - DAY, "told": True, "copied": False},
    "revoked": {"state": KitState.REVOKED, "opens_at": AT - DAY, "told": True, "revoked_at": AT, "reason": WHY},
}
VERBS: dict[str, Any] = {
    "edit": lambda kit, **who: model.describe(kit, {"title": OTHER_WORDS}, **who),
    "discard": returns.discard,
    "release": model.release,
    "recall": returns.recall,
    "reschedule": lambda kit, **who: returns.reschedule(kit, None, None, **who),
    "correct": lambda kit, **who: returns.correct(kit, Correction({"title": OTHER_WORDS}, {}, "A typing error"), **who),
    "revoke": lambda kit, **who: model.revoke(kit, WHY, **who),
    "restore": returns.restore,
}
# Who ends up where, written down apart from the code. "gone" is no state: the draft is deleted.
AFTER: dict[str, dict[str, str]] = {
    "edit": {"draft": "draft"},
    "discard": {"draft": "gone"},
    "release": {"draft": "open"},
    "recall": {"released, under embargo": "draft"},
    "reschedule": {"released, under embargo": "open"},
    "correct": {"open": "open", "closed": "closed"},
    "revoke": dict.fromkeys(("released, under embargo", "open", "closed"), "revoked"),
    "restore": {"revoked": "draft"},
}
WRITERS, RELEASERS = {DIRECTOR, EDITOR, SECRETARY, SEED}, {DIRECTOR, SECRETARY, SEED}
MAY = {verb: WRITERS if verb in ("edit", "discard") else RELEASERS for verb in VERBS}


def kit_in(state: str, id_: str = "1") -> Kit:
    """A kit of D01 for everybody, in a state, with all that its way there left behind."""
    plain = Kit(id_, "D01", WORDS, WORDS, "editor-1", AT, AT, items=(Item("i-1", "message", WORDS, WORDS),))
    return replace(plain, **STATES[state])


def name_of(kit: Kit) -> str:
    """The state as the tables call it."""
    if kit.removed:
        return "gone"
    if kit.state is not KitState.RELEASED:
        return kit.state.value
    if is_open(kit, AT):
        return "open"
    return "closed" if kit.told else "released, under embargo"


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("state", STATES)
def test_an_act_succeeds_exactly_where_and_for_whom_the_table_says_and_is_offered_there_alone(state: str, verb: str) -> None:
    before = kit_in(state)
    for actor in PEOPLE:
        expected = state in AFTER[verb] and actor in MAY[verb]
        assert (verb in acts_on_kit(before, actor, AT)) == expected, actor
        if not expected:
            with pytest.raises(REFUSED):
                VERBS[verb](before, by=actor, at=AT)
            continue
        after, fact = VERBS[verb](before, by=actor, at=AT)
        assert name_of(after) == AFTER[verb][state]
        assert after.updated_at == AT
        assert fact is None or (fact.at, fact.event.kit_id) == (AT, before.id)


def test_the_tables_name_every_state_and_every_act_that_is_offered() -> None:
    assert {kit_in(state).state for state in STATES} == set(KitState)
    offered = {verb for state in STATES for actor in PEOPLE for verb in acts_on_kit(kit_in(state), actor, AT)}
    assert offered == set(VERBS) == set(AFTER) == set(MAY)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_way_to_correct_it_and_a_way_back(state: str) -> None:
    assert [verb for verb in ("edit", "recall", "reschedule", "correct", "restore") if state in AFTER[verb]]
    assert [verb for verb in ("discard", "recall", "revoke", "restore") if state in AFTER[verb]]


@pytest.mark.parametrize("state", STATES)
def test_the_table_that_people_read_says_the_same(state: str) -> None:
    assert is_on_the_page("Media kits", state, AFTER, MAY)


BODIES: dict[str, Any] = {
    "edit": {"title": OTHER_WORDS._asdict()},
    "reschedule": {"embargoUntil": None, "closesAt": None},
    "correct": {"title": OTHER_WORDS._asdict(), "reason": "A typing error"},
    "revoke": {"reason": WHY._asdict()},
}


def reads(actor: Actor, state: str) -> bool:
    """Who may read it, in other words than the store's."""
    return state == "open" or actor in WRITERS | {REVIEWER, ADMIN, SYSTEM_OF_D01}


async def test_the_door_answers_as_the_table_says_in_every_state_for_everybody(call: Call, stores: Stores) -> None:
    """404 for who may not read it, 403 or 409 for who may not do it now, never anything else but success."""
    cases = [(state, verb, actor) for state in STATES for verb in VERBS for actor in PEOPLE]
    ids = [f"k{number}" for number in range(len(cases))]
    for id_, (state, *_) in zip(ids, cases, strict=True):
        await stores.kits.add(kit_in(state, id_), None)

    async def asked(id_: str, _: str, verb: str, actor: Actor) -> Any:
        method = {"edit": "PATCH", "discard": "DELETE"}.get(verb, "POST")
        way = "" if method != "POST" else f"/{verb}"
        return await call(actor, method, f"/kits/{id_}{way}", json=BODIES.get(verb), headers={"If-Match": '"1"'})

    def expected(state: str, verb: str, actor: Actor) -> set[int]:
        done = {200, 204} if state in AFTER[verb] and actor in MAY[verb] else {403, 409}
        return done if reads(actor, state) else {403, 404}

    assert await wrong_at_the_door(cases, ids, asked, expected) == []
    assert len(cases) == len(STATES) * len(VERBS) * len(PEOPLE)
