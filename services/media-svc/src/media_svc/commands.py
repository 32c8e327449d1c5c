"""What can be done with photos and files: one function, one use case, one write; safe to run again."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion, Text, Unavailable
from chassis.outbox import AlreadyExists

from media_svc import errors, model
from media_svc.kits.model import place_of
from media_svc.model import OVER, Asset, Change, Status, Wish
from media_svc.published import Kind
from media_svc.removal.store import cleared, with_leftovers
from media_svc.store import AssetStore, Stores

# ---- the uploader's acts ----


async def announce_upload(stores: Stores, id_: str, wish: Wish, *, limit: int, by: Actor, at: datetime) -> Asset:
    """Make room for an upload. The same id again gives what the first time made. Raises StoreAway before a browser runs into it."""
    asset, _ = model.announce(id_, wish, limit=limit, by=by, at=at)
    await stores.objects.open()
    try:
        return await stores.assets.add(asset)
    except AlreadyExists:
        return await stores.assets.get(wish.kind, id_, seen_by=by)


async def report_arrival(stores: Stores, kind: Kind, id_: str, *, by: Actor, at: datetime) -> Asset:
    """The bytes are in the store: queue their check. Saying it twice is as good as once. Raises NotUploaded, StoreAway."""
    asset = await stores.assets.get(kind, id_, seen_by=by)
    if asset.status is not Status.PENDING:
        return asset
    arrived = model.arrive(asset, by=by, at=at)
    if not await stores.objects.arrived(asset.upload_key):
        raise errors.NotUploaded
    try:
        return await stores.assets.queue(*arrived)
    except StaleVersion:
        return await stores.assets.get(kind, id_, seen_by=by)


async def remove_upload(stores: Stores, kind: Kind, id_: str, *, by: Actor, at: datetime) -> None:
    """Do without an upload, wherever it stands. What a store that is away keeps, the sweep deletes.

    Raises PhotoNotFound or FileNotFound, Forbidden, AssetInUse.
    """
    while True:
        asset = await stores.assets.get(kind, id_, seen_by=by)
        await _demand_unused(stores, asset)
        try:
            removed = await stores.assets.settle(*model.remove(asset, by=by, at=at))
        except StaleVersion:
            continue  # its check ended meanwhile, say: it is removed from where it stands now
        try:
            return await clear_away(stores, removed)
        except Unavailable:
            return None


async def _demand_unused(stores: Stores, asset: Asset) -> None:
    """Raises AssetInUse when a document, a kit, an identity or an official photo holds it as its file."""
    if asset.status is Status.READY and (where := await _holder_of(stores, asset.id)):
        raise errors.AssetInUse(where=where)


async def _holder_of(stores: Stores, asset_id: str) -> Text | None:
    for holds, where in (
        (stores.documents.holds, Text("وثيقة", "a document")),
        (stores.kits.holds, Text("حقيبة إعلامية", "a media kit")),
        (stores.identities.holds, Text("هوية", "an identity")),
        (stores.photos.holds, Text("صورة رسمية", "an official photo")),
    ):
        if await holds(asset_id):
            return where
    return None


async def remove_leftovers(stores: Stores, *, only: str | None = None, at: datetime) -> int:
    """Delete the uploads of drafts that were removed and of records whose files are given up, unless something else holds them; of how
    many records. Raises StoreAway."""
    done = 0
    for holder in (stores.documents, stores.kits, stores.photos):
        for found in await with_leftovers(holder.records, only):
            for asset_id in found["leftover"]:
                await _drop_unheld(stores, asset_id, at)
            if found.get("removed") and holder is stores.kits:
                await stores.objects.clear(place_of(found["_id"]), and_within=True)
            await cleared(holder.records, found)
            done += 1
    return done


async def _drop_unheld(stores: Stores, asset_id: str, at: datetime) -> None:
    if await _holder_of(stores, asset_id):
        return
    dropped = await change_asset(stores.assets, asset_id, lambda asset: model.drop(asset, at=at), write=stores.assets.settle)
    if dropped:
        await clear_away(stores, dropped)


async def remove_leftovers_now(stores: Stores, id_: str, *, at: datetime) -> None:
    """Right after the decision; what a store that is away keeps, the sweep deletes."""
    try:
        await remove_leftovers(stores, only=id_, at=at)
    except Unavailable:
        return


async def clear_away(stores: Stores, asset: Asset) -> None:
    """Delete the bytes of a settled upload in quarantine, and of one that is over also what was accepted. Raises StoreAway."""
    parts = await stores.objects.sizes_under(asset.parts_prefix) if asset.wish.purpose == "studio" else {}
    for key in (asset.upload_key, *parts):
        await stores.objects.discard(key)
    if asset.status in OVER:
        await stores.objects.remove(asset.accepted_keys)
        for place in asset.accepted_places:
            await stores.objects.clear(place, and_within=True)
        await stores.documents.texts.forget(asset.id)
    await stores.assets.left_quarantine(asset.id)


# ---- what follows from others' facts ----


async def show_cover(assets: AssetStore, id_: str, campaign_id: str, *, at: datetime) -> None:
    """A campaign that members see shows this photo. A photo we do not know is none of ours to show."""
    await change_asset(assets, id_, lambda asset: model.show_in(asset, campaign_id, at=at))


async def hide_covers(assets: AssetStore, campaign_id: str, *, at: datetime) -> None:
    """A campaign was called off: what it showed is its owner's alone again."""
    for asset in await assets.used_in(campaign_id):
        await change_asset(assets, asset.id, lambda asset: model.hide_from(asset, campaign_id, at=at))


async def remove_cover(stores: Stores, id_: str, *, at: datetime) -> None:
    """Delete a cover whose campaign is gone, unless another campaign shows it. Again changes nothing; what a store that is
    away keeps, the sweep deletes. Raises StoreAway."""

    def dropped(asset: Asset) -> Change | None:
        return model.drop(asset, at=at) if asset.wish.purpose == "campaign-cover" and not asset.used_by else None

    if gone := await change_asset(stores.assets, id_, dropped, write=stores.assets.settle):
        await clear_away(stores, gone)


async def hand_over_assets(assets: AssetStore, entity: str, to: str, *, at: datetime) -> None:
    """What an entity owned belongs to the one it merged into."""
    for asset in await assets.owned_by(entity):
        await change_asset(assets, asset.id, lambda asset: model.hand_over(asset, to, at=at))


async def change_asset(
    assets: AssetStore, id_: str, change: Callable[[Asset], Change | None], *, write: Callable[..., Awaitable[Asset]] | None = None
) -> Asset | None:
    """Apply a rule to the newest state, again when somebody was faster; the state it left, None when there is nothing to change."""
    while (asset := await assets.by_id(id_)) and (changed := change(asset)):
        try:
            return await (write or assets.save)(*changed)
        except StaleVersion:
            continue
    return None
