"""What this service reads from its environment beside what every service does."""

from typing import Self

from chassis.settings import ServiceSettings
from pydantic import Field, SecretStr, model_validator

MB = 1024 * 1024


class Settings(ServiceSettings):
    """Sizes in bytes, times in seconds unless their name says days. `minio_public_url` is how browsers reach the store: signatures name its
    host. `ended_files_kept_days` is how long its makers can take up a photo, a kit or a version that was taken back, before its files go.
    `clamd` is where the malware scanner listens, `tcp://host:port` or `unix:///socket`;
    where it is set, nothing passes while it is away, and in production it must be."""

    service: str = "media-svc"
    port: int = 8104
    minio_endpoint: str = "127.0.0.1:9100"
    minio_secure: bool = False
    minio_access_key: str = ""
    minio_secret_key: SecretStr = SecretStr("")
    minio_public_url: str = "http://127.0.0.1:9100"
    minio_region: str = "us-east-1"
    bucket_prefix: str = Field(default="shabaka-", pattern=r"^[a-z0-9][a-z0-9-]{1,40}$")
    photo_limit: int = Field(default=20 * MB, ge=1)
    file_limit: int = Field(default=50 * MB, ge=1)
    studio_limit: int = Field(default=100 * MB, ge=1)
    pixel_limit: int = Field(default=50_000_000, ge=1)
    checks_at_once: int = Field(default=2, ge=1, le=16)
    check_timeout: float = Field(default=20, gt=0, le=60)
    check_memory: int = Field(default=1024 * MB, ge=256 * MB)
    clamd: str = Field(default="", pattern=r"^(|tcp://[^/:]+:\d+|unix:///.+)$")
    check_interval: float = Field(default=0.25, gt=0, le=10)
    clock_interval: float = Field(default=0.5, gt=0, le=60)
    upload_within: float = Field(default=3600, ge=300)
    ended_files_kept_days: int = Field(default=30, ge=0, le=3650)

    @model_validator(mode="after")
    def _scans(self) -> Self:
        if self.environment == "production" and not self.clamd:
            raise ValueError("SHABAKA_CLAMD must be set in production: nothing is accepted there that was not scanned")
        return self
