"""What can be put right after a launch: one function, one use case, one write; safe to run again."""

from collections.abc import Callable
from datetime import date, datetime

from chassis.auth import Actor

from campaigns_svc.commands import cover_accepted, keep_date, known_examples, seen
from campaigns_svc.corrections import model
from campaigns_svc.model import Campaign
from campaigns_svc.plan.model import Plan
from campaigns_svc.store import CampaignStore
from campaigns_svc.told.store import ProjectionStore


async def correct_campaign(
    campaigns: CampaignStore,
    projections: ProjectionStore,
    id_: str,
    corrected: Callable[[Plan], Plan],
    reason: str,
    *,
    launched_at: datetime | None = None,
    expected: int,
    by: Actor,
    at: datetime,
) -> Campaign:
    """Correct what it says, with a reason. Raises Incomplete for a cover that was rejected, UnknownCampaign."""
    campaign = await seen(campaigns, id_, expected, by)
    plan = corrected(campaign.plan)
    change = model.correct(campaign, plan, reason, launched_at=launched_at, by=by, at=at)
    await known_examples(campaigns, campaign.plan, plan, by)
    if plan.cover != campaign.plan.cover:
        await cover_accepted(projections, plan)
    return await keep_date(campaigns, await campaigns.save(*change, expected=expected), at=at)


async def reopen_campaign(
    campaigns: CampaignStore, id_: str, reason: str, *, ends_on: date | None, expected: int, by: Actor, at: datetime
) -> Campaign:
    """Let a completed campaign run on."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.reopen(campaign, reason, ends_on=ends_on, by=by, at=at), expected=expected)


async def reopen_evaluation(campaigns: CampaignStore, id_: str, reason: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Open a closed evaluation."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.reopen_evaluation(campaign, reason, by=by, at=at), expected=expected)


async def revoke_exemplar(campaigns: CampaignStore, id_: str, reason: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Recommend it no longer."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.revoke_exemplar(campaign, reason, by=by, at=at), expected=expected)


async def reinstate_campaign(campaigns: CampaignStore, id_: str, reason: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Let it stand again as it did. What is over by now is completed at once."""
    campaign = await seen(campaigns, id_, expected, by)
    return await keep_date(campaigns, await campaigns.save(*model.reinstate(campaign, reason, by=by, at=at), expected=expected), at=at)
