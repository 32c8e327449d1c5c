"""What this service reads from its environment beside what every service does."""

from pathlib import Path
from typing import Self

from chassis.settings import ServiceSettings
from pydantic import Field, SecretStr, model_validator

_CONTRACTS = Path(__file__).parents[4] / "contracts"
_LOCAL_KEY = "b25seS1mb3ItbG9jYWwtcnVucy1hbmQtdGVzdHMtMDA="


class Settings(ServiceSettings):
    """Settings of subscriptions-svc."""

    service: str = "subscriptions-svc"
    port: int = 8105
    secrets_key: SecretStr = Field(
        default=SecretStr(_LOCAL_KEY), description="32 random bytes in base64: what webhook secrets are encrypted with at rest"
    )
    webhook_allow_loopback: bool = Field(default=False, description="Webhooks to this very machine, for trying out; never in production")
    webhook_timeout: float = Field(default=15, gt=0, le=30, description="Seconds a receiver has to answer")
    tick: float = Field(default=1.0, gt=0, description="Seconds between two looks at what is due and what other processes changed")
    contracts_root: Path = Field(default=_CONTRACTS, description="The folder of the contracts: which topics and types of events there are")
    log_retention_days: int = Field(default=400, ge=1, le=36_500, description="Days for which the log keeps an event")
    heartbeat: float = Field(default=15, gt=0, description="Seconds of silence after which a stream says that it lives")
    stream_for: float = Field(
        default=900, gt=0, description="Seconds after which a stream ends, so that its reader proves its rights again"
    )

    @model_validator(mode="after")
    def _not_for_production(self) -> Self:
        if self.environment != "production":
            return self
        if self.secrets_key.get_secret_value() == _LOCAL_KEY:
            raise ValueError("SHABAKA_SECRETS_KEY must be set in production: 32 random bytes in base64")
        if self.webhook_allow_loopback:
            raise ValueError("SHABAKA_WEBHOOK_ALLOW_LOOPBACK is for local runs: in production it would open this machine to subscribers")
        return self
