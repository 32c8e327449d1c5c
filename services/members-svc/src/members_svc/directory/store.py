"""A card as a document, and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Final, get_args

from chassis.arabic import normalise
from chassis.errors import Text
from chassis.mongo import Document
from chassis.reading import readable

from members_svc.credentials.model import canonical_email
from members_svc.directory.model import found_by
from members_svc.people.model import VISIBILITY, Card, Contact, EntityRef, Expertise, Person, Report, Role, Seat

_EXPERTISE: Final = frozenset(get_args(Expertise))


def fields_of(person: Person) -> Document:
    """What is kept of a person beside the id and the outbox, with what it is found and ordered by."""
    card = person.card
    return {
        "name": card.name._asdict(),
        "initials": card.initials._asdict(),
        "languages": list(card.languages),
        "contact": asdict(card.contact),
        "honorific": _words(card.honorific),
        "expertise": list(card.expertise),
        "entity": {"code": person.entity.code, "name": person.entity.name._asdict()},
        "seats": [{**_flat(seat, "post", "entity", "kind", "tenure"), "title": seat.title._asdict()} for seat in person.seats],
        "roles": [_flat(role, "role", "scope", "through") for role in person.roles],
        "confirmed_at": person.confirmed_at,
        "reports": [{**asdict(one), "by_name": _words(one.by_name)} for one in person.reports],
        "moved_from": person.moved_from,
        "former_names": [name._asdict() for name in person.former_names],
        "mail": canonical_email(card.contact.email) if card.contact.email else None,
        **keys_of(person),
    }


def keys_of(person: Person) -> Document:
    """What a card is found and ordered by."""
    name = person.card.name
    return {"found_by": found_by(person), "order_ar": normalise(name.ar), "order_en": normalise(name.en)}


def _words(text: Text | None) -> Document | None:
    return text._asdict() if text else None


def _text(words: Document | None) -> Text | None:
    return Text(**words) if words else None


def _flat(value: object, *names: str) -> Document:
    return {name: getattr(value, name) for name in names}


def person_from(document: Document) -> Person:
    """The person in a document. What a card can do without and cannot be read is absent: the card stays."""
    return Person(
        id=document["_id"],
        card=_card_from(document),
        entity=EntityRef(document["entity"]["code"], Text(**document["entity"]["name"])),
        seats=tuple(readable(document.get("seats") or (), _seat_from)),
        roles=tuple(readable(document.get("roles") or (), lambda role: Role(**role))),
        confirmed_at=_instant(document.get("confirmed_at")),
        reports=tuple(readable(document.get("reports") or (), _report_from)),
        moved_from=document.get("moved_from"),
        former_names=tuple(readable(document.get("former_names") or (), lambda name: Text(**name))),
        version=document["version"],
    )


def _card_from(document: Document) -> Card:
    contact = document.get("contact") or {}
    return Card(
        Text(**document["name"]),
        Text(**document["initials"]),
        tuple(one for one in document.get("languages") or () if isinstance(one, str)),
        Contact(**{name: contact[name] for name in VISIBILITY if isinstance(contact.get(name), str)}),
        _text(document.get("honorific")),
        tuple(one for one in document.get("expertise") or () if one in _EXPERTISE),
    )


def _seat_from(seat: Document) -> Seat:
    return Seat(**{**seat, "title": Text(**seat["title"])})


def _report_from(report: Document) -> Report:
    return Report(**{**report, "by_name": _text(report["by_name"])})


def _instant(kept: object) -> datetime | None:
    return kept if isinstance(kept, datetime) else None
