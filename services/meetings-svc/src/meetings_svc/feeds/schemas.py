"""A private calendar as it travels."""

from chassis.http import Body
from pydantic import Field


class FeedAddress(Body):
    """Where the calendar is. Whoever has the address reads it: it is shown once, and a new one ends it."""

    path: str = Field(description="Below the platform's own address", examples=["/api/v1/calendar-feeds/…"])
