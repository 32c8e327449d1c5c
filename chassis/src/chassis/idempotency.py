"""`Idempotency-Key` on POST: the same key and body get the same answer again, another body is refused.

An answer is kept for a day in `idempotency_keys`, unless it says `no-store`: then the act is done again. What outlives that, and a crash
between the effect and the keeping: creations derive their id from the key and keep a fingerprint of the request in the record, by which
another request with the same key is refused for as long as the record lives; verbs carry If-Match.

Who begins holds the place for `HELD`. An act ends before that, or is ended, so that nobody takes over what still goes on; only who holds
the place may write into it, and a finished one is never taken over.
"""

import asyncio
import hashlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Protocol, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from bson import Binary
from pymongo.errors import DuplicateKeyError
from starlette.requests import Request
from starlette.responses import Response

from chassis.clock import now
from chassis.errors import Conflict, IdempotencyKeyReused, Invalid, Unavailable
from chassis.mongo import Database, DatabaseAway, Document, driver_errors

KEPT = timedelta(days=1)
HELD = timedelta(seconds=60)
LONGEST_ACT = HELD - timedelta(seconds=10)
LONGEST_KEY = 255
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:shabaka:idempotency")
_REPEATED = ("etag", "location", "content-language")

log = logging.getLogger(__name__)

Answer = Callable[[Request], Awaitable[Response]]


class InvalidIdempotencyKey(Invalid, ar=("مفتاح غير صالح", "طول Idempotency-Key من 1 إلى 255 حرفاً.")):
    """An Idempotency-Key has 1 to 255 characters."""


class StillWorking(Conflict, retry_after=1, ar=("الطلب قيد التنفيذ", "ما زال الطلب الأول بهذا المفتاح قيد التنفيذ.")):
    """The first request with this key is still being worked on."""


class TookTooLongToAct(Unavailable, ar=("تأخر التنفيذ", "لم يكتمل التنفيذ في الوقت المحدد. أعد الطلب نفسه بالمفتاح نفسه.")):
    """The act was not finished in time. Send the same request with the same key again."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Made = TypeVar("Made", bound=_Identified)
_request: ContextVar[Mapping[str, str] | None] = ContextVar("request", default=None)


def new_id() -> str:
    """A UUIDv7 (RFC 9562): unguessable enough and sorted by time, so that inserts stay at the index's end."""
    instant = int(time.time() * 1000).to_bytes(6, "big")
    raw = bytearray(instant + secrets.token_bytes(10))
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(raw)))


def derived_id(actor: str, key: str | None) -> str:
    """The id of what a creation makes: the same for the same caller and key, new without a key."""
    return str(uuid5(_NAMESPACE, f"{actor}/{key}")) if key else new_id()


def fingerprint() -> dict[str, Any]:
    """What a new record keeps of the request that makes it: empty without a key."""
    made = _request.get()
    return {"request": dict(made)} if made else {}


def refuse_another_request(record: Mapping[str, Any] | None) -> None:
    """Raise IdempotencyKeyReused when this key made the record for another request than the one under way."""
    made, kept = _request.get(), (record or {}).get("request")
    if made and kept and kept["place"] == made["place"] and kept["digest"] != made["digest"]:
        raise IdempotencyKeyReused


def is_made(parts: Iterable[Made], wanted: Made) -> bool:
    """Whether the part of a record that this key makes is there already. Raises IdempotencyKeyReused when it is another."""
    found = next((one for one in parts if one.id == wanted.id), None)
    if found is not None and found != wanted:
        raise IdempotencyKeyReused
    return found is not None


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
        holder = new_id()
        if kept := await self._begin(place, digest, holder):
            return _again(kept, digest)
        known = _request.set({"place": place, "digest": digest})
        try:
            return await self._work({"_id": place, "holder": holder, "status": None}, request, handler)
        finally:
            _request.reset(known)

    async def _work(self, held: Document, request: Request, handler: Answer) -> Response:
        allowed = asyncio.timeout(LONGEST_ACT.total_seconds())
        try:
            async with allowed:
                response = await handler(request)
        except BaseException as error:
            await self._forget(held)
            if isinstance(error, TimeoutError) and allowed.expired():
                raise TookTooLongToAct from error
            raise
        with driver_errors():
            if "no-store" in response.headers.get("cache-control", ""):
                await self._answers.delete_one(held)
            else:
                await self._answers.update_one(held, {"$set": _kept(response)})
        return response

    async def _forget(self, held: Document) -> None:
        """Give the place free after an act that did not end; raises nothing, for the act's own end is what counts."""
        try:
            with driver_errors():
                await self._answers.delete_one(held)
        except DatabaseAway:
            log.warning("the place of an act that did not end stays held for %s", HELD)

    async def _begin(self, place: str, digest: str, holder: str) -> Document | None:
        """None = ours to do; else what is there already. A place left unfinished by a crash may be taken again."""
        mine = {"_id": place, "digest": digest, "holder": holder, "status": None, "begun": now(), "expires": now() + KEPT}
        try:
            with driver_errors():
                await self._answers.insert_one(mine)
        except DuplicateKeyError:
            taken = {"_id": place, "digest": digest, "status": None, "begun": {"$lt": now() - HELD}}
            with driver_errors():
                if await self._answers.find_one_and_update(taken, {"$set": {"begun": now(), "holder": holder}}):
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
