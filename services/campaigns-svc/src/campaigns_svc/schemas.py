"""Campaigns as they travel."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal, Self

from chassis.auth import Actor
from chassis.fields import Instant
from chassis.http import Body
from chassis.reading import readable
from pydantic import Field

from campaigns_svc.actions.model import actions_for
from campaigns_svc.checklist.model import CHECKS, answers_of
from campaigns_svc.checklist.schemas import AnswerBody
from campaigns_svc.model import Campaign, Status
from campaigns_svc.outcome.schemas import OutcomeBody
from campaigns_svc.plan.model import AS_VALUES, Classification, Cover, Plan, Tier
from campaigns_svc.plan.schemas import (
    AudienceBody,
    Code,
    Id,
    ImplementationBody,
    KpiBody,
    Line,
    ObjectiveBody,
    PlanBody,
    Prose,
    StrategyBody,
    line_of,
)
from campaigns_svc.policy import reads_review
from campaigns_svc.published import Topic
from campaigns_svc.review.schemas import PersonRef, ReviewBody
from campaigns_svc.told.store import Known

Sort = Literal["newest", "oldest"]


class NewCampaign(Body):
    """What begins a draft."""

    title: Line
    lead_entity: Code | None = Field(default=None, description="Yours unless you write for several.")
    derived_from: Id | None = Field(default=None, description="The campaign whose approach it takes over.")


class ScheduledLaunch(Body):
    """When it goes live."""

    launch_at: Instant


class EntityRef(Body):
    """An entity by code and name."""

    code: str
    name: Line


class RenditionRef(Body):
    """A size in which the cover exists; media-svc gives its address."""

    name: str
    width: int
    height: int


class CoverBody(Body):
    """The cover and how its check stands."""

    asset_id: str
    alt: Line
    status: Literal["pending", "ready", "rejected"]
    renditions: list[RenditionRef]

    @classmethod
    def of(cls, cover: Cover, known: Known) -> Self:
        asset = known.assets.get(cover.asset_id)
        sizes: list[Mapping[str, Any]] = list(asset.renditions) if asset else []
        return cls(
            asset_id=cover.asset_id,
            alt=line_of(cover.alt),
            status=asset.status if asset else "pending",
            renditions=readable(sizes, lambda one: RenditionRef(name=one["name"], width=one["width"], height=one["height"])),
        )


class CampaignSummary(Body):
    """A campaign as lists show it."""

    id: str
    ref: str
    version: int
    status: Status
    title: Line
    summary: Prose
    lead_entity: EntityRef
    topic: Topic | None
    classification: Classification
    embargo_until: datetime | None
    starts_on: date | None
    ends_on: date | None
    cover: CoverBody | None
    kpi_highlight: KpiBody | None
    launched_at: datetime | None
    submitted_at: datetime | None
    updated_at: datetime
    open_requests: int
    score: int = Field(description="How many questions of the checklist its plan answers well.", ge=0, le=len(CHECKS))
    actions: list[str]

    @classmethod
    def of(cls, campaign: Campaign, known: Known, reader: Actor) -> Self:
        plan = campaign.plan
        return cls(
            **_identity(campaign, known, reader),
            title=line_of(plan.title),
            summary=Prose(ar=plan.summary.ar, en=plan.summary.en),
            topic=plan.topic,
            classification=plan.classification,
            embargo_until=plan.embargo_until,
            starts_on=plan.implementation.starts_on,
            ends_on=plan.implementation.ends_on,
            cover=CoverBody.of(plan.cover, known) if plan.cover else None,
            kpi_highlight=_highlight(plan),
            submitted_at=campaign.review.submitted_at,
            open_requests=sum(request.resolved_at is None for request in campaign.review.requests),
            score=sum(answer.met for answer in answers_of(plan)),
        )


class CampaignBody(Body):
    """The whole record, with the verbs this reader may use on it now."""

    id: str
    ref: str
    version: int
    status: Status
    title: Line
    summary: Prose
    lead_entity: EntityRef
    partner_entities: list[EntityRef]
    classification: Classification
    embargo_until: datetime | None
    topic: Topic | None
    objectives: list[ObjectiveBody]
    audiences: list[AudienceBody]
    strategy: StrategyBody
    implementation: ImplementationBody
    kpis: list[KpiBody]
    cover: CoverBody | None
    review: ReviewBody | None
    launch_at: datetime | None
    launched_at: datetime | None
    completed_at: datetime | None
    targets_hash: str | None
    reason: str | None
    tier: Tier
    derived_from: list[str]
    outcome: OutcomeBody
    checklist: list[AnswerBody]
    created_by: PersonRef
    created_at: datetime
    updated_at: datetime
    actions: list[str]

    @classmethod
    def of(cls, campaign: Campaign, known: Known, reader: Actor) -> Self:
        """As this reader may see it."""
        plan = PlanBody.model_validate(AS_VALUES.dump_python(campaign.plan))
        written = {name: getattr(plan, name) for name in PlanBody.model_fields if name in cls.model_fields}
        return cls(**{
            **written,
            **_identity(campaign, known, reader),
            "partner_entities": [entity_ref(code, known) for code in campaign.plan.partner_entities],
            "cover": CoverBody.of(campaign.plan.cover, known) if campaign.plan.cover else None,
            "review": ReviewBody.of(campaign.review, whole=reads_review(reader, campaign.lead)),
            "launch_at": campaign.launch_at or campaign.plan.launch_at,
            "completed_at": campaign.completed_at,
            "targets_hash": campaign.frozen,
            "reason": campaign.reason,
            "outcome": OutcomeBody.of(campaign.outcome),
            "checklist": [AnswerBody.of(answer) for answer in answers_of(campaign.plan)],
            "created_by": PersonRef.of(campaign.created_by),
            "created_at": campaign.created_at,
        })  # fmt: skip


def _identity(campaign: Campaign, known: Known, reader: Actor) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "ref": campaign.ref,
        "version": campaign.version,
        "status": campaign.status,
        "lead_entity": entity_ref(campaign.lead, known),
        "launched_at": campaign.launched_at,
        "updated_at": campaign.updated_at,
        "actions": actions_for(campaign, reader),
    }


def entity_ref(code: str, known: Known) -> EntityRef:
    """An entity by its newest name."""
    return EntityRef(code=code, name=line_of(known.name_of(code)))


def _highlight(plan: Plan) -> KpiBody | None:
    """The indicator that says most: one with a result, of the latest stage."""
    order = ("inputs", "activities", "outputs", "outtakes", "outcomes", "impact")
    ranked = sorted(plan.kpis, key=lambda kpi: (kpi.actual is not None, order.index(kpi.stage)))
    return KpiBody.model_validate(asdict(ranked[-1])) if ranked else None
