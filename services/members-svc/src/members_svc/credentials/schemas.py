"""The shapes of sign-in. Passwords are secrets: they show in no log and no error."""

from typing import Literal

from chassis.fields import Password
from chassis.http import Body
from pydantic import Field

from members_svc.credentials.model import LONGEST
from members_svc.people.model import Person
from members_svc.people.schemas import RoleBody, SeatBody, entity_ref, person_ref
from members_svc.schemas import Email, EntityRefBody, Id, PersonRefBody


class CredentialsToCheck(Body):
    """An address and a password. `origin` is where the attempt comes from, so that a stranger elsewhere does not lock the owner out."""

    email: str = Field(min_length=1, max_length=255)
    password: Password = Field(min_length=1, max_length=LONGEST)
    origin: str | None = Field(default=None, max_length=64)


class NewCredential(Body):
    """What a person is to sign in with."""

    person_id: Id
    email: Email
    password: Password = Field(min_length=1, max_length=LONGEST)


class SignedIn(Body):
    """Who signed in: all that a session and its tokens need."""

    person: PersonRefBody
    entity: EntityRefBody
    post: SeatBody | None
    roles: list[RoleBody]
    language: Literal["ar", "en"]

    @classmethod
    def of(cls, person: Person) -> "SignedIn":
        card = person.card
        return cls(
            person=person_ref(person),
            entity=entity_ref(person.entity),
            post=SeatBody.of(person.seat) if person.seat else None,
            roles=[RoleBody(role=held.role, scope=held.scope) for held in person.roles],
            language="en" if next((one for one in card.languages if one in ("ar", "en")), "ar") == "en" else "ar",
        )
