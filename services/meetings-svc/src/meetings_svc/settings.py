"""What this service reads from its environment beside what every service does."""

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """Nothing of its own but its name and port."""

    service: str = "meetings-svc"
    port: int = 8103
