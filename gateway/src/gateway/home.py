"""The first page: what is next, what waits for the reader, what is new at each gate. A part that is away leaves the others standing."""

from collections.abc import Iterable
from typing import Any

from chassis.http import Route
from fastapi import APIRouter
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from gateway.compose import Part, Screen, together
from gateway.routes import Person
from gateway.screen_shapes import shape
from gateway.screens import NOTHING, PREFIX, UNDONE, Making, safe, shown
from gateway.upstream import Query

router = APIRouter(
    route_class=Route, prefix=PREFIX, tags=["screens"], generate_unique_id_function=lambda route: to_camel(f"screen_{route.name}")
)
FEW, ON_THE_STRIP, TOLD = 6, 24, 8
GATES = ("members", "forum", "meetings", "sources", "studio")
REVIEWERS = frozenset(("reviewer", "secretariat-editor"))
RELEASERS = frozenset(("studio-releaser",))
OVERDUE = [("mine", "true"), ("status", "evaluation-due")]


@router.get("/home", responses=shape("HomeScreen"), response_class=Response)
async def home(screen: Making, caller: Person) -> Response:
    """What is next, what waits for me, what is live, what is new."""
    mine = [("mine", "true"), ("status", "draft"), ("status", "changes-requested"), ("limit", FEW)]
    meeting, actions, drafts, running, notices, waiting, gates = await together(
        _next_meeting(screen),
        screen.may("meetings", "/action-items", [*UNDONE, ("mine", "true"), ("limit", FEW)], otherwise=NOTHING),
        screen.may("campaigns", "/campaigns", mine, otherwise=NOTHING),
        screen.may("campaigns", "/campaigns", [("status", "live"), ("status", "scheduled"), ("limit", ON_THE_STRIP)], otherwise=NOTHING),
        _notices(screen),
        _waiting(screen),
        _gates(screen),
    )
    exemplar = (gates["forum"] or {}).get("exemplar")
    await screen.with_covers([*drafts["items"], *running["items"], *([exemplar] if exemplar else [])])
    return shown(
        screen, me=caller.me, **meeting, myActions=actions["items"], myDrafts=drafts["items"], waiting=waiting,
        liveCampaigns=running["items"], notices=notices, gates=gates,
    )  # fmt: skip


async def _next_meeting(screen: Screen) -> Part:
    """The nearest meeting that will be held, the seat of the reader's entity there and its pack, if there are such."""
    held = [("status", status) for status in ("announced", "agenda-published", "in-session")]
    found = await screen.may("meetings", "/meetings", [("when", "upcoming"), *held, ("limit", 1)], otherwise=NOTHING)
    meeting = next(iter(found["items"]), None)
    if meeting is None:
        return {"nextMeeting": None, "mySeat": None, "pack": None}
    path = f"/meetings/{safe(meeting['id'])}"
    seat, pack = await together(_seat(screen, path), screen.maybe("meetings", f"{path}/pack"))
    return {"nextMeeting": meeting, "mySeat": seat, "pack": pack}


async def _seat(screen: Screen, path: str) -> Part | None:
    entity = screen.actor.entity
    return await screen.maybe("meetings", f"{path}/seats/{safe(entity)}") if entity else None


async def _notices(screen: Screen) -> list[Part]:
    """The newest of each gate that the reader has not muted."""
    bell, *pages = await together(
        screen.may("subscriptions", "/notifications/state", otherwise={"muted": GATES}),
        *(screen.may("subscriptions", "/notifications", [("gate", gate), ("limit", TOLD)], otherwise=NOTHING) for gate in GATES),
    )
    return [one for gate, page in zip(GATES, pages, strict=True) if gate not in bell["muted"] for one in page["items"]]


async def _waiting(screen: Screen) -> Part:
    """What only this reader, or somebody in their role, can do next; null for what is not theirs."""
    desk, minutes, photos, evaluations, confirmation = await together(
        _count(screen, "campaigns", "/campaigns/count", [("desk", "review")], _holds(screen, REVIEWERS)),
        _count(screen, "meetings", "/meetings/count", [("status", "circulated")], _holds(screen, ("secretariat-editor",))),
        _photos(screen),
        _count(
            screen, "campaigns", "/campaigns/count", [("mine", "true"), ("status", "evaluation-due")], screen.actor.has("entity-director")
        ),
        _is_unconfirmed(screen),
    )
    return {"desk": desk, "minutes": minutes, "photos": photos, "evaluations": evaluations, "confirmation": confirmation}


def _holds(screen: Screen, roles: Iterable[str]) -> bool:
    return any(screen.actor.has(role, "network") for role in roles)


async def _count(screen: Screen, service: str, path: str, query: Query = (), theirs: bool = True) -> Part | None:
    return await screen.may(service, path, query, otherwise=None) if theirs else None


async def _photos(screen: Screen) -> int | None:
    """Photos that wait for the second person, no further than a page."""
    if not any(screen.actor.has(role) for role in RELEASERS):
        return None
    found = await screen.may("media", "/official-photos/desk", [("state", "cleared"), ("limit", 100)], otherwise=None)
    return None if found is None else len(found["items"])


async def _is_unconfirmed(screen: Screen) -> bool:
    """Whether the reader's own card waits for this quarter's confirmation."""
    card, share = await together(
        screen.maybe("members", f"/people/{safe(screen.actor.id)}"), screen.may("members", "/confirmations", otherwise=None)
    )
    if card is None or share is None:
        return False
    return (card.get("confirmedAt") or "")[:10] < share["since"]


async def _gates(screen: Screen) -> dict[str, Any]:
    """A box per gate."""
    boxes = await together(
        screen.may("members", "/confirmations", otherwise=None),
        _box(
            screen, "campaigns", live=("/campaigns/count", [("status", "live")]),
            exemplar=("/campaigns", [("status", "exemplar"), ("limit", 1)]),
        ),
        _box(
            screen, "meetings", ahead=("/meetings/count", [("when", "upcoming")]),
            session=("/meetings", [("when", "upcoming"), ("kind", "knowledge-session"), ("limit", 1)]),
        ),
        _box(screen, "media", inForce=("/documents/count", [("state", "in-force")]), latest=("/documents", [("limit", 2)])),
        _box(screen, "media", released=("/official-photos/count", []), latest=("/official-photos", [("limit", 4)])),
    )  # fmt: skip
    return dict(zip(GATES, boxes, strict=True))


async def _box(screen: Screen, service: str, **asked: tuple[str, Query]) -> Part | None:
    """The parts of one box, or null when one of them is away. A part that is one record is that record or null."""
    found = await together(*(screen.may(service, path, query, otherwise=None) for path, query in asked.values()))
    if any(part is None for part in found):
        return None
    return {name: _shortened(part, asked[name][1]) for name, part in zip(asked, found, strict=True)}


def _shortened(part: Part, query: Query) -> Any:
    if "items" not in part:
        return part
    return next(iter(part["items"]), None) if ("limit", 1) in query else part["items"]
