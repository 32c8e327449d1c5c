"""The door of the library: documents, their versions and files. Downloads are recorded before their address is given."""

from datetime import date, datetime
from typing import Annotated

from chassis.auth import Actor
from chassis.errors import FieldError, Invalid
from chassis.fields import DayOrInstant
from chassis.http import Counted, CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Depends, Path, Query
from starlette.responses import Response, StreamingResponse

from media_svc.policy import POLICY, uploads_for
from media_svc.repeats.model import digest_of
from media_svc.routes import Cursor, Here, Limit
from media_svc.schemas import Download
from media_svc.sources import commands, model
from media_svc.sources.commands import Seen, change_document
from media_svc.sources.downloads.schemas import DownloadRow
from media_svc.sources.downloads.store import Taken
from media_svc.sources.errors import DocumentNotFound, VersionFileNotFound
from media_svc.sources.life import model as life
from media_svc.sources.model import Document, DocumentKind, Tongue, Version, VersionFile, VersionState
from media_svc.sources.schemas import (
    NO_OWNER,
    Changes,
    DocumentBody,
    DocumentPatch,
    DocumentSummary,
    NewDocument,
    NewVersion,
    NewVersionFile,
    NewWithdrawal,
    ParityMark,
    PartBody,
    SendBack,
    Shaper,
    VersionPatch,
    bi,
)
from media_svc.sources.store import Filters, writes
from media_svc.store import Stores

router = Router(POLICY)
DocumentId = Annotated[str, Path(min_length=1, max_length=64)]
VersionId = Annotated[str, Path(min_length=1, max_length=64)]
VersionAsked = Annotated[str, Query(min_length=1, max_length=64)]
FileId = Annotated[str, Path(min_length=1, max_length=64)]
At = Annotated[DayOrInstant | None, Query(description="A day in Dubai, `2024-03-01`, or an instant, `2024-03-01T12:00:00Z`.")]


def seen(document_id: DocumentId, expected: IfMatch, by: CurrentActor, now: Now) -> Seen:
    """The document as the caller saw it."""
    return Seen(document_id, expected, by, now())


AsSeen = Annotated[Seen, Depends(seen)]


def filters(
    q: Annotated[str, Query(max_length=200)] = "",
    kind: DocumentKind | None = None,
    state: VersionState | None = None,
    entity: Annotated[str | None, Query(max_length=32)] = None,
    subject: Annotated[str | None, Query(max_length=60)] = None,
) -> Filters:
    """What the list is narrowed to."""
    return Filters(q, kind, state, entity, subject)


@router.get("/documents", permission="document.read", response_model=Page[DocumentSummary])
async def list_documents(
    narrowed: Annotated[Filters, Depends(filters)], by: CurrentActor, here: Here, now: Now, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Documents one may see, what came into force or was published last first; `q` also searches the text of what is in force."""
    found, behind = await here.documents.page(narrowed, seen_by=by, limit=limit, cursor=cursor)
    at, shaper = now(), _shaper(here, by, now())
    excerpts = await commands.excerpts_of(here.documents, found, narrowed.q)
    items = [shaper.row(model.settled(one, at), excerpts.get(one.id)) for one in found]
    return reply(Page[DocumentSummary](items=items, next=behind))


@router.get("/documents/count", permission="document.read", response_model=Counted)
async def count_documents(narrowed: Annotated[Filters, Depends(filters)], by: CurrentActor, here: Here) -> Response:
    """How many there are of them."""
    return reply(Counted.of(await here.documents.count(narrowed, seen_by=by)))


@router.post("/documents", permission="document.write", response_model=DocumentBody, status_code=201)
async def create_document(body: NewDocument, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a document."""
    owner, at = body.owner_entity or uploads_for(by, "document.write"), now()
    if owner is None:
        raise Invalid(errors=[FieldError("/ownerEntity", "missing", NO_OWNER)])
    document = Document(
        derived_id(by.id, key),
        owner,
        body.kind,
        bi(body.title),
        bi(body.summary),
        by.id,
        at,
        at,
        tuple(body.subjects),
        body.classification,
        bi(body.legal_basis) if body.legal_basis else None,
    )
    made = await commands.begin_document(here.documents, document, by=by)
    return _shown(made, here, by, at, status=201)


@router.get("/documents/{document_id}", permission="document.read", response_model=DocumentBody)
async def get_document(document_id: DocumentId, by: CurrentActor, here: Here, now: Now, at: At = None) -> Response:
    """One document; `shown` is the version in force now, or on the day or at the instant asked for."""
    document = await here.documents.get(document_id, seen_by=by)
    return _shown(document, here, by, now(), asked=at)


@router.get("/documents/{document_id}/changes", permission="document.read", response_model=Changes)
async def compare_versions(
    document_id: DocumentId, earlier: VersionAsked, later: VersionAsked, by: CurrentActor, here: Here, language: Tongue = "ar"
) -> Response:
    """What one version's text says that another's does not; of versions whose files one may have."""
    document = await here.documents.get(document_id, seen_by=by)
    files = [_readable(document, id_, by, language) for id_ in (earlier, later)]
    parts = await commands.compare_texts(here.documents, *files)
    found = [PartBody(kind=one.kind, text=one.text) for one in parts]
    return reply(Changes(earlier=earlier, later=later, language=language, parts=found))


@router.patch("/documents/{document_id}", permission="document.write", response_model=DocumentBody)
async def edit_document(body: DocumentPatch, as_seen: AsSeen, here: Here) -> Response:
    """Change what was sent and leave the rest (RFC 7396)."""
    return done(await commands.describe_document(here.documents, as_seen, body.changes()), here, as_seen)


# ---- versions ----


@router.post("/documents/{document_id}/versions", permission="document.write", response_model=DocumentBody, status_code=201)
async def draft_version(body: NewVersion, as_seen: AsSeen, here: Here, key: IdempotencyKey) -> Response:
    """Draft a version behind those there are."""
    id_, asked = derived_id(as_seen.by.id, key), digest_of(body.model_dump_json())
    drafted = await commands.draft_version(here.documents, as_seen, id_, body.fields(), asked)
    return done(drafted, here, as_seen, status=201)


@router.patch("/documents/{document_id}/versions/{version_id}", permission="document.write", response_model=DocumentBody)
async def edit_version(version_id: VersionId, body: VersionPatch, as_seen: AsSeen, here: Here) -> Response:
    """Change what was sent of a draft."""
    return done(await change_document(here.documents, as_seen, life.edit_version, id_=version_id, fields=body.fields()), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/files", permission="document.write", response_model=DocumentBody)
async def attach_file(version_id: VersionId, body: NewVersionFile, as_seen: AsSeen, here: Here) -> Response:
    """Put a checked upload into a draft, in place of one of the same language and type."""
    asset = await here.assets.get("file", body.asset_id, seen_by=as_seen.by)
    return done(await commands.attach_file(here.documents, as_seen, version_id, body.language, asset), here, as_seen)


@router.delete("/documents/{document_id}/versions/{version_id}/files/{file_id}", permission="document.write", response_model=DocumentBody)
async def detach_file(version_id: VersionId, file_id: FileId, as_seen: AsSeen, here: Here) -> Response:
    """Take a file out of a draft."""
    return done(await change_document(here.documents, as_seen, life.detach, id_=version_id, file_id=file_id), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/parity", permission="document.set-parity", response_model=DocumentBody)
async def set_version_parity(version_id: VersionId, body: ParityMark, as_seen: AsSeen, here: Here) -> Response:
    """Say whether the English says what the Arabic does."""
    return done(await change_document(here.documents, as_seen, life.set_parity, id_=version_id, same=body.same), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/submit", permission="document.submit", response_model=DocumentBody)
async def submit_version(version_id: VersionId, as_seen: AsSeen, here: Here) -> Response:
    """Hand a draft to the reviewers."""
    return done(await change_document(here.documents, as_seen, life.submit, id_=version_id), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/send-back", permission="document.review", response_model=DocumentBody)
async def send_back_version(version_id: VersionId, body: SendBack, as_seen: AsSeen, here: Here) -> Response:
    """Ask the authors for changes."""
    return done(await change_document(here.documents, as_seen, life.send_back, id_=version_id, note=body.note), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/approve", permission="document.review", response_model=DocumentBody)
async def approve_version(version_id: VersionId, as_seen: AsSeen, here: Here) -> Response:
    """Find it fit to be published."""
    return done(await change_document(here.documents, as_seen, life.approve, id_=version_id), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/publish", permission="document.publish", response_model=DocumentBody)
async def publish_version(version_id: VersionId, as_seen: AsSeen, here: Here) -> Response:
    """Let every reader know; it is in force as its day begins in Dubai, or at once."""
    return done(await change_document(here.documents, as_seen, life.publish, id_=version_id), here, as_seen)


@router.post("/documents/{document_id}/versions/{version_id}/withdraw", permission="document.withdraw", response_model=DocumentBody)
async def withdraw_version(version_id: VersionId, body: NewWithdrawal, as_seen: AsSeen, here: Here) -> Response:
    """Take a version back, saying why and what to use instead."""
    reason = bi(body.reason)
    return done(await commands.withdraw_version(here.documents, as_seen, version_id, reason, body.replacement), here, as_seen)


# ---- files ----


@router.post("/documents/{document_id}/versions/{version_id}/files/{file_id}/download", permission="document.read", response_model=Download)
async def download_version_file(
    document_id: DocumentId, version_id: VersionId, file_id: FileId, by: CurrentActor, here: Here, now: Now
) -> Response:
    """Where to fetch the file, within a minute; who took it is recorded first."""
    at = now()
    file = await _taken(document_id, version_id, file_id, by, here, at)
    url, until = here.objects.download(f"files/{file.id}", at=at, name=file.name)
    return reply(Download(url=url, expires_at=until))


@router.get(
    "/documents/{document_id}/versions/{version_id}/files/{file_id}/stream", permission="document.read", response_class=StreamingResponse
)
async def stream_version_file(
    document_id: DocumentId, version_id: VersionId, file_id: FileId, by: CurrentActor, here: Here, now: Now
) -> Response:
    """The bytes of the file, for who makes one file of several; who took it is recorded first."""
    file = await _taken(document_id, version_id, file_id, by, here, now())
    return StreamingResponse(here.objects.pieces(f"files/{file.id}"), media_type=file.content_type, headers={"Cache-Control": "no-store"})


async def _taken(document_id: str, version_id: str, file_id: str, by: Actor, here: Stores, at: datetime) -> model.VersionFile:
    """A file that this reader may have, on record. Raises DocumentNotFound, VersionFileNotFound."""
    document = await here.documents.get(document_id, seen_by=by)
    file = _open_to(document, version_id, by).file(file_id)
    await here.ledger.write(Taken("document", document.id, version_id, file.id, file.sha256), by=by, at=at)
    return file


@router.get("/documents/{document_id}/downloads", permission="document.read", response_model=Page[DownloadRow])
async def list_document_downloads(
    document_id: DocumentId, by: CurrentActor, here: Here, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Who took its files, newest first; for its authors and the secretariat, and not there for anybody else."""
    document = await here.documents.get(document_id, seen_by=by)
    if not writes(by, document.owner):
        raise DocumentNotFound
    rows, behind = await here.ledger.page("document", document.id, seen_by=by, limit=limit, cursor=cursor)
    return reply(Page[DownloadRow](items=[DownloadRow.of(row) for row in rows], next=behind))


def _open_to(document: Document, version_id: str, by: Actor) -> Version:
    """The version, if the reader may have its files: those of one that was taken back are for its authors, while they are there."""
    version = document.of(version_id)
    if version.files_deleted or (version.state is VersionState.WITHDRAWN and not writes(by, document.owner)):
        raise VersionFileNotFound
    return version


def _readable(document: Document, version_id: str, by: Actor, language: Tongue) -> VersionFile:
    """The text of a version in a language. Raises VersionNotFound, VersionFileNotFound."""
    found = next((one for one in _open_to(document, version_id, by).files if one.language == language and one.pages), None)
    if found is None:
        raise VersionFileNotFound
    return found


def done(document: Document, here: Stores, as_seen: Seen, *, status: int = 200) -> Response:
    """The document after an act, as its reader sees it."""
    return _shown(document, here, as_seen.by, as_seen.at, status=status)


def _shown(
    document: Document, here: Stores, by: Actor, at: datetime, *, asked: date | datetime | None = None, status: int = 200
) -> Response:
    when, day = _asked(asked, at)
    shown = model.in_force_on(document, day) if day else model.in_force_at(document, when)
    body = _shaper(here, by, at).body(model.settled(document, at), when, shown)
    location = f"/api/v1/documents/{document.id}" if status == 201 else None
    return reply(body, version=document.version, status=status, location=location)


def _asked(asked: date | datetime | None, now: datetime) -> tuple[datetime, date | None]:
    """The instant asked for, and the day if it was a day."""
    if asked is None or isinstance(asked, datetime):
        return asked or now, None
    return model.begins(asked), asked


def _shaper(here: Stores, by: Actor, at: datetime) -> Shaper:
    def first_page(file: model.VersionFile) -> str | None:
        return here.objects.address(f"pages/{file.id}.webp", at=at) if file.pages else None

    return Shaper(first_page, by)
