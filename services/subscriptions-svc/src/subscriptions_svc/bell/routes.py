"""The door of the bell: what a member is told, and what they have read of it."""

from collections import Counter
from typing import Annotated

from chassis.cursors import Cursors
from chassis.fields import Ordinal
from chassis.http import CurrentActor, Page, Router, reply
from chassis.reading import readable
from fastapi import Path, Query, Request
from starlette.responses import Response

from subscriptions_svc.bell import commands
from subscriptions_svc.bell.model import GATES, gates_open
from subscriptions_svc.bell.schemas import BellBody, Muted, NoticeBody, ReadThrough
from subscriptions_svc.bell.store import Asked
from subscriptions_svc.catalogue.model import Gate
from subscriptions_svc.log.model import Reader
from subscriptions_svc.policy import POLICY
from subscriptions_svc.routes import Here

router = Router(POLICY)
MOST_COUNTED = 100


@router.get("/notifications", permission="bell.read", response_model=Page[NoticeBody])
async def list_notifications(
    request: Request,
    by: CurrentActor,
    here: Here,
    gate: Gate | None = None,
    unread: bool = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """What happened that concerns the reader, the newest first."""
    cursors: Cursors = request.app.state.cursors
    scope = (by.id, "bell", gate, unread)
    behind = cursors.read(cursor, scope=scope)
    bell = await commands.get_bell(here, by=by)
    asked = Asked(by.id, Reader.of(by), gates_open(bell, gate), behind[0] if behind else None, bell if unread else None)
    found = await here.bells.notices(asked, limit + 1)
    shown = readable(found[:limit], lambda one: NoticeBody.of(one, bell, person=by.id))
    more = cursors.sign([found[limit - 1].position], scope=scope) if len(found) > limit else None
    return reply(Page[NoticeBody](items=shown, next=more))


@router.get("/notifications/state", permission="bell.read", response_model=BellBody)
async def get_bell(by: CurrentActor, here: Here) -> Response:
    """How much is new."""
    bell = await commands.get_bell(here, by=by)
    found = await here.bells.notices(Asked(by.id, Reader.of(by), gates_open(bell, None), new_to=bell), MOST_COUNTED)
    return reply(
        BellBody(unread=len(found), by_gate=dict(Counter(one.gate for one in found)), muted=[gate for gate in GATES if gate in bell.muted])
    )


@router.post("/notifications/read", permission="bell.read", status_code=204)
async def read_notifications(body: ReadThrough, by: CurrentActor, here: Here) -> Response:
    """Mark everything up to a notice as read."""
    await commands.read_through(here, body.through, by=by)
    return Response(status_code=204)


@router.put("/notifications/muted", permission="bell.read", status_code=204)
async def mute_gates(body: Muted, by: CurrentActor, here: Here) -> Response:
    """Be told no more of these gates, and of all others again."""
    await commands.mute_gates(here, body.gates, by=by)
    return Response(status_code=204)


@router.post("/notifications/{position}/read", permission="bell.read", status_code=204)
async def read_notification(position: Annotated[Ordinal, Path()], by: CurrentActor, here: Here) -> Response:
    """Mark one notice as read."""
    await commands.read_notice(here, position, by=by)
    return Response(status_code=204)
