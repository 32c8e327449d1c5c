"""What this service does about others' facts. The table at the end is the map."""

from chassis.event import Cause, handles

from meetings_svc.agenda.model import Bi
from meetings_svc.commands import learn_campaign, learn_entity
from meetings_svc.consumed import (
    CampaignCancelled,
    CampaignCompleted,
    CampaignLaunched,
    CampaignWithdrawn,
    EntityRegistered,
    EntityRenamed,
)
from meetings_svc.store import Stores
from meetings_svc.told.store import ToldCampaign

CampaignFact = CampaignLaunched | CampaignCompleted | CampaignWithdrawn | CampaignCancelled


async def on_campaign_launched(event: CampaignLaunched, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it show that it is live."""
    await learn_campaign(stores.projections, _told(event, "live"), version=cause.version)


async def on_campaign_completed(event: CampaignCompleted, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it show that it is over."""
    await learn_campaign(stores.projections, _told(event, "completed"), version=cause.version)


async def on_campaign_withdrawn(event: CampaignWithdrawn, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it are marked."""
    await learn_campaign(stores.projections, _told(event, "withdrawn"), version=cause.version)


async def on_campaign_cancelled(event: CampaignCancelled, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it are marked."""
    await learn_campaign(stores.projections, _told(event, "cancelled"), version=cause.version)


async def on_entity_named(event: EntityRegistered | EntityRenamed, cause: Cause, stores: Stores) -> None:
    """Meetings show their host by its newest name."""
    await learn_entity(stores.projections, event.code, Bi(event.name.ar, event.name.en), version=cause.version)


def _told(event: CampaignFact, status: str) -> ToldCampaign:
    title = Bi(event.title.ar, event.title.en) if event.title else None
    told_to = None if event.audience_scope.kind == "network" else event.audience_scope.codes
    return ToldCampaign(event.campaign_id, status, title, told_to)


HANDLERS = handles(
    CampaignLaunched.to(on_campaign_launched),
    CampaignCompleted.to(on_campaign_completed),
    CampaignWithdrawn.to(on_campaign_withdrawn),
    CampaignCancelled.to(on_campaign_cancelled),
    EntityRegistered.to(on_entity_named),
    EntityRenamed.to(on_entity_named),
)
