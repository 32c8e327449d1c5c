"""Making a link and opening it: each opening asks anew whether the photo is still released, so that a withdrawal ends every link."""

from datetime import datetime, timedelta

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import IdempotencyKeyReused

from media_svc.store import Stores
from media_svc.studio import errors
from media_svc.studio.downloads.commands import take
from media_svc.studio.downloads.model import Size
from media_svc.studio.links import model
from media_svc.studio.links.model import Link
from media_svc.studio.links.store import LinkStore
from media_svc.studio.model import Photo, State
from media_svc.studio.store import PhotoStore


async def share(
    stores: Stores, id_: str, number: str, size: Size, *, lasting: timedelta, by: Actor, at: datetime
) -> tuple[str, Link]:  # fmt: skip
    """A new link and its secret, which is told only to who asks for it with this id. It counts as a download of who makes it, once.

    Raises what a download raises, IdempotencyKeyReused.
    """
    secret = stores.links.secret_of(id_)
    link = model.make(secret, number, size, lasting=lasting, by=by.id, at=at)
    if made := await stores.links.open_at(link.id, at):
        if not made.is_as(link):
            raise IdempotencyKeyReused
        return secret, made
    await take(stores.photos, stores.downloads, number, size, by=by, at=at)
    return secret, await stores.links.add(link)


async def made(
    links: LinkStore, photos: PhotoStore, *, by: Actor, at: datetime, limit: int, cursor: str | None
) -> tuple[list[tuple[Link, Photo]], str | None]:
    """A page of the actor's links that work now, the latest first, each with its photo; a page may be shorter than its limit."""
    found, following = await links.made_by(by.id, at=at, limit=limit, cursor=cursor)
    shown = await photos.some(list({one.number for one in found}), seen_by=by)
    out = {str(one.number): one for one in shown if one.state is State.RELEASED}
    return [(link, out[link.number]) for link in found if link.number in out], following


async def end(links: LinkStore, id_: str, *, by: Actor) -> None:
    """End a link before its time. Raises SharedPhotoNotFound also for one that somebody else made."""
    if not await links.end(id_, made_by=by.id):
        raise errors.SharedPhotoNotFound


async def follow(links: LinkStore, photos: PhotoStore, secret: str, *, at: datetime) -> tuple[Photo, Link]:
    """What a link leads to. Raises SharedPhotoNotFound, whether it never was, expired, or its photo was withdrawn."""
    link = await links.open_at(model.digest_of(secret), at)
    photo = await photos.released(link.number) if link else None
    if link is None or photo is None or not photo.details.rights.cover(dubai_day(at)):
        raise errors.SharedPhotoNotFound
    return photo, link
