"""The HTTP door of tenures put right after the fact."""

from typing import Annotated

from chassis.http import CurrentActor, IfMatch, Now, Router
from fastapi import Path, Response

from members_svc.policy import POLICY
from members_svc.posts.routes import answer
from members_svc.posts.schemas import PostWithTenures
from members_svc.routes import Held
from members_svc.schemas import Id
from members_svc.tenures import commands
from members_svc.tenures.schemas import Reinstatement, TenureCorrection

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.post("/posts/{post_id}/correct-tenure", permission="tenure.correct", response_model=PostWithTenures)
async def correct_tenure(
    post_id: IdInPath, body: TenureCorrection, expected: IfMatch, by: CurrentActor, stores: Held, now: Now
) -> Response:
    """Put the days of a tenure right, with a reason; what stood there before is kept."""
    at = now()
    days = {"number": body.number, "from_": body.from_, "to": body.to, "reason": body.reason}
    return await answer(stores, await commands.correct_tenure(stores.posts, post_id, **days, expected=expected, by=by, at=at), by, at)


@router.post("/posts/{post_id}/reinstate-tenure", permission="tenure.correct", response_model=PostWithTenures)
async def reinstate_tenure(post_id: IdInPath, body: Reinstatement, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Let a tenure that ended by mistake go on, with a reason."""
    at = now()
    which = {"number": body.number, "to": body.to, "reason": body.reason}
    post = await commands.reinstate_tenure(stores.posts, stores.people, post_id, **which, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)
