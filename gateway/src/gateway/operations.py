"""The screen of operations: what every service says of itself, asked at once; who is away is shown as away. Only the role ops finds it."""

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from chassis.http import API, IdempotencyKey, Route
from fastapi import APIRouter, Depends, Path
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from gateway.compose import Part, together
from gateway.errors import NoSuchResource
from gateway.memory import Caller
from gateway.routes import Parts, Person
from gateway.routing import NAMES
from gateway.screen_shapes import shape
from gateway.screens import PREFIX, Making, shown
from gateway.upstream import Relayed

SELF = "gateway"
RECEIVERS = 50
NOTHING: Part = {"items": [], "next": None}


def operator(caller: Person) -> Caller:
    """Who runs the platform. For everybody else there is nothing here."""
    if not caller.actor.has("ops", "network"):
        raise NoSuchResource
    return caller


Operator = Annotated[Caller, Depends(operator)]
router = APIRouter(route_class=Route, tags=["operations"], generate_unique_id_function=lambda route: to_camel(route.name))


@router.get(f"{PREFIX}/operations", responses=shape("OperationsScreen"), response_class=Response)
async def screen_operations(screen: Making, here: Parts, _: Operator) -> Response:
    """Every service with its facts, or null for one that is away; how receivers fare; what is alerted now, or null when that cannot
    be known; whether the programs that watch the platform answer; and where traces are looked at."""
    own, alerts, receivers, *others = await together(
        here.operations.facts(),
        here.watching.alerts(),
        screen.may("subscriptions", "/delivery-health", [("limit", RECEIVERS)], otherwise=NOTHING),
        *(screen.may(name, "/operations", otherwise=None) for name in NAMES),
    )
    services = [_service(SELF, own), *(_service(f"{name}-svc", facts) for name, facts in zip(NAMES, others, strict=True))]
    return shown(
        screen,
        services=services,
        receivers=receivers["items"],
        watching=here.watching.programs(),
        alerts=alerts,
        traces=here.traces,
        dashboards=here.dashboards,
    )


def _service(name: str, facts: Part | None) -> Part:
    """`ready` is false also for a service that answers but lacks something it needs."""
    parts = (facts or {}).get("parts") or {}
    return {"name": name, "ready": bool(parts) and all(state == "ok" for state in parts.values()), "facts": facts}


@dataclass(frozen=True, slots=True)
class Letter:
    """A parked event at its service, and what is to be done about it."""

    service: str
    letter: Annotated[str, Path(max_length=300)]
    act: Literal["release", "drop"]


@router.post(f"{API}/operations/{{service}}/dead-letters/{{letter}}/{{act}}", status_code=204)
async def act_on_dead_letter(
    asked: Annotated[Letter, Depends()], screen: Making, here: Parts, by: Operator, key: IdempotencyKey
) -> Response:
    """Apply a parked event and what waits behind it, or drop it for good. Who did so is kept with the service."""
    owner = asked.service.removesuffix("-svc")
    if asked.service == SELF:
        name = by.actor.name.en if by.actor.name else by.actor.id
        await here.operations.release(asked.letter, skip=asked.act == "drop", by=name)
        return Response(status_code=204)
    if owner not in NAMES:
        raise NoSuchResource
    path = f"/operations/dead-letters/{quote(asked.letter, safe='')}/{asked.act}"
    answer = await here.upstream.json(by.actor, "POST", owner, path, language=screen.language, key=key)
    if answer.status >= 400:
        raise Relayed(answer)
    return Response(status_code=204)
