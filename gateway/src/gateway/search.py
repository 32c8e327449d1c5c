"""One search over the five gates: each answers for itself with what this reader may see, a few of the best and how many there are.

Each service counts under the very condition of its list and no further than a hundred: what one may not see is in no number.
"""

from typing import Annotated

from chassis.http import Route
from fastapi import APIRouter, Query
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from gateway.compose import Part, Screen, together
from gateway.screen_shapes import shape
from gateway.screens import PREFIX, Making, shown

router = APIRouter(
    route_class=Route, prefix=PREFIX, tags=["screens"], generate_unique_id_function=lambda route: to_camel(f"screen_{route.name}")
)
FEW = 5
NOTHING: Part = {"items": [], "next": None}
UNKNOWN: Part = {"count": 0, "more": False}
PLACES = {
    "people": ("members", "/people"),
    "campaigns": ("campaigns", "/campaigns"),
    "meetings": ("meetings", "/meetings"),
    "documents": ("media", "/documents"),
    "kits": ("media", "/kits"),
    "photos": ("media", "/official-photos"),
}


@router.get("/search", responses=shape("SearchScreen"), response_class=Response)
async def search(screen: Making, q: Annotated[str, Query(min_length=1, max_length=200)]) -> Response:
    """The first few of each gate that match, and how many there are."""
    found = await together(*(_looked(screen, owner, path, q) for owner, path in PLACES.values()))
    return shown(screen, **dict(zip(PLACES, found, strict=True)))


async def _looked(screen: Screen, owner: str, path: str, q: str) -> Part:
    page, counted = await together(
        screen.may(owner, path, [("q", q), ("limit", FEW)], otherwise=NOTHING),
        screen.may(owner, f"{path}/count", [("q", q)], otherwise=UNKNOWN),
    )
    return {"items": page["items"], **counted}
