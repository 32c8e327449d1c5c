"""Facts of other services as this one reads them: only the fields it uses."""

from chassis.event import Consumed
from pydantic import BaseModel

CAMPAIGN = "campaigns.campaign"
ENTITY = "members.entity"


class Words(BaseModel):
    """Words in both languages."""

    ar: str
    en: str


class AudienceScope(BaseModel):
    """Who may know: all by "network", else only the entities named."""

    kind: str
    codes: tuple[str, ...] = ()


class _OfACampaign(BaseModel):
    """A campaign that is not open is told without its title."""

    campaign_id: str
    audience_scope: AudienceScope
    title: Words | None = None


class CampaignLaunched(_OfACampaign, Consumed, type="campaigns.campaign-launched.v1", topic=CAMPAIGN):
    """A campaign went live."""


class CampaignCompleted(_OfACampaign, Consumed, type="campaigns.campaign-completed.v1", topic=CAMPAIGN):
    """A live campaign ended."""


class CampaignWithdrawn(_OfACampaign, Consumed, type="campaigns.campaign-withdrawn.v1", topic=CAMPAIGN):
    """A campaign was taken back before it went live."""


class CampaignCancelled(_OfACampaign, Consumed, type="campaigns.campaign-cancelled.v1", topic=CAMPAIGN):
    """An approved, scheduled or live campaign was called off."""


class EntityRegistered(Consumed, type="members.entity-registered.v1", topic=ENTITY):
    """An entity joined the network."""

    code: str
    name: Words


class EntityRenamed(Consumed, type="members.entity-renamed.v1", topic=ENTITY):
    """An entity has another name."""

    code: str
    name: Words
