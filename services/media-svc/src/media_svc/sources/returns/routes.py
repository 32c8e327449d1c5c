"""The door to the ways back of documents, and to their corrections."""

from chassis.http import Router
from starlette.responses import Response

from media_svc.commands import remove_leftovers_now
from media_svc.policy import POLICY
from media_svc.routes import Here
from media_svc.sources.commands import change_document
from media_svc.sources.returns import model
from media_svc.sources.returns.schemas import DocumentCorrection, PastDays, VersionCorrection
from media_svc.sources.routes import AsSeen, VersionId, done
from media_svc.sources.schemas import DocumentBody

router = Router(POLICY)
VERSION = "/documents/{document_id}/versions/{version_id}"


@router.delete("/documents/{document_id}", permission="document.write", status_code=204, response_class=Response)
async def discard_document(as_seen: AsSeen, here: Here) -> Response:
    """Delete a draft with its versions and files."""
    await change_document(here.documents, as_seen, model.discard)
    await remove_leftovers_now(here, as_seen.id, at=as_seen.at)
    return Response(status_code=204)


@router.post("/documents/{document_id}/correct", permission="document.correct", response_model=DocumentBody)
async def correct_document(body: DocumentCorrection, as_seen: AsSeen, here: Here) -> Response:
    """Correct what a public document says of itself, with a reason that its readers see."""
    given = {"fields": body.changes(), "reason": body.reason}
    return done(await change_document(here.documents, as_seen, model.correct, **given), here, as_seen)


@router.delete(VERSION, permission="document.write", response_model=DocumentBody)
async def drop_version(version_id: VersionId, as_seen: AsSeen, here: Here) -> Response:
    """Delete a draft of a version with its files."""
    left = await change_document(here.documents, as_seen, model.drop_version, id_=version_id)
    await remove_leftovers_now(here, as_seen.id, at=as_seen.at)
    return done(left, here, as_seen)


@router.post(f"{VERSION}/recall", permission="document.submit", response_model=DocumentBody)
async def recall_version(version_id: VersionId, as_seen: AsSeen, here: Here) -> Response:
    """Take back what was handed to the reviewers."""
    return done(await change_document(here.documents, as_seen, model.recall, id_=version_id), here, as_seen)


@router.post(f"{VERSION}/enter-past", permission="document.publish", response_model=DocumentBody)
async def enter_past_version(version_id: VersionId, body: PastDays, as_seen: AsSeen, here: Here) -> Response:
    """Enter a version that was in force in the past, so that `?at=` answers for those days."""
    entered = await change_document(here.documents, as_seen, model.enter_past, id_=version_id, last_day=body.last_day)
    return done(entered, here, as_seen)


@router.post(f"{VERSION}/correct", permission="document.correct", response_model=DocumentBody)
async def correct_version(version_id: VersionId, body: VersionCorrection, as_seen: AsSeen, here: Here) -> Response:
    """Correct what a public version says of itself, with a reason that its readers see; its days until they begin."""
    given = {"id_": version_id, "fields": body.changes(), "reason": body.reason}
    return done(await change_document(here.documents, as_seen, model.correct_version, **given), here, as_seen)
