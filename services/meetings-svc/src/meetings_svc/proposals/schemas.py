"""Proposals as they travel."""

from datetime import date, datetime
from typing import Self

from chassis.http import Body
from pydantic import Field

from meetings_svc.agenda.schemas import Line
from meetings_svc.proposals.store import Decline, Proposal, Reason


class DeclineBody(Body):
    """Who set it aside, when and why."""

    by: str
    name: Line | None = Field(description="What they were called then")
    at: datetime
    reason: Line

    @classmethod
    def of(cls, one: Decline) -> Self:
        return cls(by=one.by, name=Line.of(one.name) if one.name else None, at=one.at, reason=Line.of(one.why))


class ProposalBody(Body):
    """Something an event proposes for an agenda; `subject` is the id of the campaign or document it is about."""

    id: str
    reason: Reason
    subject: str
    title: Line | None
    at: datetime
    source: str | None = Field(description="The version of the document, where it is about one")
    effective_from: date | None
    declined: DeclineBody | None

    @classmethod
    def of(cls, one: Proposal) -> Self:
        return cls(
            id=one.id,
            reason=one.reason,
            subject=one.subject,
            title=Line.of(one.title) if one.title else None,
            at=one.at,
            source=one.source,
            effective_from=one.effective_from,
            declined=DeclineBody.of(one.declined) if one.declined else None,
        )


class Proposals(Body):
    """What waits for the secretariat, the oldest first; or what was set aside, the last first."""

    items: list[ProposalBody]
