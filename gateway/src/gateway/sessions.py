"""Where somebody is signed in: on which devices, since when, from where; and ending it there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from chassis.http import API, Body, Route, reply
from chassis.reading import readable
from fastapi import APIRouter, Path
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from gateway.errors import NoSuchSession
from gateway.routes import Parts, Person

router = APIRouter(route_class=Route, prefix=API, tags=["session"], generate_unique_id_function=lambda route: to_camel(route.name))

# What browsers and systems write of themselves; of several the first here, for most claim to be others as well.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


class SessionBody(Body):
    """A running session. `current` is the one that asks; browser and system are null when they did not say what they are."""

    id: str
    current: bool
    browser: str | None
    system: str | None
    address: str
    begun: datetime
    seen: datetime

    @classmethod
    def of(cls, session: Mapping[str, Any], key: str) -> Self:
        named = {"browser": _first(_BROWSERS, session["agent"]), "system": _first(_SYSTEMS, session["agent"])}
        times = {"begun": session["begun"], "seen": session["seen"]}
        return cls(id=session["id"], current=session["_id"] == key, address=session["address"], **named, **times)


class Sessions(Body):
    """All of one person's sessions: a hundred at most, so one page."""

    items: list[SessionBody]
    next: None = None


@router.get("/sessions", response_model=Sessions)
async def list_sessions(caller: Person, here: Parts) -> Response:
    """Where one is signed in, the session last seen first."""
    found = await here.sessions.of_person(caller.actor.id, at=here.clock())
    return reply(Sessions(items=readable(found, lambda one: SessionBody.of(one, caller.key))))


@router.delete("/sessions/{session_id}", status_code=204)
async def revoke_session(session_id: str = Path(max_length=64), *, caller: Person, here: Parts) -> Response:
    """Sign out on one device; it bites everywhere within seconds. Raises NoSuchSession."""
    if not await here.sessions.revoke(caller.actor.id, session_id):
        raise NoSuchSession
    return Response(status_code=204)


@router.delete("/sessions", status_code=204)
async def revoke_other_sessions(caller: Person, here: Parts) -> Response:
    """Sign out everywhere but here."""
    await here.sessions.revoke_others(caller.actor.id, caller.key)
    return Response(status_code=204)


def _first(names: Sequence[tuple[str, str]], agent: str) -> str | None:
    return next((name for mark, name in names if mark in agent), None)
