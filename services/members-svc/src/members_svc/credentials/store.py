"""Credentials and recent attempts to sign in, in Mongo. Of an attempt only a digest is kept, for a quarter of an hour."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from pymongo import IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from members_svc.credentials.model import WINDOW, Credential
from members_svc.errors import EmailTaken


class CredentialStore:
    """`credentials`: `{_id: person, email, hash, changed_at}`; `sign_in_attempts`: `{_id: digest, at: [instant], expires}`."""

    def __init__(self, database: Database) -> None:
        self._credentials: Collection = database["credentials"]
        self._attempts: Collection = database["sign_in_attempts"]

    async def open(self) -> None:
        """Make the indexes; attempts go by themselves."""
        await ensure_indexes(self._credentials, IndexModel("email", name="email", unique=True))
        await ensure_indexes(self._attempts, IndexModel("expires", name="expires", expireAfterSeconds=0))

    async def of(self, email: str) -> Credential | None:
        """What was kept for an address in its canonical form."""
        with driver_errors():
            found = await self._credentials.find_one({"email": email})
        return Credential(found["email"], found["_id"], found["hash"]) if found else None

    async def has(self, person: str) -> bool:
        """Whether somebody can sign in with an address and a password."""
        with driver_errors():
            return await self._credentials.find_one({"_id": person}, {"_id": 1}) is not None

    async def put(self, credential: Credential, *, at: datetime) -> None:
        """Keep the person's one credential in place of any before. Raises EmailTaken."""
        fields: Document = {"email": credential.email, "hash": credential.hash, "changed_at": at}
        try:
            with driver_errors():
                await self._credentials.update_one({"_id": credential.person}, {"$set": fields}, upsert=True)
        except DuplicateKeyError as error:
            raise EmailTaken from error

    async def admit(self, key: Sequence[str], limit: int, *, at: datetime) -> list[datetime]:
        """Count an attempt unless `limit` were made lately; those made before. Counting comes first, so that parallel guesses count too."""
        recent = {"$filter": {"input": {"$ifNull": ["$at", []]}, "cond": {"$gt": ["$$this", at - WINDOW]}}}
        counted = {"$cond": [{"$lt": [{"$size": "$at"}, limit]}, {"$concatArrays": ["$at", [at]]}, "$at"]}
        change = [{"$set": {"at": recent}}, {"$set": {"at": counted, "expires": at + WINDOW}}]
        with driver_errors():
            before = await self._attempts.find_one_and_update(
                {"_id": _digest(key)}, change, upsert=True, return_document=ReturnDocument.BEFORE
            )
        return before["at"] if before else []

    async def forgive(self, key: Sequence[str], *, at: datetime | None = None) -> None:
        """Forget all attempts, or the one made at this instant."""
        with driver_errors():
            if at is None:
                await self._attempts.delete_one({"_id": _digest(key)})
            else:
                await self._attempts.update_one({"_id": _digest(key)}, {"$pull": {"at": at}})


def _digest(key: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(key).encode()).hexdigest()
