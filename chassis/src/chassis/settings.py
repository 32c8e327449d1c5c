"""What every service reads from its environment (prefix SHABAKA_). A service adds its own fields in its own settings.py."""

import json
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOCAL_KEY = "only-for-local-runs-and-tests-000"


class ServiceSettings(BaseSettings):
    """Settings are made once in `__main__` or a test and passed down; nothing else reads the environment.

    Deadlines are seconds until a request's head and body are there; `idle_timeout` is how long a connection may lie idle,
    `unread_timeout` how long an answer may lie unread."""

    model_config = SettingsConfigDict(env_prefix="SHABAKA_", extra="ignore", frozen=True)

    service: str
    version: str = "1.0.0"
    environment: Literal["local", "production"] = "local"
    host: str = "127.0.0.1"
    port: int = 8000
    mongo_url: str = "mongodb://127.0.0.1:27117/?replicaSet=rs0"
    mongo_database: str = ""
    kafka_bootstrap: str = "127.0.0.1:9192"
    topic_prefix: str = ""
    topic_partitions: int = Field(default=12, ge=1, le=100)
    type_prefix: str = ""
    event_source: str = ""
    internal_jwks: str = ""
    internal_jwks_file: Path | None = None
    cursor_key: SecretStr = Field(default=SecretStr(_LOCAL_KEY), min_length=32)
    otlp_endpoint: str | None = None
    trace_ratio: float = Field(default=1.0, ge=0, le=1)
    log_format: Literal["json", "console"] = "json"
    log_level: str = "INFO"
    outbox_cap: int = Field(default=200, ge=1)
    body_limit: int = 1_048_576
    max_connections: int = Field(default=4_096, ge=1)
    head_deadline: float = Field(default=10, gt=0)
    body_deadline: float = Field(default=20, gt=0)
    idle_timeout: float = Field(default=15, gt=0)
    unread_timeout: float = Field(default=30, gt=0)

    @model_validator(mode="after")
    def _secrets_are_its_own(self) -> Self:
        if self.environment == "production" and self.cursor_key.get_secret_value() == _LOCAL_KEY:
            raise ValueError("SHABAKA_CURSOR_KEY must be set in production: at least 32 random characters, one for all its copies")
        return self

    @property
    def database(self) -> str:
        """The Mongo database: the service's own name unless the environment says otherwise."""
        return self.mongo_database or self.service

    @property
    def source(self) -> str:
        """CloudEvents source of this service."""
        return self.event_source or f"urn:shabaka:{self.service}"

    def jwks(self) -> dict[str, Any]:
        """The public keys that internal tokens are checked against."""
        text = self.internal_jwks_file.read_text() if self.internal_jwks_file else self.internal_jwks
        return json.loads(text) if text else {"keys": []}
