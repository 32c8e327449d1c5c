"""What campaigns-svc and members-svc told us: how campaigns stand and what entities are called, each as of a version of its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chassis.auth import Actor
from chassis.mongo import Collection, Database, Document, driver_errors, project

from meetings_svc.agenda.model import Bi
from meetings_svc.model import Meeting
from meetings_svc.policy import oversees

CALLED_OFF = frozenset(("cancelled", "withdrawn"))


@dataclass(frozen=True, slots=True)
class ToldCampaign:
    """How a campaign stands; one that is not open has no title here. `told_to` names the entities that may know of it, None means all."""

    id: str
    status: str
    title: Bi | None = None
    told_to: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What others told us, as far as one answer to one reader needs it."""

    entities: Mapping[str, Bi] = field(default_factory=dict)
    campaigns: Mapping[str, ToldCampaign] = field(default_factory=dict)
    every_link: bool = False

    def name_of(self, code: str) -> Bi:
        """The entity's name; its code while nobody told us the name."""
        return self.entities.get(code, Bi(code, code))

    def shows(self, campaign_id: str) -> bool:
        """Whether the reader may know that an item is linked to this campaign."""
        return self.every_link or campaign_id in self.campaigns


class ProjectionStore:
    """Campaigns and entities as their services last described them."""

    def __init__(self, database: Database) -> None:
        self._campaigns: Collection = database["campaign_projection"]
        self._entities: Collection = database["entity_projection"]

    async def put_campaign(self, campaign: ToldCampaign, *, version: int) -> None:
        """Remember how a campaign stands as of a version of it."""
        title = {"ar": campaign.title.ar, "en": campaign.title.en} if campaign.title else None
        told_to = None if campaign.told_to is None else list(campaign.told_to)
        await project(self._campaigns, campaign.id, version=version, fields={"status": campaign.status, "title": title, "told_to": told_to})

    async def put_entity(self, code: str, *, version: int, name: Bi) -> None:
        """Remember an entity's name as of a version of it."""
        await project(self._entities, code, version=version, fields={"name": {"ar": name.ar, "en": name.en}})

    async def known_for(self, meetings: Iterable[Meeting], *, seen_by: Actor) -> Known:
        """All that is needed to show these meetings to this reader, in two reads."""
        seen = list(meetings)
        codes = {one.outline.host_entity for one in seen if one.outline.host_entity}
        linked = {campaign for one in seen for item in one.agenda for campaign in item.campaigns}
        return Known(await self._names(codes), await self._told(linked, seen_by), every_link=oversees(seen_by))

    async def _names(self, codes: set[str]) -> dict[str, Bi]:
        if not codes:
            return {}
        with driver_errors():
            found = await self._entities.find({"_id": {"$in": sorted(codes)}}).to_list(None)
        return {one["_id"]: Bi(**one["name"]) for one in found}

    async def _told(self, ids: set[str], seen_by: Actor) -> dict[str, ToldCampaign]:
        if not ids:
            return {}
        with driver_errors():
            found = await self._campaigns.find({"_id": {"$in": sorted(ids)}, **_told_to(seen_by)}).to_list(None)
        return {one["_id"]: _campaign_from(one) for one in found}


def _told_to(actor: Actor) -> Document:
    """The condition on every read: what a campaign's own service tells only some entities is not told to others here."""
    if oversees(actor):
        return {}
    return {"$or": [{"told_to": None}, {"told_to": actor.entity}]} if actor.entity else {"told_to": None}


def _campaign_from(document: Document) -> ToldCampaign:
    title, told_to = document["title"], document["told_to"]
    return ToldCampaign(document["_id"], document["status"], Bi(**title) if title else None, None if told_to is None else tuple(told_to))
