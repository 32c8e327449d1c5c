"""What is noted when somebody takes the directory as a file."""

import logging
import math
from datetime import datetime

from chassis.auth import Actor

from members_svc.errors import TooManyExports
from members_svc.exports.store import ExportStore

log = logging.getLogger(__name__)


async def count_export(exports: ExportStore, *, by: Actor, at: datetime) -> None:
    """Enter that somebody takes the directory, whether they may or not. Raises TooManyExports beyond the most of an hour."""
    if (wait := await exports.count(by.id, at=at)) is not None:
        log.warning("%s asked for more exports of the directory than an hour allows", by.id)
        raise TooManyExports(wait=max(1, math.ceil(wait.total_seconds())))
