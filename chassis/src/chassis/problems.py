"""Every error as application/problem+json (RFC 9457) in the reader's language, with request and trace id, never with our inside."""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from chassis.errors import DomainError, FieldError, Invalid, Language, NotFound, Text, TooLarge
from chassis.event import current_correlation
from chassis.telemetry import trace_id

_LANGUAGE = re.compile(r"\s*(ar|en)(?:-[a-z0-9-]*)?\s*(?:;\s*q\s*=\s*(0?\.\d+|[01](?:\.\d*)?)\s*)?", re.IGNORECASE)


class MethodNotAllowed(DomainError, status=405, ar=("إجراء غير متاح هنا", "لا يقبل هذا العنوان هذا النوع من الطلبات.")):
    """This address does not take this kind of request."""


class UnexpectedFault(DomainError, status=500, ar=("خطأ غير متوقع", "حدث خطأ لم نتوقعه. أعد المحاولة، وإن تكرر فأبلغنا برقم الطلب.")):
    """Something went wrong that we did not foresee. Try again; if it stays, tell us the request id."""


class BadRequest(DomainError, status=400, ar=("طلب غير صالح", "لا يمكن تنفيذ هذا الطلب.")):
    """This request cannot be served."""


_ARABIC: Final[dict[str, str]] = json.loads(files("chassis").joinpath("problems_ar.json").read_text("utf-8"))
_OTHER = "القيمة غير صالحة."


def language_of(header: str | None) -> Language:
    """The reader's language by Accept-Language; Arabic unless English is preferred."""
    asked = [found for one in (header or "").split(",") if (found := _LANGUAGE.fullmatch(one))]
    ranked = [(float(found[2] or 1), found[1].lower()) for found in asked]
    best = max((quality for quality, _ in ranked), default=0)
    return "en" if best and next(tag for quality, tag in ranked if quality == best) == "en" else "ar"


def problem(error: DomainError, *, language: Language, instance: str) -> dict[str, Any]:
    """The problem document."""
    document = {
        "type": f"/problems/{error.code}",
        "title": error.title.say(language),
        "status": error.status,
        "detail": error.say(language),
        "instance": instance,
        "requestId": current_correlation(),
        "traceId": trace_id(),
        **{name: error.facts[name] for name in error.readable if name in error.facts},
    }
    if error.errors:
        document["errors"] = [{"pointer": one.pointer, "code": one.code, "detail": one.detail.say(language)} for one in error.errors]
    return document


def problem_response(request: Request, error: DomainError, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that failed with this error."""
    language = language_of(request.headers.get("accept-language"))
    content = json.dumps(problem(error, language=language, instance=request.url.path), ensure_ascii=False)
    sent = {"Content-Language": language, "Cache-Control": "no-store", **(headers or {})}
    if error.retry_after:
        sent["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        sent["WWW-Authenticate"] = "Bearer"
    return Response(content, error.status, sent, "application/problem+json")


def from_validation(error: RequestValidationError) -> DomainError:
    """What the framework found wrong with a request, in our words."""
    return Invalid(errors=[field_error(one) for one in error.errors()])


def field_errors(found: Iterable[Any]) -> list[FieldError]:
    """pydantic's own list of errors, for what is validated after parsing (a merge patch)."""
    return [field_error({**one, "loc": ("body", *one["loc"])}) for one in found]


def field_error(found: Mapping[str, Any]) -> FieldError:
    """One of pydantic's errors with its pointer and both languages."""
    arabic = _ARABIC.get(found["type"], _OTHER)
    context = {name: str(fact) for name, fact in (found.get("ctx") or {}).items()}
    english = f"{found['msg'].removeprefix('Value error, ').rstrip('.')}."
    return FieldError(_pointer(found["loc"]), found["type"].replace("_", "-"), Text(arabic.format_map(_Known(context)), english))


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def _pointer(location: tuple[int | str, ...]) -> str:
    """A JSON pointer into the body (RFC 6901), or `?name` for a parameter."""
    place, *steps = location or ("body",)
    if place != "body":
        return f"?{steps[0]}" if steps else "?"
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def from_status(status: int) -> DomainError:
    """The framework's own refusals."""
    kinds = {404: NotFound, 405: MethodNotAllowed, 413: TooLarge}
    return kinds.get(status, BadRequest if status < 500 else UnexpectedFault)()
