"""What can be done with documents: one function, one use case, one write; safe to run again."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from chassis.auth import Actor
from chassis.errors import FieldError, NotFound, StaleVersion, Text
from chassis.outbox import AlreadyExists

from media_svc.model import Asset, Bi, Status, changes_nothing
from media_svc.objects import ObjectStore
from media_svc.policy import SECRETARIAT
from media_svc.repeats.model import is_there
from media_svc.sources import errors
from media_svc.sources.life import model as life
from media_svc.sources.model import Document, Tongue, VersionFile
from media_svc.sources.store import DocumentStore
from media_svc.sources.texts.model import Excerpt, Part, Reading, changes, excerpt

_NO_FILE: Final = Text("ليس ملفاً جاهزاً من ملفات الجهة المالكة.", "Not a checked file of the owning entity.")
_UNREADABLE: Final = Text("تعذرت قراءة صفحات الملف.", "The pages of the file cannot be read.")
_NO_DOCUMENT: Final = Text("لا توجد وثيقة بهذا المعرّف.", "There is no such document.")
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Seen:
    """The document as the caller saw it, and who they are."""

    id: str
    expected: int
    by: Actor
    at: datetime


async def begin_document(documents: DocumentStore, document: Document, *, by: Actor) -> Document:
    """Begin a document. The same id again gives what the first time made."""
    try:
        return await documents.add(*life.begin(document, by=by))
    except AlreadyExists:
        return await documents.get(document.id, seen_by=by)


async def change_document(documents: DocumentStore, seen: Seen, act: Callable[..., life.Change], **given: Any) -> Document:
    """One act of a person upon a document, and what the calendar asks for then and there.

    A stale screen is told so before any rule is. Raises DocumentNotFound, StaleVersion, and what the act raises.
    """
    return await _changed(documents, await documents.get(seen.id, seen_by=seen.by), seen, act, **given)


async def _changed(documents: DocumentStore, document: Document, seen: Seen, act: Callable[..., life.Change], **given: Any) -> Document:
    if document.version != seen.expected:
        raise StaleVersion
    after, fact = act(document, by=seen.by, at=seen.at, **given)
    if fact is None and changes_nothing(document, after):
        return document
    changed = await documents.save(after, fact, expected=seen.expected)
    return await keep_dates_of(documents, changed, at=seen.at)


async def draft_version(documents: DocumentStore, seen: Seen, id_: str, fields: Mapping[str, Any], asked: str) -> Document:
    """Draft a version. One with this id is not drafted again. Raises IdempotencyKeyReused, and what `change_document` raises."""
    document = await documents.get(seen.id, seen_by=seen.by)
    if is_there(document.versions, id_, asked):
        return document
    return await _changed(documents, document, seen, life.add_version, id_=id_, fields=fields, asked=asked)


async def attach_file(documents: DocumentStore, seen: Seen, version_id: str, language: Tongue, asset: Asset) -> Document:
    """Put an uploaded file into a draft, once. Raises FileNotUsable, and what `change_document` raises."""
    document = await documents.get(seen.id, seen_by=seen.by)
    if any((one.id, one.language) == (asset.id, language) for one in document.of(version_id).files):
        return document
    if asset.owner not in (document.owner, SECRETARIAT):
        raise _unusable(_NO_FILE)
    file = await _file_of(documents, asset, language)
    return await _changed(documents, document, seen, life.attach, id_=version_id, file=file)


async def _file_of(documents: DocumentStore, asset: Asset, language: Tongue) -> VersionFile:
    """The upload as a file of a version; a PDF must have been read."""
    if asset.status is not Status.READY or asset.findings is None:
        raise _unusable(_NO_FILE)
    reading = (await documents.texts.of([asset.id])).get(asset.id)
    if asset.wish.content_type == PDF and reading is None:
        raise _unusable(_UNREADABLE)
    wish = asset.wish
    pages = reading.count if reading else None
    return VersionFile(asset.id, language, wish.file_name, wish.content_type, asset.findings.sha256, wish.size, pages)


def _unusable(words: Text) -> errors.FileNotUsable:
    return errors.FileNotUsable(errors=[FieldError("/assetId", "not-usable", words)])


async def withdraw_version(documents: DocumentStore, seen: Seen, version_id: str, reason: Bi, replacement: str | None) -> Document:
    """Take a version back; what replaces it must be a document one may see. Raises UnknownReplacement."""
    if replacement is not None:
        try:
            await documents.get(replacement, seen_by=seen.by)
        except NotFound as error:
            raise errors.UnknownReplacement(errors=[FieldError("/replacement", "unknown", _NO_DOCUMENT)]) from error
    return await change_document(documents, seen, life.withdraw, id_=version_id, reason=reason, replacement=replacement)


async def describe_document(documents: DocumentStore, seen: Seen, described: Mapping[str, Any]) -> Document:
    """Change what a document says of itself."""
    return await change_document(documents, seen, life.describe, described=described)


async def keep_reading(
    documents: DocumentStore, objects: ObjectStore, asset_id: str, found: Mapping[str, Any] | None, folder: Path
) -> None:
    """Keep what the check read in a PDF, before anybody hears that it passed."""
    if found is not None:
        await objects.put(f"pages/{asset_id}.webp", folder / found["picture"], "image/webp")
        await documents.texts.keep(asset_id, Reading.of(found["text"], found["pages"]))


async def excerpts_of(documents: DocumentStore, found: Sequence[Document], q: str) -> dict[str, Excerpt]:
    """Where the words of a query stand in what is in force, by the id of the document."""
    if not q:
        return {}
    files = [(one.id, file) for one in found if one.in_force for file in one.in_force.files]
    texts = await documents.texts.of(file.id for _, file in files)
    places = ((id_, excerpt(texts[file.id].pages, q, file.language)) for id_, file in reversed(files) if file.id in texts)
    return {id_: place for id_, place in places if place}


async def compare_texts(documents: DocumentStore, earlier: VersionFile, later: VersionFile) -> list[Part]:
    """What one file says that the other does not."""
    texts = await documents.texts.of((earlier.id, later.id))
    old, new = (texts[file.id].pages if file.id in texts else () for file in (earlier, later))
    return await asyncio.to_thread(changes, old, new)


# ---- the calendar ----


async def keep_dates_of(documents: DocumentStore, document: Document, *, at: datetime) -> Document:
    """Every step the calendar asks of a document by this instant, one write each. Somebody else having done it is fine."""
    while change := life.keep_date(document, at=at):
        try:
            document = await documents.save(*change, expected=document.version)
        except StaleVersion:
            return await documents.by_id(document.id) or document
    return document


async def keep_dates(documents: DocumentStore, *, at: datetime) -> bool:
    """What the calendar asks for now; whether there may be more."""
    due = await documents.due(at)
    for document in due:
        await keep_dates_of(documents, document, at=at)
    return len(due) >= 100


async def hand_over_documents(documents: DocumentStore, entity: str, to: str, *, at: datetime) -> None:
    """What an entity owned belongs to the one it merged into."""
    for owned in await documents.owned_by(entity):
        document: Document | None = owned
        while document and document.owner == entity:
            try:
                await documents.save(*life.hand_over(document, to, at=at), expected=document.version)
                break
            except StaleVersion:
                document = await documents.by_id(owned.id)
