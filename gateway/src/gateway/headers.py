"""The security headers of every answer; every value is set here, none is a library's default."""

import json
from pathlib import Path
from typing import Any

from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

NO_DEVICES = ("camera", "microphone", "geolocation", "payment", "usb")
VARY = [(b"vary", b"Cookie, Authorization, Accept-Language")]
NO_PAGE = [(b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]


def everywhere(*, tls: bool) -> list[tuple[bytes, bytes]]:
    """What every answer carries; one with a policy of its own keeps that. Without TLS nothing may promise it."""
    permissions = PermissionsPolicy()
    for device in NO_DEVICES:
        permissions = permissions.add_directive(device)
    chosen: dict[str, Any] = {
        "referrer": ReferrerPolicy().no_referrer(),
        "coop": CrossOriginOpenerPolicy().same_origin(),
        "corp": CrossOriginResourcePolicy().same_origin(),
        "xcto": XContentTypeOptions().nosniff(),
        "permissions": permissions,
    }
    if tls:
        chosen["hsts"] = StrictTransportSecurity().max_age(63_072_000).include_subdomains()
    return [*_pairs(Secure(**chosen)), *NO_PAGE]


def of_pages(web_root: Path | None, media_origin: str) -> list[tuple[bytes, bytes]]:
    """The policy of the web client: our own files, and the object store for photos and uploads. Its build names the styles it adds."""
    store = [media_origin] if media_origin else []
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'")
        .style_src("'self'", *_styles(web_root))
        .img_src("'self'", *store)
        .font_src("'self'")
        .connect_src("'self'", *store)
        .manifest_src("'self'")
        .object_src("'none'")
        .base_uri("'none'")
        .form_action("'self'")
        .frame_ancestors("'none'")
    )
    return _pairs(Secure(csp=policy))


def _styles(web_root: Path | None) -> list[str]:
    told = web_root / "csp.json" if web_root else None
    return json.loads(told.read_text()).get("style-src", []) if told and told.is_file() else []


def _pairs(chosen: Secure) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in chosen.headers.items()]
