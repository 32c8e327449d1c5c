"""What the clock does with records that ended: after the time in which there is a way back, their files are given up and deleted."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from chassis.errors import StaleVersion

from media_svc.kits.returns import model as kits
from media_svc.sources.returns import model as documents
from media_svc.store import Stores
from media_svc.studio.corrections import model as photos


async def delete_ended_files(stores: Stores, *, at: datetime, kept_for: timedelta) -> int:
    """Give up the files of photos, kits and versions that ended longer ago than `kept_for`; of how many records. The write that gives them
    up marks the uploads, which `remove_leftovers` deletes unless something else holds them."""
    before = at - kept_for
    found = (
        (await stores.photos.ended(before), photos.delete_files, stores.photos.save),
        (await stores.kits.revoked(before), kits.delete_files, stores.kits.save),
        (await stores.documents.withdrawn(before), documents.delete_files, stores.documents.save),
    )
    for records, give_up, save in found:
        await _each(records, lambda record, give_up=give_up: give_up(record, at=at, kept_for=kept_for), save)
    return sum(len(records) for records, *_ in found)


async def _each(records: Sequence[Any], give_up: Callable[[Any], Any], save: Callable[..., Awaitable[Any]]) -> None:
    for record in records:
        if change := give_up(record):
            try:
                await save(*change, expected=record.version)
            except StaleVersion:
                continue  # somebody took it up again meanwhile: the next look decides anew
