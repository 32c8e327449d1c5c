"""What this service does about others' facts. The table at the end is the map."""

from collections.abc import Mapping

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
    CampaignSuperseded,
    CampaignWithdrawn,
    DecisionAdopted,
    DocumentCorrected,
    EntityDissolved,
    EntityEdited,
    EntityMerged,
    EntityRegistered,
    EntityRegisteredBefore,
    EntityRenamed,
    EntityRestored,
    EvaluationFellDue,
    EvaluationReopened,
    ExemplarMarked,
    ExemplarRevoked,
    PostClosed,
    PostEdited,
    PostFellVacant,
    PostReopened,
    RoleRevoked,
    TenureStarted,
    VersionPublished,
    VersionWithdrawn,
)
from meetings_svc.handovers.commands import find_owners, give_back_actions, hand_over_actions
from meetings_svc.outcomes.commands import carry_over
from meetings_svc.proposals.store import Proposal, Reason
from meetings_svc.seats.model import Post
from meetings_svc.store import Stores
from meetings_svc.told.store import CALLED_OFF, CampaignStatus, ToldCampaign

SECRETARIAT = "GNGC-SEC"
MERGED = Bi("دُمجت الجهة في جهة أخرى.", "The entity became part of another.")
DISSOLVED = Bi("أُلغيت الجهة.", "The entity was dissolved.")
RESTORED = Bi("أُعيدت الجهة التي كان عليها الإجراء.", "The entity that had to do it was restored.")
GUIDES = frozenset(("identity-guide", "communication-guide", "policy"))
NamedEntity = EntityRegistered | EntityRegisteredBefore | EntityEdited | EntityRenamed
CampaignFact = (
    CampaignLaunched
    | CampaignCompleted
    | CampaignWithdrawn
    | CampaignCancelled
    | CampaignCorrected
    | CampaignReopened
    | CampaignReinstated
    | CampaignSuperseded
    | EvaluationFellDue
    | EvaluationReopened
    | CampaignEvaluated
    | ExemplarMarked
    | ExemplarRevoked
)


async def on_campaign_standing(event: CampaignFact, cause: Cause, stores: Stores) -> None:
    """Agenda items linked to a campaign show how it stands, by its newest name, to whom it is shown now. What it owes and what it is
    recommended for is proposed while that holds."""
    await learn_campaign(stores.projections, _told(event, _status_of(event)), version=cause.version)
    for reason, holds in _proposals_of(event).items():
        await stores.proposals.settle(_proposed(reason, event, cause), version=cause.version, holds=holds)


def _status_of(event: CampaignFact) -> CampaignStatus | None:
    """How it stands after this; a correction does not say."""
    if isinstance(event, CampaignReinstated):
        return "live" if event.status == "live" else "completed"
    return _STATUSES.get(type(event), "completed")


def _proposals_of(event: CampaignFact) -> Mapping[Reason, bool]:
    """What is to be proposed of it from now on, and what no longer; nothing where the fact does not say."""
    if isinstance(event, CampaignReinstated):
        return {"evaluation-due": event.status == "evaluation-due", "exemplar": event.status == "exemplar"}
    if isinstance(event, CampaignCorrected) and "status" in event.changed:  # by another tier its evaluation is not owed yet
        return {"evaluation-due": False}
    return _PROPOSALS.get(type(event), {})


_STATUSES: Mapping[type, CampaignStatus | None] = {
    CampaignLaunched: "live",
    CampaignReopened: "live",
    CampaignWithdrawn: "withdrawn",
    CampaignCancelled: "cancelled",
    CampaignCorrected: None,
}
_ENDED: Mapping[Reason, bool] = {"evaluation-due": False, "exemplar": False}
_PROPOSALS: Mapping[type, Mapping[Reason, bool]] = {
    EvaluationFellDue: {"evaluation-due": True},
    EvaluationReopened: {"evaluation-due": True},
    CampaignEvaluated: {"evaluation-due": False},
    CampaignReopened: {"evaluation-due": False},
    ExemplarMarked: {"exemplar": True},
    ExemplarRevoked: {"exemplar": False},
    **dict.fromkeys((CampaignWithdrawn, CampaignCancelled, CampaignSuperseded), _ENDED),
}


async def on_version_published(event: VersionPublished, cause: Cause, stores: Stores) -> None:
    """A guide that everybody may know is proposed with its newest version, so that its day finds nobody unprepared."""
    if event.kind not in GUIDES or event.audience_scope.kind != "network" or event.title is None:
        return
    title = Bi(event.title.ar, event.title.en)
    id_, about = f"guide.{event.version_id}", event.document_id
    await stores.projections.put_document(about, title, version=cause.version)
    guide = Proposal(id_, "guide", about, title, cause.at, event.version_id, event.effective_from)
    await stores.proposals.settle_guide(guide, version=cause.version)


async def on_document_corrected(event: DocumentCorrected, cause: Cause, stores: Stores) -> None:
    """A guide is proposed by its newest title."""
    title = Bi(event.title.ar, event.title.en) if event.title else None
    await stores.projections.put_document(event.document_id, title, version=cause.version)


async def on_version_withdrawn(event: VersionWithdrawn, cause: Cause, stores: Stores) -> None:
    """What was taken back is proposed no longer."""
    await stores.proposals.withdraw_guide(f"guide.{event.version_id}", version=cause.version)


async def on_entity_named(event: NamedEntity, cause: Cause, stores: Stores) -> None:
    """Meetings show their host by its newest name."""
    await learn_entity(stores.projections, event.code, Bi(event.name.ar, event.name.en), version=cause.version)


async def on_entity_merged(event: EntityMerged, cause: Cause, stores: Stores) -> None:
    """It is invited no longer; what it has still to do goes to the entity that it became part of."""
    if await stores.projections.close_entity(event.code, version=cause.version):
        await hand_over_actions(stores, event.code, event.merged_into, MERGED, at=cause.at)


async def on_entity_dissolved(event: EntityDissolved, cause: Cause, stores: Stores) -> None:
    """It is invited no longer; the secretariat decides what becomes of what it has still to do."""
    if await stores.projections.close_entity(event.code, version=cause.version):
        await hand_over_actions(stores, event.code, SECRETARIAT, DISSOLVED, at=cause.at)


async def on_entity_restored(event: EntityRestored, cause: Cause, stores: Stores) -> None:
    """It is invited again; what it had to do and nobody else has changed since is its own again."""
    await learn_entity(stores.projections, event.code, Bi(event.name.ar, event.name.en), version=cause.version)
    if await stores.projections.close_entity(event.code, version=cause.version, closed=False):
        await give_back_actions(stores, event.code, (MERGED, DISSOLVED), RESTORED, at=cause.at)


async def on_tenure_started(event: TenureStarted, cause: Cause, stores: Stores) -> None:
    """A post with somebody in it can stand in, and own an action item; also one that its entity took over before we knew the post."""
    await stores.projections.put_post(_post(event), version=cause.version, vacant=False)
    await find_owners(stores, event.entity, MERGED, at=cause.at)


async def on_post_fell_vacant(event: PostFellVacant, cause: Cause, stores: Stores) -> None:
    """Nothing is delegated to an empty post."""
    await stores.projections.put_post(_post(event), version=cause.version, vacant=True)


async def on_post_edited(event: PostEdited, cause: Cause, stores: Stores) -> None:
    """A post is shown by its newest title."""
    await stores.projections.put_post(_post(event), version=cause.version)


async def on_post_closed(event: PostClosed | PostReopened, cause: Cause, stores: Stores) -> None:
    """Nothing is given to a post that was given up; one that is there again is empty until somebody takes it."""
    await stores.projections.put_post(_post(event), version=cause.version, vacant=True, closed=isinstance(event, PostClosed))


async def on_role_revoked(event: RoleRevoked, _cause: Cause, stores: Stores) -> None:
    """Who is no member any more has no calendar of meetings, and nobody has one that looks through the eyes of an entity they left."""
    if not event.left:
        await stores.feeds.drop(event.person_id)
    elif gone := {role.scope for role in event.revoked} - {role.scope for role in event.left}:
        await stores.feeds.leave(event.person_id, gone)


async def on_outcome(event: DecisionAdopted | ActionItemOpened, cause: Cause, stores: Stores) -> None:
    """What a meeting leaves open is first on the next agenda, by itself."""
    await carry_over(stores, event.meeting_id, at=cause.at)


def _post(event: TenureStarted | PostFellVacant | PostEdited | PostClosed | PostReopened) -> Post:
    return Post(event.post_id, event.entity, event.post_kind, event.post_title.ar, event.post_title.en)


def _proposed(reason: Reason, event: CampaignFact, cause: Cause) -> Proposal:
    title = Bi(event.title.ar, event.title.en) if event.title else None
    return Proposal(f"{reason}.{event.campaign_id}", reason, event.campaign_id, title, cause.at)


def _told(event: CampaignFact, status: CampaignStatus | None) -> ToldCampaign:
    title = Bi(event.title.ar, event.title.en) if event.title else None
    scope = event.audience_scope
    everybody = (EVERYONE,) if scope.kind == "network" and status not in CALLED_OFF else ()
    return ToldCampaign(event.campaign_id, status, title, scope.remaining or scope.readers or everybody)


HANDLERS = handles(
    CampaignLaunched.to(on_campaign_standing),
    CampaignCompleted.to(on_campaign_standing),
    CampaignWithdrawn.to(on_campaign_standing),
    CampaignCancelled.to(on_campaign_standing),
    CampaignCorrected.to(on_campaign_standing),
    CampaignReopened.to(on_campaign_standing),
    CampaignReinstated.to(on_campaign_standing),
    CampaignSuperseded.to(on_campaign_standing),
    EvaluationFellDue.to(on_campaign_standing),
    EvaluationReopened.to(on_campaign_standing),
    CampaignEvaluated.to(on_campaign_standing),
    ExemplarMarked.to(on_campaign_standing),
    ExemplarRevoked.to(on_campaign_standing),
    VersionPublished.to(on_version_published),
    VersionWithdrawn.to(on_version_withdrawn),
    DocumentCorrected.to(on_document_corrected),
    EntityRegistered.to(on_entity_named),
    EntityRegisteredBefore.to(on_entity_named),
    EntityEdited.to(on_entity_named),
    EntityRenamed.to(on_entity_named),
    EntityMerged.to(on_entity_merged),
    EntityDissolved.to(on_entity_dissolved),
    EntityRestored.to(on_entity_restored),
    TenureStarted.to(on_tenure_started),
    PostFellVacant.to(on_post_fell_vacant),
    PostEdited.to(on_post_edited),
    PostClosed.to(on_post_closed),
    PostReopened.to(on_post_closed),
    RoleRevoked.to(on_role_revoked),
    DecisionAdopted.to(on_outcome),
    ActionItemOpened.to(on_outcome),
)
