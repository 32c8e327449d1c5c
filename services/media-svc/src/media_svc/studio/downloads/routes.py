"""The door for taking photos along. A file comes straight from the store; an archive is put together while it is sent."""

from typing import Annotated

from chassis.archive import zipped
from chassis.http import BiText, CurrentActor, Now, Page, Router, reply
from fastapi import Query
from starlette.responses import Response, StreamingResponse

from media_svc.policy import POLICY
from media_svc.routes import Here
from media_svc.studio.downloads import commands
from media_svc.studio.downloads.model import TERMS, TERMS_VERSION, Size, file_name, nearest, rendition_of
from media_svc.studio.downloads.schemas import PhotoFile, TermsBody, WantedSize
from media_svc.studio.routes import MOST_NUMBERS, Number, numbers_in
from media_svc.studio.schemas import OfficialPhoto

router = Router(POLICY)


@router.get("/photo-terms", permission="official-photo.download", response_model=TermsBody)
async def get_terms(by: CurrentActor, here: Here) -> Response:
    """The terms of use, and whether the reader accepted them."""
    return reply(TermsBody(version=TERMS_VERSION, text=BiText.of(TERMS), accepted_at=await here.downloads.accepted(by.id)))


@router.post("/photo-terms/accept", permission="official-photo.download", response_model=TermsBody)
async def accept_terms(by: CurrentActor, here: Here, now: Now) -> Response:
    """Accept them, once and for all until they change."""
    at = await here.downloads.accept(by.id, now())
    return reply(TermsBody(version=TERMS_VERSION, text=BiText.of(TERMS), accepted_at=at))


@router.post("/official-photos/{number}/download", permission="official-photo.download", response_model=PhotoFile)
async def download_photo(number: Number, body: WantedSize, by: CurrentActor, here: Here, now: Now) -> Response:
    """Where to fetch it in a size, within a minute, under its number."""
    at = now()
    photo = await commands.take(here.photos, here.downloads, number, body.size, by=by, at=at)
    key = photo.key_of(rendition_of(photo, body.size))
    url, until = here.objects.download(key, at=at, name=file_name(photo, body.size))
    return reply(PhotoFile(url=url, expires_at=until))


@router.get("/photo-archive/stream", permission="official-photo.download", response_class=Response)
async def download_archive(
    numbers: Annotated[str, Query(min_length=1, max_length=MOST_NUMBERS * 41)], size: Size, by: CurrentActor, here: Here, now: Now
) -> Response:
    """A basket as one zip, sent while it is put together; photos smaller than the size come in full."""
    at = now()
    await here.exports.count("photos", by=by, at=at)
    photos = await commands.take_many(here.photos, here.downloads, numbers_in(numbers), size, by=by, at=at)
    files = [(file_name(photo, size), here.objects.pieces(photo.key_of(nearest(photo, size)))) for photo in photos]
    name = f"GNGC-Studio-{at:%Y%m%d-%H%M}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(zipped(files, at=at), media_type="application/zip", headers=headers)


@router.get("/photo-notices", permission="official-photo.download", response_model=Page[OfficialPhoto])
async def list_notices(by: CurrentActor, here: Here) -> Response:
    """Photos that the reader's entity took and may use no longer: of each what anybody reads under its number."""
    gone = await commands.notices(here.photos, here.downloads, by=by)
    return reply(Page[OfficialPhoto](items=[OfficialPhoto.gone(one) for one in gone], next=None))
