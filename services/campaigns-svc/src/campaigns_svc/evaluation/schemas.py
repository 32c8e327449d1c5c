"""What is sent to amend, evaluate, recommend and replace a campaign, and how campaigns hang together."""

from typing import Annotated

from chassis.fields import OneLine
from chassis.http import Body
from pydantic import Field, StringConstraints

from campaigns_svc.outcome.schemas import LearningBody
from campaigns_svc.plan.model import AS_VALUES, Plan
from campaigns_svc.plan.schemas import Id, KpiBody
from campaigns_svc.review.schemas import Reason
from campaigns_svc.schemas import CampaignSummary

Cited = Annotated[OneLine, StringConstraints(min_length=3, max_length=600)]


class AmendedTargets(Body):
    """The indicators as they shall be from now on, and why; their results stay as they are where the indicator does."""

    kpis: list[KpiBody] = Field(min_length=1, max_length=30)
    reason: Reason

    def applied_to(self, plan: Plan) -> Plan:
        """The plan with these indicators."""
        return AS_VALUES.validate_python({**AS_VALUES.dump_python(plan), "kpis": [kpi.model_dump() for kpi in self.kpis]})


class Evaluation(Body):
    """What closes an evaluation."""

    learning: LearningBody


class CitationLine(Body):
    """Why the network should learn from it, in both languages."""

    ar: Cited
    en: Cited


class Recommendation(Body):
    """What marks an exemplar."""

    citation: CitationLine


class Succession(Body):
    """The campaign that takes the place of another."""

    successor: Id


class Lineage(Body):
    """The campaigns it builds on, those that build on it, and its successor: of each, what the reader may see."""

    derived_from: list[CampaignSummary]
    inspired: list[CampaignSummary]
    successor: CampaignSummary | None
