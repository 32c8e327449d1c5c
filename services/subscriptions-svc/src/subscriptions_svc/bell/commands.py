"""What one does with one's own bell: each is one write, and the same again changes nothing."""

from chassis.auth import Actor

from subscriptions_svc.catalogue.model import Gate
from subscriptions_svc.store import Stores


async def read_notice(stores: Stores, position: int, *, by: Actor) -> None:
    """This one is no longer new."""
    await stores.bells.read(by.id, position)


async def read_through(stores: Stores, position: int, *, by: Actor) -> None:
    """Nothing up to here is new any more; what has not happened yet stays new."""
    await stores.bells.read_through(by.id, min(position, await stores.log.last()))


async def mute_gates(stores: Stores, gates: list[Gate], *, by: Actor) -> None:
    """Hear nothing of these gates."""
    await stores.bells.mute(by.id, sorted(set(gates)))
