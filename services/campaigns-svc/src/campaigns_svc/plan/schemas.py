"""The plan as it travels: every member has a value while nobody has filled it in, so that a merge patch may name any few of them."""

from typing import Annotated, Self

from chassis.fields import Day, Instant, Lines, OneLine
from chassis.http import Body
from pydantic import Field, StringConstraints

from campaigns_svc.plan.model import (
    AS_VALUES,
    Bi,
    BudgetBand,
    Classification,
    Confidence,
    Metric,
    Mode,
    ObjectiveType,
    PhaseKind,
    Plan,
    Stage,
    Tier,
)
from campaigns_svc.published import Channel, Topic

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Figure = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]


class Line(Body):
    """A short text in both languages; either may be empty while one writes."""

    ar: OneLine = Field(default="", max_length=300)
    en: OneLine = Field(default="", max_length=300)


class Prose(Body):
    """A longer text in both languages."""

    ar: Lines = Field(default="", max_length=4_000)
    en: Lines = Field(default="", max_length=4_000)


class ObjectiveBody(Body):
    """What the campaign is to change."""

    statement: Prose = Prose()
    type: ObjectiveType = "awareness"
    baseline: Figure | None = None
    target: Figure | None = None
    unit: Line | None = None
    deadline: Day | None = None


class AudienceBody(Body):
    """Whom it addresses, or leaves out."""

    segment: Line = Line()
    size: int | None = Field(default=None, ge=0, le=10_000_000_000)
    languages: list[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]] = Field(default=[], max_length=20)
    mode: Mode = "include"
    insight: Prose | None = None
    barriers: Prose | None = None


class StrategyBody(Body):
    """Why it should work."""

    proposition: Prose = Prose()
    theory_of_change: Prose | None = None


class PhaseBody(Body):
    """A stretch of days with one purpose."""

    kind: PhaseKind
    from_: Day = Field(alias="from")
    to: Day


class ImplementationBody(Body):
    """When and through what."""

    starts_on: Day | None = None
    ends_on: Day | None = None
    phases: list[PhaseBody] = Field(default=[], max_length=20)
    channels: list[Channel] = Field(default=[], max_length=8)
    budget_band: BudgetBand | None = None


class KpiBody(Body):
    """A measure by AMEC stage."""

    metric: str = Field(default="", max_length=60)
    name: Line = Line()
    stage: Stage = "outputs"
    baseline: Figure | None = None
    target: Figure | None = None
    unit: Line | None = None
    actual: Figure | None = None
    as_of: Day | None = None
    source: Line | None = None
    confidence: Confidence | None = None


class CoverChoice(Body):
    """The photo chosen as cover."""

    asset_id: str = Field(min_length=1, max_length=64)
    alt: Line = Line()


def line_of(words: Bi) -> Line:
    """The model's words as they travel."""
    return Line(ar=words.ar, en=words.en)


class MetricBody(Body):
    """A measure of the network's catalogue."""

    code: str
    name: Line
    stage: Stage
    unit: Line | None

    @classmethod
    def of(cls, metric: Metric) -> Self:
        return cls(code=metric.code, name=line_of(metric.name), stage=metric.stage, unit=line_of(metric.unit) if metric.unit else None)


class MetricCatalogue(Body):
    """The measures that campaigns of the network share."""

    items: list[MetricBody]


class PublishedBody(Body):
    """What an author writes and, once it is published, still corrects."""

    title: Line = Line()
    summary: Prose = Prose()
    partner_entities: list[Code] = Field(default=[], max_length=60)
    topic: Topic | None = None
    objectives: list[ObjectiveBody] = Field(default=[], max_length=20)
    audiences: list[AudienceBody] = Field(default=[], max_length=20)
    strategy: StrategyBody = StrategyBody()
    implementation: ImplementationBody = ImplementationBody()
    cover: CoverChoice | None = None
    tier: Tier = Field(default="basic", description="How deeply it is evaluated, and so how soon the evaluation is due.")
    derived_from: list[Id] = Field(default=[], max_length=10, description="The campaigns it builds on.")

    def merged_into(self, plan: Plan, *, besides: frozenset[str] = frozenset()) -> Plan:
        """The plan with the members that were sent (RFC 7396: objects merge, lists and values replace), besides those not of a plan."""
        given = self.model_dump(exclude_unset=True, exclude=set(besides))
        return AS_VALUES.validate_python(_merge(AS_VALUES.dump_python(plan), given))


class PlanBody(PublishedBody):
    """All that an author writes."""

    classification: Classification = "open"
    embargo_until: Instant | None = None
    kpis: list[KpiBody] = Field(default=[], max_length=30)
    launch_at: Instant | None = None

    def plan(self) -> Plan:
        """The plan it describes."""
        return AS_VALUES.validate_python(self.model_dump())


def _merge(before: dict[str, object], patch: dict[str, object]) -> dict[str, object]:
    """A merge patch; members that are lists come whole."""
    return {**before, **{name: _member(before.get(name), value) for name, value in patch.items()}}


def _member(before: object, after: object) -> object:
    return _merge(before, after) if isinstance(before, dict) and isinstance(after, dict) else after
