"""What a page of the web client needs, in one answer: asked of the services in parallel, with the addresses of covers filled in.

A page lives on its main part; what only adornes it may be missing, and is then named in `unavailable`.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from chassis.errors import DomainError, Language, NotFound

from gateway.store import Caller
from gateway.upstream import Answer, Upstream

Json = dict[str, Any]
REVIEWERS = frozenset(("reviewer", "secretariat-editor"))
AUTHORS = frozenset(("entity-director", "entity-editor"))
PARTS_AT_ONCE = 50


class Refused(DomainError, ar=("تعذر التنفيذ", "رفضت الخدمة الطلب.")):
    """A service refused; its own answer is handed on."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Screens:
    """One caller's pages. `language` is that of problems; texts come in both."""

    def __init__(self, upstream: Upstream, caller: Caller, language: Language) -> None:
        self._upstream, self._caller, self._language = upstream, caller, language
        self._missing: set[str] = set()

    async def home(self) -> Json:
        """The reader's own work, what is live, the next meeting."""
        drafts, desk, live, meetings = await asyncio.gather(
            self._items("campaigns", "/campaigns", mine="true", status=["draft", "changes-requested"], limit=6)
            if self._writes
            else _nothing(),
            self._get("campaigns", "/campaigns/count", desk="review") if self._reviews else _nothing(),
            self._items("campaigns", "/campaigns", status=["live"], limit=12),
            self._optional("meetings", "/meetings", when="upcoming", limit=1),
        )
        await self._fill_covers([*(drafts or []), *live])
        return self._told(
            me=self._caller.me,
            myDrafts=drafts or [],
            deskCount=desk["count"] if desk else None,
            liveCampaigns=live,
            nextMeeting=next(iter(meetings["items"]), None) if meetings else None,
            notices=[],
        )

    async def _drafts(self) -> list[Json]:
        return await self._items("campaigns", "/campaigns", mine="true", status=["draft", "changes-requested"], limit=6)

    async def forum(self, query: Mapping[str, Any]) -> Json:
        """Campaigns that members see, and what they can be narrowed by."""
        asked = {**query, "status": [query["status"]] if query.get("status") else ["live", "completed"]}
        page, entities = await asyncio.gather(self._get("campaigns", "/campaigns", **asked), self._entities())
        await self._fill_covers(page["items"])
        topics = ["awareness", "services", "heritage", "health", "safety", "sustainability", "digital"]
        return self._told(**page, facets={"entities": entities, "topics": topics})

    async def campaign(self, id_: str) -> Json:
        """One campaign."""
        campaign = await self._get("campaigns", f"/campaigns/{id_}")
        entity, _ = await asyncio.gather(
            self._optional("members", f"/entities/{campaign['leadEntity']['code']}"), self._fill_covers([campaign])
        )
        shown = {name: entity[name] for name in ("code", "name", "sectors") if name in entity} if entity else campaign["leadEntity"]
        return self._told(campaign=campaign, entity=shown)

    async def campaign_form(self, id_: str) -> Json:
        """What the form needs: the campaign unless it is new, entities to choose partners from, the metric catalogue."""
        campaign, entities, metrics = await asyncio.gather(
            self._get("campaigns", f"/campaigns/{id_}") if id_ != "new" else _nothing(),
            self._entities(),
            self._get("campaigns", "/metrics"),
        )
        if campaign:
            if "edit" not in campaign["actions"]:
                raise NotFound
            await self._fill_covers([campaign])
        return self._told(campaign=campaign, entities=entities, metrics=metrics["items"])

    async def review(self) -> Json:
        """What waits for the secretariat and what it has begun."""
        if not self._reviews:
            raise NotFound
        states = ["submitted", "in-review", "changes-requested", "approved", "scheduled"]
        items = await self._items("campaigns", "/campaigns", status=states, sort="oldest", limit=100)
        await self._fill_covers(items)
        return self._told(items=items)

    async def meetings(self) -> Json:
        """What is ahead, the nearest first, then what is past."""
        ahead, past = await asyncio.gather(
            self._items("meetings", "/meetings", when="upcoming", limit=50), self._items("meetings", "/meetings", when="past", limit=50)
        )
        return self._told(items=[*ahead, *past], next=None)

    async def meeting(self, id_: str) -> Json:
        """One meeting."""
        return await self._get("meetings", f"/meetings/{id_}")

    async def members(self, query: Mapping[str, Any]) -> Json:
        """The directory."""
        page, entities = await asyncio.gather(self._get("members", "/people", **query), self._entities())
        return self._told(**page, facets={"entities": entities})

    # ---- how it is asked ----

    @property
    def _writes(self) -> bool:
        return any(grant.role in AUTHORS and grant.scope != "network" for grant in self._caller.actor.grants)

    @property
    def _reviews(self) -> bool:
        return any(grant.role in REVIEWERS and grant.scope == "network" for grant in self._caller.actor.grants)

    async def _get(self, service: str, path: str, **query: Any) -> Json:
        given = {name: value for name, value in query.items() if value not in (None, "")}
        asked = f"{path}?{urlencode(given, doseq=True)}" if given else path
        answer = await self._upstream.json(self._caller.actor, "GET", service, asked, language=self._language)
        if answer.status >= 400:
            raise Refused(answer)
        return answer.body

    async def _items(self, service: str, path: str, **query: Any) -> list[Json]:
        return (await self._get(service, path, **query))["items"]

    async def _optional(self, service: str, path: str, **query: Any) -> Json | None:
        try:
            return await self._get(service, path, **query)
        except DomainError:
            self._missing.add(service)
            return None

    async def _entities(self) -> list[Json]:
        found = await self._optional("members", "/entities", status="active", limit=100)
        return [{"code": one["code"], "name": one["name"]} for one in found["items"]] if found else []

    async def _fill_covers(self, campaigns: Iterable[Json]) -> None:
        """Put today's signed addresses into the covers that are ready."""
        covers = [one["cover"] for one in campaigns if one["cover"]]
        ids = list(dict.fromkeys(cover["assetId"] for cover in covers))
        groups = [ids[start : start + PARTS_AT_ONCE] for start in range(0, len(ids), PARTS_AT_ONCE)]
        pages = await asyncio.gather(*(self._optional("media", "/photos", ids=",".join(group)) for group in groups))
        photos = {photo["id"]: photo for page in pages if page for photo in page["items"]}
        for cover in covers:
            photo = photos.get(cover["assetId"])
            cover["renditions"] = photo["renditions"] if photo else []

    def _told(self, **parts: Any) -> Json:
        return parts | ({"unavailable": sorted(self._missing)} if self._missing else {})


async def _nothing() -> None:
    return None
