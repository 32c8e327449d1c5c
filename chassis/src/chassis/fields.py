"""Types of what comes in from outside: days, instants and whole numbers, each within bounds that every part can carry.

Requests use these and never bare `date`, `datetime` or `int`; a test over the route tables says so.

    class NewThing(Body):
        starts: Day                     # 2026-03-01, from 1900 to 2200
        ends: LastDay = None            # a day, or null: no end
        opens_at: Instant               # 2026-03-01T09:00:00+04:00, kept in UTC to the millisecond
        closes_at: LastInstant = None   # an instant, or null: no end
        size: Count
        password: Password          # as it was typed, with every space
            order: Annotated[int, Field(ge=1, le=100)]   # bounds of its own, both ends

The bounds hold at the door: a `date` or `datetime` that is one already passes, so that one bad record of a store fails no list.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, SecretStr, WithJsonSchema
from pydantic_core import PydanticCustomError

LARGEST = 2**53 - 1
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
FIRST_INSTANT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(2200, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
_NO_END = re.compile(r"9999-\d{2}-\d{2}(?:[Tt ].*)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+-]\d{2}:?\d{2})?", re.ASCII)
_PLUS_LOST = re.compile(r"\S+[Tt]\S+ \d{2}:?\d{2}", re.ASCII)


def kept(instant: datetime) -> datetime:
    """The instant as it is kept: in UTC, cut to the millisecond. Raises OverflowError outside of the calendar."""
    moment = instant.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def parse_day(value: object) -> object:
    """The day that a text names. Raises PydanticCustomError."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        raise PydanticCustomError("date_parsing", "Write a day such as 2026-03-01")
    try:
        found = date.fromisoformat(value.strip())
    except ValueError as error:
        raise PydanticCustomError("date_parsing", "There is no such day; write one such as 2026-03-01") from error
    if not FIRST_DAY <= found <= LAST_DAY:
        raise PydanticCustomError("day_out_of_range", "The day lies outside of 1900-01-01 to 2200-12-31")
    return found


def parse_instant(value: object) -> object:
    """The instant that a text names. Raises PydanticCustomError."""
    if isinstance(value, datetime) and value.tzinfo:
        return kept(value)
    found = _INSTANT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        if isinstance(value, str) and _PLUS_LOST.fullmatch(value.strip()):
            raise PydanticCustomError("plus_lost", "The + before the offset arrived as a space; write it %2B in an address")
        raise PydanticCustomError("datetime_parsing", "Write an instant with its offset, such as 2026-03-01T09:00:00+04:00")
    if found[3] is None:
        raise PydanticCustomError("timezone_aware", "Add the offset from UTC, as in 2026-03-01T09:00:00+04:00")
    try:
        instant = kept(datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3].upper()}"))
    except OverflowError as error:
        raise _instant_out_of_range() from error
    except ValueError as error:
        raise PydanticCustomError("datetime_parsing", "There is no such instant; write one such as 2026-03-01T09:00:00+04:00") from error
    if not FIRST_INSTANT <= instant <= LAST_INSTANT:
        raise _instant_out_of_range()
    return instant


def _day_or_instant(value: object) -> object:
    return parse_day(value) if isinstance(value, str) and _DAY.fullmatch(value.strip()) else parse_instant(value)


def _instant_out_of_range() -> PydanticCustomError:
    return PydanticCustomError("instant_out_of_range", "The instant lies outside of the years 1900 to 2200")


def _or_no_end(parse: Callable[[object], object]) -> Callable[[object], object]:
    """Null is "no end"; the last year of the calendar, by which other programs say the same, is read as null."""

    def parsed(value: object) -> object:
        return None if value is None or (isinstance(value, str) and _NO_END.fullmatch(value.strip())) else parse(value)

    return parsed


_DAY_SCHEMA: dict[str, Any] = {
    "type": "string",
    "format": "date",
    "formatMinimum": FIRST_DAY.isoformat(),
    "formatMaximum": LAST_DAY.isoformat(),
}
_INSTANT_SCHEMA: dict[str, Any] = {
    "type": "string",
    "format": "date-time",
    "formatMinimum": "1900-01-01T00:00:00Z",
    "formatMaximum": "2200-12-31T23:59:59.999Z",
}


def _schema(plain: dict[str, Any], meaning: str) -> WithJsonSchema:
    return WithJsonSchema({**plain, "description": f"{meaning}, from 1900 to 2200."}, mode="validation")


def _open(plain: dict[str, Any]) -> WithJsonSchema:
    meaning = "From 1900 to 2200; null means no end, and a value in the year 9999 is read as null."
    return WithJsonSchema({"anyOf": [plain, {"type": "null"}], "description": meaning}, mode="validation")


Day = Annotated[date, BeforeValidator(parse_day), _schema(_DAY_SCHEMA, "A day")]
LastDay = Annotated[date | None, BeforeValidator(_or_no_end(parse_day)), _open(_DAY_SCHEMA)]
Instant = Annotated[datetime, BeforeValidator(parse_instant), _schema(_INSTANT_SCHEMA, "An instant with its offset")]
LastInstant = Annotated[datetime | None, BeforeValidator(_or_no_end(parse_instant)), _open(_INSTANT_SCHEMA)]
DayOrInstant = Annotated[
    date | datetime, PlainValidator(_day_or_instant), WithJsonSchema({"anyOf": [_DAY_SCHEMA, _INSTANT_SCHEMA]}, mode="validation")
]

Count = Annotated[int, Field(ge=0, le=LARGEST)]
Ordinal = Annotated[int, Field(ge=1, le=LARGEST)]


def _within(value: object) -> object:
    """A number beyond all that are counted becomes the last one, which is not there either."""
    digits = value.strip() if isinstance(value, str) else ""
    return LARGEST if digits.isdecimal() and len(digits) >= len(str(LARGEST)) else value


NumberAsked = Annotated[int, Field(ge=1, le=LARGEST, description="A number beyond the last one is not found."), BeforeValidator(_within)]

# Spaces around a text go by the rule of bodies; a secret is made first, which that rule does not touch.
Password = Annotated[SecretStr, BeforeValidator(lambda value: SecretStr(value) if isinstance(value, str) else value)]
