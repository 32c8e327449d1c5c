"""A photo or file from the announced upload to its verdict: frozen values and rules, no I/O and no clock."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple, get_args

from chassis.audience import GONE, person_term, scope_of
from chassis.auth import Actor
from chassis.errors import FieldError, Text
from chassis.event import Fact

from media_svc import errors
from media_svc.policy import POLICY, SECRETARIAT, insiders, studio, uploads_for
from media_svc.published import (
    AssetAccepted,
    AssetRejected,
    AssetRejectedBefore,
    AssetRemoved,
    Hint,
    Kind,
    Purpose,
    ReasonCode,
    ReasonOfBefore,
    Size,
    Words,
)

PHOTO_TYPES: Final = ("image/jpeg", "image/png", "image/webp")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FILE_TYPES: Final = (
    "application/pdf",
    "application/zip",
    f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.presentationml.presentation",
    f"{_OFFICE}.spreadsheetml.sheet",
)
PICTURE_TYPES: Final = ("image/svg+xml", "image/png")  # of logos, kept as they came
SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Status(StrEnum):
    """Where an upload stands."""

    PENDING = "pending"
    CHECKING = "checking"
    READY = "ready"
    REJECTED = "rejected"
    REMOVED = "removed"


OVER: Final = (Status.REJECTED, Status.REMOVED)  # nothing leads back from here, and nothing of the content is kept


class Bi(NamedTuple):
    """Words in both languages."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a photo."""

    name: str
    width: int
    height: int
    type: str
    bytes: int = 0

    @property
    def file_name(self) -> str:
        """Under which it lies beside the others of its photo."""
        return f"{self.name}.{SUFFIXES[self.type]}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody is about to upload, as they say."""

    kind: Kind
    purpose: Purpose
    file_name: str
    content_type: str
    size: int
    alt: Bi | None = None


class Cleaned(NamedTuple):
    """A file as it is served, where that is not what was uploaded."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check found out about content that passed."""

    sha256: str
    width: int | None = None
    height: int | None = None
    renditions: tuple[Rendition, ...] = ()
    captured_at: datetime | None = None
    hints: tuple[Hint, ...] = ()
    cleaned: Cleaned | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A photo or a file; `used_by` names the campaigns that show it to every member. `delayed_since` is the instant from which its check
    waits for what does it: the scanner or the object store is away."""

    id: str
    owner: str
    wish: Wish
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int = 1
    status: Status = Status.PENDING
    reason: ReasonCode | None = None
    findings: Findings | None = None
    used_by: tuple[str, ...] = ()
    delayed_since: datetime | None = None

    @property
    def kind(self) -> Kind:
        """Photo or file."""
        return self.wish.kind

    @property
    def delayed(self) -> bool:
        """Whether its check waits for what does it, and not for its turn."""
        return self.status is Status.CHECKING and self.delayed_since is not None

    @property
    def upload_key(self) -> str:
        """Where the browser may put the bytes: our key, nothing of the user's file name in it."""
        return f"{self.kind}s/{self.id}"

    @property
    def parts_prefix(self) -> str:
        """What the keys of its parts begin with, where it comes in parts."""
        return f"parts/{self.id}/"

    def rendition_key(self, rendition: Rendition) -> str:
        """Where a size of a photo lies."""
        return f"photos/{self.id}/{rendition.file_name}"

    @property
    def file_key(self) -> str:
        """Where an accepted file lies."""
        return f"files/{self.id}"

    @property
    def served(self) -> Cleaned:
        """Digest and length of an accepted file as it is handed on."""
        found = self.findings
        return (found and found.cleaned) or Cleaned(found.sha256 if found else "", self.wish.size)

    @property
    def page_key(self) -> str:
        """Where the picture of the first page of an accepted PDF lies."""
        return f"pages/{self.id}.webp"

    @property
    def accepted_keys(self) -> list[str]:
        """A file and its first page, where its check put them or may have put them."""
        return [self.file_key, self.page_key] if self.kind == "file" else []

    @property
    def accepted_places(self) -> list[str]:
        """Where the sizes of a photo lie: as they were checked, and with the words of its releases."""
        return [f"photos/{self.id}/", f"official/{self.id}/"] if self.kind == "photo" else []


Change = tuple[Asset, Fact | None]


def announce(id_: str, wish: Wish, *, limit: int, by: Actor, at: datetime) -> Change:
    """An upload that is about to come. Raises Forbidden, NoEntity, TypeNotAccepted, FileTooLarge; `limit` in bytes."""
    permission = _permission_for(wish)
    owner = uploads_for(by, permission)
    POLICY.require(by, permission, owner)
    if owner is None:
        raise errors.NoEntity
    _accept_wish(wish, limit)
    return Asset(id_, owner, wish, by.id, at, at), None


def _permission_for(wish: Wish) -> str:
    if wish.purpose == "studio":
        return "photo.upload-for-studio"
    return "photo.upload" if wish.purpose == "campaign-cover" else "asset.upload"


def _accept_wish(wish: Wish, limit: int) -> None:
    accepted = PHOTO_TYPES if wish.kind == "photo" else (*FILE_TYPES, *(PICTURE_TYPES if wish.purpose == "media-kit" else ()))
    if wish.content_type not in accepted:
        words = Text("اختر ملفاً من الأنواع المقبولة.", "Choose a file of an accepted type.")
        raise errors.TypeNotAccepted(types=", ".join(accepted), errors=[FieldError("/contentType", "type-not-accepted", words)])
    if wish.size > limit:
        raise errors.FileTooLarge(limit=limit // 1024**2)


def arrive(asset: Asset, *, by: Actor, at: datetime) -> Change:
    """The bytes have arrived and wait for their check. Raises Forbidden, NotPending."""
    POLICY.require(by, _permission_for(asset.wish), asset.owner)
    _demand(asset, Status.PENDING, errors.NotPending)
    return replace(asset, status=Status.CHECKING, updated_at=at), None


def accept(asset: Asset, findings: Findings, *, at: datetime) -> Change:
    """The check is passed. Raises NotChecking."""
    _demand(asset, Status.CHECKING, errors.NotChecking)
    sizes = tuple(Size(name=one.name, width=one.width, height=one.height, type=one.type) for one in findings.renditions)
    fact = AssetAccepted(
        **_identity(asset),
        content_type=asset.wish.content_type,
        sha256=findings.sha256,
        width=findings.width,
        height=findings.height,
        renditions=sizes,
    )
    return replace(asset, status=Status.READY, findings=findings, updated_at=at), Fact(fact, at)


def reject(asset: Asset, reason: ReasonCode, *, at: datetime) -> Change:
    """The check is not passed. Raises NotChecking."""
    _demand(asset, Status.CHECKING, errors.NotChecking)
    told = _identity(asset) | {"reason": reason, "explanation": Words(**errors.REASONS[reason]._asdict())}
    name = asset.wish.file_name
    fact = AssetRejected(**told, title=Words(ar=name, en=name))
    before = AssetRejectedBefore(**told) if reason in get_args(ReasonOfBefore) else None
    return replace(asset, status=Status.REJECTED, reason=reason, updated_at=at), Fact(fact, at, also=before)


def remove(asset: Asset, *, by: Actor, at: datetime) -> Change:
    """Its people do without it, wherever it stands. What others were told of, they are told is gone.

    Raises Forbidden, AssetInUse: a campaign shows it, or it is about to become an official photo, which is removed there.
    """
    POLICY.require(by, _permission_for(asset.wish), asset.owner)
    if asset.used_by:
        raise errors.AssetInUse(where=Text("حملة منشورة", "a campaign that went live"))
    if asset.wish.purpose == "studio" and asset.status is Status.READY:
        raise errors.AssetInUse(where=Text("صورة رسمية", "an official photo"))
    return drop(asset, at=at)


def drop(asset: Asset, *, at: datetime) -> Change:
    """It goes with the draft that alone held it."""
    fact = Fact(AssetRemoved(**_identity(asset, remaining=(GONE,))), at) if asset.status is Status.READY else None
    return replace(asset, status=Status.REMOVED, updated_at=at), fact


def show_in(asset: Asset, campaign_id: str, *, at: datetime) -> Change:
    """A live campaign shows this photo to every member."""
    return replace(asset, used_by=tuple(sorted({*asset.used_by, campaign_id})), updated_at=at), None


def hide_from(asset: Asset, campaign_id: str, *, at: datetime) -> Change:
    """A campaign that was called off shows it no longer."""
    return replace(asset, used_by=tuple(one for one in asset.used_by if one != campaign_id), updated_at=at), None


def hand_over(asset: Asset, to: str, *, at: datetime) -> Change:
    """Another entity owns it from now on."""
    return replace(asset, owner=to, updated_at=at), None


def _demand(asset: Asset, status: Status, refusal: type[Exception]) -> None:
    if asset.status is not status:
        raise refusal


def _identity(asset: Asset, *, remaining: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "asset_id": asset.id,
        "kind": asset.kind,
        "purpose": asset.wish.purpose,
        "owner_entity": asset.owner,
        "audience_scope": scope_of(readers_of(asset), home=SECRETARIAT, remaining=remaining),
    }


def readers_of(asset: Asset) -> frozenset[str]:
    """Who may read an upload that no campaign shows, as terms; `store.visible_to` asks Mongo the same."""
    if asset.wish.purpose == "studio":
        return studio(asset.owner)
    if asset.wish.purpose == "campaign-cover":
        return insiders(asset.owner) | {person_term(asset.created_by)}
    return insiders(asset.owner)


def changes_nothing(before: Any, after: Any) -> bool:
    """Whether a record is as it was, but for when it was last touched."""
    return replace(after, updated_at=before.updated_at) == before
