"""What can be done with people; each is one write of one card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.auth import Actor
from chassis.outbox import AlreadyApplied

from members_svc.entities.model import Entity
from members_svc.entities.store import EntityStore
from members_svc.errors import EntityNotActive
from members_svc.people import model
from members_svc.people.model import Card, Change, EntityRef, Person
from members_svc.people.store import PeopleStore


async def register_person(people: PeopleStore, entities: EntityStore, id_: str, card: Card, entity: str, *, by: Actor) -> Person:
    """Put somebody of an entity into the directory. Raises EntityNotFound, EntityNotActive."""
    found = await entities.get(entity)
    change = model.register(id_, card, ref(found), by=by)
    if found.status != "active":
        raise EntityNotActive(code=entity)
    return await people.add(*change)


async def edit_person(
    people: PeopleStore, person_id: str, edited: Callable[[Card], Card], *, confirm: bool, expected: int, by: Actor, at: datetime
) -> Person:
    """Change a card, or confirm that it is right."""
    person = await people.get(person_id, expected=expected)
    return await _saved(people, model.edit(person, edited(person.card), confirm=confirm, by=by, at=at), expected)


async def show_entity_name(people: PeopleStore, entities: EntityStore, code: str) -> None:
    """Put an entity's present name on the cards of its people."""
    entity = ref(await entities.get(code))
    await _alter_each(people, code, partial(model.see_entity_renamed, entity=entity))


async def _alter_each(people: PeopleStore, entity: str, change: Callable[[Person], Change]) -> None:
    for person_id in await people.concerned_by(entity):
        try:
            await people.alter(person_id, change)
        except AlreadyApplied:
            continue


def ref(entity: Entity) -> EntityRef:
    """An entity as cards show it."""
    return EntityRef(entity.code, entity.name)


async def _saved(people: PeopleStore, change: Change, expected: int) -> Person:
    return replace(change[0], version=await people.save(*change, expected=expected))
