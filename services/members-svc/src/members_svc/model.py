"""What the stores of every noun share: one bad record shortens no page."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from chassis.reading import readable

Record = TypeVar("Record")
Read = TypeVar("Read")


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
