"""A record that somebody read restricted fields of cards. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chassis.audience import person_term, scope_of
from chassis.auth import Actor
from chassis.errors import Text
from chassis.event import Fact

from members_svc.people.model import Seen
from members_svc.policy import SECRETARIAT
from members_svc.published import FieldsOpened, RestrictedFieldOpened

Surface = Literal["card", "vcard", "export"]


@dataclass(frozen=True, slots=True)
class Opening:
    """One act of reading; `opened` holds person ids with the names of the fields shown."""

    id: str
    reader: str
    reader_name: Text | None
    reader_entity: str | None
    surface: Surface
    at: datetime
    opened: tuple[tuple[str, tuple[str, ...]], ...]


def opening_of(id_: str, card: Seen, surface: Surface, *, by: Actor, at: datetime) -> tuple[Opening, Fact]:
    """What must be recorded before restricted fields of a card are shown. It is for the card's owner alone, hence one for each card."""
    opening = Opening(id_, by.id, by.name, by.entity, surface, at, ((card.person.id, card.opened),))
    return opening, Fact(_told(opening), at)


def _told(opening: Opening) -> RestrictedFieldOpened:
    return RestrictedFieldOpened(
        reader_id=opening.reader,
        surface=opening.surface,
        opened=tuple(FieldsOpened(person_id=person, fields=fields) for person, fields in opening.opened),
        audience_scope=scope_of((person_term(person) for person, _ in opening.opened), home=SECRETARIAT),
    )
