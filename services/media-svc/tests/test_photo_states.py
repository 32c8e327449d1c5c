"""Every state of an official photo, every act, everybody: on the rules alone and once more through the door."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from chassis.auth import Actor
from media_svc.model import Bi
from media_svc.store import Stores
from media_svc.studio import model
from media_svc.studio.actions.model import possible
from media_svc.studio.corrections import model as corrections
from media_svc.studio.details.model import Details, Rights, Words, reworded
from media_svc.studio.model import Hand, Number, Photo, Picture, State

from .conftest import COLLEAGUE, HOUSE_OFFICER, OFFICER, OFFICER_TOO, RELEASER, REVIEWER, SECRETARY, Call
from .tables import ADMIN, PEOPLE, REFUSED, is_on_the_page, wrong_at_the_door

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
LATE = datetime(2199, 1, 1, tzinfo=UTC)
WHY = Bi("خطأ", "A mistake")
TOLD = Words("صورة", "Photo")
SAID = reworded(
    Details(),
    Details(captured_at=AT, place=TOLD, photographer="A", headline=TOLD, caption=TOLD, alt=TOLD, rights=Rights(credit="GNGC")),
    at=AT,
)
ALONE = Hand(OFFICER_TOO.id, AT)
# A state as the tables see it: who signed already and whether it was ever released decide what can be done.
STATES: dict[str, dict[str, Any]] = {
    "ingested": {"state": State.INGESTED, "details": Details()},
    "captioned": {"state": State.CAPTIONED},
    "in review": {"state": State.IN_REVIEW},
    "cleared": {"state": State.CLEARED},
    "proposed": {"state": State.CLEARED, "proposed": ALONE},
    "embargoed": {"state": State.EMBARGOED, "embargo_until": LATE},
    "embargoed, proposed": {"state": State.EMBARGOED, "embargo_until": LATE, "proposed": ALONE},
    "embargoed, signed": {"state": State.EMBARGOED, "embargo_until": LATE, "proposed": ALONE, "signed": ALONE, "stamp": "a/1"},
    "released": {"state": State.RELEASED, "released_at": AT, "stamp": "a/1"},
    "withdrawn": {"state": State.WITHDRAWN, "released_at": AT, "reason": WHY, "withdrawn": ALONE},
    "discarded": {"state": State.WITHDRAWN, "reason": WHY, "withdrawn": ALONE},
    "superseded": {"state": State.SUPERSEDED, "released_at": AT, "superseded_by": "GNGC-20260501-STU-9999", "withdrawn": ALONE},
}
BETTER = replace(SAID, caption=Words("أفضل", "Better"))
VERBS: dict[str, Any] = {
    "edit": lambda photo, **who: model.edit(photo, BETTER, None, **who),
    "submit": model.submit,
    "recall": corrections.recall,
    "send-back": lambda photo, **who: model.send_back(photo, "better words", **who),
    "discard": lambda photo, **who: model.discard(photo, WHY, **who),
    "clear": model.clear,
    "embargo": lambda photo, **who: model.embargo(photo, LATE.replace(year=2190), **who),
    "lift-embargo": corrections.lift,
    "propose": model.propose,
    "sign": lambda photo, **who: model.sign(photo, "a/2", **who),
    "withdraw": lambda photo, **who: model.withdraw(photo, WHY, **who),
    "supersede": lambda photo, **who: model.supersede(photo, photo_in("released", 9999), **who),
    "correct": lambda photo, **who: corrections.correct(photo, BETTER, None, "A typing error", "a/3", **who),
    "restore": corrections.restore,
}
WAITING = ("cleared", "proposed", "embargoed", "embargoed, proposed", "embargoed, signed")
UNSIGNED = {"cleared": "proposed", "proposed": "proposed", "embargoed": "embargoed, proposed", "embargoed, proposed": "embargoed, proposed"}
# Who ends up where, written down apart from the code.
AFTER: dict[str, dict[str, str]] = {
    "edit": {"ingested": "captioned", "captioned": "captioned"},
    "submit": {"captioned": "in review"},
    "recall": {"in review": "captioned"},
    "send-back": dict.fromkeys(("in review", *WAITING), "captioned"),
    "discard": dict.fromkeys(("ingested", "captioned", "in review", *WAITING), "discarded"),
    "clear": {"in review": "cleared"},
    "embargo": dict.fromkeys(WAITING, "embargoed"),
    "lift-embargo": dict.fromkeys(("embargoed", "embargoed, proposed", "embargoed, signed"), "cleared"),
    "propose": UNSIGNED,
    "sign": {"proposed": "released", "embargoed, proposed": "embargoed, signed"},
    "withdraw": {"released": "withdrawn"},
    "supersede": {"released": "superseded"},
    "correct": {"released": "released"},
    "restore": dict.fromkeys(("withdrawn", "discarded", "superseded"), "captioned"),
}
OFFICERS, REVIEWERS = {OFFICER, HOUSE_OFFICER}, {REVIEWER, SECRETARY}
MAY: dict[str, set[Actor]] = {
    **dict.fromkeys(("edit", "submit", "recall", "propose"), OFFICERS),
    **dict.fromkeys(("send-back", "clear"), REVIEWERS),
    **dict.fromkeys(("discard", "restore"), OFFICERS | REVIEWERS),
    **dict.fromkeys(("embargo", "lift-embargo"), OFFICERS | {RELEASER}),
    **{key: {RELEASER} for key in ("sign", "withdraw", "supersede", "correct")},
}


def succeeds(state: str, verb: str, actor: Actor) -> bool:
    """What the tables above say; a photo that its review has seen is discarded by the review."""
    if verb == "discard" and state not in ("ingested", "captioned") and actor not in REVIEWERS:
        return False
    return state in AFTER[verb] and actor in MAY[verb]


def photo_in(state: str, seq: int = 1) -> Photo:
    """A photo of D01's Studio in a state, with all that its way there left behind."""
    picture = Picture(f"asset-{seq}", "0" * 64, 3000, 2000, ())
    plain = Photo(Number(date(2026, 5, 1), seq), "D01", picture, Hand("officer-d01", AT), AT, SAID)
    return replace(plain, **STATES[state])


def name_of(photo: Photo) -> str:
    """The state as the tables call it."""
    if photo.state is State.WITHDRAWN:
        return "withdrawn" if photo.released_at else "discarded"
    if photo.state is State.CLEARED:
        return "proposed" if photo.proposed else "cleared"
    if photo.state is State.EMBARGOED:
        return "embargoed" + (", signed" if photo.signed else ", proposed" if photo.proposed else "")
    return {State.IN_REVIEW: "in review"}.get(photo.state, photo.state.value)


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("state", STATES)
def test_an_act_succeeds_exactly_where_and_for_whom_the_table_says_and_is_offered_there_alone(state: str, verb: str) -> None:
    before = photo_in(state)
    for actor in PEOPLE:
        expected = succeeds(state, verb, actor)
        assert (verb in possible(before, by=actor)) == expected, actor
        if not expected:
            with pytest.raises(REFUSED):
                VERBS[verb](before, by=actor, at=AT)
            continue
        after, fact = VERBS[verb](before, by=actor, at=AT)
        assert name_of(after) == AFTER[verb][state]
        assert after.updated_at == AT
        assert fact is None or (fact.at, fact.event.number) == (AT, str(before.number))


@pytest.mark.parametrize("state", STATES)
def test_who_proposed_signs_in_no_state(state: str) -> None:
    assert "sign" not in possible(photo_in(state), by=OFFICER_TOO)


def test_the_tables_name_every_state_and_every_act_that_is_offered() -> None:
    assert {one["state"] for one in STATES.values()} == set(State)
    offered = {verb for state in STATES for actor in PEOPLE for verb in possible(photo_in(state), by=actor)}
    assert offered == set(VERBS) == set(AFTER) == set(MAY)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_way_to_correct_it_and_a_way_back(state: str) -> None:
    """An end is no trap either: it is taken up again."""
    assert [verb for verb in ("edit", "recall", "send-back", "correct", "restore") if state in AFTER[verb]]
    assert [verb for verb in ("recall", "send-back", "discard", "withdraw", "restore") if state in AFTER[verb]]


@pytest.mark.parametrize("state", STATES)
def test_the_table_that_people_read_says_the_same(state: str) -> None:
    assert is_on_the_page("Official photos", state, AFTER, MAY)


BODIES: dict[str, Any] = {
    "edit": {"caption": {"ar": "أفضل", "en": "Better"}, "photographer": "A"},
    "send-back": {"reason": "better words"},
    "discard": WHY._asdict(),
    "withdraw": WHY._asdict(),
    "embargo": {"until": "2190-01-01T00:00:00Z"},
    "supersede": {"number": "GNGC-20260501-STU-9999"},
    "correct": {"caption": {"ar": "أفضل", "en": "Better"}, "reason": "A typing error"},
}
WAYS = {"propose": "propose-release", "sign": "sign-release"}


def reads(actor: Actor, state: str) -> bool:
    """Who may read it, in other words than the store's."""
    return state == "released" or actor in OFFICERS | REVIEWERS | {RELEASER, ADMIN}


async def test_the_door_answers_as_the_table_says_in_every_state_for_everybody(call: Call, stores: Stores) -> None:
    """404 for who may not read it, 403 or 409 for who may not do it now, never anything else but success."""
    cases = [(state, verb, actor) for state in STATES for verb in VERBS for actor in (*PEOPLE, COLLEAGUE)]
    photos = [photo_in(state, seq) for seq, (state, *_) in enumerate(cases, 1)]
    for photo in (*photos, photo_in("released", 9999)):
        await stores.photos.add(photo)

    async def asked(id_: str, _: str, verb: str, actor: Actor) -> Any:
        path, headers = f"/official-photos/{id_}", {"If-Match": '"1"'}
        if verb == "edit":
            return await call(actor, "PATCH", path, json=BODIES["edit"], headers=headers)
        return await call(actor, "POST", f"{path}/{WAYS.get(verb, verb)}", json=BODIES.get(verb), headers=headers)

    def expected(state: str, verb: str, actor: Actor) -> set[int]:
        done = {200} if succeeds(state, verb, actor) else {403, 409}
        return done if reads(actor, state) else {403, 404}

    assert await wrong_at_the_door(cases, [str(photo.number) for photo in photos], asked, expected) == []
    assert len(cases) == len(STATES) * len(VERBS) * (len(PEOPLE) + 1)
