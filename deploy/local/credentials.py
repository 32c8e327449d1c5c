"""What must stay secret in a run: made at its first start, kept in its folder with mode 600, never in the repository."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

SIGN_INS = (
    "director@dept-01.example",
    "editor@dept-01.example",
    "director@dept-02.example",
    "reviewer@secretariat.example",
    "editor@secretariat.example",
    "admin@secretariat.example",
    "ops@secretariat.example",
    "studio@secretariat.example",
    "releaser@secretariat.example",
)
# No letter or digit that is easily mistaken for another when a person types it.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Credentials:
    """The secrets of one run, as paths for the programs and as values for the supervisor."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.private_jwk = self._file("internal-private.jwk.json", _private_jwk)
        self.jwks = self._file("internal-jwks.json", lambda: _public_jwks(self.private_jwk.read_text()))
        self.passwords = self._file("passwords.json", _passwords)
        self.cursor_key = self._file("cursor.key", _key).read_text()
        self.secrets_key = self._file("secrets.key", _key).read_text()
        minio = json.loads(self._file("minio.json", _minio).read_text())
        self.minio_root: tuple[str, str] = (minio["root"]["user"], minio["root"]["password"])
        self.minio_app: tuple[str, str] = (minio["app"]["user"], minio["app"]["password"])

    def sign_ins(self) -> dict[str, str]:
        """E-mail address to password."""
        return json.loads(self.passwords.read_text())

    def _file(self, name: str, make: Callable[[], str]) -> Path:
        """The file, written whole and readable by its owner only, when it is not there yet."""
        path = self.folder / name
        if not path.exists():
            beside = self.folder / f"{name}.new"
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make())
            beside.rename(path)
        return path


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _password() -> str:
    """Four groups of four: about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _passwords() -> str:
    return json.dumps({email: _password() for email in SIGN_INS}, indent=1)


def _minio() -> str:
    return json.dumps(
        {who: {"user": f"shabaka-{who}-{secrets.token_hex(4)}", "password": secrets.token_urlsafe(24)}
         for who in ("root", "app")}
    )  # fmt: skip


def _private_jwk() -> str:
    from joserfc.jwk import OKPKey

    key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": "Ed25519"}, private=True)
    key.ensure_kid()
    return json.dumps(key.as_dict(private=True))


def _public_jwks(private: str) -> str:
    from joserfc.jwk import OKPKey

    return json.dumps({"keys": [OKPKey.import_key(json.loads(private)).as_dict(private=False)]})
