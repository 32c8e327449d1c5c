"""Types of what comes in from outside: days, instants, whole numbers and texts, each within bounds that every part can carry.

Requests use these and never bare `date`, `datetime`, `int` or `str`; tests over the route tables say so.

    class NewThing(Body):
        starts: Day                     # 2026-03-01, from 1900 to 2200
        ends: LastDay = None            # a day, or null: no end
        opens_at: Instant               # 2026-03-01T09:00:00+04:00, kept in UTC to the millisecond
        closes_at: LastInstant = None   # an instant, or null: no end
        size: Count
        name: OneLine = Field(min_length=1, max_length=300)     # what nobody can see is no name
        note: Lines = Field(max_length=4_000)                   # text of several lines
        password: Password          # as it was typed, with every space
            order: Annotated[int, Field(ge=1, le=100)]   # bounds of its own, both ends

The bounds hold at the door: a `date` or `datetime` that is one already passes, so that one bad record of a store fails no list.
"""

import re
import unicodedata
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

_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
_CONTROLS = (*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
_UNSEEN = (0xAD, 0x200B, 0x2060, 0xFEFF, *range(0xFFF9, 0xFFFC))
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CLEANED = {**dict.fromkeys((*_CONTROLS, *_UNSEEN, *_TURNS), None), **_BREAKS}
# What shows nothing by itself and is part of what people write: joiners, marks of direction, tatweel, fillers, vowels, variation selectors.
_NOTHING_BY_ITSELF = re.compile(
    r"[\s\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0\u061c\u034f"
    r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\U000e0000-\U000e0fff\U0001d173-\U0001d17a]*"
)


def visible(text: object) -> object:
    """The text composed (NFC), with line feeds for every kind of break, without control characters, invisible marks and turns of
    direction, which pages set by themselves. A text of which nothing can be seen is empty."""
    if not isinstance(text, str):
        return text
    cleaned = unicodedata.normalize("NFC", text if text.isprintable() else text.replace("\r\n", "\n").translate(_CLEANED))
    return "" if _NOTHING_BY_ITSELF.fullmatch(cleaned) else cleaned


def visible_on_one_line(text: object) -> object:
    """The same with spaces for breaks and tabs."""
    seen = visible(text)
    return " ".join(re.split(r"[\n\t]+", seen)) if isinstance(seen, str) else seen


OneLine = Annotated[str, BeforeValidator(visible_on_one_line)]
Lines = Annotated[str, BeforeValidator(visible)]


def not_removable(value: Any) -> Any:
    """In a merge patch null removes; what a record cannot do without is left out of the patch to stay as it is. Raises ValueError."""
    if value is None:
        raise PydanticCustomError("not_removable", "This cannot be removed; leave it out to keep it as it is")
    return value
