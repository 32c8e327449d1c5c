"""Asks services for the parts of one screen, at the same time. What may be missing is marked, not waited for."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any

from chassis.auth import Actor
from chassis.errors import DomainError, Language

from gateway.errors import TookTooLong
from gateway.routing import name_of
from gateway.upstream import Query, Relayed, Upstream

NEEDED_WITHIN = 8.0
OTHERS_WITHIN = 3.0
MOST_PHOTOS = 50

Part = dict[str, Any]


@dataclass
class Screen:
    """One reader's screen in the making; `unavailable` names the services whose part is missing."""

    upstream: Upstream
    actor: Actor
    language: Language
    unavailable: set[str] = field(default_factory=set)

    async def must(self, service: str, path: str, query: Query = ()) -> Part:
        """A part without which there is no screen. Raises Relayed, ServiceAway, TookTooLong."""
        return await self._ask(service, path, query, NEEDED_WITHIN)

    async def may(self, service: str, path: str, query: Query = (), *, otherwise: Any) -> Any:
        """A part that may be missing: `otherwise` stands for it."""
        try:
            return await self._ask(service, path, query, OTHERS_WITHIN)
        except (DomainError, Relayed):
            self.unavailable.add(service)
            return otherwise

    async def maybe(self, service: str, path: str, query: Query = ()) -> Part | None:
        """A part that may be missing, or about what is not there or not for this reader: None."""
        try:
            return await self._ask(service, path, query, OTHERS_WITHIN)
        except Relayed as refused:
            if refused.answer.status not in (403, 404):
                self.unavailable.add(service)
        except DomainError:
            self.unavailable.add(service)
        return None

    async def _ask(self, service: str, path: str, query: Query, within: float) -> Part:
        try:
            async with asyncio.timeout(within):
                answer = await self.upstream.json(self.actor, "GET", service, path, query, language=self.language)
        except TimeoutError as error:
            raise TookTooLong(service=name_of(service)) from error
        if answer.status != 200:
            raise Relayed(answer)
        return answer.body

    async def with_covers(self, campaigns: Sequence[Part]) -> None:
        """Give the covers of these campaigns their addresses at the object store, in one question; without, they show none."""
        covers = {cover["assetId"]: cover for campaign in campaigns if (cover := campaign.get("cover"))}
        if not covers:
            return
        ids = ",".join(list(covers)[:MOST_PHOTOS])
        found = await self.may("media", "/photos", [("ids", ids)], otherwise={"items": []})
        photos = {photo["id"]: photo for photo in found["items"]}
        for campaign in campaigns:
            if cover := campaign.get("cover"):
                _show(cover, photos.get(cover["assetId"]))

    def body(self, **parts: Any) -> Part:
        """The screen."""
        return {**parts, "unavailable": sorted(self.unavailable)}


def _show(cover: Part, photo: Part | None) -> None:
    if photo is not None:
        cover["status"] = photo["status"] if photo["status"] in ("ready", "rejected") else "pending"
    cover["renditions"] = photo["renditions"] if photo else []


async def together(*parts: Awaitable[Any]) -> list[Any]:
    """All parts, asked for at the same time; the first failure ends the others."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_awaited(part)) for part in parts]
    except* (DomainError, Relayed) as failures:  # cancellation: nothing follows but the refusal
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


async def _awaited(part: Awaitable[Any]) -> Any:
    return await part
