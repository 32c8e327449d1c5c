"""The verbs that a reader may use on a campaign now, so that no screen has to guess."""

from chassis.auth import Actor

from campaigns_svc.corrections.model import CORRECTABLE, REOPENABLE, is_reinstatable
from campaigns_svc.evaluation.model import AMENDABLE, OPEN_TO_EVALUATION, SUPERSEDABLE
from campaigns_svc.model import READING, REPORTING, RETURNABLE, WAITING, WRITING, Campaign, Status
from campaigns_svc.policy import POLICY
from campaigns_svc.returns.model import ENDED, is_restorable

_ACTIONS = (
    ("edit", "campaign.edit", WRITING | REPORTING),
    ("submit", "campaign.submit", WRITING),
    ("delete", "campaign.delete", frozenset((Status.DRAFT,))),
    ("recall", "campaign.recall", READING),
    ("recall", "campaign.recall-approved", WAITING),
    ("start-review", "campaign.review", frozenset((Status.SUBMITTED,))),
    ("request-changes", "campaign.review", RETURNABLE),
    ("approve", "campaign.approve", frozenset((Status.IN_REVIEW,))),
    ("schedule", "campaign.schedule", WAITING),
    ("unschedule", "campaign.schedule", frozenset((Status.SCHEDULED,))),
    ("launch", "campaign.launch", WAITING),
    ("complete", "campaign.complete", frozenset((Status.LIVE,))),
    ("reopen", "campaign.reopen", REOPENABLE),
    ("withdraw", "campaign.withdraw", WRITING | READING | WAITING),
    ("cancel", "campaign.cancel", WAITING | {Status.LIVE}),
    ("restore", "campaign.restore", ENDED),
    ("correct", "campaign.correct", CORRECTABLE),
    ("amend", "campaign.amend", AMENDABLE),
    ("evaluate", "campaign.evaluate", OPEN_TO_EVALUATION),
    ("reopen-evaluation", "campaign.reopen-evaluation", frozenset((Status.EVALUATED,))),
    ("mark-exemplar", "campaign.mark-exemplar", frozenset((Status.EVALUATED,))),
    ("revoke-exemplar", "campaign.revoke-exemplar", frozenset((Status.EXEMPLAR,))),
    ("supersede", "campaign.supersede", SUPERSEDABLE),
    ("reinstate", "campaign.reinstate", frozenset((Status.SUPERSEDED, Status.CANCELLED))),
)
_ONLY_WHERE = {"restore": is_restorable, "reinstate": is_reinstatable}
_BY_ANOTHER = ("campaign.review", "campaign.approve")


def actions_for(campaign: Campaign, actor: Actor) -> list[str]:
    """The verbs this reader may use on it now."""
    return [
        verb
        for verb, permission, states in _ACTIONS
        if campaign.status in states
        and POLICY.allows(actor, permission, campaign.lead)
        and not (permission in _BY_ANOTHER and campaign.created_by.id == actor.id)
        and (verb not in _ONLY_WHERE or _ONLY_WHERE[verb](campaign))
    ]
