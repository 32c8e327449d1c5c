"""Facts of other services as this one reads them: only the fields it uses."""

from typing import Any

from chassis.event import Consumed
from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    """The same words in both languages."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ar: str
    en: str


class _NamedEntity(BaseModel):
    code: str
    name: Words


class EntityRegistered(_NamedEntity, Consumed, type="members.entity-registered.v2", topic="members.entity"):
    """An entity joined the network."""


class EntityRegisteredBefore(_NamedEntity, Consumed, type="members.entity-registered.v1", topic="members.entity"):
    """The same in events kept from before version 2."""


class EntityEdited(_NamedEntity, Consumed, type="members.entity-edited.v1", topic="members.entity"):
    """What is known of an entity changed, its name perhaps."""


class EntityRenamed(_NamedEntity, Consumed, type="members.entity-renamed.v1", topic="members.entity"):
    """An entity has another name, in events kept from before entity-edited."""


class AssetAccepted(Consumed, type="media.asset-accepted.v1", topic="media.asset"):
    """A photo or file passed its check."""

    asset_id: str
    kind: str
    owner_entity: str | None = None
    renditions: tuple[dict[str, Any], ...] = ()


class _AssetGone(Consumed):
    asset_id: str


class AssetRejected(_AssetGone, type="media.asset-rejected.v2", topic="media.asset"):
    """A photo or file did not pass its check and is gone."""


class AssetRejectedBefore(_AssetGone, type="media.asset-rejected.v1", topic="media.asset"):
    """The same in events kept from before version 2."""


class AssetRemoved(_AssetGone, type="media.asset-removed.v1", topic="media.asset"):
    """A photo or file that had passed its check was removed by its people."""
