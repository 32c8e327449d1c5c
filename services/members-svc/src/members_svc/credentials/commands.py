"""Set a password; check one. Whatever is wrong with a sign-in, the answer and the time it takes are the same."""

import asyncio
from datetime import datetime
from typing import Final

from members_svc.credentials import model
from members_svc.credentials.model import PER_ACCOUNT, PER_ORIGIN, Credential, canonical_email
from members_svc.credentials.store import CredentialStore
from members_svc.errors import PersonNotFound, SignInFailed, TooManySignIns
from members_svc.people.model import Person
from members_svc.people.store import PeopleStore

_AT_ONCE: Final = asyncio.Semaphore(2)


async def set_password(
    credentials: CredentialStore, people: PeopleStore, person_id: str, email: str, password: str, *, at: datetime
) -> None:
    """Let a person sign in with this address and password. Nothing changes when that is so already. Raises WeakPassword, EmailTaken."""
    model.demand_strength(password, email)
    await people.get(person_id)
    address = canonical_email(email)
    kept = await credentials.of(address)
    if kept and kept.person == person_id and await _matches(kept, password):
        return
    await credentials.put(Credential(address, person_id, await _hash_of(password)), at=at)


async def check_credentials(
    credentials: CredentialStore, people: PeopleStore, email: str, password: str, origin: str | None, *, at: datetime
) -> Person:
    """Who signs in. Raises SignInFailed for an unknown address, a wrong password and a person without any role alike; TooManySignIns."""
    address = canonical_email(email)
    await _demand_patience(credentials, address, origin or "", at)
    kept = await credentials.of(address)
    right = await _matches(kept, password)
    person = await _person_of(kept, people) if kept and right else None
    if kept is None or person is None or not person.roles:
        raise SignInFailed
    await credentials.forgive((address, origin or ""))
    await credentials.forgive((address,), at=at)
    if model.is_outdated(kept.hash):
        await credentials.put(Credential(address, kept.person, await _hash_of(password)), at=at)
    return person


async def _demand_patience(credentials: CredentialStore, address: str, origin: str, at: datetime) -> None:
    """From one origin an address is tried a few times; from all origins together more often, lest a stranger lock its owner out."""
    for key, limit in (((address, origin), PER_ORIGIN), ((address,), PER_ACCOUNT)):
        made = await credentials.admit(key, limit, at=at)
        if wait := model.wait_after(made, limit, at):
            raise TooManySignIns(wait=wait)


async def _person_of(kept: Credential, people: PeopleStore) -> Person | None:
    try:
        return await people.get(kept.person)
    except PersonNotFound:
        return None


async def _matches(kept: Credential | None, password: str) -> bool:
    async with _AT_ONCE:
        return await asyncio.to_thread(model.matches, kept.hash if kept else None, password)


async def _hash_of(password: str) -> str:
    async with _AT_ONCE:
        return await asyncio.to_thread(model.hash_of, password)
