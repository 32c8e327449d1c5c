"""Taking a kit back or putting it right, where its files have to follow."""

from media_svc.kits.commands import KitSeen, change_kit, copy_files, emptied, seen_kit
from media_svc.kits.model import Kit
from media_svc.kits.returns import model
from media_svc.kits.returns.model import Correction
from media_svc.kits.store import KitStore
from media_svc.objects import ObjectStore


async def recall_kit(kits: KitStore, objects: ObjectStore, seen: KitSeen) -> Kit:
    """Make a draft of one that nobody has heard of yet, and delete the copies that its links would have led to."""
    return await emptied(kits, objects, await change_kit(kits, seen, model.recall))


async def correct_kit(kits: KitStore, objects: ObjectStore, seen: KitSeen, correction: Correction) -> Kit:
    """Put right what an open kit says. One that opens again gets its copies first. Raises what `correct` raises, StoreAway."""
    kit = await seen_kit(kits, seen)
    corrected, fact = model.correct(kit, correction, by=seen.by, at=seen.at)
    if corrected.edition != kit.edition:
        await copy_files(objects, kit, corrected)
    return await kits.save(corrected, fact, expected=seen.expected)
