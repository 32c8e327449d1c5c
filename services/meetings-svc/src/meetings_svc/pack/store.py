"""Which version of a pack each reader fetched last."""

from chassis.mongo import Collection, Database, driver_errors


class ReadingStore:
    """One small document per reader and meeting."""

    def __init__(self, database: Database) -> None:
        self._readings: Collection = database["pack_readings"]

    async def last(self, meeting_id: str, reader: str) -> int | None:
        """The version they have, None before the first."""
        with driver_errors():
            found = await self._readings.find_one({"_id": f"{meeting_id}/{reader}"})
        return found["version"] if found else None

    async def note(self, meeting_id: str, reader: str, version: int) -> None:
        """They have this version now; an older one fetched again changes nothing."""
        with driver_errors():
            await self._readings.update_one({"_id": f"{meeting_id}/{reader}"}, {"$max": {"version": version}}, upsert=True)
