"""Proposals as they travel."""

from datetime import datetime
from typing import Self

from chassis.http import Body

from meetings_svc.agenda.schemas import Line
from meetings_svc.proposals.store import Proposal, Reason


class ProposalBody(Body):
    """Something an event proposes for an agenda; `subject` is the id of the campaign or document it is about."""

    id: str
    reason: Reason
    subject: str
    title: Line | None
    at: datetime

    @classmethod
    def of(cls, one: Proposal) -> Self:
        return cls(id=one.id, reason=one.reason, subject=one.subject, title=Line.of(one.title) if one.title else None, at=one.at)


class Proposals(Body):
    """What waits for the secretariat, the oldest first."""

    items: list[ProposalBody]
