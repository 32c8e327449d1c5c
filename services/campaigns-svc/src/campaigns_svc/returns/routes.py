"""The door to the ways back before a launch."""

from chassis.http import CurrentActor, IfMatch, Now, Router
from starlette.responses import Response

from campaigns_svc.policy import POLICY
from campaigns_svc.returns import commands
from campaigns_svc.routes import CampaignId, Here, shown
from campaigns_svc.schemas import CampaignBody

router = Router(POLICY)


@router.post("/campaigns/{campaign_id}/recall", permission="campaign.recall", response_model=CampaignBody)
async def recall_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take it back from the secretariat: it is a draft again. What was approved already only a director takes back."""
    return await shown(await commands.recall_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)


@router.delete("/campaigns/{campaign_id}", permission="campaign.delete", status_code=204, response_class=Response)
async def delete_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Delete a draft for good, with a cover that it alone has. What the secretariat or the members know of is withdrawn or cancelled."""
    await commands.delete_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now())
    return Response(status_code=204)


@router.post("/campaigns/{campaign_id}/unschedule", permission="campaign.schedule", response_model=CampaignBody)
async def unschedule_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Give up its instant of launch; it stays approved until it gets another."""
    return await shown(await commands.unschedule_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/restore", permission="campaign.restore", response_model=CampaignBody)
async def restore_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take up again as a draft what was withdrawn, or cancelled before its launch."""
    return await shown(await commands.restore_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)
