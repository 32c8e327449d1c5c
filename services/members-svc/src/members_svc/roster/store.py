"""Rosters in Mongo by the code of their entity. The version keeps turns apart: of two set at once one is a stale write."""

from collections.abc import Iterable
from dataclasses import asdict

from chassis.errors import StaleVersion
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from chassis.reading import readable
from pymongo import IndexModel

from members_svc.roster.model import Duty, Roster


class RosterStore:
    """All rosters; every member of the network sees them. An entity without one has an empty one in version 0."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._rosters: Collection = outbox.collection

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(self._rosters, IndexModel("duties.person", name="duties-person"), outbox=True)

    async def get(self, entity: str, *, expected: int | None = None) -> Roster:
        """One roster. Raises StaleVersion unless it is in the expected version."""
        roster = (await self.of([entity])).get(entity, Roster(entity))
        if expected not in (None, roster.version):
            raise StaleVersion
        return roster

    async def of(self, entities: Iterable[str]) -> dict[str, Roster]:
        """The rosters of those of the entities that have one."""
        with driver_errors():
            found = await self._rosters.find({"_id": {"$in": list(entities)}}).to_list(None)
        return {roster.entity: roster for roster in readable(found, roster_from)}

    async def names(self, person: str) -> bool:
        """Whether a turn of somebody stands on a roster."""
        with driver_errors():
            return await self._rosters.find_one({"duties.person": person}, {"_id": 1}) is not None

    async def save(self, roster: Roster, fact: Fact, *, expected: int) -> int:
        """Write the changed roster, or the first one of an entity; its new version. Raises StaleVersion, OutboxFull."""
        duties = [asdict(duty) for duty in roster.duties]
        if expected:
            return await self._outbox.update(roster.entity, expected=expected, changes={"duties": duties}, fact=fact)
        try:
            await self._outbox.insert({"_id": roster.entity, "duties": duties}, fact)
        except AlreadyExists as error:
            raise StaleVersion from error
        return 1


def roster_from(document: Document) -> Roster:
    """The roster in a document."""
    return Roster(document["_id"], tuple(readable(document["duties"], _duty_from)), document["version"])


def _duty_from(fields: Document) -> Duty:
    duty = Duty(**fields)
    if not duty.from_ < duty.until:
        raise ValueError("a turn without a length")
    return duty
