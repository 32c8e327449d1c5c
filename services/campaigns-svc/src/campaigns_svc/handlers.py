"""What this service does about others' facts. The table at the end is the map."""

from chassis.event import Cause, handles

from campaigns_svc.commands import learn_asset, learn_entity
from campaigns_svc.consumed import (
    AssetAccepted,
    AssetRejected,
    AssetRejectedBefore,
    AssetRemoved,
    EntityEdited,
    EntityRegistered,
    EntityRegisteredBefore,
    EntityRenamed,
)
from campaigns_svc.plan.model import Bi
from campaigns_svc.store import Stores
from campaigns_svc.told.store import Asset

NamedEntity = EntityRegistered | EntityRegisteredBefore | EntityEdited | EntityRenamed


async def on_entity_named(event: NamedEntity, cause: Cause, stores: Stores) -> None:
    """Campaigns show their entities by the newest name."""
    await learn_entity(stores.projections, event.code, Bi(event.name.ar, event.name.en), version=cause.version)


async def on_asset_accepted(event: AssetAccepted, cause: Cause, stores: Stores) -> None:
    """A cover can be shown from now on."""
    if event.kind == "photo":
        accepted = Asset(event.asset_id, "ready", event.owner_entity, event.renditions)
        await learn_asset(stores.projections, accepted, version=cause.version)


async def on_asset_gone(event: AssetRejected | AssetRejectedBefore | AssetRemoved, cause: Cause, stores: Stores) -> None:
    """A campaign with this cover cannot be submitted until it has another."""
    await learn_asset(stores.projections, Asset(event.asset_id, "rejected"), version=cause.version)


HANDLERS = handles(
    EntityRegistered.to(on_entity_named),
    EntityRegisteredBefore.to(on_entity_named),
    EntityEdited.to(on_entity_named),
    EntityRenamed.to(on_entity_named),
    AssetAccepted.to(on_asset_accepted),
    AssetRejected.to(on_asset_gone),
    AssetRejectedBefore.to(on_asset_gone),
    AssetRemoved.to(on_asset_gone),
)
