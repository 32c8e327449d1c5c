"""The door: parse, one command or one query, shape the answer. Each permission stands beside its path."""

from typing import Annotated

from chassis.auth import Actor
from chassis.clock import Clock
from chassis.fields import NumberAsked
from chassis.http import Counted, CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from chassis.reading import readable
from fastapi import Depends, Path, Query, Request
from starlette.responses import Response

from meetings_svc import commands
from meetings_svc.agenda.schemas import AgendaItemPatch, AgendaOrder, NewAgendaItem
from meetings_svc.life import commands as life
from meetings_svc.life.model import Halt, Undo, Verb
from meetings_svc.model import Meeting, MeetingStatus
from meetings_svc.policy import POLICY
from meetings_svc.published import MeetingKind
from meetings_svc.schemas import (
    MeetingBody,
    MeetingCorrection,
    MeetingPatch,
    MinutesBody,
    MinutesPatch,
    NewMeeting,
    NewTime,
    Reason,
    When,
)
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
    series: Annotated[str | None, Query(max_length=64)] = None,
    q: Annotated[str, Query(max_length=200, description="Words of the title")] = "",
) -> Filters:
    """The query of a list."""
    return Filters(when, tuple(kind or ()), tuple(status or ()), series, q)


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
    return reply(Page[MeetingBody](items=readable(meetings, lambda one: MeetingBody.of(one, known, by)), next=behind))


@router.get("/meetings/count", permission="meeting.read", response_model=Counted)
async def count_meetings(narrowed: Narrowed, by: CurrentActor, here: Here, now: Now) -> Response:
    """How many there are of them."""
    return reply(Counted.of(await here.meetings.count(narrowed, at=now(), seen_by=by)))


@router.get("/meetings/{meeting_id}", permission="meeting.read", response_model=MeetingBody)
async def get_meeting(meeting_id: MeetingId, by: CurrentActor, here: Here) -> Response:
    """One meeting with what one may see of its agenda."""
    return await _shown(await here.meetings.get(meeting_id, seen_by=by), by, here)


@router.post("/meetings", permission="meeting.create", response_model=MeetingBody, status_code=201)
async def create_meeting(body: NewMeeting, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a draft."""
    made = await commands.create_meeting(here, derived_id(by.id, key), body.outline(), by=by, at=now())
    return await _shown(made, by, here, status=201, location=f"/api/v1/meetings/{made.id}")


@router.patch("/meetings/{meeting_id}", permission="meeting.edit", response_model=MeetingBody)
async def edit_meeting(meeting_id: MeetingId, body: MeetingPatch, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Change what was sent and leave the rest (RFC 7396)."""
    return await _shown(await commands.edit_meeting(here, meeting_id, body.merge, expected=expected, by=by, at=now()), by, here)


@router.delete("/meetings/{meeting_id}", permission="meeting.create", status_code=204)
async def delete_meeting(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here) -> Response:
    """Delete a draft. A meeting that members know of is cancelled instead."""
    await commands.delete_draft(here.meetings, meeting_id, expected=expected, by=by)
    return Response(status_code=204)


@router.post("/meetings/{meeting_id}/announce", permission="meeting.announce", response_model=MeetingBody)
async def announce_meeting(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let the members know of it."""
    return await _shown(await commands.announce_meeting(here, meeting_id, expected=expected, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/publish-agenda", permission="meeting.publish-agenda", response_model=MeetingBody)
async def publish_agenda(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let the members see its agenda."""
    return await _shown(await commands.publish_agenda(here.meetings, meeting_id, expected=expected, by=by, at=now()), by, here)


@router.post("/meetings/{meeting_id}/reschedule", permission="meeting.run", response_model=MeetingBody)
async def reschedule_meeting(meeting_id: MeetingId, body: NewTime, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Announce a postponed meeting anew; who had answered is asked again."""
    moved = await life.reschedule_meeting(here.meetings, meeting_id, body.start, body.end, expected=expected, by=by, at=now())
    return await _shown(moved, by, here)


@router.post("/meetings/{meeting_id}/postpone", permission="meeting.run", response_model=MeetingBody)
async def postpone_meeting(meeting_id: MeetingId, body: Reason, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Tell the members that it takes place at another time."""
    return await _halted("postpone", meeting_id, body, expected, by, here, now)


@router.post("/meetings/{meeting_id}/cancel", permission="meeting.run", response_model=MeetingBody)
async def cancel_meeting(meeting_id: MeetingId, body: Reason, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Tell the members that it does not take place."""
    return await _halted("cancel", meeting_id, body, expected, by, here, now)


@router.post("/meetings/{meeting_id}/correct", permission="meeting.correct", response_model=MeetingBody)
async def correct_meeting(
    meeting_id: MeetingId, body: MeetingCorrection, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Put the title or number right of a meeting that members know of; a draft is edited."""
    why = body.reason.words()
    corrected = await life.correct_meeting(here.meetings, meeting_id, body.details, why, expected=expected, by=by, at=now())
    return await _shown(corrected, by, here)


@router.post("/meetings/{meeting_id}/circulate-minutes", permission="meeting.run", response_model=MeetingBody)
async def circulate_minutes(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Send the minutes as they stand to the members."""
    return await _shown(await life.circulate_minutes(here.meetings, meeting_id, expected=expected, by=by, at=now()), by, here)


def _step(verb: Verb, says: str) -> None:
    """A route for a change of state that takes nothing but the version."""

    async def step(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
        return await _shown(await life.advance_meeting(here, meeting_id, verb, expected=expected, by=by, at=now()), by, here)

    step.__name__, step.__doc__ = f"{verb.replace('-', '_')}_meeting", says
    router.post(f"/meetings/{{meeting_id}}/{verb}", permission="meeting.run", response_model=MeetingBody)(step)


_step("begin", "Open the session.")
_step("end", "Close the session; its minutes are written from now on.")
_step("approve-minutes", "Make the minutes that were circulated the record.")
_step("archive", "Close a meeting whose minutes are approved.")


def _undo(verb: Undo, says: str) -> None:
    """A route that takes a step back, with the reason that everybody reads."""

    async def undo(meeting_id: MeetingId, body: Reason, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
        undone = await life.undo_step(here.meetings, meeting_id, verb, body.reason.words(), expected=expected, by=by, at=now())
        return await _shown(undone, by, here)

    undo.__name__, undo.__doc__ = f"{verb.replace('-', '_')}_of_meeting", says
    router.post(f"/meetings/{{meeting_id}}/{verb}", permission="meeting.run", response_model=MeetingBody)(undo)


_undo("withdraw-agenda", "Hide an agenda again that was published by mistake.")
_undo("undo-begin", "Take back the beginning of a session that has not begun.")
_undo("undo-end", "Go on with a session that was closed by mistake.")
_undo("reopen-minutes", "Correct minutes that were approved; they are circulated and approved anew.")
_undo("unarchive", "Take a meeting out of the archive.")
_undo("reinstate", "Take back the cancellation of a meeting; it is postponed until it gets its new time.")


@router.get("/meetings/{meeting_id}/minutes", permission="minutes.read", response_model=MinutesBody)
async def get_minutes(
    meeting_id: MeetingId,
    by: CurrentActor,
    here: Here,
    revision: Annotated[NumberAsked | None, Query(description="One that was circulated")] = None,
) -> Response:
    """The minutes as one may read them; with `revision` as they were circulated then."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    return reply(MinutesBody.of(meeting, by, revision), version=meeting.version)


@router.patch("/meetings/{meeting_id}/minutes", permission="minutes.write", response_model=MinutesBody)
async def write_minutes(meeting_id: MeetingId, body: MinutesPatch, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Write what was said of items; each change is a revision."""
    written = await life.write_minutes(here.meetings, meeting_id, body.words(), expected=expected, by=by, at=now())
    return reply(MinutesBody.of(written, by), version=written.version)


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
    if item.proposal:
        await here.proposals.get(item.proposal)
    longer = await commands.add_agenda_item(here, meeting_id, item, order=body.order, expected=expected, by=by, at=now())
    return await _shown(longer, by, here, status=201, location=f"/api/v1/meetings/{meeting_id}/agenda-items/{item.id}")


@router.patch("/meetings/{meeting_id}/agenda-items/{item_id}", permission="meeting.edit", response_model=MeetingBody)
async def change_agenda_item(
    meeting_id: MeetingId, item_id: ItemId, body: AgendaItemPatch, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Change an item or move it (RFC 7396); the answer is the whole meeting."""
    changed = await commands.change_agenda_item(here, meeting_id, item_id, body.merge, order=body.order, expected=expected, by=by, at=now())
    return await _shown(changed, by, here)


@router.delete("/meetings/{meeting_id}/agenda-items/{item_id}", permission="meeting.edit", response_model=MeetingBody)
async def remove_agenda_item(meeting_id: MeetingId, item_id: ItemId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take an item off the agenda; the answer is the whole meeting."""
    shorter = await commands.remove_agenda_item(here.meetings, meeting_id, item_id, expected=expected, by=by, at=now())
    return await _shown(shorter, by, here)


async def _halted(verb: Halt, meeting_id: str, body: Reason, expected: int, by: Actor, here: Stores, now: Clock) -> Response:
    halted = await life.halt_meeting(here, meeting_id, verb, body.reason.words(), expected=expected, by=by, at=now())
    return await _shown(halted, by, here)


async def _shown(meeting: Meeting, by: Actor, here: Stores, *, status: int = 200, location: str | None = None) -> Response:
    known = await here.projections.known_for([meeting], seen_by=by)
    return reply(MeetingBody.of(meeting, known, by), version=meeting.version, status=status, location=location)
