"""The published language of campaigns: what this service announces.

A campaign that is not open announces its id, what changed and who may know, never its content: the receiver fetches with its own rights.
"""

from datetime import date, datetime
from typing import Literal

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

TOPIC = "campaigns.campaign"

Topic = Literal["awareness", "services", "heritage", "health", "safety", "sustainability", "digital"]
Channel = Literal["tv", "radio", "outdoor", "press", "social", "web", "events", "direct"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """The same words in both languages."""

    ar: str
    en: str


class _CampaignFact(Published):
    """What every fact of a campaign says. All but the first three are absent when the campaign is not open."""

    campaign_id: str = Field(examples=["0195500d-0000-7000-8000-000000000042"])
    changed: tuple[str, ...] = Field(examples=[["status"]])
    audience_scope: AudienceScope
    ref: str | None = Field(default=None, pattern=r"^GNGC-C-\d{4}-\d{4,}$", examples=["GNGC-C-2026-0042"])
    title: Words | None = None
    lead_entity: str | None = Field(default=None, examples=["D01"])
    partner_entities: tuple[str, ...] | None = Field(default=None, examples=[["D02"]])
    theme: Topic | None = Field(default=None, alias="topic")
    audiences: tuple[Words, ...] | None = None
    channels: tuple[Channel, ...] | None = None
    cover_asset_id: str | None = Field(default=None, examples=["0195500d-0000-7000-8000-000000000077"])
    starts_on: date | None = None
    ends_on: date | None = None

    @model_serializer(mode="wrap")
    def _without_what_is_absent(self, serialize: SerializerFunctionWrapHandler):  # a return type would replace the schema
        return {name: value for name, value in serialize(self).items() if value is not None}


class CampaignSubmitted(_CampaignFact, type="campaigns.campaign-submitted.v1", topic=TOPIC):
    """The lead entity handed a campaign to the secretariat for review, for the first time or again."""


class ReviewStarted(_CampaignFact, type="campaigns.review-started.v1", topic=TOPIC):
    """The secretariat began to review a submitted campaign."""


class ChangesRequested(_CampaignFact, type="campaigns.changes-requested.v1", topic=TOPIC):
    """The reviewer asked the lead entity to change fields, named by JSON pointers; the notes stay with the campaign."""

    fields: tuple[str, ...] | None = Field(default=None, examples=[["/title/en"]])


class CampaignApproved(_CampaignFact, type="campaigns.campaign-approved.v1", topic=TOPIC):
    """The secretariat approved a campaign; it will go live at the instant given."""

    launch_at: datetime | None = None


class CampaignScheduled(_CampaignFact, type="campaigns.campaign-scheduled.v1", topic=TOPIC):
    """An approved campaign got its instant of launch, or another one."""

    launch_at: datetime | None = None


class CampaignLaunched(_CampaignFact, type="campaigns.campaign-launched.v1", topic=TOPIC):
    """A campaign went live. Its indicators and targets are frozen from now on; the hash proves it."""

    launched_at: datetime | None = None
    targets_hash: str | None = Field(default=None, pattern=r"^sha256:[0-9a-f]{64}$", examples=["sha256:" + "0" * 64])


class CampaignCompleted(_CampaignFact, type="campaigns.campaign-completed.v1", topic=TOPIC):
    """A live campaign ended, the day after its last day or by decision of its entity."""

    completed_at: datetime | None = None


class CampaignWithdrawn(_CampaignFact, type="campaigns.campaign-withdrawn.v1", topic=TOPIC):
    """A campaign was taken back before it went live. Of its content nothing is told any more."""

    reason: str | None = None


class CampaignCancelled(_CampaignFact, type="campaigns.campaign-cancelled.v1", topic=TOPIC):
    """An approved, scheduled or live campaign was called off. Of its content nothing is told any more."""

    reason: str | None = None


class Result(_Part):
    """One indicator's result against its frozen target."""

    metric: str = Field(examples=["recall"])
    name: Words
    target: float | None
    actual: float | None
    as_of: date | None


class KpiReported(_CampaignFact, type="campaigns.kpi-reported.v1", topic=TOPIC):
    """Results of indicators were reported or corrected."""

    results: tuple[Result, ...] | None = None


class CampaignAmended(_CampaignFact, type="campaigns.campaign-amended.v1", topic=TOPIC):
    """Frozen targets were changed by an amendment with a reason; both hashes prove what was replaced."""

    amendment: int | None = Field(default=None, ge=1)
    targets_hash: str | None = Field(default=None, pattern=r"^sha256:[0-9a-f]{64}$", examples=["sha256:" + "0" * 64])
    previous_targets_hash: str | None = Field(default=None, pattern=r"^sha256:[0-9a-f]{64}$", examples=["sha256:" + "1" * 64])


class EvaluationFellDue(_CampaignFact, type="campaigns.evaluation-fell-due.v1", topic=TOPIC):
    """The lead entity owes the evaluation of a completed campaign from this day on."""

    due_on: date | None = None


class CampaignEvaluated(_CampaignFact, type="campaigns.campaign-evaluated.v1", topic=TOPIC):
    """The lead entity closed a campaign with its results and what it taught."""

    evaluated_at: datetime | None = None


class ExemplarMarked(_CampaignFact, type="campaigns.exemplar-marked.v1", topic=TOPIC):
    """The secretariat recommends a campaign to the network as best practice, with its citation."""

    citation: Words | None = None


class CampaignSuperseded(_CampaignFact, type="campaigns.campaign-superseded.v1", topic=TOPIC):
    """Another campaign took the place of this one."""

    successor_id: str | None = Field(default=None, examples=["0195500d-0000-7000-8000-000000000043"])


class CampaignRecalled(_CampaignFact, type="campaigns.campaign-recalled.v1", topic=TOPIC):
    """The lead entity took a campaign back from the secretariat before it went live; it is a draft again, which only its authors see."""


class CampaignDeleted(_CampaignFact, type="campaigns.campaign-deleted.v1", topic=TOPIC):
    """A draft was deleted by its authors: its id says nothing from now on. A cover that it alone had is named, to be deleted with it."""


class CampaignRestored(_CampaignFact, type="campaigns.campaign-restored.v1", topic=TOPIC):
    """The lead entity took up again what was withdrawn, or cancelled before the launch; it is a draft, which only its authors see."""


class CampaignUnscheduled(_CampaignFact, type="campaigns.campaign-unscheduled.v1", topic=TOPIC):
    """An approved campaign has no instant of launch any more; it waits for another."""


class _Amendment(_CampaignFact):
    """A change after the launch, for a reason. Both values of each field stay with the campaign."""

    amendment: int | None = Field(default=None, ge=1)
    reason: str | None = None
    fields: tuple[str, ...] | None = Field(default=None, examples=[["/title/en", "/implementation/endsOn"]])


class CampaignCorrected(_Amendment, type="campaigns.campaign-corrected.v1", topic=TOPIC):
    """What a launched campaign says was corrected: text, dates, partners, cover, class, embargo, the instant of its launch. `fields` are
    JSON pointers; targets are not among them."""

    launched_at: datetime | None = Field(default=None, description="Only when it was corrected.")


class CampaignReopened(_Amendment, type="campaigns.campaign-reopened.v1", topic=TOPIC):
    """A completed campaign is live again."""


class EvaluationReopened(_Amendment, type="campaigns.evaluation-reopened.v1", topic=TOPIC):
    """The evaluation of a campaign was opened again; what it said before stays in the list of amendments."""


class ExemplarRevoked(_Amendment, type="campaigns.exemplar-revoked.v1", topic=TOPIC):
    """The secretariat no longer recommends a campaign as best practice."""


class CampaignReinstated(_Amendment, type="campaigns.campaign-reinstated.v1", topic=TOPIC):
    """A campaign that was superseded, or cancelled while it was live, stands again as it did before."""

    status: Literal["live", "completed", "evaluation-due", "evaluated", "exemplar"] = Field(description="The state it is in again.")


class CommentEdited(_CampaignFact, type="campaigns.comment-edited.v1", topic=TOPIC):
    """Its author changed a comment; `mentions` are the persons newly addressed. The words stay with the campaign."""

    comment_id: str = Field(examples=["0195500d-0000-7000-8000-000000000099"])
    by: str = Field(examples=["0195500d-0000-7000-8000-000000000011"])
    mentions: tuple[str, ...] = ()


class CommentPosted(_CampaignFact, type="campaigns.comment-posted.v1", topic=TOPIC):
    """A member commented on a campaign; `mentions` are the persons addressed. The words stay with the campaign."""

    comment_id: str = Field(examples=["0195500d-0000-7000-8000-000000000099"])
    by: str = Field(examples=["0195500d-0000-7000-8000-000000000011"])
    mentions: tuple[str, ...] = ()
