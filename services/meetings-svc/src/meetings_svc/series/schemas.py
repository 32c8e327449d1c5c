"""Series of meetings as they travel."""

from datetime import datetime
from typing import Self

from chassis.auth import Actor
from chassis.http import Body

from meetings_svc.agenda.schemas import Line
from meetings_svc.published import MeetingKind
from meetings_svc.schemas import Said
from meetings_svc.series.model import Series, actions_for


class NewSeries(Body):
    """What begins a series."""

    kind: MeetingKind
    name: Said


class SeriesPatch(Body):
    """What is to change of a series."""

    name: Said


class EndedBody(Body):
    """When a series ended and why."""

    at: datetime
    reason: Line


class SeriesBody(Body):
    """Meetings of one kind that follow each other; what one leaves open the next takes up."""

    id: str
    version: int
    kind: MeetingKind
    name: Said
    ended: EndedBody | None
    actions: list[str]

    @classmethod
    def of(cls, one: Series, reader: Actor) -> Self:
        ended = EndedBody(at=one.ended.at, reason=Line.of(one.ended.reason)) if one.ended else None
        name = Said(ar=one.name.ar, en=one.name.en)
        return cls(id=one.id, version=one.version, kind=one.kind, name=name, ended=ended, actions=actions_for(one, reader))


class AllSeries(Body):
    """Every series, the oldest first."""

    items: list[SeriesBody]
