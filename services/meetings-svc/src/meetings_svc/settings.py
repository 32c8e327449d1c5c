"""What this service reads from its environment beside what every service does."""

from pathlib import Path

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """`calendar_domain` is the domain of the addresses by which calendars know seats; it stays the same for good.
    `web_root` is where the built web client lies, whose fonts print packs too; without it the system's fonts do.
    """

    service: str = "meetings-svc"
    port: int = 8103
    calendar_domain: str = "meetings.shabaka.invalid"
    clock_interval: float = 60.0
    web_root: Path | None = None
