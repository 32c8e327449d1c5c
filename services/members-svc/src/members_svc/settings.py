"""What this service reads from its environment beyond what every service does."""

from chassis.settings import ServiceSettings
from pydantic import Field


class Settings(ServiceSettings):
    """Settings of members-svc."""

    service: str = "members-svc"
    port: int = 8101
    covers_every: float = Field(default=300, gt=0, description="Seconds between two looks for acting tenures past their last day")
