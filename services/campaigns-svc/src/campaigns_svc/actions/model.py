"""The verbs that a reader may use on a campaign now, so that no screen has to guess."""

from chassis.auth import Actor

from campaigns_svc.evaluation.model import AMENDABLE, OPEN_TO_EVALUATION, SUPERSEDABLE
from campaigns_svc.model import READING, REPORTING, WAITING, WRITING, Campaign, Status
from campaigns_svc.policy import POLICY

_ACTIONS = {
    "edit": ("campaign.edit", WRITING | REPORTING),
    "submit": ("campaign.submit", WRITING),
    "start-review": ("campaign.review", frozenset((Status.SUBMITTED,))),
    "request-changes": ("campaign.review", frozenset((Status.IN_REVIEW,))),
    "approve": ("campaign.approve", frozenset((Status.IN_REVIEW,))),
    "schedule": ("campaign.schedule", WAITING),
    "launch": ("campaign.launch", WAITING),
    "complete": ("campaign.complete", frozenset((Status.LIVE,))),
    "withdraw": ("campaign.withdraw", WRITING | READING | WAITING),
    "cancel": ("campaign.cancel", WAITING | {Status.LIVE}),
    "amend": ("campaign.amend", AMENDABLE),
    "evaluate": ("campaign.evaluate", OPEN_TO_EVALUATION),
    "mark-exemplar": ("campaign.mark-exemplar", frozenset((Status.EVALUATED,))),
    "supersede": ("campaign.supersede", SUPERSEDABLE),
}


def actions_for(campaign: Campaign, actor: Actor) -> list[str]:
    """The verbs this reader may use on it now."""
    return [
        verb
        for verb, (permission, states) in _ACTIONS.items()
        if campaign.status in states
        and POLICY.allows(actor, permission, campaign.lead)
        and not (permission in ("campaign.review", "campaign.approve") and campaign.created_by.id == actor.id)
    ]
