"""A record that somebody read restricted fields of cards. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chassis.auth import Actor
from chassis.errors import Text
from chassis.event import Fact

from members_svc.people.model import Seen
from members_svc.policy import SECRETARIAT
from members_svc.published import AudienceScope, FieldsOpened, RestrictedFieldOpened

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


def opening_of(id_: str, cards: Iterable[Seen], surface: Surface, *, by: Actor, at: datetime) -> tuple[Opening, Fact] | None:
    """What must be recorded before these cards are shown; None when nothing restricted is."""
    seen = [one for one in cards if one.opened]
    if not seen:
        return None
    opened = tuple((one.person.id, one.opened) for one in seen)
    opening = Opening(id_, by.id, by.name, by.entity, surface, at, opened)
    return opening, Fact(_told(opening, sorted({one.person.entity.code for one in seen})), at)


def _told(opening: Opening, entities: Sequence[str]) -> RestrictedFieldOpened:
    return RestrictedFieldOpened(
        reader_id=opening.reader,
        surface=opening.surface,
        opened=tuple(FieldsOpened(person_id=person, fields=fields) for person, fields in opening.opened),
        audience_scope=AudienceScope(kind="entities", codes=tuple(sorted({*entities, SECRETARIAT}))),
    )
