"""The door to what happens after the launch."""

from chassis.http import CurrentActor, IfMatch, Now, Router, reply
from chassis.reading import readable
from starlette.responses import Response

from campaigns_svc.evaluation import commands
from campaigns_svc.evaluation.schemas import AmendedTargets, Evaluation, Lineage, Recommendation, Succession
from campaigns_svc.plan.model import Bi
from campaigns_svc.policy import POLICY
from campaigns_svc.routes import CampaignId, Here, shown
from campaigns_svc.schemas import CampaignBody, CampaignSummary

router = Router(POLICY)


@router.post("/campaigns/{campaign_id}/amend", permission="campaign.amend", response_model=CampaignBody)
async def amend_targets(
    campaign_id: CampaignId, body: AmendedTargets, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Change frozen targets, with a reason that everybody can read."""
    amended = await commands.amend_targets(here.campaigns, campaign_id, body.applied_to, body.reason, expected=expected, by=by, at=now())
    return await shown(amended, by, here)


@router.post("/campaigns/{campaign_id}/evaluate", permission="campaign.evaluate", response_model=CampaignBody)
async def evaluate_campaign(
    campaign_id: CampaignId, body: Evaluation, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Close it with its results and what it taught."""
    learning = body.learning.learning()
    return await shown(
        await commands.evaluate_campaign(here.campaigns, campaign_id, learning, expected=expected, by=by, at=now()), by, here
    )


@router.post("/campaigns/{campaign_id}/mark-exemplar", permission="campaign.mark-exemplar", response_model=CampaignBody)
async def mark_exemplar(
    campaign_id: CampaignId, body: Recommendation, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Recommend it to the network as best practice."""
    citation = Bi(body.citation.ar, body.citation.en)
    return await shown(await commands.mark_exemplar(here.campaigns, campaign_id, citation, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/supersede", permission="campaign.supersede", response_model=CampaignBody)
async def supersede_campaign(
    campaign_id: CampaignId, body: Succession, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Let another campaign take its place."""
    successor = body.successor
    done = await commands.supersede_campaign(here.campaigns, campaign_id, successor, expected=expected, by=by, at=now())
    return await shown(done, by, here)


@router.get("/campaigns/{campaign_id}/lineage", permission="campaign.read", response_model=Lineage)
async def get_lineage(campaign_id: CampaignId, by: CurrentActor, here: Here) -> Response:
    """What it builds on, what builds on it, and what took its place."""
    campaign = await here.campaigns.get(campaign_id, seen_by=by)
    before = await here.campaigns.some(campaign.plan.derived_from, seen_by=by)
    behind = await here.campaigns.derived_from(campaign.id, seen_by=by)
    next_one = await here.campaigns.some([campaign.outcome.successor] if campaign.outcome.successor else [], seen_by=by)
    known = await here.projections.known_for([*before, *behind, *next_one])
    told = [readable(several, lambda one: CampaignSummary.of(one, known, by)) for several in (before, behind, next_one)]
    return reply(Lineage(derived_from=told[0], inspired=told[1], successor=told[2][0] if told[2] else None))
