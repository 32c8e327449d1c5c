"""The web client's files: compressed at its build, hashed names kept for ever, every other address is the one page."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from chassis.problems import MethodNotAllowed
from starlette.types import Receive, Scope, Send

from gateway.errors import NoSuchResource
from gateway.negotiation import is_named

PAGE = "/index.html"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
NOT_SERVED = frozenset(("/csp.json",))
FOR_EVER = b"public, max-age=31536000, immutable"
ASK_AGAIN = b"no-cache"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}

Pairs = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class File:
    """One file with its compressed copies, in memory: a few megabytes altogether."""

    bodies: Mapping[str, bytes]
    headers: Pairs
    tag: bytes

    @classmethod
    def read(cls, path: Path, name: str) -> "File":
        bodies = {"": path.read_bytes()}
        for encoding, ending in ENCODINGS.items():
            copy = path.with_name(path.name + ending)
            if copy.is_file():
                bodies[encoding] = copy.read_bytes()
        tag = f'"{sha256(bodies[""]).hexdigest()[:20]}"'.encode()
        kept = FOR_EVER if name.startswith("/assets/") else ASK_AGAIN
        return cls(bodies, [(b"content-type", _type_of(path).encode()), (b"cache-control", kept), (b"vary", b"Accept-Encoding")], tag)


class Site:
    """An ASGI application over `root`; it notices when the client was built anew. `headers` go with every file."""

    def __init__(self, root: Path | None, headers: Pairs) -> None:
        self._root, self._headers = root, headers
        self._files: dict[str, File] = {}
        self._built = -1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises NoSuchResource, MethodNotAllowed."""
        if scope["method"] not in ("GET", "HEAD"):
            raise MethodNotAllowed(allow="GET, HEAD")
        self._look()
        file = self._files.get(unquote(scope["path"])) or self._page_for(scope["path"])
        asked = dict(scope["headers"])
        known = is_named(asked.get(b"if-none-match", b"").decode("latin-1"), file.tag.decode())
        encoding = _chosen(asked.get(b"accept-encoding", b"").decode("latin-1"), file)
        body = b"" if known else file.bodies[encoding]
        await send({"type": "http.response.start", "status": 304 if known else 200, "headers": self._told(file, encoding, body, known)})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _told(self, file: File, encoding: str, body: bytes, known: bool) -> Pairs:
        told = [*file.headers, *self._headers, (b"etag", file.tag)]
        if known:
            return told
        if encoding:
            told.append((b"content-encoding", encoding.encode()))
        return [*told, (b"content-length", str(len(body)).encode())]

    def _page_for(self, path: str) -> File:
        """Addresses inside the client are the page's own business; a missing file is missing."""
        page = self._files.get(PAGE)
        if page is None or "." in path.rsplit("/", 1)[-1] or path.startswith("/assets/"):
            raise NoSuchResource
        return page

    def _look(self) -> None:
        page = self._root / PAGE[1:] if self._root else None
        built = page.stat().st_mtime_ns if page and page.is_file() else 0
        if built != self._built:
            self._files, self._built = _read_all(self._root) if built and self._root else {}, built


def _read_all(root: Path) -> dict[str, File]:
    """Only what is there is served: no path of a request ever reaches the file system."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = f"/{path.relative_to(root).as_posix()}"
        if path.is_file() and path.suffix not in ENCODINGS.values() and "/." not in name and name not in NOT_SERVED:
            found[name] = File.read(path, name)
    return found


def _chosen(accepted: str, file: File) -> str:
    wanted = {part.partition(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace("q=0.", "")}
    return next((encoding for encoding in ENCODINGS if encoding in wanted and encoding in file.bodies), "")


def _type_of(path: Path) -> str:
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
