"""Series of meetings as they travel."""

from typing import Self

from chassis.http import Body

from meetings_svc.published import MeetingKind
from meetings_svc.schemas import Said
from meetings_svc.series.store import Series


class NewSeries(Body):
    """What begins a series."""

    kind: MeetingKind
    name: Said


class SeriesBody(Body):
    """Meetings of one kind that follow each other; what one leaves open the next takes up."""

    id: str
    kind: MeetingKind
    name: Said

    @classmethod
    def of(cls, one: Series) -> Self:
        return cls(id=one.id, kind=one.kind, name=Said(ar=one.name.ar, en=one.name.en))


class AllSeries(Body):
    """Every series, the oldest first."""

    items: list[SeriesBody]
