"""The shape of what the owner of a card sees of its readers."""

from datetime import datetime

from chassis.http import BiText, Body
from pydantic import Field
from pydantic.alias_generators import to_camel

from members_svc.openings.model import Opening, Surface


class OpeningBody(Body):
    """Somebody read restricted fields of the card."""

    id: str
    reader_id: str
    reader_name: BiText | None
    reader_entity: str | None = Field(examples=["D01"])
    surface: Surface
    at: datetime
    fields: list[str]

    @classmethod
    def of(cls, opening: Opening, person: str) -> "OpeningBody":
        names = next(fields for id_, fields in opening.opened if id_ == person)
        return cls(
            id=opening.id,
            reader_id=opening.reader,
            reader_name=BiText.of(opening.reader_name) if opening.reader_name else None,
            reader_entity=opening.reader_entity,
            surface=opening.surface,
            at=opening.at,
            fields=[to_camel(name) for name in names],
        )
