"""What members do with a launched campaign: comment, endorse, keep."""

from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion
from chassis.outbox import AlreadyExists

from campaigns_svc.policy import POLICY
from campaigns_svc.store import CampaignStore
from campaigns_svc.voices import model
from campaigns_svc.voices.model import Comment
from campaigns_svc.voices.store import VoiceStore


async def post_comment(
    campaigns: CampaignStore,
    voices: VoiceStore,
    campaign_id: str,
    id_: str,
    *,
    text: str,
    mentions: tuple[str, ...],
    by: Actor,
    at: datetime,
) -> Comment:
    """Say something. The same id again gives what the first time made."""
    campaign = await campaigns.get(campaign_id, seen_by=by)
    comment, fact = model.post(id_, campaign, text, mentions, by=by, at=at)
    try:
        await voices.add(comment, fact)
    except AlreadyExists:
        return await voices.get(campaign_id, id_)
    return comment


async def edit_comment(
    campaigns: CampaignStore,
    voices: VoiceStore,
    campaign_id: str,
    comment_id: str,
    *,
    text: str,
    mentions: tuple[str, ...],
    expected: int,
    by: Actor,
    at: datetime,
) -> Comment:
    """Change one's own words."""
    campaign = await campaigns.get(campaign_id, seen_by=by)
    comment = await voices.get(campaign_id, comment_id)
    if comment.version != expected:
        raise StaleVersion
    return await voices.save(*model.edit(comment, campaign, text, mentions, by=by, at=at), expected=expected)


async def restore_comment(campaigns: CampaignStore, voices: VoiceStore, campaign_id: str, comment_id: str, *, by: Actor) -> Comment:
    """Show again what the secretariat removed."""
    await campaigns.get(campaign_id, seen_by=by)
    comment = await voices.get(campaign_id, comment_id)
    return await voices.save(model.restore(comment, by=by), None, expected=comment.version)


async def remove_comment(
    campaigns: CampaignStore, voices: VoiceStore, campaign_id: str, comment_id: str, *, by: Actor, at: datetime
) -> Comment:
    """Take the words of a comment away."""
    await campaigns.get(campaign_id, seen_by=by)
    comment = await voices.get(campaign_id, comment_id)
    return await voices.save(model.remove(comment, by=by, at=at), None, expected=comment.version)


async def endorse_campaign(
    campaigns: CampaignStore, voices: VoiceStore, campaign_id: str, *, wanted: bool, by: Actor, at: datetime
) -> None:
    """Put a director's name under a launched campaign, or take it away, which stays one's right when the post is another's."""
    campaign = await campaigns.get(campaign_id, seen_by=by)
    if not wanted:
        return await voices.take_back(campaign_id, by)
    POLICY.require(by, "campaign.endorse", by.entity)
    model.demand_launched(campaign)
    return await voices.endorse(campaign_id, by, at)


async def keep_campaign(campaigns: CampaignStore, voices: VoiceStore, campaign_id: str, *, wanted: bool, by: Actor, at: datetime) -> None:
    """Keep a campaign for oneself, or no longer."""
    await campaigns.get(campaign_id, seen_by=by)
    await (voices.keep(campaign_id, by, at) if wanted else voices.let_go(campaign_id, by))
