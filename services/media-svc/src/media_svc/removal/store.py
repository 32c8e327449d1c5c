"""Records that their makers did away with, and uploads that only they held: marked in the one write that decides it, deleted after it."""

from typing import Final

from chassis.mongo import Collection, Document, driver_errors
from pymongo import ASCENDING, IndexModel

THERE: Final[Document] = {"removed": {"$ne": True}}  # in the query of every read
INDEX: Final = IndexModel([("leftover", ASCENDING)], name="leftover", sparse=True)
MOST: Final = 50


async def with_leftovers(collection: Collection, only: str | None = None) -> list[Document]:
    """Records whose uploads are still to be deleted: id, `leftover`, `removed`."""
    query: Document = {"leftover": {"$exists": True}} | ({"_id": only} if only else {})
    with driver_errors():
        return await collection.find(query, {"leftover": 1, "removed": 1}).limit(MOST).to_list(MOST)


async def cleared(collection: Collection, found: Document) -> None:
    """Its uploads are deleted: so is a removed record; another goes on without the mark, unless more was left over meanwhile."""
    same = {"_id": found["_id"], "leftover": found["leftover"]}
    with driver_errors():
        if found.get("removed"):
            await collection.delete_one({**same, "copied": {"$ne": True}})  # what was copied of it is deleted first
        else:
            await collection.update_one(same, {"$unset": {"leftover": ""}})
