"""The time: instants are aware and in UTC, days are those of Dubai."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
DUBAI = ZoneInfo("Asia/Dubai")


def now() -> datetime:
    """The present instant in UTC, cut to the millisecond that Mongo keeps, so that what was written equals what is read."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def dubai_day(instant: datetime) -> date:
    """The calendar day in Dubai at this instant."""
    return instant.astimezone(DUBAI).date()
