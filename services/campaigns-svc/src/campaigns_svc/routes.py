"""The door: parse, one command or one query, shape the answer. Each permission stands beside its path."""

from typing import Annotated

from chassis.auth import Actor
from chassis.http import Body, Counted, CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from chassis.reading import readable
from fastapi import Depends, Path, Query, Request
from starlette.responses import Response

from campaigns_svc import commands
from campaigns_svc.errors import NoEntity
from campaigns_svc.model import Campaign, Status
from campaigns_svc.plan.model import METRICS, Bi
from campaigns_svc.plan.schemas import MetricBody, MetricCatalogue, PlanBody
from campaigns_svc.policy import POLICY, authored_by
from campaigns_svc.published import Channel, Topic
from campaigns_svc.review.schemas import AskedChanges, Grounds, Submission
from campaigns_svc.schemas import (
    CampaignBody,
    CampaignSummary,
    NewCampaign,
    ScheduledLaunch,
    Sort,
)
from campaigns_svc.store import ON_THE_DESK, Filters, Stores

router = Router(POLICY)

CampaignId = Annotated[str, Path(min_length=1, max_length=64)]


def stores_of(request: Request) -> Stores:
    """The stores of the running application."""
    return request.app.state.stores


Here = Annotated[Stores, Depends(stores_of)]


async def filters(
    by: CurrentActor,
    here: Here,
    q: Annotated[str, Query(max_length=200)] = "",
    status: Annotated[list[Status] | None, Query()] = None,
    entity: Annotated[str | None, Query(max_length=20)] = None,
    topic: Topic | None = None,
    mine: bool = False,
    desk: Annotated[str | None, Query(pattern="^review$", description="`review`: what waits for the secretariat")] = None,
    sort: Sort = "newest",
    channel: Channel | None = None,
    year: Annotated[int | None, Query(ge=2000, le=2100, description="Of the launch, in Dubai")] = None,
    favourite: Annotated[bool, Query(description="Only those one keeps")] = False,
) -> Filters:
    """The query of a list."""
    statuses = tuple(ON_THE_DESK if desk else status or ())
    only = tuple(await here.voices.kept_by(by)) if favourite else None
    return Filters(q, statuses, entity, topic, mine, sort == "oldest", channel, year, only)


Narrowed = Annotated[Filters, Depends(filters)]


@router.get("/campaigns", permission="campaign.read", response_model=Page[CampaignSummary])
async def list_campaigns(
    narrowed: Narrowed,
    by: CurrentActor,
    here: Here,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Campaigns one may see, newest first."""

    async def read() -> bytes:
        campaigns, behind = await here.campaigns.page(narrowed, seen_by=by, limit=limit, cursor=cursor)
        known = await here.projections.known_for(campaigns)
        items = readable(campaigns, lambda one: CampaignSummary.of(one, known, by))
        return encoded(Page[CampaignSummary](items=items, next=behind))

    is_first = cursor is None and narrowed.only is None
    page = await here.hot.read((by, narrowed, limit), read) if is_first else await read()
    return Response(page, media_type="application/json")


@router.get("/campaigns/count", permission="campaign.read", response_model=Counted)
async def count_campaigns(narrowed: Narrowed, by: CurrentActor, here: Here) -> Response:
    """How many there are of them."""
    return reply(Counted.of(await here.campaigns.count(narrowed, seen_by=by)))


@router.get("/metrics", permission="campaign.read", response_model=MetricCatalogue)
async def list_metrics() -> Response:
    """The network's catalogue of measures."""
    return reply(MetricCatalogue(items=[MetricBody.of(metric) for metric in METRICS]))


@router.get("/campaigns/{campaign_id}", permission="campaign.read", response_model=CampaignBody)
async def get_campaign(campaign_id: CampaignId, by: CurrentActor, here: Here) -> Response:
    """One campaign."""
    return await shown(await here.campaigns.get(campaign_id, seen_by=by), by, here)


@router.post("/campaigns", permission="campaign.create", response_model=CampaignBody, status_code=201)
async def create_campaign(body: NewCampaign, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a draft."""
    lead, title = body.lead_entity or _own_entity(by), Bi(body.title.ar, body.title.en)
    id_ = derived_id(by.id, key)
    made = await commands.create_campaign(here.campaigns, id_, title, lead=lead, by=by, at=now(), model_id=body.derived_from)
    return await shown(made, by, here, status=201)


@router.patch("/campaigns/{campaign_id}", permission="campaign.edit", response_model=CampaignBody)
async def edit_campaign(campaign_id: CampaignId, body: PlanBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Change what was sent and leave the rest (RFC 7396)."""
    merge = body.merged_into
    return await shown(await commands.edit_campaign(here.campaigns, campaign_id, merge, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/submit", permission="campaign.submit", response_model=CampaignBody)
async def submit_campaign(
    campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now, body: Submission | None = None
) -> Response:
    """Hand it to the secretariat for review."""
    answers = body.answers if body else {}
    submitted = await commands.submit_campaign(
        here.campaigns, here.projections, campaign_id, answers=answers, expected=expected, by=by, at=now()
    )
    return await shown(submitted, by, here)


@router.post("/campaigns/{campaign_id}/start-review", permission="campaign.review", response_model=CampaignBody)
async def start_review(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take it into review."""
    return await shown(await commands.start_review(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/request-changes", permission="campaign.review", response_model=CampaignBody)
async def request_changes(
    campaign_id: CampaignId, body: AskedChanges, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Send it back to its authors with a note per field."""
    asked = body.questions()
    return await shown(await commands.request_changes(here.campaigns, campaign_id, asked, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/approve", permission="campaign.approve", response_model=CampaignBody)
async def approve_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Accept it; it goes live at its instant, or at once."""
    return await shown(await commands.approve_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/schedule", permission="campaign.schedule", response_model=CampaignBody)
async def schedule_campaign(
    campaign_id: CampaignId, body: ScheduledLaunch, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Fix the instant of launch, or another one."""
    at = body.launch_at
    return await shown(await commands.schedule_campaign(here.campaigns, campaign_id, at, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/launch", permission="campaign.launch", response_model=CampaignBody)
async def launch_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Go live now."""
    return await shown(await commands.launch_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/complete", permission="campaign.complete", response_model=CampaignBody)
async def complete_campaign(campaign_id: CampaignId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """End a live campaign."""
    return await shown(await commands.complete_campaign(here.campaigns, campaign_id, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/withdraw", permission="campaign.withdraw", response_model=CampaignBody)
async def withdraw_campaign(campaign_id: CampaignId, body: Grounds, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take it back before it goes live."""
    why = body.reason
    return await shown(await commands.withdraw_campaign(here.campaigns, campaign_id, why, expected=expected, by=by, at=now()), by, here)


@router.post("/campaigns/{campaign_id}/cancel", permission="campaign.cancel", response_model=CampaignBody)
async def cancel_campaign(campaign_id: CampaignId, body: Grounds, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Call it off after its approval."""
    why = body.reason
    return await shown(await commands.cancel_campaign(here.campaigns, campaign_id, why, expected=expected, by=by, at=now()), by, here)


def encoded(body: Body) -> bytes:
    """A body as it travels."""
    return body.model_dump_json(by_alias=True).encode()


async def shown(campaign: Campaign, by: Actor, here: Stores, *, status: int = 200) -> Response:
    """The answer with one campaign, and its version as ETag."""
    known = await here.projections.known_for([campaign])
    where = f"/api/v1/campaigns/{campaign.id}" if status == 201 else None
    return reply(CampaignBody.of(campaign, known, by), version=campaign.version, status=status, location=where)


def _own_entity(by: Actor) -> str:
    """The entity somebody writes for when they name none. Raises NoEntity."""
    mine = authored_by(by)
    if by.entity in mine:
        return str(by.entity)
    if len(mine) != 1:
        raise NoEntity
    return next(iter(mine))
