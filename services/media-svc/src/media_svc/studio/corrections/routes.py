"""The door to the ways back of official photos, and to the correction of released ones."""

from chassis.http import CurrentActor, IfMatch, Now, Router
from starlette.responses import Response

from media_svc.policy import POLICY
from media_svc.routes import Here
from media_svc.studio.corrections import commands, model
from media_svc.studio.corrections.schemas import PhotoCorrection
from media_svc.studio.routes import Number, shown
from media_svc.studio.schemas import OfficialPhoto

router = Router(POLICY)


@router.post("/official-photos/{number}/recall", permission="official-photo.caption", response_model=OfficialPhoto)
async def recall_photo(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take back what was handed in for review."""
    back = await commands.take_back(here.photos, here.objects, number, model.recall, expected=expected, by=by, at=now())
    return shown(back, by, here, now())


@router.post("/official-photos/{number}/lift-embargo", permission="official-photo.embargo", response_model=OfficialPhoto)
async def lift_embargo(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """End an embargo before its time; two persons sign the release anew."""
    free = await commands.take_back(here.photos, here.objects, number, model.lift, expected=expected, by=by, at=now())
    return shown(free, by, here, now())


@router.post("/official-photos/{number}/restore", permission="official-photo.restore", response_model=OfficialPhoto)
async def restore_photo(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take up a photo that was discarded, withdrawn or superseded by mistake; review and signatures begin anew."""
    back = await commands.take_back(here.photos, here.objects, number, model.restore, expected=expected, by=by, at=now())
    return shown(back, by, here, now())


@router.post("/official-photos/{number}/correct", permission="official-photo.correct", response_model=OfficialPhoto)
async def correct_photo(number: Number, body: PhotoCorrection, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Correct what members are told of a released photo, with a reason that they see."""
    corrected = await commands.correct_photo(here, number, body.merged_into, body.reason, expected=expected, by=by, at=now())
    return shown(corrected, by, here, now())
