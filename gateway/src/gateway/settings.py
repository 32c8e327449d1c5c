"""What the gateway reads from its environment beside what every service does."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chassis.settings import ServiceSettings
from pydantic import Field

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]"))
_IN_THE_TREE = Path(__file__).parents[3] / "contracts"


class Settings(ServiceSettings):
    """`routes`: service name to address. Times are seconds. Limits are requests a minute;
    `sign_in_limit` is how many may fail from one address in 15 minutes.
    `hosts`: further names under which it may be asked. `traces_url`, `dashboards_url`: where operations look at traces and figures.
    `watched`: name of a program that watches the platform to an address that it answers with 200. `alerts_url`: vmalert's alerts."""

    service: str = "gateway"
    port: int = 8080
    routes: dict[str, str] = Field(default_factory=dict)
    internal_private_jwk_file: Path | None = None
    internal_private_jwk: str = ""
    web_root: Path | None = None
    contracts_root: Path = _IN_THE_TREE
    public_url: str = "http://localhost:8080"
    hosts: frozenset[str] = frozenset()
    media_origin: str = ""
    traces_url: str = ""
    dashboards_url: str = ""
    watched: dict[str, str] = Field(default_factory=dict)
    alerts_url: str = ""
    cookie_insecure: bool = False
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    session_idle: int = 30 * 60
    session_longest: int = 12 * 3600
    deadline: float = 15
    person_limit: int = 600
    address_limit: int = 600
    sign_in_limit: int = 50

    @property
    def cookie(self) -> str:
        """The name of the session cookie: the prefix binds it to this very host over TLS; plain http on localhost cannot have it."""
        return "session" if self.cookie_insecure else "__Host-session"

    @property
    def known_hosts(self) -> frozenset[str]:
        """Names that a Host header may carry, without port. One machine has several names for itself."""
        own = urlsplit(self.public_url).hostname or ""
        return frozenset((own, *self.hosts, *(_LOOPBACK if self.environment == "local" else ())))

    @property
    def crowd(self) -> int:
        """How many people share one address: on a machine of one's own everybody does."""
        return 50 if self.environment == "local" else 1

    def private_jwk(self) -> dict[str, Any]:
        """The key that internal tokens are signed with."""
        text = self.internal_private_jwk_file.read_text() if self.internal_private_jwk_file else self.internal_private_jwk
        return json.loads(text)
