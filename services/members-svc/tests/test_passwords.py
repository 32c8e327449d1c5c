"""Passwords, and the patience with wrong ones: pure."""

from datetime import UTC, datetime, timedelta

import pytest
from members_svc.credentials.model import (
    HASHER,
    canonical_email,
    demand_strength,
    hash_of,
    is_outdated,
    matches,
    wait_after,
)
from members_svc.errors import WeakPassword

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


COMMON = ["short", "password123", "PASSWORD123", "12345678", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl"]
FORESEEN = [*COMMON, "someone@dept.example", "someonex"]


@pytest.mark.parametrize("password", FORESEEN)
def test_a_password_that_anybody_would_try_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        demand_strength(password, "someonex@dept.example" if password == "someonex" else "someone@dept.example")


@pytest.mark.parametrize("password", ["river lantern oak", "x7Kp2mQz", "نهر وسراج وسنديان", "k" * 3 + "correct horse" * 4])
def test_a_long_or_unforeseen_password_needs_no_signs_or_digits(password: str) -> None:
    demand_strength(password, "someone@dept.example")


def test_a_password_is_kept_as_argon2id_and_only_the_same_one_matches() -> None:
    kept = hash_of("river lantern oak")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert matches(kept, "river lantern oak")
    assert not matches(kept, "river lantern oaK")
    assert not matches(None, "the password of nobody")
    assert not matches("not a hash", "river lantern oak")
    assert not is_outdated(kept)
    assert is_outdated(kept.replace("t=2", "t=1"))
    assert HASHER.hash("a") != HASHER.hash("a")


def test_the_same_letters_typed_on_another_keyboard_match() -> None:
    assert matches(hash_of("cafe\u0301 lantern"), "caf\u00e9 lantern")


def test_an_address_is_the_same_however_it_is_written() -> None:
    assert canonical_email("  Director@DEPT-01.example ") == canonical_email("ｄirector@dept-01.example") == "director@dept-01.example"


def test_one_waits_until_the_oldest_of_the_last_attempts_is_a_quarter_of_an_hour_old() -> None:
    made = [AT - timedelta(minutes=minutes) for minutes in (14, 10, 8, 2, 1)]
    assert wait_after(made[1:], 5, AT) is None
    assert wait_after(made, 5, AT) == 61
    assert wait_after([AT - timedelta(minutes=15), *made[1:]], 5, AT) is None
