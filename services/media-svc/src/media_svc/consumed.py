"""Facts of other services as this one reads them: only the fields it uses."""

from chassis.event import Consumed


class AssetAccepted(Consumed, type="media.asset-accepted.v1", topic="media.asset"):
    """An upload of our own passed its check; those for the Studio become official photos."""

    asset_id: str
    purpose: str


class EntityMerged(Consumed, type="members.entity-merged.v1", topic="members.entity"):
    """An entity became part of another."""

    code: str
    merged_into: str


class CampaignLaunched(Consumed, type="campaigns.campaign-launched.v1", topic="campaigns.campaign"):
    """A campaign went live. Without a cover, or when it is not open, no cover is named."""

    campaign_id: str
    cover_asset_id: str | None = None


class CampaignCompleted(Consumed, type="campaigns.campaign-completed.v1", topic="campaigns.campaign"):
    """A live campaign ended; members still see it."""

    campaign_id: str
    cover_asset_id: str | None = None


class CampaignWithdrawn(Consumed, type="campaigns.campaign-withdrawn.v1", topic="campaigns.campaign"):
    """A campaign was taken back before it went live."""

    campaign_id: str


class CampaignDeleted(Consumed, type="campaigns.campaign-deleted.v1", topic="campaigns.campaign"):
    """A draft was deleted, and with it the cover that it alone had."""

    campaign_id: str
    cover_asset_id: str | None = None


class CampaignCancelled(Consumed, type="campaigns.campaign-cancelled.v1", topic="campaigns.campaign"):
    """An approved, scheduled or live campaign was called off."""

    campaign_id: str


class CampaignCorrected(Consumed, type="campaigns.campaign-corrected.v1", topic="campaigns.campaign"):
    """What a launched campaign says was corrected, its cover perhaps."""

    campaign_id: str
    changed: tuple[str, ...] = ()
    cover_asset_id: str | None = None


class CampaignReinstated(Consumed, type="campaigns.campaign-reinstated.v1", topic="campaigns.campaign"):
    """A campaign that was called off while it was live stands again."""

    campaign_id: str
    cover_asset_id: str | None = None
