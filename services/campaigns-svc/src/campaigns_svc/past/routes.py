"""The door for campaigns from before this platform."""

from chassis.http import CurrentActor, IdempotencyKey, Now, Router
from chassis.idempotency import derived_id
from starlette.responses import Response

from campaigns_svc.past import commands
from campaigns_svc.past.schemas import TakenOver
from campaigns_svc.policy import POLICY
from campaigns_svc.routes import Here, shown
from campaigns_svc.schemas import CampaignBody

router = Router(POLICY)


@router.post("/campaigns/take-over", permission="campaign.take-over", response_model=CampaignBody, status_code=201)
async def take_over_campaign(body: TakenOver, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Enter a campaign that ran before this platform did."""
    taken = await commands.take_over_campaign(here.campaigns, derived_id(by.id, key), body.history(by), by=by, at=now())
    return await shown(taken, by, here, status=201)
