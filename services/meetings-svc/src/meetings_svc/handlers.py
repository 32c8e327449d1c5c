"""What this service does about others' facts. The table at the end is the map."""

from contextlib import suppress

from chassis.audience import EVERYONE
from chassis.event import Cause, handles

from meetings_svc.agenda.model import Bi
from meetings_svc.commands import learn_campaign, learn_entity
from meetings_svc.consumed import (
    ActionItemOpened,
    CampaignCancelled,
    CampaignCompleted,
    CampaignCorrected,
    CampaignEvaluated,
    CampaignLaunched,
    CampaignReinstated,
    CampaignReopened,
    CampaignWithdrawn,
    DecisionAdopted,
    EntityDissolved,
    EntityEdited,
    EntityMerged,
    EntityRegistered,
    EntityRegisteredBefore,
    EntityRenamed,
    EvaluationFellDue,
    EvaluationReopened,
    ExemplarMarked,
    ExemplarRevoked,
    PostFellVacant,
    RoleRevoked,
    TenureStarted,
    VersionPublished,
    VersionWithdrawn,
)
from meetings_svc.errors import ProposalNotFound
from meetings_svc.outcomes.commands import carry_over, hand_over_actions
from meetings_svc.proposals.store import Proposal, Reason
from meetings_svc.seats.model import Post
from meetings_svc.store import Stores
from meetings_svc.told.store import CALLED_OFF, ToldCampaign

SECRETARIAT = "GNGC-SEC"
MERGED = Bi("دُمجت الجهة في جهة أخرى.", "The entity became part of another.")
DISSOLVED = Bi("أُلغيت الجهة.", "The entity was dissolved.")
GUIDES = frozenset(("identity-guide", "communication-guide", "policy"))
NamedEntity = EntityRegistered | EntityRegisteredBefore | EntityEdited | EntityRenamed
CampaignFact = (
    CampaignLaunched | CampaignCompleted | CampaignWithdrawn | CampaignCancelled | CampaignCorrected | CampaignReopened | CampaignReinstated
)
ProposedFact = EvaluationFellDue | CampaignEvaluated | ExemplarMarked | CampaignReopened | EvaluationReopened | ExemplarRevoked


async def on_campaign_launched(event: CampaignLaunched, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it show that it is live."""
    await learn_campaign(stores.projections, _told(event, "live"), version=cause.version)


async def on_campaign_completed(event: CampaignCompleted, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it show that it is over."""
    await learn_campaign(stores.projections, _told(event, "completed"), version=cause.version)


async def on_campaign_withdrawn(event: CampaignWithdrawn, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it are marked; nothing is proposed of it any more."""
    await learn_campaign(stores.projections, _told(event, "withdrawn"), version=cause.version)
    await stores.proposals.withdraw(event.campaign_id)


async def on_campaign_cancelled(event: CampaignCancelled, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it are marked; nothing is proposed of it any more."""
    await learn_campaign(stores.projections, _told(event, "cancelled"), version=cause.version)
    await stores.proposals.withdraw(event.campaign_id)


async def on_campaign_corrected(event: CampaignCorrected, cause: Cause, stores: Stores) -> None:
    """Agenda items and proposals show it by its newest name, to whom it is shown now."""
    told = _told(event, "live")
    await stores.projections.rename_campaign(told, version=cause.version)
    await stores.proposals.rename(event.campaign_id, told.title)


async def on_campaign_reopened(event: CampaignReopened, cause: Cause, stores: Stores) -> None:
    """It is live again; its evaluation is owed when it ends once more."""
    await learn_campaign(stores.projections, _told(event, "live"), version=cause.version)
    await stores.proposals.forget(_proposed("evaluation-due", event, cause).id)


async def on_campaign_reinstated(event: CampaignReinstated, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to it show how it stands again."""
    await learn_campaign(stores.projections, _told(event, "live" if event.status == "live" else "completed"), version=cause.version)


async def on_evaluation_reopened(event: EvaluationReopened, cause: Cause, stores: Stores) -> None:
    """What is owed anew is proposed anew."""
    await stores.proposals.forget(_proposed("evaluation-due", event, cause).id)
    await stores.proposals.put(_proposed("evaluation-due", event, cause))


async def on_exemplar_revoked(event: ExemplarRevoked, cause: Cause, stores: Stores) -> None:
    """What is recommended no longer is not presented; if it is again, it is proposed again."""
    await stores.proposals.forget(_proposed("exemplar", event, cause).id)


async def on_evaluation_fell_due(event: EvaluationFellDue, cause: Cause, stores: Stores) -> None:
    """What is owed is proposed for the next agenda."""
    await stores.proposals.put(_proposed("evaluation-due", event, cause))


async def on_campaign_evaluated(event: CampaignEvaluated, cause: Cause, stores: Stores) -> None:
    """What was given is proposed no longer, also when we hear of both late."""
    await stores.proposals.put(_proposed("evaluation-due", event, cause))
    await stores.proposals.set_aside(_proposed("evaluation-due", event, cause).id)


async def on_exemplar_marked(event: ExemplarMarked, cause: Cause, stores: Stores) -> None:
    """What is recommended is proposed to be presented."""
    await stores.proposals.put(_proposed("exemplar", event, cause))


async def on_version_published(event: VersionPublished, cause: Cause, stores: Stores) -> None:
    """A guide that everybody may know is proposed with its newest version, so that its day finds nobody unprepared."""
    if event.kind not in GUIDES or event.audience_scope.kind != "network" or event.title is None:
        return
    title = Bi(event.title.ar, event.title.en)
    id_, about = f"guide.{event.version_id}", event.document_id
    await stores.proposals.withdraw(about, before=cause.at)
    await stores.proposals.put(Proposal(id_, "guide", about, title, cause.at, event.version_id, event.effective_from))


async def on_version_withdrawn(event: VersionWithdrawn, _cause: Cause, stores: Stores) -> None:
    """What was taken back is proposed no longer."""
    with suppress(ProposalNotFound):
        await stores.proposals.set_aside(f"guide.{event.version_id}")


async def on_entity_named(event: NamedEntity, cause: Cause, stores: Stores) -> None:
    """Meetings show their host by its newest name."""
    await learn_entity(stores.projections, event.code, Bi(event.name.ar, event.name.en), version=cause.version)


async def on_entity_merged(event: EntityMerged, cause: Cause, stores: Stores) -> None:
    """It is invited no longer; what it has still to do goes to the entity that it became part of."""
    await stores.projections.close_entity(event.code, version=cause.version)
    await hand_over_actions(stores, event.code, event.merged_into, MERGED, at=cause.at)


async def on_entity_dissolved(event: EntityDissolved, cause: Cause, stores: Stores) -> None:
    """It is invited no longer; the secretariat decides what becomes of what it has still to do."""
    await stores.projections.close_entity(event.code, version=cause.version)
    await hand_over_actions(stores, event.code, SECRETARIAT, DISSOLVED, at=cause.at)


async def on_tenure_started(event: TenureStarted, cause: Cause, stores: Stores) -> None:
    """A post with somebody in it can stand in, and own an action item."""
    await stores.projections.put_post(_post(event, vacant=False), version=cause.version)


async def on_post_fell_vacant(event: PostFellVacant, cause: Cause, stores: Stores) -> None:
    """Nothing is delegated to an empty post."""
    await stores.projections.put_post(_post(event, vacant=True), version=cause.version)


async def on_role_revoked(event: RoleRevoked, _cause: Cause, stores: Stores) -> None:
    """Who is no member any more has no calendar of meetings."""
    if not event.left:
        await stores.feeds.drop(event.person_id)


async def on_outcome(event: DecisionAdopted | ActionItemOpened, cause: Cause, stores: Stores) -> None:
    """What a meeting leaves open is first on the next agenda, by itself."""
    await carry_over(stores, event.meeting_id, at=cause.at)


def _post(event: TenureStarted | PostFellVacant, *, vacant: bool) -> Post:
    return Post(event.post_id, event.entity, event.post_kind, event.post_title.ar, event.post_title.en, vacant)


def _proposed(reason: Reason, event: ProposedFact, cause: Cause) -> Proposal:
    title = Bi(event.title.ar, event.title.en) if event.title else None
    return Proposal(f"{reason}.{event.campaign_id}", reason, event.campaign_id, title, cause.at)


def _told(event: CampaignFact, status: str) -> ToldCampaign:
    title = Bi(event.title.ar, event.title.en) if event.title else None
    scope = event.audience_scope
    everybody = (EVERYONE,) if scope.kind == "network" and status not in CALLED_OFF else ()
    return ToldCampaign(event.campaign_id, status, title, scope.remaining or scope.readers or everybody)


HANDLERS = handles(
    CampaignLaunched.to(on_campaign_launched),
    CampaignCompleted.to(on_campaign_completed),
    CampaignWithdrawn.to(on_campaign_withdrawn),
    CampaignCancelled.to(on_campaign_cancelled),
    CampaignCorrected.to(on_campaign_corrected),
    CampaignReopened.to(on_campaign_reopened),
    CampaignReinstated.to(on_campaign_reinstated),
    EvaluationFellDue.to(on_evaluation_fell_due),
    EvaluationReopened.to(on_evaluation_reopened),
    CampaignEvaluated.to(on_campaign_evaluated),
    ExemplarMarked.to(on_exemplar_marked),
    ExemplarRevoked.to(on_exemplar_revoked),
    VersionPublished.to(on_version_published),
    VersionWithdrawn.to(on_version_withdrawn),
    EntityRegistered.to(on_entity_named),
    EntityRegisteredBefore.to(on_entity_named),
    EntityEdited.to(on_entity_named),
    EntityRenamed.to(on_entity_named),
    EntityMerged.to(on_entity_merged),
    EntityDissolved.to(on_entity_dissolved),
    TenureStarted.to(on_tenure_started),
    PostFellVacant.to(on_post_fell_vacant),
    RoleRevoked.to(on_role_revoked),
    DecisionAdopted.to(on_outcome),
    ActionItemOpened.to(on_outcome),
)
