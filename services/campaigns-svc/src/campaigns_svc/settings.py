"""What this service reads from its environment beside what every service does."""

from chassis.settings import ServiceSettings
from pydantic import Field


class Settings(ServiceSettings):
    """`SHABAKA_CLOCK_INTERVAL`: seconds between two looks at the calendar. `SHABAKA_HOT_PAGES`: first pages kept in memory, 0 none."""

    service: str = "campaigns-svc"
    port: int = 8102
    clock_interval: float = Field(default=0.5, gt=0, le=60)
    hot_pages: int = Field(default=1_000, ge=0, le=100_000)
