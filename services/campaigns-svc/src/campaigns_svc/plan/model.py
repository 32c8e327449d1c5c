"""What an author writes of a campaign, in OASIS terms: objectives, audiences, strategy, implementation, scoring. Frozen values and rules.

A plan may be incomplete while it is a draft; `missing_in` says what the secretariat needs. Pointers name the fields of the public form.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from chassis.errors import FieldError, Text
from pydantic import TypeAdapter
from pydantic.alias_generators import to_camel

from campaigns_svc.errors import UnknownField
from campaigns_svc.published import Channel, Topic

Classification = Literal["open", "shared-confidential", "shared-sensitive", "shared-secret"]
ObjectiveType = Literal["awareness", "attitude", "behaviour", "operational", "reputation", "explain"]
Mode = Literal["include", "exclude"]
PhaseKind = Literal["teaser", "launch", "sustain", "close"]
BudgetBand = Literal["small", "medium", "large"]
Tier = Literal["basic", "enhanced", "comprehensive"]
Confidence = Literal["low", "medium", "high"]
Stage = Literal["inputs", "activities", "outputs", "outtakes", "outcomes", "impact"]


@dataclass(frozen=True, slots=True)
class Bi:
    """The same words in both languages; either may still be empty in a draft."""

    ar: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What the campaign is to change, measurable."""

    statement: Bi = Bi()
    type: ObjectiveType = "awareness"
    baseline: float | None = None
    target: float | None = None
    unit: Bi | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom the campaign addresses, or leaves out."""

    segment: Bi = Bi()
    size: int | None = None
    languages: tuple[str, ...] = ()
    mode: Mode = "include"
    insight: Bi | None = None
    barriers: Bi | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    """Why it should work."""

    proposition: Bi = Bi()
    theory_of_change: Bi | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of days with one purpose, both ends included."""

    kind: PhaseKind
    from_: date
    to: date


@dataclass(frozen=True, slots=True)
class Implementation:
    """When and through what; the budget as a band, never as a sum."""

    starts_on: date | None = None
    ends_on: date | None = None
    phases: tuple[Phase, ...] = ()
    channels: tuple[Channel, ...] = ()
    budget_band: BudgetBand | None = None


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure by AMEC stage. The result (`actual` as of a day, its source, how sure it is) comes later; the rest freezes at launch."""

    metric: str = ""
    name: Bi = Bi()
    stage: Stage = "outputs"
    baseline: float | None = None
    target: float | None = None
    unit: Bi | None = None
    actual: float | None = None
    as_of: date | None = None
    source: Bi | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The photo chosen by the author; how its check stands is not the author's to say."""

    asset_id: str
    alt: Bi = Bi()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an author writes."""

    title: Bi = Bi()
    summary: Bi = Bi()
    partner_entities: tuple[str, ...] = ()
    classification: Classification = "open"
    embargo_until: datetime | None = None
    topic: Topic | None = None
    objectives: tuple[Objective, ...] = ()
    audiences: tuple[Audience, ...] = ()
    strategy: Strategy = field(default=Strategy())
    implementation: Implementation = field(default=Implementation())
    kpis: tuple[Kpi, ...] = ()
    cover: Cover | None = None
    launch_at: datetime | None = None
    tier: Tier = "basic"
    derived_from: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether its content may be announced."""
        return self.classification == "open"

    @property
    def is_for_partners(self) -> bool:
        """Whether the partner entities see it; what is sensitive or secret stays with the lead entity and the secretariat."""
        return self.classification in ("open", "shared-confidential")


AS_VALUES: TypeAdapter[Plan] = TypeAdapter(Plan)
"""The plan as plain JSON values under its field names, and back: what documents hold and bodies are made of."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure of the network's catalogue."""

    code: str
    name: Bi
    stage: Stage
    unit: Bi | None = None


_PEOPLE, _PERCENT = Bi("شخص", "people"), Bi("٪", "%")
METRICS = (
    Metric("budget-band", Bi("نسبة الصرف من الميزانية", "Share of the budget spent"), "inputs", _PERCENT),
    Metric("materials", Bi("المواد المنشورة", "Materials published"), "activities", Bi("مادة", "items")),
    Metric("reach", Bi("الوصول", "Reach"), "outputs", _PEOPLE),
    Metric("coverage", Bi("التغطية الإعلامية", "Media coverage"), "outputs", Bi("خبر", "stories")),
    Metric("engagement", Bi("التفاعل", "Engagement"), "outputs", Bi("تفاعل", "interactions")),
    Metric("recall", Bi("تذكّر الرسالة", "Message recall"), "outtakes", _PERCENT),
    Metric("understanding", Bi("فهم الرسالة", "Understanding of the message"), "outtakes", _PERCENT),
    Metric("attitude-shift", Bi("تغيّر الموقف", "Shift of attitude"), "outcomes", _PERCENT),
    Metric("behaviour-change", Bi("تغيّر السلوك", "Change of behaviour"), "outcomes", _PERCENT),
    Metric("service-uptake", Bi("الإقبال على الخدمة", "Uptake of the service"), "outcomes", _PEOPLE),
    Metric("trust", Bi("الثقة بالجهة", "Trust in the entity"), "impact", _PERCENT),
)


def missing_in(plan: Plan) -> list[str]:
    """Pointers to the fields that the secretariat needs and that are still empty."""
    return [
        *_both("/title", plan.title),
        *_both("/summary", plan.summary),
        *_there("/topic", plan.topic),
        *_rows("/objectives", plan.objectives, _missing_in_objective),
        *_rows("/audiences", plan.audiences, lambda at, audience: _both(f"{at}/segment", audience.segment)),
        *_both("/strategy/proposition", plan.strategy.proposition),
        *_there("/implementation/startsOn", plan.implementation.starts_on),
        *_there("/implementation/endsOn", plan.implementation.ends_on),
        *_there("/implementation/channels", plan.implementation.channels),
        *_rows("/kpis", plan.kpis, _missing_in_kpi),
        *(_both("/cover/alt", plan.cover.alt) if plan.cover else ()),
    ]


def _missing_in_objective(at: str, objective: Objective) -> Iterator[str]:
    yield from _both(f"{at}/statement", objective.statement)
    yield from _there(f"{at}/target", objective.target)


def _missing_in_kpi(at: str, kpi: Kpi) -> Iterator[str]:
    yield from _both(f"{at}/name", kpi.name)
    yield from _there(f"{at}/target", kpi.target)


def _both(at: str, words: Bi) -> Iterator[str]:
    yield from _there(f"{at}/ar", words.ar.strip())
    yield from _there(f"{at}/en", words.en.strip())


def _there(at: str, value: object) -> Iterator[str]:
    if value is None or value in ("", ()):
        yield at


def _rows(at: str, rows: Sequence[Any], missing: Any) -> Iterator[str]:
    yield from _there(at, rows)
    for index, row in enumerate(rows):
        yield from missing(f"{at}/{index}", row)


def contradictions_in(plan: Plan, *, lead: str) -> list[FieldError]:
    """What cannot be true together, even in a draft."""
    run = plan.implementation
    found = [
        ("/implementation/endsOn", "before-start", ENDS_EARLY, _after(run.starts_on, run.ends_on)),
        ("/partnerEntities", "lead-is-partner", LEAD_IS_PARTNER, lead in plan.partner_entities),
        ("/partnerEntities", "repeated", REPEATED, _repeats(plan.partner_entities)),
        ("/implementation/channels", "repeated", REPEATED, _repeats(run.channels)),
        ("/derivedFrom", "repeated", REPEATED, _repeats(plan.derived_from)),
        *(
            (f"/implementation/phases/{index}/to", "before-start", ENDS_EARLY, phase.to < phase.from_)
            for index, phase in enumerate(run.phases)
        ),
    ]
    return [FieldError(pointer, code, text) for pointer, code, text, is_so in found if is_so]


ENDS_EARLY = Text("تاريخ النهاية قبل تاريخ البداية.", "It ends before it starts.")
LEAD_IS_PARTNER = Text("الجهة القائدة ليست شريكاً لنفسها.", "The lead entity is not its own partner.")
REPEATED = Text("قيمة مكررة.", "A value is repeated.")


def _after(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and end < start


def _repeats(values: Sequence[object]) -> bool:
    return len(set(values)) < len(values)


def public_form(plan: Plan) -> dict[str, Any]:
    """The plan under its public names, for pointers and digests."""
    return asdict(plan, dict_factory=lambda pairs: {to_camel(name.rstrip("_")): value for name, value in pairs})


def value_at(form: Mapping[str, Any], pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) names. Raises UnknownField."""
    value: Any = form
    for step in pointer.split("/")[1:]:
        try:
            value = value[int(step) if isinstance(value, tuple) else step]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise UnknownField from error
    return value


def digest_of(value: Any) -> str:
    """A digest that is equal for equal values: canonical JSON, SHA-256."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def targets_of(plan: Plan) -> tuple[Kpi, ...]:
    """The part of the indicators that freezes at launch."""
    return tuple(replace(kpi, actual=None, as_of=None, source=None, confidence=None) for kpi in plan.kpis)


def targets_hash(plan: Plan) -> str:
    """What proves later that no indicator and no target was changed."""
    return digest_of([asdict(kpi) for kpi in targets_of(plan)])


def after_the_model_of(plan: Plan, id_: str) -> Plan:
    """A plan that takes over the approach of another campaign and says so."""
    run = Implementation(channels=plan.implementation.channels, budget_band=plan.implementation.budget_band)
    objectives = tuple(replace(one, baseline=None, target=None, deadline=None) for one in plan.objectives)
    kpis = tuple(replace(one, baseline=None, target=None) for one in targets_of(plan))
    return Plan(
        topic=plan.topic, objectives=objectives, audiences=plan.audiences, strategy=plan.strategy, implementation=run, kpis=kpis,
        tier=plan.tier, derived_from=(id_,),
    )  # fmt: skip
