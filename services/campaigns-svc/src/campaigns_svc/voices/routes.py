"""The door to what members say of a campaign."""

from typing import Annotated

from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path, Query
from starlette.responses import Response

from campaigns_svc.model import PUBLIC
from campaigns_svc.policy import POLICY
from campaigns_svc.review.schemas import PersonRef
from campaigns_svc.routes import CampaignId, Here
from campaigns_svc.schemas import entity_ref
from campaigns_svc.store import Stores
from campaigns_svc.voices import commands
from campaigns_svc.voices.model import Comment
from campaigns_svc.voices.schemas import CommentBody, Endorsement, NewComment, Voices

router = Router(POLICY)

CommentId = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/campaigns/{campaign_id}/voices", permission="campaign.read", response_model=Voices)
async def get_voices(campaign_id: CampaignId, by: CurrentActor, here: Here) -> Response:
    """Who endorses it, how many comments there are, and what the reader did."""
    return reply(await _voices(campaign_id, by, here))


@router.get("/campaigns/{campaign_id}/comments", permission="campaign.read", response_model=Page[CommentBody])
async def list_comments(
    campaign_id: CampaignId,
    by: CurrentActor,
    here: Here,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """What was said, the oldest first."""
    await here.campaigns.get(campaign_id, seen_by=by)
    comments, behind = await here.voices.page(campaign_id, limit=limit, cursor=cursor)
    known = await here.projections.names_of({one.entity for one in comments if one.entity})
    return reply(Page[CommentBody](items=[CommentBody.of(one, known, by) for one in comments], next=behind))


@router.post("/campaigns/{campaign_id}/comments", permission="comment.post", response_model=CommentBody, status_code=201)
async def post_comment(campaign_id: CampaignId, body: NewComment, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Say something; the persons mentioned are told."""
    id_, mentions = derived_id(by.id, key), tuple(body.mentions)
    comment = await commands.post_comment(here.campaigns, here.voices, campaign_id, id_, text=body.text, mentions=mentions, by=by, at=now())
    return reply(await _told(comment, by, here), status=201, location=f"/api/v1/campaigns/{campaign_id}/comments/{comment.id}")


@router.put("/campaigns/{campaign_id}/comments/{comment_id}", permission="comment.edit", response_model=CommentBody)
async def edit_comment(
    campaign_id: CampaignId, comment_id: CommentId, body: NewComment, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Change one's own words; persons mentioned for the first time are told."""
    text, mentions = body.text, tuple(body.mentions)
    comment = await commands.edit_comment(
        here.campaigns, here.voices, campaign_id, comment_id, text=text, mentions=mentions, expected=expected, by=by, at=now()
    )
    return reply(await _told(comment, by, here), version=comment.version)


@router.post("/campaigns/{campaign_id}/comments/{comment_id}/restore", permission="comment.restore", response_model=CommentBody)
async def restore_comment(campaign_id: CampaignId, comment_id: CommentId, by: CurrentActor, here: Here) -> Response:
    """Show again what the secretariat removed."""
    return reply(await _told(await commands.restore_comment(here.campaigns, here.voices, campaign_id, comment_id, by=by), by, here))


@router.delete("/campaigns/{campaign_id}/comments/{comment_id}", permission="comment.remove", response_model=CommentBody)
async def remove_comment(campaign_id: CampaignId, comment_id: CommentId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take its words away, one's own for good; its place stays."""
    comment = await commands.remove_comment(here.campaigns, here.voices, campaign_id, comment_id, by=by, at=now())
    return reply(await _told(comment, by, here))


@router.put("/campaigns/{campaign_id}/endorsement", permission="campaign.endorse", response_model=Voices)
async def endorse(campaign_id: CampaignId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Put one's name under it."""
    await commands.endorse_campaign(here.campaigns, here.voices, campaign_id, wanted=True, by=by, at=now())
    return reply(await _voices(campaign_id, by, here))


@router.delete("/campaigns/{campaign_id}/endorsement", permission="campaign.withdraw-endorsement", response_model=Voices)
async def take_endorsement_back(campaign_id: CampaignId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take one's name away."""
    await commands.endorse_campaign(here.campaigns, here.voices, campaign_id, wanted=False, by=by, at=now())
    return reply(await _voices(campaign_id, by, here))


@router.put("/campaigns/{campaign_id}/favourite", permission="campaign.keep", response_model=Voices)
async def keep(campaign_id: CampaignId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Keep it for oneself."""
    await commands.keep_campaign(here.campaigns, here.voices, campaign_id, wanted=True, by=by, at=now())
    return reply(await _voices(campaign_id, by, here))


@router.delete("/campaigns/{campaign_id}/favourite", permission="campaign.keep", response_model=Voices)
async def let_go(campaign_id: CampaignId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Keep it no longer."""
    await commands.keep_campaign(here.campaigns, here.voices, campaign_id, wanted=False, by=by, at=now())
    return reply(await _voices(campaign_id, by, here))


async def _told(comment: Comment, by: Actor, here: Stores) -> CommentBody:
    return CommentBody.of(comment, await here.projections.names_of({comment.entity} if comment.entity else set()), by)


async def _voices(campaign_id: str, by: Actor, here: Stores) -> Voices:
    campaign = await here.campaigns.get(campaign_id, seen_by=by)
    endorsements = await here.voices.endorsements(campaign_id)
    known = await here.projections.names_of({entity for _, entity in endorsements if entity})
    return Voices(
        comments=await here.voices.count(campaign_id),
        endorsements=[
            Endorsement(by=PersonRef.of(person), entity=entity_ref(entity, known) if entity else None) for person, entity in endorsements
        ],
        endorsed=any(person.id == by.id for person, _ in endorsements),
        may_endorse=campaign.status in PUBLIC and POLICY.allows(by, "campaign.endorse", by.entity),
        kept=await here.voices.is_kept(campaign_id, by),
    )
