"""Plants all demonstration data in order. A second time changes nothing; after an interruption it goes on where it stopped."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date

from . import campaigns, library, meetings, network, studio
from .files import read
from .planter import Doors, Planter

LEFT = 6


async def sow(
    doors: Doors, passwords: Mapping[str, str], today: date, tell: Callable[[str], None] = lambda _: None, *, receiver: str | None = None
) -> None:
    """`passwords`: e-mail address to password of the people who may sign in; `receiver`: who takes webhooks, if this run has such.
    Raises Mistake when data/ is not as it should be, NotPlanted when a service refuses."""
    planter = Planter(doors, read(), today, tell)
    _, covers = await asyncio.gather(network.plant(planter, passwords), _covers(planter))
    tell(f"{len(planter.people)} people in {len(planter.posts)} posts, {len(covers)} pictures")
    await campaigns.plant(planter, covers)
    said = await campaigns.speak_up(planter)
    tell(f"{len(planter.campaigns)} campaigns, {said} comments")
    await studio.plant(planter, photos := list(studio.photos(planter)))
    tell(f"{len(photos)} official photos")
    documents = await library.documents(planter)
    held = await meetings.plant(planter, await meetings.papers(planter, documents), seats=len(planter.data.entities))
    tell(f"{len(held)} meetings")
    await library.identities(planter)
    await library.kits(planter)
    tell(f"{len(documents)} documents, {len(planter.data.identities)} identities, {len(planter.data.kits)} media kits")
    await _read_up(planter)
    if receiver:
        await _subscribe(planter, receiver)
        tell(f"{len(planter.data.systems)} systems subscribed to events")


async def _covers(planter: Planter) -> dict[str, str]:
    """The pictures as covers of campaigns, by key."""
    work = (planter.photo(one, f"photos/{one.key}", purpose="campaign-cover") for one in planter.data.pictures)
    return dict(zip(planter.data.pictured, await planter.each(work, at_once=2), strict=True))


async def _read_up(planter: Planter) -> None:
    """Leave the people who may sign in a few notices to read, as those have who were here yesterday."""
    for post, one in planter.data.held.items():
        if one.signs_in:
            told = (await planter.send("GET", f"subscriptions:/notifications?limit={LEFT + 1}", by=post))["items"]
            if len(told) > LEFT:
                await planter.send("POST", "subscriptions:/notifications/read", by=post, json={"through": int(told[LEFT]["id"])})


async def _subscribe(planter: Planter, receiver: str) -> None:
    for one in planter.data.systems:
        wish = {"name": one.name, "sink": f"{receiver}/{one.key}", "types": one.types, "startAt": "earliest"}
        await planter.create("subscriptions:/subscriptions", wish, f"subscription-{one.key}", by=one.by)
