"""Walks records through the services' doors as whoever does it in the field. Whatever is there already stays: repeating changes nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Protocol, TypeVar

from chassis.auth import Actor, Grant
from chassis.clock import DUBAI
from chassis.errors import Text

from .files import Data
from .shelves import Picture

Body = dict[str, Any]
Call = Callable[..., Awaitable[tuple[int, Body, int | None]]]
Found = TypeVar("Found")
SEED, SECRETARY = "seed", "GNGC-SEC/editor"
ROLES = {"director": "entity-director", "deputy": "entity-director", "media-officer": "entity-editor", "brand-officer": "entity-editor"}
PATIENCE, AT_ONCE, TRIES = 120.0, 4, 5
ON_ITS_WAY = frozenset(("/problems/unknown-presenter",))  # what a service hears of by an event, so that it is asked again


class Doors(Protocol):
    """The services' doors."""

    def of(self, service: str, actor: Actor) -> Call: ...
    async def put(self, upload: Mapping[str, Any], content: bytes, name: str) -> None: ...


class NotPlanted(Exception):
    """A service refused or did not finish what the demonstration data needs."""


class Step(NamedTuple):
    """What leads on from a state: who does what, with which body."""

    by: str
    verb: str
    body: Body | None = None


class Planter:
    """Everybody of the demonstration network, at work. `people`, `posts`, `campaigns`: ids by post and by key, as they become known."""

    def __init__(self, doors: Doors, data: Data, today: date, tell: Callable[[str], None] = lambda _: None) -> None:
        self.doors, self.data, self.today, self.tell = doors, data, today, tell
        self.people: dict[str, str] = {}
        self.posts: dict[str, str] = {}
        self.campaigns: dict[str, str] = {}

    def day(self, days: int) -> date:
        """So many days from planting."""
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int = 9) -> str:
        """An hour of Dubai on that day."""
        return datetime.combine(self.day(days), datetime.min.time(), DUBAI).replace(hour=hour).astimezone(UTC).isoformat()

    def actor(self, by: str) -> Actor:
        """Who holds a post, with the roles that come with it."""
        if by == SEED:
            return Actor.system(SEED)
        post = self.data.held[by]
        roles = [Grant(role, "network") for role in post.roles]
        if own := ROLES.get(post.covers.partition("/")[2] if post.covers else post.is_of):
            roles.append(Grant(own, post.entity))
        name = Text(post.name.ar, post.name.en) if post.name else None
        return Actor(self.people.get(by, by), "person", entity=post.entity, grants=tuple(roles), name=name)

    def writer_for(self, code: str) -> str:
        """Who writes and decides for an entity."""
        return SECRETARY if SECRETARY.startswith(f"{code}/") else self.data.director_of(code)

    async def send(
        self,
        method: str,
        path: str,
        *,
        by: str = SEED,
        json: Any = None,
        key: str | None = None,
        at: int | None = None,
        fine: Collection[int] = (),
    ) -> Body:
        """One request; `path` begins with the service, as media:/kits, `at` is the version it holds for. Raises NotPlanted when refused."""
        service, _, rest = path.partition(":")
        call, deadline = self.doors.of(service, self.actor(by)), time.monotonic() + PATIENCE
        status, body, version = await call(method, rest, json=json, key=key, if_match=at)
        while body.get("type") in ON_ITS_WAY and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
            status, body, version = await call(method, rest, json=json, key=key, if_match=at)
        if status >= 300 and status not in fine:
            raise NotPlanted(f"{method} {path} answered {status} to {by}: {body}")
        return body | ({"version": version} if version else {})

    async def create(self, path: str, body: Body, key: str, *, by: str = SEED, fine: Collection[int] = ()) -> str:
        """The id of a record, which follows from the key: made now or found."""
        return (await self.send("POST", path, by=by, json=body, key=key, fine=fine)).get("id", "")

    async def append(self, path: str, wanted: Sequence[Body], have: Sequence[Any], record: Body, *, by: str) -> Body:
        """Add to a record the parts that are not there yet; the record."""
        for part in wanted[len(have) :]:
            record = await self.send("POST", path, by=by, json=part, at=record["version"])
        return record

    async def bring(
        self, path: str, way: Mapping[str, Step], until: str, *, by: str, state: Callable[[Body], str] = lambda record: record["status"]
    ) -> Body:
        """From state to state by the step that leads on, until the record is where it belongs or no step is left."""
        record = await self.send("GET", path, by=by)
        while (now := state(record)) != until and now in way:
            step = way[now]
            method, rest = ("PATCH", "") if step.verb == "edit" else ("POST", f"/{step.verb}")
            record = await self.send(method, f"{path}{rest}", by=step.by, json=step.body, at=record["version"])
        return record

    async def wait(self, path: str, done: Callable[[Body], bool], *, by: str, patience: float = PATIENCE) -> Body:
        """The record once it is so. Raises NotPlanted when a file is rejected or nothing comes: is a worker running?"""
        deadline = time.monotonic() + patience
        while not done(found := await self.send("GET", path, by=by)):
            if found.get("status") == "rejected" or time.monotonic() > deadline:
                raise NotPlanted(f"{path} does not get ready within {patience:.0f} s: {found}")
            await asyncio.sleep(0.1)
        return found

    async def upload(self, path: str, content: bytes, key: str, *, by: str = SEED, **about: Any) -> str:
        """A file that was checked; its id. What an interrupted planting left under one key expires, and the next key is tried."""
        for attempt in range(TRIES):
            ticket = await self.send("POST", path, by=by, json={**about, "size": len(content)}, key=f"{key}/{attempt}")
            form, here = ticket["upload"], f"{path}/{ticket['id']}"
            if form and form["expiresAt"] > datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"):
                await self.doors.put(form, content, about["fileName"])
            reported = await self.send("POST", f"{here}/uploaded", by=by, fine=(404, 409, 410, 422))
            if reported.get("status") in ("checking", "ready", "uploaded"):
                return (await self.wait(here, lambda one: one["status"] == "ready", by=by))["id"]
        raise NotPlanted(f"{about['fileName']} could not be uploaded in {TRIES} tries")

    async def photo(self, picture: Picture, key: str, *, by: str = SEED, purpose: str) -> str:
        """A painted picture as a photo of this purpose; its id."""
        from .pictures.paint import paint

        content, name = await asyncio.to_thread(paint, picture), f"{picture.key}.jpg"
        alt = {"alt": picture.both()} if purpose == "campaign-cover" else {}
        return await self.upload("media:/photos", content, key, by=by, fileName=name, contentType="image/jpeg", purpose=purpose, **alt)

    @staticmethod
    async def each(work: Iterable[Coroutine[Any, Any, Found]], at_once: int = AT_ONCE) -> list[Found]:
        """Do all of it, a few at a time."""
        gate, jobs = asyncio.Semaphore(at_once), list(work)

        async def one(job: Coroutine[Any, Any, Found]) -> Found:
            async with gate:
                return await job

        try:
            async with asyncio.TaskGroup() as tasks:
                begun = [tasks.create_task(one(job)) for job in jobs]
            return [task.result() for task in begun]
        finally:
            for job in jobs:
                job.close()  # what an interruption left unbegun
