"""The checklist as it travels."""

from typing import Self

from chassis.http import Body

from campaigns_svc.checklist.model import Answer
from campaigns_svc.plan.schemas import Line


class AnswerBody(Body):
    """One question of the checklist with its answer, and advice where it is no."""

    code: str
    question: Line
    met: bool
    advice: Line | None

    @classmethod
    def of(cls, answer: Answer) -> Self:
        check = answer.check
        advice = None if answer.met else Line(ar=check.advice.ar, en=check.advice.en)
        return cls(code=check.code, question=Line(ar=check.question.ar, en=check.question.en), met=answer.met, advice=advice)
