"""The shapes of people. A contact field is shown only to whom the model declares it for."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Annotated, Literal

from chassis.auth import Actor
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints

from members_svc.people.model import Card, Contact, EntityRef, Person, Seat, sees, sees_roles
from members_svc.published import PostKind, RoleName, TenureKind
from members_svc.schemas import BiName, BiNamePatch, Code, EntityRefBody, Language

Phone = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{3,190}$")]
Initials = Annotated[str, StringConstraints(min_length=1, max_length=8, strip_whitespace=True)]


class SeatBody(Body):
    """A post on a card."""

    id: str
    kind: PostKind
    title: BiText

    @classmethod
    def of(cls, seat: Seat) -> "SeatBody":
        return cls(id=seat.post, kind=seat.kind, title=BiText.of(seat.title))


class SeatWithEntity(SeatBody):
    """One of several posts on a card."""

    entity: str
    tenure: TenureKind


class RoleBody(Body):
    """A role and where it is held: "network" or an entity's code."""

    role: RoleName
    scope: Code | Literal["network"]


class BiInitials(Body):
    """What an avatar shows, in both languages."""

    ar: Initials
    en: Initials


class PersonSummary(Body):
    """A card in the directory."""

    id: str
    name: BiText
    initials: BiText
    entity: EntityRefBody
    post: SeatBody | None
    languages: list[str]
    confirmed_at: datetime | None

    @classmethod
    def of(cls, person: Person) -> "PersonSummary":
        return cls(**_shown(person))


class ContactBody(Body):
    """How to reach a person; what the reader may not see is null, as if it were not there."""

    email: Email | None = None
    office_phone: Phone | None = None
    mobile: Phone | None = None
    duty_phone: Phone | None = None

    def over(self, contact: Contact) -> Contact:
        """The contact with what was sent in place of what was there; null removes."""
        return replace(contact, **{name: getattr(self, name) for name in self.model_fields_set})


class PersonBody(PersonSummary):
    """A whole card. Roles are null for who may not see them."""

    posts: list[SeatWithEntity]
    contact: ContactBody
    roles: list[RoleBody] | None
    version: int

    @classmethod
    def seen_by(cls, reader: Actor, person: Person) -> "PersonBody":
        roles = [RoleBody(role=held.role, scope=held.scope) for held in person.roles] if sees_roles(reader, person) else None
        posts = [
            SeatWithEntity(id=seat.post, kind=seat.kind, title=BiText.of(seat.title), entity=seat.entity, tenure=seat.tenure)
            for seat in person.seats
        ]
        return cls(**_shown(person), posts=posts, contact=_visible(reader, person), roles=roles, version=person.version)


class NewPerson(Body):
    """What is needed to put a person into the directory."""

    entity: Code
    name: BiName
    initials: BiInitials
    languages: list[Language] = Field(default=[], max_length=12)
    contact: ContactBody = ContactBody()

    @property
    def card(self) -> Card:
        return Card(self.name.text, BiText(**self.initials.model_dump()).text, tuple(self.languages), self.contact.over(Contact()))


class PersonPatch(Body):
    """A merge patch (RFC 7396) of a card. `confirmed: true` says that the card is right today."""

    name: BiNamePatch | None = None
    initials: BiInitials | None = None
    languages: list[Language] | None = Field(default=None, max_length=12)
    contact: ContactBody | None = None
    confirmed: Literal[True] | None = None

    def over(self, card: Card) -> Card:
        """The card with what was sent in place of what was there."""
        return Card(
            self.name.over(card.name) if self.name else card.name,
            BiText(**self.initials.model_dump()).text if self.initials else card.initials,
            tuple(self.languages) if self.languages is not None else card.languages,
            self.contact.over(card.contact) if self.contact else card.contact,
        )


def entity_ref(entity: EntityRef) -> EntityRefBody:
    """An entity as cards show it."""
    return EntityRefBody(code=entity.code, name=BiText.of(entity.name))


def _shown(person: Person) -> dict:
    return {
        "id": person.id,
        "name": BiText.of(person.card.name),
        "initials": BiText.of(person.card.initials),
        "entity": entity_ref(person.entity),
        "post": SeatBody.of(person.seat) if person.seat else None,
        "languages": list(person.card.languages),
        "confirmed_at": person.confirmed_at,
    }


def _visible(reader: Actor, person: Person) -> ContactBody:
    contact = person.card.contact
    return ContactBody(
        **{one.name: getattr(contact, one.name) for one in fields(Contact) if sees(reader, person, one.metadata["seen_by"])}
    )  # fmt: skip
