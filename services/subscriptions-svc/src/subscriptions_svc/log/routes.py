"""Reading the log: by pull, and as a stream that goes on where its reader stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

from chassis.auth import Actor
from chassis.errors import Unavailable
from chassis.http import CurrentActor, Router
from fastapi import Depends, Header, Query, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Send

from subscriptions_svc.errors import InvalidPosition
from subscriptions_svc.log.model import Gap, Reader, Wanted
from subscriptions_svc.log.schemas import Events, begun_anew, events_json, frame, gap_frame, opening_frame
from subscriptions_svc.log.store import LogStore
from subscriptions_svc.policy import POLICY
from subscriptions_svc.routes import Here, Types

router = Router(POLICY)

PAGE = 100
SLOWEST = 20.0
ALIVE = ": alive\n\n"
AFTER = r"^(earliest|latest|[0-9]{1,15})$"

After = Annotated[str | None, Query(pattern=AFTER, description="A position, `earliest` or `latest`")]


def wanted(by: CurrentActor, known: Types, types: Annotated[list[str] | None, Query(description="Comma-separated")] = None) -> Wanted:
    """What the reader asks for."""
    names = [name.strip() for given in types or () for name in given.split(",") if name.strip()]
    return Wanted(Reader.of(by), frozenset(known.named(names)))


Asked = Annotated[Wanted, Depends(wanted)]


@router.get("/events", permission="event.read", response_model=Events)
async def pull_events(asked: Asked, here: Here, after: After = None, limit: Annotated[int, Query(ge=1, le=500)] = PAGE) -> Response:
    """The events behind a position that one may read, in order. `next` is where to go on. A position whose followers are kept no longer
    answers 410 with the `first` that is; one ahead of the log answers with a `gap`, and `next` leads back to the end."""
    place = await _place(here.log, after or "earliest")
    page = await here.log.page(place, asked, limit=limit)
    first = await here.log.bounds.require(place)
    gap = await here.log.gap(place, first)
    body = begun_anew(gap) if gap else events_json(page.entries, page.through)
    return Response(body, media_type="application/json", headers=_bounds(first, gap.last if gap else max(page.through, here.log.newest)))


@router.get("/events/stream", permission="event.read", response_class=StreamingResponse)
async def stream_events(
    request: Request,
    asked: Asked,
    by: CurrentActor,
    here: Here,
    after: After = None,
    last_seen: Annotated[str | None, Header(alias="Last-Event-ID", max_length=20)] = None,
) -> Response:
    """The same as server-sent events, for as long as one stays; `Last-Event-ID` wins over `after`, and without both it begins now.
    Where one cannot go on, an event `gap` says why, and the stream goes on from its `next`."""
    place = await _place(here.log, last_seen or after or "latest")
    first = await here.log.bounds.first()
    rhythm = request.app.state.heartbeat, request.app.state.stream_for
    told = _told(here.log, asked, by, place, await here.log.gap(place, first), *rhythm)
    return _Stream(told, media_type="text/event-stream", headers=_bounds(first, here.log.newest) | {"X-Accel-Buffering": "no"})


def _bounds(first: int, last: int) -> dict[str, str]:
    return {"Events-First-Position": str(first), "Events-Last-Position": str(last)}


async def _place(log: LogStore, after: str) -> int:
    if after == "latest":
        return await log.last()
    if after == "earliest":
        return await log.bounds.first() - 1
    if not (after.isascii() and after.isdecimal()):
        raise InvalidPosition
    return int(after)


async def _told(
    log: LogStore, asked: Wanted, by: Actor, place: int, gap: Gap | None, heartbeat: float, stream_for: float
) -> AsyncIterator[str]:
    """The frames of a stream. It ends when its reader loses a role or has been here for long: who comes back proves their rights again."""
    yield opening_frame(gap.next if gap else place)
    loop = asyncio.get_running_loop()
    spoke, ends = loop.time(), loop.time() + stream_for
    watched = log.newest  # a role that was lost before is not among these rights
    while loop.time() < ends:
        if gap:
            yield gap_frame(gap)
            place = gap.next
        try:
            page = await log.page(place, asked, limit=PAGE)
            gap = await log.gap(place, await log.bounds.first()) if page.stored else None
        except Unavailable:
            return
        if gap:
            continue
        if _lost_a_role(log, by, watched):
            return
        watched = log.newest
        if page.entries:
            yield "".join(frame(entry) for entry in page.entries)
            spoke = loop.time()
        place = page.through
        if len(page.entries) < PAGE:
            await log.wait(place, within=max(0.01, spoke + heartbeat - loop.time()))
        if loop.time() - spoke >= heartbeat:
            yield ALIVE
            spoke = loop.time()


def _lost_a_role(log: LogStore, by: Actor, after: int) -> bool:
    """Whether a reader has lost a role behind a position, or more has happened since than can be looked through."""
    since = log.since(after)
    return since is None or any(entry.person == by.id and entry.type.endswith("role-revoked.v1") for entry in since)


class _Stream(StreamingResponse):
    """Lets go of a reader that does not take what was sent."""

    async def stream_response(self, send: Send) -> None:
        async def in_time(message: Message) -> None:
            async with asyncio.timeout(SLOWEST):
                await send(message)

        with suppress(TimeoutError):  # the server closes a connection whose answer was not completed
            await super().stream_response(in_time)
