"""Shares the sweep's work between relays. It saves double work and nothing else: order and completeness do not depend on it."""

import logging
import zlib
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from pymongo.errors import PyMongoError

from chassis.clock import now
from chassis.mongo import Collection

SLOTS = 64
LEASE = timedelta(seconds=6)

log = logging.getLogger(__name__)


class Slots:
    """Every living relay has a lease; the living share 64 hash slots by highest random weight, so that one that comes or goes moves few.

    A document of `relay_leases`: `{_id: owner, until: instant}`.
    """

    def __init__(self, leases: Collection) -> None:
        self._leases = leases
        self.owner = uuid4().hex
        self._mine = frozenset(range(SLOTS))

    def mine(self, id_: Any) -> bool:
        """Whether this document is ours to sweep."""
        return zlib.crc32(str(id_).encode()) % SLOTS in self._mine

    async def renew(self, *, able: bool = True) -> None:
        """Prolong our lease and share the slots anew; unable to work, let the lease run out. Nobody alive means all are ours."""
        try:
            if able:
                await self._leases.update_one({"_id": self.owner}, {"$set": {"until": now() + LEASE}}, upsert=True)
            await self._leases.delete_many({"until": {"$lt": now() - 10 * LEASE}})
            owners = await self._leases.distinct("_id", {"until": {"$gt": now()}})
            self._mine = _share(self.owner, owners or [self.owner])
        except PyMongoError as error:
            log.warning("the relay's lease was not renewed: %s", error)

    async def leave(self) -> None:
        """Give the lease back."""
        with suppress(PyMongoError):
            await self._leases.delete_one({"_id": self.owner})


def _share(owner: str, owners: list[str]) -> frozenset[int]:
    return frozenset(slot for slot in range(SLOTS) if owner == max(owners, key=lambda one: sha256(f"{one}/{slot}".encode()).digest()))
