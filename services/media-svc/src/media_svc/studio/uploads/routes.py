"""The door of uploads in parts: the browser posts each part to the store itself, and asks here what is missing after a break."""

from datetime import datetime

from chassis.auth import Actor
from chassis.http import BiText, CurrentActor, IdempotencyKey, Now, Router, reply
from chassis.idempotency import derived_id
from starlette.responses import Response

from media_svc import commands
from media_svc.errors import REASONS, PhotoNotFound
from media_svc.model import Asset
from media_svc.policy import POLICY
from media_svc.routes import AssetId, Here, Largest
from media_svc.schemas import UploadForm
from media_svc.store import Stores
from media_svc.studio.uploads.commands import missing_parts, report_parts
from media_svc.studio.uploads.model import PART, Part
from media_svc.studio.uploads.schemas import NewStudioUpload, PartForm, StudioUpload

router = Router(POLICY)


@router.post("/photo-uploads", permission="photo.upload-for-studio", response_model=StudioUpload, status_code=201)
async def announce_studio_photo(
    body: NewStudioUpload, by: CurrentActor, here: Here, largest: Largest, now: Now, key: IdempotencyKey
) -> Response:  # fmt: skip
    """Make room for a photo; the answer holds a form for each part."""
    at = now()
    asset = await commands.announce_upload(here, derived_id(by.id, key), body.wish(), limit=largest.studio, by=by, at=at)
    return reply(await _state(asset, here, at, by), version=asset.version, status=201, location=f"/api/v1/photo-uploads/{asset.id}")


@router.get("/photo-uploads/{upload_id}", permission="photo.upload-for-studio", response_model=StudioUpload)
async def get_studio_upload(upload_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Where it stands, with fresh forms for what is missing; once it is checked, the number of its photo."""
    asset = await _studio_asset(here, upload_id, by)
    return reply(await _state(asset, here, now(), by), version=asset.version)


@router.post("/photo-uploads/{upload_id}/uploaded", permission="photo.upload-for-studio", response_model=StudioUpload, status_code=202)
async def report_studio_photo(upload_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that every part is in the store; the check begins."""
    await _studio_asset(here, upload_id, by)
    asset = await report_parts(here, upload_id, by=by, at=now())
    return reply(await _state(asset, here, now(), by), version=asset.version, status=202)


@router.delete("/photo-uploads/{upload_id}", permission="photo.upload-for-studio", status_code=204, response_class=Response)
async def remove_studio_upload(upload_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Do without it, wherever it stands; what became an official photo is removed there."""
    await _studio_asset(here, upload_id, by)
    await commands.remove_upload(here, "photo", upload_id, by=by, at=now())
    return Response(status_code=204)


async def _studio_asset(here: Stores, id_: str, by: Actor) -> Asset:
    asset = await here.assets.get("photo", id_, seen_by=by)
    if asset.wish.purpose != "studio":
        raise PhotoNotFound
    return asset


async def _state(asset: Asset, here: Stores, at: datetime, by: Actor) -> StudioUpload:
    missing = await missing_parts(here, asset)
    became = await here.photos.of_asset(asset.id, seen_by=by) if asset.findings else None
    reason = REASONS[asset.reason] if asset.reason else None
    return StudioUpload(
        id=asset.id,
        status=asset.status,
        file_name=asset.wish.file_name,
        size=asset.wish.size,
        arrived=asset.wish.size - sum(part.size for part in missing),
        missing=[_form(part, asset, here, at) for part in missing],
        delayed=asset.delayed,
        hints=list(asset.findings.hints) if asset.findings else [],
        number=str(became.number) if became else None,
        reason_code=asset.reason,
        reason=BiText.of(reason) if reason else None,
    )


def _form(part: Part, asset: Asset, here: Stores, at: datetime) -> PartForm:
    form = here.objects.form(part.key, asset.wish.content_type, part.size, at=at)
    return PartForm(number=part.number, offset=(part.number - 1) * PART, size=part.size, form=UploadForm.of(form))
