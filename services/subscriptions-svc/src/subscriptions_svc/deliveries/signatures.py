"""Signs webhooks as Standard Webhooks 1.0 says, with every secret that is valid now."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime


def signed_headers(secrets: Sequence[str], id_: str, at: datetime, body: bytes) -> dict[str, str]:
    """`webhook-id`, `-timestamp` and `-signature`, one signature a secret, separated by spaces."""
    stamp = str(int(at.timestamp()))
    signatures = [f"v1,{_signature(secret, f'{id_}.{stamp}.'.encode() + body)}" for secret in secrets]
    return {"webhook-id": id_, "webhook-timestamp": stamp, "webhook-signature": " ".join(signatures)}


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
