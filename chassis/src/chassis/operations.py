"""What operations see of one service and may do there: its health, outboxes, consumers and parked events. Every act is kept.

The facts come from Mongo and Kafka, never from this process: any copy of a service, in any role, says the same of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import DESCENDING
from starlette.responses import JSONResponse, Response

from chassis.auth import Policy, network
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.errors import Conflict, DomainError, NotFound
from chassis.event import instant_text
from chassis.http import CurrentActor, Ready, Router
from chassis.idempotency import new_id
from chassis.kafka import lag
from chassis.mongo import Database, Document, driver_errors
from chassis.relay import Relay, depth_and_age
from chassis.settings import ServiceSettings

POLICY = Policy({"ops": network("ops")})
PATIENCE = 2.0
Figures = Callable[[], Awaitable[dict[str, float]]]
ACTS_SHOWN = 20


class NoSuchLetter(NotFound, ar=("الرسالة غير موجودة", "لا توجد رسالة متعثرة بهذا المعرّف. ربما أُطلقت أو أُسقطت.")):
    """No event is parked under this identifier. It may have been released or dropped meanwhile."""


class StillFails(Conflict, ar=("ما زال التطبيق متعذراً", "ما زال تطبيق الحدث متعذراً: {reason}")):
    """The event still cannot be applied: {reason}"""


@dataclass(frozen=True, slots=True)
class Faults:
    """Work of a kind, beside events, that a service gave up. `list` gives `{id, subject, error, traceparent, at}`, the longest waiting
    first; `dismiss` takes one off that list."""

    kind: str
    list: Callable[[], Awaitable[list[Document]]]
    dismiss: Callable[[str], Awaitable[Any]]


class Operations:
    """One service as operations see it."""

    def __init__(
        self,
        settings: ServiceSettings,
        database: Database,
        *,
        ready: Ready,
        relay: Relay | None = None,
        consumers: Sequence[Consumer] = (),
        figures: Figures | None = None,
        faults: Faults | None = None,
    ) -> None:
        self._settings, self._ready, self._consumers, self._figures, self._faults = settings, ready, consumers, figures, faults
        self._outboxes = relay.collections if relay else ()
        self._acts = database["dead_letter_acts"]
        self._since = now()

    async def facts(self) -> Document:
        """`{service, version, since, parts, outboxes, lag, letters, acts, figures}`; null stands for what cannot be known at the moment."""
        asked = (self._ready(), self._waiting(), self._behind(), self._letters(), self._latest_acts(), self._own_figures())
        parts, outboxes, behind, letters, acts, figures = await asyncio.gather(*(_in_time(one) for one in asked))
        known = {"service": self._settings.service, "version": self._settings.version, "since": instant_text(self._since), "parts": parts}
        return {**known, "outboxes": outboxes, "lag": behind, "letters": letters, "acts": acts, "figures": figures}

    async def release(self, letter: str, *, skip: bool, by: str) -> None:
        """Apply a parked event and what waits behind it, or drop it first. Other work that was given up can only be dropped.

        Raises NoSuchLetter, StillFails.
        """
        if self._faults and letter.startswith(f"{self._faults.kind}:"):
            return await self._dismiss(self._faults, letter, skip=skip, by=by)
        groups = {one.group: one for one in self._consumers}
        consumer = groups.get(letter.partition(":")[0])
        told = {one["id"]: one for one in await consumer.dead_letters.list()} if consumer else {}
        if consumer is None or letter not in told:
            raise NoSuchLetter
        what = {name: told[letter][name] for name in ("type", "subject")}
        act = await self._enter(letter, what, "drop" if skip else "release", by)
        try:
            await consumer.dead_letters.release(letter, consumer, skip=skip)
        except KeyError as gone:
            raise NoSuchLetter from gone
        except Exception as error:
            reason = str(error)[:200]
            with driver_errors():
                await self._acts.update_one({"_id": act}, {"$set": {"error": reason}})
            raise StillFails(reason=reason) from error

    async def _own_figures(self) -> dict[str, float] | None:
        return await self._figures() if self._figures else None

    async def _dismiss(self, faults: Faults, letter: str, *, skip: bool, by: str) -> None:
        id_ = letter.partition(":")[2]
        told = {one["id"]: one for one in await faults.list()}
        if not skip or id_ not in told:
            raise NoSuchLetter
        await self._enter(letter, {"type": faults.kind, "subject": told[id_]["subject"]}, "drop", by)
        await faults.dismiss(id_)

    async def _enter(self, letter: str, what: Document, act: str, by: str) -> str:
        """Keep that somebody acts before they do; its id."""
        entry = {"_id": new_id(), **what, "act": act, "by": by, "at": now(), "letter": letter, "error": None}
        with driver_errors():
            await self._acts.insert_one(entry)
        return entry["_id"]

    async def _waiting(self) -> list[Document]:
        found = [(one.name, *await depth_and_age(one)) for one in self._outboxes]
        return [{"collection": name, "depth": depth, "age": age} for name, depth, age in found]

    async def _behind(self) -> list[Document]:
        return [
            {"group": one.group, "topic": topic, "events": events}
            for one in self._consumers
            for topic, events in (await lag(self._settings, one.group, one.topics)).items()
        ]

    async def _letters(self) -> list[Document]:
        found = [letter for one in self._consumers for letter in await one.dead_letters.list()]
        parked = [{**letter, "acts": ["release", "drop"]} for letter in found]
        return [{**letter, "at": instant_text(letter["at"])} for letter in (*parked, *await self._given_up())]

    async def _given_up(self) -> list[Document]:
        if self._faults is None:
            return []
        kind = self._faults.kind
        return [{**one, "id": f"{kind}:{one['id']}", "type": kind, "followers": 0, "acts": ["drop"]} for one in await self._faults.list()]

    async def _latest_acts(self) -> list[Document]:
        with driver_errors():
            found = await self._acts.find({}, {"_id": 0}, sort=[("_id", DESCENDING)], limit=ACTS_SHOWN).to_list(ACTS_SHOWN)
        return [{**act, "at": instant_text(act["at"])} for act in found]


async def _in_time(asked: Awaitable[Any]) -> Any:
    """The answer, or None when what it is asked of is away."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await asked
    except (DomainError, TimeoutError):
        return None


def router(operations: Operations) -> Router:
    """The door to it; inside the platform only, so it is in no document of the API."""
    doors = Router(POLICY)

    @doors.get("/operations", permission="ops")
    async def facts() -> Response:
        return JSONResponse(await operations.facts())

    @doors.post("/operations/dead-letters/{letter}/{act}", permission="ops")
    async def release(letter: str, act: str, by: CurrentActor) -> Response:
        if act not in ("release", "drop"):
            raise NotFound
        await operations.release(letter, skip=act == "drop", by=by.name.en if by.name else by.id)
        return Response(status_code=204)

    return doors
