"""Opaque, signed cursors of keyset pages: bound to the reader and to the filters, so that a cursor opens no other list."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from chassis.errors import FieldError, Invalid, Text

_SIGNATURE = 16


class InvalidCursor(Invalid, ar=("مؤشر صفحة غير صالح", "مؤشر الصفحة غير صالح لهذه القائمة. ابدأ من الصفحة الأولى.")):
    """The cursor is not one of this list. Begin with the first page."""


class Cursors:
    """Signs with a key of the deployment (≥ 32 bytes)."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def sign(self, values: Sequence[Any], *, scope: Sequence[Any]) -> str:
        """The cursor behind these sort values; `scope` is the reader and the filters."""
        content = json.dumps(list(values), default=str, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._signature(content, scope) + content).decode().rstrip("=")

    def read(self, cursor: str | None, *, scope: Sequence[Any]) -> list[Any] | None:
        """The sort values of a cursor, None for the first page. Raises InvalidCursor."""
        if cursor is None:
            return None
        try:
            raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        except ValueError as error:
            raise _refusal() from error
        signature, content = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._signature(content, scope)):
            raise _refusal()
        return json.loads(content)

    def _signature(self, content: bytes, scope: Sequence[Any]) -> bytes:
        bound = json.dumps(list(scope), default=str, ensure_ascii=False).encode()
        return hmac.digest(self._key, hashlib.sha256(bound).digest() + content, "sha256")[:_SIGNATURE]


def _refusal() -> InvalidCursor:
    return InvalidCursor(errors=[FieldError("?cursor", "invalid-cursor", Text(InvalidCursor.detail.ar, InvalidCursor.detail.en))])
