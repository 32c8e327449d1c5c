"""The HTTP door of people and their roles."""

from typing import Annotated

from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path, Response

from members_svc.people import commands
from members_svc.people.model import Person, seen_by
from members_svc.people.schemas import NewPerson, PersonBody, PersonPatch, RoleBody
from members_svc.policy import POLICY
from members_svc.roles import commands as roles
from members_svc.routes import Held
from members_svc.schemas import Id

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.get("/people/{person_id}", permission="person.read", response_model=PersonBody)
async def get_person(person_id: IdInPath, by: CurrentActor, stores: Held) -> Response:
    """A card, with what the reader may see of it."""
    return _answer(await stores.people.get(person_id), by)


@router.post("/people", permission="person.register", response_model=PersonBody, status_code=201)
async def register_person(body: NewPerson, by: CurrentActor, key: IdempotencyKey, stores: Held, now: Now) -> Response:
    """Put somebody into the directory."""
    made = derived_id(by.id, key)
    held = (stores.people, stores.entities, stores.credentials)
    person = await commands.register_person(*held, made, body.card, entity=body.entity, by=by, at=now())
    return reply(PersonBody.of(seen_by(by, person)), version=person.version, status=201, location=f"/api/v1/people/{person.id}")


@router.patch("/people/{person_id}", permission="person.edit", response_model=PersonBody)
async def edit_person(person_id: IdInPath, body: PersonPatch, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Change a card or confirm it: one's own, or of one's entity."""
    confirm = bool(body.confirmed)
    wanted = {"confirm": confirm, "expected": expected, "by": by, "at": now()}
    return _answer(await commands.edit_person(stores.people, stores.credentials, person_id, body.over, **wanted), by)


@router.post("/people/{person_id}/remove", permission="person.remove", status_code=204)
async def remove_person(person_id: IdInPath, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Take a card out of the directory that was registered by mistake and that nothing hangs on."""
    held = (stores.people, stores.posts, stores.rosters, stores.credentials)
    await commands.remove_person(*held, person_id, expected=expected, by=by, at=now())
    return Response(status_code=204)


@router.post("/people/{person_id}/grant", permission="role.change", response_model=PersonBody)
async def grant_role(person_id: IdInPath, body: RoleBody, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Give a role."""
    return _answer(await roles.grant_role(stores.people, person_id, body.role, body.scope, expected=expected, by=by, at=now()), by)


@router.post("/people/{person_id}/revoke", permission="role.change", response_model=PersonBody)
async def revoke_role(person_id: IdInPath, body: RoleBody, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Take a role back."""
    return _answer(await roles.revoke_role(stores.people, person_id, body.role, body.scope, expected=expected, by=by, at=now()), by)


def _answer(person: Person, by: Actor) -> Response:
    return reply(PersonBody.of(seen_by(by, person)), version=person.version)
