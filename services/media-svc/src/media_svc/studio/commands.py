"""What can be done with official photos: one function, one use case, one write; safe to run again."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chassis.auth import Actor
from chassis.clock import DUBAI, dubai_day
from chassis.errors import FieldError, StaleVersion, Text, Unavailable
from chassis.outbox import AlreadyApplied, AlreadyExists

from media_svc.metadata import Told, fits, stamped
from media_svc.model import Asset, Bi
from media_svc.objects import ObjectStore
from media_svc.studio import errors, model
from media_svc.studio.details.model import Details, Words
from media_svc.studio.model import Change, Hand, Photo, Picture
from media_svc.studio.register.commands import titles_on
from media_svc.studio.register.store import RegisterStore
from media_svc.studio.store import PhotoStore

UNKNOWN = Text("ليس في سجل الاستوديو.", "Not in the Studio's register.")
TOO_LONG = Text(
    "النصوص كلها معاً أطول من أن تُكتب في ملف الصورة. اختصر التعليق.",
    "All words together do not fit into the file of the photo. Shorten the caption.",
)
log = logging.getLogger(__name__)
Merge = Callable[[Details], Details]


async def ingest_photo(photos: PhotoStore, asset: Asset, *, at: datetime) -> Photo:
    """A checked upload gets the next number of its day; the same upload again gives the photo it became.

    Whoever inserts a number has it: two at once try for the same, one of them then for the next, so that none is left out.
    """
    found = asset.findings
    assert found is not None  # an upload is announced as accepted with what was found
    picture = Picture(asset.id, found.sha256, found.width or 0, found.height or 0, found.renditions, found.hints)
    details, hand = Details(captured_at=found.captured_at), Hand(asset.created_by, asset.created_at)
    while True:
        number = await photos.next_number(dubai_day(at))
        photo, _ = model.ingest(number, picture, details, owner=asset.owner, uploaded_by=hand, at=at)
        try:
            return await photos.add(photo)
        except (AlreadyExists, AlreadyApplied):
            continue


async def edit_photo(
    photos: PhotoStore, register: RegisterStore, number: str, merge: Merge, *, expected: int, by: Actor, at: datetime
) -> Photo:  # fmt: skip
    """Change what is told; persons and the occasion are those of the register. Raises what `model.edit` raises, StaleVersion."""
    photo = await seen_photo(photos, number, expected, by)
    details, occasion = await registered(register, merge(photo.details))
    edited, fact = model.edit(photo, details, occasion, by=by, at=at)
    if not fits(told_of(edited)):
        raise errors.DetailsNotAccepted(errors=[FieldError("/caption", "too-long", TOO_LONG)])
    return await _saved(photos, (edited, fact), expected)


async def registered(register: RegisterStore, details: Details) -> tuple[Details, Bi | None]:
    """The details with persons as the register has them, and the title of the occasion. Raises DetailsNotAccepted."""
    return await _with_titles(register, details), await _occasion_title(register, details.occasion)


async def _with_titles(register: RegisterStore, details: Details) -> Details:
    """Each person with the name and, unless another is said, the title of the day the photo was taken. Raises DetailsNotAccepted."""
    known = titles_on(await register.persons([one.person_key for one in details.persons]), details.captured_at)
    faults = [
        FieldError(f"/persons/{index}/personKey", "unknown", UNKNOWN)
        for index, one in enumerate(details.persons)
        if one.person_key not in known
    ]
    if faults:
        raise errors.DetailsNotAccepted(errors=faults)
    persons = []
    for one in details.persons:
        name, title = known[one.person_key]
        held = one.title_at_date if one.title_at_date.whole else Words(*title) if title else one.title_at_date
        persons.append(replace(one, name=Words(*name), title_at_date=held))
    return replace(details, persons=tuple(persons))


async def _occasion_title(register: RegisterStore, id_: str | None) -> Bi | None:
    if id_ is None:
        return None
    if (found := await register.occasion(id_)) is None:
        raise errors.DetailsNotAccepted(errors=[FieldError("/occasion", "unknown", UNKNOWN)])
    return found.title


async def submit_photo(photos: PhotoStore, number: str, *, expected: int, by: Actor, at: datetime) -> Photo:
    """Hand it in for review."""
    return await _saved(photos, model.submit(await seen_photo(photos, number, expected, by), by=by, at=at), expected)


async def send_photo_back(photos: PhotoStore, number: str, why: str, *, expected: int, by: Actor, at: datetime) -> Photo:
    """Ask for better words."""
    return await _saved(photos, model.send_back(await seen_photo(photos, number, expected, by), why, by=by, at=at), expected)


async def discard_photo(photos: PhotoStore, number: str, why: Bi, *, expected: int, by: Actor, at: datetime) -> Photo:
    """End a photo that was never released."""
    return await _saved(photos, model.discard(await seen_photo(photos, number, expected, by), why, by=by, at=at), expected)


async def clear_photo(photos: PhotoStore, number: str, *, expected: int, by: Actor, at: datetime) -> Photo:
    """End the review well."""
    return await _saved(photos, model.clear(await seen_photo(photos, number, expected, by), by=by, at=at), expected)


async def embargo_photo(photos: PhotoStore, number: str, until: datetime, *, expected: int, by: Actor, at: datetime) -> Photo:
    """Hold it back until an instant."""
    return await _saved(photos, model.embargo(await seen_photo(photos, number, expected, by), until, by=by, at=at), expected)


async def propose_release(photos: PhotoStore, number: str, *, expected: int, by: Actor, at: datetime) -> Photo:
    """Be the first of two persons."""
    return await _saved(photos, model.propose(await seen_photo(photos, number, expected, by), by=by, at=at), expected)


async def sign_release(photos: PhotoStore, objects: ObjectStore, number: str, *, expected: int, by: Actor, at: datetime) -> Photo:
    """Be the second. The files carry their final metadata before anybody hears of the release. Raises what `may_sign` raises, StoreAway."""
    photo = await seen_photo(photos, number, expected, by)
    model.may_sign(photo, by=by)
    if not fits(told_of(photo)):
        raise errors.PhotoTextTooLong
    stamp = f"{photo.picture.asset_id}/{photo.version}"
    await write_files(objects, photo, stamp)
    return await _saved(photos, model.sign(photo, stamp, by=by, at=at), expected)


async def write_files(objects: ObjectStore, photo: Photo, stamp: str) -> None:
    """Write every size anew with its metadata; the same words make the same bytes, so that two at once do no harm."""
    told, final, checked = told_of(photo), replace(photo, stamp=stamp), replace(photo, stamp=None)
    for one in photo.picture.renditions:
        content = await objects.content(checked.key_of(one))
        await objects.put_content(final.key_of(one), await asyncio.to_thread(stamped, content, told), one.type)


def told_of(photo: Photo) -> Told:
    """What goes into the files of a photo."""
    said, rights, number = photo.details, photo.details.rights, str(photo.number)
    captured = said.captured_at.astimezone(DUBAI).isoformat(timespec="seconds") if said.captured_at else ""
    return Told(
        number=number,
        title=(number, number),
        headline=_pair(said.headline),
        caption=_pair(said.caption),
        alt=_pair(said.alt),
        photographer=said.photographer,
        credit=rights.credit,
        copyright=rights.copyright,
        usage=_pair(rights.usage),
        place=_pair(said.place),
        event=tuple(photo.occasion_title or ("", "")),  # type: ignore[arg-type]  # a pair of both languages
        persons=[_pair(one.title_at_date if one.title_at_date.whole else one.name) for one in said.persons],
        keywords=[*said.keywords.ar, *said.keywords.en],
        captured=captured,
        digital_source=said.digital_source,
        model_release=rights.model_release,
    )


def _pair(words: Words) -> tuple[str, str]:
    return words.ar, words.en


async def release_due(photos: PhotoStore, *, at: datetime) -> bool:
    """Release what both persons signed and whose instant has come; whether there may be more of it."""
    due = await photos.due(at)
    for photo in due:
        if change := model.release_when_due(photo, at=at):
            try:
                await photos.save(*change, expected=photo.version)
            except StaleVersion:
                continue  # somebody changed it meanwhile: the next look decides anew
    return len(due) >= 50


async def withdraw_photo(
    photos: PhotoStore, objects: ObjectStore, number: str, why: Bi, *, expected: int, by: Actor, at: datetime
) -> Photo:
    """Take it back; who took it is told, and every address of it leads nowhere from then on."""
    photo = await seen_photo(photos, number, expected, by)
    return await without_stale_files(photos, objects, await _saved(photos, model.withdraw(photo, why, by=by, at=at), expected))


async def without_stale_files(photos: PhotoStore, objects: ObjectStore, photo: Photo) -> Photo:
    """Delete the files that members were given addresses of and that hold no longer; what a store that is away keeps, the sweep deletes.
    The Studio keeps the files as they were checked."""
    try:
        await delete_stale_files(photos, objects, photo)
    except Unavailable as away:
        log.warning("the files of %s are still to be deleted: %s", photo.number, away)
    return photo


async def delete_stale_files(photos: PhotoStore, objects: ObjectStore, photo: Photo) -> None:
    """Raises StoreAway."""
    if not photo.stale:
        return
    for stamp in photo.stale:
        await objects.clear(model.place_of(stamp))
    await photos.files_deleted(str(photo.number), photo.stale)


async def sweep_stale_files(photos: PhotoStore, objects: ObjectStore) -> int:
    """Delete what was left when the store was away, of so many photos at most; of how many. Raises StoreAway."""
    left = await photos.with_stale_files()
    for photo in left:
        await delete_stale_files(photos, objects, photo)
    return len(left)


async def supersede_photo(
    photos: PhotoStore, objects: ObjectStore, number: str, successor: str, *, expected: int, by: Actor, at: datetime
) -> Photo:
    """Let another released photo take its place."""
    photo = await seen_photo(photos, number, expected, by)
    other = await photos.released(successor)
    if other is None:
        raise errors.NotASuccessor
    return await without_stale_files(photos, objects, await _saved(photos, model.supersede(photo, other, by=by, at=at), expected))


async def hand_over_photos(photos: PhotoStore, entity: str, to: str, *, at: datetime) -> None:
    """What an entity owned belongs to the one it merged into."""
    for photo in await photos.owned_by(entity):
        try:
            await photos.save(replace(photo, owner=to, updated_at=at), None, expected=photo.version)
        except AlreadyApplied:
            continue


async def seen_photo(photos: PhotoStore, number: str, expected: int, by: Actor) -> Photo:
    """The photo as the actor saw it. Raises OfficialPhotoNotFound, StaleVersion."""
    photo = await photos.get(number, seen_by=by)
    if photo.version != expected:
        raise StaleVersion
    return photo


async def _saved(photos: PhotoStore, change: Change, expected: int) -> Photo:
    return await photos.save(*change, expected=expected)
