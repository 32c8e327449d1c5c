"""A campaign that ran before this platform did, in the state it had reached. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from chassis.auth import Actor
from chassis.errors import FieldError, Text

from campaigns_svc import errors
from campaigns_svc.model import PUBLIC, Campaign, Change, Status, fact_of
from campaigns_svc.plan.model import targets_hash
from campaigns_svc.policy import POLICY
from campaigns_svc.published import CampaignCompleted, CampaignEvaluated, CampaignLaunched, ExemplarMarked, Words

NEEDED = Text("هذه الحالة تحتاج إلى هذا الحقل.", "A campaign in this state has this.")
EVALUATED = frozenset((Status.EVALUATED, Status.EXEMPLAR))
OVER = EVALUATED | {Status.COMPLETED}


def take_over(campaign: Campaign, *, by: Actor) -> Change:
    """Enter it. Only what members may see is announced, and of it the last. Raises UntoldHistory."""
    POLICY.require(by, "campaign.take-over")
    if untold := list(_untold(campaign)):
        raise errors.UntoldHistory(errors=[FieldError(pointer, "missing", NEEDED) for pointer in untold])
    if campaign.status not in PUBLIC:
        return campaign, None
    known = replace(campaign, frozen=targets_hash(campaign.plan))
    event, told = _last_of(known)
    return known, fact_of(event, known, ("status",), at=known.updated_at, **told)


def _untold(campaign: Campaign) -> Iterator[str]:
    """Pointers to what its state needs and nobody told."""
    needed = {
        "/launchedAt": (campaign.launched_at, PUBLIC),
        "/completedAt": (campaign.completed_at, OVER),
        "/outcome/learning": (campaign.outcome.learning, EVALUATED),
        "/outcome/evaluatedAt": (campaign.outcome.evaluated_at, EVALUATED),
        "/outcome/citation": (campaign.outcome.citation, {Status.EXEMPLAR}),
        "/outcome/exemplarAt": (campaign.outcome.exemplar_at, {Status.EXEMPLAR}),
    }
    return (pointer for pointer, (value, states) in needed.items() if campaign.status in states and value is None)


def _last_of(campaign: Campaign) -> tuple[type[Any], dict[str, Any]]:
    outcome = campaign.outcome
    if campaign.status is Status.EXEMPLAR and outcome.citation:
        return ExemplarMarked, {"citation": Words(ar=outcome.citation.ar, en=outcome.citation.en)}
    if campaign.status is Status.EVALUATED:
        return CampaignEvaluated, {"evaluated_at": outcome.evaluated_at}
    if campaign.status is Status.LIVE:
        return CampaignLaunched, {"launched_at": campaign.launched_at, "targets_hash": campaign.frozen}
    return CampaignCompleted, {"completed_at": campaign.completed_at}
