"""Recording that restricted fields were read; the record is written before anything is shown."""

from collections.abc import Sequence
from datetime import datetime

from chassis.auth import Actor
from chassis.idempotency import new_id

from members_svc.openings.model import Surface, opening_of
from members_svc.openings.store import OpeningStore
from members_svc.people.model import Seen


async def record_opening(openings: OpeningStore, cards: Sequence[Seen], surface: Surface, *, by: Actor, at: datetime) -> None:
    """Keep who read which restricted fields of these cards; nothing when there are none."""
    if found := opening_of(new_id(), cards, surface, by=by, at=at):
        await openings.add(*found)
