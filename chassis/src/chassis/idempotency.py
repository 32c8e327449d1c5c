"""`Idempotency-Key` on POST: the same key and body get the same answer again, another body is refused.

An answer is kept for a day in `idempotency_keys`, unless it says `no-store`: then the act is done again. A crash between the effect and
the keeping is covered elsewhere: creations derive their id from the key, verbs carry If-Match.
"""

import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from bson import Binary
from pymongo.errors import DuplicateKeyError
from starlette.requests import Request
from starlette.responses import Response

from chassis.clock import now
from chassis.errors import Conflict, Invalid
from chassis.mongo import Database, Document, driver_errors

KEPT = timedelta(days=1)
UNFINISHED = timedelta(seconds=60)
LONGEST_KEY = 255
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:shabaka:idempotency")
_REPEATED = ("etag", "location", "content-language")

Answer = Callable[[Request], Awaitable[Response]]


class IdempotencyKeyReused(Invalid, ar=("مفتاح مستخدم لطلب آخر", "استُخدم Idempotency-Key هذا من قبل لطلب مختلف.")):
    """This Idempotency-Key was used before for another request."""


class InvalidIdempotencyKey(Invalid, ar=("مفتاح غير صالح", "طول Idempotency-Key من 1 إلى 255 حرفاً.")):
    """An Idempotency-Key has 1 to 255 characters."""


class StillWorking(Conflict, retry_after=1, ar=("الطلب قيد التنفيذ", "ما زال الطلب الأول بهذا المفتاح قيد التنفيذ.")):
    """The first request with this key is still being worked on."""


def new_id() -> str:
    """A UUIDv7 (RFC 9562): unguessable enough and sorted by time, so that inserts stay at the index's end."""
    instant = int(time.time() * 1000).to_bytes(6, "big")
    raw = bytearray(instant + secrets.token_bytes(10))
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(raw)))


def derived_id(actor: str, key: str | None) -> str:
    """The id of what a creation makes: the same for the same caller and key, new without a key."""
    return str(uuid5(_NAMESPACE, f"{actor}/{key}")) if key else new_id()


class Idempotency:
    """Keeps the answers of one service in its own database."""

    def __init__(self, database: Database) -> None:
        self._answers = database["idempotency_keys"]

    async def open(self) -> None:
        """Make the index by which kept answers expire."""
        await self._answers.create_index("expires", expireAfterSeconds=0)

    async def answer(self, request: Request, caller: str, handler: Answer) -> Response:
        """Run the handler once per caller and key. Raises IdempotencyKeyReused, StillWorking, InvalidIdempotencyKey."""
        key = request.headers.get("idempotency-key")
        if key is None:
            return await handler(request)
        if not 1 <= len(key) <= LONGEST_KEY:
            raise InvalidIdempotencyKey
        place = hashlib.sha256(f"{caller}\n{key}".encode()).hexdigest()
        digest = await _digest(request)
        if kept := await self._begin(place, digest):
            return _again(kept, digest)
        return await self._work(place, request, handler)

    async def _work(self, place: str, request: Request, handler: Answer) -> Response:
        try:
            response = await handler(request)
        except BaseException:
            with driver_errors():
                await self._answers.delete_one({"_id": place, "status": None})
            raise
        with driver_errors():
            if "no-store" in response.headers.get("cache-control", ""):
                await self._answers.delete_one({"_id": place})
            else:
                await self._answers.update_one({"_id": place}, {"$set": _kept(response)})
        return response

    async def _begin(self, place: str, digest: str) -> Document | None:
        """None = ours to do; else what is there already. A place left unfinished by a crash may be taken again."""
        mine = {"_id": place, "digest": digest, "status": None, "begun": now(), "expires": now() + KEPT}
        try:
            with driver_errors():
                await self._answers.insert_one(mine)
        except DuplicateKeyError:
            taken = {"_id": place, "digest": digest, "status": None, "begun": {"$lt": now() - UNFINISHED}}
            with driver_errors():
                if await self._answers.find_one_and_update(taken, {"$set": {"begun": now()}}):
                    return None
                return await self._answers.find_one({"_id": place}) or {"digest": digest, "status": None}
        return None


def _again(kept: Document, digest: str) -> Response:
    if kept["digest"] != digest:
        raise IdempotencyKeyReused
    if kept["status"] is None:
        raise StillWorking
    return Response(bytes(kept["body"]), kept["status"], {**kept["headers"], "Idempotency-Replayed": "true"}, kept["media_type"])


def _kept(response: Response) -> Document:
    headers = {name: value for name, value in response.headers.items() if name in _REPEATED}
    return {
        "status": response.status_code,
        "body": Binary(response.body),
        "headers": headers,
        "media_type": response.headers.get("content-type"),
    }


async def _digest(request: Request) -> str:
    head = f"{request.method} {request.url.path}?{request.url.query}\n{request.headers.get('if-match', '')}\n"
    return hashlib.sha256(head.encode() + await request.body()).hexdigest()
