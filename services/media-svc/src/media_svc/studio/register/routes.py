"""The register's door."""

from typing import Annotated

from chassis.http import BiText, CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path
from starlette.responses import Response

from media_svc.policy import POLICY
from media_svc.routes import Cursor, Here, Limit
from media_svc.studio.details.schemas import PersonKey
from media_svc.studio.model import Ratio
from media_svc.studio.register import commands
from media_svc.studio.register.model import Occasion
from media_svc.studio.register.schemas import (
    GalleryFacets,
    NewOccasion,
    NewPerson,
    OccasionBody,
    OccasionCorrection,
    PersonFacet,
    PersonWritten,
    RegisteredPersonBody,
)

router = Router(POLICY)
LATEST = 30
OccasionId = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/photo-occasions", permission="studio-register.read", response_model=Page[OccasionBody])
async def list_occasions(by: CurrentActor, here: Here, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Occasions, the latest first: for members those of which something is released."""
    found, following = await commands.known_occasions(here.register, here.photos, by=by, limit=limit, cursor=cursor)
    return reply(Page[OccasionBody](items=[OccasionBody.of(one) for one in found], next=following))


@router.post("/photo-occasions", permission="studio-register.write", response_model=OccasionBody, status_code=201)
async def enter_occasion(body: NewOccasion, by: CurrentActor, here: Here, key: IdempotencyKey) -> Response:
    """Enter an occasion."""
    wanted = Occasion(derived_id(by.id, key), body.title.bi, body.place.bi, body.starts_on, body.ends_on)
    entered = await commands.enter_occasion(here.register, wanted, by=by)
    place = f"/api/v1/photo-occasions/{entered.id}"
    return reply(OccasionBody.of(entered), version=entered.version, status=201, location=place)


@router.get("/photo-occasions/{occasion_id}", permission="studio-register.read", response_model=OccasionBody)
async def get_occasion(occasion_id: OccasionId, by: CurrentActor, here: Here) -> Response:
    """One occasion."""
    found = await commands.known_occasion(here.register, here.photos, occasion_id, by=by)
    return reply(OccasionBody.of(found), version=found.version)


@router.post("/photo-occasions/{occasion_id}/amend", permission="studio-register.write", response_model=OccasionBody)
async def amend_occasion(
    occasion_id: OccasionId, body: OccasionCorrection, expected: IfMatch, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Put title, place or days right, with a reason; its photos follow."""
    amended = await commands.amend_occasion(
        here.register, here.photos, occasion_id, body.amending(), expected=expected, by=by, at=now()
    )  # fmt: skip
    return reply(OccasionBody.of(amended), version=amended.version)


@router.delete("/photo-occasions/{occasion_id}", permission="studio-register.write", status_code=204, response_class=Response)
async def remove_occasion(occasion_id: OccasionId, expected: IfMatch, by: CurrentActor, here: Here) -> Response:
    """Delete an occasion that was entered by mistake and that no photo names."""
    await commands.remove_occasion(here.register, here.photos, occasion_id, expected=expected, by=by)
    return Response(status_code=204)


@router.get("/photo-people", permission="studio-register.read", response_model=Page[RegisteredPersonBody])
async def list_photo_people(by: CurrentActor, here: Here) -> Response:
    """Persons with their dated titles: for members those whom something released shows."""
    found = await commands.known_persons(here.register, here.photos, by=by)
    return reply(Page[RegisteredPersonBody](items=[RegisteredPersonBody.of(one) for one in found], next=None))


@router.post("/photo-people", permission="studio-register.write", response_model=RegisteredPersonBody, status_code=201)
async def enter_photo_person(body: NewPerson, by: CurrentActor, here: Here) -> Response:
    """Enter a person."""
    entered = await commands.enter_person(here.register, body.person(body.key), by=by)
    return reply(RegisteredPersonBody.of(entered), version=entered.version, status=201, location=f"/api/v1/photo-people/{entered.key}")


@router.patch("/photo-people/{key}", permission="studio-register.write", response_model=RegisteredPersonBody)
async def amend_photo_person(
    key: Annotated[PersonKey, Path()], body: PersonWritten, expected: IfMatch, by: CurrentActor, here: Here
) -> Response:  # fmt: skip
    """Write a person's name and titles anew; captions of before keep theirs."""
    amended = await commands.amend_person(here.register, body.person(key), expected=expected, by=by)
    return reply(RegisteredPersonBody.of(amended), version=amended.version)


@router.delete("/photo-people/{key}", permission="studio-register.write", status_code=204, response_class=Response)
async def remove_photo_person(key: Annotated[PersonKey, Path()], expected: IfMatch, by: CurrentActor, here: Here) -> Response:
    """Delete a person who was entered by mistake and whom no photo names."""
    await commands.remove_person(here.register, here.photos, key, expected=expected, by=by)
    return Response(status_code=204)


@router.get("/gallery-facets", permission="official-photo.read", response_model=GalleryFacets)
async def get_gallery_facets(by: CurrentActor, here: Here) -> Response:
    """What the gallery can be narrowed to."""
    persons = await here.register.persons()
    occasions, _ = await here.register.occasions(reader=by.id, limit=LATEST, cursor=None)
    terms = [*(f"p:{one.key}" for one in persons), *(f"e:{one.id}" for one in occasions), *(f"r:{ratio}" for ratio in Ratio)]
    shown = await here.photos.shows_any(terms)
    facets = GalleryFacets(
        persons=[PersonFacet(key=one.key, name=BiText(ar=one.name.ar, en=one.name.en)) for one in persons if f"p:{one.key}" in shown],
        occasions=[OccasionBody.of(one) for one in occasions if f"e:{one.id}" in shown],
        years=await here.photos.years(),
        ratios=[ratio for ratio in Ratio if f"r:{ratio}" in shown],
    )
    return reply(facets)
