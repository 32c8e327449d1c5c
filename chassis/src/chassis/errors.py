"""What may go wrong, each kind with its status and its words in both languages.

The class name is the stable problem type, the docstring the English detail, `ar=` the Arabic title and detail.
Nothing here knows HTTP's wire format.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

Language = Literal["ar", "en"]


class Text(NamedTuple):
    """Both languages of one sentence."""

    ar: str
    en: str

    def say(self, language: Language, facts: Mapping[str, object] | None = None) -> str:
        """The sentence in one language, its {facts} filled in."""
        template = self.ar if language == "ar" else self.en
        return template.format_map(_Facts(language, facts)) if facts else template


class _Facts(dict[str, object]):
    """A fact nobody gave stays readable: an error on the way to an error would hide the first one."""

    def __init__(self, language: Language, facts: Mapping[str, object]) -> None:
        super().__init__({name: fact.say(language) if isinstance(fact, Text) else fact for name, fact in facts.items()})

    def __missing__(self, name: str) -> str:
        return name


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one value in a body: its JSON pointer, a stable code, a sentence."""

    pointer: str
    code: str
    detail: Text


class DomainError(Exception):
    """The request could not be carried out."""

    status: ClassVar[int] = 500
    retry_after: ClassVar[int | None] = None
    code: ClassVar[str] = "domain-error"
    readable: ClassVar[tuple[str, ...]] = ()  # the facts that stand in the problem document too, for programs
    title: ClassVar[Text] = Text("تعذر التنفيذ", "Domain error")
    detail: ClassVar[Text] = Text("تعذر تنفيذ الطلب.", "The request could not be carried out.")

    def __init_subclass__(
        cls, *, ar: tuple[str, str] | None = None, status: int | None = None, retry_after: int | None = None, **rest: Any
    ) -> None:
        super().__init_subclass__(**rest)
        if ar is None or not cls.__doc__:
            raise TypeError(f"{cls.__name__} needs its words: ar=(title, detail) and an English docstring")
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", cls.__name__)
        cls.code = words.replace(" ", "-").lower()
        cls.title = Text(ar[0], words.capitalize())
        cls.detail = Text(ar[1], " ".join(cls.__doc__.split()))
        cls.status = status or cls.status
        cls.retry_after = retry_after or cls.retry_after

    def __init__(self, *, errors: Sequence[FieldError] = (), **facts: object) -> None:
        self.errors = tuple(errors)
        self.facts = facts
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """The detail sentence with its facts."""
        return self.detail.say(language, self.facts)


class Unauthenticated(DomainError, status=401, ar=("يلزم تسجيل الدخول", "سجّل الدخول ثم أعد المحاولة.")):
    """Sign in and try again."""


class Forbidden(DomainError, status=403, ar=("غير مسموح", "لا تتيح لك صلاحياتك هذا الإجراء.")):
    """Your roles do not allow this act."""


class NotFound(DomainError, status=404, ar=("غير موجود", "لا يوجد ما طلبته أو لا يمكنك الاطلاع عليه.")):
    """There is nothing here that you may see."""


class Conflict(DomainError, status=409, ar=("تعارض", "لا يمكن تنفيذ الإجراء في الحالة الراهنة.")):
    """The act does not fit the present state."""


class PreconditionFailed(DomainError, status=412, ar=("لم يتحقق الشرط", "لم يتحقق الشرط المرفق بالطلب.")):
    """The condition sent with the request does not hold."""


class StaleVersion(PreconditionFailed, ar=("تغيّر السجل", "تغيّر السجل منذ أن فتحته. حدّث الصفحة ثم أعد المحاولة.")):
    """The record has changed since you opened it. Reload it and try again."""


class TooLarge(DomainError, status=413, ar=("الطلب أكبر من المسموح", "حجم الطلب أكبر من الحد المسموح.")):
    """The request is larger than allowed."""


class Invalid(DomainError, status=422, ar=("بيانات غير صالحة", "بعض ما أُرسل غير صالح.")):
    """Some of what was sent is not valid."""


class IdempotencyKeyReused(Invalid, ar=("مفتاح مستخدم لطلب آخر", "استُخدم Idempotency-Key هذا من قبل لطلب مختلف.")):
    """This Idempotency-Key was used before for another request."""


class PreconditionRequired(DomainError, status=428, ar=("يلزم ذكر النسخة", "أرسل رقم النسخة في الترويسة If-Match.")):
    """Send the version you saw in the If-Match header."""


class TooMany(DomainError, status=429, retry_after=60, ar=("طلبات كثيرة", "تجاوزت عدد الطلبات المسموح. أعد المحاولة بعد قليل.")):
    """Too many requests. Try again in a while."""


class Unavailable(
    DomainError, status=503, retry_after=2, ar=("الخدمة غير متاحة مؤقتاً", "تعذر الوصول إلى جزء من المنصة. أعد المحاولة بعد قليل.")
):
    """A part of the platform cannot be reached. Try again in a moment."""
