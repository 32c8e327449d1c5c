"""Notices as they travel."""

from datetime import datetime
from typing import Self

from chassis.fields import Ordinal
from chassis.http import BiText, Body
from pydantic import Field

from subscriptions_svc.bell.model import MENTIONED, Bell, Notice
from subscriptions_svc.catalogue.model import Gate, Kind, title_of


class NoticeBody(Body):
    """What happened, in both languages, and the record it leads to. `id` is its position in the log."""

    id: str
    type: str
    title: BiText
    name: BiText | None
    gate: Gate
    entity: str | None
    kind: Kind | None
    record: str | None
    at: datetime
    read: bool

    @classmethod
    def of(cls, found: Notice, bell: Bell, *, person: str) -> Self:
        return cls(
            id=str(found.position),
            type=found.type,
            title=BiText.of(MENTIONED if person in found.mentions else title_of(found.type)),
            name=BiText.of(found.name) if found.name else None,
            gate=found.gate,
            entity=found.entity,
            kind=found.kind,
            record=found.record,
            at=found.at,
            read=bell.has_read(found),
        )


class BellBody(Body):
    """How much is new, counted no further than 100, in all and at each gate; and the gates one is not told of."""

    unread: int
    by_gate: dict[Gate, int]
    muted: list[Gate]


class ReadThrough(Body):
    """The newest notice that was seen."""

    through: Ordinal


class Muted(Body):
    """The gates of which one wants to hear nothing."""

    gates: list[Gate] = Field(max_length=5)
