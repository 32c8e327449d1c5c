"""The only file that speaks to the object store: a quarantine bucket that browsers post into, a private bucket of what passed.

The library is synchronous, so every call that travels runs in a thread; signing is arithmetic and needs no store.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

import urllib3
from chassis.telemetry import continued, current_traceparent
from minio import Minio
from minio.commonconfig import ENABLED, ComposeSource, CopySource, Filter
from minio.credentials.providers import StaticProvider
from minio.datatypes import PostPolicy
from minio.error import MinioException, S3Error, ServerError
from minio.lifecycleconfig import Expiration, LifecycleConfig, Rule

from media_svc.errors import ObjectMissing, StoreAway

POST_WITHIN: Final = timedelta(seconds=300)
GET_WITHIN: Final = timedelta(seconds=60)  # nothing ends an address before its time
SAME_FOR: Final = 20  # seconds
CHUNK: Final = 256 * 1024
IMMUTABLE: Final = "private, max-age=31536000, immutable"
_MISSING: Final = ("NoSuchKey", "NoSuchObject")
_OURS_TO_FIX: Final = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch")
_OUR_FAULT: Final = (400, 404, 405, 411, 412, 413, 416)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the store is for us and for browsers, and who we are to it."""

    endpoint: str
    public_url: str
    access_key: str
    secret_key: str
    region: str
    secure: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a browser posts together with its file: `fields` first, then the file."""

    url: str
    fields: dict[str, str]
    expires_at: datetime


class StoreRefusesUs(Exception):
    """The store answers and does not let us in: only who runs the platform can mend that, and no content is to blame for it."""


class ObjectStore:
    """`prefix` begins the names of both buckets."""

    def __init__(self, reach: Reach, *, prefix: str) -> None:
        self.quarantine, self.accepted = f"{prefix}quarantine", f"{prefix}assets"
        public = urlsplit(reach.public_url)
        self._pool = _pool()
        self._inside = _client(reach, reach.endpoint, secure=reach.secure, pool=self._pool)
        self._outside = _client(reach, public.netloc, secure=public.scheme == "https", pool=self._pool)
        self._public_url = reach.public_url.rstrip("/")
        self._threads = ThreadPoolExecutor(8, thread_name_prefix="objects")
        self._opened = False

    async def open(self) -> None:
        """Both buckets, private, and what was left in quarantine gone after a day. Raises StoreAway."""
        if not self._opened:
            await self._call("open", self._make_buckets)
            self._opened = True

    async def close(self) -> None:
        """Let threads and connections go."""
        await asyncio.to_thread(self._threads.shutdown)
        self._pool.clear()

    # ---- signing: no call travels ----

    def form(self, key: str, content_type: str, size: int, *, at: datetime) -> Form:
        """Permission to post exactly this: our key, this type, this many bytes, within 300 s."""
        policy = PostPolicy(self.quarantine, at + POST_WITHIN)
        policy.add_equals_condition("key", key)
        policy.add_equals_condition("Content-Type", content_type)
        policy.add_content_length_range_condition(size, size)
        signed = self._outside.presigned_post_policy(policy)
        return Form(f"{self._public_url}/{self.quarantine}", {"key": key, "Content-Type": content_type, **signed}, at + POST_WITHIN)

    def download(self, key: str, *, at: datetime, name: str) -> tuple[str, datetime]:
        """Where a browser fetches an accepted object under a name, and until when: within 60 s."""
        headers = {"response-content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        signed = self._outside.presigned_get_object(self.accepted, key, GET_WITHIN, response_headers=headers, request_date=at)  # type: ignore[arg-type]  # minio asks for its own dict type of values
        return signed, at.replace(microsecond=0) + GET_WITHIN

    def address(self, key: str, *, at: datetime, download_as: str | None = None) -> str:
        """Where a browser reads an accepted object for at most 60 s. The same for some seconds, so that browsers can keep it."""
        headers = {"response-content-disposition": f"attachment; filename*=UTF-8''{quote(download_as, safe='')}"} if download_as else None
        since = at.replace(second=at.second // SAME_FOR * SAME_FOR, microsecond=0)
        return self._outside.presigned_get_object(self.accepted, key, GET_WITHIN, response_headers=headers, request_date=since)  # type: ignore[arg-type]  # minio asks for its own dict type of values

    # ---- calls ----

    async def arrived(self, key: str) -> bool:
        """Whether something lies in quarantine under this key. Raises StoreAway."""
        try:
            await self._call("stat", lambda: self._inside.stat_object(self.quarantine, key))
        except ObjectMissing:
            return False
        return True

    async def fetch(self, key: str, into: Path, *, limit: int) -> str:
        """Copy what lies in quarantine to a file; its sha256. More than `limit` bytes is treated as missing: no permission of ours
        let it in. Raises ObjectMissing, StoreAway."""
        return await self._call("fetch", lambda: self._copy(key, into, limit))

    async def put(self, key: str, source: Path, content_type: str) -> None:
        """Put a checked file among the accepted. Raises StoreAway."""
        kept = {"Cache-Control": IMMUTABLE}
        await self._call("put", lambda: self._inside.fput_object(self.accepted, key, str(source), content_type, metadata=kept))  # type: ignore[arg-type]  # minio asks for its own dict type of values

    async def put_content(self, key: str, content: bytes, content_type: str) -> None:
        """Put a few megabytes among the accepted. Raises StoreAway."""
        kept = {"Cache-Control": IMMUTABLE}
        await self._call(
            "put", lambda: self._inside.put_object(self.accepted, key, BytesIO(content), len(content), content_type, metadata=kept)  # type: ignore[arg-type]  # minio asks for its own dict type of values
        )  # fmt: skip

    async def content(self, key: str) -> bytes:
        """The whole of an accepted object of a few megabytes. Raises ObjectMissing, StoreAway."""
        return b"".join([piece async for piece in self.pieces(key)])

    async def pieces(self, key: str) -> AsyncIterator[bytes]:
        """An accepted object piece by piece. Raises ObjectMissing, StoreAway."""
        answer = await self._call("read", lambda: self._inside.get_object(self.accepted, key))
        loop = asyncio.get_running_loop()
        try:
            while True:
                with _store_errors():
                    piece = await loop.run_in_executor(self._threads, answer.read, CHUNK)
                if not piece:
                    return
                yield piece
        finally:
            answer.close()
            answer.release_conn()

    async def sizes_under(self, prefix: str) -> dict[str, int]:
        """What lies in quarantine under a prefix: key to bytes. Raises StoreAway."""
        listed = await self._call("list", lambda: list(self._inside.list_objects(self.quarantine, prefix, recursive=True)))
        return {str(one.object_name): one.size or 0 for one in listed}

    async def join(self, keys: Sequence[str], into: str, content_type: str) -> None:
        """Make one object of parts in quarantine; the store copies, no byte travels. Raises ObjectMissing, StoreAway."""
        parts = [ComposeSource(self.quarantine, key) for key in keys]
        headers = {"Content-Type": content_type}
        await self._call("join", lambda: self._inside.compose_object(self.quarantine, into, parts, metadata=headers))  # type: ignore[arg-type]  # minio asks for its own dict type of values

    async def copy(self, key: str, to: str) -> None:
        """Copy an accepted object to another place among them; no byte travels. Raises ObjectMissing, StoreAway."""
        source = CopySource(self.accepted, key)
        await self._call("copy", lambda: self._inside.copy_object(self.accepted, to, source))

    async def remove(self, keys: Sequence[str]) -> None:
        """Delete accepted objects; links to them lead nowhere from then on. Raises StoreAway."""
        for key in keys:
            await self._call("remove", lambda key=key: self._inside.remove_object(self.accepted, key))

    async def clear(self, place: str, *, and_within: bool = False) -> None:
        """Delete the accepted objects that lie in a place, and none in places within it unless asked to. Raises StoreAway."""
        listed = await self._call("list", lambda: list(self._inside.list_objects(self.accepted, place, recursive=and_within)))
        await self.remove([str(one.object_name) for one in listed if not one.is_dir])

    async def discard(self, key: str) -> None:
        """Delete what lies in quarantine under this key, if anything. Raises StoreAway."""
        await self._call("discard", lambda: self._inside.remove_object(self.quarantine, key))

    async def _call(self, name: str, work: Callable[[], Result]) -> Result:
        """Run it in one of our threads, inside its span."""
        if name != "open":
            await self.open()
        with continued(current_traceparent(), f"object store {name}"), _store_errors():
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _make_buckets(self) -> None:
        for bucket in (self.quarantine, self.accepted):
            if not self._inside.bucket_exists(bucket):
                _unless_there(lambda bucket=bucket: self._inside.make_bucket(bucket))
            self._inside.delete_bucket_policy(bucket)
        leftovers = Rule(ENABLED, rule_filter=Filter(prefix=""), rule_id="leftovers", expiration=Expiration(days=1))
        self._inside.set_bucket_lifecycle(self.quarantine, LifecycleConfig([leftovers]))

    def _copy(self, key: str, into: Path, limit: int) -> str:
        answer = self._inside.get_object(self.quarantine, key)
        try:
            digest, size = hashlib.sha256(), 0
            with into.open("wb") as file:
                for chunk in answer.stream(CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise ObjectMissing
                    digest.update(chunk)
                    file.write(chunk)
            return digest.hexdigest()
        finally:
            answer.close()
            answer.release_conn()


def _pool() -> urllib3.PoolManager:
    retries = urllib3.Retry(total=1, backoff_factor=0.1, status_forcelist=[500, 502, 503, 504])
    return urllib3.PoolManager(timeout=urllib3.Timeout(connect=2, read=10), maxsize=16, retries=retries)


def _client(reach: Reach, host: str, *, secure: bool, pool: urllib3.PoolManager) -> Minio:
    who = StaticProvider(reach.access_key, reach.secret_key)
    return Minio(host, secure=secure, region=reach.region, http_client=pool, credentials=who)


def _unless_there(make: Callable[[], None]) -> None:
    """Two processes that start together both make the bucket."""
    try:
        make()
    except S3Error as error:
        if error.code not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
            raise


@contextmanager
def _store_errors() -> Iterator[None]:
    """Inside, "not there" is ObjectMissing, "not now" is StoreAway, "not you" is StoreRefusesUs; what we asked wrongly passes unchanged."""
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise ObjectMissing from error
        if error.code in _OURS_TO_FIX:
            raise StoreRefusesUs(str(error)) from error
        if error.response.status in _OUR_FAULT:
            raise
        raise StoreAway from error
    except (ServerError, urllib3.exceptions.HTTPError, OSError) as error:
        raise StoreAway from error
    except MinioException as error:
        raise StoreAway from error
