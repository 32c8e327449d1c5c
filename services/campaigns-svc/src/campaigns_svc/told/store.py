"""What members-svc and media-svc told us: entities' names and how photos' checks ended, each as of a version of its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from chassis.mongo import Collection, Database, Document, driver_errors, project
from chassis.reading import readable
from pydantic import TypeAdapter

from campaigns_svc.model import Campaign
from campaigns_svc.plan.model import Bi


@dataclass(frozen=True, slots=True)
class Asset:
    """What media-svc said of a photo."""

    id: str
    status: Literal["ready", "rejected"]
    owner: str | None = None
    renditions: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What others told us, as far as one answer needs it; what we have not heard of yet is given by its code or as pending."""

    entities: Mapping[str, Bi] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)

    def name_of(self, code: str) -> Bi:
        """The entity's name."""
        return self.entities.get(code, Bi(code, code))


_NAME, _ASSET = TypeAdapter(Bi), TypeAdapter(Asset)


class ProjectionStore:
    """Entities and photos as their services last described them."""

    def __init__(self, database: Database) -> None:
        self._entities: Collection = database["entity_projection"]
        self._assets: Collection = database["asset_projection"]

    async def put_entity(self, code: str, *, version: int, name: Bi) -> None:
        """Remember an entity's name as of a version of it."""
        await project(self._entities, code, version=version, fields={"name": {"ar": name.ar, "en": name.en}})

    async def put_asset(self, asset: Asset, *, version: int) -> None:
        """Remember how a photo's check ended."""
        told = {"status": asset.status, "owner": asset.owner, "renditions": list(asset.renditions)}
        await project(self._assets, asset.id, version=version, fields=told)

    async def known_for(self, campaigns: Iterable[Campaign]) -> Known:
        """All that is needed to show these campaigns, in two reads."""
        seen = list(campaigns)
        codes = {code for one in seen for code in (one.lead, *one.plan.partner_entities)}
        covers = {one.plan.cover.asset_id for one in seen if one.plan.cover}
        return Known(await self._names(codes), await self._found(covers))

    async def names_of(self, codes: set[str]) -> Known:
        """The names of these entities."""
        return Known(await self._names(codes))

    async def asset(self, asset_id: str) -> Asset | None:
        """How one photo stands, None when nothing was heard of it."""
        return (await self._found({asset_id})).get(asset_id)

    async def _names(self, codes: set[str]) -> dict[str, Bi]:
        with driver_errors():
            found = await self._entities.find({"_id": {"$in": sorted(codes)}}).to_list(None)
        return dict(readable(found, lambda one: (one["_id"], _NAME.validate_python(one["name"]))))

    async def _found(self, ids: set[str]) -> dict[str, Asset]:
        if not ids:
            return {}
        with driver_errors():
            found = await self._assets.find({"_id": {"$in": sorted(ids)}}).to_list(None)
        return {asset.id: asset for asset in readable(found, _asset_from)}


def _asset_from(document: Document) -> Asset:
    return _ASSET.validate_python(
        {name: document.get(name, ()) for name in ("status", "renditions")} | {"id": document["_id"], "owner": document.get("owner")}
    )
