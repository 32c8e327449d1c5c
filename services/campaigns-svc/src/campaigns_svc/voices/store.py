"""Comments, endorsements and favourites in Mongo. Whoever reads them has read the campaign first, with their own rights."""

from dataclasses import asdict, replace
from datetime import UTC, datetime

from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from chassis.outbox import Outbox
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, IndexModel

from campaigns_svc.errors import CommentNotFound
from campaigns_svc.review.model import Person
from campaigns_svc.voices.model import Comment

MOST_KEPT = 500
_PERSON, _ENTITY, _COMMENT = TypeAdapter(Person), TypeAdapter(str | None), TypeAdapter(Comment)


class VoiceStore:
    """What members say of campaigns and which they keep for themselves."""

    def __init__(self, database: Database, outbox: Outbox, cursors: Cursors) -> None:
        self._outbox = outbox
        self._comments: Collection = outbox.collection
        self._endorsements: Collection = database["endorsements"]
        self._kept: Collection = database["favourites"]
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        in_order = IndexModel([("campaign_id", ASCENDING), ("at", ASCENDING), ("_id", ASCENDING)], name="by_campaign")
        await ensure_indexes(self._comments, in_order, outbox=True)
        await ensure_indexes(self._endorsements, IndexModel([("campaign_id", ASCENDING), ("at", ASCENDING)], name="by_campaign"))
        await ensure_indexes(self._kept, IndexModel([("person", ASCENDING), ("at", ASCENDING)], name="by_person"))

    # ---- comments ----

    async def add(self, comment: Comment, fact: Fact) -> None:
        """A new comment. Raises AlreadyExists."""
        await self._outbox.insert({"_id": comment.id, **_fields(comment)}, fact)

    async def save(self, comment: Comment, fact: Fact | None, *, expected: int) -> Comment:
        """The changed comment. Raises StaleVersion, OutboxFull."""
        return replace(comment, version=await self._outbox.update(comment.id, expected=expected, changes=_fields(comment), fact=fact))

    async def get(self, campaign_id: str, comment_id: str) -> Comment:
        """Raises CommentNotFound."""
        with driver_errors():
            found = await self._comments.find_one({"_id": comment_id, "campaign_id": campaign_id}, {"outbox": 0, "seen": 0})
        if found is None:
            raise CommentNotFound
        return _comment(found)

    async def page(self, campaign_id: str, *, limit: int, cursor: str | None) -> tuple[list[Comment], str | None]:
        """The oldest first, and the cursor behind the page. Raises InvalidCursor."""
        after = self._cursors.read(cursor, scope=(campaign_id,))
        query: Document = {"campaign_id": campaign_id, "at": {"$type": "date"}}  # one without has no place that a cursor could name
        if after:
            at = datetime.fromisoformat(after[0])
            query["$or"] = [{"at": {"$gt": at}}, {"at": at, "_id": {"$gt": after[1]}}]
        with driver_errors():
            order = [("at", ASCENDING), ("_id", ASCENDING)]
            found = await self._comments.find(query, {"outbox": 0, "seen": 0}).sort(order).limit(limit + 1).to_list(limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        behind = self._cursors.sign((last["at"].isoformat(), last["_id"]), scope=(campaign_id,)) if last else None
        return readable(found[:limit], _comment), behind

    async def count(self, campaign_id: str) -> int:
        """How many comments still have their words."""
        with driver_errors():
            return await self._comments.count_documents({"campaign_id": campaign_id, "removed_at": None})

    # ---- endorsements: one a person ----

    async def endorse(self, campaign_id: str, by: Actor, at: datetime) -> None:
        """Put one's name under it; again changes nothing."""
        name = {"ar": by.name.ar, "en": by.name.en} if by.name else None
        told = {"campaign_id": campaign_id, "person": by.id, "name": name, "entity": by.entity, "at": at}
        with driver_errors():
            await self._endorsements.update_one({"_id": f"{campaign_id}/{by.id}"}, {"$setOnInsert": told}, upsert=True)

    async def take_back(self, campaign_id: str, by: Actor) -> None:
        """Take one's name away."""
        with driver_errors():
            await self._endorsements.delete_one({"_id": f"{campaign_id}/{by.id}"})

    async def endorsements(self, campaign_id: str, *, most: int = 200) -> list[tuple[Person, str | None]]:
        """Who endorses it, and for which entity, the earliest first."""
        with driver_errors():
            found = await self._endorsements.find({"campaign_id": campaign_id}).sort([("at", ASCENDING)]).limit(most).to_list(most)
        return readable(found, _endorsement)

    # ---- favourites: nobody else's business ----

    async def keep(self, campaign_id: str, by: Actor, at: datetime) -> None:
        """Keep it for oneself; again changes nothing."""
        told = {"person": by.id, "campaign_id": campaign_id, "at": at}
        with driver_errors():
            await self._kept.update_one({"_id": f"{by.id}/{campaign_id}"}, {"$setOnInsert": told}, upsert=True)

    async def let_go(self, campaign_id: str, by: Actor) -> None:
        """Keep it no longer."""
        with driver_errors():
            await self._kept.delete_one({"_id": f"{by.id}/{campaign_id}"})

    async def kept_by(self, by: Actor) -> list[str]:
        """The campaigns somebody keeps, the newest 500."""
        with driver_errors():
            found = await self._kept.find({"person": by.id}, {"campaign_id": 1}).sort([("at", -1)]).limit(MOST_KEPT).to_list(MOST_KEPT)
        return readable(found, lambda one: one["campaign_id"])

    async def is_kept(self, campaign_id: str, by: Actor) -> bool:
        """Whether somebody keeps this one."""
        with driver_errors():
            return await self._kept.find_one({"_id": f"{by.id}/{campaign_id}"}, {"_id": 1}) is not None


def _fields(comment: Comment) -> Document:
    known = asdict(comment)
    return {name: value for name, value in known.items() if name not in ("id", "version")} | {"mentions": list(comment.mentions)}


def _endorsement(document: Document) -> tuple[Person, str | None]:
    person = _PERSON.validate_python({"id": document["person"], "name": document["name"]})
    return person, _ENTITY.validate_python(document["entity"])


def _comment(document: Document) -> Comment:
    moments = {name: document.get(name) for name in ("at", "removed_at", "edited_at")}
    told: Document = {
        "removed_by": "author" if document["removed_at"] else None,
        **document,
        **{name: moment.astimezone(UTC) if moment else None for name, moment in moments.items()},
        "id": document["_id"],
    }
    return _COMMENT.validate_python({name: told[name] for name in Comment.__slots__})
