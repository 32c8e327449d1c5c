"""How lists are read: one bad record spoils none of them."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from chassis.mongo import Document
from opentelemetry import metrics

log = logging.getLogger(__name__)
Read = TypeVar("Read")
_unreadable: Final = metrics.get_meter("media_svc.lists").create_counter("media.unreadable", "{record}", "Records left out of a list")


def readable(records: Iterable[Document], read: Callable[[Document], Read]) -> list[Read]:
    """Return what can be read of these. A record that cannot is left out, counted, and logged by its id, never with what it holds."""
    found: list[Read] = []
    for record in records:
        try:
            found.append(read(record))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            log.error("left out of a list, it cannot be read: %s (%s)", record.get("_id"), type(error).__name__)
            _unreadable.add(1)
    return found


async def page(
    fetch: Callable[[Sequence[Any] | None, int], Awaitable[list[Document]]],
    read: Callable[[Document], Read],
    by: str,
    *,
    behind: Sequence[Any] | None,
    limit: int,
) -> list[Read]:
    """Return up to `limit` readable records behind these values of `by` and of the id. `fetch(behind, n)` reads the next n; it is asked
    again only for what could not be read, so that a page is never shorter, nor the last one, because of a bad record."""
    found: list[Read] = []
    while True:
        wanted = limit - len(found)
        records = await fetch(behind, wanted)
        found += readable(records, read)
        if len(records) < wanted or len(found) == limit:
            return found
        behind = _place_of(records[-1], by)


def _place_of(record: Document, by: str) -> tuple[Any, ...]:
    value = record[by]
    return (value,) if by == "_id" else (value.isoformat() if hasattr(value, "isoformat") else value, record["_id"])
