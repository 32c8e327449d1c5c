"""What can be done with decisions and action items, and what the calendar does with them."""

from collections.abc import Callable
from datetime import date, datetime

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import StaleVersion
from chassis.outbox import AlreadyApplied, AlreadyExists

from meetings_svc import model as meetings
from meetings_svc.agenda.model import Bi
from meetings_svc.errors import UnknownOwner
from meetings_svc.model import AHEAD, Meeting
from meetings_svc.outcomes import model
from meetings_svc.outcomes.model import ActionItem, Decision, Outcome
from meetings_svc.outcomes.store import Kind, OutcomeStore
from meetings_svc.outline.model import series_of
from meetings_svc.store import Stores

SYSTEM = Actor.system("meetings-svc")
TRIES = 8


async def adopt_decision(
    here: Stores, id_: str, meeting_id: str, *, item: str | None, text: Bi, effective_from: date | None, by: Actor, at: datetime
) -> Decision:
    """Record a decision of a meeting. The same id again gives what the first time made."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    origin = model.origin_in(meeting, item, by=by)
    try:
        return await here.outcomes.add(*model.adopt(id_, origin, text, effective_from, at=at))
    except AlreadyExists:
        return await here.outcomes.get(Decision, id_, seen_by=by)


async def open_action(
    here: Stores, id_: str, meeting_id: str, *, item: str | None, text: Bi, owner_post: str, due: date, by: Actor, at: datetime
) -> ActionItem:
    """Give a post something to do. The same id again gives what the first time made. Raises UnknownOwner."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    origin = model.origin_in(meeting, item, by=by)
    post = (await here.projections.posts([owner_post])).get(owner_post)
    if post is None or post.closed:
        raise UnknownOwner
    try:
        return await here.outcomes.add(*model.assign(id_, origin, text, (post.entity, post.id), due, at=at))
    except AlreadyExists:
        return await here.outcomes.get(ActionItem, id_, seen_by=by)


async def amend_decision(
    outcomes: OutcomeStore, id_: str, text: Bi, effective_from: date | None, reason: Bi, *, expected: int, by: Actor, at: datetime
) -> Decision:
    """Give a decision another text."""
    decision = await _seen(outcomes, Decision, id_, expected, by)
    return await outcomes.save(*model.amend(decision, text, effective_from, reason, by=by, at=at), expected=expected)


async def rescind_decision(outcomes: OutcomeStore, id_: str, reason: Bi, *, expected: int, by: Actor, at: datetime) -> Decision:
    """Say that a decision no longer holds."""
    decision = await _seen(outcomes, Decision, id_, expected, by)
    return await outcomes.save(*model.rescind(decision, reason, by=by, at=at), expected=expected)


async def start_action(outcomes: OutcomeStore, id_: str, *, expected: int, by: Actor, at: datetime) -> ActionItem:
    """Say that one works on it."""
    action = await _seen(outcomes, ActionItem, id_, expected, by)
    return await outcomes.save(*model.start(action, by=by, at=at), expected=expected)


async def finish_action(outcomes: OutcomeStore, id_: str, evidence: str, *, expected: int, by: Actor, at: datetime) -> ActionItem:
    """Say that it is done, and what shows it."""
    action = await _seen(outcomes, ActionItem, id_, expected, by)
    return await outcomes.save(*model.finish(action, evidence, by=by, at=at), expected=expected)


async def drop_action(outcomes: OutcomeStore, id_: str, reason: Bi, *, expected: int, by: Actor, at: datetime) -> ActionItem:
    """Ask for it no longer."""
    action = await _seen(outcomes, ActionItem, id_, expected, by)
    return await outcomes.save(*model.drop(action, reason, by=by, at=at), expected=expected)


async def amend_action(
    here: Stores, id_: str, merge: Callable[[ActionItem], tuple[Bi, date, str]], reason: Bi, *, expected: int, by: Actor, at: datetime
) -> ActionItem:
    """Give it another text, day or owner; `merge` says which from what it has. Raises UnknownOwner."""
    action = await _seen(here.outcomes, ActionItem, id_, expected, by)
    text, due, owner_post = merge(action)
    owner = (action.owner_entity, action.owner_post)
    if owner_post != action.owner_post:
        post = (await here.projections.posts([owner_post])).get(owner_post)
        if post is None or post.closed:
            raise UnknownOwner
        owner = (post.entity, post.id)
    return await here.outcomes.save(*model.amend_action(action, text, due, owner, reason, by=by, at=at), expected=expected)


async def reopen_action(outcomes: OutcomeStore, id_: str, reason: Bi, *, expected: int, by: Actor, at: datetime) -> ActionItem:
    """Open it again that was closed by mistake."""
    action = await _seen(outcomes, ActionItem, id_, expected, by)
    return await outcomes.save(*model.reopen(action, reason, by=by, at=at), expected=expected)


async def reinstate_decision(outcomes: OutcomeStore, id_: str, reason: Bi, *, expected: int, by: Actor, at: datetime) -> Decision:
    """Say that it holds again."""
    decision = await _seen(outcomes, Decision, id_, expected, by)
    return await outcomes.save(*model.reinstate(decision, reason, by=by, at=at), expected=expected)


async def carried_into(here: Stores, meeting: Meeting, *, by: Actor, at: datetime) -> list[Outcome]:
    """What earlier meetings left for this one: of a meeting to come what is open now, of one that was what was open when it began."""
    outline, ahead = meeting.outline, meeting.status in AHEAD
    moment = min(at, outline.start) if ahead else outline.start
    return await here.outcomes.left_before(
        series_of(outline), outline.start, open_after=None if ahead else outline.start, day=dubai_day(moment), seen_by=by
    )


async def carry_over(here: Stores, meeting_id: str, *, at: datetime) -> None:
    """Put what a meeting left open first on the agenda of every later one of its scope. Again changes nothing."""
    source = await here.meetings.get(meeting_id, seen_by=SYSTEM)
    for later in await here.meetings.ahead_in(series_of(source.outline), source.outline.start):
        await _put_first(here, later, at)


async def name_seats(here: Stores) -> None:
    """Let what came of meetings that named their entities know these; what knows them already stays as it is."""
    for meeting in await here.meetings.that_name_entities():
        await here.outcomes.belong_to(meeting.id, meeting.outline.seats)


async def _put_first(here: Stores, meeting: Meeting, at: datetime) -> None:
    """Others may write at the same time; then the meeting is read anew."""
    for _ in range(TRIES):
        after, fact = meetings.carry_over(meeting, at=at)
        if after is meeting:
            return
        try:
            await here.meetings.save(after, fact, expected=meeting.version)
        except AlreadyApplied:
            return
        except StaleVersion:
            meeting = await here.meetings.get(meeting.id, seen_by=SYSTEM)
        else:
            return
    raise StaleVersion


async def keep_dates(outcomes: OutcomeStore, *, at: datetime) -> None:
    """Turn overdue what was not done by its day in Dubai. Two of these at once do no harm: each write is conditional."""
    today = dubai_day(at)
    for action in await outcomes.past_due(today):
        if change := model.fall_overdue(action, today=today, at=at):
            try:
                await outcomes.save(*change, expected=action.version)
            except StaleVersion:
                continue


async def _seen(outcomes: OutcomeStore, kind: type[Kind], id_: str, expected: int, by: Actor) -> Kind:
    """It as the caller saw it. Raises OutcomeNotFound, StaleVersion."""
    outcome = await outcomes.get(kind, id_, seen_by=by)
    if outcome.version != expected:
        raise StaleVersion
    return outcome
