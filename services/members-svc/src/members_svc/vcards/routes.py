"""The HTTP door of vCards."""

from typing import Annotated

from chassis.http import CurrentActor, Now, Router
from fastapi import Path, Response

from members_svc.openings.commands import record_opening
from members_svc.people.model import seen_by
from members_svc.policy import POLICY
from members_svc.routes import Held
from members_svc.schemas import Id
from members_svc.vcards.schemas import vcard

router = Router(POLICY)


@router.get("/people/{person_id}/vcard", permission="person.read", response_class=Response)
async def get_vcard(person_id: Annotated[Id, Path()], by: CurrentActor, stores: Held, now: Now) -> Response:
    """A card for an address book, with all that the reader may see; the owner learns of what is restricted."""
    seen = seen_by(by, await stores.people.get(person_id), opening=True)
    await record_opening(stores.openings, [seen], "vcard", by=by, at=now())
    headers = {"Content-Disposition": f'attachment; filename="{person_id}.vcf"', "Cache-Control": "no-store"}
    return Response(vcard(seen), media_type="text/vcard; charset=utf-8", headers=headers)
