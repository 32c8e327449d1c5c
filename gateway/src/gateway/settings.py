"""What the gateway reads from its environment beside what every service does."""

import json
from pathlib import Path
from typing import Any

from chassis.settings import ServiceSettings
from pydantic import Field


class Settings(ServiceSettings):
    """`routes`: service name to address. Times are seconds. Limits are requests a minute."""

    service: str = "gateway"
    port: int = 8080
    routes: dict[str, str] = Field(default_factory=dict)
    internal_private_jwk_file: Path | None = None
    internal_private_jwk: str = ""
    web_root: Path | None = None
    public_url: str = "http://localhost:8080"
    media_origin: str = ""
    cookie_insecure: bool = False
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    session_idle: int = 30 * 60
    session_longest: int = 12 * 3600
    deadline: float = 15
    person_limit: int = 1200
    address_limit: int = 600
    sign_in_limit: int = 20

    @property
    def cookie(self) -> str:
        """The name of the session cookie: the prefix binds it to this very host over TLS; plain http on localhost cannot have it."""
        return "session" if self.cookie_insecure else "__Host-session"

    def private_jwk(self) -> dict[str, Any]:
        """The key that internal tokens are signed with."""
        text = self.internal_private_jwk_file.read_text() if self.internal_private_jwk_file else self.internal_private_jwk
        return json.loads(text)
