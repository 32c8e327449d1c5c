"""What can be done with media kits: one function, one use case, one write; safe to run again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from chassis.auth import Actor
from chassis.errors import FieldError, StaleVersion, Text, Unavailable
from chassis.outbox import AlreadyExists

from media_svc.kits import errors, model
from media_svc.kits.model import Item, Kit, KitFile
from media_svc.kits.store import KitStore
from media_svc.model import Asset, Bi, Status, changes_nothing
from media_svc.objects import ObjectStore
from media_svc.policy import SECRETARIAT
from media_svc.repeats.model import is_there

_NO_FILE: Final = Text("ليس ملفاً جاهزاً من ملفات الجهة المالكة.", "Not a checked file of the owning entity.")
_NOT_FOR_KITS: Final = Text("رُفع هذا الملف لغرض آخر؛ ارفعه للحقيبة.", "This file was uploaded for something else: upload it for the kit.")


@dataclass(frozen=True, slots=True)
class KitSeen:
    """The kit as the caller saw it, and who they are."""

    id: str
    expected: int
    by: Actor
    at: datetime


async def begin_kit(kits: KitStore, kit: Kit, *, by: Actor, at: datetime) -> Kit:
    """Begin a kit. The same id again gives what the first time made."""
    try:
        return await kits.add(*model.begin(kit, by=by))
    except AlreadyExists:
        return await kits.get(kit.id, seen_by=by, at=at)


async def change_kit(kits: KitStore, seen: KitSeen, act: Callable[..., model.Change], **given: Any) -> Kit:
    """One act upon a kit. A stale screen is told so before any rule is. Raises KitNotFound, StaleVersion, and what the act raises."""
    kit = await seen_kit(kits, seen)
    after, fact = act(kit, by=seen.by, at=seen.at, **given)
    return kit if fact is None and changes_nothing(kit, after) else await kits.save(after, fact, expected=seen.expected)


async def put_item(kits: KitStore, objects: ObjectStore, seen: KitSeen, item: Item, asset: Asset | None) -> Kit:
    """Add an item, with an uploaded file or without. One with this id is not added again.

    Raises KitFileNotUsable, IdempotencyKeyReused, and what `change_kit` raises.
    """
    kit = await kits.get(seen.id, seen_by=seen.by, at=seen.at)
    if is_there(kit.items, item.id, item.asked or ""):
        return kit
    if kit.version != seen.expected:
        raise StaleVersion
    file = await _file_of(objects, asset, kit.owner) if asset else None
    return await kits.save(*model.put(kit, replace(item, file=file), by=seen.by, at=seen.at), expected=seen.expected)


async def _file_of(objects: ObjectStore, asset: Asset, owner: str) -> KitFile:
    """The upload as a file; of a photo the large size, which says nothing of camera and place. One made for something else, such as
    a cover, is read elsewhere too, whatever the embargo. Raises KitFileNotUsable, StoreAway."""
    if asset.wish.purpose != "media-kit":
        raise errors.KitFileNotUsable(errors=[FieldError("/assetId", "wrong-purpose", _NOT_FOR_KITS)])
    if asset.status is not Status.READY or asset.findings is None or asset.owner not in (owner, SECRETARIAT):
        raise errors.KitFileNotUsable(errors=[FieldError("/assetId", "not-usable", _NO_FILE)])
    wish = asset.wish
    if asset.kind == "file":
        return KitFile(asset.id, asset.file_key, wish.file_name, wish.content_type, *asset.served)
    large = next(one for one in asset.findings.renditions if one.name == "wide-jpeg")
    content = await objects.content(asset.rendition_key(large))
    name = f"{Path(wish.file_name).stem}.jpg"
    return KitFile(asset.id, asset.rendition_key(large), name, large.type, hashlib.sha256(content).hexdigest(), len(content))


async def release_kit(kits: KitStore, objects: ObjectStore, seen: KitSeen) -> Kit:
    """Decide that its audience has it. Its files are copied first to where its links will lead. Raises what `release` raises, StoreAway."""
    kit = await seen_kit(kits, seen)
    released, fact = model.release(kit, by=seen.by, at=seen.at)
    await copy_files(objects, kit, released)
    return await kits.save(released, fact, expected=seen.expected)


async def copy_files(objects: ObjectStore, before: Kit, after: Kit) -> None:
    """Lay the files where the links of an edition lead, and delete what may be left of the edition before. Raises StoreAway."""
    for item in after.files:
        await objects.copy(item.file.key, after.key(item))  # type: ignore[union-attr]  # `files` are those with one
    if before.copied and before.edition != after.edition:
        await objects.clear(before.place)


async def revoke_kit(kits: KitStore, objects: ObjectStore, seen: KitSeen, reason: Bi) -> Kit:
    """Take it back, and let every link to it lead nowhere; what a store that is away keeps, the sweep deletes."""
    return await emptied(kits, objects, await change_kit(kits, seen, model.revoke, reason=reason))


async def emptied(kits: KitStore, objects: ObjectStore, kit: Kit) -> Kit:
    """The same without its copies, or with them where the store is away: the sweep deletes them."""
    try:
        return await empty_kit(kits, objects, kit)
    except Unavailable:
        return kit


async def empty_kit(kits: KitStore, objects: ObjectStore, kit: Kit) -> Kit:
    """Delete the copies of a kit that is over. Raises StoreAway."""
    await objects.clear(kit.place)
    try:
        return await kits.save(*model.empty(kit), expected=kit.version)
    except StaleVersion:
        return kit


async def keep_kits(kits: KitStore, objects: ObjectStore, *, at: datetime) -> bool:
    """What the clock asks of kits: announce those whose embargo or whose time ended, empty those that are over; whether there may be
    more."""
    opened, closed = await kits.to_announce(at), await kits.to_close(at)
    for step, due in ((model.announce, opened), (model.close, closed)):
        for kit in due:
            if change := step(kit, at=at):
                await _unless_stale(kits, change, kit)
    over = await kits.to_empty(at)
    for kit in over:
        await empty_kit(kits, objects, kit)
    return max(len(opened), len(closed), len(over)) >= 100


async def hand_over_kits(kits: KitStore, entity: str, to: str, *, at: datetime) -> None:
    """What an entity owned belongs to the one it merged into."""
    for owned in await kits.owned_by(entity):
        kit: Kit | None = owned
        while kit and kit.owner == entity:
            try:
                await kits.save(*model.hand_over(kit, to, at=at), expected=kit.version)
                break
            except StaleVersion:
                kit = await kits.by_id(owned.id)


async def _unless_stale(kits: KitStore, change: model.Change, kit: Kit) -> None:
    try:
        await kits.save(*change, expected=kit.version)
    except StaleVersion:
        return  # another worker was faster


async def seen_kit(kits: KitStore, seen: KitSeen) -> Kit:
    """The kit as the caller saw it. Raises KitNotFound, StaleVersion."""
    kit = await kits.get(seen.id, seen_by=seen.by, at=seen.at)
    if kit.version != seen.expected:
        raise StaleVersion
    return kit
