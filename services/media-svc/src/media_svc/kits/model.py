"""A media kit: what it holds, and the one instant from which its readers have it. Frozen values, no I/O and no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

from chassis.audience import EVERYONE, AudienceScope, entity_term, scope_of
from chassis.auth import Actor
from chassis.event import Fact, Published

from media_svc.amendments.model import Amendments
from media_svc.kits import errors
from media_svc.kits.published import KitClosed, KitReleased, KitRevoked
from media_svc.model import Bi
from media_svc.policy import POLICY, SECRETARIAT, insiders
from media_svc.published import Words

ItemKind = Literal["message", "photo", "logo", "faq", "spokesperson", "file"]
MOST_ITEMS: Final = 200
NAMELESS: Final = Bi("حقيبة إعلامية", "Media kit")  # what is told of one that was taken back; what it was called is for its makers


class KitState(StrEnum):
    """Where a kit stands. Released says that somebody decided; whether it is open is for the clock to say."""

    DRAFT = "draft"
    RELEASED = "released"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class KitFile:
    """The file of an item; its id is that of the upload, `key` says where that lies."""

    id: str
    key: str
    name: str
    content_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Item:
    """A message, a question with its answer, a spokesperson with what to ask them, or a file with what it shows. `asked` is a digest of the
    request that added it."""

    id: str
    kind: ItemKind
    title: Bi
    text: Bi
    file: KitFile | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit. `opens_at` is the instant from which its audience has it, None while it is a draft; `audience` names entities, none = all.
    `copied` says that its files lie where its links lead, in a place of each `edition`; `told` that its release was announced, `ended` that
    its closing was. `leftover` are uploads still to be deleted: of a draft that was `removed`, or of one that was revoked too long ago to
    be restored, whose files are `files_deleted`."""

    id: str
    owner: str
    title: Bi
    summary: Bi
    created_by: str
    created_at: datetime
    updated_at: datetime
    hashtags: tuple[str, ...] = ()
    campaign_id: str | None = None
    audience: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    state: KitState = KitState.DRAFT
    embargo_until: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    told: bool = False
    ended: bool = False
    copied: bool = False
    revoked_at: datetime | None = None
    reason: Bi | None = None
    edition: int = 1
    amendments: Amendments = ()
    leftover: tuple[str, ...] = ()
    removed: bool = False
    files_deleted: bool = False
    version: int = 1

    def item(self, id_: str) -> Item:
        """Raises KitItemNotFound."""
        found = next((one for one in self.items if one.id == id_), None)
        if found is None:
            raise errors.KitItemNotFound
        return found

    @property
    def place(self) -> str:
        """Where its copies lie, a place of its own for each edition: what is deleted of one takes nothing of the next along."""
        return place_of(self.id) if self.edition == 1 else f"{place_of(self.id)}{self.edition}/"

    @property
    def files(self) -> tuple[Item, ...]:
        """The items that are files which are there."""
        return () if self.files_deleted else tuple(one for one in self.items if one.file)

    def key(self, item: Item) -> str:
        """Where the copy of an item's file lies that its links lead to: gone when the kit is revoked, and the links with it."""
        return f"{self.place}{item.id}"


Change = tuple[Kit, Fact | None]


def place_of(id_: str) -> str:
    """Where every copy of a kit lies."""
    return f"kits/{id_}/"


def is_open(kit: Kit, at: datetime) -> bool:
    """Whether its audience has it at this instant: from the embargo's end on, until it closes."""
    return (
        kit.state is KitState.RELEASED and kit.opens_at is not None and kit.opens_at <= at and (kit.closes_at is None or at < kit.closes_at)
    )


def begin(kit: Kit, *, by: Actor) -> Change:
    """A new kit. Raises Forbidden."""
    POLICY.require(by, "kit.write", kit.owner)
    return kit, None


def describe(kit: Kit, described: Mapping[str, Any], *, by: Actor, at: datetime) -> Change:
    """Change what a draft says of itself, its embargo and its end. Raises Forbidden, KitNotDraft, KitTimesCross."""
    POLICY.require(by, "kit.write", kit.owner)
    changed = replace(_draft(kit), **described, updated_at=at)
    if changed.closes_at and changed.closes_at <= (changed.embargo_until or at):
        raise errors.KitTimesCross
    return changed, None


def put(kit: Kit, item: Item, *, by: Actor, at: datetime) -> Change:
    """Add an item to a draft. Raises Forbidden, KitNotDraft, KitFull."""
    POLICY.require(by, "kit.write", kit.owner)
    if len(_draft(kit).items) >= MOST_ITEMS:
        raise errors.KitFull
    return replace(kit, items=(*kit.items, item), updated_at=at), None


def reword(kit: Kit, item_id: str, described: Mapping[str, Any], *, by: Actor, at: datetime) -> Change:
    """Change the words of an item of a draft. Raises Forbidden, KitNotDraft, KitItemNotFound."""
    POLICY.require(by, "kit.write", kit.owner)
    old = _draft(kit).item(item_id)
    items = tuple(replace(one, **described) if one is old else one for one in kit.items)
    return replace(kit, items=items, updated_at=at), None


def drop(kit: Kit, item_id: str, *, by: Actor, at: datetime) -> Change:
    """Take an item out of a draft. Raises Forbidden, KitNotDraft, KitItemNotFound."""
    POLICY.require(by, "kit.write", kit.owner)
    gone = _draft(kit).item(item_id)
    return replace(kit, items=tuple(one for one in kit.items if one is not gone), updated_at=at), None


def release(kit: Kit, *, by: Actor, at: datetime) -> Change:
    """Decide that its audience has it, at the embargo's end or now. Raises Forbidden, KitNotDraft, KitEmpty, KitTimesCross."""
    POLICY.require(by, "kit.release", kit.owner)
    if not _draft(kit).items:
        raise errors.KitEmpty
    opens = max(at, kit.embargo_until or at)
    if kit.closes_at and kit.closes_at <= opens:
        raise errors.KitTimesCross
    released = replace(kit, state=KitState.RELEASED, opens_at=opens, copied=True, edition=kit.edition + 1, updated_at=at)
    return announce(released, at=at) or (released, None)


def announce(kit: Kit, *, at: datetime) -> Change | None:
    """Say that it is open, once it is; None = it is not, or it was said."""
    if kit.told or not is_open(kit, at):
        return None
    scope = scope_of(readers_of(kit, at), home=SECRETARIAT)
    return replace(kit, told=True), fact_of(KitReleased, kit, at, scope=scope, title=kit.title, items=len(kit.items))


def close(kit: Kit, *, at: datetime) -> Change | None:
    """Say that it is over for its audience, once its end has come; None = it has not, nobody ever heard of it, or it was said."""
    ends = kit.closes_at
    if kit.state is not KitState.RELEASED or not kit.told or kit.ended or ends is None or at < ends:
        return None
    over = replace(kit, ended=True)
    scope = scope_of(audience_of(kit), home=SECRETARIAT, remaining=readers_of(over, at))
    return over, fact_of(KitClosed, kit, ends, scope=scope, title=NAMELESS, closed_at=ends)


def revoke(kit: Kit, reason: Bi, *, by: Actor, at: datetime) -> Change:
    """Take it back. One that nobody has heard of goes in silence. Raises Forbidden, KitNotReleased."""
    POLICY.require(by, "kit.revoke", kit.owner)
    if kit.state is not KitState.RELEASED:
        raise errors.KitNotReleased
    revoked = replace(kit, state=KitState.REVOKED, revoked_at=at, reason=reason, updated_at=at)
    if not kit.told:
        return revoked, None
    heard = readers_of(kit, at) if kit.ended else audience_of(kit)
    scope = scope_of(heard, home=SECRETARIAT, remaining=readers_of(revoked, at))
    return revoked, fact_of(KitRevoked, kit, at, scope=scope, title=NAMELESS, reason=Words(**reason._asdict()))


def empty(kit: Kit) -> Change:
    """Its copies are deleted: no link leads to them any more."""
    return replace(kit, copied=False), None


def hand_over(kit: Kit, to: str, *, at: datetime) -> Change:
    """Another entity owns it from now on."""
    return replace(kit, owner=to, updated_at=at), None


def _draft(kit: Kit) -> Kit:
    if kit.state is not KitState.DRAFT:
        raise errors.KitNotDraft
    return kit


def readers_of(kit: Kit, at: datetime) -> frozenset[str]:
    """Who may read it at this instant, as terms."""
    return audience_of(kit) if is_open(kit, at) else insiders(kit.owner)


def audience_of(kit: Kit) -> frozenset[str]:
    """Who may read it while it is open, as terms."""
    if not kit.audience:
        return frozenset((EVERYONE,))
    return insiders(kit.owner) | {entity_term(code) for code in (*kit.audience, kit.owner)}


def fact_of(event: type[Published], kit: Kit, at: datetime, *, scope: AudienceScope, title: Bi, **told: Any) -> Fact:
    """The fact with what every fact of a kit says."""
    told |= {"kit_id": kit.id, "owner_entity": kit.owner, "campaign_id": kit.campaign_id, "audience_scope": scope}
    return Fact(event(**{**told, "title": Words(**title._asdict())}), at)
