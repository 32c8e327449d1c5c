"""Taking official photos along: only what is released, only by who accepted the terms, and never unrecorded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.idempotency import new_id

from media_svc.studio import errors
from media_svc.studio.downloads.model import Download, Size, nearest, rendition_of
from media_svc.studio.downloads.store import DownloadStore
from media_svc.studio.model import STATE_NAMES, Photo, State
from media_svc.studio.store import PhotoStore

MOST_NOTICES: Final = 50


async def take(photos: PhotoStore, downloads: DownloadStore, number: str, size: Size, *, by: Actor, at: datetime) -> Photo:
    """The photo whose file of this size may be read now. Raises OfficialPhotoNotFound, WrongState, NoSuchSize,
    RightsNotValid, TermsNotAccepted."""
    photo = (await _released(photos, [number], by, at))[0]
    rendition_of(photo, size)
    await _record(downloads, [photo], size, by, at)
    return photo


async def take_many(
    photos: PhotoStore, downloads: DownloadStore, numbers: Sequence[str], size: Size, *, by: Actor, at: datetime
) -> list[Photo]:  # fmt: skip
    """The photos of a basket, all of them or none. Raises what `take` raises."""
    found = await _released(photos, numbers, by, at)
    for photo in found:
        nearest(photo, size)
    await _record(downloads, found, size, by, at)
    return found


async def _released(photos: PhotoStore, numbers: Sequence[str], by: Actor, at: datetime) -> list[Photo]:
    found = await photos.some(numbers, seen_by=by)
    if len(found) < len(numbers):
        raise errors.OfficialPhotoNotFound
    for photo in found:
        if photo.state is not State.RELEASED:
            raise errors.WrongState(state=STATE_NAMES[photo.state])
        if not photo.details.rights.cover(dubai_day(at)):
            raise errors.RightsNotValid(number=str(photo.number))
    return found


async def _record(downloads: DownloadStore, found: Sequence[Photo], size: Size, by: Actor, at: datetime) -> None:
    if await downloads.accepted(by.id) is None:
        raise errors.TermsNotAccepted
    await downloads.record(*(Download(new_id(), str(photo.number), size, by.id, by.entity, at) for photo in found))


async def notices(photos: PhotoStore, downloads: DownloadStore, *, by: Actor) -> list[Photo]:
    """What the reader or the reader's entity took and may use no longer, the latest first."""
    gone = await photos.gone(limit=MOST_NOTICES)
    return [photo for photo in gone if await downloads.took(str(photo.number), person=by.id, entity=by.entity)]
