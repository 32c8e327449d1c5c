"""Proposals as they travel."""

from datetime import date, datetime
from typing import Self

from chassis.http import Body
from pydantic import Field

from meetings_svc.agenda.schemas import Line
from meetings_svc.proposals.store import Proposal, Reason


class ProposalBody(Body):
    """Something an event proposes for an agenda; `subject` is the id of the campaign or document it is about."""

    id: str
    reason: Reason
    subject: str
    title: Line | None
    at: datetime
    source: str | None = Field(description="The version of the document, where it is about one")
    effective_from: date | None

    @classmethod
    def of(cls, one: Proposal) -> Self:
        title = Line.of(one.title) if one.title else None
        return cls(
            id=one.id, reason=one.reason, subject=one.subject, title=title, at=one.at, source=one.source, effective_from=one.effective_from
        )


class Proposals(Body):
    """What waits for the secretariat, the oldest first."""

    items: list[ProposalBody]
