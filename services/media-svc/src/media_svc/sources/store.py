"""Documents in Mongo, one record each with all its versions, and what was read in their files. Who may see what is part of every query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from chassis.arabic import EDITION, beginning, tokens
from chassis.audience import belongs_to
from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.mongo import Collection, Document, count_some, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import Outbox
from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel

from media_svc.lists.store import page, readable
from media_svc.policy import oversees, read_for
from media_svc.removal.store import INDEX, MOST, THERE
from media_svc.sources import model
from media_svc.sources.errors import DocumentNotFound
from media_svc.sources.model import DocumentKind, VersionState
from media_svc.sources.texts.store import TextStore

_RECORD: Final = TypeAdapter(model.Document)
_SHOWN: Final = {"record": 1, "version": 1, "leftover": 1, "sort_at": 1}
_NEWEST: Final = [("sort_at", DESCENDING), ("_id", DESCENDING)]
_OPTIONAL: Final = ("next_at", "leftover", "withdrawn_since")
_INWARD: Final = (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED)
MOST_WORDS: Final = 6_000  # of one file


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything one may see."""

    q: str = ""
    kind: DocumentKind | None = None
    state: VersionState | None = None
    entity: str | None = None
    subject: str | None = None

    @property
    def scope(self) -> tuple[Any, ...]:
        """What a cursor is bound to."""
        return self.q, self.kind, self.state, self.entity, self.subject


class DocumentStore:
    """The documents with their outbox, and the texts of their files."""

    def __init__(self, texts: TextStore, outbox: Outbox, cursors: Cursors) -> None:
        self._documents: Collection = outbox.collection
        self.records = outbox.collection
        self.texts = texts
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._documents,
            IndexModel(_NEWEST, name="newest"),
            IndexModel([("kind", ASCENDING), *_NEWEST], name="by_kind"),
            IndexModel([("owner", ASCENDING), *_NEWEST], name="by_owner"),
            IndexModel([("states", ASCENDING), *_NEWEST], name="by_state"),
            IndexModel([("words", ASCENDING), *_NEWEST], name="by_words"),
            IndexModel([("next_at", ASCENDING)], name="due", sparse=True),
            IndexModel([("record.versions.files.id", ASCENDING)], name="by_file", sparse=True),
            IndexModel([("withdrawn_since", ASCENDING)], name="withdrawn", sparse=True),
            INDEX,
            outbox=True,
        )
        await self.texts.open()
        await renew_keys(self._documents, EDITION, self._keys_of)
        await self._date_withdrawals()

    async def _date_withdrawals(self) -> None:
        """Documents with versions that were withdrawn before it was kept beside the record since when."""
        undated = {"record.versions": {"$elemMatch": {"withdrawal": {"$ne": None}, "files_deleted": {"$exists": False}}}}
        with driver_errors():
            found = self._documents.find({"withdrawn_since": {"$exists": False}, **undated}, _SHOWN)
            async for one in found:
                since = _document_from(one).withdrawn_since
                if since:
                    await self._documents.update_one({"_id": one["_id"]}, {"$set": {"withdrawn_since": since}})

    async def add(self, document: model.Document, fact: Fact | None) -> model.Document:
        """A new document. Raises AlreadyExists."""
        fields = {name: value for name, value in (await self._fields(document)).items() if value or name not in _OPTIONAL}
        await self._outbox.insert({"_id": document.id, "version": document.version, **fields}, fact)
        return document

    async def save(self, document: model.Document, fact: Fact | None, *, expected: int) -> model.Document:
        """The changed document with its new version. Raises StaleVersion, OutboxFull."""
        fields = await self._fields(document)
        unset = [name for name in _OPTIONAL if not fields[name] and not (name == "leftover" and document.removed)]
        changes = {name: value for name, value in fields.items() if name not in unset}
        version = await self._outbox.update(document.id, expected=expected, changes=changes, fact=fact, unset=unset)
        return replace(document, version=version)

    # ---- reads ----

    async def get(self, id_: str, *, seen_by: Actor) -> model.Document:
        """The document with the versions that these eyes may see. Raises DocumentNotFound."""
        found = await self._find({"$and": [{"_id": id_}, visible_to(seen_by)]}, 1)
        if not found:
            raise DocumentNotFound
        return trimmed(found[0], seen_by)

    async def page(self, filters: Filters, *, seen_by: Actor, limit: int, cursor: str | None) -> tuple[list[model.Document], str | None]:
        """One page, what changed last first, and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, *filters.scope)

        async def fetch(behind: Sequence[Any] | None, count: int) -> list[Document]:
            return await self._raw({"$and": [visible_to(seen_by), *_conditions(filters, seen_by), *_behind(behind)]}, count)

        found = await page(fetch, _document_from, "sort_at", behind=self._cursors.read(cursor, scope=scope), limit=limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        behind = self._cursors.sign((_sort_at(last).isoformat(), last.id), scope=scope) if last else None
        return [trimmed(one, seen_by) for one in found[:limit]], behind

    async def count(self, filters: Filters, *, seen_by: Actor) -> int:
        """How many of them one may see, see `count_some`."""
        return await count_some(self._documents, {"$and": [THERE, visible_to(seen_by), *_conditions(filters, seen_by)]})

    async def due(self, at: datetime, limit: int = 100) -> list[model.Document]:
        """Those of which the calendar asks something by this instant."""
        return await self._find({"next_at": {"$lte": at}}, limit)

    async def withdrawn(self, before: datetime, limit: int = MOST) -> list[model.Document]:
        """Those of which a version was withdrawn before this instant and still has its files."""
        return await self._find({"withdrawn_since": {"$lte": before}}, limit)

    async def holds(self, asset_id: str) -> bool:
        """Whether some version of a document has this upload as a file."""
        with driver_errors():
            held = {"record.versions": {"$elemMatch": {"files.id": asset_id, "files_deleted": {"$ne": True}}}, **THERE}
            return await self._documents.find_one(held, {"_id": 1}) is not None

    async def owned_by(self, entity: str) -> list[model.Document]:
        """Everything of an entity."""
        return await self._find({"owner": entity}, None)

    async def by_id(self, id_: str) -> model.Document | None:
        """For the platform's own work, which sees everything."""
        found = await self._find({"_id": id_}, 1)
        return found[0] if found else None

    async def _find(self, query: Document, limit: int | None) -> list[model.Document]:
        return readable(await self._raw(query, limit), _document_from)

    async def _raw(self, query: Document, limit: int | None) -> list[Document]:
        with driver_errors():
            return await self._documents.find({"$and": [query, THERE]}, _SHOWN).sort(_NEWEST).limit(limit or 0).to_list(limit)

    async def _words_in(self, version: model.Version | None) -> list[str]:
        """The words of a version's files: only those of what is in force are searched, so that no draft shows through a search."""
        read = await self.texts.of(file.id for file in version.files) if version else {}
        return [word for one in read.values() for word in one.words[:MOST_WORDS]]

    async def _words_of(self, document: model.Document) -> list[str]:
        said = " ".join((*document.title, *document.summary, *document.subjects))
        return list(dict.fromkeys([*tokens(said), *await self._words_in(document.in_force)]))

    async def _keys_of(self, found: Document) -> Document:
        return {"words": await self._words_of(_document_from(found))}

    async def _fields(self, document: model.Document) -> Document:
        """What is stored: the record, and beside it what queries need."""
        due = model.next_step(document)
        return {
            "owner": document.owner,
            "kind": document.kind,
            "subjects": list(document.subjects),
            "classification": document.classification,
            "public": bool(document.public),
            "states": sorted({one.state for one in document.versions if one.published_at or one.state in _INWARD}),
            "sort_at": _sort_at(document),
            "next_at": due[0] if due and not document.removed else None,
            "leftover": list(document.leftover),
            "withdrawn_since": document.withdrawn_since,
            "removed": document.removed,
            "words": await self._words_of(document),
            "record": _RECORD.dump_python(document, mode="json", exclude={"leftover", "removed"}),
        }


def visible_to(actor: Actor) -> Document:
    """The condition every read carries: authors and their systems see all of their entity's, the secretariat everything, the others what
    was published and is open, or is of their own entity. `life.model.readers_of` says the same of one document, for its events."""
    if actor.kind == "system" or oversees(actor):
        return {}
    return {
        "$or": [
            {"public": True, "classification": "open"},
            {"public": True, "owner": {"$in": sorted(belongs_to(actor))}},
            {"owner": {"$in": sorted(read_for(actor))}},
        ]
    }


def writes(actor: Actor, owner: str) -> bool:
    """Whether the actor sees an entity's documents as those do who write and review them."""
    return actor.kind == "system" or oversees(actor) or owner in read_for(actor)


def trimmed(document: model.Document, actor: Actor) -> model.Document:
    """The document without the versions that are nobody's business yet."""
    return document if writes(actor, document.owner) else replace(document, versions=document.public)


def _conditions(filters: Filters, actor: Actor) -> list[Document]:
    found = beginning(filters.q)
    if filters.state:
        found.append({"states": filters.state})
    if filters.state in _INWARD and not (actor.kind == "system" or oversees(actor)):
        found.append({"owner": {"$in": sorted(read_for(actor))}})
    named = {"kind": filters.kind, "owner": filters.entity, "subjects": filters.subject}
    return [*found, *({name: value} for name, value in named.items() if value)]


def _behind(after: Sequence[Any] | None) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    return [{"$or": [{"sort_at": {"$lt": instant}}, {"sort_at": instant, "_id": {"$lt": id_}}]}]


def _sort_at(document: model.Document) -> datetime:
    """When readers last had something new of it."""
    return max((one.since or one.published_at or document.created_at for one in document.public), default=document.created_at)


def _document_from(found: Mapping[str, Any]) -> model.Document:
    document = _RECORD.validate_python(found["record"])
    leftover = tuple(found.get("leftover", ()))
    return replace(document, version=found["version"], leftover=leftover, created_at=document.created_at.astimezone(UTC))
