"""What can be done with identities: one function, one use case, one write; safe to run again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from chassis.auth import Actor
from chassis.errors import FieldError, StaleVersion, Text
from chassis.outbox import AlreadyExists

from media_svc.identities import errors, model
from media_svc.identities.model import Identity, Logo, LogoFile
from media_svc.identities.store import IdentityStore
from media_svc.model import Asset, Status, changes_nothing
from media_svc.policy import SECRETARIAT
from media_svc.repeats.model import is_there

LOGO_TYPES: Final = ("image/svg+xml", "image/png", "application/pdf")
_NO_FILE: Final = Text("ليس ملف شعار جاهزاً للجهة.", "Not a checked logo file of the entity.")


@dataclass(frozen=True, slots=True)
class IdentitySeen:
    """The identity as the caller saw it, and who they are."""

    entity: str
    expected: int
    by: Actor
    at: datetime


async def begin_identity(identities: IdentityStore, identity: Identity, *, by: Actor) -> Identity:
    """Begin an identity. The same request again gives what the first time made. Raises AlreadyExists."""
    begun = model.begin(identity, by=by)
    try:
        return await identities.add(begun)
    except AlreadyExists:
        if not await identities.made_by_this_request(identity.entity):
            raise
        return await identities.get(identity.entity, seen_by=by)


async def put_logo(identities: IdentityStore, seen: IdentitySeen, logo: Logo) -> Identity:
    """Put a logo in. One with this id is not put in again. Raises IdempotencyKeyReused, and what `change_identity` raises."""
    identity = await identities.get(seen.entity, seen_by=seen.by)
    if is_there(identity.logos, logo.id, logo.asked or ""):
        return identity
    return await _changed(identities, identity, seen, model.add_logo, logo=logo)


async def change_identity(identities: IdentityStore, seen: IdentitySeen, act: Callable[..., model.Change], **given: Any) -> Identity:
    """One act upon an identity. A stale screen is told so before any rule is. Raises IdentityNotFound, StaleVersion, what the act does."""
    return await _changed(identities, await identities.get(seen.entity, seen_by=seen.by), seen, act, **given)


async def _changed(
    identities: IdentityStore, identity: Identity, seen: IdentitySeen, act: Callable[..., model.Change], **given: Any
) -> Identity:  # fmt: skip
    if identity.version != seen.expected:
        raise StaleVersion
    after, fact = act(identity, by=seen.by, at=seen.at, **given)
    return identity if fact is None and changes_nothing(identity, after) else await identities.save(after, fact, expected=seen.expected)


async def discard_identity(identities: IdentityStore, seen: IdentitySeen) -> None:
    """Delete a draft that holds no logo. Raises IdentityNotFound, StaleVersion, Forbidden, IdentityNotDraft."""
    identity = await identities.get(seen.entity, seen_by=seen.by)
    if identity.version != seen.expected:
        raise StaleVersion
    model.may_discard(identity, by=seen.by)
    await identities.remove(identity, expected=seen.expected)


def files_of(assets: Sequence[Asset], entity: str) -> tuple[LogoFile, ...]:
    """The uploads as the files of a logo, one of each format. Raises LogoFileNotUsable."""
    found = tuple(_file_of(asset, entity) for asset in assets)
    if len({one.content_type for one in found}) != len(found):
        raise _unusable()
    return found


def _file_of(asset: Asset, entity: str) -> LogoFile:
    wish, found = asset.wish, asset.findings
    if asset.status is not Status.READY or found is None or asset.owner not in (entity, SECRETARIAT) or wish.content_type not in LOGO_TYPES:
        raise _unusable()
    return LogoFile(asset.id, wish.file_name, wish.content_type, *asset.served)


def _unusable() -> errors.LogoFileNotUsable:
    return errors.LogoFileNotUsable(errors=[FieldError("/assetIds", "not-usable", _NO_FILE)])
