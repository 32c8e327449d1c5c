"""What a meeting leaves behind: decisions, and action items that a post answers for. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from chassis.audience import entity_term, former_readers, post_term, scope_after
from chassis.auth import Actor
from chassis.errors import Forbidden, Text
from chassis.event import Fact

from meetings_svc import errors
from meetings_svc.agenda import model as agendas
from meetings_svc.agenda.model import Bi
from meetings_svc.life.model import MINUTES_OPEN
from meetings_svc.model import Meeting, refuse_unless, words_of
from meetings_svc.outline.model import series_of
from meetings_svc.policy import POLICY, SECRETARIAT, members
from meetings_svc.published import (
    ActionItemAmended,
    ActionItemClosed,
    ActionItemFellOverdue,
    ActionItemOpened,
    ActionItemReassigned,
    ActionItemReopened,
    ActionItemStarted,
    DecisionAdopted,
    DecisionAmended,
    DecisionReinstated,
    DecisionRescinded,
)

DecisionState = Literal["adopted", "amended", "rescinded"]
ActionState = Literal["open", "in-progress", "overdue", "done", "dropped"]
UNDONE: frozenset[str] = frozenset(("open", "in-progress", "overdue"))
NAMES = {
    "adopted": Text("معتمد", "adopted"),
    "amended": Text("معدّل", "amended"),
    "rescinded": Text("ملغى", "rescinded"),
    "open": Text("مفتوح", "open"),
    "in-progress": Text("قيد التنفيذ", "in progress"),
    "overdue": Text("متأخر", "overdue"),
    "done": Text("منجز", "done"),
    "dropped": Text("ملغى", "cancelled"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """The meeting and item it comes from; `scope` names the meetings that take it up, `met_at` when the meeting began, `seats` the
    entities it was for when it named some."""

    meeting_id: str
    item: str | None
    scope: str
    met_at: datetime
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a decision said until an instant, and why it was amended then."""

    text: Bi
    effective_from: date | None
    until: datetime
    reason: Bi


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision; what it said before it was amended is kept. `reason` says why it was rescinded."""

    id: str
    origin: Origin
    text: Bi
    created_at: datetime
    updated_at: datetime
    effective_from: date | None = None
    state: DecisionState = "adopted"
    reason: Bi | None = None
    earlier: tuple[Earlier, ...] = ()
    closed_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class EarlierAction:
    """What an action item was until an instant, who changed it and why."""

    text: Bi
    due: date
    owner_entity: str
    owner_post: str
    until: datetime
    by: str
    reason: Bi


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something a post has to do until a day in Dubai. Evidence is what shows that it was done."""

    id: str
    origin: Origin
    text: Bi
    owner_entity: str
    owner_post: str
    due: date
    created_at: datetime
    updated_at: datetime
    state: ActionState = "open"
    evidence: str | None = None
    reason: Bi | None = None
    earlier: tuple[EarlierAction, ...] = ()
    closed_at: datetime | None = None
    version: int = 1


Outcome = Decision | ActionItem
DecisionChange = tuple[Decision, Fact]
ActionChange = tuple[ActionItem, Fact]


def origin_in(meeting: Meeting, item: str | None, *, by: Actor) -> Origin:
    """Where something comes from. Raises Forbidden, NotNow, AgendaItemNotFound, HiddenItem."""
    POLICY.require(by, "outcome.write")
    refuse_unless(meeting, MINUTES_OPEN)
    if item is not None and agendas.find(meeting.agenda, item) not in agendas.told(meeting.agenda):
        raise errors.HiddenItem
    return Origin(meeting.id, item, series_of(meeting.outline), meeting.outline.start, meeting.outline.seats)


def readers_of(outcome: Outcome) -> frozenset[str]:
    """Who may read it, as terms: who took part in its meeting, and who has to do it. `store.visible_to` asks Mongo the same."""
    took_part = members(outcome.origin.seats)
    if isinstance(outcome, Decision):
        return took_part
    return took_part | {entity_term(outcome.owner_entity), post_term(outcome.owner_post)}


def adopt(id_: str, origin: Origin, text: Bi, effective_from: date | None, *, at: datetime) -> DecisionChange:
    """A new decision."""
    decision = Decision(id_, origin, text, at, at, effective_from)
    return decision, _decided(DecisionAdopted, decision, at)


def amend(decision: Decision, text: Bi, effective_from: date | None, reason: Bi, *, by: Actor, at: datetime) -> DecisionChange:
    """Another text or another day, with the reason. Raises Forbidden, NotOpen, NothingAmended."""
    POLICY.require(by, "outcome.write")
    _refuse_closed(decision, decision.state != "rescinded")
    if (text, effective_from) == (decision.text, decision.effective_from):
        raise errors.NothingAmended
    before = Earlier(decision.text, decision.effective_from, at, reason)
    earlier = (*decision.earlier, before)
    after = replace(decision, text=text, effective_from=effective_from, state="amended", earlier=earlier, updated_at=at)
    return after, _decided(DecisionAmended, after, at, reason=words_of(reason))


def rescind(decision: Decision, reason: Bi, *, by: Actor, at: datetime) -> DecisionChange:
    """It no longer holds. Raises Forbidden, NotOpen."""
    POLICY.require(by, "outcome.write")
    _refuse_closed(decision, decision.state != "rescinded")
    after = replace(decision, state="rescinded", reason=reason, closed_at=at, updated_at=at)
    return after, _decided(DecisionRescinded, after, at, reason=words_of(reason))


def reinstate(decision: Decision, reason: Bi, *, by: Actor, at: datetime) -> DecisionChange:
    """It holds again, because it was rescinded by mistake. Raises Forbidden, NotClosed."""
    POLICY.require(by, "outcome.write")
    _refuse_open(decision, decision.state == "rescinded")
    state: DecisionState = "amended" if decision.earlier else "adopted"
    after = replace(decision, state=state, reason=None, closed_at=None, updated_at=at)
    return after, _decided(DecisionReinstated, after, at, reason=words_of(reason))


def assign(id_: str, origin: Origin, text: Bi, owner: tuple[str, str], due: date, *, at: datetime) -> ActionChange:
    """A new action item of a post: `owner` is its entity and its id."""
    action = ActionItem(id_, origin, text, *owner, due, at, at)
    return action, _acted(ActionItemOpened, action, at)


def start(action: ActionItem, *, by: Actor, at: datetime) -> ActionChange:
    """Its post works on it. Raises Forbidden, NotOpen."""
    _require_owner(action, by)
    _refuse_closed(action, action.state == "open")
    after = replace(action, state="in-progress", updated_at=at)
    return after, _acted(ActionItemStarted, after, at)


def finish(action: ActionItem, evidence: str, *, by: Actor, at: datetime) -> ActionChange:
    """It is done, and this shows it. Raises Forbidden, NotOpen."""
    _require_owner(action, by)
    _refuse_closed(action, action.state in UNDONE)
    after = replace(action, state="done", evidence=evidence, closed_at=at, updated_at=at)
    return after, _acted(ActionItemClosed, after, at, outcome="done")


def drop(action: ActionItem, reason: Bi, *, by: Actor, at: datetime) -> ActionChange:
    """The secretariat no longer asks for it. Raises Forbidden, NotOpen."""
    POLICY.require(by, "outcome.write")
    _refuse_closed(action, action.state in UNDONE)
    after = replace(action, state="dropped", reason=reason, closed_at=at, updated_at=at)
    return after, _acted(ActionItemClosed, after, at, outcome="dropped")


def amend_action(action: ActionItem, text: Bi, due: date, owner: tuple[str, str], reason: Bi, *, by: Actor, at: datetime) -> ActionChange:
    """Another text, day or owner, with the reason; `owner` is an entity and its post. Raises Forbidden, NotOpen, NothingAmended."""
    POLICY.require(by, "action-item.amend")
    _refuse_closed(action, action.state in UNDONE)
    pairs = {"text": (action.text, text), "due": (action.due, due), "owner": ((action.owner_entity, action.owner_post), owner)}
    changed = tuple(name for name, (before, now) in pairs.items() if before != now)
    if not changed:
        raise errors.NothingAmended
    before = EarlierAction(action.text, action.due, action.owner_entity, action.owner_post, at, by.id, reason)
    after = replace(
        action, text=text, due=due, owner_entity=owner[0], owner_post=owner[1], earlier=(*action.earlier, before), updated_at=at,
        state="in-progress" if action.state == "overdue" and due > action.due else action.state,
    )  # fmt: skip
    fact = _acted(
        ActionItemAmended, after, at, before=action, changed=changed, reason=words_of(reason), was_text=words_of(action.text),
        was_due=action.due, was_owner_entity=action.owner_entity, was_owner_post=action.owner_post,
    )  # fmt: skip
    if not (former := former_readers(readers_of(action), readers_of(after), home=SECRETARIAT)):
        return after, fact
    about = {"meeting_id": action.origin.meeting_id, "action_id": action.id, "reason": words_of(reason)}
    return after, replace(fact, also=ActionItemReassigned(audience_scope=former, **about))


def reopen(action: ActionItem, reason: Bi, *, by: Actor, at: datetime) -> ActionChange:
    """It is not done after all, or asked for again. The secretariat reopens both, its post only what it called done. Raises NotClosed."""
    if not (POLICY.allows(by, "outcome.write") or (action.state == "done" and works_on(action, by))):
        raise Forbidden
    _refuse_open(action, action.state not in UNDONE)
    after = replace(action, state="open", evidence=None, reason=None, closed_at=None, updated_at=at)
    return after, _acted(ActionItemReopened, after, at, reason=words_of(reason))


def fall_overdue(action: ActionItem, *, today: date, at: datetime) -> ActionChange | None:
    """What the calendar does once its last day in Dubai is over; None while there is nothing to do."""
    if action.state not in ("open", "in-progress") or action.due >= today:
        return None
    after = replace(action, state="overdue", updated_at=at)
    return after, _acted(ActionItemFellOverdue, after, at)


def works_on(action: ActionItem, actor: Actor) -> bool:
    """Whether the actor may say how it stands: the post's holder, a director of its entity, the secretariat."""
    return actor.post == action.owner_post or POLICY.allows(actor, "seat.answer", action.owner_entity)


def verbs_for(outcome: Outcome, actor: Actor) -> list[str]:
    """The verbs this reader may use on it now."""
    writes = POLICY.allows(actor, "outcome.write")
    if isinstance(outcome, Decision):
        return (["reinstate"] if outcome.state == "rescinded" else ["amend", "rescind"]) if writes else []
    works, undone = works_on(outcome, actor), outcome.state in UNDONE
    possible = {
        "start": works and outcome.state == "open",
        "finish": works and undone,
        "amend": writes and undone,
        "drop": writes and undone,
        "reopen": not undone and (writes or (works and outcome.state == "done")),
    }
    return [verb for verb, now in possible.items() if now]


def _require_owner(action: ActionItem, by: Actor) -> None:
    if not works_on(action, by):
        raise Forbidden


def _refuse_closed(outcome: Outcome, is_open: bool) -> None:
    if not is_open:
        raise errors.NotOpen(state=NAMES[outcome.state])


def _refuse_open(outcome: Outcome, is_closed: bool) -> None:
    if not is_closed:
        raise errors.NotClosed(state=NAMES[outcome.state])


DecisionEvent = DecisionAdopted | DecisionAmended | DecisionRescinded | DecisionReinstated
ActionEvent = ActionItemOpened | ActionItemStarted | ActionItemAmended | ActionItemReopened | ActionItemFellOverdue | ActionItemClosed


def _decided(event: Callable[..., DecisionEvent], one: Decision, at: datetime, **own: object) -> Fact:
    return Fact(event(decision_id=one.id, effective_from=one.effective_from, **_shared(one), **own), at)


def _acted(event: Callable[..., ActionEvent], one: ActionItem, at: datetime, *, before: ActionItem | None = None, **own: object) -> Fact:
    owner = {"owner_entity": one.owner_entity, "owner_post": one.owner_post}
    return Fact(event(action_id=one.id, due=one.due, **owner, **_shared(one, before), **own), at)


def _shared(one: Outcome, before: Outcome | None = None) -> dict[str, object]:
    scope = scope_after(readers_of(before or one), readers_of(one), home=SECRETARIAT)
    return {"meeting_id": one.origin.meeting_id, "audience_scope": scope, "text": words_of(one.text)}
