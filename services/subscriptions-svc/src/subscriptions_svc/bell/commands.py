"""What one does with one's own bell: each is one write, and the same again changes nothing."""

from chassis.auth import Actor

from subscriptions_svc.bell.model import Bell
from subscriptions_svc.catalogue.model import Gate
from subscriptions_svc.errors import NoticeNotFound
from subscriptions_svc.store import Stores


async def get_bell(stores: Stores, *, by: Actor) -> Bell:
    """What one has read and muted. What was read ahead of a log that was restored since is forgotten, or what is new would ring nowhere."""
    bell = await stores.bells.of(by.id)
    if bell.furthest <= stores.log.newest or bell.furthest <= (last := await stores.log.last()):
        return bell
    stepped = bell.up_to(last)
    await stores.bells.step_back(by.id, stepped)
    return stepped


async def read_notice(stores: Stores, position: int, *, by: Actor) -> None:
    """This one is no longer new. Raises NoticeNotFound for what has not happened yet."""
    if position > stores.log.newest and position > await stores.log.last():
        raise NoticeNotFound
    await stores.bells.read(by.id, position)


async def read_through(stores: Stores, position: int, *, by: Actor) -> None:
    """Nothing up to here is new any more; what has not happened yet stays new."""
    await stores.bells.read_through(by.id, min(position, await stores.log.last()))


async def mute_gates(stores: Stores, gates: list[Gate], *, by: Actor) -> None:
    """Hear nothing of these gates."""
    await stores.bells.mute(by.id, sorted(set(gates)))
