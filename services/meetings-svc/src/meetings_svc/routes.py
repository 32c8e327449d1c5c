"""The door: parse, one command or one query, shape the answer. Each permission stands beside its path."""

from typing import Annotated

from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Depends, Path, Query, Request
from starlette.responses import Response

from meetings_svc import commands
from meetings_svc.agenda.schemas import AgendaItemPatch, AgendaOrder, NewAgendaItem
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.policy import POLICY
from meetings_svc.published import MeetingKind
from meetings_svc.schemas import MeetingBody, MeetingPatch, NewMeeting, When
from meetings_svc.store import Filters, Stores

router = Router(POLICY)

MeetingId = Annotated[str, Path(min_length=1, max_length=64)]
ItemId = Annotated[str, Path(min_length=1, max_length=64)]


def stores_of(request: Request) -> Stores:
    """The stores of the running application."""
    return request.app.state.stores


Here = Annotated[Stores, Depends(stores_of)]


def filters(
    when: Annotated[When | None, Query(description="`upcoming`: not over yet, the nearest first; `past`: the latest first")] = None,
    kind: Annotated[list[MeetingKind] | None, Query()] = None,
    status: Annotated[list[MeetingStatus] | None, Query()] = None,
) -> Filters:
    """The query of a list."""
    return Filters(when, tuple(kind or ()), tuple(status or ()))


Narrowed = Annotated[Filters, Depends(filters)]


@router.get("/meetings", permission="meeting.read", response_model=Page[MeetingBody])
async def list_meetings(
    narrowed: Narrowed,
    by: CurrentActor,
    here: Here,
    now: Now,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Meetings one may see."""
    meetings, behind = await here.meetings.page(narrowed, at=now(), seen_by=by, limit=limit, cursor=cursor)
    known = await here.projections.known_for(meetings, seen_by=by)
    return reply(Page[MeetingBody](items=[MeetingBody.of(one, known, by) for one in meetings], next=behind))


@router.get("/meetings/{meeting_id}", permission="meeting.read", response_model=MeetingBody)
async def get_meeting(meeting_id: MeetingId, by: CurrentActor, here: Here) -> Response:
    """One meeting with what one may see of its agenda."""
    return await _shown(await here.meetings.get(meeting_id, seen_by=by), by, here)


@router.post("/meetings", permission="meeting.create", response_model=MeetingBody, status_code=201)
async def create_meeting(body: NewMeeting, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a draft."""
    made = await commands.create_meeting(here.meetings, derived_id(by.id, key), body.outline(), by=by, at=now())
    return await _shown(made, by, here, status=201, location=f"/api/v1/meetings/{made.id}")


@router.patch("/meetings/{meeting_id}", permission="meeting.edit", response_model=MeetingBody)
async def edit_meeting(meeting_id: MeetingId, body: MeetingPatch, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Change what was sent and leave the rest (RFC 7396)."""
    return await _shown(await commands.edit_meeting(here.meetings, meeting_id, body.merge, expected=expected, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/announce", permission="meeting.announce", response_model=MeetingBody)
async def announce_meeting(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let the members know of it."""
    return await _shown(await commands.announce_meeting(here.meetings, meeting_id, expected=expected, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/publish-agenda", permission="meeting.publish-agenda", response_model=MeetingBody)
async def publish_agenda(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let the members see its agenda."""
    return await _shown(await commands.publish_agenda(here.meetings, meeting_id, expected=expected, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/reorder-agenda", permission="meeting.edit", response_model=MeetingBody)
async def reorder_agenda(meeting_id: MeetingId, body: AgendaOrder, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Put the items in another order."""
    ordered = await commands.reorder_agenda(here.meetings, meeting_id, body.items, expected=expected, by=by, at=now())
    return await _shown(ordered, by, here)


@router.post("/meetings/{meeting_id}/agenda-items", permission="meeting.edit", response_model=MeetingBody, status_code=201)
async def add_agenda_item(
    meeting_id: MeetingId, body: NewAgendaItem, expected: IfMatch, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey
) -> Response:
    """Put an item on the agenda; the answer is the whole meeting."""
    item = body.item(derived_id(f"{by.id}/{meeting_id}", key))
    longer = await commands.add_agenda_item(here.meetings, meeting_id, item, order=body.order, expected=expected, by=by, at=now())
    return await _shown(longer, by, here, status=201, location=f"/api/v1/meetings/{meeting_id}/agenda-items/{item.id}")


@router.patch("/meetings/{meeting_id}/agenda-items/{item_id}", permission="meeting.edit", response_model=MeetingBody)
async def change_agenda_item(
    meeting_id: MeetingId, item_id: ItemId, body: AgendaItemPatch, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Change an item or move it (RFC 7396); the answer is the whole meeting."""
    changed = await commands.change_agenda_item(
        here.meetings, meeting_id, item_id, body.merge, order=body.order, expected=expected, by=by, at=now()
    )
    return await _shown(changed, by, here)


@router.delete("/meetings/{meeting_id}/agenda-items/{item_id}", permission="meeting.edit", response_model=MeetingBody)
async def remove_agenda_item(
    meeting_id: MeetingId, item_id: ItemId, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Take an item off the agenda; the answer is the whole meeting."""
    shorter = await commands.remove_agenda_item(here.meetings, meeting_id, item_id, expected=expected, by=by, at=now())
    return await _shown(shorter, by, here)


async def _shown(meeting: Meeting, by: Actor, here: Stores, *, status: int = 200, location: str | None = None) -> Response:
    known = await here.projections.known_for([meeting], seen_by=by)
    return reply(MeetingBody.of(meeting, known, by), version=meeting.version, status=status, location=location)
