"""The published checklist of a good campaign: eight questions to its plan, each with its answer, so that the score explains itself.

The questions follow the order of OASIS (UK Government Communication Service) and the stages of AMEC's framework.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chassis.errors import Text

from campaigns_svc.plan.model import Bi, Plan

OUTCOME_STAGES = ("outcomes", "impact")


@dataclass(frozen=True, slots=True)
class Check:
    """One question: what is asked, and what to do when the answer is no."""

    code: str
    question: Text
    advice: Text
    holds: Callable[[Plan], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer."""

    check: Check
    met: bool


def answers_of(plan: Plan) -> tuple[Answer, ...]:
    """Every question with its answer; the score is the number of those met."""
    return tuple(Answer(check, check.holds(plan)) for check in CHECKS)


def _measurable(plan: Plan) -> bool:
    return bool(plan.objectives) and all(one.target is not None and one.deadline is not None for one in plan.objectives)


def _baselines(plan: Plan) -> bool:
    return bool(plan.kpis) and all(kpi.baseline is not None for kpi in plan.kpis)


def _insight(plan: Plan) -> bool:
    addressed = [one for one in plan.audiences if one.mode == "include"]
    return bool(addressed) and all(_said(one.insight) for one in addressed)


def _outcomes(plan: Plan) -> bool:
    return any(kpi.stage in OUTCOME_STAGES and kpi.target is not None for kpi in plan.kpis)


def _several_stages(plan: Plan) -> bool:
    return len({kpi.stage for kpi in plan.kpis}) >= 3


def _accessible(plan: Plan) -> bool:
    return plan.cover is not None and _said(plan.cover.alt) and all(one.languages for one in plan.audiences if one.mode == "include")


def _both_languages(plan: Plan) -> bool:
    words = [plan.title, plan.summary, plan.strategy.proposition, *(one.statement for one in plan.objectives)]
    return all(_said(one) for one in words)


def _said(words: Bi | None) -> bool:
    return words is not None and bool(words.ar.strip() and words.en.strip())


CHECKS = (
    Check(
        "measurable-objectives",
        Text("هل لكل هدف مستهدف رقمي وموعد؟", "Does each objective have a target figure and a deadline?"),
        Text("أضف إلى كل هدف مستهدفاً وموعداً.", "Give each objective a target and a deadline."),
        _measurable,
    ),
    Check(
        "baselines",
        Text("هل تُعرف نقطة البداية لكل مؤشر؟", "Is the starting point of each indicator known?"),
        Text("قِس خط الأساس لكل مؤشر قبل الإطلاق.", "Measure each indicator's baseline before the launch."),
        _baselines,
    ),
    Check(
        "audience-insight",
        Text("هل بُني على فهم الجمهور؟", "Does it build on what is known of its audiences?"),
        Text("اكتب لكل جمهور ما يدفعه وما يعيقه.", "Write down for each audience what moves it and what holds it back."),
        _insight,
    ),
    Check(
        "theory-of-change",
        Text("هل يُذكر لماذا ستنجح؟", "Does it say why it should work?"),
        Text("اكتب نظرية التغيير باللغتين.", "Write the theory of change in both languages."),
        lambda plan: _said(plan.strategy.theory_of_change),
    ),
    Check(
        "outcome-indicators",
        Text("هل يقيس أثراً لا وصولاً فقط؟", "Does it measure outcomes, not only reach?"),
        Text("أضف مؤشراً من مرحلة النتائج أو الأثر.", "Add an indicator of the outcomes or impact stage."),
        _outcomes,
    ),
    Check(
        "evaluation-plan",
        Text("هل تغطي المؤشرات ثلاث مراحل على الأقل؟", "Do the indicators cover at least three stages?"),
        Text("وزّع المؤشرات على مراحل القياس.", "Spread the indicators over the stages of measurement."),
        _several_stages,
    ),
    Check(
        "accessibility",
        Text("هل للصورة وصف بديل وللجماهير لغاتها؟", "Has the cover a text alternative and each audience its languages?"),
        Text("أضف وصف الصورة باللغتين ولغات كل جمهور.", "Describe the photo in both languages and name each audience's languages."),
        _accessible,
    ),
    Check(
        "both-languages",
        Text("هل هي كاملة بالعربية والإنجليزية؟", "Is it complete in Arabic and in English?"),
        Text("أكمل النص الناقص في اللغتين.", "Complete what is missing in either language."),
        _both_languages,
    ),
)
