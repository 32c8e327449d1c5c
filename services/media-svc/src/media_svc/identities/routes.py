"""The door of the identities: what an entity looks like, and its one pack."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from chassis.archive import zipped
from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id, new_id
from fastapi import Depends, Path
from starlette.responses import Response, StreamingResponse

from media_svc.archives.model import with_entry_names
from media_svc.identities import commands, model
from media_svc.identities.commands import IdentitySeen, change_identity
from media_svc.identities.errors import IdentityNotFound, LogoNotFound
from media_svc.identities.model import Identity, Logo
from media_svc.identities.schemas import (
    IdentityBody,
    IdentityCorrection,
    IdentityPatch,
    IdentitySummary,
    IdentityWithdrawn,
    NewIdentity,
    NewLogo,
)
from media_svc.identities.store import makes
from media_svc.kits.routes import attachment
from media_svc.policy import POLICY
from media_svc.repeats.model import digest_of
from media_svc.routes import Cursor, Here, Limit
from media_svc.schemas import Download
from media_svc.sources.downloads.schemas import DownloadRow
from media_svc.sources.downloads.store import Taken
from media_svc.sources.schemas import bi
from media_svc.store import Stores

router = Router(POLICY)
Entity = Annotated[str, Path(min_length=1, max_length=32)]
LogoId = Annotated[str, Path(min_length=1, max_length=64)]


def seen_identity(entity: Entity, expected: IfMatch, by: CurrentActor, now: Now) -> IdentitySeen:
    """The identity as the caller saw it."""
    return IdentitySeen(entity, expected, by, now())


AsSeen = Annotated[IdentitySeen, Depends(seen_identity)]


@router.get("/identities", permission="identity.read", response_model=Page[IdentitySummary])
async def list_identities(by: CurrentActor, here: Here, now: Now, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Identities by entity code."""
    found, behind = await here.identities.page(seen_by=by, limit=limit, cursor=cursor)
    address_of = _Addresses(here, now())
    return reply(Page[IdentitySummary](items=[IdentitySummary.of(one, address_of) for one in found], next=behind))


@router.post("/identities", permission="identity.write", response_model=IdentityBody, status_code=201)
async def create_identity(body: NewIdentity, by: CurrentActor, here: Here, now: Now) -> Response:
    """Begin the identity of an entity."""
    identity = Identity(body.entity, bi(body.name), bi(body.intro), now())
    return _shown(await commands.begin_identity(here.identities, identity, by=by), here, by, now(), status=201)


@router.get("/identities/{entity}", permission="identity.read", response_model=IdentityBody)
async def get_identity(entity: Entity, by: CurrentActor, here: Here, now: Now) -> Response:
    """The identity of an entity."""
    return _shown(await here.identities.get(entity, seen_by=by), here, by, now())


@router.patch("/identities/{entity}", permission="identity.write", response_model=IdentityBody)
async def edit_identity(body: IdentityPatch, as_seen: AsSeen, here: Here) -> Response:
    """Change what was sent; lists are sent whole (RFC 7396)."""
    return _done(await change_identity(here.identities, as_seen, model.describe, described=body.changes()), here, as_seen)


@router.post("/identities/{entity}/logos", permission="identity.write", response_model=IdentityBody, status_code=201)
async def add_logo(body: NewLogo, as_seen: AsSeen, here: Here, key: IdempotencyKey) -> Response:
    """Put a logo in, in place of one of the same variant and background."""
    logo = await _logo_of(body, derived_id(as_seen.by.id, key), as_seen, here)
    return _done(await commands.put_logo(here.identities, as_seen, logo), here, as_seen, status=201)


async def _logo_of(body: NewLogo, id_: str, as_seen: IdentitySeen, here: Stores) -> Logo:
    """Raises FileNotFound, LogoFileNotUsable."""
    assets = [await here.assets.get("file", one, seen_by=as_seen.by) for one in body.asset_ids]
    files = commands.files_of(assets, as_seen.entity)
    return Logo(id_, bi(body.name), body.variant, body.ground, files, digest_of(body.model_dump_json()))


@router.delete("/identities/{entity}/logos/{logo_id}", permission="identity.write", response_model=IdentityBody)
async def drop_logo(logo_id: LogoId, as_seen: AsSeen, here: Here) -> Response:
    """Take a logo out."""
    return _done(await change_identity(here.identities, as_seen, model.drop_logo, logo_id=logo_id), here, as_seen)


@router.post("/identities/{entity}/publish", permission="identity.publish", response_model=IdentityBody)
async def publish_identity(as_seen: AsSeen, here: Here) -> Response:
    """Let every member use it."""
    return _done(await change_identity(here.identities, as_seen, model.publish), here, as_seen)


@router.post("/identities/{entity}/correct", permission="identity.publish", response_model=IdentityBody)
async def correct_identity(body: IdentityCorrection, as_seen: AsSeen, here: Here) -> Response:
    """Correct a published identity, with a reason that its readers see."""
    added = [await _logo_of(one, new_id(), as_seen, here) for one in body.add_logos]
    given = model.Correction(body.changes(), tuple(added), tuple(body.drop_logos), body.reason)
    return _done(await change_identity(here.identities, as_seen, model.correct, given=given), here, as_seen)


@router.post("/identities/{entity}/withdraw", permission="identity.publish", response_model=IdentityBody)
async def withdraw_identity(body: IdentityWithdrawn, as_seen: AsSeen, here: Here) -> Response:
    """Take a published identity back, saying why; publishing it again brings it back."""
    return _done(await change_identity(here.identities, as_seen, model.withdraw, reason=bi(body.reason)), here, as_seen)


@router.delete("/identities/{entity}", permission="identity.write", status_code=204, response_class=Response)
async def discard_identity(as_seen: AsSeen, here: Here) -> Response:
    """Delete a draft that holds no logo, such as one begun for another entity."""
    await commands.discard_identity(here.identities, as_seen)
    return Response(status_code=204)


@router.post("/identities/{entity}/logos/{logo_id}/files/{file_id}/download", permission="identity.read", response_model=Download)
async def download_logo(entity: Entity, logo_id: LogoId, file_id: LogoId, by: CurrentActor, here: Here, now: Now) -> Response:
    """Where to fetch a logo in one format; who took it is recorded first."""
    identity, at = await here.identities.get(entity, seen_by=by), now()
    file = next((one for one in identity.logo(logo_id).files if one.id == file_id), None)
    if file is None:
        raise LogoNotFound
    await here.ledger.write(Taken("identity", entity, file_id=file.id, sha256=file.sha256), by=by, at=at)
    url, until = here.objects.download(f"files/{file.id}", at=at, name=file.name)
    return reply(Download(url=url, expires_at=until))


@router.get("/identities/{entity}/stream", permission="identity.read", response_class=StreamingResponse)
async def stream_identity(entity: Entity, by: CurrentActor, here: Here, now: Now) -> Response:
    """The pack: every logo in every format and the rules as text, a zip made while it is sent."""
    identity, at = await here.identities.get(entity, seen_by=by), now()
    await here.exports.count("identity", by=by, at=at)
    await here.ledger.write(Taken("identity", entity), by=by, at=at)
    logos = [
        (f"{logo.ground}/{logo.variant}-{file.name}", here.objects.pieces(f"files/{file.id}"))
        for logo in identity.logos
        for file in logo.files
    ]
    pack = zipped(with_entry_names([("identity.txt", _rules(identity)), *logos]), at=at)
    return StreamingResponse(pack, media_type="application/zip", headers=attachment(f"{entity}-identity.zip"))


@router.get("/identities/{entity}/downloads", permission="identity.read", response_model=Page[DownloadRow])
async def list_identity_downloads(entity: Entity, by: CurrentActor, here: Here, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Who took it or a logo of it, newest first; for those who make it and the secretariat, and not there for anybody else."""
    identity = await here.identities.get(entity, seen_by=by)
    if not makes(by, identity):
        raise IdentityNotFound
    rows, behind = await here.ledger.page("identity", entity, seen_by=by, limit=limit, cursor=cursor)
    return reply(Page[DownloadRow](items=[DownloadRow.of(row) for row in rows], next=behind))


class _Addresses:
    """Gives a logo's picture its address, for minutes: the drawing before the bitmap."""

    def __init__(self, here: Stores, at: datetime) -> None:
        self._here, self._at = here, at

    def __call__(self, logo: Logo) -> str | None:
        """None when it is in no format that a browser shows."""
        pictures = sorted(
            (one for one in logo.files if one.content_type.startswith("image/")), key=lambda one: one.content_type, reverse=True
        )
        return self._here.objects.address(f"files/{pictures[0].id}", at=self._at) if pictures else None


async def _rules(identity: Identity) -> AsyncIterator[bytes]:
    """Colours, fonts and rules as words, Arabic first."""
    for language in (0, 1):
        yield f"{identity.name[language]}\n{identity.intro[language]}\n\n".encode()
        yield "".join(f"{one.hex} {one.name[language]}\n" for one in identity.colours).encode()
        yield "".join(f"{one.family}: {one.use[language]} ({one.licence})\n" for one in identity.fonts).encode()
        yield "".join(f"+ {one[language]}\n" for one in identity.dos).encode()
        yield ("".join(f"- {one[language]}\n" for one in identity.donts) + "\n").encode()


def _done(identity: Identity, here: Stores, as_seen: IdentitySeen, *, status: int = 200) -> Response:
    return _shown(identity, here, as_seen.by, as_seen.at, status=status)


def _shown(identity: Identity, here: Stores, by: Actor, at: datetime, *, status: int = 200) -> Response:
    body = IdentityBody.shown(identity, _Addresses(here, at), by)
    location = f"/api/v1/identities/{identity.entity}" if status == 201 else None
    return reply(body, version=identity.version, status=status, location=location)
