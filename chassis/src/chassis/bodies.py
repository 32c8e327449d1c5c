"""Reads a body as JSON that means one thing: in UTF-8, each name once, no text that cannot be kept, no number beyond counting."""

import json
import re
from email.message import Message
from math import isfinite
from typing import Any, Final

from starlette.requests import Request

from chassis.errors import DomainError, Text

_BOM: Final = b"\xef\xbb\xbf"
_UNKEPT: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_UTF_8: Final = frozenset(("utf-8", "utf8", "us-ascii"))
PLAIN: Final = Text("ليس JSON صالحاً", "it is not valid JSON")
REASONS: Final = {
    "twice": Text("ورد حقل مرتين في كائن واحد", "a name comes twice in one object"),
    "utf-8": Text("ليس مكتوباً بترميز UTF-8", "it is not written in UTF-8"),
    "characters": Text("يحتوي على محارف لا يمكن حفظها", "it holds characters that cannot be kept"),
    "deep": Text("متداخل أكثر من اللازم", "it is nested too deeply"),
    "number": Text("يحتوي على عدد لا يُكتب في JSON أو أكبر من أن يُقرأ", "it holds a number that JSON does not know or that is too large"),
}


class MalformedRequest(DomainError, status=400, ar=("طلب غير مفهوم", "تعذرت قراءة الطلب: {reason}.")):
    """The request could not be read: {reason}."""

    def __init__(self, because: str = "") -> None:
        super().__init__(reason=REASONS.get(because, PLAIN))


class UnsupportedMediaType(
    DomainError, status=415, ar=("نوع محتوى غير مدعوم", "أرسل المحتوى بصيغة JSON وترميز UTF-8 من غير ضغط: Content-Type: application/json.")
):
    """Send the body as JSON in UTF-8 without compression: Content-Type: application/json."""


async def read_json(request: Request) -> None:
    """Keep what a body says where the framework finds it. Raises UnsupportedMediaType, MalformedRequest."""
    if body := await request.body():
        _require_json(request.headers.get("content-type", ""))
        request._json = parse(body)


def _require_json(content_type: str) -> None:
    told = Message()
    told["content-type"] = content_type
    kind, _, form = told.get_content_type().partition("/")
    if not content_type or kind != "application" or (form != "json" and not form.endswith("+json")):
        raise UnsupportedMediaType
    if str(told.get_param("charset", "utf-8")).lower() not in _UTF_8:
        raise UnsupportedMediaType


def parse(body: bytes) -> Any:
    """The value that a body writes. Raises MalformedRequest."""
    try:
        text = body.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        raise MalformedRequest("utf-8") from error
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_number, parse_float=_finite)
        if "\\u" in text and _UNKEPT.search(json.dumps(found, ensure_ascii=False).encode().decode()):
            raise MalformedRequest("characters")
    except UnicodeEncodeError as error:
        raise MalformedRequest("characters") from error
    except RecursionError as error:
        raise MalformedRequest("deep") from error
    except json.JSONDecodeError as error:
        raise MalformedRequest("utf-8" if "\0" in text[:2] else "") from error
    except ValueError as error:  # of more figures than Python counts
        raise MalformedRequest("number") from error
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise MalformedRequest("twice")
    return found


def _finite(figures: str) -> float:
    return found if isfinite(found := float(figures)) else _refuse_number(figures)


def _refuse_number(_: str) -> float:
    raise MalformedRequest("number")
