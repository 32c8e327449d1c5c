"""The Studio's door: the gallery for members, the desk for the Studio, and the acts by which a photo reaches its release."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from chassis.auth import Actor
from chassis.errors import FieldError, Invalid, Text
from chassis.http import Counted, CurrentActor, IfMatch, Now, Page, Router, reply
from fastapi import Path, Query
from starlette.responses import Response

from media_svc.model import Bi
from media_svc.policy import POLICY
from media_svc.routes import Cursor, Here, Limit
from media_svc.store import Stores
from media_svc.studio import commands
from media_svc.studio.details.schemas import DetailsBody, PersonKey
from media_svc.studio.errors import OfficialPhotoNotFound
from media_svc.studio.model import Photo, Ratio, State
from media_svc.studio.schemas import BackBody, EmbargoBody, OfficialPhoto, PhotoCard, SuccessorBody, WhyBody
from media_svc.studio.store import Search

router = Router(POLICY)
MOST_NUMBERS = 50
Number = Annotated[str, Path(min_length=1, max_length=40)]
Numbers = Annotated[str | None, Query(max_length=MOST_NUMBERS * 41, description=f"Up to {MOST_NUMBERS} numbers, joined by commas")]


@router.get("/official-photos", permission="official-photo.read", response_model=Page[PhotoCard])
async def list_official_photos(
    by: CurrentActor,
    here: Here,
    now: Now,
    q: Annotated[str, Query(max_length=200)] = "",
    person: Annotated[PersonKey | None, Query()] = None,
    occasion: Annotated[str | None, Query(max_length=64)] = None,
    year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
    ratio: Ratio | None = None,
    sort: Annotated[str, Query(pattern="^(newest|oldest)$")] = "newest",
    numbers: Numbers = None,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Response:
    """What is released, by the instant it was taken; with `numbers` exactly these, in that order, without those one may not see."""
    if numbers is not None:
        return _cards(await here.photos.some(numbers_in(numbers), seen_by=by), None, here, now())
    search = Search(q.strip(), person, occasion, year, ratio, sort == "oldest")
    return _cards(*await here.photos.gallery(search, seen_by=by, limit=limit, cursor=cursor), here, now())


@router.get("/official-photos/count", permission="official-photo.read", response_model=Counted)
async def count_official_photos(here: Here, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """How many released photos there are of them."""
    return reply(Counted.of(await here.photos.count(Search(q.strip()))))


@router.get("/official-photos/desk", permission="official-photo.read", response_model=Page[PhotoCard])
async def list_desk(
    by: CurrentActor,
    here: Here,
    now: Now,
    state: Annotated[list[State], Query(min_length=1, max_length=8)],
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Response:
    """What the reader's Studio works on in these states, the latest change first; nothing for who is not of it."""
    return _cards(*await here.photos.desk(sorted(set(state)), seen_by=by, limit=limit, cursor=cursor), here, now())


@router.get("/official-photos/{number}", permission="official-photo.read", response_model=OfficialPhoto)
async def get_official_photo(number: Number, by: CurrentActor, here: Here, now: Now) -> Response:
    """One photo, with addresses of its sizes that work for less than a minute. Of one that was taken back only its state, the reason
    and what took its place."""
    try:
        return shown(await here.photos.get(number, seen_by=by), by, here, now())
    except OfficialPhotoNotFound:
        gone = await here.photos.once_released(number)
        if gone is None:
            raise
        return reply(OfficialPhoto.gone(gone), version=gone.version)


@router.patch("/official-photos/{number}", permission="official-photo.caption", response_model=OfficialPhoto)
async def edit_official_photo(number: Number, body: DetailsBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Change what was sent and leave the rest (RFC 7396)."""
    at = now()
    edited = await commands.edit_photo(here.photos, here.register, number, body.merged_into, expected=expected, by=by, at=at)
    return shown(edited, by, here, at)


@router.post("/official-photos/{number}/submit", permission="official-photo.caption", response_model=OfficialPhoto)
async def submit_photo(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Hand it in for review."""
    return shown(await commands.submit_photo(here.photos, number, expected=expected, by=by, at=now()), by, here, now())


@router.post("/official-photos/{number}/send-back", permission="official-photo.review", response_model=OfficialPhoto)
async def send_photo_back(number: Number, body: BackBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Ask for better words."""
    back = await commands.send_photo_back(here.photos, number, body.reason, expected=expected, by=by, at=now())
    return shown(back, by, here, now())


@router.post("/official-photos/{number}/discard", permission="official-photo.discard", response_model=OfficialPhoto)
async def discard_photo(number: Number, body: WhyBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """End a photo that was never released; nobody else hears of it."""
    ended = await commands.discard_photo(here.photos, number, Bi(body.ar, body.en), expected=expected, by=by, at=now())
    return shown(ended, by, here, now())


@router.post("/official-photos/{number}/clear", permission="official-photo.review", response_model=OfficialPhoto)
async def clear_photo(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """End the review well."""
    return shown(await commands.clear_photo(here.photos, number, expected=expected, by=by, at=now()), by, here, now())


@router.post("/official-photos/{number}/embargo", permission="official-photo.embargo", response_model=OfficialPhoto)
async def embargo_photo(number: Number, body: EmbargoBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Hold it back until an instant."""
    held = await commands.embargo_photo(here.photos, number, body.until, expected=expected, by=by, at=now())
    return shown(held, by, here, now())


@router.post("/official-photos/{number}/propose-release", permission="official-photo.propose", response_model=OfficialPhoto)
async def propose_release(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Be the first of the two persons who release it."""
    return shown(await commands.propose_release(here.photos, number, expected=expected, by=by, at=now()), by, here, now())


@router.post("/official-photos/{number}/sign-release", permission="official-photo.sign", response_model=OfficialPhoto)
async def sign_release(number: Number, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Be the second: it is released now, or at the end of its embargo."""
    signed = await commands.sign_release(here.photos, here.objects, number, expected=expected, by=by, at=now())
    return shown(signed, by, here, now())


@router.post("/official-photos/{number}/withdraw", permission="official-photo.withdraw", response_model=OfficialPhoto)
async def withdraw_photo(number: Number, body: WhyBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Take it back; every link to it ends."""
    gone = await commands.withdraw_photo(here.photos, here.objects, number, Bi(body.ar, body.en), expected=expected, by=by, at=now())
    return shown(gone, by, here, now())


@router.post("/official-photos/{number}/supersede", permission="official-photo.withdraw", response_model=OfficialPhoto)
async def supersede_photo(number: Number, body: SuccessorBody, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Let another released photo take its place."""
    gone = await commands.supersede_photo(here.photos, here.objects, number, body.number, expected=expected, by=by, at=now())
    return shown(gone, by, here, now())


def numbers_in(joined: str) -> list[str]:
    """The numbers, each once. Raises Invalid past the most that one may ask for."""
    numbers = list(dict.fromkeys(one for one in joined.split(",") if one))
    if len(numbers) > MOST_NUMBERS:
        words = Text(f"اطلب {MOST_NUMBERS} صورة على الأكثر في المرة.", f"Ask for at most {MOST_NUMBERS} photos at a time.")
        raise Invalid(errors=[FieldError("?numbers", "too-many", words)])
    return numbers


def shown(photo: Photo, by: Actor, here: Stores, at: datetime) -> Response:
    """The photo as its reader sees it."""
    body = OfficialPhoto.whole(photo, lambda key: here.objects.address(key, at=at), by)
    return reply(body, version=photo.version)


def _cards(found: Iterable[Photo], following: str | None, here: Stores, at: datetime) -> Response:
    cards = [PhotoCard.of(photo, lambda key: here.objects.address(key, at=at)) for photo in found]
    return reply(Page[PhotoCard](items=cards, next=following))
