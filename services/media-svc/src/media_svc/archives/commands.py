"""How many archives somebody may take: of photos, of kits and of identities together."""

import logging
from datetime import datetime
from typing import Final

from chassis.auth import Actor

from media_svc.archives.errors import TooManyArchives
from media_svc.archives.store import ArchiveStore, Thing

log: Final = logging.getLogger(__name__)


async def count_archive(archives: ArchiveStore, thing: Thing, *, by: Actor, at: datetime) -> None:
    """Enter that somebody takes an archive. Raises TooManyArchives beyond the most of an hour. The platform's own parts are not counted."""
    if by.kind == "system":
        return
    if (wait := await archives.count(by.id, thing, at)) is not None:
        log.warning("%s asked for more archives than an hour allows", by.id)
        raise TooManyArchives(wait)
