"""Uploads for the Studio in parts: which are missing, and putting them together. What follows is the check of every upload."""

from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion

from media_svc import errors, model
from media_svc.model import Asset, Status
from media_svc.store import Stores
from media_svc.studio.uploads.model import Part, parts_of


async def missing_parts(stores: Stores, asset: Asset) -> list[Part]:
    """Parts that have not arrived, or not whole. Raises StoreAway."""
    if asset.status is not Status.PENDING:
        return []
    there = await stores.objects.sizes_under(asset.parts_prefix)
    return [part for part in parts_of(asset) if there.get(part.key) != part.size]


async def report_parts(stores: Stores, id_: str, *, by: Actor, at: datetime) -> Asset:
    """All parts are there: join them and queue the check. Saying it twice is as good as once. Raises PartsMissing, StoreAway."""
    asset = await stores.assets.get("photo", id_, seen_by=by)
    if asset.status is not Status.PENDING:
        return asset
    arrived = model.arrive(asset, by=by, at=at)
    if await missing_parts(stores, asset):
        raise errors.PartsMissing
    parts = parts_of(asset)
    await stores.objects.join([part.key for part in parts], asset.upload_key, asset.wish.content_type)
    try:
        queued = await stores.assets.queue(*arrived)
    except StaleVersion:
        return await stores.assets.get("photo", id_, seen_by=by)
    for part in parts:
        await stores.objects.discard(part.key)
    return queued
