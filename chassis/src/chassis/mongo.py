"""The one way to Mongo: a client with our guarantees, and the driver's errors as ours.
Only a service's store.py and the chassis import it."""

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import IndexModel, UpdateOne, timeout
from pymongo.errors import (
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    PyMongoError,
    ServerSelectionTimeoutError,
    WriteConcernError,
)

from chassis.errors import Unavailable
from chassis.reading import UNREADABLE
from chassis.settings import ServiceSettings

Document = dict[str, Any]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]

log = logging.getLogger(__name__)
AWAY = (ConnectionFailure, ServerSelectionTimeoutError, NetworkTimeout, ExecutionTimeout, WriteConcernError)
MOST_COUNTED = 100
INDEXING = 3600.0
_AT_ONCE = 500
OUTBOX_INDEX = IndexModel([("outbox.0.at", 1)], name="outbox", sparse=True)


class DatabaseAway(Unavailable, ar=("قاعدة البيانات غير متاحة", "تعذر الوصول إلى قاعدة البيانات. أعد المحاولة بعد قليل.")):
    """The database cannot be reached. Try again in a moment."""


def connect(settings: ServiceSettings) -> Database:
    """The service's database. Writes wait for the journals of a majority, reads see only what a majority has;
    nothing waits longer than 3 s. Connects lazily."""
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
        settings.mongo_url,
        appname=settings.service,
        tz_aware=True,
        w="majority",
        journal=True,
        retryWrites=True,
        retryReads=True,
        readConcernLevel="majority",
        readPreference="primary",
        timeoutMS=3000,
        serverSelectionTimeoutMS=3000,
        maxPoolSize=64,
        uuidRepresentation="standard",
    )
    return client[settings.database]


async def ping(database: Database) -> None:
    """Returns when the database answers. Raises DatabaseAway."""
    with driver_errors():
        await database.command("ping")


async def ensure_indexes(collection: Collection, *indexes: IndexModel, outbox: bool = False) -> None:
    """Create what is missing; `outbox=True` adds the index that the relay's sweep needs. Raises DatabaseAway.

    A large collection may take up to `INDEXING` seconds; the driver's short limit would end the work half-way at each start.
    """
    wanted = [*indexes, *([OUTBOX_INDEX] if outbox else [])]
    if wanted:
        with timeout(INDEXING), driver_errors():
            await collection.create_indexes(wanted)


async def renew_keys(collection: Collection, edition: int, keys: Callable[[Document], Awaitable[Document]]) -> None:
    """Write what records are searched and ordered by once more when the words are compared in another way than when they were written.
    No new version, nothing is told; what is changed meanwhile has its new keys already, and to do it twice is to do it once."""
    editions, written = collection.database["search_keys"], {"_id": collection.name, "edition": {"$gte": edition}}
    with timeout(INDEXING), driver_errors():
        if await editions.find_one(written):
            return
        waiting: list[UpdateOne] = []
        async for document in collection.find({}):
            try:
                changes = await keys(document)
            except UNREADABLE as error:
                log.error("left with its search keys of before, it cannot be read: %s (%s)", document["_id"], type(error).__name__)
                continue
            waiting.append(UpdateOne({"_id": document["_id"], "version": document.get("version")}, {"$set": changes}))
            if len(waiting) == _AT_ONCE:
                await collection.bulk_write(waiting, ordered=False)
                waiting = []
        if waiting:
            await collection.bulk_write(waiting, ordered=False)
        await editions.update_one({"_id": collection.name}, {"$max": {"edition": edition}}, upsert=True)


async def count_some(collection: Collection, query: Document) -> int:
    """How many documents match, counted one further than `MOST_COUNTED`: what nobody reads need not be walked. Raises DatabaseAway."""
    with driver_errors():
        return await collection.count_documents(query, limit=MOST_COUNTED + 1)


@contextmanager
def driver_errors() -> Iterator[None]:
    """Inside, a driver error that means "not now" is raised as DatabaseAway; all others pass unchanged."""
    try:
        yield
    except PyMongoError as error:
        if is_away(error):
            raise DatabaseAway from error
        raise


def is_away(error: BaseException) -> bool:
    """Whether trying again later may help."""
    return isinstance(error, AWAY) or (isinstance(error, PyMongoError) and (error.timeout or error.has_error_label("RetryableWriteError")))


async def project(collection: Collection, id_: str, *, version: int, fields: Mapping[str, Any]) -> bool:
    """Write a projection as of this version of its source unless it already is as new. False = it was.

    The document is created when missing; `version` in it is the source's. Raises DatabaseAway.
    """
    try:
        with driver_errors():
            result = await collection.update_one({"_id": id_, "version": {"$lt": version}}, {"$set": {**fields, "version": version}}, True)
    except DuplicateKeyError as error:
        if "_id" in ((error.details or {}).get("keyPattern") or {}):
            return False
        raise
    return bool(result.upserted_id or result.modified_count)


async def project_parts(collection: Collection, id_: str, *, version: int, parts: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Write each part of a projection as of this version of its source, unless that part is newer: facts that speak of different parts
    end in the same in whatever order they come. Which of the parts are now as of this version.

    The document is created when missing; `as_of` in it holds the versions. Of one that `project` wrote, `version` counts for all parts.
    Raises DatabaseAway.
    """
    known = {part: {"$ifNull": [f"$as_of.{part}", {"$ifNull": ["$version", -1]}]} for part in parts}
    values: Document = {
        name: {"$cond": [{"$lt": [known[part], version]}, {"$literal": value}, f"${name}"]}
        for part, fields in parts.items()
        for name, value in fields.items()
    }
    newest: Document = {f"as_of.{part}": {"$max": [known[part], version]} for part in parts}
    try:
        with driver_errors():
            found = await collection.find_one_and_update({"_id": id_}, [{"$set": values | newest}], upsert=True, return_document=True)
    except DuplicateKeyError:  # somebody made it at the same moment: now it is there
        return await project_parts(collection, id_, version=version, parts=parts)
    return frozenset(part for part in parts if found["as_of"][part] == version)
