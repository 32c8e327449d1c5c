"""One search over the five gates: each answers for itself with what this reader may see, a few of the best, and never a number.

A count over everything would tell of what one may not see, and how fast it came would, too: only what is shown is told.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from gateway.compose import Part, together
from gateway.screen_shapes import shape
from gateway.screens import PREFIX, Making, shown

router = APIRouter(prefix=PREFIX, tags=["screens"], generate_unique_id_function=lambda route: to_camel(f"screen_{route.name}"))
FEW = 5
NOTHING: Part = {"items": [], "next": None}
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
    """The first few of each gate that match, and whether the gate has more."""
    asked: list[tuple[str, str | int]] = [("q", q), ("limit", FEW)]
    answers = await together(*(screen.may(owner, path, asked, otherwise=NOTHING) for owner, path in PLACES.values()))
    found: dict[str, Any] = {
        name: {"items": answer["items"], "more": answer.get("next") is not None} for name, answer in zip(PLACES, answers, strict=True)
    }
    return shown(screen, **found)
