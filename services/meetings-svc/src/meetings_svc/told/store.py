"""What other services told us: how campaigns stand, which entities and posts there are, each as of a version of its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from chassis.audience import terms_of
from chassis.auth import Actor
from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes, project_parts
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, IndexModel

from meetings_svc.agenda.model import AgendaItem, Bi
from meetings_svc.model import Meeting
from meetings_svc.policy import oversees
from meetings_svc.seats.model import Post

CampaignStatus = Literal["live", "completed", "withdrawn", "cancelled"]
CALLED_OFF = frozenset(("cancelled", "withdrawn"))


@dataclass(frozen=True, slots=True)
class ToldCampaign:
    """How a campaign stands; one that is not open has no title here. `readers` are the terms of who may read it. A fact that does not
    say how it stands leaves the status as it is."""

    id: str
    status: CampaignStatus | None
    title: Bi | None = None
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What others told us, as far as one answer to one reader needs it."""

    entities: Mapping[str, Bi] = field(default_factory=dict)
    campaigns: Mapping[str, ToldCampaign] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    every_link: bool = False

    def name_of(self, code: str) -> Bi:
        """The entity's name; its code while nobody told us the name."""
        return self.entities.get(code, Bi(code, code))

    def named(self) -> dict[str, Bi]:
        """Entities by code, and posts by id with the entity they are of."""
        of = {post.entity: self.name_of(post.entity) for post in self.posts.values()}
        posts = {id_: Bi(f"{post.ar}، {of[post.entity].ar}", f"{post.en}, {of[post.entity].en}") for id_, post in self.posts.items()}
        return {**self.entities, **posts}

    def shows(self, campaign_id: str) -> bool:
        """Whether the reader may know that an item is linked to this campaign."""
        return self.every_link or campaign_id in self.campaigns


_NAME, _TITLE, _CAMPAIGN, _POST = TypeAdapter(Bi), TypeAdapter(Bi | None), TypeAdapter(ToldCampaign), TypeAdapter(Post)


class ProjectionStore:
    """Campaigns and entities as their services last described them."""

    def __init__(self, database: Database) -> None:
        self._campaigns: Collection = database["campaign_projection"]
        self._entities: Collection = database["entity_projection"]
        self._posts: Collection = database["post_projection"]
        self._documents: Collection = database["document_projection"]

    async def open(self) -> None:
        """Make the index."""
        await ensure_indexes(self._posts, IndexModel([("entity", ASCENDING)], name="by_entity"))

    async def put_campaign(self, campaign: ToldCampaign, *, version: int) -> None:
        """Remember how a campaign stands as of a version of it. One that was called off is told of without its title and keeps it."""
        title = {"ar": campaign.title.ar, "en": campaign.title.en} if campaign.title else None
        parts: dict[str, Document] = {"readers": {"readers": list(campaign.readers)}}
        if campaign.status:
            parts["status"] = {"status": campaign.status}
        if title or campaign.status not in CALLED_OFF:
            parts["title"] = {"title": title}
        await project_parts(self._campaigns, campaign.id, version=version, parts=parts)

    async def put_document(self, id_: str, title: Bi | None, *, version: int) -> None:
        """Remember what a document is called as of a version of it."""
        words = {"ar": title.ar, "en": title.en} if title else None
        await project_parts(self._documents, id_, version=version, parts={"title": {"title": words}})

    async def put_entity(self, code: str, *, version: int, name: Bi) -> None:
        """Remember an entity's name as of a version of it."""
        await project_parts(self._entities, code, version=version, parts={"name": {"name": {"ar": name.ar, "en": name.en}}})

    async def close_entity(self, code: str, *, version: int, closed: bool = True) -> bool:
        """Remember that an entity is no more and has no seats from now on, or is there again. False = something newer is known."""
        return bool(await project_parts(self._entities, code, version=version, parts={"life": {"closed": closed}}))

    async def put_post(self, post: Post, *, version: int, vacant: bool | None = None, closed: bool | None = None) -> None:
        """Remember what a post is, and as far as the fact says it, whether nobody is in it and whether it was given up."""
        parts: dict[str, Document] = {"post": {"entity": post.entity, "kind": post.kind, "title": {"ar": post.ar, "en": post.en}}}
        if vacant is not None:
            parts["holder"] = {"vacant": vacant}
        if closed is not None:
            parts["life"] = {"closed": closed}
        await project_parts(self._posts, post.id, version=version, parts=parts)

    async def active_entities(self) -> list[str]:
        """The codes of all entities of today, in their order."""
        with driver_errors():
            found = await self._entities.find({"closed": {"$ne": True}}, {"_id": 1}).sort("_id", ASCENDING).to_list(None)
        return [one["_id"] for one in found]

    async def posts(self, ids: Iterable[str]) -> dict[str, Post]:
        """These posts as far as we were told of them."""
        if not (wanted := sorted(set(ids))):
            return {}
        with driver_errors():
            found = await self._posts.find({"_id": {"$in": wanted}}).to_list(None)
        return {post.id: post for post in readable(found, _post_from)}

    async def posts_of(self, entity: str) -> list[Post]:
        """The posts of an entity that were not given up, by kind."""
        with driver_errors():
            found = (
                await self._posts.find({"entity": entity, "closed": {"$ne": True}})
                .sort([("kind", ASCENDING), ("_id", ASCENDING)])
                .to_list(None)
            )
        return readable(found, _post_from)

    async def titles(self, subjects: Iterable[str]) -> dict[str, Bi | None]:
        """What these campaigns and documents are called, as far as we were told of them, for who may read them all."""
        wanted, named = {"_id": {"$in": sorted(set(subjects))}}, {"title": 1}
        with driver_errors():
            found = [one for some in (self._campaigns, self._documents) for one in await some.find(wanted, named).to_list(None)]
        return dict(readable(found, lambda one: (one["_id"], _TITLE.validate_python(one.get("title")))))

    async def names(self, codes: Iterable[str]) -> Known:
        """What these entities are called."""
        return Known(await self._names(set(codes)))

    async def known_for(self, meetings: Iterable[Meeting], *, seen_by: Actor) -> Known:
        """All that is needed to show these meetings to this reader, in three reads."""
        seen = list(meetings)
        items = [item for one in seen for item in one.agenda]
        posts = await self.posts(posts_in(items))
        codes = {one.outline.host_entity for one in seen if one.outline.host_entity} | {post.entity for post in posts.values()}
        linked = {campaign for item in items for campaign in item.campaigns}
        return Known(await self._names(codes), await self._told(linked, seen_by), posts, every_link=oversees(seen_by))

    async def _names(self, codes: set[str]) -> dict[str, Bi]:
        if not codes:
            return {}
        with driver_errors():
            found = await self._entities.find({"_id": {"$in": sorted(codes)}}).to_list(None)
        return dict(readable([one for one in found if "name" in one], lambda one: (one["_id"], _NAME.validate_python(one["name"]))))

    async def _told(self, ids: set[str], seen_by: Actor) -> dict[str, ToldCampaign]:
        if not ids:
            return {}
        with driver_errors():
            found = await self._campaigns.find({"_id": {"$in": sorted(ids)}, **_told_to(seen_by)}).to_list(None)
        return {campaign.id: campaign for campaign in readable(found, _campaign_from)}


def posts_in(items: Iterable[AgendaItem]) -> set[str]:
    """The posts that present these items."""
    return {one.post_id for item in items for one in item.presenters if one.post_id}


def _told_to(actor: Actor) -> Document:
    """The condition on every read: who may not read a campaign is told nothing of it here. Of those that were told of before there were
    terms, only what everybody could read is shown."""
    if oversees(actor):
        return {}
    before: Document = {"readers": {"$exists": False}, "told_to": None, "status": {"$nin": sorted(CALLED_OFF)}}
    return {"$or": [{"readers": {"$in": sorted(terms_of(actor))}}, before]}


def _campaign_from(document: Mapping[str, Any]) -> ToldCampaign:
    told = {"status": document.get("status"), "title": document.get("title"), "readers": document.get("readers") or ()}
    return _CAMPAIGN.validate_python({"id": document["_id"], **told})


def _post_from(document: Mapping[str, Any]) -> Post:
    vacant, closed = document.get("vacant", True), document.get("closed", False)
    told = {"entity": document["entity"], "kind": document["kind"], "vacant": vacant, "closed": closed}
    return _POST.validate_python({**document["title"], **told, "id": document["_id"]})
