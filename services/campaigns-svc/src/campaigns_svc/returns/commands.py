"""The ways back before a launch: one function, one use case, one write; safe to run again."""

from datetime import datetime

from chassis.auth import Actor

from campaigns_svc.commands import seen
from campaigns_svc.model import Campaign
from campaigns_svc.returns import model
from campaigns_svc.store import CampaignStore


async def recall_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Take it back from the secretariat."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.recall(campaign, by=by, at=at), expected=expected)


async def delete_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> None:
    """Delete a draft."""
    campaign = await seen(campaigns, id_, expected, by)
    cover = campaign.plan.cover
    alone = cover is None or not await campaigns.others_show(cover.asset_id, but=id_)
    await campaigns.remove(*model.delete(campaign, alone=alone, by=by, at=at), expected=expected)


async def unschedule_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Give up its instant of launch."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.unschedule(campaign, by=by, at=at), expected=expected)


async def restore_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Take an ended one up again as a draft."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.restore(campaign, by=by, at=at), expected=expected)
