"""Recording that restricted fields were read; the record is written before anything is shown."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from chassis.auth import Actor
from chassis.idempotency import new_id

from members_svc.openings.model import Surface, opening_of
from members_svc.openings.store import OpeningStore
from members_svc.people.model import Seen


async def record_opening(openings: OpeningStore, cards: Sequence[Seen], surface: Surface, *, by: Actor, at: datetime) -> None:
    """Keep who read which restricted fields of these cards; nothing when there are none."""
    restricted = [one for one in cards if one.opened]
    await asyncio.gather(*(openings.add(*opening_of(new_id(), one, surface, by=by, at=at)) for one in restricted))
