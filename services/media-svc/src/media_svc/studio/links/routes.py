"""The door of links. Opening one is the gateway's right: it stands in for whoever has no sign-in."""

from datetime import timedelta
from typing import Annotated

from chassis.http import CurrentActor, IdempotencyKey, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path
from starlette.responses import Response

from media_svc.policy import POLICY
from media_svc.routes import Cursor, Here, Limit
from media_svc.studio.details.schemas import DetailsShown
from media_svc.studio.downloads.model import file_name, rendition_of
from media_svc.studio.links import commands
from media_svc.studio.links.schemas import LinkBody, LinkMade, NewLink, SharedPhoto
from media_svc.studio.routes import Number

router = Router(POLICY)


@router.post("/official-photos/{number}/links", permission="official-photo.download", response_model=LinkBody, status_code=201)
async def share_photo(number: Number, body: NewLink, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Make a link for who has no sign-in; it ends at its instant, or when the photo is withdrawn."""
    id_, lasting = derived_id(by.id, key), timedelta(hours=body.hours)
    secret, link = await commands.share(here, id_, number, body.size, lasting=lasting, by=by, at=now())
    answer = reply(LinkBody(secret=secret, expires_at=link.expires_at), status=201)
    answer.headers["Cache-Control"] = "no-store"  # the secret is kept nowhere, with the answers of repeated requests neither
    return answer


@router.get("/photo-links", permission="official-photo.download", response_model=Page[LinkMade])
async def list_links(by: CurrentActor, here: Here, now: Now, limit: Limit = 30, cursor: Cursor = None) -> Response:
    """The reader's links that work now, the latest first."""
    found, following = await commands.made(here.links, here.photos, by=by, at=now(), limit=limit, cursor=cursor)
    return reply(Page[LinkMade](items=[LinkMade.of(*one) for one in found], next=following))


@router.post("/photo-links/{link_id}/end", permission="official-photo.download", status_code=204, response_class=Response)
async def end_link(link_id: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], by: CurrentActor, here: Here) -> Response:
    """End a link before its time."""
    await commands.end(here.links, link_id, by=by)
    return Response(status_code=204)


@router.get("/photo-links/{secret}", permission="photo-link.open", response_model=SharedPhoto)
async def open_link(secret: Annotated[str, Path(min_length=16, max_length=64)], _: CurrentActor, here: Here, now: Now) -> Response:
    """What a link leads to, with addresses that work for less than a minute."""
    at = now()
    photo, link = await commands.follow(here.links, here.photos, secret, at=at)
    wide = next(one for one in photo.picture.renditions if one.name == "wide")
    file = rendition_of(photo, link.size)
    shared = SharedPhoto(
        number=str(photo.number),
        details=DetailsShown.of(photo.details),
        width=photo.picture.width,
        height=photo.picture.height,
        preview_url=here.objects.address(photo.key_of(wide), at=at),
        download_url=here.objects.address(photo.key_of(file), at=at, download_as=file_name(photo, link.size)),
        expires_at=link.expires_at,
    )
    return reply(shared)
