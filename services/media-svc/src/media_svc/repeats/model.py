"""What a repeated request finds made already, after the kept answer of its Idempotency-Key has expired. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from chassis.errors import IdempotencyKeyReused
from chassis.idempotency import fingerprint


class Part(Protocol):
    """A part of a record, with an id of its caller's key and a digest of what was asked with it."""

    @property
    def id(self) -> str: ...

    @property
    def asked(self) -> str | None: ...


def digest_of(asked: str) -> str:
    """What a part keeps of the body that made it: it stays the same whatever is changed of the part later."""
    return hashlib.sha256(asked.encode()).hexdigest()


def is_there(parts: Iterable[Part], id_: str, asked: str) -> bool:
    """Whether the part that this key makes is there already. Raises IdempotencyKeyReused when something else was asked with the key."""
    found = next((one for one in parts if one.id == id_), None)
    if found is not None and found.asked not in (None, asked):
        raise IdempotencyKeyReused
    return found is not None


def made_by_this_request(record: Mapping[str, Any] | None) -> bool:
    """Whether the request under way made this record the first time it came."""
    made = fingerprint().get("request")
    return bool(made) and made == (record or {}).get("request")
