"""Official photos in Mongo. Members find a photo only by its `listed` terms, and it has them only while it is released:
what may not be seen is in no entry of that index, whatever is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from chassis.arabic import EDITION, NOTHING, Spellings, asked, begins
from chassis.auth import Actor
from chassis.clock import DUBAI
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.fields import FIRST_INSTANT, LAST_INSTANT
from chassis.mongo import Collection, Document, count_some, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import AlreadyExists, Outbox
from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne

from media_svc.lists.store import page, readable
from media_svc.policy import studio_of
from media_svc.removal.store import INDEX, MOST
from media_svc.studio import errors
from media_svc.studio.details.store import day_text, fields_of, photo_from, terms_of, words_of
from media_svc.studio.model import ENDED, Number, Photo, Ratio, State

_HIDDEN: Final = {"outbox": 0, "seen": 0, "listed": 0}
NEWEST: Final = [("captured_at", DESCENDING), ("_id", DESCENDING)]
NEWEST_EDITED: Final = [("updated_at", DESCENDING), ("_id", DESCENDING)]
OLDEST: Final = [("captured_at", ASCENDING), ("_id", ASCENDING)]
MOST_ENDINGS: Final = 50
UNRELEASED: Final = [state for state in State if state is not State.RELEASED]


@dataclass(frozen=True, slots=True)
class Search:
    """What members look for; nothing said = everything released."""

    q: str = ""
    person: str | None = None
    occasion: str | None = None
    year: int | None = None
    ratio: Ratio | None = None
    oldest_first: bool = False


class PhotoStore:
    """Official photos, each one document with its outbox; `words` are those that some released photo was ever found by."""

    def __init__(self, outbox: Outbox, words: Collection, cursors: Cursors) -> None:
        self._photos: Collection = outbox.collection
        self.records = outbox.collection
        self._outbox = outbox
        self._words = words
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._photos,
            IndexModel([("asset_id", ASCENDING)], name="by_asset", unique=True),
            IndexModel([("day", ASCENDING), ("seq", DESCENDING)], name="by_number", unique=True),
            IndexModel([("listed", ASCENDING), *NEWEST], name="listed"),
            IndexModel([("state", ASCENDING), *NEWEST_EDITED], name="desk"),
            IndexModel([("owner", ASCENDING), ("state", ASCENDING), *NEWEST_EDITED], name="desk_of_owner"),
            IndexModel([("state", ASCENDING), ("embargo_until", ASCENDING)], name="due"),
            IndexModel([("details.occasion", ASCENDING)], name="of_occasion"),
            IndexModel([("stale.0", ASCENDING)], name="stale", sparse=True),
            IndexModel([("ended_at", ASCENDING)], name="ended", sparse=True),
            INDEX,
            outbox=True,
        )
        await renew_keys(self._photos, EDITION, self._keys_of)
        await self._mark_former_files()

    async def _mark_former_files(self) -> None:
        """Photos that ended before it was kept what is still to be deleted of them, and since when: all places that their files may have
        had."""
        ended = {"stale": {"$exists": False}, "released_at": {"$ne": None}, "state": {"$in": ENDED}}
        numbered = {"$map": {"input": {"$range": [1, "$version"]}, "in": {"$concat": ["$asset_id", "/", {"$toString": "$$this"}]}}}
        with driver_errors():
            await self._photos.update_many(ended, [{"$set": {"stale": numbered}}])
            undated = {"state": {"$in": ENDED}, "files_deleted": {"$exists": False}, "ended_at": {"$exists": False}}
            await self._photos.update_many(undated, [{"$set": {"ended_at": "$updated_at"}}])

    # ---- writes ----

    async def add(self, photo: Photo) -> Photo:
        """A new photo under its number. Raises AlreadyExists when the number is taken; the same upload again gives what is there."""
        try:
            await self._outbox.insert({"_id": str(photo.number), "version": photo.version, **fields_of(photo)}, None)
        except AlreadyExists:
            if known := await self._first({"asset_id": photo.picture.asset_id}):
                return known
            raise
        return photo

    async def next_number(self, day: date) -> Number:
        """The number behind the last one of this day. Whoever inserts it first has it, so that none is left out."""
        with driver_errors():
            last = await self._photos.find_one({"day": day_text(day)}, {"seq": 1}, sort=[("seq", DESCENDING)])
        return Number(day, last["seq"] + 1 if last else 1)

    async def save(self, photo: Photo, fact: Fact | None, *, expected: int) -> Photo:
        """The changed photo with its new version. Raises StaleVersion, OutboxFull."""
        listed = await self._terms(photo) if photo.state is State.RELEASED else None
        ended_at = photo.updated_at if photo.state in ENDED and not photo.files_deleted else None
        optional = {"listed": listed, "ended_at": ended_at, "leftover": [photo.picture.asset_id] if photo.files_deleted else None}
        changes = fields_of(photo) | {name: value for name, value in optional.items() if value}
        unset = [name for name, value in optional.items() if not value]
        version = await self._outbox.update(str(photo.number), expected=expected, changes=changes, fact=fact, unset=unset)
        return replace(photo, version=version)

    async def _terms(self, photo: Photo) -> list[str]:
        words = words_of(photo)
        with driver_errors():
            await self._words.bulk_write([UpdateOne({"_id": word}, {"$setOnInsert": {}}, upsert=True) for word in words], ordered=False)
        return [*terms_of(photo), *(f"w:{word}" for word in words)]

    # ---- reads ----

    async def get(self, number: str, *, seen_by: Actor) -> Photo:
        """Raises OfficialPhotoNotFound also when it is there but not for these eyes."""
        if photo := await self._first({"$and": [{"_id": number}, visible_to(seen_by)]}):
            return photo
        raise errors.OfficialPhotoNotFound

    async def of_asset(self, asset_id: str, *, seen_by: Actor) -> Photo | None:
        """What an upload became, for who works on it."""
        return await self._first({"$and": [{"asset_id": asset_id}, worked_on_by(seen_by)]})

    async def some(self, numbers: Sequence[str], *, seen_by: Actor) -> list[Photo]:
        """Those of them that these eyes may see, in the order asked for."""
        with driver_errors():
            found = await self._photos.find({"$and": [{"_id": {"$in": list(numbers)}}, visible_to(seen_by)]}, _HIDDEN).to_list(len(numbers))
        place = {number: index for index, number in enumerate(numbers)}
        return readable(sorted(found, key=lambda one: place[one["_id"]]), photo_from)

    async def gallery(self, search: Search, *, seen_by: Actor, limit: int, cursor: str | None) -> tuple[list[Photo], str | None]:
        """A page of what is released, by the instant it was taken, and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, *asdict(search).values())
        order = OLDEST if search.oldest_first else NEWEST
        direction, wanted = "$gt" if search.oldest_first else "$lt", await self._found_by(search)

        async def fetch(behind: Sequence[Any] | None, count: int) -> list[Document]:
            return await self._raw({"$and": [*wanted, *_behind(behind, "captured_at", direction)]}, order, count)

        found = await page(fetch, photo_from, "captured_at", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        return found[:limit], self._next(found, limit, scope, lambda one: one.details.captured_at)

    async def count(self, search: Search) -> int:
        """How many of them are released, see `count_some`."""
        return await count_some(self._photos, {"$and": await self._found_by(search)})

    async def _found_by(self, search: Search) -> list[Document]:
        terms = _asked_terms(search) or ["all"]
        found: list[Document] = [{"listed": term} for term in terms]
        found += [await self._beginning(forms) for forms in asked(search.q)] or ([NOTHING] if search.q.strip() else [])
        if search.year is not None:
            begin, end = (datetime(year, 1, 1, tzinfo=DUBAI) for year in (search.year, search.year + 1))
            found.append({"captured_at": {"$gte": begin, "$lt": end}})
        return found

    async def _beginning(self, forms: Spellings) -> Document:
        """A word that begins so: of few known words, one of these, which the index is asked for whole; of very many, any."""
        with driver_errors():
            found = await self._words.find({"$or": [{"_id": begins(form)} for form in forms]}).limit(MOST_ENDINGS + 1).to_list(None)
        if len(found) > MOST_ENDINGS:
            return {"$or": [{"listed": {"$elemMatch": begins(f"w:{form}")}} for form in forms]}
        return {"listed": {"$in": [f"w:{one['_id']}" for one in found]}}

    async def _keys_of(self, found: Document) -> Document:
        return {"listed": await self._terms(photo_from(found))} if "listed" in found else {}

    async def shows_any(self, terms: Iterable[str]) -> set[str]:
        """Which of these terms some released photo has."""
        with driver_errors():
            return {term for term in terms if await self._photos.find_one({"listed": term}, {"_id": 1})}

    async def years(self) -> list[int]:
        """The years of Dubai in which released photos were taken, the latest first, and no other year."""
        found: list[int] = []
        end = LAST_INSTANT
        while True:
            before: Document = {"listed": "all", "captured_at": {"$gte": FIRST_INSTANT, "$lt": end}}
            with driver_errors():
                one = await self._photos.find_one(before, {"captured_at": 1}, sort=NEWEST)
            if one is None:
                return found
            found.append(one["captured_at"].astimezone(DUBAI).year)
            end = datetime(found[-1], 1, 1, tzinfo=DUBAI)

    async def desk(
        self, states: Sequence[State], *, seen_by: Actor, limit: int, cursor: str | None
    ) -> tuple[list[Photo], str | None]:  # fmt: skip
        """A page of what the Studio works on in these states, the latest change first; nothing for who is not of it."""
        scope = (seen_by.id, "desk", *states)
        wanted = [worked_on_by(seen_by), {"state": {"$in": [str(state) for state in states]}}]

        async def fetch(behind: Sequence[Any] | None, count: int) -> list[Document]:
            return await self._raw({"$and": [*wanted, *_behind(behind, "updated_at", "$lt")]}, NEWEST_EDITED, count)

        found = await page(fetch, photo_from, "updated_at", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        return found[:limit], self._next(found, limit, scope, lambda one: one.updated_at)

    async def due(self, at: datetime, limit: int = 50) -> list[Photo]:
        """Embargoed photos whose instant has come; whether both persons signed is the model's question."""
        query = {"state": State.EMBARGOED, "embargo_until": {"$lte": at}, "signed": {"$ne": None}}
        return await self._page(query, [("embargo_until", ASCENDING)], limit)

    async def owned_by(self, entity: str) -> list[Photo]:
        """Everything of an entity."""
        with driver_errors():
            return readable(await self._photos.find({"owner": entity}, _HIDDEN).to_list(None), photo_from)

    async def gone(self, limit: int) -> list[Photo]:
        """What was released once and is no longer, the latest first: for who took it."""
        return await self._page({"state": {"$in": UNRELEASED}, "released_at": {"$ne": None}}, NEWEST_EDITED, limit)

    async def once_released(self, number: str) -> Photo | None:
        """What members could see and can no longer, for its tombstone."""
        return await self._first({"_id": number, "state": {"$in": UNRELEASED}, "released_at": {"$ne": None}})

    async def with_stale_files(self, limit: int = 50) -> list[Photo]:
        """Those whose former files are still to be deleted."""
        return await self._page({"stale.0": {"$exists": True}}, NEWEST_EDITED, limit)

    async def files_deleted(self, number: str, stamps: Sequence[str]) -> None:
        """These former files are deleted; nothing that anybody sees has changed."""
        with driver_errors():
            await self._photos.update_one({"_id": number}, {"$pullAll": {"stale": list(stamps)}})

    async def ended(self, before: datetime, limit: int = MOST) -> list[Photo]:
        """Those that ended before this instant and still have their files."""
        return await self._page({"ended_at": {"$lte": before}}, [("ended_at", ASCENDING)], limit)

    async def holds(self, asset_id: str) -> bool:
        """Whether a photo has this upload as its picture."""
        with driver_errors():
            return await self._photos.find_one({"asset_id": asset_id, "files_deleted": {"$ne": True}}, {"_id": 1}) is not None

    async def of_occasion(self, id_: str) -> list[Photo]:
        """Every photo that names this occasion, whatever its state."""
        with driver_errors():
            return readable(await self._photos.find({"details.occasion": id_}, _HIDDEN).to_list(None), photo_from)

    async def names_person(self, key: str) -> bool:
        """Whether some photo names this person, whatever its state."""
        with driver_errors():
            return await self._photos.find_one({"details.persons.person_key": key}, {"_id": 1}) is not None

    async def by_number(self, number: str) -> Photo | None:
        """For the platform's own work, which sees everything."""
        return await self._first({"_id": number})

    async def released(self, number: str) -> Photo | None:
        """For who holds a link to it: the photo while it is released."""
        return await self._first({"_id": number, "state": State.RELEASED})

    async def _first(self, query: Document) -> Photo | None:
        with driver_errors():
            found = await self._photos.find_one(query, _HIDDEN)
        return photo_from(found) if found else None

    async def _page(self, query: Document, order: Sequence[tuple[str, int]], limit: int) -> list[Photo]:
        return readable(await self._raw(query, order, limit), photo_from)

    async def _raw(self, query: Document, order: Sequence[tuple[str, int]], limit: int) -> list[Document]:
        with driver_errors():
            return await self._photos.find(query, _HIDDEN).sort(list(order)).limit(limit).to_list(limit)

    def _next(self, found: Sequence[Photo], limit: int, scope: Sequence[Any], instant: Any) -> str | None:
        last = found[limit - 1] if len(found) > limit else None
        return self._cursors.sign((instant(last).isoformat(), str(last.number)), scope=scope) if last else None


def worked_on_by(actor: Actor) -> Document:
    """The condition of the Studio's own lists."""
    owners = studio_of(actor)
    return {} if owners is None else {"owner": {"$in": sorted(owners)}}


def visible_to(actor: Actor) -> Document:
    """The condition of every read by number: what is released, and what one works on."""
    owners = studio_of(actor)
    if owners is None:
        return {}
    return {"$or": [{"state": State.RELEASED}, {"owner": {"$in": sorted(owners)}}]} if owners else {"state": State.RELEASED}


def _asked_terms(search: Search) -> list[str]:
    asked = {"p": search.person, "e": search.occasion, "r": search.ratio}
    return [f"{kind}:{value}" for kind, value in asked.items() if value]


def _behind(after: Sequence[Any] | None, by: str, direction: str) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    reached = {"$lt": "$lte", "$gt": "$gte"}[direction]  # bounds of the index first, the exact place within the instant then
    return [{by: {reached: instant}}, {"$or": [{by: {direction: instant}}, {"_id": {direction: id_}}]}]
