"""What can be done with people; each is one write of one card."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.auth import Actor
from chassis.errors import FieldError, Text
from chassis.outbox import AlreadyApplied

from members_svc.credentials.model import canonical_email
from members_svc.credentials.store import CredentialStore
from members_svc.entities.model import Entity
from members_svc.entities.store import EntityStore
from members_svc.errors import AddressInUse, EntityNotActive, PersonInUse
from members_svc.people import model
from members_svc.people.model import Card, Change, EntityRef, Person
from members_svc.people.store import PeopleStore
from members_svc.posts.store import PostStore
from members_svc.roster.store import RosterStore


async def register_person(
    people: PeopleStore, entities: EntityStore, credentials: CredentialStore, id_: str, card: Card, *, entity: str, by: Actor, at: datetime
) -> Person:
    """Put somebody of an entity into the directory. Raises EntityNotFound, EntityNotActive, AddressInUse."""
    found = await entities.get(entity)
    change = model.register(id_, card, ref(found), by=by)
    if found.status != "active":
        raise EntityNotActive(code=entity)
    await _demand_own_address(people, credentials, change[0], at)
    return await people.add(*change)


async def edit_person(
    people: PeopleStore,
    credentials: CredentialStore,
    person_id: str,
    edited: Callable[[Card], Card],
    *,
    confirm: bool,
    expected: int,
    by: Actor,
    at: datetime,
) -> Person:
    """Change a card, or confirm that it is right. Raises AddressInUse, AccountOutOfReach, OwnersField, StaleVersion."""
    person = await people.get(person_id, expected=expected)
    change = model.edit(person, edited(person.card), confirm=confirm, by=by, at=at)
    if change[0].card.contact.email != person.card.contact.email:
        await _demand_own_address(people, credentials, change[0], at)
    return await _saved(people, change, expected)


async def remove_person(
    people: PeopleStore,
    posts: PostStore,
    rosters: RosterStore,
    credentials: CredentialStore,
    person_id: str,
    *,
    expected: int,
    by: Actor,
    at: datetime,
) -> None:
    """Take a card out of the directory that was registered by mistake. Raises PersonInUse when anything hangs on it, StaleVersion."""
    person = await people.get(person_id, expected=expected)
    model.demand_that_it_can_go(person, by)
    if await posts.names(person_id) or await rosters.names(person_id) or await credentials.has(person_id):
        raise PersonInUse
    await people.remove(person, model.removed(person, by=by, at=at), expected=expected)


async def _demand_own_address(people: PeopleStore, credentials: CredentialStore, person: Person, at: datetime) -> None:
    """The address of a card is of somebody of its entity, and signs nobody else in."""
    if person.card.contact.email is None:
        return
    email = canonical_email(person.card.contact.email)
    kept = await credentials.of(email)
    if (
        (kept and kept.person != person.id)
        or await people.uses_address(email, besides=person.id, entity=person.entity.code)
        or not await people.claim_address(email, entity=person.entity.code, at=at)
    ):
        raise AddressInUse(errors=[FieldError("/contact/email", "address-in-use", AddressInUse.detail)])


async def show_entity_name(people: PeopleStore, entities: EntityStore, code: str) -> None:
    """Put an entity's present name on the cards of its people."""
    entity = ref(await entities.get(code))
    await _alter_each(people, code, partial(model.see_entity_renamed, entity=entity))


async def return_to_entity(people: PeopleStore, entities: EntityStore, code: str, successor: str, *, at: datetime) -> None:
    """Put the people back whom the merger of an entity moved to its successor."""
    entity = ref(await entities.get(code))
    await _alter_each(people, successor, partial(model.return_to, entity=entity, successor=successor, at=at))


async def show_post_title(people: PeopleStore, person_id: str, post: str, title: Text) -> None:
    """Put a post's present title on the card of who holds it."""
    with suppress(AlreadyApplied):
        await people.alter(person_id, partial(model.see_post_retitled, post=post, title=title))


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
