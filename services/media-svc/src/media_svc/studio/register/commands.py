"""Writing the register, and reading from it what a reader may know: members know of an entry by a released photo only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import StaleVersion

from media_svc.policy import POLICY, studio_of
from media_svc.studio import errors
from media_svc.studio.register.model import Occasion, RegisteredPerson, amend, check_days, check_titles
from media_svc.studio.register.store import RegisterStore
from media_svc.studio.store import PhotoStore


@dataclass(frozen=True, slots=True)
class Amending:
    """What of an occasion is put right, and why."""

    fields: Mapping[str, Any]
    reason: str


async def enter_occasion(register: RegisterStore, occasion: Occasion, *, by: Actor) -> Occasion:
    """A new occasion; the same id again gives what the first time made. Raises Forbidden, DetailsNotAccepted."""
    POLICY.require(by, "studio-register.write")
    check_days(occasion.starts_on, occasion.ends_on)
    return await register.add_occasion(occasion)


async def amend_occasion(
    register: RegisterStore, photos: PhotoStore, id_: str, given: Amending, *, expected: int, by: Actor, at: datetime
) -> Occasion:
    """Put an occasion right. Its photos follow, see `retitle_photos`. Raises OccasionNotFound, StaleVersion, and what `amend` raises."""
    occasion = await _seen(register, id_, expected)
    shown = bool(await photos.shows_any([f"e:{id_}"]))
    return await register.save_occasion(*amend(occasion, given.fields, given.reason, shown=shown, by=by, at=at), expected=expected)


async def remove_occasion(register: RegisterStore, photos: PhotoStore, id_: str, *, expected: int, by: Actor) -> None:
    """Delete one that was entered by mistake. Raises Forbidden, OccasionNotFound, StaleVersion, OccasionInUse."""
    POLICY.require(by, "studio-register.write")
    occasion = await _seen(register, id_, expected)
    if await photos.of_occasion(id_):
        raise errors.OccasionInUse
    await register.remove_occasion(occasion, expected=expected)


async def _seen(register: RegisterStore, id_: str, expected: int) -> Occasion:
    occasion = await register.occasion(id_)
    if occasion is None:
        raise errors.OccasionNotFound
    if occasion.version != expected:
        raise StaleVersion
    return occasion


async def enter_person(register: RegisterStore, person: RegisteredPerson, *, by: Actor) -> RegisteredPerson:
    """A new person; the same request again gives who is there. Raises Forbidden, DetailsNotAccepted, AlreadyExists."""
    POLICY.require(by, "studio-register.write")
    return await register.add_person(RegisteredPerson(person.key, person.name, check_titles(person.titles)))


async def amend_person(register: RegisterStore, person: RegisteredPerson, *, expected: int, by: Actor) -> RegisteredPerson:
    """Another name or other titles; captions of before keep theirs. Raises UnknownPerson, DetailsNotAccepted, StaleVersion."""
    POLICY.require(by, "studio-register.write")
    found = await register.persons([person.key])
    if not found:
        raise errors.UnknownPerson
    titles = check_titles(person.titles)
    if found[0] == RegisteredPerson(person.key, person.name, titles, expected):
        return found[0]
    version = await register.save_person(RegisteredPerson(person.key, person.name, titles), expected=expected)
    return RegisteredPerson(person.key, person.name, titles, version)


async def remove_person(register: RegisterStore, photos: PhotoStore, key: str, *, expected: int, by: Actor) -> None:
    """Delete one who was entered by mistake. Raises Forbidden, RegisteredPersonNotFound, StaleVersion, PersonInUse."""
    POLICY.require(by, "studio-register.write")
    if not await register.persons([key]):
        raise errors.RegisteredPersonNotFound
    if await photos.names_person(key):
        raise errors.PersonInUse
    await register.remove_person(key, expected=expected)


async def known_persons(register: RegisterStore, photos: PhotoStore, *, by: Actor) -> list[RegisteredPerson]:
    """All of them for the Studio; for members those whom a released photo shows."""
    return await _known(await register.persons(), photos, by, lambda one: f"p:{one.key}")


async def known_occasions(
    register: RegisterStore, photos: PhotoStore, *, by: Actor, limit: int, cursor: str | None
) -> tuple[list[Occasion], str | None]:
    """A page of occasions: for members those that a released photo shows, so that a page may be shorter than its limit."""
    found, following = await register.occasions(reader=by.id, limit=limit, cursor=cursor)
    return await _known(found, photos, by, lambda one: f"e:{one.id}"), following


async def known_occasion(register: RegisterStore, photos: PhotoStore, id_: str, *, by: Actor) -> Occasion:
    """One occasion. Raises OccasionNotFound also when nothing of it is released yet."""
    found = await register.occasion(id_)
    if found and (known := await _known([found], photos, by, lambda one: f"e:{one.id}")):
        return known[0]
    raise errors.OccasionNotFound


async def _known(entries: Sequence, photos: PhotoStore, by: Actor, term_of) -> list:
    if works_in_studio(by):
        return list(entries)
    shown = await photos.shows_any([term_of(one) for one in entries])
    return [one for one in entries if term_of(one) in shown]


def works_in_studio(actor: Actor) -> bool:
    """Whether the actor sees what is not released yet, of some entity at least."""
    return studio_of(actor) != frozenset()


def titles_on(persons: Sequence[RegisteredPerson], instant: datetime | None) -> dict[str, tuple]:
    """Key to (name, title held on that day of Dubai or None)."""
    day = dubai_day(instant) if instant else None
    return {one.key: (one.name, one.title_on(day) if day else None) for one in persons}
