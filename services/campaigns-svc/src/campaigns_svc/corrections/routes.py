"""The door to what is put right after a launch."""

from chassis.http import CurrentActor, IfMatch, Now, Router
from starlette.responses import Response

from campaigns_svc.corrections import commands
from campaigns_svc.corrections.schemas import Correction, Reopening
from campaigns_svc.policy import POLICY
from campaigns_svc.review.schemas import Grounds
from campaigns_svc.routes import CampaignId, Here, shown
from campaigns_svc.schemas import CampaignBody

router = Router(POLICY)


@router.post("/campaigns/{campaign_id}/correct", permission="campaign.correct", response_model=CampaignBody)
async def correct_campaign(
    campaign_id: CampaignId, body: Correction, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Correct text, dates, partners, cover, class, embargo or the instant of the launch, with a reason that its readers see."""
    stores, launched_at = (here.campaigns, here.projections), body.launched_at
    corrected = await commands.correct_campaign(
        *stores, campaign_id, body.applied_to, body.reason, launched_at=launched_at, expected=expected, by=by, at=now()
    )
    return await shown(corrected, by, here)


@router.post("/campaigns/{campaign_id}/reopen", permission="campaign.reopen", response_model=CampaignBody)
async def reopen_campaign(campaign_id: CampaignId, body: Reopening, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let a completed campaign run on, perhaps until another day."""
    why, until = body.reason, body.ends_on
    reopened = await commands.reopen_campaign(here.campaigns, campaign_id, why, ends_on=until, expected=expected, by=by, at=now())
    return await shown(reopened, by, here)


@router.post("/campaigns/{campaign_id}/reopen-evaluation", permission="campaign.reopen-evaluation", response_model=CampaignBody)
async def reopen_evaluation(campaign_id: CampaignId, body: Grounds, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Open a closed evaluation, so that results and lessons can be corrected."""
    why = body.reason
    return await shown(await commands.reopen_evaluation(here.campaigns, campaign_id, why, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/revoke-exemplar", permission="campaign.revoke-exemplar", response_model=CampaignBody)
async def revoke_exemplar(campaign_id: CampaignId, body: Grounds, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Recommend it no longer; it stays evaluated."""
    why = body.reason
    return await shown(await commands.revoke_exemplar(here.campaigns, campaign_id, why, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/reinstate", permission="campaign.reinstate", response_model=CampaignBody)
async def reinstate_campaign(campaign_id: CampaignId, body: Grounds, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let one that was superseded, or cancelled while it was live, stand again as it did."""
    why = body.reason
    return await shown(await commands.reinstate_campaign(here.campaigns, campaign_id, why, expected=expected, by=by, at=now()), by, here)
