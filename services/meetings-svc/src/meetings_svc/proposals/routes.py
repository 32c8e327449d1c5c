"""The door of proposals. One is taken up by an agenda item that names it."""

from dataclasses import replace
from typing import Annotated

from chassis.http import CurrentActor, Now, Router, reply
from chassis.reading import readable
from fastapi import Path, Query
from starlette.responses import Response

from meetings_svc.agenda.model import name_of
from meetings_svc.policy import POLICY
from meetings_svc.proposals.schemas import ProposalBody, Proposals
from meetings_svc.proposals.store import Decline
from meetings_svc.routes import Here
from meetings_svc.schemas import Reason

router = Router(POLICY)
ProposalId = Annotated[str, Path(min_length=1, max_length=120)]


@router.get("/agenda-proposals", permission="proposal.read", response_model=Proposals)
async def list_proposals(
    here: Here, declined: Annotated[bool, Query(description="What was set aside instead, so that it can be taken up again")] = False
) -> Response:
    """What events propose and no agenda holds yet."""
    waiting = await (here.proposals.declined() if declined else here.proposals.waiting())
    taken = await here.meetings.proposed([one.id for one in waiting])
    titles = await here.projections.titles(one.subject for one in waiting)
    newest = [replace(one, title=titles.get(one.subject, one.title)) for one in waiting if one.id not in taken]
    return reply(Proposals(items=readable(newest, ProposalBody.of)))


@router.post("/agenda-proposals/{proposal_id}/set-aside", permission="proposal.settle", status_code=204, response_class=Response)
async def set_aside(proposal_id: ProposalId, body: Reason, by: CurrentActor, here: Here, now: Now) -> Response:
    """Put it on no agenda, with the reason. Again changes nothing."""
    await here.proposals.set_aside(proposal_id, Decline(by.id, now(), body.reason.words(), name_of(by)))
    return Response(status_code=204)


@router.post("/agenda-proposals/{proposal_id}/take-up", permission="proposal.settle", status_code=204, response_class=Response)
async def take_up(proposal_id: ProposalId, here: Here) -> Response:
    """Take the decision back: it is proposed again. Again changes nothing."""
    await here.proposals.take_up(proposal_id)
    return Response(status_code=204)
