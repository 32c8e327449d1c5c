"""What can be done with campaigns: one function, one use case, one write; safe to run again."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import FieldError, StaleVersion
from chassis.mongo import DatabaseAway
from chassis.outbox import AlreadyExists

from campaigns_svc import errors, model
from campaigns_svc.model import Campaign, Status
from campaigns_svc.plan.model import Bi, Plan
from campaigns_svc.policy import CLOCK
from campaigns_svc.returns import model as returns
from campaigns_svc.review.model import Question
from campaigns_svc.store import CampaignStore
from campaigns_svc.told.store import Asset, ProjectionStore

log = logging.getLogger(__name__)


async def create_campaign(
    campaigns: CampaignStore, id_: str, title: Bi, *, lead: str, by: Actor, at: datetime, model_id: str | None = None
) -> Campaign:
    """Begin a draft, perhaps after the model of another campaign. The same id again gives what the first time made.
    Raises UnknownCampaign."""
    example = (await _examples(campaigns, [model_id], by))[0] if model_id else None
    ref = await campaigns.next_ref(dubai_day(at).year)
    try:
        return await campaigns.add(*model.draft(id_, ref, title, lead=lead, by=by, at=at, example=example))
    except AlreadyExists:
        return await campaigns.get(id_, seen_by=by)


async def _examples(campaigns: CampaignStore, ids: Sequence[str], by: Actor) -> list[Campaign]:
    """The campaigns that another builds on. Raises UnknownCampaign when its author may not see one of them."""
    found = {one.id: one for one in await campaigns.some(ids, seen_by=by)}
    if any(id_ not in found for id_ in ids):
        raise errors.UnknownCampaign(errors=[FieldError("/derivedFrom", "unknown", errors.NO_SUCH_CAMPAIGN)])
    return [found[id_] for id_ in ids]


async def known_examples(campaigns: CampaignStore, before: Plan, after: Plan, by: Actor) -> None:
    """Raises UnknownCampaign when the plan newly builds on a campaign that its author may not see."""
    if added := [other for other in after.derived_from if other not in before.derived_from]:
        await _examples(campaigns, added, by)


async def edit_campaign(
    campaigns: CampaignStore, id_: str, merge: Callable[[Plan], Plan], *, expected: int, by: Actor, at: datetime
) -> Campaign:
    """Change the plan; `merge` applies the caller's patch to it."""
    campaign = await seen(campaigns, id_, expected, by)
    plan = merge(campaign.plan)
    await known_examples(campaigns, campaign.plan, plan, by)
    return await campaigns.save(*model.edit(campaign, plan, by=by, at=at), expected=expected)


async def submit_campaign(
    campaigns: CampaignStore,
    projections: ProjectionStore,
    id_: str,
    *,
    answers: dict[str, str],
    expected: int,
    by: Actor,
    at: datetime,
) -> Campaign:
    """Hand a draft to the secretariat for review."""
    campaign = await seen(campaigns, id_, expected, by)
    await cover_accepted(projections, campaign.plan)
    return await campaigns.save(*model.submit(campaign, by=by, at=at, answers=answers), expected=expected)


async def cover_accepted(projections: ProjectionStore, plan: Plan) -> None:
    """Raises Incomplete when its cover did not pass the check."""
    asset = await projections.asset(plan.cover.asset_id) if plan.cover else None
    if asset and asset.status == "rejected":
        raise errors.Incomplete(errors=[FieldError("/cover", "rejected", errors.COVER_REJECTED)])


async def start_review(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Take a submitted campaign into review."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.start_review(campaign, by=by, at=at), expected=expected)


async def request_changes(
    campaigns: CampaignStore, id_: str, questions: Sequence[Question], *, expected: int, by: Actor, at: datetime
) -> Campaign:
    """Send it back to its authors with a note per field."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.request_changes(campaign, questions, by=by, at=at), expected=expected)


async def approve_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Accept it. What is to go live at once does so here and now; the clock would do it a moment later."""
    campaign = await seen(campaigns, id_, expected, by)
    approved = await campaigns.save(*model.approve(campaign, by=by, at=at), expected=expected)
    return await keep_date(campaigns, approved, at=at)


async def schedule_campaign(campaigns: CampaignStore, id_: str, launch_at: datetime, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Fix the instant of launch, or another one."""
    campaign = await seen(campaigns, id_, expected, by)
    scheduled = await campaigns.save(*model.schedule(campaign, launch_at, by=by, at=at), expected=expected)
    return await keep_date(campaigns, scheduled, at=at)


async def launch_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Go live now."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.launch(campaign, by=by, at=at), expected=expected)


async def complete_campaign(campaigns: CampaignStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """End a live campaign."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*model.complete(campaign, by=by, at=at), expected=expected)


async def withdraw_campaign(campaigns: CampaignStore, id_: str, reason: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Take it back before it goes live."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*returns.withdraw(campaign, reason, by=by, at=at), expected=expected)


async def cancel_campaign(campaigns: CampaignStore, id_: str, reason: str, *, expected: int, by: Actor, at: datetime) -> Campaign:
    """Call it off after its approval."""
    campaign = await seen(campaigns, id_, expected, by)
    return await campaigns.save(*returns.cancel(campaign, reason, by=by, at=at), expected=expected)


async def keep_date(campaigns: CampaignStore, campaign: Campaign, *, at: datetime) -> Campaign:
    """What the calendar asks of a campaign now: launch, schedule or complete it. Somebody else having done it meanwhile is fine."""
    act = _act_of_the_clock(campaign, at)
    if act is None:
        return campaign
    try:
        return await campaigns.save(*act(by=CLOCK, at=at), expected=campaign.version)
    except StaleVersion:
        return await campaigns.get(campaign.id, seen_by=CLOCK)


def _act_of_the_clock(campaign: Campaign, at: datetime) -> Callable[..., Any] | None:
    if model.is_due(campaign, at):
        return lambda **who: model.launch(campaign, **who)
    if model.is_late(campaign, at):
        return lambda **who: model.complete(campaign, **who)
    if campaign.status is Status.APPROVED and campaign.launch_at:
        launch_at = campaign.launch_at
        return lambda **who: model.schedule(campaign, launch_at, **who)
    return None


async def keep_dates(campaigns: CampaignStore, *, at: datetime) -> int:
    """Everything the calendar asks for at this instant; how many campaigns it touched."""
    waiting = [*await campaigns.due(at), *await campaigns.approved(), *await campaigns.over(dubai_day(at))]
    for campaign in waiting:
        with holding_up_no_other(campaign):
            await keep_date(campaigns, campaign, at=at)
    return len(waiting)


@contextmanager
def holding_up_no_other(campaign: Campaign) -> Iterator[None]:
    """What the calendar cannot do with one campaign now is logged and tried again at its next look; the others go on."""
    try:
        yield
    except DatabaseAway:
        raise
    except StaleVersion:
        log.info("campaign %s changed meanwhile", campaign.id)
    except Exception:
        log.exception("the calendar could not act on campaign %s", campaign.id)


async def learn_entity(projections: ProjectionStore, code: str, name: Bi, *, version: int) -> None:
    """Remember an entity's name."""
    await projections.put_entity(code, version=version, name=name)


async def learn_asset(projections: ProjectionStore, asset: Asset, *, version: int) -> None:
    """Remember how a photo's check ended."""
    await projections.put_asset(asset, version=version)


async def seen(campaigns: CampaignStore, id_: str, expected: int, by: Actor) -> Campaign:
    """The campaign as the caller saw it: a stale screen is told so before any rule is. Raises CampaignNotFound, StaleVersion."""
    campaign = await campaigns.get(id_, seen_by=by)
    if campaign.version != expected:
        raise StaleVersion
    return campaign
