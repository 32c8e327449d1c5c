"""What every route of this service may ask for; the routes themselves stand with their nouns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from chassis.cursors import Cursors
from chassis.http import CurrentActor
from fastapi import Depends, Query, Request

from members_svc.store import Stores

Item = TypeVar("Item")


def _stores(request: Request) -> Stores:
    return request.app.state.stores


@dataclass(frozen=True)
class Paging:
    """One page of a list for one reader: where it begins, how long it is, and the cursor of the next."""

    cursors: Cursors
    reader: str
    cursor: str | None
    limit: int

    def behind(self, *filters: Any) -> list[Any] | None:
        """The sort values that the page begins behind. Raises InvalidCursor."""
        return self.cursors.read(self.cursor, scope=(self.reader, *filters))

    def cut(self, found: Sequence[Item], place_of: Callable[[Item], list[Any]], *filters: Any) -> tuple[list[Item], str | None]:
        """Of one item more than the page has: its items, and the cursor behind them if there is more."""
        items = list(found[: self.limit])
        more = len(found) > self.limit
        return items, self.cursors.sign(place_of(items[-1]), scope=(self.reader, *filters)) if more else None


def _paging(
    request: Request,
    by: CurrentActor,
    cursor: Annotated[str | None, Query(max_length=1024)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 24,
) -> Paging:
    return Paging(request.app.state.cursors, by.id, cursor, limit)


Held = Annotated[Stores, Depends(_stores)]
Paged = Annotated[Paging, Depends(_paging)]
Search = Annotated[str | None, Query(max_length=200)]
