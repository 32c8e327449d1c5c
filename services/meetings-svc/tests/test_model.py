"""The rules of a meeting, without any storage."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.errors import Forbidden
from hypothesis import given
from hypothesis import strategies as st
from meetings_svc import errors, model
from meetings_svc.agenda import model as agendas
from meetings_svc.agenda.model import AgendaItem, Bi, Presenter
from meetings_svc.life.model import actions_for
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.outline.model import Outline, Venue
from meetings_svc.policy import POLICY, oversees
from meetings_svc.published import AgendaPublished

from .conftest import GUEST, NOON, OPS, READERS, REVIEWER, SECRETARY, SEED, STRANGER, VIEWER

START = datetime(2026, 3, 10, 5, tzinfo=UTC)
WORDS = Bi("نص", "Text")
OUTLINE = Outline("network-meeting", START, START + timedelta(hours=2), 12, WORDS, "D01", Venue(WORDS, "https://join.example/12"))
OPEN = AgendaItem("open", WORDS, "welcome", 10, visibility="all")
MEMBERS = AgendaItem("members", WORDS, "policy", 30)
HIDDEN = AgendaItem("hidden", WORDS, "vote", 5, visibility="secretariat")
AGENDA = (OPEN, HIDDEN, MEMBERS)

Act = Callable[[Meeting, Actor], model.Change]


def a_meeting(status: MeetingStatus = MeetingStatus.DRAFT, **changes: Any) -> Meeting:
    return replace(Meeting("m", OUTLINE, NOON, NOON, status=status, agenda=AGENDA), **changes)


ACTS: dict[str, Act] = {
    "edit": lambda meeting, by: model.edit(meeting, replace(OUTLINE, host_entity="D02"), by=by, at=NOON),
    "announce": lambda meeting, by: model.announce(meeting, by=by, at=NOON),
    "publish-agenda": lambda meeting, by: model.publish_agenda(meeting, by=by, at=NOON),
    "add": lambda meeting, by: model.add_item(meeting, replace(OPEN, id="new"), order=None, by=by, at=NOON),
    "change": lambda meeting, by: model.change_item(meeting, replace(OPEN, planned_minutes=1), order=None, by=by, at=NOON),
    "remove": lambda meeting, by: model.remove_item(meeting, "open", by=by, at=NOON),
    "reorder": lambda meeting, by: model.reorder_agenda(meeting, ["members", "open", "hidden"], by=by, at=NOON),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("by", [*READERS, STRANGER], ids=lambda actor: actor.id)
@pytest.mark.parametrize("status", MeetingStatus)
def test_only_the_secretariats_editors_change_a_meeting(name: str, by: Actor, status: MeetingStatus) -> None:
    if by is not SECRETARY:
        with pytest.raises(Forbidden):
            ACTS[name](a_meeting(status), by)


@pytest.mark.parametrize(
    ("name", "status"),
    [("announce", MeetingStatus.DRAFT), ("publish-agenda", MeetingStatus.ANNOUNCED)],
)
def test_a_state_is_reached_from_the_one_before_it_only(name: str, status: MeetingStatus) -> None:
    after, fact = ACTS[name](a_meeting(status), SECRETARY)
    assert after.status != status
    assert fact
    for other in set(MeetingStatus) - {status}:
        with pytest.raises(errors.NotADraft if name == "announce" else errors.NotAnnounced):
            ACTS[name](a_meeting(other), SECRETARY)


@pytest.mark.parametrize(("status", "told"), [(MeetingStatus.DRAFT, 0), (MeetingStatus.ANNOUNCED, 1), (MeetingStatus.AGENDA_PUBLISHED, 5)])
def test_members_are_told_of_exactly_what_they_can_see(status: MeetingStatus, told: int) -> None:
    edits = ("edit", "add", "change", "remove", "reorder")
    assert sum(ACTS[name](a_meeting(status), SECRETARY)[1] is not None for name in edits) == told


@pytest.mark.parametrize(
    "act",
    [
        lambda meeting: model.change_item(meeting, replace(HIDDEN, title=Bi("سر", "Secret")), order=None, by=SECRETARY, at=NOON),
        lambda meeting: model.change_item(meeting, HIDDEN, order=1, by=SECRETARY, at=NOON),
        lambda meeting: model.remove_item(meeting, "hidden", by=SECRETARY, at=NOON),
        lambda meeting: model.add_item(meeting, replace(HIDDEN, id="more"), order=1, by=SECRETARY, at=NOON),
    ],
    ids=["retitled", "moved", "removed", "added"],
)
def test_a_change_of_a_hidden_item_is_announced_to_nobody(act: Callable[[Meeting], model.Change]) -> None:
    after, fact = act(a_meeting(MeetingStatus.AGENDA_PUBLISHED))
    assert after.agenda != AGENDA
    assert fact is None


def test_how_long_an_item_took_is_kept_and_announced_to_nobody() -> None:
    meeting = a_meeting(MeetingStatus.IN_SESSION)
    after, fact = model.change_item(meeting, replace(meeting.agenda[0], actual_minutes=12), order=None, by=SECRETARY, at=NOON)
    assert (after.agenda[0].actual_minutes, after.sequence, fact) == (12, meeting.sequence, None)


def test_the_announced_agenda_leaves_no_trace_of_hidden_items() -> None:
    _, fact = model.publish_agenda(a_meeting(MeetingStatus.ANNOUNCED), by=SECRETARY, at=NOON)
    assert fact
    assert isinstance(fact.event, AgendaPublished)
    assert [(line.id, line.order) for line in fact.event.agenda] == [("open", 1), ("members", 2)]
    assert "hidden" not in fact.event.model_dump_json()
    assert "join.example" not in fact.event.model_dump_json()


def test_hiding_an_item_that_members_knew_tells_them_the_agenda_without_it() -> None:
    published = a_meeting(MeetingStatus.AGENDA_PUBLISHED)
    _, fact = model.change_item(published, replace(MEMBERS, visibility="secretariat"), order=None, by=SECRETARY, at=NOON)
    assert fact
    assert isinstance(fact.event, AgendaPublished)
    assert [line.id for line in fact.event.agenda] == ["open"]


@pytest.mark.parametrize(
    ("pointer", "outline"),
    [
        ("/number", replace(OUTLINE, number=None)),
        ("/hostEntity", replace(OUTLINE, host_entity=None)),
        ("/title/en", replace(OUTLINE, title=Bi("نص", " "))),
        ("/title/ar", replace(OUTLINE, title=Bi("", "Text"))),
        ("/venue/name/en", replace(OUTLINE, venue=Venue(Bi("نص", "")))),
    ],
)
def test_an_announcement_is_complete_and_stays_so(pointer: str, outline: Outline) -> None:
    with pytest.raises(errors.Incomplete) as refused:
        model.announce(a_meeting(outline=outline), by=SECRETARY, at=NOON)
    assert [error.pointer for error in refused.value.errors] == [pointer]
    with pytest.raises((errors.Incomplete, errors.IdentityFixed)):
        model.edit(a_meeting(MeetingStatus.ANNOUNCED), outline, by=SECRETARY, at=NOON)


@pytest.mark.parametrize("changes", [{"kind": "working-group"}, {"number": 13}])
def test_what_a_meeting_is_called_by_is_fixed_once_announced(changes: dict[str, Any]) -> None:
    outline = replace(OUTLINE, **changes)
    assert model.edit(a_meeting(), outline, by=SECRETARY, at=NOON)[0].outline == outline
    with pytest.raises(errors.IdentityFixed):
        model.edit(a_meeting(MeetingStatus.ANNOUNCED), outline, by=SECRETARY, at=NOON)


@pytest.mark.parametrize("length", [timedelta(0), timedelta(minutes=-1), timedelta(days=3, minutes=1)])
def test_a_meeting_ends_after_it_starts_and_within_three_days(length: timedelta) -> None:
    outline = replace(OUTLINE, end=START + length)
    with pytest.raises(errors.Contradictory):
        model.draft("m", outline, by=SECRETARY, at=NOON)
    with pytest.raises(errors.Contradictory):
        model.edit(a_meeting(), outline, by=SECRETARY, at=NOON)


def test_the_items_fit_into_the_meeting_to_the_minute() -> None:
    full = (OPEN, replace(MEMBERS, planned_minutes=110))
    fits = model.publish_agenda(a_meeting(MeetingStatus.ANNOUNCED, agenda=full), by=SECRETARY, at=NOON)[0]
    with pytest.raises(errors.AgendaTooLong):
        model.publish_agenda(a_meeting(MeetingStatus.ANNOUNCED, agenda=(*full, replace(HIDDEN, planned_minutes=1))), by=SECRETARY, at=NOON)
    with pytest.raises(errors.AgendaTooLong):
        model.edit(fits, replace(OUTLINE, end=OUTLINE.end - timedelta(minutes=1)), by=SECRETARY, at=NOON)
    with pytest.raises(errors.AgendaTooLong):
        model.add_item(fits, replace(HIDDEN, planned_minutes=1), order=None, by=SECRETARY, at=NOON)


@pytest.mark.parametrize(
    ("agenda", "pointers"),
    [
        ((), ["/agenda"]),
        ((HIDDEN,), ["/agenda"]),
        ((OPEN, replace(MEMBERS, title=Bi("نص", ""))), ["/agenda/1/title/en"]),
    ],
    ids=["empty", "only-hidden", "half-translated"],
)
def test_an_agenda_is_published_with_something_to_read_in_both_languages(agenda: agendas.Agenda, pointers: list[str]) -> None:
    with pytest.raises(errors.Incomplete) as refused:
        model.publish_agenda(a_meeting(MeetingStatus.ANNOUNCED, agenda=agenda), by=SECRETARY, at=NOON)
    assert [error.pointer for error in refused.value.errors] == pointers


def test_the_last_item_members_see_cannot_be_taken_off_a_published_agenda() -> None:
    published = a_meeting(MeetingStatus.AGENDA_PUBLISHED, agenda=(HIDDEN, MEMBERS))
    with pytest.raises(errors.Incomplete):
        model.remove_item(published, "members", by=SECRETARY, at=NOON)


SEEN = {"secretariat": ("open", "hidden", "members"), "member": ("open", "members"), "guest": ("open",)}


@pytest.mark.parametrize(
    ("reader", "kind"),
    [(SECRETARY, "secretariat"), (REVIEWER, "secretariat"), (SEED, "secretariat"), (VIEWER, "member"), (OPS, "member"), (GUEST, "guest")],
    ids=lambda value: getattr(value, "id", value),
)
def test_each_reader_sees_the_items_meant_for_them(reader: Actor, kind: str) -> None:
    published = a_meeting(MeetingStatus.AGENDA_PUBLISHED)
    assert tuple(item.id for item in model.as_seen_by(published, reader).agenda) == SEEN[kind]
    announced = model.as_seen_by(a_meeting(MeetingStatus.ANNOUNCED), reader)
    assert tuple(item.id for item in announced.agenda) == (SEEN[kind] if kind == "secretariat" else ())


@given(
    st.lists(st.tuples(st.sampled_from(["secretariat-editor", "reviewer", "network-admin", "viewer", "ops", "entity-director"]),
                       st.sampled_from(["network", "D01", "GNGC-SEC"]))),
    st.sampled_from([None, "D01", "GNGC-SEC"]),
    st.sampled_from([name for name in POLICY if name.startswith("meeting.")]),
)  # fmt: skip
def test_whoever_may_change_a_meeting_sees_all_of_it(grants: list[tuple[str, str]], entity: str | None, permission: str) -> None:
    actor = Actor("x", "person", entity=entity, grants=tuple(Grant(*grant) for grant in grants))
    if permission != "meeting.read" and POLICY.allows(actor, permission):
        assert oversees(actor)
        assert model.as_seen_by(a_meeting(), actor) == a_meeting()


ITEMS = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1).map(lambda ids: tuple(AgendaItem(id_) for id_ in ids))


@given(ITEMS, st.integers(1, 99), st.data())
def test_an_item_lands_where_it_was_put_and_the_others_keep_their_order(agenda: agendas.Agenda, order: int, data: st.DataObject) -> None:
    moved = data.draw(st.sampled_from(agenda))
    after = agendas.change(agenda, moved, order)
    assert after.index(moved) == min(order, len(agenda)) - 1
    assert agendas.remove(after, moved.id) == agendas.remove(agenda, moved.id)
    added = agendas.add(agenda, AgendaItem("new"), order)
    assert added.index(AgendaItem("new")) == min(order - 1, len(agenda))
    assert agendas.remove(added, "new") == agenda


@given(ITEMS, st.randoms())
def test_reordering_keeps_every_item_once(agenda: agendas.Agenda, random: Any) -> None:
    ids = [item.id for item in agenda]
    random.shuffle(ids)
    assert [item.id for item in agendas.reorder(agenda, ids)] == ids
    for wrong in (ids[1:], [*ids, "x"], [*ids, ids[0]]):
        with pytest.raises(errors.OtherItems):
            agendas.reorder(agenda, wrong)


def test_an_agenda_has_room_for_sixty_items() -> None:
    full = tuple(AgendaItem(str(number)) for number in range(agendas.MOST_ITEMS))
    with pytest.raises(errors.AgendaFull):
        agendas.add(full, AgendaItem("one-more"), None)


@pytest.mark.parametrize(
    ("item", "pointer"),
    [
        (replace(OPEN, campaigns=("c-1", "c-2", "c-1")), "/campaigns/2"),
        (replace(OPEN, presenters=(Presenter(post_id="p"), Presenter())), "/presenters/1"),
    ],
)
def test_an_item_names_its_presenters_and_each_campaign_once(item: AgendaItem, pointer: str) -> None:
    with pytest.raises(errors.Contradictory) as refused:
        agendas.add((), item, None)
    assert [error.pointer for error in refused.value.errors] == [pointer]
    with pytest.raises(errors.Contradictory):
        agendas.change(AGENDA, item, None)


def test_an_amendment_names_what_changed() -> None:
    outline = replace(OUTLINE, start=START + timedelta(hours=1), host_entity="D02")
    _, fact = model.edit(a_meeting(MeetingStatus.ANNOUNCED), outline, by=SECRETARY, at=NOON)
    assert fact
    assert fact.event.model_dump(by_alias=True)["changed"] == ("start", "hostEntity")


def test_actions_are_those_that_would_succeed() -> None:
    assert actions_for(a_meeting(), SECRETARY) == ["edit", "edit-agenda", "announce", "delete"]
    assert actions_for(a_meeting(MeetingStatus.ANNOUNCED), SECRETARY) == [
        *("edit", "correct", "edit-agenda", "publish-agenda", "postpone", "cancel"),
    ]
    assert actions_for(a_meeting(MeetingStatus.AGENDA_PUBLISHED), SECRETARY) == [
        *("edit", "correct", "edit-agenda", "publish-pack", "begin", "postpone", "cancel", "withdraw-agenda"),
    ]
    assert actions_for(a_meeting(MeetingStatus.AGENDA_PUBLISHED), REVIEWER) == []
