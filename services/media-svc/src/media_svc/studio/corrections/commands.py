"""Ways back of official photos, and the correction of released ones, whose files follow the words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import DomainError, FieldError, StaleVersion
from chassis.idempotency import new_id

from media_svc.metadata import fits
from media_svc.model import Bi
from media_svc.objects import ObjectStore
from media_svc.store import Stores
from media_svc.studio import errors
from media_svc.studio.commands import TOO_LONG, Merge, registered, seen_photo, told_of, without_stale_files, write_files
from media_svc.studio.corrections import model
from media_svc.studio.model import Change, Photo, place_of, unstamped
from media_svc.studio.store import PhotoStore


async def take_back(
    photos: PhotoStore, objects: ObjectStore, number: str, act: Callable[..., Change], *, expected: int, by: Actor, at: datetime
) -> Photo:
    """One way back. Raises OfficialPhotoNotFound, StaleVersion, and what the act raises."""
    photo = await seen_photo(photos, number, expected, by)
    back = await photos.save(*act(photo, by=by, at=at), expected=expected)
    return await without_stale_files(photos, objects, back)


async def correct_photo(
    stores: Stores, number: str, merge: Merge, reason: str, *, expected: int, by: Actor, at: datetime
) -> Photo:  # fmt: skip
    """Put right what members are told. The files carry the new words before anybody hears of them, and the old ones are deleted.

    Raises what `model.correct` raises, OfficialPhotoNotFound, StaleVersion, StoreAway.
    """
    photo = await seen_photo(stores.photos, number, expected, by)
    details, occasion = await registered(stores.register, merge(photo.details))
    stamp = f"{photo.picture.asset_id}/{photo.version}-{new_id()}"  # another writer's words are never in this place
    corrected, fact = model.correct(photo, details, occasion, reason, stamp, by=by, at=at)
    if not fits(told_of(corrected)):
        raise errors.DetailsNotAccepted(errors=[FieldError("/caption", "too-long", TOO_LONG)])
    await write_files(stores.objects, corrected, stamp)
    try:
        saved = await stores.photos.save(corrected, fact, expected=expected)
    except DomainError:
        await stores.objects.clear(place_of(stamp))
        raise
    return await without_stale_files(stores.photos, stores.objects, saved)


async def retitle_photos(stores: Stores, *, at: datetime) -> bool:
    """Give the photos of amended occasions their present title, the files of released ones too; whether there may be more.

    Raises StoreAway.
    """
    occasions = await stores.register.untold_occasions()
    for occasion in occasions:
        for photo in await stores.photos.of_occasion(occasion.id):
            await _retitle(stores, photo, occasion.title, at)
        await stores.register.told(occasion)
    return len(occasions) >= 20


async def _retitle(stores: Stores, photo: Photo, title: Bi, at: datetime) -> None:
    """One that is changed meanwhile is read again."""
    now: Photo | None = photo
    while now and now.occasion_title != title:
        try:
            changed = replace(now, occasion_title=title)
            if now.stamp:
                stamp = f"{now.picture.asset_id}/{now.version}-{new_id()}"
                changed = replace(unstamped(changed), stamp=stamp, updated_at=at)
                await write_files(stores.objects, changed, stamp)
            await without_stale_files(stores.photos, stores.objects, await stores.photos.save(changed, None, expected=now.version))
            return
        except StaleVersion:
            now = await stores.photos.by_number(str(photo.number))
