"""Passwords and the patience with wrong ones. Argon2id (RFC 9106) at the cost that OWASP names for a shared server. Pure but for salts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from chassis.errors import FieldError, Text

from members_svc.errors import WeakPassword

# 19 MiB, two passes, one lane: OWASP's floor for argon2id. Two at a time, each below 40 MiB, keep the service inside its memory (256 MB).
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
# What an unknown address is checked against, so that it takes as long as a known one.
DECOY: Final = HASHER.hash("the password of nobody")
SHORTEST, LONGEST = 8, 256
WINDOW: Final = timedelta(minutes=15)
PER_ORIGIN: Final = 5
PER_ACCOUNT: Final = 50

TOO_SHORT = Text("لا تقل كلمة المرور عن 8 أحرف.", "it needs at least 8 characters.")
TOO_COMMON = Text("كلمة المرور هذه شائعة.", "this one is used by many people.")
TOO_PLAIN = Text("لا تكرر الأحرف نفسها ولا تسلسلها.", "do not repeat or count up the same characters.")
TOO_CLOSE = Text("لا تستخدم بريدك كلمةَ مرور.", "do not use your e-mail address.")


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves that a person is there: an address and the hash of a password."""

    email: str
    person: str
    hash: str


def canonical_email(email: str) -> str:
    """One form for all ways of writing an address: compatibility letters, case, space around it and marks that nobody sees do not count."""
    seen = "".join(letter for letter in email if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", seen).strip().casefold()


def canonical_password(password: str) -> str:
    """The same password from every keyboard (RFC 8265: NFC); nothing is cut or trimmed."""
    return unicodedata.normalize("NFC", password)


def demand_strength(password: str, email: str) -> None:
    """Length, not composition (ASVS 6.2). Raises WeakPassword with the reason."""
    if reason := _weakness(canonical_password(password), canonical_email(email)):
        raise WeakPassword(reason=reason, errors=[FieldError("/password", "weak-password", reason)])


def _weakness(password: str, email: str) -> Text | None:
    plain = unicodedata.normalize("NFKC", password).casefold()  # in full-width letters it is as common
    if len(password) < SHORTEST:
        return TOO_SHORT
    if plain in _common():
        return TOO_COMMON
    if len(set(plain)) < 4 or _counts_up(plain):
        return TOO_PLAIN
    return TOO_CLOSE if plain == email or email.partition("@")[0] == plain else None


def _counts_up(password: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(steps) == 1


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    text = files("members_svc.credentials").joinpath("common-passwords.txt").read_text("utf-8")
    return frozenset(line for line in text.split() if len(line) >= SHORTEST)


def hash_of(password: str) -> str:
    """The PHC string to keep. Takes tens of milliseconds and 19 MiB: never on the event loop."""
    return HASHER.hash(canonical_password(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept; without one, the same work is done for nothing. Never on the event loop."""
    try:
        return HASHER.verify(kept or DECOY, canonical_password(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was hashed at another cost than today's."""
    return HASHER.check_needs_rehash(kept)


def wait_after(attempts: Sequence[datetime], limit: int, at: datetime) -> int | None:
    """Seconds until the next attempt is allowed after these; None = now."""
    recent = sorted(attempt for attempt in attempts if attempt > at - WINDOW)
    if len(recent) < limit:
        return None
    return max(1, int((recent[-limit] + WINDOW - at).total_seconds()) + 1)
