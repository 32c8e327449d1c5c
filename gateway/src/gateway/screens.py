"""Backend for the web client: one call per page, composed of what the services answer to this very reader."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import quote

from chassis.http import API, ReaderLanguage, Route
from fastapi import APIRouter, Depends, Path, Query
from pydantic.alias_generators import to_camel
from starlette.responses import JSONResponse, Response

from gateway.compose import Part, Screen, together
from gateway.routes import GATEWAY, Parts, Person
from gateway.screen_shapes import shape

PREFIX = f"{API}/screens"
router = APIRouter(
    route_class=Route, prefix=PREFIX, tags=["screens"], generate_unique_id_function=lambda route: to_camel(f"screen_{route.name}")
)
NOTHING: Mapping[str, Any] = {"items": [], "next": None}
MANY = 50
UNDONE = [("state", state) for state in ("open", "in-progress", "overdue")]
TOPICS = ("awareness", "services", "heritage", "health", "safety", "sustainability", "digital")

Id = Annotated[str, Path(min_length=1, max_length=64)]
Text = Annotated[str | None, Query(max_length=200)]
Word = Annotated[str | None, Query(max_length=40)]
Cursor = Annotated[str | None, Query(max_length=1_024)]
Limit = Annotated[int, Query(ge=1, le=50)]


def making(caller: Person, here: Parts, language: ReaderLanguage) -> Screen:
    """A screen for who calls."""
    return Screen(here.upstream, caller.actor, language)


Making = Annotated[Screen, Depends(making)]


@router.get("/forum", responses=shape("ForumScreen"), response_class=Response)
async def forum(
    screen: Making,
    q: Text = None,
    entity: Word = None,
    topic: Word = None,
    status: Annotated[list[str] | None, Query(max_length=10)] = None,
    mine: bool | None = None,
    sort: Literal["newest", "oldest"] | None = None,
    channel: Word = None,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    favourite: bool | None = None,
    limit: Limit = 12,
    cursor: Cursor = None,
) -> Response:
    """Campaigns with their covers, and what they can be narrowed to."""
    flags = {name: "true" for name, on in (("mine", mine), ("favourite", favourite)) if on}
    asked = given(q=q, entity=entity, topic=topic, channel=channel, year=year, **flags)
    wanted = [*asked, *(("status", one) for one in status or ())]
    found, entities, total = await together(
        _campaigns(screen, [*wanted, *given(sort=sort, limit=limit, cursor=cursor)]),
        _entities(screen),
        _total(screen, "campaigns", "/campaigns/count", wanted, cursor),
    )
    return shown(screen, **found, facets={"entities": entities, "topics": TOPICS}, total=total)


@router.get("/review", responses=shape("ReviewScreen"), response_class=Response)
async def review(screen: Making, cursor: Cursor = None) -> Response:
    """What waits for the secretariat, oldest first."""
    return shown(screen, **await _campaigns(screen, given(desk="review", sort="oldest", limit=MANY, cursor=cursor)))


@router.get("/campaign/{id}", responses=shape("CampaignScreen"), response_class=Response)
async def campaign(id: Id, screen: Making) -> Response:  # noqa: A002 the client's word
    """One campaign with its cover and its entity."""
    found = await screen.must("campaigns", f"/campaigns/{safe(id)}")
    lead = found["leadEntity"]
    entity, _ = await together(
        screen.may("members", f"/entities/{safe(lead['code'])}", otherwise=lead),
        screen.with_covers([found]),
    )
    return shown(screen, campaign=found, entity=_short(entity))


@router.get("/campaign-form/{id}", responses=shape("FormScreen"), response_class=Response)
async def campaign_form(id: Id, screen: Making) -> Response:  # noqa: A002 the client's word
    """What the form needs; `new` is a form without a campaign."""
    found, entities, metrics = await together(
        _written(screen, id), _entities(screen), screen.may("campaigns", "/metrics", otherwise=NOTHING)
    )
    return shown(screen, campaign=found, entities=entities, metrics=metrics["items"])


async def _written(screen: Screen, id_: str) -> Part | None:
    if id_ == "new":
        return None
    found = await screen.must("campaigns", f"/campaigns/{safe(id_)}")
    await screen.with_covers([found])
    return found


@router.get("/members", responses=shape("MembersScreen"), response_class=Response)
async def members(
    screen: Making,
    q: Text = None,
    entity: Word = None,
    sector: Text = None,
    post: Word = None,
    speaks: Word = None,
    expertise: Word = None,
    confirmed: bool | None = None,
    limit: Limit = 24,
    cursor: Cursor = None,
) -> Response:
    """The directory, what it can be narrowed to, and how much of it is confirmed."""
    yes_or_no = None if confirmed is None else str(confirmed).lower()
    wanted = given(q=q, entity=entity, sector=sector, post=post, speaks=speaks, expertise=expertise, confirmed=yes_or_no)
    found, entities, share, total = await together(
        screen.must("members", "/people", [*wanted, *given(limit=limit, cursor=cursor)]),
        _listed(screen),
        screen.may("members", "/confirmations", otherwise=None),
        _total(screen, "members", "/people/count", wanted, cursor),
    )
    sectors = sorted({sector for one in entities for sector in one["sectors"]})
    facets = {"entities": [_ref(one) for one in entities], "sectors": sectors}
    return shown(screen, **found, facets=facets, confirmation=share, total=total)


@router.get("/entity/{code}", responses=shape("EntityScreen"), response_class=Response)
async def entity(code: Id, screen: Making) -> Response:
    """One entity with its posts, the one above and those below it, who answers for it now, how much of it is confirmed, its latest
    campaigns, and whether its identity can be seen."""
    found = await screen.must("members", f"/entities/{safe(code)}")
    related = [one for one in (found["parent"], found["mergedInto"]) if one]
    children, duty, share, campaigns, identity, *above = await together(
        screen.may("members", "/entities", [("parent", found["code"]), ("status", "active"), ("limit", 100)], otherwise=NOTHING),
        screen.may("members", f"/rosters/{safe(code)}", otherwise=None),
        screen.may("members", "/confirmations", [("entity", found["code"])], otherwise=None),
        screen.may("campaigns", "/campaigns", [("entity", found["code"]), ("limit", 6)], otherwise=NOTHING),
        screen.maybe("media", f"/identities/{safe(code)}"),
        *(screen.may("members", f"/entities/{safe(one)}", otherwise=None) for one in related),
    )
    named = {one["code"]: _ref(one) for one in above if one}
    return shown(
        screen, entity=found, parent=named.get(found["parent"]), mergedInto=named.get(found["mergedInto"]),
        children=[_ref(one) for one in children["items"]], duty=duty, confirmation=share,
        campaigns=campaigns["items"], hasIdentity=identity is not None,
    )  # fmt: skip


@router.get("/roster", responses=shape("RosterScreen"), response_class=Response)
async def roster(screen: Making, at: Word = None, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Who answers for each entity, now or at an instant."""
    return shown(screen, **await screen.must("members", "/rosters", given(at=at, limit=limit, cursor=cursor)))


@router.get("/studio", responses=shape("StudioScreen"), response_class=Response)
async def studio(
    screen: Making,
    q: Text = None,
    person: Annotated[str | None, Query(max_length=60)] = None,
    occasion: Annotated[str | None, Query(max_length=64)] = None,
    year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
    ratio: Word = None,
    sort: Literal["newest", "oldest"] | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 60,
    cursor: Cursor = None,
) -> Response:
    """Released photos; with the first page also what they can be narrowed to, and what the reader's entity may use no longer."""
    asked = given(q=q, person=person, occasion=occasion, year=year, ratio=ratio, sort=sort, limit=limit, cursor=cursor)
    parts = [screen.must("media", "/official-photos", asked)]
    if cursor is None:
        parts += [screen.may("media", path, otherwise=None) for path in ("/gallery-facets", "/photo-notices")]
    found, facets, notices = [*await together(*parts), None, None][:3]
    return shown(screen, **found, facets=facets, notices=(notices or NOTHING)["items"])


@router.get("/official-photo/{id}", responses=shape("OfficialPhotoScreen"), response_class=Response)
async def official_photo(id: Id, screen: Making) -> Response:  # noqa: A002 the client's word
    """One official photo, and whether the reader accepted the terms."""
    photo, terms = await together(screen.must("media", f"/official-photos/{safe(id)}"), screen.may("media", "/photo-terms", otherwise=None))
    return shown(screen, photo=photo, terms=terms)


@router.get("/shared-photo/{id}", responses=shape("SharedPhotoScreen"), response_class=Response)
async def shared_photo(id: Id, here: Parts, language: ReaderLanguage) -> Response:  # noqa: A002 the client's word
    """What a link leads to, for whoever holds it: no sign-in. The gateway asks in its own name."""
    screen = Screen(here.upstream, GATEWAY, language)
    return shown(screen, shared=await screen.must("media", f"/photo-links/{safe(id)}"))


async def _total(screen: Screen, service: str, path: str, query: list[tuple[str, str | int]], cursor: str | None) -> Part | None:
    """How many a list holds in all, with its first page; None with the others, or when the service does not say so in time."""
    return None if cursor else await screen.may(service, path, query, otherwise=None)


async def _campaigns(screen: Screen, query: list[tuple[str, str | int]]) -> Part:
    found = await screen.must("campaigns", "/campaigns", query)
    await screen.with_covers(found["items"])
    return found


async def _entities(screen: Screen) -> list[Part]:
    """Every entity of today by name; a network has some dozens, one page holds a hundred."""
    return [_ref(one) for one in await _listed(screen)]


async def _listed(screen: Screen) -> list[Part]:
    return (await screen.may("members", "/entities", [("status", "active"), ("limit", 100)], otherwise=NOTHING))["items"]


def _ref(entity: Part) -> Part:
    return {"code": entity["code"], "name": entity["name"]}


def _short(entity: Part) -> Part:
    return {"code": entity["code"], "name": entity["name"], "sectors": entity.get("sectors", [])}


def given(**query: str | int | None) -> list[tuple[str, str | int]]:
    return [(name, value) for name, value in query.items() if value is not None]


def safe(id_: str) -> str:
    """An id as one segment of a path, whatever a client wrote."""
    return quote(id_, safe="")


def shown(screen: Screen, **parts: Any) -> Response:
    """The answer, with what did not answer in time."""
    return JSONResponse(screen.body(**parts))
