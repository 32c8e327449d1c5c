"""The door of private calendars. The secret in the address is the only key; what it opens is what a plain member may know."""

from datetime import timedelta
from typing import Annotated

from chassis.auth import Actor
from chassis.http import API, CurrentActor, IdempotencyKey, Now, ReaderLanguage, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path
from starlette.responses import Response

from meetings_svc.feeds.schemas import FeedAddress
from meetings_svc.feeds.store import Feed
from meetings_svc.policy import POLICY
from meetings_svc.routes import Here
from meetings_svc.seats import renditions
from meetings_svc.seats.routes import CALENDAR, InLanguage

router = Router(POLICY)
PAST, AHEAD = timedelta(days=90), timedelta(days=400)
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$")]


@router.post("/calendar-feeds", permission="feed.own", response_model=FeedAddress, status_code=201)
async def begin_feed(by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """A new private calendar of one's meetings; the one before ends."""
    secret = here.feeds.secret_of(derived_id(by.id, key))
    await here.feeds.put(Feed(by.id, by.entity, now()), secret)
    answer = reply(FeedAddress(path=f"{API}/calendar-feeds/{secret}"), status=201)
    answer.headers["Cache-Control"] = "no-store"  # the secret is kept nowhere, with the answers of repeated requests neither
    return answer


@router.delete("/calendar-feeds", permission="feed.own", status_code=204, response_class=Response)
async def end_feed(by: CurrentActor, here: Here) -> Response:
    """End one's private calendar."""
    await here.feeds.drop(by.id)
    return Response(status_code=204)


@router.get("/calendar-feeds/{secret}", permission="feed.fetch", response_class=Response)
async def fetch_feed(secret: Secret, here: Here, now: Now, reader: ReaderLanguage, lang: InLanguage = None) -> Response:
    """The calendar as iCalendar (RFC 5545), for programs that have no session."""
    feed = await here.feeds.find(secret)
    member, at = Actor(feed.owner, "person", entity=feed.entity), now()
    meetings = await here.meetings.between(at - PAST, at + AHEAD, seen_by=member)
    content = renditions.feed(meetings, domain=here.domain, language=lang or reader)
    return Response(content, headers={"Cache-Control": "private, max-age=300"}, media_type=CALENDAR)
