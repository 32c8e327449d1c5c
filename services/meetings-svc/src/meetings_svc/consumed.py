"""Facts of other services as this one reads them: only the fields it uses."""

from datetime import date

from chassis.event import Consumed
from pydantic import BaseModel

CAMPAIGN = "campaigns.campaign"
ENTITY = "members.entity"
POST = "members.post"
PERSON = "members.person"
OUTCOME = "meetings.outcome"
DOCUMENT = "media.document"


class Words(BaseModel):
    """Words in both languages."""

    ar: str
    en: str


class AudienceScope(BaseModel):
    """Who may know, as terms: `readers` of the event, and who of them `remaining` when its record has fewer from now on.
    `kind` is all that is said by events from before there were terms."""

    kind: str
    readers: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()


class _OfACampaign(BaseModel):
    """A campaign that is not open is told without its title."""

    campaign_id: str
    changed: tuple[str, ...] = ()
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


class CampaignCorrected(_OfACampaign, Consumed, type="campaigns.campaign-corrected.v1", topic=CAMPAIGN):
    """A launched campaign is called otherwise, or is for other entities."""


class CampaignReopened(_OfACampaign, Consumed, type="campaigns.campaign-reopened.v1", topic=CAMPAIGN):
    """A completed campaign is live again."""


class CampaignReinstated(_OfACampaign, Consumed, type="campaigns.campaign-reinstated.v1", topic=CAMPAIGN):
    """A campaign that was superseded or cancelled stands again as it did."""

    status: str


class EvaluationReopened(_OfACampaign, Consumed, type="campaigns.evaluation-reopened.v1", topic=CAMPAIGN):
    """The evaluation was opened again: it is owed anew."""


class ExemplarRevoked(_OfACampaign, Consumed, type="campaigns.exemplar-revoked.v1", topic=CAMPAIGN):
    """A campaign is recommended no longer."""


class EvaluationFellDue(_OfACampaign, Consumed, type="campaigns.evaluation-fell-due.v1", topic=CAMPAIGN):
    """The evaluation of a completed campaign is owed."""


class CampaignEvaluated(_OfACampaign, Consumed, type="campaigns.campaign-evaluated.v1", topic=CAMPAIGN):
    """The evaluation was given."""


class CampaignSuperseded(_OfACampaign, Consumed, type="campaigns.campaign-superseded.v1", topic=CAMPAIGN):
    """Another campaign took the place of this one."""


class ExemplarMarked(_OfACampaign, Consumed, type="campaigns.exemplar-marked.v1", topic=CAMPAIGN):
    """A campaign is recommended to the network."""


class VersionPublished(Consumed, type="media.version-published.v1", topic=DOCUMENT):
    """A version of a document was published; it takes effect on a day."""

    document_id: str
    version_id: str
    kind: str
    audience_scope: AudienceScope
    title: Words | None = None
    effective_from: date | None = None


class DocumentCorrected(Consumed, type="media.document-corrected.v1", topic=DOCUMENT):
    """What a published document says of itself was corrected, its title perhaps."""

    document_id: str
    title: Words | None = None


class VersionWithdrawn(Consumed, type="media.version-withdrawn.v1", topic=DOCUMENT):
    """A published version was taken back."""

    version_id: str


class _NamedEntity(BaseModel):
    code: str
    name: Words


class EntityRegistered(_NamedEntity, Consumed, type="members.entity-registered.v2", topic=ENTITY):
    """An entity joined the network."""


class EntityRegisteredBefore(_NamedEntity, Consumed, type="members.entity-registered.v1", topic=ENTITY):
    """The same in events kept from before version 2."""


class EntityEdited(_NamedEntity, Consumed, type="members.entity-edited.v1", topic=ENTITY):
    """What is known of an entity changed, its name perhaps."""


class EntityRenamed(_NamedEntity, Consumed, type="members.entity-renamed.v1", topic=ENTITY):
    """An entity has another name, in events kept from before entity-edited."""


class EntityMerged(Consumed, type="members.entity-merged.v1", topic=ENTITY):
    """An entity became part of another."""

    code: str
    merged_into: str


class EntityDissolved(Consumed, type="members.entity-dissolved.v1", topic=ENTITY):
    """An entity ceased to exist."""

    code: str


class EntityRestored(_NamedEntity, Consumed, type="members.entity-restored.v1", topic=ENTITY):
    """An entity that was merged or dissolved by mistake goes on."""


class _OfAPost(BaseModel):
    post_id: str
    entity: str
    post_kind: str
    post_title: Words


class TenureStarted(_OfAPost, Consumed, type="members.tenure-started.v1", topic=POST):
    """Somebody took a post."""


class PostFellVacant(_OfAPost, Consumed, type="members.post-fell-vacant.v1", topic=POST):
    """Nobody is in a post any more."""


class PostEdited(_OfAPost, Consumed, type="members.post-edited.v1", topic=POST):
    """A post is called otherwise, or is of another kind."""


class PostClosed(_OfAPost, Consumed, type="members.post-closed.v1", topic=POST):
    """A post was given up."""


class PostReopened(_OfAPost, Consumed, type="members.post-reopened.v1", topic=POST):
    """A post that was given up exists again, with nobody in it."""


class RoleHeld(BaseModel):
    """A role and where it is held."""

    scope: str


class RoleRevoked(Consumed, type="members.role-revoked.v1", topic=PERSON):
    """A person lost roles; with none left they are no member."""

    person_id: str
    revoked: tuple[RoleHeld, ...] = ()
    left: tuple[RoleHeld, ...]


class DecisionAdopted(Consumed, type="meetings.decision-adopted.v1", topic=OUTCOME):
    """One of our meetings took a decision."""

    meeting_id: str


class ActionItemOpened(Consumed, type="meetings.action-item-opened.v1", topic=OUTCOME):
    """One of our meetings gave a post something to do."""

    meeting_id: str
