"""Days, instants and numbers at the door: both ends of every range, and what "no end" is."""

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from chassis.fields import Count, Day, DayOrInstant, Instant, LastDay, LastInstant, Lines, NumberAsked, OneLine, Ordinal
from chassis.http import Body
from chassis.problems import field_errors
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from chassis import fields

EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
MILLISECOND = timedelta(milliseconds=1)


class Term(Body):
    since: Day
    until: LastDay = None
    opens_at: Instant | None = None
    closes_at: LastInstant = None


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as raised:
        read(kind, value)
    (found,) = field_errors(raised.value.errors())
    assert found.detail.ar != "القيمة غير صالحة.", found
    assert found.detail.en
    return found.code


@pytest.mark.parametrize("day", ["1900-01-01", "2026-02-28", "2024-02-29", "2200-12-31"])
def test_a_day_within_the_bounds_is_taken(day: str) -> None:
    assert read(Day, day) == read(LastDay, day) == read(DayOrInstant, day) == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["0001-01-01", "1447-09-01", "1899-12-31", "2201-01-01", "9998-12-31"])
def test_a_day_outside_of_the_bounds_is_refused_in_words(day: str) -> None:
    assert refusal(Day, day) == refusal(LastDay, day) == refusal(DayOrInstant, day) == "day-out-of-range"


@pytest.mark.parametrize(
    "day", ["", "2026-02-30", "2026-13-01", "01/02/2026", "2026-3-1", "٢٠٢٦-٠٣-٠١", "2026-03-01T00:00:00Z", 1790000000, True, 5.5, []]
)
def test_what_is_no_day_is_refused_in_words(day: object) -> None:
    assert refusal(Day, day) == refusal(LastDay, day) == "date-parsing"


def test_null_is_a_day_only_where_there_may_be_no_end() -> None:
    assert read(LastDay, None) is None
    assert refusal(Day, None) == "date-parsing"


@pytest.mark.parametrize(
    "value", ["9999-12-31", "9999-01-01", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59+00:00"]
)
def test_the_last_year_of_the_calendar_is_read_as_no_end_where_there_may_be_none(value: str) -> None:
    assert read(LastDay, value) is None
    assert read(LastInstant, value) is None
    assert refusal(DayOrInstant, value) in {"day-out-of-range", "instant-out-of-range"}


def test_the_last_year_of_the_calendar_is_no_day_that_must_be_told() -> None:
    assert refusal(Day, "9999-12-31") == "day-out-of-range"
    assert refusal(Instant, "9999-12-31T23:59:59Z") == "instant-out-of-range"
    assert refusal(LastDay, "9999-never") == "date-parsing"


@pytest.mark.parametrize("zone", [UTC, EAST, WEST])
def test_an_instant_at_either_end_is_taken_in_every_zone_and_one_beyond_in_none(zone: timezone) -> None:
    for edge, beyond in ((fields.FIRST_INSTANT, -MILLISECOND), (fields.LAST_INSTANT, MILLISECOND)):
        assert read(Instant, edge.astimezone(zone).isoformat()) == edge
        assert refusal(Instant, (edge + beyond).astimezone(zone).isoformat()) == "instant-out-of-range"


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+04:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_an_instant_whose_utc_leaves_the_calendar_is_refused_in_words(instant: str) -> None:
    assert refusal(Instant, instant) == "instant-out-of-range"


def test_an_instant_is_kept_in_utc_to_the_millisecond() -> None:
    taken = read(Instant, "2026-03-01T00:00:00.123987654+04:00")
    assert (taken, taken.tzinfo) == (datetime(2026, 2, 28, 20, 0, 0, 123_000, UTC), UTC)


@pytest.mark.parametrize(
    ("instant", "code"),
    [
        ("2026-03-01T00:00:00", "timezone-aware"),
        ("2026-03-01T00:00:00 04:00", "plus-lost"),
        ("2026-06-30T23:59:60Z", "datetime-parsing"),
        ("2026-03-01T25:00:00Z", "datetime-parsing"),
        ("2026-03-01", "datetime-parsing"),
        ("1790000000", "datetime-parsing"),
        ("", "datetime-parsing"),
        (1790000000, "datetime-parsing"),
        (True, "datetime-parsing"),
    ],
)
def test_what_is_no_instant_is_refused_in_words(instant: object, code: str) -> None:
    assert refusal(Instant, instant) == refusal(LastInstant, instant) == code


def test_a_record_beyond_the_bounds_can_still_be_shown() -> None:
    shown = Term(since=date.min, until=date.max, opens_at=datetime.min.replace(tzinfo=UTC), closes_at=datetime.max.replace(tzinfo=UTC))
    assert (shown.since, shown.until) == (date.min, date.max)
    assert '"until":"9999-12-31"' in shown.model_dump_json()


@pytest.mark.parametrize("value", [2**53, 2**63, 2**64, 10**20, "9" * 30, "9" * 5000, 1.5, "five", -1])
def test_a_number_that_json_or_mongo_cannot_carry_is_refused(value: object) -> None:
    refusal(Count, value)
    refusal(Ordinal, value)


def test_a_number_at_either_end_is_taken() -> None:
    assert (read(Count, 0), read(Ordinal, 1), read(Count, 2**53 - 1), read(Ordinal, 2**53 - 1)) == (0, 1, 2**53 - 1, 2**53 - 1)
    refusal(Ordinal, 0)


@pytest.mark.parametrize("value", ["9007199254740992", "100000000000000000000", "9" * 300])
def test_a_number_asked_for_beyond_all_that_are_counted_is_one_that_is_not_there(value: str) -> None:
    assert read(NumberAsked, value) == fields.LARGEST
    assert read(NumberAsked, "7") == 7
    refusal(NumberAsked, "0")


def test_the_bounds_are_told_in_the_schema() -> None:
    told = Term.model_json_schema()["properties"]
    assert (told["since"]["formatMinimum"], told["since"]["formatMaximum"]) == ("1900-01-01", "2200-12-31")
    assert told["until"]["anyOf"][0]["formatMaximum"] == "2200-12-31"
    assert "null means no end" in told["until"]["description"]
    assert told["opensAt"]["anyOf"][0]["formatMinimum"] == "1900-01-01T00:00:00Z"
    assert TypeAdapter(Count).json_schema() == {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}


class Named(Body):
    name: OneLine = Field(min_length=1, max_length=12)


class Noted(Body):
    note: Lines = ""


@pytest.mark.parametrize(
    "unseen",
    [
        "", " ", "\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u0640", "\u0640\u0640", "\u200b", "\u200c", "\u200d", "\u200e\u200f",
        "\u061c", "\u00ad", "\ufeff", "\u2060", "\u2066\u2069", "\u202e", "\u00a0", "\u3000", "\ufe0f", "\u034f", "\u064b\u064b",
        "\u0000", "\u0007", "\u0008", "\u000b", "\u001b", "\u007f", "\u0085", "\u2028", "\U000e0001", "\U000e0041",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_nobody_can_see_is_no_name(unseen: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Named.model_validate({"name": unseen})
    assert [one["type"] for one in refused.value.errors()] == ["string_too_short"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("أحمد\nعلي", "أحمد علي"),
        ("أحمد\r\n\tعلي", "أحمد علي"),
        ("سطر\u000bثان", "سطر ثان"),
        ("نص\u0008مخفي", "نصمخفي"),
        ("نمو \u202eغير", "نمو غير"),
        ("\u2067نمو\u2069", "نمو"),
        ("\n=1+1", "=1+1"),
        ("مي\u200cخواهم", "مي\u200cخواهم"),
        ("👨\u200d👩\u200d👧 فريق", "👨\u200d👩\u200d👧 فريق"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("Ame\u0301lie", "Amélie"),
        ("محـمد", "محـمد"),
        ("+971", "+971"),
        ("1. 2. 3.", "1. 2. 3."),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("ﷺ", "ﷺ"),
        ("🇦🇪", "🇦🇪"),
        ("…", "…"),
    ],
    ids=ascii,
)
def test_a_name_is_kept_as_people_see_it(typed: str, kept: str) -> None:
    assert Named.model_validate({"name": typed}).name == kept


def test_a_text_keeps_its_lines() -> None:
    assert Noted.model_validate({"note": "one\r\ntwo\u2028three\u000cfour\rfive\tsix"}).note == "one\ntwo\nthree\nfour\nfive\tsix"


@given(st.text(max_size=40))
def test_a_cleaned_text_is_clean(text: str) -> None:
    once = Noted.model_validate({"note": text}).note
    assert Noted.model_validate({"note": once}).note == once
    assert not {one for one in once if unicodedata.category(one) == "Cc"} - {"\n", "\t"}
    assert not {one for one in once if unicodedata.bidirectional(one) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}}
