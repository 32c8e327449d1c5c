"""The shapes of people. Whatever is shown of a card comes out of the model's `Seen`, which holds what the reader may see."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Annotated, Final, Literal

from chassis.errors import Text
from chassis.fields import OneLine, not_removable
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints, field_validator
from pydantic.alias_generators import to_camel

from members_svc.people.model import Card, Contact, EntityRef, Expertise, Person, Report, Seat, Seen
from members_svc.published import PostKind, RoleName, TenureKind
from members_svc.schemas import (
    BiName,
    BiNamePatch,
    Code,
    Email,
    EntityRefBody,
    Language,
    PersonRefBody,
    Phone,
    grouped,
)

PHONES: Final = ("office_phone", "mobile", "duty_phone")
Honorific = Annotated[OneLine, StringConstraints(min_length=1, max_length=40)]
Initials = Annotated[OneLine, StringConstraints(min_length=1, max_length=8)]


Grouped = Annotated[dict[str, str], Field(examples=[{"officePhone": "+971 4 000 0001"}])]


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


class BiHonorific(Body):
    """How a person is addressed, in both languages; never a part of the name."""

    ar: Honorific
    en: Honorific


class ContactBody(Body):
    """How to reach a person; what the reader may not see is null, as if it were not there. Telephone numbers are in E.164."""

    email: str | None = Field(default=None, examples=["office@dept.example"])
    office_phone: str | None = Field(default=None, examples=["+97140000001"])
    mobile: str | None = Field(default=None, examples=["+971500000001"])
    duty_phone: str | None = Field(default=None, examples=["+97140000002"])
    private_email: str | None = None

    @classmethod
    def of(cls, contact: Contact) -> "ContactBody":
        return cls(**asdict(contact))


class ContactPatch(Body):
    """Ways to reach a person that are set, or removed by null; what is absent stays."""

    email: Email | None = None
    office_phone: Phone | None = None
    mobile: Phone | None = None
    duty_phone: Phone | None = None
    private_email: Email | None = None

    def over(self, contact: Contact) -> Contact:
        """The contact with what was sent in place of what was there; null removes."""
        return replace(contact, **{name: getattr(self, name) for name in self.model_fields_set})


class PersonSummary(Body):
    """A card in the directory; the contact holds what shows at a glance, `grouped` its telephone numbers as people read them."""

    id: str
    name: BiText
    initials: BiText
    entity: EntityRefBody
    post: SeatBody | None
    honorific: BiText | None
    languages: list[str]
    expertise: list[Expertise]
    confirmed_at: datetime | None
    contact: ContactBody
    grouped: Grouped

    @classmethod
    def of(cls, seen: Seen) -> "PersonSummary":
        return cls(**_shown(seen))


class ReportBody(Body):
    """What somebody says is not right on the card."""

    id: str
    by: str
    by_name: BiText | None
    by_entity: str | None = Field(examples=["D01"])
    at: datetime
    words: str
    settled_at: datetime | None
    settled_by: str | None

    @classmethod
    def of(cls, report: Report) -> "ReportBody":
        told = {name: getattr(report, name) for name in ("id", "by", "by_entity", "at", "words", "settled_at", "settled_by")}
        return cls(**told, by_name=BiText.of(report.by_name) if report.by_name else None)


class PersonBody(PersonSummary):
    """A whole card. Roles are null for who may not see them; `openable` names contact fields that the reader may open.
    Who may edit the card sees what was reported of it and waits, and what was `settled` lately. `removable`: the reader may take the card
    out of the directory, unless something hangs on it."""

    posts: list[SeatWithEntity]
    openable: list[str]
    roles: list[RoleBody] | None
    editable: bool
    removable: bool
    reports: list[ReportBody]
    settled: list[ReportBody]
    version: int

    @classmethod
    def of(cls, seen: Seen) -> "PersonBody":
        person = seen.person
        roles = [RoleBody(role=held.role, scope=held.scope) for held in seen.roles] if seen.roles is not None else None
        posts = [
            SeatWithEntity(id=seat.post, kind=seat.kind, title=BiText.of(seat.title), entity=seat.entity, tenure=seat.tenure)
            for seat in person.seats
        ]
        openable = [to_camel(name) for name in seen.openable]
        reports = [ReportBody.of(one) for one in seen.reports]
        told = {"reports": [one for one in reports if not one.settled_at], "settled": [one for one in reports if one.settled_at]}
        more = {"openable": openable, "roles": roles, "editable": seen.editable, "removable": seen.removable, **told}
        return cls(**_shown(seen), posts=posts, **more, version=person.version)


class OpenedBody(Body):
    """The contact with its restricted fields open; their owner sees who opened them."""

    contact: ContactBody
    grouped: Grouped
    opened: list[str]

    @classmethod
    def of(cls, seen: Seen) -> "OpenedBody":
        return cls(
            contact=ContactBody.of(seen.contact), grouped=grouped_numbers(seen.contact), opened=[to_camel(name) for name in seen.opened]
        )


class ConfirmationBody(Body):
    """How many cards there are and how many were confirmed in this quarter, in the network or in one entity."""

    quarter: str = Field(examples=["2026-Q4"])
    since: date
    people: int
    confirmed: int


class NewPerson(Body):
    """What is needed to put a person into the directory."""

    entity: Code
    name: BiName
    initials: BiInitials
    languages: list[Language] = Field(default=[], max_length=12)
    contact: ContactPatch = ContactPatch()
    honorific: BiHonorific | None = None
    expertise: list[Expertise] = Field(default=[], max_length=8)

    @property
    def card(self) -> Card:
        return Card(
            self.name.text,
            _text(self.initials),
            tuple(self.languages),
            self.contact.over(Contact()),
            _text(self.honorific) if self.honorific else None,
            tuple(dict.fromkeys(self.expertise)),
        )


class PersonPatch(Body):
    """A merge patch (RFC 7396) of a card: what is absent stays, null empties a list and removes the honorific or a way to reach the person.
    `confirmed: true` says that the card is right today."""

    name: BiNamePatch | None = None
    initials: BiInitials | None = None
    languages: list[Language] | None = Field(default=None, max_length=12)
    contact: ContactPatch | None = None
    honorific: BiHonorific | None = None
    expertise: list[Expertise] | None = Field(default=None, max_length=8)
    confirmed: Literal[True] | None = None

    _kept = field_validator("name", "initials", "contact", mode="before")(not_removable)

    def over(self, card: Card) -> Card:
        """The card with what was sent in place of what was there."""
        sent = self.model_fields_set
        return Card(
            self.name.over(card.name) if self.name else card.name,
            _text(self.initials) if self.initials else card.initials,
            tuple(self.languages or ()) if "languages" in sent else card.languages,
            self.contact.over(card.contact) if self.contact else card.contact,
            (_text(self.honorific) if self.honorific else None) if "honorific" in sent else card.honorific,
            tuple(dict.fromkeys(self.expertise or ())) if "expertise" in sent else card.expertise,
        )


def entity_ref(entity: EntityRef) -> EntityRefBody:
    """An entity as cards show it."""
    return EntityRefBody(code=entity.code, name=BiText.of(entity.name))


def person_ref(person: Person) -> PersonRefBody:
    """A person as other records show them."""
    return PersonRefBody(id=person.id, name=BiText.of(person.card.name), initials=BiText.of(person.card.initials))


def _text(words: BiInitials | BiHonorific) -> Text:
    return Text(words.ar, words.en)


def _shown(seen: Seen) -> dict:
    person = seen.person
    return {
        "id": person.id,
        "name": BiText.of(person.card.name),
        "initials": BiText.of(person.card.initials),
        "entity": entity_ref(person.entity),
        "post": SeatBody.of(person.seat) if person.seat else None,
        "honorific": BiText.of(person.card.honorific) if person.card.honorific else None,
        "languages": list(person.card.languages),
        "expertise": list(person.card.expertise),
        "confirmed_at": person.confirmed_at,
        "contact": ContactBody.of(seen.contact),
        "grouped": grouped_numbers(seen.contact),
    }


def grouped_numbers(contact: Contact) -> Grouped:
    """The telephone numbers as people read them, by field."""
    return {to_camel(name): grouped(number) for name in PHONES if (number := getattr(contact, name))}
