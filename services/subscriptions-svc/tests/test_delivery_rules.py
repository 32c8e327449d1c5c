"""The rules of deliveries and of the secrets that sign them, without any server."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook
from subscriptions_svc.deliveries.model import SCHEDULE, Attempt, State, allowed_rate_of, judge, retry_after_of, wait_after
from subscriptions_svc.deliveries.signatures import signed_headers
from subscriptions_svc.lanes.model import Place, is_hopeless, warning_due
from subscriptions_svc.settings import Settings
from subscriptions_svc.subscriptions.secrets import Vault, new_secret

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
KEY = base64.b64encode(bytes(range(32))).decode()


# ---- deliveries ----


def failed(status: int | None = 500, **known) -> Attempt:
    return Attempt(AT, 12.0, status, **known)


def test_the_schedule_spans_75_hours_and_ends_with_a_dead_delivery() -> None:
    assert sum(SCHEDULE, timedelta()) == timedelta(hours=75, minutes=35, seconds=5)
    verdicts = [judge(failed(), before, chance=0) for before in range(len(SCHEDULE) + 1)]
    assert [one.next_attempt_at and one.next_attempt_at - AT for one in verdicts] == [*SCHEDULE, None]
    assert [one.state for one in verdicts] == [State.FAILED] * len(SCHEDULE) + [State.DEAD]


@given(st.integers(1, 9), st.floats(0, 1, exclude_max=True), st.none() | st.integers(0, 10**6))
def test_a_wait_is_never_shorter_than_planned_or_asked_for(failures: int, chance: float, asked: int | None) -> None:
    wait = wait_after(failures, timedelta(seconds=asked) if asked is not None else None, chance=chance)
    assert wait >= SCHEDULE[failures - 1]
    assert wait >= timedelta(seconds=asked or 0)
    assert wait <= max(SCHEDULE[failures - 1] * 1.2, timedelta(seconds=asked or 0))


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_every_2xx_is_taken(status: int) -> None:
    assert judge(failed(status), 3, chance=0).state is State.DELIVERED


@pytest.mark.parametrize("status", [199, 301, 302, 400, 404, 410, 415, 500])
def test_everything_else_is_tried_again(status: int) -> None:
    assert judge(failed(status), 0, chance=0).state is State.FAILED


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [
        (429, "120", 120),
        (503, "Sun, 01 Mar 2026 08:10:00 GMT", 600),
        (503, "Sun, 01 Mar 2026 07:00:00 GMT", 0),
        (500, "120", None),
        (429, "soon", None),
        (429, "", None),
        (429, "99999999999999", 864_000),
        (429, "9" * 5_000, 864_000),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 864_000),
        (503, "Sat, 01 Jan 2300 00:00:00 GMT", 864_000),
        (429, "Fri, 31 Dec 9999 23:59:59 -1400", 864_000),
        (429, "Mon, 01 Jan 0001 00:00:00 +1400", 0),
        (429, "60.5", 60),
        (429, "000120", 120),
        (429, "-1", None),
        (429, "+5", None),
        (429, "٢٠", None),
        (429, "2026-12-31T00:00:00Z", None),
        (429, "Sun, 01 Mar 2026 08:10:00", 600),
        (429, "Sun, 32 Mar 2026 08:10:00 GMT", None),
        (429, "\x00", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date_where_it_means_something(status: int, said: str, wait: int | None) -> None:
    found = retry_after_of(status, {"retry-after": said}, AT)
    assert (found.total_seconds() if found is not None else None) == wait


def test_a_rate_is_a_number_a_minute() -> None:
    assert [allowed_rate_of({"webhook-allowed-rate": said}) for said in ("100", "*", "", "0")] == [100, None, None, 1]


def test_a_receiver_that_fails_is_warned_three_times_and_given_up_after_five_days() -> None:
    place = Place(0, failing_since=AT)
    assert [warning_due(place, AT + timedelta(days=days)) for days in (2.4, 2.5, 3.5, 4.6)] == [None, 50, 70, 90]
    assert warning_due(Place(0, failing_since=AT, warned=50), AT + timedelta(days=3)) is None
    assert not is_hopeless(place, AT + timedelta(days=4.9))
    assert is_hopeless(place, AT + timedelta(days=5))
    assert not is_hopeless(Place(0), AT)


# ---- secrets ----


def test_a_signature_is_one_that_the_public_library_verifies() -> None:
    old, new = new_secret(), new_secret()
    body = '{"data":"صيف"}'.encode()
    headers = signed_headers([new, old], "event-1", datetime.now(UTC), body)
    for secret in (old, new):
        assert Webhook(secret).verify(body, headers) == {"data": "صيف"}


def test_a_sealed_secret_opens_only_with_its_key_and_for_its_subscription() -> None:
    sealed = Vault(KEY).seal("whsec_x", "s-1")
    assert "whsec_x" not in sealed
    assert Vault(KEY).open(sealed, "s-1") == "whsec_x"
    with pytest.raises(InvalidTag):
        Vault(KEY).open(sealed, "s-2")
    with pytest.raises(InvalidTag):
        Vault(base64.b64encode(bytes(32)).decode()).open(sealed, "s-1")


@pytest.mark.parametrize("key", ["short", base64.b64encode(bytes(16)).decode()])
def test_a_key_of_another_size_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="secrets key"):
        Vault(key)


def test_production_refuses_the_key_and_the_open_door_of_local_runs() -> None:
    proper = {"environment": "production", "cursor_key": "x" * 40}
    with pytest.raises(ValueError, match="SECRETS_KEY"):
        Settings(**proper)
    with pytest.raises(ValueError, match="LOOPBACK"):
        Settings(**proper, secrets_key=KEY, webhook_allow_loopback=True)
    assert Settings(**proper, secrets_key=KEY).environment == "production"
