"""What the stores and doors of every noun share: one bad record spoils no list."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

log = logging.getLogger(__name__)
Record = TypeVar("Record")
Read = TypeVar("Read")


def readable(records: Iterable[Record], read: Callable[[Record], Read]) -> list[Read]:
    """Return what can be read of these. A record that cannot is left out and logged by its id, never with what it holds."""
    found: list[Read] = []
    for record in records:
        try:
            found.append(read(record))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            log.error("left out of a list, it cannot be read: %s (%s)", _name_of(record), type(error).__name__)
    return found


async def page(
    fetch: Callable[[Sequence[Any] | None, int], Awaitable[list[Record]]],
    read: Callable[[Record], Read],
    place_in: Callable[[Record], Sequence[Any]],
    *,
    behind: Sequence[Any] | None,
    limit: int,
) -> list[Read]:
    """Return up to `limit` readable records behind these sort values. `fetch(behind, n)` reads the next n; it is asked again only for
    what could not be read, so that a page is never shorter, nor the last one, because of a bad record."""
    found: list[Read] = []
    while True:
        wanted = limit - len(found)
        records = await fetch(behind, wanted)
        found += readable(records, read)
        if len(records) < wanted or len(found) == limit:
            return found
        behind = place_in(records[-1])


def _name_of(record: object) -> object:
    return record.get("_id") if isinstance(record, dict) else getattr(record, "id", None) or getattr(record, "code", type(record).__name__)
