"""First pages that were read a moment ago, in memory, each for the one reader it was made for. Any change forgets them all.

Changes are heard from Mongo's change stream, whoever made them; what this process writes itself is forgotten before it is
acknowledged. While the stream is not heard nothing is kept, so that a page is never older than what one was told.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

from chassis.mongo import Database
from pymongo.errors import PyMongoError

WATCHED = ["campaigns", "entity_projection", "asset_projection"]
AGAIN = 1.0  # seconds
log = logging.getLogger(__name__)


class HotPages:
    """The pages, by reader and question."""

    def __init__(self, database: Database, *, most: int) -> None:
        self._database = database
        self._most = most
        self._pages: dict[Hashable, bytes] = {}
        self._edition = 0
        self.listening = asyncio.Event()

    async def read(self, key: Hashable, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """The page under this key. One that was made while something changed is given, not kept."""
        if (page := self._pages.get(key)) is not None:
            return page
        edition = self._edition
        page = await make()
        if self._most and self.listening.is_set() and edition == self._edition:
            self._keep(key, page)
        return page

    def _keep(self, key: Hashable, page: bytes) -> None:
        if len(self._pages) >= self._most:
            self._pages.clear()
        self._pages[key] = page

    def forget(self) -> None:
        """Something changed: whoever asks next reads anew."""
        self._pages.clear()
        self._edition += 1

    async def listen(self) -> None:
        """Hear of every change until cancelled; when the stream breaks, hear it anew."""
        while True:
            try:
                await self._follow()
            except PyMongoError as broken:
                log.warning("lists are read from Mongo until its changes are heard again: %s", broken)
            finally:
                self.listening.clear()
                self.forget()
            await asyncio.sleep(AGAIN)

    async def _follow(self) -> None:
        changes = [{"$match": {"ns.coll": {"$in": WATCHED}}}, {"$project": {"_id": 1}}]
        async with self._database.watch(changes) as stream:
            await stream.try_next()  # opens it: what changes from here on is heard
            self.forget()
            self.listening.set()
            async for _ in stream:
                self.forget()
