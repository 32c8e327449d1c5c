"""What a reader takes and what a reader has: Accept and If-None-Match (RFC 9110, 12.5.1 and 13.1.2)."""

import re

from gateway.errors import NotAcceptable

NEVER = re.compile(r"q=0(\.0*)?")
COMPRESSED = re.compile(r'(-gzip|-br|--gzip|;gzip)"$')  # what sends an answer compressed marks its version


def require_acceptable(accept: str, kind: str) -> None:
    """Raise NotAcceptable when somebody takes other kinds only. Parameters of a kind are its maker's to heed."""
    if accept in ("", "*/*"):
        return
    taken: dict[str, bool] = {}
    for part in accept.lower().split(","):
        name, *rest = (piece.strip() for piece in part.split(";"))
        taken[name] = taken.get(name, False) or not any(NEVER.fullmatch(one) for one in rest)
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    if not next((taken[one] for one in ranges if one in taken), False):
        raise NotAcceptable(kind=kind)


def is_named(if_none_match: str, etag: str) -> bool:
    """Whether a reader has this very content; a version counts as the same however strong, and compressed or not."""
    if not if_none_match or not etag:
        return False
    named = {COMPRESSED.sub('"', one.strip().removeprefix("W/")) for one in if_none_match.split(",")}
    return "*" in named or etag.removeprefix("W/") in named
