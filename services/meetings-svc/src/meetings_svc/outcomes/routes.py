"""The door of decisions and action items."""

from typing import Annotated

from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path, Query
from starlette.responses import Response

from meetings_svc.outcomes import commands
from meetings_svc.outcomes.model import ActionItem, ActionState, Decision, Outcome
from meetings_svc.outcomes.schemas import (
    ActionBody,
    AmendedAction,
    AmendedDecision,
    DecisionBody,
    Finished,
    NewAction,
    NewDecision,
    Outcomes,
    Reasoned,
)
from meetings_svc.outcomes.store import ActionFilters
from meetings_svc.policy import POLICY
from meetings_svc.routes import Here, MeetingId
from meetings_svc.store import Stores

router = Router(POLICY)
OutcomeId = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/meetings/{meeting_id}/outcomes", permission="outcome.read", response_model=Outcomes)
async def list_outcomes(meeting_id: MeetingId, by: CurrentActor, here: Here) -> Response:
    """What a meeting left behind."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    return await _both(await here.outcomes.of_meeting(meeting.id, seen_by=by), by, here)


@router.get("/meetings/{meeting_id}/carried-over", permission="outcome.read", response_model=Outcomes)
async def list_carried_over(meeting_id: MeetingId, by: CurrentActor, here: Here, now: Now) -> Response:
    """What earlier meetings left open for this one."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    return await _both(await commands.carried_into(here, meeting, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/decisions", permission="outcome.write", response_model=DecisionBody, status_code=201)
async def adopt_decision(meeting_id: MeetingId, body: NewDecision, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Record a decision."""
    id_ = derived_id(f"{by.id}/{meeting_id}/decision", key)
    made = await commands.adopt_decision(
        here, id_, meeting_id, item=body.item, text=body.text.words(), effective_from=body.effective_from, by=by, at=now()
    )
    return reply(DecisionBody.of(made, by), version=made.version, status=201, location=f"/api/v1/decisions/{made.id}")


@router.get("/decisions/{outcome_id}", permission="outcome.read", response_model=DecisionBody)
async def get_decision(outcome_id: OutcomeId, by: CurrentActor, here: Here) -> Response:
    """One decision."""
    return _decided(await here.outcomes.get(Decision, outcome_id, seen_by=by), by)


@router.post("/decisions/{outcome_id}/amend", permission="outcome.write", response_model=DecisionBody)
async def amend_decision(
    outcome_id: OutcomeId, body: AmendedDecision, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Give it another text; the earlier one is kept with the reason."""
    words, day, why = body.text.words(), body.effective_from, body.reason.words()
    return _decided(await commands.amend_decision(here.outcomes, outcome_id, words, day, why, expected=expected, by=by, at=now()), by)


@router.post("/decisions/{outcome_id}/rescind", permission="outcome.write", response_model=DecisionBody)
async def rescind_decision(outcome_id: OutcomeId, body: Reasoned, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that it no longer holds."""
    reason = body.reason.words()
    return _decided(await commands.rescind_decision(here.outcomes, outcome_id, reason, expected=expected, by=by, at=now()), by)


@router.post("/decisions/{outcome_id}/reinstate", permission="outcome.write", response_model=DecisionBody)
async def reinstate_decision(outcome_id: OutcomeId, body: Reasoned, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that it holds again: it was rescinded by mistake."""
    reason = body.reason.words()
    return _decided(await commands.reinstate_decision(here.outcomes, outcome_id, reason, expected=expected, by=by, at=now()), by)


@router.post("/meetings/{meeting_id}/action-items", permission="outcome.write", response_model=ActionBody, status_code=201)
async def open_action(meeting_id: MeetingId, body: NewAction, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Give a post something to do."""
    id_ = derived_id(f"{by.id}/{meeting_id}/action", key)
    made = await commands.open_action(
        here, id_, meeting_id, item=body.item, text=body.text.words(), owner_post=body.owner_post, due=body.due, by=by, at=now()
    )
    return await _acted(made, by, here, status=201, location=f"/api/v1/action-items/{made.id}")


@router.get("/action-items", permission="outcome.read", response_model=Page[ActionBody])
async def list_actions(
    by: CurrentActor,
    here: Here,
    mine: bool = False,
    entity: Annotated[str | None, Query(max_length=20)] = None,
    state: Annotated[list[ActionState] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Action items, those due first in front; `mine` are those of one's post and of the entities one directs."""
    directs = tuple(sorted(grant.scope for grant in by.grants if grant.role == "entity-director"))
    filters = ActionFilters(tuple(state or ()), entity, by.post, directs, mine)
    actions, behind = await here.outcomes.page(filters, seen_by=by, limit=limit, cursor=cursor)
    return reply(Page[ActionBody](items=(await _bodies([*actions], by, here)).actions, next=behind))


@router.get("/action-items/{outcome_id}", permission="outcome.read", response_model=ActionBody)
async def get_action(outcome_id: OutcomeId, by: CurrentActor, here: Here) -> Response:
    """One action item."""
    return await _acted(await here.outcomes.get(ActionItem, outcome_id, seen_by=by), by, here)


@router.post("/action-items/{outcome_id}/start", permission="action-item.work", response_model=ActionBody)
async def start_action(outcome_id: OutcomeId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that one works on it."""
    return await _acted(await commands.start_action(here.outcomes, outcome_id, expected=expected, by=by, at=now()), by, here)


@router.post("/action-items/{outcome_id}/finish", permission="action-item.work", response_model=ActionBody)
async def finish_action(outcome_id: OutcomeId, body: Finished, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that it is done, with what shows it."""
    done = await commands.finish_action(here.outcomes, outcome_id, body.evidence, expected=expected, by=by, at=now())
    return await _acted(done, by, here)


@router.post("/action-items/{outcome_id}/drop", permission="outcome.write", response_model=ActionBody)
async def drop_action(outcome_id: OutcomeId, body: Reasoned, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Ask for it no longer."""
    dropped = await commands.drop_action(here.outcomes, outcome_id, body.reason.words(), expected=expected, by=by, at=now())
    return await _acted(dropped, by, here)


@router.post("/action-items/{outcome_id}/amend", permission="action-item.amend", response_model=ActionBody)
async def amend_action(outcome_id: OutcomeId, body: AmendedAction, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Give it another text, day or owner, with the reason; what is not sent stays. What it was before is kept."""
    amended = await commands.amend_action(here, outcome_id, body.merge, body.reason.words(), expected=expected, by=by, at=now())
    return await _acted(amended, by, here)


@router.post("/action-items/{outcome_id}/reopen", permission="action-item.work", response_model=ActionBody)
async def reopen_action(outcome_id: OutcomeId, body: Reasoned, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Open it again: it is not done after all, or is asked for again."""
    reopened = await commands.reopen_action(here.outcomes, outcome_id, body.reason.words(), expected=expected, by=by, at=now())
    return await _acted(reopened, by, here)


def _decided(decision: Decision, by: Actor) -> Response:
    return reply(DecisionBody.of(decision, by), version=decision.version)


async def _acted(action: ActionItem, by: Actor, here: Stores, *, status: int = 200, location: str | None = None) -> Response:
    return reply((await _bodies([action], by, here)).actions[0], version=action.version, status=status, location=location)


async def _both(found: list[Outcome], by: Actor, here: Stores) -> Response:
    return reply(await _bodies(found, by, here))


async def _bodies(found: list[Outcome], by: Actor, here: Stores) -> Outcomes:
    actions = [one for one in found if isinstance(one, ActionItem)]
    owned = [*actions, *(before for one in actions for before in one.earlier)]
    known = await here.projections.names(one.owner_entity for one in owned)
    return Outcomes.of(found, known, await here.projections.posts(one.owner_post for one in owned), by)
