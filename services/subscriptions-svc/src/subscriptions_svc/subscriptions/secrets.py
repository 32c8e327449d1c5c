"""Signing secrets: made here, shown once, and kept only encrypted (AES-256-GCM, bound to their subscription)."""

import base64
import binascii
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "whsec_"
_NONCE = 12


class Vault:
    """Seals and opens secrets with the deployment's key: 32 bytes in base64. Another key is a ValueError."""

    def __init__(self, key: str) -> None:
        try:
            raw = base64.b64decode(key, validate=True)
        except binascii.Error as error:
            raise ValueError("the secrets key is not base64") from error
        if len(raw) != 32:
            raise ValueError(f"the secrets key has {len(raw)} bytes, not 32")
        self._cipher = AESGCM(raw)

    def seal(self, secret: str, about: str) -> str:
        """The secret as it may be stored with the subscription `about`."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, secret.encode(), about.encode())).decode()

    def open(self, sealed: str, about: str) -> str:
        """The secret again. Raises cryptography's InvalidTag when it was sealed with another key or for another subscription."""
        raw = base64.b64decode(sealed)
        return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
