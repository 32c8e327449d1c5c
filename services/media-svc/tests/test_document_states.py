"""Every state of a document's version, every act, everybody: on the rules alone and once more through the door."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from media_svc.model import Bi
from media_svc.sources.life import model as life
from media_svc.sources.model import Document, Version, VersionFile, VersionState, begins
from media_svc.sources.returns import model as returns
from media_svc.store import Stores

from .conftest import EDITOR, REVIEWER, SECRETARY, SEED, Call
from .tables import ADMIN, DIRECTOR, PEOPLE, REFUSED, SYSTEM_OF_D01, is_on_the_page, wrong_at_the_door

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
WORDS, WHY = Bi("دليل", "Guide"), "A typing error"
TITLE = Bi("دليل آخر", "Another guide")
PAST, LAST = date(2020, 1, 1), date(2020, 12, 31)
STATES = [state.value for state in VersionState]
VERBS: dict[str, Any] = {
    "edit": lambda document, **who: life.edit_version(document, "v-1", {"label": "1.1"}, **who),
    "drop": lambda document, **who: returns.drop_version(document, "v-1", **who),
    "submit": lambda document, **who: life.submit(document, "v-1", **who),
    "recall": lambda document, **who: returns.recall(document, "v-1", **who),
    "send-back": lambda document, **who: life.send_back(document, "v-1", WHY, **who),
    "approve": lambda document, **who: life.approve(document, "v-1", **who),
    "publish": lambda document, **who: life.publish(document, "v-1", **who),
    "enter-past": lambda document, **who: returns.enter_past(document, "v-1", LAST, **who),
    "correct": lambda document, **who: returns.correct_version(document, "v-1", {"label": "1.1"}, WHY, **who),
    "withdraw": lambda document, **who: life.withdraw(document, "v-1", WORDS, None, **who),
    "set-parity": lambda document, **who: life.set_parity(document, "v-1", same=False, **who),
}
WHOLE: dict[str, Any] = {
    "edit": lambda document, **who: life.describe(document, {"title": TITLE}, **who),
    "correct": lambda document, **who: returns.correct(document, {"title": TITLE}, WHY, **who),
    "discard": returns.discard,
}
USABLE = [state for state in STATES if state not in ("superseded", "withdrawn")]
PUBLIC = ["published", "in-force", "in-transition", "superseded"]
# Who ends up where, written down apart from the code. "gone" is no state: the draft is deleted.
AFTER = {
    "edit": {"draft": "draft"},
    "drop": {"draft": "gone"},
    "submit": {"draft": "in-review"},
    "recall": {"in-review": "draft"},
    "send-back": {"in-review": "draft", "approved": "draft"},
    "approve": {"in-review": "approved"},
    "publish": {"approved": "published"},
    "enter-past": {"approved": "superseded"},
    "correct": {state: state for state in PUBLIC},
    "withdraw": dict.fromkeys((*USABLE, "superseded"), "withdrawn"),  # of the superseded those that were entered afterwards
    "set-parity": {state: state for state in USABLE},
}
AFTER_OF_ALL = {
    "edit": {state: state for state in ("draft", "in-review", "approved")},
    "correct": {state: state for state in (*PUBLIC, "withdrawn")},
    "discard": {"draft": "gone"},
}
AUTHORS, PUBLISHERS = {DIRECTOR, EDITOR, SECRETARY, SEED}, {SECRETARY, SEED}
MAY = {
    **dict.fromkeys(("edit", "drop", "submit", "recall"), AUTHORS),
    **{key: {REVIEWER, SECRETARY, SEED} for key in ("send-back", "approve")},
    **dict.fromkeys(("publish", "enter-past", "withdraw"), PUBLISHERS),
    "correct": {DIRECTOR, SECRETARY},
    "set-parity": AUTHORS | {REVIEWER},
}
MAY_OF_ALL = {"edit": AUTHORS, "correct": {DIRECTOR, SECRETARY}, "discard": AUTHORS}


def document_in(state: str, id_: str = "1") -> Document:
    """A document of D01 whose one version is in a state, with all that its way there left behind."""
    public = state in (*PUBLIC, "withdrawn")
    day = date(2199, 1, 1) if state == "published" else PAST
    since = begins(day) if public and state != "published" else None
    files = tuple(VersionFile(f"{id_}-{language}", language, "a.pdf", "application/pdf", "0" * 64, 1, 1) for language in ("ar", "en"))
    over = begins(LAST) if state in ("in-transition", "superseded", "withdrawn") else None
    version = Version(
        "v-1", 1, "1.0", effective_from=day, files=files, state=VersionState(state), arabic=1, english_of=1,
        published_at=AT if public else None, since=since, until=over,
        transition_until=AT + timedelta(days=90_000) if state == "in-transition" else over,
    )  # fmt: skip
    return Document(id_, "D01", "policy", WORDS, WORDS, "editor-1", AT, AT, versions=(version,))


def gone_or_state(document: Document) -> str:
    return "gone" if document.removed or not document.versions else document.versions[0].state.value


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("state", STATES)
def test_an_act_succeeds_exactly_where_and_for_whom_the_table_says_and_is_offered_there_alone(state: str, verb: str) -> None:
    before = document_in(state)
    for actor in PEOPLE:
        expected = state in AFTER[verb] and actor in MAY[verb]
        assert (verb in life.acts_on(before, before.versions[0], actor)) == expected, actor
        if not expected:
            with pytest.raises(REFUSED):
                VERBS[verb](before, by=actor, at=AT)
            continue
        after, fact = VERBS[verb](before, by=actor, at=AT)
        assert gone_or_state(after) == AFTER[verb][state]
        assert after.updated_at == AT
        assert fact is None or (fact.at, fact.event.document_id) == (AT, before.id)


@pytest.mark.parametrize("verb", sorted(WHOLE))
@pytest.mark.parametrize("state", STATES)
def test_the_document_itself_is_edited_corrected_or_deleted_where_the_table_says(state: str, verb: str) -> None:
    before = document_in(state)
    for actor in PEOPLE:
        expected = state in AFTER_OF_ALL[verb] and actor in MAY_OF_ALL[verb]
        assert (verb in returns.acts_on_document(before, actor)) == expected, actor
        if not expected:
            with pytest.raises(REFUSED):
                WHOLE[verb](before, by=actor, at=AT)
            continue
        after, fact = WHOLE[verb](before, by=actor, at=AT)
        assert gone_or_state(after) == AFTER_OF_ALL[verb][state]
        assert bool(fact) == (verb == "correct")


def test_the_tables_name_every_state_and_every_act_that_is_offered() -> None:
    offered = {verb for state in STATES for by in PEOPLE for verb in life.acts_on(document_in(state), document_in(state).versions[0], by)}
    assert offered == set(VERBS) == set(AFTER) == set(MAY)
    assert {verb for state in STATES for by in PEOPLE for verb in returns.acts_on_document(document_in(state), by)} == set(WHOLE)


@pytest.mark.parametrize("state", [state for state in STATES if state != "withdrawn"])
def test_every_state_that_is_no_end_has_a_way_to_correct_it_and_a_way_back(state: str) -> None:
    """What was superseded is an end in time, not a mistake: it is corrected, and the version after it is withdrawn."""
    assert [verb for verb in ("edit", "recall", "send-back", "correct") if state in AFTER[verb]]
    back = [verb for verb in ("drop", "recall", "send-back", "withdraw") if state in AFTER[verb]]
    assert back or state == "superseded"


@pytest.mark.parametrize("state", STATES)
def test_the_table_that_people_read_says_the_same(state: str) -> None:
    assert is_on_the_page("Versions of documents", state, AFTER, MAY)
    assert is_on_the_page("Documents", state, AFTER_OF_ALL, MAY_OF_ALL)


BODIES: dict[str, Any] = {
    "send-back": {"note": WHY},
    "enter-past": {"lastDay": str(LAST)},
    "correct": {"label": "1.1", "reason": WHY},
    "withdraw": {"reason": WORDS._asdict()},
    "set-parity": {"same": False},
}


def reads(actor: Actor, state: str) -> bool:
    """Who may read it, in other words than the store's; it is an open document of D01."""
    if actor in (DIRECTOR, EDITOR, SECRETARY, REVIEWER, ADMIN, SYSTEM_OF_D01, SEED):
        return True
    return state in (*PUBLIC, "withdrawn")


async def test_the_door_answers_as_the_tables_say_in_every_state_for_everybody(call: Call, stores: Stores) -> None:
    """404 for who may not read it, 403 or 409 for who may not do it now, never anything else but success."""
    acts = [*VERBS, *(f"document-{verb}" for verb in WHOLE)]
    cases = [(state, verb, actor) for state in STATES for verb in acts for actor in PEOPLE]
    ids = [f"d{number}" for number in range(len(cases))]
    for id_, (state, *_) in zip(ids, cases, strict=True):
        await stores.documents.add(document_in(state, id_), None)

    async def asked(id_: str, _: str, verb: str, actor: Actor) -> Any:
        path, headers = f"/documents/{id_}", {"If-Match": '"1"'}
        if verb.startswith("document-"):
            method, way = {"edit": ("PATCH", ""), "correct": ("POST", "/correct"), "discard": ("DELETE", "")}[verb[9:]]
            body = {"title": TITLE._asdict(), **({"reason": WHY} if verb.endswith("correct") else {})}
            return await call(actor, method, path + way, json=None if method == "DELETE" else body, headers=headers)
        method = {"edit": "PATCH", "drop": "DELETE"}.get(verb, "POST")
        way = {"edit": "", "drop": "", "set-parity": "/parity"}.get(verb, f"/{verb}")
        body = {"label": "1.1"} if verb == "edit" else BODIES.get(verb)
        return await call(actor, method, f"{path}/versions/v-1{way}", json=body, headers=headers)

    def expected(state: str, verb: str, actor: Actor) -> set[int]:
        name, after, may = (verb[9:], AFTER_OF_ALL, MAY_OF_ALL) if verb.startswith("document-") else (verb, AFTER, MAY)
        done = {200, 204} if state in after[name] and actor in may[name] else {403, 409}
        return done if reads(actor, state) else {403, 404}

    assert await wrong_at_the_door(cases, ids, asked, expected) == []
    assert len(cases) == len(STATES) * (len(VERBS) + len(WHOLE)) * len(PEOPLE)


def test_two_versions_in_two_states_make_no_draft_of_the_document() -> None:
    draft = document_in("draft")
    for state in STATES:
        both = replace(draft, versions=(*draft.versions, replace(document_in(state).versions[0], id="v-2", number=2)))
        assert returns.is_draft(both) == (state == "draft"), state
