"""The door of the media kits. What is not open to a reader at this instant answers 404 on every path here."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from chassis.archive import zipped
from chassis.auth import Actor
from chassis.errors import FieldError, Invalid
from chassis.http import Counted, CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Depends, Path, Query
from starlette.responses import Response, StreamingResponse

from media_svc.archives.model import with_entry_names
from media_svc.kits import commands, model
from media_svc.kits.commands import KitSeen, change_kit
from media_svc.kits.model import Item, Kit, KitState
from media_svc.kits.schemas import ItemPatch, KitBody, KitPatch, KitSummary, NewItem, NewKit, Revocation, item_of
from media_svc.kits.store import makes
from media_svc.policy import POLICY, uploads_for
from media_svc.routes import Cursor, Here, Limit
from media_svc.schemas import Download
from media_svc.sources.downloads.schemas import DownloadRow
from media_svc.sources.downloads.store import Taken
from media_svc.sources.schemas import NO_OWNER, bi
from media_svc.store import Stores

router = Router(POLICY)
KitId = Annotated[str, Path(min_length=1, max_length=64)]
ItemId = Annotated[str, Path(min_length=1, max_length=64)]


def seen_kit(kit_id: KitId, expected: IfMatch, by: CurrentActor, now: Now) -> KitSeen:
    """The kit as the caller saw it."""
    return KitSeen(kit_id, expected, by, now())


AsSeen = Annotated[KitSeen, Depends(seen_kit)]


@router.get("/kits", permission="kit.read", response_model=Page[KitSummary])
async def list_kits(
    by: CurrentActor, here: Here, now: Now, q: Annotated[str, Query(max_length=200)] = "", limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Kits that are open to one now, newest first; those who make them see the others too."""
    at = now()
    found, behind = await here.kits.page(q, seen_by=by, at=at, limit=limit, cursor=cursor)
    return reply(Page[KitSummary](items=[KitSummary.of(kit, _Addresses(here, at), at) for kit in found], next=behind))


@router.get("/kits/count", permission="kit.read", response_model=Counted)
async def count_kits(by: CurrentActor, here: Here, now: Now, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """How many there are of them."""
    return reply(Counted.of(await here.kits.count(q, seen_by=by, at=now())))


@router.post("/kits", permission="kit.write", response_model=KitBody, status_code=201)
async def create_kit(body: NewKit, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a kit."""
    owner, at = body.owner_entity or uploads_for(by, "kit.write"), now()
    if owner is None:
        raise Invalid(errors=[FieldError("/ownerEntity", "missing", NO_OWNER)])
    fields = {name: value for name, value in body.changes().items() if name != "owner_entity"}
    kit = Kit(
        id=derived_id(by.id, key), owner=owner, created_by=by.id, created_at=at, updated_at=at, **{"summary": bi(body.summary), **fields}
    )
    return _shown(await commands.begin_kit(here.kits, kit, by=by, at=at), here, by, at, status=201)


@router.get("/kits/{kit_id}", permission="kit.read", response_model=KitBody)
async def get_kit(kit_id: KitId, by: CurrentActor, here: Here, now: Now) -> Response:
    """One kit."""
    at = now()
    return _shown(await here.kits.get(kit_id, seen_by=by, at=at), here, by, at)


@router.patch("/kits/{kit_id}", permission="kit.write", response_model=KitBody)
async def edit_kit(body: KitPatch, as_seen: AsSeen, here: Here) -> Response:
    """Change what was sent of a draft (RFC 7396)."""
    return done(await change_kit(here.kits, as_seen, model.describe, described=body.changes()), here, as_seen)


@router.post("/kits/{kit_id}/items", permission="kit.write", response_model=KitBody, status_code=201)
async def put_kit_item(body: NewItem, as_seen: AsSeen, here: Here, key: IdempotencyKey) -> Response:
    """Add an item to a draft."""
    kind = "photo" if body.kind == "photo" else "file"
    asset = await here.assets.get(kind, body.asset_id, seen_by=as_seen.by) if body.asset_id else None
    item = item_of(derived_id(as_seen.by.id, key), body)
    return done(await commands.put_item(here.kits, here.objects, as_seen, item, asset), here, as_seen, status=201)


@router.patch("/kits/{kit_id}/items/{item_id}", permission="kit.write", response_model=KitBody)
async def reword_kit_item(item_id: ItemId, body: ItemPatch, as_seen: AsSeen, here: Here) -> Response:
    """Change the words of an item of a draft."""
    return done(await change_kit(here.kits, as_seen, model.reword, item_id=item_id, described=body.changes()), here, as_seen)


@router.delete("/kits/{kit_id}/items/{item_id}", permission="kit.write", response_model=KitBody)
async def drop_kit_item(item_id: ItemId, as_seen: AsSeen, here: Here) -> Response:
    """Take an item out of a draft."""
    return done(await change_kit(here.kits, as_seen, model.drop, item_id=item_id), here, as_seen)


@router.post("/kits/{kit_id}/release", permission="kit.release", response_model=KitBody)
async def release_kit(as_seen: AsSeen, here: Here) -> Response:
    """Its audience has it from the embargo's end on, or now."""
    return done(await commands.release_kit(here.kits, here.objects, as_seen), here, as_seen)


@router.post("/kits/{kit_id}/revoke", permission="kit.revoke", response_model=KitBody)
async def revoke_kit(body: Revocation, as_seen: AsSeen, here: Here) -> Response:
    """Take it back; every link to it is dead."""
    return done(await commands.revoke_kit(here.kits, here.objects, as_seen, bi(body.reason)), here, as_seen)


@router.post("/kits/{kit_id}/items/{item_id}/download", permission="kit.read", response_model=Download)
async def download_kit_item(kit_id: KitId, item_id: ItemId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Where to fetch the file of an item; who took it is recorded first. The link dies with the kit."""
    at = now()
    kit = await here.kits.get(kit_id, seen_by=by, at=at)
    item = kit.item(item_id)
    if item.file is None or kit.files_deleted:
        raise model.errors.KitItemNotFound
    await here.ledger.write(Taken("kit", kit.id, file_id=item.file.id, sha256=item.file.sha256), by=by, at=at)
    url, until = here.objects.download(_key(kit, item), at=at, name=item.file.name)
    return reply(Download(url=url, expires_at=until))


@router.get("/kits/{kit_id}/stream", permission="kit.read", response_class=StreamingResponse)
async def stream_kit(kit_id: KitId, by: CurrentActor, here: Here, now: Now) -> Response:
    """The whole kit as a zip, made while it is sent; who took it is recorded first."""
    at = now()
    kit = await here.kits.get(kit_id, seen_by=by, at=at)
    await here.exports.count("kit", by=by, at=at)
    await here.ledger.write(Taken("kit", kit.id), by=by, at=at)
    files = [("messages.txt", _words(kit)), *((_name(one), here.objects.pieces(_key(kit, one))) for one in kit.files)]
    return StreamingResponse(
        zipped(with_entry_names(files), at=at), media_type="application/zip", headers=attachment(f"{kit.title.en}.zip")
    )


@router.get("/kits/{kit_id}/downloads", permission="kit.read", response_model=Page[DownloadRow])
async def list_kit_downloads(kit_id: KitId, by: CurrentActor, here: Here, now: Now, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Who took it or a file of it, newest first; for those who make it and the secretariat, and not there for anybody else."""
    kit = await here.kits.get(kit_id, seen_by=by, at=now())
    if not makes(by, kit):
        raise model.errors.KitNotFound
    rows, behind = await here.ledger.page("kit", kit.id, seen_by=by, limit=limit, cursor=cursor)
    return reply(Page[DownloadRow](items=[DownloadRow.of(row) for row in rows], next=behind))


def attachment(name: str) -> dict[str, str]:
    """Headers of what is to be saved under this name (RFC 6266)."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}", "Cache-Control": "no-store"}


class _Addresses:
    """Gives pictures of a kit their address, for minutes."""

    def __init__(self, here: Stores, at: datetime) -> None:
        self._here, self._at = here, at

    def __call__(self, kit: Kit, item: Item) -> str | None:
        """None when it is no picture."""
        if item.file is None or kit.files_deleted or not item.file.content_type.startswith("image/"):
            return None
        return self._here.objects.address(_key(kit, item), at=self._at)


def _key(kit: Kit, file: Item) -> str:
    """The kit's own copy while there is one; before, and for those who made it also after, the upload itself."""
    copied = kit.copied and kit.state is not KitState.DRAFT
    return kit.key(file) if copied or file.file is None else file.file.key


def _name(item: Item) -> str:
    file = item.file
    assert file
    return f"{item.kind}/{item.id[:8]}-{file.name}"


async def _words(kit: Kit) -> AsyncIterator[bytes]:
    """Everything of a kit that is words, Arabic first."""
    for language in (0, 1):
        yield f"{kit.title[language]}\n\n{kit.summary[language]}\n\n{' '.join(kit.hashtags)}\n\n".encode()
        for item in kit.items:
            yield f"{item.title[language]}\n{item.text[language]}\n\n".encode()


def done(kit: Kit, here: Stores, as_seen: KitSeen, *, status: int = 200) -> Response:
    """The kit after an act, as its reader sees it."""
    return _shown(kit, here, as_seen.by, as_seen.at, status=status)


def _shown(kit: Kit, here: Stores, by: Actor, at: datetime, *, status: int = 200) -> Response:
    body = KitBody.shown(kit, _Addresses(here, at), at, by)
    location = f"/api/v1/kits/{kit.id}" if status == 201 else None
    return reply(body, version=kit.version, status=status, location=location)
