"""The HTTP door of reports."""

from typing import Annotated

from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path, Response

from members_svc.people.model import seen_by
from members_svc.people.schemas import PersonBody
from members_svc.policy import POLICY
from members_svc.reports import commands
from members_svc.reports.schemas import NewReport, ReportNamed
from members_svc.routes import Held
from members_svc.schemas import Id

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.post("/people/{person_id}/report", permission="card.report", status_code=204)
async def report_mistake(person_id: IdInPath, body: NewReport, by: CurrentActor, key: IdempotencyKey, stores: Held, now: Now) -> Response:
    """Say that something on a card is not right; who keeps the card sees it there."""
    await commands.report_mistake(stores.people, person_id, derived_id(by.id, key), body.words, by=by, at=now())
    return Response(status_code=204)


@router.post("/people/{person_id}/settle", permission="person.edit", response_model=PersonBody)
async def settle_report(person_id: IdInPath, body: ReportNamed, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Be done with a report on a card: one's own, or of one's entity."""
    person = await commands.settle_report(stores.people, person_id, body.report_id, expected=expected, by=by, at=now())
    return reply(PersonBody.of(seen_by(by, person)), version=person.version)


@router.post("/people/{person_id}/reopen-report", permission="person.edit", response_model=PersonBody)
async def reopen_report(person_id: IdInPath, body: ReportNamed, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Let a report wait again that was settled by mistake."""
    person = await commands.reopen_report(stores.people, person_id, body.report_id, expected=expected, by=by, at=now())
    return reply(PersonBody.of(seen_by(by, person)), version=person.version)
