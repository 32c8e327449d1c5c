"""The HTTP door of restricted fields: opening them, and seeing who did."""

from typing import Annotated

from chassis.http import CurrentActor, Now, Page, Router, reply
from chassis.reading import readable
from fastapi import Path, Response

from members_svc.errors import NothingToOpen, PersonNotFound
from members_svc.openings.commands import record_opening
from members_svc.openings.schemas import OpeningBody
from members_svc.openings.store import place_of
from members_svc.people.model import seen_by
from members_svc.people.schemas import OpenedBody
from members_svc.policy import POLICY
from members_svc.routes import Held, Paged
from members_svc.schemas import Id

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.post("/people/{person_id}/open", permission="person.read", response_model=OpenedBody)
async def open_card(person_id: IdInPath, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Show the restricted fields of a card to who may see them, and keep them nowhere. The owner learns of it."""
    seen = seen_by(by, await stores.people.get(person_id), opening=True)
    if not seen.opened:
        raise NothingToOpen
    await record_opening(stores.openings, [seen], "card", by=by, at=now())
    answer = reply(OpenedBody.of(seen))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/people/{person_id}/openings", permission="opening.read")
async def list_openings(person_id: IdInPath, page: Paged, by: CurrentActor, stores: Held) -> Page[OpeningBody]:
    """Who opened restricted fields of one's own card, the latest first. Others find nothing here."""
    if by.id != person_id:
        raise PersonNotFound
    filters = ("openings", person_id)
    found = await stores.openings.of(person_id, behind=page.behind(*filters), limit=page.limit + 1)
    items, following = page.cut(found, place_of, *filters)
    return Page(items=readable(items, lambda one: OpeningBody.of(one, person_id)), next=following)
