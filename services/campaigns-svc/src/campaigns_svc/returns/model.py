"""A campaign is called off, and the ways back before a launch: a submission or an approval taken back, a date given up, an ended
campaign taken up again, a draft deleted. Pure."""

from dataclasses import replace
from datetime import datetime

from chassis.audience import GONE, scope_of
from chassis.auth import Actor
from chassis.event import Fact

from campaigns_svc import errors
from campaigns_svc.model import READING, WAITING, WRITING, Campaign, Change, Status, bare_fact_of, demand, fact_of, readers_of
from campaigns_svc.policy import POLICY, SECRETARIAT
from campaigns_svc.published import (
    CampaignCancelled,
    CampaignDeleted,
    CampaignRecalled,
    CampaignRestored,
    CampaignUnscheduled,
    CampaignWithdrawn,
)

RECALLABLE = READING | WAITING
ENDED = frozenset((Status.WITHDRAWN, Status.CANCELLED))


def withdraw(campaign: Campaign, reason: str, *, by: Actor, at: datetime) -> Change:
    """Take it back before it goes live. Raises PastWithdrawal."""
    POLICY.require(by, "campaign.withdraw", campaign.lead)
    demand(campaign, WRITING | READING | WAITING, errors.PastWithdrawal)
    after = replace(campaign, status=Status.WITHDRAWN, reason=reason, updated_at=at)
    never_handed_in = campaign.review.submitted_at is None
    return after, None if never_handed_in else _end_of(CampaignWithdrawn, campaign, after, at)


def cancel(campaign: Campaign, reason: str, *, by: Actor, at: datetime) -> Change:
    """Call it off after its approval. Raises NothingToCancel."""
    POLICY.require(by, "campaign.cancel", campaign.lead)
    demand(campaign, WAITING | {Status.LIVE}, errors.NothingToCancel)
    after = replace(campaign, status=Status.CANCELLED, reason=reason, updated_at=at)
    return after, _end_of(CampaignCancelled, campaign, after, at)


def recall(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """Take it back from the secretariat: a draft again. What was approved already only a director takes back. Raises NotRecallable."""
    POLICY.require(by, "campaign.recall", campaign.lead)
    demand(campaign, RECALLABLE, errors.NotRecallable)
    if campaign.status in WAITING:
        POLICY.require(by, "campaign.recall-approved", campaign.lead)
    after = _as_draft(campaign, at)
    return after, bare_fact_of(CampaignRecalled, campaign, after, ("status",), at=at)


def delete(campaign: Campaign, *, alone: bool = True, by: Actor, at: datetime) -> Change:
    """Give up a draft for good. What was told of it before is nobody's any more; a cover that it has `alone` goes with it.
    Raises NotDeletable."""
    POLICY.require(by, "campaign.delete", campaign.lead)
    demand(campaign, {Status.DRAFT}, errors.NotDeletable)
    cover = campaign.plan.cover.asset_id if campaign.plan.cover and alone else None
    scope = scope_of(readers_of(campaign), home=SECRETARIAT, remaining=(GONE,))
    event = CampaignDeleted(campaign_id=campaign.id, changed=(), audience_scope=scope, cover_asset_id=cover)
    return replace(campaign, updated_at=at), Fact(event, at, campaign.plan.classification)


def unschedule(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """Give up its instant of launch; it stays approved until it gets another. Raises NotScheduled."""
    POLICY.require(by, "campaign.schedule", campaign.lead)
    demand(campaign, {Status.SCHEDULED}, errors.NotScheduled)
    after = replace(campaign, status=Status.APPROVED, launch_at=None, updated_at=at)
    return after, fact_of(CampaignUnscheduled, after, ("status", "launchAt"), at=at)


def restore(campaign: Campaign, *, by: Actor, at: datetime) -> Change:
    """Take up again what was withdrawn, or cancelled before its launch: a draft, to be reviewed anew. Raises NotRestorable."""
    POLICY.require(by, "campaign.restore", campaign.lead)
    if not is_restorable(campaign):
        raise errors.NotRestorable(status=errors.STATUS_NAMES[campaign.status])
    after = _as_draft(campaign, at)
    never_handed_in = campaign.review.submitted_at is None
    return after, None if never_handed_in else bare_fact_of(CampaignRestored, campaign, after, ("status",), at=at)


def is_restorable(campaign: Campaign) -> bool:
    """Whether it ended before anybody but its authors and the secretariat saw it."""
    return campaign.status in ENDED and campaign.launched_at is None


def _as_draft(campaign: Campaign, at: datetime) -> Campaign:
    review = replace(campaign.review, approved_at=None)
    return replace(campaign, status=Status.DRAFT, launch_at=None, reason=None, review=review, updated_at=at)


def _end_of(event: type[CampaignCancelled | CampaignWithdrawn], before: Campaign, after: Campaign, at: datetime) -> Fact:
    """The fact that it was called off: what it is known and filtered by and the reason, not what it says."""
    known = {"ref": after.ref, "lead_entity": after.lead, "theme": after.plan.topic, "reason": after.reason}
    return bare_fact_of(event, before, after, ("status",), at=at, **(known if after.plan.is_open else {}))
