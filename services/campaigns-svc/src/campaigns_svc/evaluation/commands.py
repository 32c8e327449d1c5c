"""What can be done with a campaign after its launch: one function, one use case, one write; safe to run again."""

from collections.abc import Callable
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import FieldError

from campaigns_svc import errors
from campaigns_svc.commands import holding_up_no_other, seen
from campaigns_svc.evaluation import model
from campaigns_svc.model import Campaign
from campaigns_svc.outcome.model import Learning
from campaigns_svc.plan.model import Bi, Plan
from campaigns_svc.policy import CLOCK
from campaigns_svc.store import CampaignStore


async def amend_targets(
    campaigns: CampaignStore, id_: str, amended: Callable[[Plan], Plan], reason: str, *, expected: int, by: Actor, at: datetime
) -> Campaign:
    """Change frozen targets with a reason."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.amend(campaign, amended(campaign.plan), reason, by=by, at=at), expected=expected)


async def evaluate_campaign(campaigns: CampaignStore, id_: str, learning: Learning, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Close the evaluation."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.evaluate(campaign, learning, by=by, at=at), expected=expected)


async def mark_exemplar(campaigns: CampaignStore, id_: str, citation: Bi, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Recommend it to the network."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.mark_exemplar(campaign, citation, by=by, at=at), expected=expected)


async def supersede_campaign(campaigns: CampaignStore, id_: str, successor_id: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Let another campaign take its place. Raises UnknownCampaign."""
    campaign = await seen(campaigns, id_, expected, by)
    try:
        successor = await campaigns.get(successor_id, seen_by=by)
    except errors.CampaignNotFound as unknown:
        raise errors.UnknownCampaign(errors=[FieldError("/successor", "unknown", errors.NO_SUCH_CAMPAIGN)]) from unknown
    return await campaigns.save(*model.supersede(campaign, successor, by=by, at=at), expected=expected)


async def ask_for_evaluations(campaigns: CampaignStore, *, at: datetime) -> int:
    """Let the evaluations fall due that are owed by now; how many. Somebody else having done it meanwhile is fine."""
    asked = 0
    ended = [one for tier in model.DAYS for one in await campaigns.completed_before(model.latest_end(tier, at), tier)]
    for campaign in ended:
        if model.is_owed(campaign, at):
            with holding_up_no_other(campaign):
                await campaigns.save(*model.fall_due(campaign, by=CLOCK, at=at), expected=campaign.version)
                asked += 1
    return asked
