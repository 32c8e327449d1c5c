"""The secretariat's reading of a campaign: what was asked of which field, and whether it was answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import FieldError, Text

from campaigns_svc.errors import UnknownField, UnknownRequest
from campaigns_svc.plan.model import Bi, Plan, digest_of, public_form, value_at

NO_SUCH_FIELD = Text("لا يوجد هذا الحقل في الحملة.", "The campaign has no such field.")
NO_SUCH_REQUEST = Text("لا يوجد طلب مفتوح بهذا المعرّف.", "There is no open request with this identifier.")


@dataclass(frozen=True, slots=True)
class Person:
    """Who acted, as the token named them then."""

    id: str
    name: Bi | None = None

    @classmethod
    def of(cls, actor: Actor) -> "Person":
        """The person behind an actor."""
        return cls(actor.id, Bi(*actor.name) if actor.name else None)


@dataclass(frozen=True, slots=True)
class Question:
    """What a reviewer asks of one field."""

    field: str
    note: str


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A question with its fate; `was` is the digest of the field when it was asked, so that a change of it shows."""

    id: str
    field: str
    note: str
    by: Person
    at: datetime
    was: str
    answer: str | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The whole reading, over all its rounds."""

    requests: tuple[ChangeRequest, ...] = ()
    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    reviewer: Person | None = None


def ask(review: Review, questions: Sequence[Question], plan: Plan, *, by: Person, at: datetime) -> Review:
    """Add a request per question. Raises UnknownField with the pointers that name nothing."""
    form = public_form(plan)
    if strange := [index for index, question in enumerate(questions) if not _names_a_field(form, question.field)]:
        raise UnknownField(errors=[FieldError(f"/requests/{index}/field", "unknown-field", NO_SUCH_FIELD) for index in strange])
    numbered = enumerate(questions, start=len(review.requests) + 1)
    asked = [
        ChangeRequest(str(number), question.field, question.note, by, at, was=_digest_at(form, question.field))
        for number, question in numbered
    ]
    return replace(review, requests=(*review.requests, *asked), reviewer=by)


def settle(review: Review, plan: Plan, *, answers: Mapping[str, str], at: datetime) -> Review:
    """Resolve the open requests whose field changed or that the author answers; the others stay open. Raises UnknownRequest."""
    waiting = {request.id for request in review.requests if request.resolved_at is None}
    if strange := answers.keys() - waiting:
        raise UnknownRequest(errors=[FieldError(f"/answers/{name}", "unknown-request", NO_SUCH_REQUEST) for name in sorted(strange)])
    form = public_form(plan)
    return replace(review, requests=tuple(_settled(request, form, answers.get(request.id), at) for request in review.requests))


def _settled(request: ChangeRequest, form: dict[str, object], answer: str | None, at: datetime) -> ChangeRequest:
    if request.resolved_at is not None:
        return request
    changed = _digest_at(form, request.field) != request.was
    return replace(request, answer=answer, resolved_at=at if changed or answer else None)


def open_requests(review: Review) -> Iterator[ChangeRequest]:
    """Those still waiting for a change or an answer."""
    return (request for request in review.requests if request.resolved_at is None)


def _names_a_field(form: dict[str, object], pointer: str) -> bool:
    return pointer.startswith("/") and pointer != "/" and _digest_at(form, pointer) != GONE


def _digest_at(form: dict[str, object], pointer: str) -> str:
    try:
        return digest_of(value_at(form, pointer))
    except UnknownField:
        return GONE


GONE = "gone"
