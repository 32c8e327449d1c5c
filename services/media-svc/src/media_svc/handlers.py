"""What this service does about others' facts. The table at the end is the map."""

from chassis.event import Cause, handles

from media_svc.commands import hand_over_assets, hide_covers, remove_cover, show_cover
from media_svc.consumed import (
    AssetAccepted,
    CampaignCancelled,
    CampaignCompleted,
    CampaignCorrected,
    CampaignDeleted,
    CampaignLaunched,
    CampaignReinstated,
    CampaignWithdrawn,
    EntityMerged,
)
from media_svc.kits.commands import hand_over_kits
from media_svc.sources.commands import hand_over_documents
from media_svc.store import Stores
from media_svc.studio.commands import hand_over_photos, ingest_photo


async def on_campaign_shown(event: CampaignLaunched | CampaignCompleted | CampaignReinstated, cause: Cause, stores: Stores) -> None:
    """Members may find its cover in the list of photos."""
    if event.cover_asset_id:
        await show_cover(stores.assets, event.cover_asset_id, event.campaign_id, at=cause.at)


async def on_campaign_corrected(event: CampaignCorrected, cause: Cause, stores: Stores) -> None:
    """Another cover takes the place of the one it showed; of another class it shows one no longer, or now."""
    if {"cover", "classification"} & {*event.changed}:
        await hide_covers(stores.assets, event.campaign_id, at=cause.at)
        if event.cover_asset_id:
            await show_cover(stores.assets, event.cover_asset_id, event.campaign_id, at=cause.at)


async def on_campaign_called_off(event: CampaignWithdrawn | CampaignCancelled, cause: Cause, stores: Stores) -> None:
    """Its cover leaves the list of others."""
    await hide_covers(stores.assets, event.campaign_id, at=cause.at)


async def on_campaign_deleted(event: CampaignDeleted, cause: Cause, stores: Stores) -> None:
    """A cover that nothing else shows goes with its draft."""
    if event.cover_asset_id:
        await remove_cover(stores, event.cover_asset_id, at=cause.at)


async def on_entity_merged(event: EntityMerged, cause: Cause, stores: Stores) -> None:
    """Its photos, files and documents follow its people."""
    await hand_over_assets(stores.assets, event.code, event.merged_into, at=cause.at)
    await hand_over_photos(stores.photos, event.code, event.merged_into, at=cause.at)
    await hand_over_documents(stores.documents, event.code, event.merged_into, at=cause.at)
    await hand_over_kits(stores.kits, event.code, event.merged_into, at=cause.at)


async def on_asset_accepted(event: AssetAccepted, cause: Cause, stores: Stores) -> None:
    """What was uploaded for the Studio becomes an official photo with a number."""
    if event.purpose == "studio" and (asset := await stores.assets.by_id(event.asset_id)):
        await ingest_photo(stores.photos, asset, at=cause.at)


HANDLERS = handles(
    AssetAccepted.to(on_asset_accepted),
    CampaignLaunched.to(on_campaign_shown),
    CampaignCompleted.to(on_campaign_shown),
    CampaignReinstated.to(on_campaign_shown),
    CampaignCorrected.to(on_campaign_corrected),
    CampaignWithdrawn.to(on_campaign_called_off),
    CampaignCancelled.to(on_campaign_called_off),
    CampaignDeleted.to(on_campaign_deleted),
    EntityMerged.to(on_entity_merged),
)
