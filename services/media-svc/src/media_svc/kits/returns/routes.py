"""The door to the ways back of media kits, and to their corrections."""

from chassis.http import Router
from starlette.responses import Response

from media_svc.commands import remove_leftovers_now
from media_svc.kits.commands import change_kit
from media_svc.kits.returns import commands, model
from media_svc.kits.returns.schemas import KitCorrection, KitTimes
from media_svc.kits.routes import AsSeen, done
from media_svc.kits.schemas import KitBody
from media_svc.policy import POLICY
from media_svc.routes import Here

router = Router(POLICY)


@router.delete("/kits/{kit_id}", permission="kit.write", status_code=204, response_class=Response)
async def discard_kit(as_seen: AsSeen, here: Here) -> Response:
    """Delete a draft with its files."""
    await change_kit(here.kits, as_seen, model.discard)
    await remove_leftovers_now(here, as_seen.id, at=as_seen.at)
    return Response(status_code=204)


@router.post("/kits/{kit_id}/recall", permission="kit.release", response_model=KitBody)
async def recall_kit(as_seen: AsSeen, here: Here) -> Response:
    """Make a draft of a released kit that nobody has heard of yet."""
    return done(await commands.recall_kit(here.kits, here.objects, as_seen), here, as_seen)


@router.post("/kits/{kit_id}/reschedule", permission="kit.release", response_model=KitBody)
async def reschedule_kit(body: KitTimes, as_seen: AsSeen, here: Here) -> Response:
    """Move or lift the embargo of a released kit that nobody has heard of yet."""
    times = {"embargo_until": body.embargo_until, "closes_at": body.closes_at}
    return done(await change_kit(here.kits, as_seen, model.reschedule, **times), here, as_seen)


@router.post("/kits/{kit_id}/restore", permission="kit.release", response_model=KitBody)
async def restore_kit(as_seen: AsSeen, here: Here) -> Response:
    """Make a draft of a revoked kit, to put it right and release it anew."""
    return done(await change_kit(here.kits, as_seen, model.restore), here, as_seen)


@router.post("/kits/{kit_id}/correct", permission="kit.release", response_model=KitBody)
async def correct_kit(body: KitCorrection, as_seen: AsSeen, here: Here) -> Response:
    """Correct what an open kit says, or when it closes, with a reason that its readers see."""
    corrected = await commands.correct_kit(here.kits, here.objects, as_seen, body.correction())
    return done(corrected, here, as_seen)
