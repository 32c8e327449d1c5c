"""What the stores of every noun share: one bad record shortens no page."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from chassis.reading import readable

Record = TypeVar("Record")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Read]):
    """What was found, and the sort values that stand for its place in the list."""

    item: Read
    place: list[Any]


async def ranked_page(
    ranks: Sequence[tuple[int, Callable[[Sequence[Any] | None, int], Awaitable[list[Record]]]]],
    read: Callable[[Record], Read],
    place_in: Callable[[Record], Sequence[Any]],
    *,
    behind: Sequence[Any] | None,
    limit: int,
) -> list[Placed[Read]]:
    """Return up to `limit` readable records behind these sort values, of which the first is the rank: those of the first rank before those
    of the next. Of each rank there is a `fetch` as `page` wants it; it leaves out what an earlier one gives."""
    found: list[Placed[Read]] = []
    for rank, fetch in ranks:
        if len(found) == limit or (behind and behind[0] > rank):
            continue
        after = behind[1:] if behind and behind[0] == rank else None

        def placed(record: Record, rank: int = rank) -> Placed[Read]:
            return Placed(read(record), [rank, *place_in(record)])

        found += await page(fetch, placed, place_in, behind=after, limit=limit - len(found))
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
