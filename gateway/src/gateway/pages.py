"""The web client's files, held in memory, as they were compressed by the build, under a policy that lets nothing else into the page."""

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import Receive, Scope, Send

from gateway.proxy import headers_of

FOREVER = b"public, max-age=31536000, immutable"
ASK_AGAIN = b"no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class File:
    """One file of the client in all encodings."""

    kind: str
    etag: str
    cache: bytes
    plain: bytes
    encoded: Mapping[str, bytes] = field(default_factory=dict)


class Pages:
    """Serves the build in `root`; a path without a file of its own is a page of the client."""

    def __init__(self, root: Path | None, *, public_url: str, media_origin: str) -> None:
        self._files = _load(root) if root and (root / "index.html").is_file() else {}
        self._headers = _security(_styles(root), public_url=public_url, media_origin=media_origin)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        file = self._files.get(path)
        if file is None and "." not in path.rsplit("/", 1)[-1]:
            file = self._files.get("/index.html")
        if scope["method"] not in SAFE:
            await _answer(send, 405, [*self._headers, (b"allow", b"GET, HEAD"), (b"content-length", b"0")], b"")
        elif file is None:
            await _answer(send, 404, [*self._headers, (b"content-type", b"text/plain; charset=utf-8")], b"not found\n")
        else:
            await self._give(scope, send, file)

    async def _give(self, scope: Scope, send: Send, file: File) -> None:
        asked = headers_of(scope)
        accepted = asked.get("accept-encoding", "")
        encoding = next((name for name, _ in ENCODINGS if name in accepted and name in file.encoded), None)
        body = file.encoded[encoding] if encoding else file.plain
        headers = [
            *self._headers,
            (b"content-type", file.kind.encode()),
            (b"cache-control", file.cache),
            (b"etag", file.etag.encode()),
            (b"vary", b"accept-encoding"),
        ]
        if asked.get("if-none-match") == file.etag:
            await _answer(send, 304, headers, b"")
            return
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        headers.append((b"content-length", str(len(body)).encode()))
        await _answer(send, 200, headers, b"" if scope["method"] == "HEAD" else body)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _load(root: Path) -> dict[str, File]:
    names = {path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")}
    compressed = {path for path in names if path.suffix in (".br", ".gz")}
    return {f"/{path.relative_to(root).as_posix()}": _file(path, root) for path in names - compressed if path.name != "csp.json"}


def _file(path: Path, root: Path) -> File:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes()
    if kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml"):
        kind += "; charset=utf-8"
    encoded = {name: other.read_bytes() for name, suffix in ENCODINGS if (other := path.with_name(path.name + suffix)).is_file()}
    hashed = path.relative_to(root).parts[0] == "assets"
    return File(kind, f'"{hashlib.sha256(content).hexdigest()[:20]}"', FOREVER if hashed else ASK_AGAIN, content, encoded)


def _styles(root: Path | None) -> list[str]:
    """Hashes of the styles that the client's libraries write into the page, as the build found them."""
    listed = root / "csp.json" if root else None
    return json.loads(listed.read_text()).get("style-src", []) if listed and listed.is_file() else []


def _security(styles: list[str], *, public_url: str, media_origin: str) -> list[tuple[bytes, bytes]]:
    media = f" {media_origin}" if media_origin else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": " ".join(("'self'", *styles)),
        "img-src": f"'self' blob: data:{media}",
        "font-src": "'self'",
        "connect-src": f"'self'{media}",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "x-frame-options": "DENY",
    }
    if public_url.startswith("https://"):
        headers["strict-transport-security"] = "max-age=63072000; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
