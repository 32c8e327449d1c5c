"""The pages of the Meetings gate, each in one call."""

from typing import Annotated

from chassis.http import Route
from fastapi import APIRouter, Query
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from gateway.compose import Part, Screen, together
from gateway.errors import NoSuchResource
from gateway.routes import GATEWAY, Parts
from gateway.screen_shapes import shape
from gateway.screens import MANY, NOTHING, PREFIX, UNDONE, Cursor, Id, Making, given, safe, shown
from gateway.upstream import Relayed

router = APIRouter(
    route_class=Route, prefix=PREFIX, tags=["screens"], generate_unique_id_function=lambda route: to_camel(f"screen_{route.name}")
)


@router.get("/meetings", responses=shape("MeetingsScreen"), response_class=Response)
async def meetings(
    screen: Making,
    kind: Annotated[list[str] | None, Query(max_length=4)] = None,
    series: Annotated[str | None, Query(max_length=64)] = None,
    cursor: Cursor = None,
) -> Response:
    """What is ahead, the nearest first, then what is past, the latest first; the series they may belong to and the reader's own action
    items. With a cursor only what lies further back."""
    narrowed = [*(("kind", one) for one in kind or ()), *given(series=series)]
    past = screen.must("meetings", "/meetings", [("when", "past"), *narrowed, *given(limit=MANY, cursor=cursor)])
    if cursor:
        return shown(screen, **await past, series=[], myActions=[])
    ahead, behind, named, mine = await together(
        screen.must("meetings", "/meetings", [("when", "upcoming"), *narrowed, ("limit", MANY)]),
        past,
        screen.may("meetings", "/meeting-series", otherwise=NOTHING),
        screen.may("meetings", "/action-items", [*UNDONE, ("mine", "true"), ("limit", MANY)], otherwise=NOTHING),
    )
    items = [*ahead["items"], *behind["items"]]
    return shown(screen, items=items, next=behind["next"], series=named["items"], myActions=mine["items"])


@router.get("/meeting/{id}", responses=shape("MeetingScreen"), response_class=Response)
async def meeting(id: Id, screen: Making) -> Response:  # noqa: A002 the client's word
    """One meeting with its agenda, its seats, what was carried over, its minutes and what came of it. No pack: null."""
    found = await screen.must("meetings", f"/meetings/{safe(id)}")
    path = f"/meetings/{safe(found['id'])}"
    seats, carried, minutes, outcomes, pack = await together(
        screen.must("meetings", f"{path}/seats"),
        screen.must("meetings", f"{path}/carried-over"),
        screen.must("meetings", f"{path}/minutes"),
        screen.must("meetings", f"{path}/outcomes"),
        _if_there(screen, f"{path}/pack"),
    )
    return shown(screen, meeting=found, seats=seats, carriedOver=carried, minutes=minutes, outcomes=outcomes, pack=pack)


@router.get("/paper/{meeting}/{paper}", responses=shape("PaperScreen"), response_class=Response)
async def paper(meeting: Id, paper: Id, screen: Making, here: Parts) -> Response:
    """Where to fetch a private paper of a meeting, within a minute: whoever sees it on the agenda may read it."""
    found = await screen.must("meetings", f"/meetings/{safe(meeting)}")
    papers = [one for item in found["agenda"] for one in item["papers"] if one["id"] == paper and one["kind"] == "file"]
    if not papers:
        raise NoSuchResource
    ours = Screen(here.upstream, GATEWAY, screen.language)
    return shown(screen, **await ours.must("media", f"/assets/{safe(papers[0]['ref'])}/download"))


async def _if_there(screen: Screen, path: str) -> Part | None:
    """A part that may not be there yet."""
    try:
        return await screen.must("meetings", path)
    except Relayed as refused:
        if refused.answer.status != 404:
            raise
        return None
