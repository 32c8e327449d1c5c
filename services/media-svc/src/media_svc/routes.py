"""The door: parse, one command or one query, shape the answer. Bytes never pass here: browsers post them to the store themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from chassis.errors import FieldError, Invalid, Language, Text
from chassis.http import CurrentActor, IdempotencyKey, Now, Page, ReaderLanguage, Router, reply
from chassis.idempotency import derived_id
from fastapi import Depends, Path, Query, Request
from starlette.responses import Response, StreamingResponse

from media_svc import commands
from media_svc.errors import NotReady
from media_svc.model import Asset, Status
from media_svc.policy import POLICY
from media_svc.schemas import (
    Download,
    FileBody,
    FilePurpose,
    NewFile,
    NewPhoto,
    PhotoBody,
    PhotoPurpose,
    UploadForm,
    UploadState,
    UploadTicket,
)
from media_svc.store import Stores

router = Router(POLICY)
MOST_IDS = 50

AssetId = Annotated[str, Path(min_length=1, max_length=64)]
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """The largest sizes accepted, in bytes."""

    photo: int
    file: int
    studio: int


def stores_of(request: Request) -> Stores:
    """The stores of the running application."""
    return request.app.state.stores


def upload_limits_of(request: Request) -> UploadLimits:
    """What the running application accepts."""
    return request.app.state.upload_limits


Here = Annotated[Stores, Depends(stores_of)]
Largest = Annotated[UploadLimits, Depends(upload_limits_of)]


# ---- photos ----


@router.post("/photos", permission="photo.upload", response_model=UploadTicket, status_code=201)
async def announce_photo(body: NewPhoto, by: CurrentActor, here: Here, largest: Largest, now: Now, key: IdempotencyKey) -> Response:
    """Make room for a photo; the answer holds the form to post it with."""
    at = now()
    asset = await commands.announce_upload(here, derived_id(by.id, key), body.wish(), limit=largest.photo, by=by, at=at)
    return _ticket(asset, here, at)


@router.post("/photos/{photo_id}/uploaded", permission="photo.upload", response_model=UploadState, status_code=202)
async def report_photo(photo_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that the bytes are in the store; their check begins."""
    return _state(await commands.report_arrival(here, "photo", photo_id, by=by, at=now()))


@router.get("/photos", permission="photo.read", response_model=Page[PhotoBody])
async def list_photos(
    by: CurrentActor,
    here: Here,
    now: Now,
    language: ReaderLanguage,
    ids: Annotated[str | None, Query(max_length=MOST_IDS * 65, description=f"Up to {MOST_IDS} ids, joined by commas")] = None,
    purpose: PhotoPurpose | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Photos one may see, newest first; with `ids` exactly these, in that order, without those one may not see."""
    if ids is not None:
        found, behind = await here.assets.some("photo", _ids(ids), seen_by=by), None
    else:
        found, behind = await here.assets.page("photo", purpose, seen_by=by, limit=limit, cursor=cursor)
    return reply(Page[PhotoBody](items=_photos(found, here, now(), language), next=behind))


@router.get("/photos/{photo_id}", permission="photo.read", response_model=PhotoBody)
async def get_photo(photo_id: AssetId, by: CurrentActor, here: Here, now: Now, language: ReaderLanguage) -> Response:
    """One photo, with addresses of its sizes that work for less than a minute."""
    asset = await here.assets.get("photo", photo_id, seen_by=by)
    return reply(_photos([asset], here, now(), language)[0], version=asset.version)


@router.delete("/photos/{photo_id}", permission="photo.upload", status_code=204, response_class=Response)
async def remove_photo(photo_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Do without it, wherever it stands, unless something uses it."""
    await commands.remove_upload(here, "photo", photo_id, by=by, at=now())
    return Response(status_code=204)


# ---- files ----


@router.post("/assets", permission="asset.upload", response_model=UploadTicket, status_code=201)
async def announce_file(body: NewFile, by: CurrentActor, here: Here, largest: Largest, now: Now, key: IdempotencyKey) -> Response:
    """Make room for a file; the answer holds the form to post it with."""
    at = now()
    asset = await commands.announce_upload(here, derived_id(by.id, key), body.wish(), limit=largest.file, by=by, at=at)
    return _ticket(asset, here, at)


@router.post("/assets/{asset_id}/uploaded", permission="asset.upload", response_model=UploadState, status_code=202)
async def report_file(asset_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Say that the bytes are in the store; their check begins."""
    return _state(await commands.report_arrival(here, "file", asset_id, by=by, at=now()))


@router.get("/assets", permission="asset.read", response_model=Page[FileBody])
async def list_files(
    by: CurrentActor, here: Here, language: ReaderLanguage, purpose: FilePurpose | None = None, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Files one may see, newest first."""
    found, behind = await here.assets.page("file", purpose, seen_by=by, limit=limit, cursor=cursor)
    return reply(Page[FileBody](items=[FileBody.of(one, language) for one in found], next=behind))


@router.get("/assets/{asset_id}", permission="asset.read", response_model=FileBody)
async def get_file(asset_id: AssetId, by: CurrentActor, here: Here, language: ReaderLanguage) -> Response:
    """One file."""
    asset = await here.assets.get("file", asset_id, seen_by=by)
    return reply(FileBody.of(asset, language), version=asset.version)


@router.delete("/assets/{asset_id}", permission="asset.upload", status_code=204, response_class=Response)
async def remove_file(asset_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Do without it, wherever it stands, unless something uses it."""
    await commands.remove_upload(here, "file", asset_id, by=by, at=now())
    return Response(status_code=204)


@router.get("/assets/{asset_id}/download", permission="asset.read", response_model=Download)
async def download_file(asset_id: AssetId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Where to fetch it, within a minute, under its own name."""
    asset, at = await here.assets.get("file", asset_id, seen_by=by), now()
    if asset.status is not Status.READY:
        raise NotReady
    url, until = here.objects.download(asset.file_key, at=at, name=asset.wish.file_name)
    return reply(Download(url=url, expires_at=until))


@router.get("/assets/{asset_id}/stream", permission="asset.stream", response_class=StreamingResponse)
async def stream_file(asset_id: AssetId, by: CurrentActor, here: Here) -> Response:
    """Its bytes, for the gateway, which makes one file of several; readers get an address."""
    asset = await here.assets.get("file", asset_id, seen_by=by)
    if asset.status is not Status.READY:
        raise NotReady
    return StreamingResponse(here.objects.pieces(asset.file_key), media_type=asset.wish.content_type, headers={"Cache-Control": "no-store"})


def _ids(joined: str) -> list[str]:
    """The ids, each once. Raises Invalid past the most that one may ask for."""
    ids = list(dict.fromkeys(one for one in joined.split(",") if one))
    if len(ids) > MOST_IDS:
        words = Text(f"اطلب {MOST_IDS} صورة على الأكثر في المرة.", f"Ask for at most {MOST_IDS} photos at a time.")
        raise Invalid(errors=[FieldError("?ids", "too-many", words)])
    return ids


def _ticket(asset: Asset, here: Stores, at: datetime) -> Response:
    wish = asset.wish
    form = here.objects.form(asset.upload_key, wish.content_type, wish.size, at=at) if asset.status is Status.PENDING else None
    ticket = UploadTicket(id=asset.id, status=asset.status, upload=UploadForm.of(form) if form else None)
    place = "photos" if asset.kind == "photo" else "assets"
    return reply(ticket, version=asset.version, status=201, location=f"/api/v1/{place}/{asset.id}")


def _state(asset: Asset) -> Response:
    return reply(UploadState(id=asset.id, status=asset.status), version=asset.version, status=202)


def _photos(assets: Iterable[Asset], here: Stores, at: datetime, language: Language) -> list[PhotoBody]:
    return [
        PhotoBody.of(asset, lambda one, asset=asset: here.objects.address(asset.rendition_key(one), at=at), language) for asset in assets
    ]
