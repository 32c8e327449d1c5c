"""Plants all demo data in order: who there is, photos, campaigns, official photos, documents, meetings. A second time changes nothing."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from chassis.errors import Text

from .campaigns import plant as campaigns
from .doors import Doors
from .meetings import plant as meetings
from .meetings.papers import papers
from .members import plant as members
from .members.data import places
from .members.entities import entities
from .photos import plant as photos
from .photos.data import SAMPLES
from .sources import kits, looks
from .sources.plant import Hand
from .sources.plant import plant as documents
from .studio import plant as studio
from .subscriptions import plant as subscriptions
from .subscriptions import read_up


async def sow(
    doors: Doors, passwords: Mapping[str, str], today: date, tell: Callable[[str], None] = lambda _: None, *, receiver: str | None = None
) -> None:
    """`passwords`: e-mail address to password of the people who may sign in; `receiver`: who takes webhooks, if this run has such.
    Raises when a service refuses."""
    people, covers = await asyncio.gather(members.plant(doors.of("members"), passwords), _covers(doors))
    tell(f"{len(people)} people in their posts, {len(covers)} photos")
    planted = await campaigns.plant(lambda actor: doors.of("campaigns", actor), today, covers)
    names = {place.key: Text(**place.person["name"]) for place in places() if place.person}
    said = await campaigns.speak_up(lambda actor: doors.of("campaigns", actor), planted, people, names)
    tell(f"{len(planted)} campaigns, {said} comments")
    released = await studio.plant(lambda actor: doors.of("media", actor), doors.put, today)
    tell(f"{released} official photos")
    hand = Hand(doors.of("media"), doors.put)
    books = await documents(doors.of("media"), doors.put, today)
    offices, table = await members.posts(doors.of("members")), await papers(hand, books)
    held = await meetings.plant(doors.of("meetings"), planted, today, seats=len(entities()), posts=offices, papers=table)
    tell(f"{len(held)} meetings")
    identities = await looks.plant(hand)
    packed = await kits.plant(hand, today)
    tell(f"{len(books)} documents, {len(identities)} identities, {len(packed)} media kits")
    await read_up(lambda actor: doors.of("subscriptions", actor), people, names)
    if receiver:
        told = await subscriptions(lambda actor: doors.of("subscriptions", actor), receiver, people, names)
        tell(f"{told} systems subscribed to events")


async def _covers(doors: Doors) -> list[dict[str, Any]]:
    ids = await photos.plant(doors.of("media"), doors.put)
    return [{"id": id_, "alt": sample.alt} for id_, sample in zip(ids, SAMPLES, strict=True)]
